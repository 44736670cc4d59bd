"""Numbers and text in and out: format specifications, `%`, f-strings, parsing of numbers, struct, re, json, slices, codecs, dates."""

NUMBERS = ["0", "1", "-1", "5", "42", "-255", "1234567", "10**20", "-10**30", "2**63", "True", "0.0", "-0.0", "1.0", "0.5", "1.5", "2.5", "-2.675",
           "1e16", "9.999e22", "1e100", "1.7976931348623157e308", "5e-324", "2.2250738585072014e-308", "1/3", "2/3*1e-5", "123456.789", "1e-7", "0.0001",
           "0.00001234", "float('inf')", "float('-inf')", "float('nan')", "1234567.0", "1e15", "999999.5", "9999999.5", "0.1+0.2"]
COMPLEXES = ["0j", "1+2j", "-1.5-0j", "complex(float('nan'), 1)", "complex(1e20, -1e-7)", "1j", "complex(0, float('-inf'))", "complex(-0.0, 2)"]
DECIMALS = ["D('0')", "D('-0')", "D('1.10')", "D('1E+5')", "D('-123.456')", "D('1E-10')", "D('NaN')", "D('sNaN12')", "D('Infinity')", "D('9.99999')",
            "D('123456789.987654321')", "D('0E+3')", "D('1234567E-3')", "D('5E-7')", "D(7) / D(3)"]
FRACTIONS = ["F(1, 3)", "F(-22, 7)", "F(0)", "F(10**20, 3)", "F(5, 2)", "F(7)", "F(1, 10**9)"]
TEXTS = ["''", "'a'", "'abc'", "'héllo'", "'日本'", "'a\\nb'", "'\"q\\'s'", "'😀x'", "'\\ud800'", "'\\x00\\x7f\\xa0\\u200b'"]
DATES = ["dt.datetime(2024, 2, 29, 13, 5, 9, 1234)", "dt.date(1, 1, 1)", "dt.time(23, 59, 59)", "dt.timedelta(days=-1, seconds=5, microseconds=7)",
         "dt.datetime(1999, 12, 31, tzinfo=dt.timezone.utc)", "dt.datetime(9999, 1, 3, 4, 5, tzinfo=dt.timezone(dt.timedelta(hours=-5, minutes=-30)))"]
ODD = ["None", "[1]", "object", "(1, 2)", "b'x'", "{}", "range(3)", "type('I', (int,), {'__repr__': lambda s: 'I'})(7)", "type('S', (str,), {})('sub')"]
VALUES = [NUMBERS, NUMBERS, NUMBERS, COMPLEXES, DECIMALS, FRACTIONS, TEXTS, DATES, ODD]


def value(luck):
    return luck.choice(luck.choice(VALUES))


def some(luck, *choices):
    return luck.choice(choices)


def specification(luck):
    parts = [
        some(luck, "", "", "<", ">", "^", "=", "*<", "0>", "é^", "x=", "{{<", " >") if luck.random() < 0.6 else "",
        some(luck, "", "", "+", "-", " "),
        some(luck, "", "", "", "z"),
        some(luck, "", "", "#"),
        some(luck, "", "", "0"),
        some(luck, "", "", "1", "5", "12", "30", "08"),
        some(luck, "", "", "", ",", "_", ",_"),
        some(luck, "", "", ".0", ".1", ".3", ".6", ".17", ".30", ".", ".2,", ".5_"),
        some(luck, "", "d", "f", "F", "e", "E", "g", "G", "n", "%", "x", "X", "o", "b", "c", "s", "r", "q"),
    ]
    if luck.random() < 0.06:
        luck.shuffle(parts)
    return "".join(parts)


def formatted(luck):
    return f"r = format({value(luck)}, {specification(luck)!r})"


