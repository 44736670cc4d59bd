# str: error texts, percent formatting.
def wrong(source):
    try:
        print("no error", source, repr(eval(source)))
    except Exception as error:
        print(f"{source:36} {type(error).__name__}: {error}")
text = "abc"
for source in ("text.index('z')", "text.rindex('z')", "text[5]", "text[-4]", "text['a']", "text[None]", "text[1.5]", "text.split('')", "text.split(5)", "text.split(None, 'a')", "text.partition('')", "text.join(5)", "text.join([1])", "text.join(['a', None])",
               "text + 5", "text + None", "5 + text", "text * 'a'", "text * 1.5", "text - 'a'", "5 in text", "None in text", "text < 5", "text.startswith(5)", "text.startswith(['a'])", "text.startswith(('a', 5))", "text.endswith(None)",
               "text.replace('a')", "text.replace(1, 2)", "text.replace('a', None)", "text.center()", "text.center(10, 'ab')", "text.center('a')", "text.ljust(5, '')", "text.zfill('a')", "text.strip(5)", "text.find(5)", "text.find('a', 'b')", "text.count()", "text.count(1)",
               "text.upper(1)", "text.encode('nope')", "text.encode(5)", "'é'.encode('ascii')", "'a\\ud800'.encode()", "'日本'.encode('latin-1')", "'é'.encode('ascii', 'nope')", "text.translate(5)", "text.translate({97: -1})", "text.translate({97: 1.5})",
               "str.maketrans('a', 'bc')", "str.maketrans('a')", "str.maketrans({'ab': 1})", "str.maketrans('a', 5)", "text.nothing", "text.__getitem__()", "str(b'x', 'nope')", "str(b'\\xff', 'utf-8')", "str(5, 'utf-8')", "str('a', 'utf-8')", "str(b'a', 5)", "str(1, 2, 3, 4)", "str.upper()", "str.upper(5)", "str.join('a')",
               "text.expandtabs('a')", "text.splitlines(1, 2)", "text.format_map()", "text.removeprefix(5)", "text.isalpha(1)", "ord('ab')", "ord('')", "ord(5)", "chr(0x110000)", "chr('a')", "chr(-1)", "int('a b')", "text()", "del_item()", "iter(text).nope", "hash([text])", "text.split(sep=',', maxsplit=1.5)", "text.encode(errors=1)", "str(object=1, x=2)"):
    wrong(source)
try:
    text[0] = "x"
except TypeError as error:
    print(error)
try:
    del text[0]
except TypeError as error:
    print(error)
print("%s %r %a %d %i %u %5d|%-5d|%05d %+d % d %x %X %#x %o %#o %c %c %%" % ("s", "r", "é", 1, 2, 3, 4, 5, 6, 7, 8, 255, 255, 255, 8, 8, "c", 100))
print("%f %.2f %10.3f|%-10.1f|%e %E %g %G %010.2f %+.1f %.0f %#.0f" % (1.5, 2.345, 3.14159, 2.5, 12345.0, 0.00012, 1e10, 1e-10, 3.14159, 1.0, 2.5, 3.0))
print("%(a)s %(b)05.1f %(a)r %%" % {"a": 1, "b": 2.25}, "%s" % (1,), "%s" % ((1, 2),), "%s %s" % (1, [2]), "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159), "%.2s|%5.1s|" % ("abc", "xyz"), "100%%" % (), "%s" % {"a": 1}, "%c%c" % ("日", 0x1F600))
print("%d" % True, "%d" % 3.9, "%x" % -255, "%d" % 10 ** 3, "%s %s" % ("a", "b") * 2, "%5s|%-5s|" % ("é", "日"), "%.3d %8.3d|" % (5, -5), "%i" % 10 ** 2, "%s" % None, "%r" % "q'", "%s" % b"x", "%e" % 0, "%g" % 100000, "%g" % 1000000, "%o" % 2 ** 70)
for source in ("'%d' % 'a'", "'%d' % None", "'%x' % 1.5", "'%c' % 'ab'", "'%c' % -1", "'%c' % 1.5", "'%s %s' % 'a'", "'%s' % (1, 2)", "'%' % 1", "'%z' % 1", "'abc' % 1", "'abc' % (1,)", "'abc' % {}", "'%(a)s' % 5", "'%(a)s' % {}", "'%(a' % {}", "'%*d' % ('a', 1)", "'%f' % 'x'", "'%d' % 1j", "'%(a)s %s' % {'a': 1}", "'%s' % ()", "'%c' % ''", "'%5' % 1", "'%i' % []"):
    wrong(source)
for source in ("'{:d}'.format('a')", "'{:5x}'.format(1.5)", "'{:>>5}'.format(1)", "'{:s}'.format(1)", "'{:c}'.format(-1)", "'{0.a.b}'.format(1)", "'{a}'.format(1)", "'{1}'.format(1)", "'{'.format()", "'{}}'.format(1)", "'{0'.format(1)", "'{:{}}'.format(1)", "'{:{}{}}'.format(1, 2, 3)", "'{0[a]}'.format([1])", "'{0[}'.format([1])", "'{!x}'.format(1)", "'{:,x}'.format(1)", "'{:.1d}'.format(1)", "'{:=5}'.format('a')", "'{:z}'.format('a')", "'{:#}'.format('a')", "'{} {1}'.format(1, 2)", "'{:+}'.format('a')", "'{:%}'.format('a')", "'{0]}'.format(1)", "'{a.}'.format(a=1)"):
    wrong(source)
