"""difflib: matchers over random sequences, junk, opcodes, diffs of all kinds, close matches, what is refused."""
import difflib
import random

rnd = random.Random(7)
for i in range(120):
    a = ''.join(rnd.choice('abcd ') for _ in range(rnd.randrange(20)))
    b = ''.join(rnd.choice('abcd ') for _ in range(rnd.randrange(20)))
    m = difflib.SequenceMatcher(rnd.choice([None, lambda c: c == ' ']), a, b)
    print(m.get_matching_blocks() if i % 4 == 0 else [tuple(x) for x in m.get_matching_blocks()], m.get_opcodes(), round(m.ratio(), 6), round(m.quick_ratio(), 6), round(m.real_quick_ratio(), 6), list(m.get_grouped_opcodes(rnd.randrange(3))), m.find_longest_match(), m.find_longest_match(1, len(a), 0, max(len(b) - 1, 0)))
m = difflib.SequenceMatcher(lambda c: c == ' ', ' abcd', 'abcd abcd')
print(m.find_longest_match(0, 5, 0, 9), sorted(m.bjunk), sorted(m.bpopular), m.b2j, m.fullbcount, m.isjunk(' '), m.autojunk)
m.quick_ratio()
print(m.fullbcount)
m.set_seq1('abc')
print(m.ratio(), m.matching_blocks, m.opcodes)
m.set_seq2('bcd')
print(m.matching_blocks, m.opcodes, m.fullbcount, m.ratio())
m.set_seqs('x', 'x')
print(m.ratio(), difflib.SequenceMatcher(None, [], []).ratio(), difflib.SequenceMatcher(a=[1, 2], b=(1, 2)).ratio())
long = 'abcdefghij' * 30
for auto in (True, False):
    m = difflib.SequenceMatcher(None, long, 'x' + long, autojunk=auto)
    print(len(m.bpopular), m.find_longest_match(), round(m.ratio(), 4))
print(difflib.SequenceMatcher[int], difflib.Match(1, 2, 3))
lines = ['one\n', 'two\n', 'three and more\n', 'four\n', 'five\n', 'six\n', '\n', 'seven  \n', 'eight\n', '#\n', 'nine\n']
for i in range(40):
    a = [rnd.choice(lines) for _ in range(rnd.randrange(12))]
    b = list(a)
    for _ in range(rnd.randrange(4)):
        if b:
            k = rnd.randrange(len(b))
            b[k:k + 1] = rnd.choice([[], [b[k].replace('e', 'E')], [b[k], rnd.choice(lines)], [rnd.choice(lines)]])
    diff = list(difflib.ndiff(a, b))
    print(diff, list(difflib.restore(diff, 1)) == a, list(difflib.restore(diff, 2)) == b)
    print(list(difflib.unified_diff(a, b, 'from', 'to', n=rnd.randrange(4))))
    print(list(difflib.context_diff(a, b, 'from', 'to', 'then', 'now', n=rnd.randrange(4), lineterm='')))
    print(list(difflib.Differ(difflib.IS_LINE_JUNK).compare(a, b)) == list(difflib.ndiff(a, b, difflib.IS_LINE_JUNK, None)))
print(list(difflib.diff_bytes(difflib.unified_diff, [b'a\xff', b'b'], [b'a\xff', b'c'], b'f', b't', lineterm=b'')))
for call in (lambda: list(difflib.diff_bytes(difflib.unified_diff, ['a'], [b'b'])), lambda: list(difflib.unified_diff([b'a'], ['b'])), lambda: list(difflib.unified_diff('a', ['b'])),
             lambda: list(difflib.context_diff(['a'], ['b'], 3)), lambda: list(difflib.restore(['  a'], 3)), lambda: difflib.get_close_matches('a', [], 0), lambda: difflib.get_close_matches('a', [], 1, 2)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
names = ['ape', 'apple', 'peach', 'puppy', 'maple', 'appel', '']
for word in ('appel', 'p', '', 'xyz', 'peech'):
    print(difflib.get_close_matches(word, names), difflib.get_close_matches(word, names, 1, 0.3), difflib.get_close_matches(word, [list(n) for n in names], cutoff=0))
print([difflib.IS_LINE_JUNK(x) for x in ('\n', '  #   \n', 'hello\n', '##')], [difflib.IS_CHARACTER_JUNK(x) for x in ' \t\nx'])