def percent(luck):
    def piece():
        if luck.random() < 0.2:
            return some(luck, "%%", "x", "%", "% ", "%y", "%(a)s", "%*d", "%.*f", "%l", "%5%", "%(a", "%ls")
        return "%" + some(luck, "", "-", "+", " ", "#", "0", "-0", "#0", "+ ") + some(luck, "", "5", "12", "*") + some(luck, "", ".0", ".3", ".", ".12") + luck.choice(
            "diouxXeEfFgGcrsa"
        )

    form = "".join(piece() for _ in range(luck.choice([1, 1, 2, 3])))
    values = [value(luck) for _ in range(luck.choice([1, 1, 1, 2, 3]))]
    kind = luck.random()
    if kind < 0.15:
        return f"r = {form!r} % {{'a': {values[0]}}}"
    if kind < 0.3:
        return f"r = {form.encode()!r} % ({', '.join(values)},)"
    if kind < 0.5:
        return f"r = {form!r} % {values[0]}"
    return f"r = {form!r} % ({', '.join(values)},)"


def fstring(luck):
    text = value(luck)
    conversion = some(luck, "", "", "!r", "!s", "!a")
    nested = some(luck, "", ":" + specification(luck).replace("'", ""), ":{w}", ":{w}.{p}", ":>{w}{'s'}", ":{w}{w}", "=", " = ", "=:{w}")
    if nested.startswith("=") or nested.startswith(" "):
        nested, conversion = (nested + conversion, "") if ":" not in nested else (nested, "")
    quote = some(luck, '"', "'", '"""')
    if luck.random() < 0.3:
        return f"w, p = {some(luck, '8', '0', '-3', '12')}, {some(luck, '2', '0', '5')}\nx = {text}\nr = f{quote}a{{x{conversion}{nested}}}b{{{{c}}}}{quote}"
    return f"w, p = 8, 2\nr = f{quote}{{{text}{conversion}{nested}}}{quote}"


def str_format(luck):
    field = some(luck, "", "0", "1", "a", "0[0]", "a.real", "0[x]", "9", "0.", "a[b", "0[1].imag", "-1", " 0")
    text = "{" + field + some(luck, "", "", "!r", "!s", "!a", "!x", "!") + some(luck, "", ":" + specification(luck), ":{}", ":{0}", ":{a}") + "}"
    text = some(luck, "", "x", "{{", "}}", "{}", "}") + text + some(luck, "", "", "{", "}")
    return f"r = {text!r}.format({value(luck)}, {value(luck)}, a={value(luck)})"


def digits(luck):
    def run():
        return "".join(luck.choice("0123456789") for _ in range(luck.choice([0, 1, 1, 2, 5, 17, 25])))

    text = some(luck, "", "", "-", "+", "--", " ") + run() + some(luck, "", ".", "", "_") + run() + some(luck, "", "", "e5", "e-3", "E+400", "e-400", "e", "e1_0", "p3")
    if luck.random() < 0.3:
        text = some(luck, "0x", "0b", "0o", "0X", "inf", "-nan", "Infinity", "infi", "0x1.8p3", "1__0", "_1", "1_", "٣٤", "１.５", "1j", "1+j", "(1+2j)", "1 + 2j", "nan+infj", "") + some(
            luck, text, run(), "", "ff", " "
        )
    return some(luck, "", "", " ", "\n", "\t") + text + some(luck, "", "", "", " ", "\n", "x", "\x00", "j")


def parsed(luck):
    text = digits(luck)
    kind = luck.random()
    if kind < 0.35:
        return f"r = float({text!r})"
    if kind < 0.6:
        base = some(luck, "10", "0", "16", "2", "8", "36", "37", "1", "-1")
        return f"r = int({text!r}, {base})"
    if kind < 0.75:
        return f"r = complex({text!r})"
    if kind < 0.85:
        return f"r = D({text!r})"
    if kind < 0.92:
        return f"r = F({text!r})"
    if kind < 0.96:
        return f"r = float.fromhex({text!r})"
    return f"r = int({text.encode()!r})"


