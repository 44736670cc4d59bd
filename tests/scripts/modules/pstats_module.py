# `pstats`: figures given as a dict, sorted, cut down, added, stripped, printed with callers and callees.
import io, os, pstats, sys

os.chdir(os.environ['SCRATCH'])
A, B, C, L = ('/a/b/one.py', 3, 'first'), ('/a/c/two.py', 10, 'second'), ('/z/one.py', 3, 'first'), ('~', 0, '<built-in method builtins.len>')


class Kept:
    """What a profiler hands over."""
    def __init__(self, stats): self.given = stats
    def create_stats(self): self.stats = self.given

def one():
    return Kept({A: (1, 1, 0.5, 3.25, {}), B: (2, 6, 1.25, 2.0, {A: (2, 2, 1.0, 1.5), B: (4, 0, 0.25, 0.5)}), L: (7, 7, 0.75, 0.75, {A: (3, 3, 0.5, 0.5), B: (4, 4, 0.25, 0.25)}), C: (0, 0, 0.0, 0.0, {})})
def old():
    return Kept({A: (1, 1, 0.5, 3.25, {('jprofile', 0, 'profiler'): 1}), B: (2, 6, 1.25, 2.0, {A: 2, B: 4})})


def show(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, str(e).replace(' at 0x', ' AT ').split(' AT ')[0])


print(pstats.__all__, [(k.name, k.value) for k in pstats.SortKey], pstats.SortKey('ncalls'), pstats.SortKey('tottime') is pstats.SortKey.TIME, str(pstats.SortKey.NFL))
s = pstats.Stats(one())
print(s.print_stats() is s, s.total_calls, s.prim_calls, s.total_tt, s.max_name_len, s.top_level, s.files)
for key in ['calls', 'ncalls', 'cumtime', 'cumulative', 'filename', 'line', 'module', 'name', 'nfl', 'pcalls', 'stdname', 'time', 'tottime', 'cu', 'ca', 's', pstats.SortKey.NAME, -1, 0, 1, 2]:
    s.sort_stats(key); print(key, s.sort_type, [f[2] for f in s.fcn_list])
show(lambda: s.sort_stats('zz')); show(lambda: s.sort_stats('n')); show(lambda: s.sort_stats('name', pstats.SortKey.LINE)); show(lambda: s.sort_stats(7))
s.sort_stats('name', 'line', 'calls').print_stats(); s.reverse_order().print_stats(2).print_stats(0.5).print_stats('two|len').print_stats('[', 1).print_stats(3, 'first').print_stats('nobody').print_stats(9)
s.print_callers(); s.print_callees(); s.print_callers('len'); s.sort_stats(); s.print_callees(1)
t = s.get_stats_profile(); print(t.total_tt, t.func_profiles)
s.strip_dirs().sort_stats('stdname').print_stats(); print(s.stats)
s = pstats.Stats(one(), one()); print(s.total_calls, s.stats[B]); s.sort_stats('calls').print_stats()
s.files = ['kept']; s.print_stats(1)
s = pstats.Stats(old()); s.sort_stats('calls').print_stats(); s.print_callees()
print(s.top_level)
show(lambda: pstats.Stats(5)); show(lambda: pstats.Stats(Kept({})));
out = io.StringIO(); pstats.Stats(one(), stream=out).sort_stats('time').print_stats(1); print(out.getvalue())
e = pstats.Stats(); e.print_stats(); print(e.stats, e.add() is e)
print(pstats.func_std_string(L), pstats.func_std_string(('~', 0, 'x')), pstats.func_std_string(A), pstats.func_strip_path(A), pstats.func_get_function_name(A), pstats.count_calls({1: 2, 3: 4}), pstats.f8(1.23456))
print(pstats.add_callers({A: 1}, {A: 2, B: 3}), pstats.add_func_stats((1, 2, 3, 4, {}), (1, 1, 1, 1, {A: 2})), pstats.TupleComp([(0, 1), (1, -1)]).compare((1, 2), (1, 3)))
