import tomllib
doc='''# comment
title = "TOML \\u00e9 \\t x" # c
int = [1, +2, -3, 0x1F, 0o17, 0b11, 1_000]
flt = [1.5, -0.1e3, 6.02E+23, inf, -inf, nan, 1e5]
b = [true, false,]
dates = [1979-05-27T07:32:00Z, 1979-05-27T00:32:00.999999-07:00, 1979-05-27 07:32:00, 1979-05-27, 07:32:00, 07:32:00.5]
s1 = \'lit\\n\'
s2 = """
multi
line \\
   cont"""
s3 = \'\'\'
raw \'q\' \'\'\'
"quoted key".'x'.y = 1
a.b.c = {x = 1, y.z = [ {k="v"}, 2 ]}
[table]
k = "v"
[table.sub]
k2 = []
[[arr]]
n = 1
[[arr]]
n = 2
[arr.t]
z = """a""b"""
[x.y.z]
w=1
[x]
v=2
'''
d=tomllib.loads(doc); print(d); print(type(d['a']), tomllib.loads('a=1.10',parse_float=str), tomllib.loads(''))
for s in ('a','a=','a=1 b=2','[a','[a]\n[a]','a=1\na=2','a="x','a=\'x','a=[1','a={b=1','a={b=1,}','a="\\q"','a="\\u12"','[a]\nb=1\n[a.b]','a.b=1\n[a]','=1','a=01','a=1_','a=2020-13-01','a=2020-02-30','[[a]]\n[a]','a=[]\n[[a]]','a={}\n[a.b]','a="\x01"','# \x01','a="""x','a=tru','[]','a."b','a=1\r','a="\\ud800"','a={x=1}\na.y=2','[a.b]\n[a]\nb.c=1',"a='''x",'a = 1 # ok\n]'):
    try: print(repr(s), tomllib.loads(s))
    except tomllib.TOMLDecodeError as e: print(repr(s), e)
import io
print(tomllib.load(io.BytesIO(b'x=1')))
for s in ("tomllib.load(io.StringIO('x=1'))","tomllib.loads(b'x')","tomllib.loads(5)"):
    try: print(eval(s))
    except Exception as e: print(type(e).__name__, e)