def numeric(luck):
    a, b = value(luck), luck.choice(NUMBERS)
    kind = luck.choice(range(12))
    if kind == 0:
        return f"r = round({a}, {some(luck, '0', '1', '2', '-1', '-3', '15', 'None', '400', '-400')})"
    if kind == 1:
        return f"r = ({b}).{some(luck, 'hex()', 'as_integer_ratio()', 'is_integer()', 'conjugate()', 'real', 'bit_length()', 'bit_count()')}"
    if kind == 2:
        return f"r = ({b}).to_bytes({some(luck, '0', '1', '4', '8', '20')}, {some(luck, repr('big'), repr('little'), repr('x'))}, signed={some(luck, 'True', 'False')})"
    if kind == 3:
        return f"r = int.from_bytes({some(luck, repr(b''), repr(bytes([255])), repr(b'abcdefghijk'), '[1, 2]', '[256]')}, {some(luck, repr('big'), repr('little'))}, signed=True)"
    if kind == 4:
        return f"import math\nr = math.{some(luck, 'floor', 'ceil', 'trunc', 'frexp', 'modf', 'sqrt', 'isqrt', 'log', 'log2', 'log10', 'exp', 'expm1', 'log1p', 'gamma', 'lgamma', 'factorial', 'degrees', 'sin', 'tan', 'atan', 'cosh', 'ulp', 'fabs', 'erf')}({some(luck, a, b, '5', '20', '0.5')})"
    if kind == 5:
        return f"import math\nr = math.{some(luck, 'pow', 'fmod', 'remainder', 'atan2', 'copysign', 'hypot', 'gcd', 'lcm', 'comb', 'perm', 'ldexp', 'nextafter', 'dist', 'isclose', 'log')}({a}, {some(luck, b, '3', '10', '2.5')})"
    if kind == 6:
        return f"r = divmod({a}, {b})"
    if kind == 7:
        return f"r = {a} {some(luck, '+', '-', '*', '/', '//', '%')} {value(luck)}"
    if kind == 8:
        return f"r = pow({some(luck, '2', '-3', '10', '0', '7.5', '-8', '2j')}, {some(luck, '0', '10', '-1', '-2', '0.5', '1/3', '100')}, {some(luck, 'None', '7', '1', '0', '-5', '1000000007')})"
    if kind == 9:
        return f"r = {luck.choice(DECIMALS)}.{some(luck, 'quantize(D(%r))' % some(luck, '0.01', '1', '1E+2', '1E-30'), 'normalize()', 'sqrt()', 'ln()', 'exp()', 'to_integral_value()', 'as_tuple()', 'adjusted()', 'next_plus()', 'to_eng_string()', 'logb()', 'log10()', 'copy_negate()', 'scaleb(3)', 'is_normal()', 'as_integer_ratio()', 'fma(2, 3)', 'remainder_near(3)', 'compare(1)', 'max(2)', 'rotate(1)', 'shift(2)', 'hash')}"
    if kind == 10:
        return f"r = {luck.choice(FRACTIONS)}.{some(luck, 'limit_denominator(10)', '__round__(1)', '__floor__()', '__trunc__()', 'numerator', 'as_integer_ratio()', '__pow__(2)', '__float__()')}"
    return f"r = {some(luck, 'str', 'repr', 'hash', 'abs', 'bool', 'int', 'float', 'complex', 'D', 'F', 'ascii', 'bin', 'hex', 'oct', 'chr')}({some(luck, *NUMBERS)})"


def packed(luck):
    form = some(luck, "", "<", ">", "=", "!", "@") + "".join(some(luck, "", "", "2", "3", "0") + luck.choice("xcbB?hHiIlLqQnNefdspP") for _ in range(luck.choice([1, 1, 2, 3])))
    if luck.random() < 0.1:
        form += some(luck, "y", " ", "5", "-1i", "é")
    kind = luck.random()
    if kind < 0.5:
        values = [some(luck, "0", "1", "-1", "200", "-129", "70000", "2**40", "2**64", "1.5", "'a'", "b'a'", "b'abc'", "True", "None", "1e400", "1e40", "70000.0") for _ in range(luck.choice([1, 1, 2, 3]))]
        return f"import struct\nr = struct.pack({form!r}, {', '.join(values)})"
    if kind < 0.6:
        return f"import struct\nr = struct.calcsize({form!r})"
    data = bytes(luck.randrange(256) for _ in range(luck.choice([0, 1, 2, 4, 8, 8, 12, 16])))
    if kind < 0.8:
        return f"import struct\nn = struct.calcsize({form!r})\nr = struct.unpack({form!r}, ({data!r} * 20)[:n])"
    if kind < 0.9:
        return f"import struct\nr = struct.unpack_from({form!r}, {data!r}, {some(luck, '0', '1', '-1', '-4', '30')})"
    return f"import struct\nr = list(struct.iter_unpack({form!r}, {data!r}))"


