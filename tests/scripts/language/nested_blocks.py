# How deep blocks nest: inlined comprehensions and their asynchronous loops count, and what guards the body of a generator.
def t(src):
    try: compile(src,'f','exec'); return True
    except SyntaxError as e: return str(e)
def lim(mk):
    for n in range(1,120):
        r=t(mk(n))
        if r is not True: return n, r
print('nestcomp mod',lim(lambda n:'['*n+'x'+' for x in y]'*n))
print('nestcomp left',lim(lambda n:'['*n+'x'+' for x in y]'*n))
print('nest right',lim(lambda n:'[x for x in '*n+'y'+']'*n))
print('nestcomp fn',lim(lambda n:'def f():\n '+'['*n+'x'+' for x in y]'*n))
print('async fn',lim(lambda n:'async def f(y): return ['+'x '+' '.join('async for x in y' for _ in range(n))+']'))
print('async gen fn',lim(lambda n:'async def f(y): return ('+'x '+' '.join('async for x in y' for _ in range(n))+')'))
print('async nest',lim(lambda n:'async def f(y): return '+'['*n+'x'+' async for x in y]'*n))
print('for+comp',lim(lambda n:''.join(' '*i+'for x in y:\n' for i in range(10))+' '*10+'['*n+'x'+' for x in y]'*n))
print('for+comp19',lim(lambda n:''.join(' '*i+'for x in y:\n' for i in range(19))+' '*19+'['*n+'x'+' for x in y]'*n))
print('for20',t(''.join(' '*i+'for x in y:\n' for i in range(20))+' '*20+'[x for x in y]'))
print('class+comp',lim(lambda n:'class A:\n '+'['*n+'x'+' for x in y]'*n))
print('for async',lim(lambda n:'async def f():\n'+''.join(' '*(i+1)+'async for x in y:\n' for i in range(n))+' '*(n+1)+'pass'))
print('for async+comp',lim(lambda n:'async def f():\n'+''.join(' '*(i+1)+'async for x in y:\n' for i in range(n))+' '*(n+1)+'[x for x in y]'))
print('gen nest',lim(lambda n:'('*n+'x'+' for x in y)'*n))
print('mix',lim(lambda n:'async def f(y): return ['+'x '+' '.join('async for x in y for z in x' for _ in range(n))+']'))
for n in (1, 20, 100, 150, 199):
    print(n, eval('[x' + ' for x in (x, 1)[:1]' * n + ']', {'x': 7}), list(eval('(x' + ' for x in [1]' * n + ')', {})), eval('{x: 1' + ' for x in [1]' * n + '}'))
