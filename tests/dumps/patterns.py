# Every kind of pattern.
match a:
    case 1 | -2.5 | 'x' | None:
        b
    case [x, *rest] if x:
        c
    case {'k': v, **more}:
        d
    case Point(0, y=w) as p:
        e
    case m.CONST:
        f
    case _:
        g