def pattern(luck, depth=0):
    kind = luck.random()
    if depth > 3 or kind < 0.4:
        return some(luck, "a", "b", "ab", ".", "\\d", "\\w", "\\s", "\\b", "[ab]", "[^a]", "[a-c1]", "\\.", "x", "^", "$", "\\A", "\\Z", "[\\w-]", "\\B", "é", "(?i:A)", "\\W", "[]a]", "\\x61", "\\u0062", "\\Z", "\\z", "-")
    if kind < 0.6:
        return pattern(luck, depth + 1) + pattern(luck, depth + 1)
    if kind < 0.75:
        inner = pattern(luck, depth + 1)
        return (inner if len(inner) == 1 else "(?:" + inner + ")") + some(luck, "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{,2}", "*+", "++", "?+", "{x}", "{2,1}")
    if kind < 0.85:
        return some(luck, "(", "(", "(?:", "(?P<n>", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?s-i:") + pattern(luck, depth + 1) + ")"
    if kind < 0.93:
        return pattern(luck, depth + 1) + "|" + pattern(luck, depth + 1)
    return some(luck, "\\1", "(?P=n)", "(?(1)a|b)", "(a)\\1", "(?#c)", "[", ")", "(", "*", "\\", "(?P<1>a)", "[b-a]", "(?z)", "\\2", "(?P<n", "\\q", "(?i)", "[[:a]", "a**", "(?P>n)", "\\N{DIGIT ONE}", "(?<a)", "(?", "(?P", "{", "}")


def searched(luck):
    text = "".join(luck.choice(["a", "b", "c", "1", " ", "A", "\n", "é", "x", ".", "-", "ab"]) for _ in range(luck.choice([0, 1, 3, 6, 10, 15])))
    expression = pattern(luck)
    flags = some(luck, "0", "0", "0", "re.I", "re.S", "re.M", "re.X", "re.A", "re.I | re.M")
    use = some(luck, "findall", "search", "match", "fullmatch", "split", "sub", "finditer", "subn")
    if use in ("search", "match", "fullmatch"):
        return f"import re\nm = re.{use}({expression!r}, {text!r}, {flags})\nr = m and (m.span(), m.groups(), m.groupdict(), m.lastindex, m.lastgroup, m.regs)"
    if use == "finditer":
        return f"import re\nr = [(m.span(), m.groups()) for m in re.finditer({expression!r}, {text!r}, {flags})]"
    if use == "split":
        return f"import re\nr = re.split({expression!r}, {text!r}, maxsplit={some(luck, '0', '1', '2')}, flags={flags})"
    if use in ("sub", "subn"):
        by = some(luck, "'-'", "r'<\\g<0>>'", "r'\\1'", "lambda m: str(m.span())", "''", "r'\\n'", "r'\\g<n>'", "r'\\q'", "r'\\g<1'", "r'\\07'", "r'\\'")
        return f"import re\nr = re.{use}({expression!r}, {by}, {text!r}, count={some(luck, '0', '1')}, flags={flags})"
    return f"import re\nr = re.{use}({expression!r}, {text!r}, {flags})"


def document(luck, depth=0):
    kind = luck.random()
    if depth > 2 or kind < 0.5:
        return some(luck, "1", "-2.5", "null", "true", "false", '"a"', '"\\u00e9\\n"', "1e5", "NaN", "-Infinity", '"\\ud83d\\ude00"', "1E400", "12345678901234567890", "01", "tru", '"\\x"', '"a\nb"', "", "'a'", "-", "1.", '"')
    inner = [document(luck, depth + 1) for _ in range(luck.choice([0, 1, 2, 3]))]
    if kind < 0.75:
        return "[" + some(luck, ", ", ",", " ,\n") .join(inner) + some(luck, "]", "]", "]", ",]", "", "]]")
    return "{" + ", ".join(some(luck, '"k"', '"a"', "1", '"b" ') + some(luck, ":", ": ", "") + text if luck.random() < 0.1 else f'"k{at}": {text}' for at, text in enumerate(inner)) + some(luck, "}", "}", "}", ",}", "")


