"""Contract: what `help('if')`, `help('LOOPING')` and `help('+')` say: a few words on each keyword, topic and symbol, in `find`.

The lists are CPython's, so that whoever asks for one of them gets an answer; the answers are short and this project's own. `pydoc`
asks here for a text before it looks for a module or an object of the name.
"""

# a keyword or topic: a title, the words, and what else to ask for
_TEXTS = {
    'and': ('and', 'a and b is a if a is false, else b. b is only looked at if a is true.', 'BOOLEAN'),
    'as': ('as', 'Gives a name to what import, with, except or a pattern of case has found.', 'import with except match'),
    'assert': ('assert', 'assert test, message raises AssertionError(message) if the test is false. Under -O it does nothing.', 'ASSERTION'),
    'async': ('async', 'Before def it makes a coroutine function; inside one, before for and with, it makes statements that may wait.', 'await'),
    'await': ('await', 'await thing lets a coroutine wait for an awaitable; its value is what that returned.', 'async'),
    'break': ('break', 'Leaves the innermost for or while loop at once, without its else.', 'continue while for'),
    'case': ('case', 'One branch of match: a pattern, perhaps a condition behind if, and a block.', 'match'),
    'class': ('class', 'class Name(Base, ...): runs the block in a namespace of its own and makes a class of it.', 'CLASSES SPECIALMETHODS'),
    'continue': ('continue', 'Goes on with the next round of the innermost for or while loop.', 'break while for'),
    'def': ('def', 'def name(parameters): makes a function of the block and gives it the name. Defaults are computed once, here.', 'FUNCTIONS lambda'),
    'del': ('del', 'Removes a name, an attribute, an item or a slice.', 'DELETION'),
    'elif': ('elif', 'Another test of an if statement, asked if those before it were false.', 'if else'),
    'else': ('else', 'The block for what is left: no test of an if was true, a loop ended without break, a try raised nothing.', 'if while for try'),
    'except': ('except', 'except Class as name: takes up the exceptions of a class that the try block raised; except* those of a group.', 'EXCEPTIONS try'),
    'finally': ('finally', 'The block of a try statement that runs however the others were left.', 'try'),
    'for': ('for', 'for target in iterable: runs the block once for each item. An else block follows a loop that no break has left.', 'while break continue'),
    'from': ('from', 'from module import name binds names of a module; yield from and raise ... from are other uses.', 'import yield raise'),
    'global': ('global', 'The names that follow are those of the module in the whole block.', 'nonlocal NAMESPACES'),
    'if': ('if', 'if test: runs its block if the test is true, else looks at each elif in turn, else runs the block of else.', 'CONDITIONAL TRUTHVALUE'),
    'import': ('import', 'import module loads a module, unless it is loaded, and binds its name.', 'MODULES PACKAGES'),
    'in': ('in', 'x in y tells whether y has x among its items; not in is its opposite. It also stands in for.', 'COMPARISON SEQUENCEMETHODS'),
    'is': ('is', 'a is b tells whether both are one object; is not is its opposite.', 'COMPARISON'),
    'lambda': ('lambda', 'lambda parameters: expression is a function without a name that returns the expression.', 'FUNCTIONS'),
    'match': ('match', 'match subject: compares a value with the patterns of its cases, from the first on, and runs the block of one that fits.', 'case'),
    'nonlocal': ('nonlocal', 'The names that follow are those of the function around this one.', 'global NAMESPACES'),
    'not': ('not', 'not a is True if a is false, else False.', 'BOOLEAN'),
    'or': ('or', 'a or b is a if a is true, else b. b is only looked at if a is false.', 'BOOLEAN'),
    'pass': ('pass', 'A statement that does nothing, where one is needed.', ''),
    'raise': ('raise', 'raise exception from cause raises an exception; alone it raises again the one being handled.', 'EXCEPTIONS'),
    'return': ('return', 'return value ends the function; without a value it gives None.', 'FUNCTIONS'),
    'try': ('try', 'try: ... except: ... else: ... finally: runs a block, and others by what became of it.', 'EXCEPTIONS'),
    'while': ('while', 'while test: runs its block as long as the test is true. An else block follows a loop that no break has left.', 'break continue if'),
    'with': ('with', 'with manager as name: enters a context manager before the block, and leaves it behind, come what may.', 'CONTEXTMANAGERS'),
    'yield': ('yield', 'Makes its function a generator: gives a value to whoever asks for the next one, and waits there.', 'for'),
    'ASSERTION': ('assert', 'A check that a program makes of itself; __debug__ is False where -O leaves it out.', 'assert'),
    'ASSIGNMENT': ('Assignment', 'target = value binds a name, or stores an attribute or an item. a, *b = values takes a row apart.', 'AUGMENTEDASSIGNMENT'),
    'ASSIGNMENTEXPRESSIONS': ('Assignment expressions', 'name := value binds a name in the middle of an expression, and is the value.', 'ASSIGNMENT'),
    'ATTRIBUTEMETHODS': ('Attribute access', '__getattribute__, __getattr__, __setattr__, __delattr__ and __dir__ of a class say what obj.name does.',
                         'ATTRIBUTES SPECIALMETHODS'),
    'ATTRIBUTES': ('Attributes', 'obj.name is looked for in the object and in its class, whose data descriptors come first.', 'getattr hasattr setattr'),
    'AUGMENTEDASSIGNMENT': ('Augmented assignment', 'target += value is target = target + value with the target looked up once; it may change it in place.',
                            'NUMBERMETHODS'),
    'BASICMETHODS': ('Basic methods', '__new__ and __init__ make an object; __repr__, __str__, __format__, __hash__, __bool__ and comparisons say what it is.',
                     'SPECIALMETHODS'),
    'BINARY': ('Binary arithmetic', '+ - * @ / // and % of two operands, each of which is asked by its methods.', 'OPERATORS'),
    'BITWISE': ('Bitwise operations', '& ^ | of the bits of two ints, ~ of one; sets have them too.', 'OPERATORS SHIFTING'),
    'BOOLEAN': ('Boolean operations', 'not, and, or: the last two give one of their operands, and look at the second only if they must.', 'TRUTHVALUE'),
    'CALLABLEMETHODS': ('Callable objects', '__call__ of a class makes its objects callable.', 'CALLS SPECIALMETHODS'),
    'CALLS': ('Calls', 'f(a, *rest, key=value, **more): positional arguments first, then keywords.', 'FUNCTIONS'),
    'CLASSES': ('Classes', 'A class has attributes and methods for its objects, and may derive from others; type is the class of most.', 'class SPECIALMETHODS'),
    'CODEOBJECTS': ('Code objects', 'What compile() gives and a function has in __code__: its instructions, names, constants and lines.', 'FUNCTIONS TYPES'),
    'COMPARISON': ('Comparisons', '< <= > >= == != is in: a < b < c is a < b and b < c.', 'BASICMETHODS'),
    'COMPLEX': ('Complex numbers', '3 + 4j has a real and an imaginary part, both floats.', 'NUMBERS'),
    'CONDITIONAL': ('Conditional expressions', 'a if test else b is a if the test is true, else b; the other one is not computed.', 'if BOOLEAN'),
    'CONTEXTMANAGERS': ('Context managers', '__enter__ runs before the block of a with, __exit__ behind it; it is told the exception, if there is one.', 'with'),
    'CONVERSIONS': ('Arithmetic conversions', 'Of two numbers of different kinds the narrower is widened: int to float, float to complex.', 'NUMBERS'),
    'DEBUGGING': ('Debugging', 'breakpoint() or python -m pdb stops a program and shows where it is: n, s, c, l, p and q are the first commands.', 'pdb'),
    'DELETION': ('Deletion', 'del takes a name, an attribute, an item or a slice away, and not the object that it was.', 'del'),
    'DICTIONARIES': ('Dictionaries', 'dict: values by their keys, which can be hashed and are kept in the order they came in.', 'DICTIONARYLITERALS MAPPINGS'),
    'DICTIONARYLITERALS': ('Dictionary displays', '{key: value, **others} makes a dict; {k: v for k in items} one from a loop.', 'DICTIONARIES'),
    'DYNAMICFEATURES': ('Dynamic features', 'eval() and exec() look names up in the dicts that they get, and not in the functions around them.', 'NAMESPACES'),
    'ELLIPSIS': ('Ellipsis', '... is the only object of its type: a mark in slices of many dimensions, and in code that is to come.', 'SLICINGS'),
    'EXCEPTIONS': ('Exceptions', 'What raise leaves the usual course by, until an except takes it up; nobody does: the program ends with a traceback.',
                   'try except finally raise'),
    'EXECUTION': ('Execution model', 'Code is run in frames, one for each call; each has its variables and the frame that it goes back to.', 'NAMESPACES FRAMES'),
    'EXPRESSIONS': ('Expressions', 'From the weakest on: lambda, if else, or, and, not, comparisons, | ^ &, shifts, + -, * @ / // %, signs, **, await, calls.',
                    'lambda or and not in is BOOLEAN COMPARISON'),
    'FLOAT': ('Floats', '3.14, 10., .001, 1e100: numbers of 53 bits, as the machine has them.', 'NUMBERS'),
    'FORMATTING': ('Formatting', "format(x, '>10.2f'), f'{x:>10.2f}' and '%10.2f' % x: fill, alignment, sign, width, precision and kind.", 'OPERATORS'),
    'FRAMEOBJECTS': ('Frame objects', 'f_back, f_code, f_locals, f_globals, f_lineno and f_trace of a frame that runs, waits or has ended.', 'FRAMES'),
    'FRAMES': ('Frames', 'sys._getframe() gives the frame of the function that runs; a traceback has those that an exception has left.', 'FRAMEOBJECTS TRACEBACKS'),
    'FUNCTIONS': ('Functions', 'def and lambda make them; a call binds its arguments to the parameters and runs the body.', 'def CALLS'),
    'IDENTIFIERS': ('Identifiers', 'A letter or _, then letters, digits and _; they are compared in their normal form NFKC.', 'PRIVATENAMES SPECIALIDENTIFIERS'),
    'IMPORTING': ('Importing', 'A module is looked for in sys.modules, then by the finders of sys.meta_path, then loaded and run once.', 'import MODULES'),
    'INTEGER': ('Integers', '10, 0x1f, 0o17, 0b101, 1_000: whole numbers of any size.', 'NUMBERS'),
    'LISTLITERALS': ('List displays', '[a, *others] makes a list; [x for x in items if test] one from a loop.', 'LISTS'),
    'LISTS': ('Lists', 'list: items in a row that can change.', 'LISTLITERALS SEQUENCES'),
    'LITERALS': ('Literals', 'Numbers, strings, bytes, and the words None, True, False.', 'STRINGS NUMBERS'),
    'LOOPING': ('Loops', 'for goes over the items of something, while goes on as long as a test is true.', 'for while break continue'),
    'MAPPINGMETHODS': ('Mapping methods', '__getitem__, __setitem__, __delitem__, __contains__, __iter__, __len__ and __missing__.', 'MAPPINGS SPECIALMETHODS'),
    'MAPPINGS': ('Mappings', 'Objects that have values by keys: dict is one, collections.abc.Mapping says what they have.', 'DICTIONARIES'),
    'METHODS': ('Methods', 'A function of a class, taken from an object of it, is called with that object in front of the arguments.', 'class def CLASSES'),
    'MODULES': ('Modules', 'A file of code that is run once and whose names others import.', 'import PACKAGES'),
    'NAMESPACES': ('Namespaces', 'A name is local, that of a function around, global or builtin; binding it anywhere in a block makes it local there.', 'global nonlocal'),
    'NONE': ('None', 'The only object of its type: nothing, and what a function gives that returns nothing.', ''),
    'NUMBERMETHODS': ('Number methods', '__add__ and its like, __radd__ if the left one does not know, __iadd__ in place; __int__, __float__, __index__.',
                      'NUMBERS SPECIALMETHODS'),
    'NUMBERS': ('Numbers', 'int of any size, float of 53 bits, complex of two floats; a sign before them is an operator.', 'INTEGER FLOAT COMPLEX TYPES'),
    'OBJECTS': ('Objects', 'Whatever there is has an identity, a type and a value; only the value of some can change.', 'TYPES'),
    'OPERATORS': ('Operators', '+ - * ** / // % @ << >> & | ^ ~ := < > <= >= == !=', 'EXPRESSIONS'),
    'PACKAGES': ('Packages', 'A module with modules inside: a folder, with the code of its __init__.py.', 'import MODULES'),
    'POWER': ('Power', 'a ** b binds closer than a sign before it: -2 ** 2 is -4.', 'EXPRESSIONS'),
    'PRECEDENCE': ('Precedence', 'Which operator takes its operands first: see EXPRESSIONS; those of one rank go from left to right, ** from the right.', 'EXPRESSIONS'),
    'PRIVATENAMES': ('Private names', '__name inside a class C is written _C__name for it, so that classes derived from it do not meet it by chance.', 'IDENTIFIERS'),
    'RETURNING': ('return', 'A call is worth what its function returns, None if it ends without.', 'return FUNCTIONS'),
    'SCOPING': ('Scopes', 'Where a name can be seen: see NAMESPACES. The block of a class is seen by nothing inside it.', 'global nonlocal NAMESPACES'),
    'SEQUENCEMETHODS': ('Sequence methods', '__len__, __getitem__, __contains__, __iter__, __reversed__; + and * join and repeat.', 'SEQUENCES SPECIALMETHODS'),
    'SEQUENCES': ('Sequences', 'Objects with items by number: str, bytes, tuple, list, range; x[i], x[i:j], len(x), y in x, x + y, x * n.', 'STRINGMETHODS SLICINGS'),
    'SHIFTING': ('Shifts', 'a << n and a >> n move the bits of an int; they multiply by a power of two, and divide.', 'OPERATORS BITWISE'),
    'SLICINGS': ('Slicings', 'x[start:stop:step] is x[slice(start, stop, step)]; what is left out is None.', 'SUBSCRIPTS SEQUENCEMETHODS'),
    'SPECIALATTRIBUTES': ('Special attributes', '__dict__, __class__, __bases__, __mro__, __name__, __qualname__, __doc__, __module__.', 'CLASSES OBJECTS'),
    'SPECIALIDENTIFIERS': ('Special identifiers', '_x is left out by import *, __x is private to a class, __x__ belongs to the language.', 'IDENTIFIERS PRIVATENAMES'),
    'SPECIALMETHODS': ('Special methods', 'Methods with two underscores on both sides: the language calls them where an operator or a builtin function stands.',
                       'BASICMETHODS ATTRIBUTEMETHODS CALLABLEMETHODS SEQUENCEMETHODS MAPPINGMETHODS NUMBERMETHODS CLASSES'),
    'STRINGMETHODS': ('String methods', 'split, join, strip, replace, find, format, startswith, upper and many more: help(str) shows them.', 'STRINGS FORMATTING'),
    'STRINGS': ('Strings', "'a', \"a\", '''a''', r'\\a', f'{a}', t'{a}', b'a': text, raw, formatted, a template, bytes; \\n and its like are escapes.",
                'UNICODE FORMATTING TYPES'),
    'SUBSCRIPTS': ('Subscripts', 'x[key] calls the method __getitem__ of the class of x, or __class_getitem__ of x if it is a class.', 'SEQUENCEMETHODS'),
    'TRACEBACKS': ('Tracebacks', 'tb_frame, tb_lineno and tb_next of what an exception has in __traceback__: the frames that it has left.', 'TYPES FRAMES'),
    'TRUTHVALUE': ('Truth', 'False, None, zero and what is empty are false; __bool__ or __len__ of a class decide, everything else is true.',
                   'if while and or not BASICMETHODS'),
    'TUPLELITERALS': ('Tuple displays', 'a, b and (a, b) make a tuple; (a,) one of a single item, () an empty one.', 'TUPLES'),
    'TUPLES': ('Tuples', 'tuple: items in a row that cannot change.', 'TUPLELITERALS SEQUENCES'),
    'TYPEOBJECTS': ('Types', 'type(x) is the class of x; a class is an object too, and type(class) its metaclass.', 'TYPES'),
    'TYPES': ('The types', 'None, numbers, sequences, sets, mappings, callables, modules, classes, files and what runs inside: code, frames, tracebacks.',
              'STRINGS NUMBERS SEQUENCES MAPPINGS FUNCTIONS CLASSES MODULES'),
    'UNARY': ('Unary arithmetic', '-x, +x and ~x call __neg__, __pos__ and __invert__.', 'OPERATORS'),
    'UNICODE': ('Unicode', 'A str is a row of code points; encode() makes bytes of it, decode() text of bytes.', 'STRINGS'),
}

