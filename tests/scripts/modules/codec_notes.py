# A codec that is looked for says in a note that it failed; those that str and bytes know themselves say nothing.
import codecs

for name in "cp1252", "CP437", "ascii", "us-ascii", "utf-8", "UTF_8", "latin-1", "iso8859-1", "l1", "utf-16", "utf-32-le", "utf-8-sig", "koi8-r", "unicode_escape", "hex", "nothing":
    for action in (
        lambda: "\udc80ŉ".encode(name),
        lambda: b"\x81\xff".decode(name),
        lambda: str(b"\x81\xd8", name),
        lambda: bytes("\ud800ŉ", name),
        lambda: codecs.encode("\ud800ŉ", name),
    ):
        try:
            print(name, len(action()))
        except Exception as e:
            print(name, type(e).__name__, getattr(e, "__notes__", None))
