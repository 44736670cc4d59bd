"""Contract: the names that a parsed pattern is made of.

They are integers that show their names. `re._parser` builds its trees from them; programs that walk
such trees compare with them. The engine of `_sre` has instructions of its own and needs none of these.
"""
from re import PatternError

error = PatternError
MAGIC = 20230612
MAXGROUPS = 0x3fffffff


class _NamedIntConstant(int):
    """An integer with a name, which is all that it shows."""

    def __new__(cls, value, name):
        self = super().__new__(cls, value)
        self.name = name
        return self

    def __repr__(self):
        return self.name

    __str__ = __repr__
    __reduce__ = None


MAXREPEAT = _NamedIntConstant(0xffffffff, 'MAXREPEAT')


def _makecodes(*names):
    """Constants from 0 on, which also become names of this module."""
    codes = [_NamedIntConstant(number, name) for number, name in enumerate(names)]
    globals().update(zip(names, codes))
    return codes


def _cased(kind):
    return [f'{name}_{kind}IGNORE' for name in ('GROUPREF', 'IN', 'LITERAL', 'NOT_LITERAL')]


OPCODES = _makecodes(
    *'FAILURE SUCCESS ANY ANY_ALL ASSERT ASSERT_NOT AT BRANCH CATEGORY CHARSET BIGCHARSET GROUPREF GROUPREF_EXISTS IN '
     'INFO JUMP LITERAL MARK MAX_UNTIL MIN_UNTIL NOT_LITERAL NEGATE RANGE REPEAT REPEAT_ONE SUBPATTERN MIN_REPEAT_ONE '
     'ATOMIC_GROUP POSSESSIVE_REPEAT POSSESSIVE_REPEAT_ONE'.split(),
    *_cased(''), *_cased('LOC_'), *_cased('UNI_'), 'RANGE_UNI_IGNORE')
# what only trees have, not programs: no number of theirs may be that of another
MIN_REPEAT = _NamedIntConstant(len(OPCODES), 'MIN_REPEAT')
MAX_REPEAT = _NamedIntConstant(len(OPCODES) + 1, 'MAX_REPEAT')
ATCODES = _makecodes(*('AT_' + name for name in (
    'BEGINNING BEGINNING_LINE BEGINNING_STRING BOUNDARY NON_BOUNDARY END END_LINE END_STRING LOC_BOUNDARY '
    'LOC_NON_BOUNDARY UNI_BOUNDARY UNI_NON_BOUNDARY').split()))
_KINDS = 'DIGIT', 'SPACE', 'WORD', 'LINEBREAK'
CHCODES = _makecodes(
    *(f'CATEGORY_{no}{kind}' for kind in _KINDS for no in ('', 'NOT_')),
    *(f'CATEGORY_LOC_{no}WORD' for no in ('', 'NOT_')),
    *(f'CATEGORY_UNI_{no}{kind}' for kind in _KINDS for no in ('', 'NOT_')))


def _variants(names, variant):
    """A table from each constant to its variant, by the names of both."""
    return {globals()[name]: globals()[variant(name)] for name in names}


_LITERALS = 'LITERAL', 'NOT_LITERAL'
_PLAIN = [code.name for code in CHCODES[:8]]
OP_IGNORE = _variants(_LITERALS, lambda name: name + '_IGNORE')
OP_LOCALE_IGNORE = _variants(_LITERALS, lambda name: name + '_LOC_IGNORE')
OP_UNICODE_IGNORE = _variants(_LITERALS, lambda name: name + '_UNI_IGNORE')
AT_MULTILINE = _variants(('AT_BEGINNING', 'AT_END'), lambda name: name + '_LINE')
AT_LOCALE = _variants(('AT_BOUNDARY', 'AT_NON_BOUNDARY'), lambda name: name.replace('AT_', 'AT_LOC_'))
AT_UNICODE = _variants(('AT_BOUNDARY', 'AT_NON_BOUNDARY'), lambda name: name.replace('AT_', 'AT_UNI_'))
CH_LOCALE = _variants(_PLAIN, lambda name: name.replace('Y_', 'Y_LOC_') if 'WORD' in name else name)
CH_UNICODE = _variants(_PLAIN, lambda name: name.replace('Y_', 'Y_UNI_'))
CH_NEGATE = _variants([code.name for half in (0, 1) for code in CHCODES[half::2]],
                      lambda name: name.replace('NOT_', '') if 'NOT_' in name else '_'.join(
                          [*name.split('_')[:-1], 'NOT', name.split('_')[-1]]))

SRE_FLAG_IGNORECASE, SRE_FLAG_LOCALE, SRE_FLAG_MULTILINE, SRE_FLAG_DOTALL = 2, 4, 8, 16
SRE_FLAG_UNICODE, SRE_FLAG_VERBOSE, SRE_FLAG_DEBUG, SRE_FLAG_ASCII = 32, 64, 128, 256
SRE_INFO_PREFIX, SRE_INFO_LITERAL, SRE_INFO_CHARSET = 1, 2, 4
