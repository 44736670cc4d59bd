# `cmd`: lines that become method calls, help in columns, the hooks of the loop, and what completes a name.
import cmd, io, sys


class Shop(cmd.Cmd):
    prompt = '> '
    intro = 'Welcome.'

    def do_buy(self, arg):
        """buy THING
            puts it into the basket"""
        print('bought', repr(arg))

    def do_sell(self, arg): print('sold', arg)
    def do_EOF(self, arg): print('end', repr(arg)); return True
    def do_quit(self, arg): """Leave."""; return 'yes'
    def help_prices(self): print('prices are secret')
    def help_sell(self): print('sell THING')
    def complete_buy(self, text, line, begin, end): return [w for w in ('apple', 'apricot', 'pear') if w.startswith(text)]


def run(shop, text, **kw):
    shop.use_rawinput = False
    shop.stdin = io.StringIO(text)
    shop.cmdloop(**kw)


def show(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)


print(cmd.__all__)
for name in 'prompt identchars ruler lastcmd intro doc_leader doc_header misc_header undoc_header nohelp use_rawinput'.split():
    print(name, repr(getattr(cmd.Cmd, name)))

print('-- a session')
run(Shop(stdout=sys.stdout), 'buy  two apples \n\nsell x\n\nnothing here\n?\n? buy\nhelp prices\nhelp sell\nhelp nobody\nhelp quit\n!ls\n=3\n\nbuy\r\n')
run(Shop(stdout=sys.stdout), 'quit\nbuy never\n', intro='Hello again')
run(Shop(stdout=sys.stdout), 'quit', intro='')

print('-- parts of a line')
class Shelled(Shop):
    def do_shell(self, arg): print('shell', arg)
shop, shelled = Shop(), Shelled()
for line in ['', '   ', 'buy', ' buy  x ', 'buy-x y', '?', '?buy', '!', '!ls -l', '9a b', '_x', '=', 'é x', 'buy\tx', 'EOF', 'EOF x', 'do.it']:
    print(repr(line), shop.parseline(line), shelled.parseline(line))
print(shelled.onecmd('!ls -l'), shelled.lastcmd)
print(shelled.onecmd('EOF'), repr(shelled.lastcmd))
print(shelled.emptyline())

print('-- hooks')
class Hooked(Shop):
    intro = None
    def preloop(self): print('preloop')
    def postloop(self): print('postloop')
    def precmd(self, line): print('precmd', repr(line)); return line.lower().replace('eof', 'EOF')
    def postcmd(self, stop, line): print('postcmd', stop, repr(line)); return stop
    def default(self, line): print('default', repr(line)); return line == 'stop'
    def emptyline(self): print('empty')
hooked = Hooked()
hooked.cmdqueue = ['BUY a', '', 'x y']
run(hooked, '.\nstop\nbuy b\n')
hooked.cmdqueue.append('quit')
run(hooked, 'unread\n')

print('-- columns')
for words, width in [([], 80), (['one'], 80), (['one', 'two'], 80), (['one', 'two'], 8), (['one', 'two'], 7), (list('abcdefghij'), 10), (list('abcdefghij'), 11),
                     (['a' * 30, 'b', 'c' * 20, 'd', 'e'], 40), (['a' * 30, 'b' * 50], 20), ([f'word{i}' for i in range(23)], 50), (['', 'a', ''], 5), ([' x ', 'yy', ''], 12),
                     (['a', 'bb', '', '', 'c'], 9), (['word' * (i % 4) for i in range(11)], 30)]:
    out = io.StringIO()
    cmd.Cmd(stdout=out).columnize(words, width)
    print(len(words), width, repr(out.getvalue()))
show(lambda: cmd.Cmd().columnize(['a', 1, 'b', None]))
out = io.StringIO(); c = cmd.Cmd(stdout=out); c.ruler = ''
c.print_topics('Head', ['a', 'b'], 15, 80); c.print_topics('Nothing', [], 15, 80); c.ruler = '-'; c.print_topics('H', ['only'], 1, 3)
print(repr(out.getvalue()))
cmd.Cmd(stdout=sys.stdout).onecmd('help')
cmd.Cmd(stdout=sys.stdout).onecmd('help help')
show(lambda: cmd.Cmd().do_help(None))

print('-- completion')
print(shop.completenames('b'), shop.completenames(''), shop.completenames('zz'), sorted(shop.complete_help('')), shop.complete_help('pr'), shop.completedefault(1, 2))
print(shop.completekey, cmd.Cmd('x').completekey, shop.cmdqueue, [n for n in shop.get_names() if n.startswith(('do_', 'help_'))])
print(cmd.Cmd().stdin is sys.stdin, cmd.Cmd().stdout is sys.stdout)

print('-- through input')
sys.stdin = io.StringIO('buy pear\n\nquit\n')
Shop(completekey=None).cmdloop()
sys.stdin = io.StringIO('buy fig')
Shop(completekey=None).cmdloop('')
