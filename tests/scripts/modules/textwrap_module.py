"""textwrap: random texts under every option; shorten, indent, dedent; what is refused."""
import random
import textwrap

rnd = random.Random(5)
words = ['a', 'bb', 'well-known', 'x--y', 'end.', 'Stop!"', 'supercalifragilistic', '--', '-', '---', 'foo-bar-baz', "it's", 'A.', 'e-mail', '(in)', '1-2', '\t', '\n', '  ', 'no-', '-no', 'so...', 'what?', 'é-à', '--option', 'end."', 'long-hyphenated-word-here']
options = [('width', [6, 7, 8, 12, 20, 70]), ('initial_indent', ['', '* ', '     ']), ('subsequent_indent', ['', '  ', '>>>>']), ('expand_tabs', [True, False]),
           ('replace_whitespace', [True, False]), ('fix_sentence_endings', [False, True]), ('break_long_words', [True, False]), ('drop_whitespace', [True, False]),
           ('break_on_hyphens', [True, False]), ('tabsize', [8, 3]), ('max_lines', [None, None, 1, 2, 3]), ('placeholder', [' [...]', '...', ' ...', ''])]
for i in range(700):
    text = ''.join(rnd.choice(words) + rnd.choice([' ', ' ', ' ', '  ', '']) for _ in range(rnd.randrange(14)))
    chosen = {name: rnd.choice(values) for name, values in options if rnd.random() < 0.5}
    try:
        print(i, textwrap.wrap(text, **chosen))
    except ValueError as e:
        print(i, e)
w = textwrap.TextWrapper(10, '-', placeholder='*')
print(sorted(vars(w).items()))
w.width, w.max_lines = 12, 2
print(w.wrap('some words that do not fit in here'), repr(w.fill('a b c d e f g h i j')))
for width in (0, -1, 3, 5, 10, 100):
    for placeholder in (' [...]', '...'):
        try:
            print(textwrap.shorten('Hello  world,   this is long', width, placeholder=placeholder))
        except ValueError as e:
            print(e)


class Mine(textwrap.TextWrapper):
    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        last = reversed_chunks[-1]
        cut = last[:width - 1 - cur_len]
        cur_line.append(cut + '=')
        reversed_chunks[-1] = last[len(cut):]

    def _split(self, text):
        return [c for c in super()._split(text) if c != 'x']


print(Mine(8).wrap('a superlongwordthatdoesnotfit b x c'))
for text in ('', 'a\nb', '  a\n    b\n  c', '\ta\n\t b', '  a\n\tb', '  a\n \n   \n  b\n', '    \n  x', 'a\n  b', '  \n'):
    print(repr(textwrap.dedent(text)), repr(textwrap.indent(text, '> ')), repr(textwrap.indent(text, '> ', lambda line: True)))
for wrong in (3, None, b'x'):
    try:
        textwrap.dedent(wrong)
    except TypeError as e:
        print(e)
