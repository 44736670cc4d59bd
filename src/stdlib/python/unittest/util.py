"""Contract: small helpers of the other modules: reprs in messages, counted differences, colours of the runner."""
from _colorize import can_colorize
from collections import Counter
from os.path import commonprefix

__unittest = True

# how long a repr in a message may be, and what stays of it at either end and of what two reprs share
_MAX_LENGTH, _PLACEHOLDER_LEN = 80, 12
_MIN_BEGIN_LEN = _MIN_COMMON_LEN = _MIN_END_LEN = 5
_MIN_DIFF_LEN = _MAX_LENGTH - (_MIN_BEGIN_LEN + _MIN_COMMON_LEN + _MIN_END_LEN + 2 * _PLACEHOLDER_LEN)


def safe_repr(obj, short=False):
    """repr() that does not fail."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    return text[:_MAX_LENGTH] + ' [truncated]...' if short and len(text) >= _MAX_LENGTH else text


def strclass(cls):
    """The class's dotted name."""
    return f'{cls.__module__}.{cls.__qualname__}'


def _shorten(text, head, tail):
    """The text with its middle replaced by a count, where that saves anything."""
    left_out = len(text) - head - tail
    if left_out <= _PLACEHOLDER_LEN:
        return text
    return f'{text[:head]}[{left_out} chars]{text[len(text) - tail:]}'


def _common_shorten_repr(*args):
    """Reprs, the beginning that they share and their long ends cut."""
    texts = tuple(map(safe_repr, args))
    longest = max(map(len, texts))
    if longest <= _MAX_LENGTH:
        return texts
    shared = commonprefix(texts)
    size = len(shared)
    room = _MAX_LENGTH - (longest - size) - _MIN_BEGIN_LEN - _PLACEHOLDER_LEN
    if room > _MIN_COMMON_LEN:
        shared = _shorten(shared, _MIN_BEGIN_LEN, room)
        return tuple(shared + text[size:] for text in texts)
    shared = _shorten(shared, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple(shared + _shorten(text[size:], _MIN_DIFF_LEN, _MIN_END_LEN) for text in texts)


def three_way_cmp(x, y):
    """-1, 0 or 1."""
    return (x > y) - (x < y)


def sorted_list_difference(expected, actual):
    """What only the first and only the second of two sorted lists have."""
    missing, unexpected = [], []
    i = j = 0
    while i < len(expected) and j < len(actual):
        left, right = expected[i], actual[j]
        if left == right:
            while i < len(expected) and expected[i] == left:
                i += 1
            while j < len(actual) and actual[j] == left:
                j += 1
        elif left < right:
            missing.append(left)
            while i < len(expected) and expected[i] == left:
                i += 1
        else:
            unexpected.append(right)
            while j < len(actual) and actual[j] == right:
                j += 1
    return missing + expected[i:], unexpected + actual[j:]


def unorderable_list_difference(expected, actual):
    """As `sorted_list_difference` of lists in any order; takes the items out of both lists."""
    missing = []
    for item in reversed(expected):
        if item in actual:
            actual.remove(item)
        else:
            missing.append(item)
    expected.clear()
    return missing, actual


def count_differences(first, second):
    """(count in the first, count in the second, item) wherever the counts of two lists differ."""
    try:
        counts = Counter(first), Counter(second)
    except TypeError:
        return _count_unhashable(first, second)
    order = list(counts[0]) + [item for item in counts[1] if item not in counts[0]]
    return [(counts[0][item], counts[1][item], item) for item in order if counts[0][item] != counts[1][item]]


def _count_unhashable(first, second):
    items = []
    for item in first + second:
        if item not in items:
            items.append(item)
    counted = [(first.count(item), second.count(item), item) for item in items]
    return [entry for entry in counted if entry[0] != entry[1]]


class Paint:
    """Words in colours, if the stream shows them."""

    def __init__(self, stream):
        self.on = can_colorize(file=stream)

    def __call__(self, colour, text):
        return f'\033[{colour}m{text}\033[0m' if self.on else text


GREEN, YELLOW, RED, BOLD_RED = '32', '33', '31', '1;31'
