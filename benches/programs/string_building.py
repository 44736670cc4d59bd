"""Texts built in every usual way: StringIO, join, concatenation, f-strings with formats, templates, padding and translation."""

from measure import measure

from io import StringIO
from textwrap import dedent

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def page(rows):
    out = StringIO()
    out.write("<table>\n")
    for number, (name, price, tags) in enumerate(rows, 1):
        out.write(f'  <tr class="{"even" if number % 2 == 0 else "odd"}">')
        out.write(f"<td>{number:>4}</td><td>{name.translate(ESCAPES)}</td><td>{price:,.2f}</td>")
        out.write("<td>" + ", ".join(tag.title() for tag in tags) + "</td></tr>\n")
    out.write("</table>\n")
    return out.getvalue()


def report(rows):
    lines = [f"{'name':<20}|{'price':^12}|{'tags':>24}", "-" * 58]
    for name, price, tags in rows:
        lines.append("%-20s|%12.3f|%24s" % (name[:20], price, "/".join(tags)))
    lines.append("{:=^58}".format(" {0} rows, {1:e} in all ".format(len(rows), sum(row[1] for row in rows))))
    return "\n".join(lines)


def source(rows):
    text = ""
    for name, price, tags in rows:
        identifier = "".join(c if c.isalnum() else "_" for c in name.lower())
        text += f"def {identifier}():\n"
        text += dedent(
            f"""\
            return {{{name!r}: ({price:.1f}, {tags!r})}}
            """
        ).rjust(4)
        text += "\n"
    return text


def run(rounds):
    total = 0
    for n in range(rounds):
        rows = [
            (f"Item <{n}> & \"{i:x}\" \u00e9{chr(0x4E00 + i)}", (n * 37 + i * 11) % 10007 * 1.75, [f"tag{i % 5}", "new", hex(i)])
            for i in range(60)
        ]
        html = page(rows)
        text = report(rows)
        code = source(rows)
        total += len(html) + len(text) + len(code)
        total += html.count("&amp;") + text.count("0") + code.count("_")
        total += sum(len(line.rstrip()) for line in text.splitlines()) + len(html.encode())
        total += html.rpartition("<td>")[2].startswith("Tag") + code.replace("return", "yield").find("yield")
    return total


measure(lambda: run(400), 11738489)