_KEYWORDS = ['False', 'None', 'True', *sorted(name for name in _TEXTS if name.islower())]
_TOPICS = sorted(name for name in _TEXTS if name.isupper())

_SYMBOLS = {symbol: topics for symbols, topics in {
    '%': 'OPERATORS FORMATTING', '**': 'POWER OPERATORS', ',': 'TUPLES LISTS FUNCTIONS', '.': 'ATTRIBUTES FLOAT MODULES OBJECTS',
    '...': 'ELLIPSIS', ':': 'SLICINGS DICTIONARYLITERALS', '@': 'def class', '\\': 'STRINGS', ':=': 'ASSIGNMENTEXPRESSIONS',
    '_': 'PRIVATENAMES', '__': 'PRIVATENAMES SPECIALMETHODS', '( )': 'TUPLES FUNCTIONS CALLS', '[ ]': 'LISTS SUBSCRIPTS SLICINGS',
    '\' \'\'\' " """ b\' b" f\' f" r\' r" u\' u"': 'STRINGS', '+ * / //': 'OPERATORS', '-': 'OPERATORS UNARY',
    '<< >> & | ^': 'OPERATORS BITWISE', '~': 'OPERATORS UNARY BITWISE', '< > <= >= == !=': 'OPERATORS COMPARISON',
    '+= -= *= /= %= &= |= ^= <<= >>= **= //=': 'AUGMENTEDASSIGNMENT', 'j J': 'COMPLEX'}.items() for symbol in symbols.split()}


