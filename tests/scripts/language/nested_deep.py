# Calls, displays and operators nested up to the 200 brackets of the tokenizer: the values, exceptions, generators, crowded functions.
def f(*a, **k): return 1 + sum(a) + sum(k.values())
def deep(n, open, close, middle="0"): return eval(open * n + middle + close * n, globals())
class O:
    def m(self, *a, **k): return f(*a, **k)
o = O()
for n in (10, 50, 60, 61, 62, 63, 64, 65, 66, 70, 80, 90, 98): # two brackets each at most
    print(n, deep(n, "f(", ")"), deep(n, "f(1,2,", ",4)"), deep(n, "f(a=", ")"), deep(n, "o.m(", ")"), deep(n, "o.m(1,f(1),z=", ",b=f(2))"), deep(n, "f((lambda x:x)(", "))"), deep(n, "f(*[", "])"), deep(n, "sum(x for x in [", "])", "1"), len(deep(n, "list(x for x in (", "))", "'ab',")), deep(n, "[1,2,", ",3][2]") , deep(n, "{1: 1, 2:", "}[2]"), deep(n, "(1,(", "))[1]"), deep(n, "f(1+f(2)*", ")", "3"), deep(n, "-f(", ")"), deep(n, "f(not f(", "))"), deep(n, "f(f'{f(", ")}' and 2)") if n < 50 else "")
    def gen(): return (yield)
    try: deep(n, "f(1, ", ")", "1/0")
    except ZeroDivisionError as e: print(e)
src = "def g():\n" + "".join(f"    v{i} = {i}\n" for i in range(250)) + "    return " + "f(v240, v3, " * 98 + "v1" + ", v249)" * 98 + ", v179, v180, v181\n"
exec(src); print(g())
src = "def h():\n    x = []\n    for i in range(5):\n        try: x.append(" + "f(i, " * 97 + "1 // (i % 2)" + ")" * 97 + ")\n        except ZeroDivisionError: x.append('z')\n    return x\n"
exec(src); print(h())
src = "def k():\n    got = " + "f(1, " * 90 + "(yield 5)" + ")" * 90 + "\n    yield got\n"
exec(src); it = k(); print(next(it), it.send(3))
src = "async def a():\n    return " + "f(1, " * 90 + "await b()" + ")" * 90 + "\nasync def b(): return 2"
exec(src); import asyncio; print(asyncio.run(a()))
import traceback
try: exec("f(1, " * 80 + "[].x" + ")" * 80)
except AttributeError as e: print(e)
src = "class D(O):\n    def m(self, *a): return " + "super().m(1, " * 80 + "0" + ")" * 80
exec(src); print(D().m())
