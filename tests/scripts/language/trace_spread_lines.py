# The lines that a tracer is told of in statements over several lines.
import sys
ev=[]
def tr(f,e,a):
    if f.f_code.co_filename != __file__ or f.f_code.co_name in ('run', '<module>'): return
    ev.append((f.f_code.co_name,e,f.f_lineno))
    return tr
def run(f,*a):
    ev.clear(); sys.settrace(tr)
    try: f(*a)
    except Exception as e: pass
    finally: sys.settrace(None)
    print(f.__name__); b=f.__code__.co_firstlineno
    for x in ev: print('  ',x[0],x[1],x[2]-b)
def c1():
    x=[i
       for i in
       range(2)]
def c2():
    x={i:
       i+1
       for i
       in range(2)}
def c3():
    print(
     1,
     2,
     file=
       open('/dev/null',
         'w'))
def c4():
    x=sorted(
      [1,2],
      key=lambda v:
         -v)
def c5():
    y=(i for
       i in
       [1,
        2])
    list(
      y)
def c6():
    f = dict(a=1,
        **{'b':
           2},
        c=3)
def c7():
    x=[
      1,
      2,
    ]
    y=(x
       [0]
       +
       1)
def c8():
    for a in [
        1,
        2]:
        pass
    else:
        x=1
def c9():
    assert (1 ==
       1), "x"
def c10():
    x=(1 if
       0 else
       2)
def c11():
    x = "a".upper(
    ).lower(
    ).strip()
def c12():
    with open(
      '/dev/null') as f, \
      open('/dev/null') as g:
        pass
def c13():
    x = [j
      for i in [1,2]
      for j in [
         i,
         i]
    ]
def c14():
    return (
      1,
      c9(),
      2)
def c15():
    x = {1:
      2,
      3: len(
        'a')}
    del x[
      1]
    x[
     2
    ]=3
    a,
    b
def c16():
    while (
      0):
      pass
def c17():
    try:
        raise ValueError(
          'x')
    except (
      KeyError,
      ValueError) as e:
        pass
    finally:
        x=1
def c18():
    match [1,
      2]:
        case [
          1,
          3]:
            pass
        case [a, b]:
            pass
def c19():
    x=f"""a{
     1}b{
     2}"""
    y=lambda a=1, \
        b=2: a
    def g(
      a=1,
      b=2): pass
    class A(
      object):
        z=1
    import os, \
      re
def c20():
    @staticmethod
    def a(): pass
    x = c9(
    ) or c9(
    )
    print(*[1,
      2],
      sep='',
      file=open('/dev/null','w'))
def d1():
    print([i
       for i in
       'a'])
def d2():
    x=[i
       for i in
       'a'
       ]+[1]
def d3():
    return [i
       for i in
       'a']
def d4():
    y=[i
       for i in
       'a'][
         0]
def d5():
    y=[i
       for i in
       'a'][0]
def d6():
    y.x=[i
       for i in
       'a']
def d7():
    y=(5, 
       [i for i in
       'a'], 2)
def d8():
    for i in [i
       for i in
       'a']:
        pass
def d9():
    y={i
       for i in
       'a'}
    z=1
def d10():
    y=z=[i
       for i in
       'a']
    z=1
for i in range(1,11): run(globals()["d%d"%i])
for i in range(1,21): run(globals()['c%d'%i])