def find(request):
    """The text for a keyword, a topic, a symbol or one of the lists of them; None for any other name."""
    if request == 'keywords':
        return '\nHere is a list of the Python keywords.  Enter any keyword to get more help.\n\n' + _columns(_KEYWORDS)
    if request == 'topics':
        return '\nHere is a list of available topics.  Enter any topic name to get more help.\n\n' + _columns(_TOPICS)
    if request == 'symbols':
        return ('\nHere is a list of the punctuation symbols which Python assigns special meaning\n'
                'to. Enter any symbol to get more help.\n\n' + _columns(sorted(_SYMBOLS)))
    if request in _SYMBOLS:
        first, *more = _SYMBOLS[request].split()
        return _text(first, more)
    return _text(request, []) if request in _TEXTS else None


def _text(name, more):
    from textwrap import fill
    title, words, related = _TEXTS[name]
    names = list(dict.fromkeys([*more, *related.split()]))
    text = f'{title}\n{"*" * len(title)}\n\n{fill(words, 79)}\n'
    return text + ('\n' + fill('Related help topics: ' + ', '.join(names), 79) + '\n' if names else '')


def _columns(names, columns=4, width=80):
    """Names below each other, then in the next column."""
    rows, each = -(-len(names) // columns), width // columns
    lines = []
    for row in range(rows):
        line = ''
        for column in range(columns):
            at = column * rows + row
            if at < len(names):
                line += names[at] if column == columns - 1 else names[at].ljust(each - 1) + ' '
        lines.append(line)
    return '\n'.join(lines) + '\n'
