import colorsys, shlex
for f in ('rgb_to_yiq','yiq_to_rgb','rgb_to_hls','hls_to_rgb','rgb_to_hsv','hsv_to_rgb'):
    print(f,[getattr(colorsys,f)(*v) for v in ((0,0,0),(1,1,1),(.2,.4,.4),(.9,.1,.5),(.3,.3,.3))])
for s in ('a b c','a "b c" d',"a 'b \"c' d",'a\\ b','a"b"c','"a\\"b"','a # b','','""',"''a",'a;b|c&&d','x=1 y="2 3"','é ü','a\nb'):
    for fn in (shlex.split, lambda t: shlex.split(t,True), lambda t: shlex.split(t,posix=False), lambda t: list(shlex.shlex(t)), lambda t: list(shlex.shlex(t,posix=True)), lambda t: list(shlex.shlex(t,punctuation_chars=True)), lambda t: list(shlex.shlex(t,posix=True,punctuation_chars=True))):
        try: print(repr(s),fn(s))
        except ValueError as e: print(repr(s),e)
for s in ('"abc',"'x",'a\\'):
    try: shlex.split(s)
    except ValueError as e: print(e)
print(shlex.quote("a b"),shlex.quote("it's"),shlex.quote(''),shlex.quote('safe/x-1'),shlex.join(['a','b c']))
