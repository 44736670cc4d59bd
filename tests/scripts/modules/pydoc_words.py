# help() of the words of the language: the list of keywords, and that each keyword, topic and symbol has an answer.
import contextlib
import io
import keyword


def asked(what):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        help(what)
    return out.getvalue()


print(asked('keywords'))
print(asked('topics').splitlines()[:2], 'LOOPING' in asked('topics'), '**=' in asked('symbols'))
for word in [*keyword.kwlist, 'match', 'case', 'NUMBERS', 'LOOPING', 'SPECIALMETHODS', '+', '**=', ':=', "f'"]:
    text = asked(word)
    print(word, 'No Python documentation' in text, len(text) > 40)
print(asked(' nope '))
print(asked('True').splitlines()[0], asked('None').splitlines()[0])