def json_text(luck):
    if luck.random() < 0.5:
        return f"import json\nr = json.loads({document(luck)!r})"
    text = some(luck, value(luck), "[1, (2.5, None), {'a': [True]}]", "{1: 2, None: 3, 2.5: 4, True: 5}", "{(1,): 2}", "['é', '\\ud800', '\"\\\\', '\\x1f']", "{'b': 1, 'a': {'z': [], 'y': {}}}", "{3, 4}", "{'a': object}", "[float('nan'), 1e22, 5e-324]")
    options = [some(luck, "indent=2", "indent='--'", "sort_keys=True", "ensure_ascii=False", "separators=(',', ':')", "allow_nan=False", "skipkeys=True", "default=str", "default=lambda o: [1]", "indent=0", "check_circular=False") for _ in range(luck.choice([0, 1, 2]))]
    return f"import json\nr = json.dumps({', '.join([text, *dict((o.split('=')[0], o) for o in options).values()])})"


def sliced(luck):
    at = lambda: some(luck, "", "", "0", "1", "-1", "3", "-4", "100", "-100", "None", "2**70", "-2**70", "True", "1.5")
    step = some(luck, "", "", ":", ":1", ":2", ":-1", ":-2", ":0", ":2**70")
    text = f"{at()}:{at()}{step}"
    base = some(luck, "list(range(8))", "'abcdefgh'", "(1, 2, 3, 4, 5)", "bytearray(b'abcdefgh')", "range(20)", "b'abc'", "memoryview(bytearray(8))", "[]", "{}")
    kind = luck.random()
    if kind < 0.5:
        return f"r = {base}[{text}]"
    if kind < 0.8:
        return f"v = {base}\nv[{text}] = {some(luck, '[]', '[1]', '[7, 8, 9]', 'b' + repr('ab'), repr('xy'), '5', 'range(3)', 'v')}\nr = v"
    if kind < 0.9:
        return f"v = {base}\ndel v[{text}]\nr = v"
    return f"r = slice({', '.join(x or 'None' for x in (at(), at(), step[1:]))}).indices({some(luck, '0', '5', '-1', '2**65')})"


def coded(luck):
    name = some(luck, "utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-32", "utf-7", "unicode_escape", "raw_unicode_escape", "cp1252", "utf-8-sig", "punycode", "idna", "nope", "UTF8", "utf_32_be", "iso8859-15", "cp437", "koi8-r", "mac-roman")
    errors = some(luck, "strict", "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass", "bogus")
    if luck.random() < 0.5:
        return f"r = {luck.choice(TEXTS)}.encode({name!r}, {errors!r})"
    data = bytes(luck.choice([0x61, 0x62, 0xFF, 0xFE, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0xED, 0xA0, 0, 0x5C, 0x75, 0x78, 0x30, 0x2B, 0x2D, 0xD8]) for _ in range(luck.choice([0, 1, 2, 3, 4, 6, 8])))
    return f"r = {data!r}.decode({name!r}, {errors!r})"


def dated(luck):
    kind = luck.random()
    form = "".join(some(luck, "%Y", "%m", "%d", "%H", "%M", "%S", "%f", "%z", "%j", "%a", "%B", "%p", "%I", "%y", "-", " ", ":", "%U", "%%", "%G", "%V", "%u", "%c", "%x", "%Z", "%:z") for _ in range(luck.choice([1, 2, 3, 5])))
    if kind < 0.35:
        return f"r = {luck.choice(DATES)}.strftime({form!r})"
    if kind < 0.6:
        text = some(luck, "2024-02-29", "2023-02-29", "20240101", "2024-W05-3", "2024-01-01T10", "2024-01-01 10:20:30.5", "2024-01-01T10:20:30+05:30", "2024-01-01T10:20:30Z", "10:20", "T1020", "2024-13-01", "x", "2024-01-01T24:00:00", "2024-1-1", "2024-01-01T10:20:30.123456789", "10:20:30,5")
        return f"r = dt.{some(luck, 'date', 'datetime', 'time')}.fromisoformat({text!r})"
    if kind < 0.75:
        text = some(luck, "2024-02-29 10", "12:30:15 PM", "Mon Jan  1 2024", "2024 060", "+0530", "99", "1", "x")
        return f"r = dt.datetime.strptime({text!r}, {some(luck, '%Y-%m-%d %H', '%I:%M:%S %p', '%a %b %d %Y', '%Y %j', '%z', '%y', '%d', '%q', '%')!r})"
    return f"r = {luck.choice(DATES)} {some(luck, '+', '-', '*', '/', '//', '<', '==', '%')} {some(luck, *DATES, 'dt.timedelta(hours=30)', '2', '1.5')}"


