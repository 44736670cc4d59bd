"""Makes charmaps.rs and names.rs beside it, by asking CPython for its encodings.

    python3.14 generate_charmaps.py        (in this folder)
"""

import codecs
import encodings
import encodings.aliases
import pkgutil

NATIVE = {"ascii", "latin_1", "iso8859_1", "utf_7", "utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le",
          "utf_32_be", "unicode_escape", "raw_unicode_escape"}
MULTIBYTE = {"big5", "big5hkscs", "cp932", "cp949", "cp950", "euc_jis_2004", "euc_jisx0213", "euc_jp", "euc_kr", "gb18030", "gb2312",
             "gbk", "hz", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_ext",
             "iso2022_kr", "johab", "shift_jis", "shift_jis_2004", "shift_jisx0213"}
# no text encodings, not of all systems, or no table: made elsewhere
OTHERS = {"aliases", "base64_codec", "bz2_codec", "charmap", "hex_codec", "idna", "mbcs", "oem", "punycode", "quopri_codec",
          "rot_13", "undefined", "uu_codec", "zlib_codec", "_win_cp_codecs"}


def decoded(codec, byte):
    try:
        return ord(bytes([byte]).decode(codec))
    except UnicodeDecodeError:
        return 0xFFFE


def encoded(codec):
    found = {}
    for point in range(0x10000):
        try:
            found[point] = chr(point).encode(codec)[0]
        except UnicodeEncodeError:
            pass
    return found


def wrapped(items, indent):
    lines, line = [], indent
    for item in items:
        if len(line) + len(item) > 130:
            lines.append(line.rstrip())
            line = indent
        line += item + " "
    return "\n".join([*lines, line.rstrip()]) + "\n"


def charmap(module):
    name = codecs.lookup(module).name
    table = [decoded(module, byte) for byte in range(256)]
    encoding = encoded(module)
    inverse = {}
    for byte, point in enumerate(table):
        if point != 0xFFFE:
            inverse.setdefault(point, byte)
    others = sorted((point, encoding.get(point)) for point in inverse.keys() | encoding.keys() if inverse.get(point) != encoding.get(point))
    assert all(byte is not None for _, byte in others), module
    lower = table[:128]
    own = "None" if lower == list(range(128)) else "Some(&[\n" + wrapped([f"{n:#x}," for n in lower], " " * 8) + "    ])"
    pairs = ", ".join(f"({point:#x}, {byte:#x})" for point, byte in others)
    return (f'    Charmap {{ name: "{name}", others: &[{pairs}], lower: {own}, upper: [\n'
            + wrapped([f"{n:#x}," for n in table[128:]], " " * 8) + "    ] },\n")


def main():
    modules = {m.name for m in pkgutil.iter_modules(encodings.__path__)} - OTHERS
    maps = sorted(modules - NATIVE - MULTIBYTE)
    with open("charmaps.rs", "w") as file:
        file.write('''//! Single-byte encodings, generated.
//!
//! `generate_charmaps.py` made it: under CPython 3.14 it decoded each byte with each codec, and encoded each code point.
//! Do not edit by hand; make it again the same way to add an encoding.

/// A single-byte encoding.
#[derive(Debug)]
pub struct Charmap {
    /// the codec's proper name
    pub name: &'static str,
    /// the code points that become another byte than the first one that stands for them
    pub others: &'static [(u16, u8)],
    /// the code points of the bytes 0 to 127, if they are not ASCII; U+FFFE for a byte that stands for nothing
    pub lower: Option<&'static [u16; 128]>,
    /// the code points of the bytes 128 to 255
    pub upper: [u16; 128],
}

#[rustfmt::skip]
''')
        file.write(f"pub(crate) static CHARMAPS: [Charmap; {len(maps)}] = [\n" + "".join(map(charmap, maps)) + "];\n")
    rows = {}
    for module in modules:
        rows[module] = codecs.lookup(module).name
    for alias, module in encodings.aliases.aliases.items():
        if module in modules:
            rows.setdefault(alias, codecs.lookup(module).name)
    with open("names.rs", "w") as file:
        file.write('''//! The names of all encodings, generated.
//!
//! `generate_charmaps.py` made it, from `encodings.aliases` and the names of the codecs' modules of CPython 3.14.

/// Names as [`crate::text::codecs::normalize`] leaves them, sorted, each with the codec's proper name.
#[rustfmt::skip]
''')
        file.write(f"pub(crate) static ALIASES: [(&str, &str); {len(rows)}] = [\n"
                   + wrapped([f'("{name}","{proper}"),' for name, proper in sorted(rows.items())], "    ") + "];\n")
    print(len(maps), "maps,", len(rows), "names")


if __name__ == "__main__":
    main()
