# f-strings: expressions, conversions, nested formats, debugging, quotes, and errors of format specifications.
name, n, pi, items = "World", 42, 3.14159265, [1, "two"]
print(f"Hello {name}! {n} {pi} {items} {items[1]} {n + 1} {n if n else 0} {{braces}} {{{n}}}")
print(f"{name!r} {name!s} {'é'!a} {items!r:>15}| {name!r:^10}|")
print(f"{n=} {n = } {name=!s} {pi=:.2f} {n + 1=} {name.upper()=}")
print(f"{pi:.2f}|{pi:8.3f}|{pi:<8.1f}|{pi:+.1f}|{pi:e}|{pi:.0%}|{pi:g}")
print(f"{n:d}|{n:5}|{n:<5}|{n:^5}|{n:05}|{n:+}|{n:x}|{n:#x}|{n:b}|{n:#010b}|{n:o}|{n:,}|{1234567:,}|{1234567:_}|{n:c}")
print(f"{name:10}|{name:>10}|{name:^11}|{name:*^11}|{name:.3}|{name:-<8.2}|")
width, precision = 10, 3
print(f"{pi:{width}.{precision}}|{pi:{'>'}{width}}|{name:{width}}|{n:{'0'}{width // 2}}|")
print(f"{'nested'} {f'{n}'} {f'{f"{n}"}'} {"same quotes"} {'a' 'b'}")
print(f'{", ".join(str(i) for i in range(3))} {[i for i in "ab"]} { {'k': 1}['k'] } {(lambda x: x * 2)(4)}')
print(f"""multi
{n}
line {
    name
}""")
print(rf"\d{n}\n" f"{n}" "plain {n}" F"{n}")
print(f"{n!r:^{width}}|{True}|{True:d}|{None}|{...}")
print(f"{n:{n}}|".strip(), f"{'':>5}|", f"{name[0]}{name[-1]}{name[1:3]}")
print(f"\x41\u00e9\N{BULLET} {'\n'.join('ab')!r} tab\there")
print(f"{(x := 5)} {x} {x:=+5}|{x!=5}")
print(f"{1_000} {0xff} {1e3} {1j} {'é'} {b'x'}")
print(f"{3.0} {1e16} {1e-5} {float('nan')} {float('-inf'):5}| {1e100:.3g} {123456.789:,.2f} {0.1 + 0.2} {2.5:.0f} {3.5:.0f}")
print(f"{2**70:,} {-5:05d} {-5:=6} {5: d} {-255:#x} {255:X} {12345.678:_.1f} {1e10:n} {10**6:_d} {0xabcdef:_x}")
print(f"{3 + 4j} {3 + 4j:.1f} {(1, 2)} {[]} {[1.0, 'a']!s:>12}")

class Spec:
    def __format__(self, spec): return f"<{spec}>"
    def __repr__(self): return "Spec!"
s = Spec()
print(f"{s} {s:abc} {s:{n}x{n}} {s!r} {s=} {s:%Y-%m} {s!r:>8}")
for value, spec in [(1, "s"), ("a", "d"), (1.5, "d"), ("a", "+"), (1, "z<<"), ("a", "="), (1, ".2"), ("a", ",")
                    , (1.5, "x"), (1, ",s"), ([], "5"), (None, ">3"), (300000000, "c"), (1, "10.2d"), (1, "_,"), (1.5, "q"), (object, ".1")]:
    try:
        print(format(value, spec))
    except (ValueError, TypeError, OverflowError) as error:
        print(f"{type(error).__name__}: {error}")
for expression in ('f"{1/0}"', 'f"{missing}"', 'f"{n!r:d}"', 'f"{n:{name}}"'):
    try:
        eval(expression)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
print("{} {} {0!r}".format(1, 2) if False else "{} {}".format(1, 2), "{1} {0} {name} {0[0]} {o.real}".format("ab", 2, name=3, o=7))
print("{:>{w}}|{!r:5}|{{}}".format("x", "y", w=4), "{a[k]} {b[0][1]}".format(a={"k": 1}, b=["xy"]))
for bad, args in [("{} {}", (1,)), ("{0} {}", (1, 2)), ("{", ()), ("}", ()), ("{x}", ()), ("{0!z}", (1,)), ("{0.nope}", (1,)), ("{0[5]}", ([],)), ("{!}", (1,))]:
    try:
        print(bad.format(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
print("{x:{y}}".format_map({"x": 5, "y": 4}))
