# Of two wrong arguments the one that is looked at first is told, by what looks at it.
import array
import binascii
import bisect
import collections
import contextlib
import copy
import enum
import heapq
import operator
import random
import re
import statistics
import string
import textwrap
from fractions import Fraction


def tell(*sources):
    for source in sources:
        try:
            print(source, "->", eval(source, globals()))
        except Exception as error:
            print(source, "->", type(error).__name__, error)


luck = random.Random(5)
tell("luck.randbytes({})", "luck.triangular(set())", "luck.triangular((1,), 2, (1, 2))", "luck.triangular(1, 1, 5)", "luck.triangular(1, 1)")
print([luck.triangular(2, 5) for _ in range(3)], [luck.triangular(2, 5, 4) for _ in range(3)], [luck.triangular(5, 2) for _ in range(3)])
tell("statistics.fmean(str)", "statistics.fmean(1.5, True)", "statistics.fmean(['a'], ['b'])", "statistics.fmean([1], [1, 2])")
tell("statistics.fmean(iter([1, 2]))", "statistics.fmean([1, 2], iter([1, 3]))", "statistics.fmean([1], [0])", "statistics.fmean([])")
tell("statistics.correlation(0.5, 1)", "statistics.correlation([1, 2], iter([1, 2]))", "statistics.linear_regression([1], 2)")
tell("statistics.harmonic_mean({1: 2}.keys())", "statistics.harmonic_mean(iter([2]))", "statistics.harmonic_mean([])")
tell("heapq.nlargest(2.5, [1, 2, 3])", "heapq.nlargest(float('-inf'), 'ab')", "heapq.nsmallest(-1, 'ab')", "heapq.nsmallest(2, iter('cab'))")
tell("heapq.heappop(None)", "heapq.heapify(5)", "heapq.heappush(None, 1)")
tell("string.Formatter().convert_field(1, {})", "string.Formatter().convert_field(1, 'r')", "string.Formatter().convert_field(1, None)")
tell("textwrap.indent(b'a', b'b')", "textwrap.indent(bytearray(b'a'), 5)", "textwrap.indent('a\\n\\nb', '> ')", "textwrap.indent('a\\n\\nb', '> ', lambda l: True)")
tell("enum.Enum(b'A', b'ab')", "enum.Flag(b'A', ())", "enum.StrEnum(b'A', 'a b')", "enum.Enum(b'A', [('a', 1)])")
tell("binascii.crc32([], ())", "binascii.crc32('a', b'')", "binascii.crc_hqx([], ())", "binascii.unhexlify(memoryview(b'abcd')[::2])")
tell("bisect.bisect({1}, 1)", "bisect.insort({}, 1)", "bisect.insort({1: 2}, 1)", "bisect.bisect(5, 1)")
tell("operator.call()", "operator.call(a=1)")
tell("collections.OrderedDict().move_to_end({})", "collections.OrderedDict(a=1).move_to_end({})", "collections.OrderedDict(a=1).move_to_end('b')")
tell("re.sub(1.5, 5, 'a')", "re.compile('a').sub(5, 5)", "re.compile('a').sub([], 5)", "re.compile('a').sub(bytearray(b'x'), 'a')", "re.compile(b'a').sub(b'x', b'ba')")
tell("re.compile('a').findall(None, 3, 10**25)", "re.compile('a').match('a', 10**25)", "re.compile(bytearray(b'a'))", "re.compile(5)")
numbers = array.array("i", [1, 2, 3])
tell("numbers[::0]", "numbers.__setitem__(slice(1, None, 0), [1])", "numbers.index(2, 1.5)", "numbers.index(2, None)", "numbers.index(3, -1)", "numbers.index(3, 10**30)")
tell("numbers.extend([4, 'a', 5])", "numbers", "numbers.fromlist([6, 'a'])", "numbers")
print(contextlib.contextmanager(1).__qualname__, contextlib.asynccontextmanager(1).__qualname__)
for spec in ("008f", "+008.5_g", "008_.17g", "008", "08f", "0f", "<08f", "00_f"):
    tell(f"format(Fraction(10, 3), {spec!r})")
tell("copy.copy(memoryview(b''))")