def texts(luck):
    a = luck.choice(TEXTS)
    return some(
        luck,
        f"import textwrap\nr = textwrap.{some(luck, 'wrap', 'fill', 'shorten')}('The quick  brown fox-like dog jumps\\tover é', {some(luck, '5', '10', '20', '1', '0')})",
        f"import string\nr = string.Template({some(luck, '$a', '${a}b', '$$', '$', '${', '$1', '$a $c')!r}).{some(luck, 'substitute', 'safe_substitute')}(a={value(luck)})",
        f"import shlex\nr = shlex.{some(luck, 'split', 'quote')}({some(luck, 'a b', 'a \"b c\"', chr(39), 'a\\\\ b', '', '#c')!r})",
        f"import ast\nr = ast.literal_eval({some(luck, '1', '-1', '1+2j', '[1, (2,)]', '{1: 2}', '{1, 2}', 'set()', 'a', '1+1', 'b' + repr('x'), '...', '- -1', '(', '1 if 2 else 3', ' 1', '{**a}', '-True')!r})",
        f"r = {a}.{some(luck, 'upper()', 'title()', 'casefold()', 'swapcase()', 'capitalize()', 'isidentifier()', 'isprintable()', 'splitlines()', 'expandtabs(3)', 'isdecimal()', 'encode()', 'zfill(5)')}",
        f"r = ascii({value(luck)}), repr({value(luck)}), str({value(luck)})",
        f"import base64, binascii\nr = base64.{some(luck, 'b64decode', 'b32decode', 'b16decode', 'a85decode', 'b85decode', 'urlsafe_b64decode')}({some(luck, b'YWI=', b'YWI', b'ab!c', b'MFRA====', b'6162', b'', b'9jqo^')!r})",
        f"import urllib.parse as u\nr = u.{some(luck, 'quote', 'unquote', 'urlsplit', 'parse_qs', 'quote_plus')}({some(luck, 'a b&c=d', 'http://u:p@h:80/p;q?x=1#f', '%zz%41', 'é', 'a=1&a=2&b', '//h')!r})",
        f"import html\nr = html.{some(luck, 'escape', 'unescape')}({some(luck, '&lt;a&amp;&#65;&#x41;&bogus;', '<&\">', '&notit;', '&#0;')!r})",
        f"import csv, io\nr = list(csv.reader(io.StringIO({some(luck, 'a,b', chr(34) + 'a' + chr(34) * 2 + 'b' + chr(34) + ',c', 'a,' + chr(34) + 'b', 'a;b|c', '')!r}), {some(luck, 'strict=True', 'delimiter=' + repr(';'), 'quoting=csv.QUOTE_NONNUMERIC', 'skipinitialspace=True', 'quotechar=None')}))",
    )


KINDS = [formatted] * 4 + [percent] * 2 + [fstring] * 2 + [str_format] * 2 + [parsed] * 3 + [numeric] * 5 + [packed] * 2 + [searched] * 5 + [json_text] * 2 + [sliced] * 2 + [coded] * 2 + [dated] * 2 + [texts]


def case(luck):
    lines = ["from decimal import Decimal as D\nfrom fractions import Fraction as F\nimport datetime as dt\n"]
    for _ in range(5):
        body = luck.choice(KINDS)(luck).replace("\n", "\n    ")
        lines.append(f"try:\n    {body}\n    print(show(r))\nexcept Exception as e:\n    print(type(e).__name__, e)\n")
    return ["run", "".join(lines)]
