# A string that has no value, and a star without its expression, where no expression can be: what is told, and where.
SOURCES = r'''
x '\x1'
x '\x1' 'c'
x 'c' '\x1'
x '\x1'.a
x y '\x1'
x y 'c' '\x1'
x y ('\x1')
x + y '\x1'
x (y '\x1')
1 '\x1'
a.b '\x1'
f(x) '\x1'
if x '\x1'
x y('\x1')
x lambda: '\x1'
x not '\x1'
return x '\x1'
print '\x1'
print'\N{BAD NAME}'
print a '\N{BAD NAME}'
exec '\N{BAD NAME}'
print b'\x1'
print b'é'
import x '\x1'
x y = '\x1'
[a '\x1']
f(a '\x1')
(a '\x1')
[*]
[*, a]
[a, *]
(*)
(*,)
(*, a)
(* for x in y)
{*}
{*, a}
{* for x in y}
a = [*] + 1
with [*]: pass
[*if x]
f(*)
x = *
f'{[*]}'
f(a=1, b) x
f(**a, b) x
f(a=1, b) x if y else z
[f(a=1, b) x]
if f(a=1, b) x
f(a=1, b)
f(a=1, b c)
'''
for source in SOURCES.strip().splitlines():
    try:
        compile(source, 'f', 'exec')
    except SyntaxError as e:
        print(source, '|', e.msg, (e.lineno, e.offset), (e.end_lineno, e.end_offset))
    else:
        print(source, '| fine')
