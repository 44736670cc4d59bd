"""Ask CPython what every script of the suite prints, and write its answers down as snapshots.

    python3 tests/confirm.py PYTHON [--check] [PATTERN ...]

PYTHON is the command of a CPython 3.14, the referee. Each `tests/scripts/FOLDER/NAME.py` (or those whose
`FOLDER/NAME` contains a PATTERN) is run twice, under two hash seeds, as tests/scripts.rs runs it under togil; two different answers
are refused, since a snapshot must not depend on luck. The answer goes to `NAME.snap` beside the script,
in insta's format. `--check` writes nothing and fails if an answer has changed. Nothing here is edited by hand.

A script may say, in its first five lines, `# argv: A B` (its arguments) or `# stdin: FILE` (its standard input).
In the environment it finds SCRATCH, an empty folder of its own.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SCRIPTS = pathlib.Path(__file__).resolve().parent / "scripts"
HEADER = "---\nsource: tests/scripts.rs\nexpression: answer\n---\n"
SECONDS = 60


def option(source, name):
    """The words after `# name:` in the first five lines, or an empty list."""
    for line in source.splitlines()[:5]:
        if line.startswith(f"# {name}:"):
            return line.split(":", 1)[1].split()
    return []


def visible(data):
    """Bytes as text: what is not UTF-8, and control characters, as <hex>."""
    text = data.decode("utf-8", "surrogateescape")
    return re.sub(
        "[\x00-\x08\x0b-\x1f\x7f\udc80-\udcff]",
        lambda found: f"<{ord(found[0]) & 0xFF:02x}>",
        text,
    )


def section(title, data, hidden):
    text = visible(data)
    for path, name in hidden:
        text = text.replace(path, name)
    if text and not text.endswith("\n"):
        text += "\n--- no newline at the end ---\n"
    return f"--- {title} ---\n{text}"


def shell_code(code):
    """An exit code as a shell shows it: 128 and the number of the signal that ended the process."""
    return 128 - code if code < 0 else code


def answer(python, script, seed):
    """What the referee says to one script: the text of a snapshot."""
    source = script.read_text(encoding="utf-8", errors="replace")
    stdin = option(source, "stdin")
    given = (script.parent / stdin[0]).read_bytes() if stdin else b""
    with tempfile.TemporaryDirectory() as scratch:
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": scratch,
            "SCRATCH": scratch,
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": str(seed),
        }
        done = subprocess.run(
            [python, script.name, *option(source, "argv")],
            cwd=script.parent, env=environment, input=given, capture_output=True, timeout=SECONDS,
        )
        hidden = [(f"{script.parent}/", "<here>/"), (scratch, "<scratch>")]
        return (
            section("stdout", done.stdout, hidden)
            + section("stderr", done.stderr, hidden)
            + f"--- exit {shell_code(done.returncode)} ---\n"
        )


def confirm(python, script, check):
    """Renew one snapshot; what there is to say about it, or None."""
    name = script.relative_to(SCRIPTS).with_suffix("")
    try:
        said = answer(python, script, 1)
        again = answer(python, script, 2)
    except subprocess.TimeoutExpired:
        return f"HANG     {name}"
    if said != again:
        return f"UNSTABLE {name}: two runs differ"
    snapshot = script.with_suffix(".snap")
    text = HEADER + said
    if snapshot.exists() and snapshot.read_text(encoding="utf-8") == text:
        return None
    if check:
        return f"CHANGED  {name}"
    snapshot.write_text(text, encoding="utf-8")
    return f"written  {name}"


def main():
    words = [word for word in sys.argv[1:] if word != "--check"]
    check = "--check" in sys.argv[1:]
    if not words:
        sys.exit(__doc__)
    python, patterns = words[0], words[1:]
    scripts = [
        script
        for script in sorted(SCRIPTS.glob("*/*.py"))
        if not patterns or any(p in str(script.relative_to(SCRIPTS)) for p in patterns)
    ]
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for said in pool.map(lambda script: confirm(python, script, check), scripts):
            if said:
                print(said)
                wrong += not said.startswith("written")
    print(f"{len(scripts)} scripts, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
