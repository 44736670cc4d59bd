"""How long it takes to stop all threads, with threads that are in all kinds of calls: run by hand, it judges nothing.

    togil -X gil=0 benches/pauses.py [THREADS ...]      median and worst stop with so many threads, most of them blocked
    togil -X gil=0 benches/pauses.py --native [NAME ...]   the worst stop while a thread is in one long native call

Asking for all threads' frames (`sys._current_frames`) stops the world, and does little more. What one call needs in which
no other thread could stop is in the second list: a call that is not left, or polled in, for long delays all others.
"""
import os
import queue
import random
import sys
import threading
import time


def stops(until, pause=0.001):
    """Milliseconds that each stop took, until `until()`."""
    took = []
    while not until():
        begin = time.perf_counter()
        sys._current_frames()
        took.append((time.perf_counter() - begin) * 1000)
        time.sleep(pause)
    return sorted(took)


def show(name, took, more=''):
    if not took:
        return print(f'{name:28} no stop {more}')
    print(f'{name:28} {len(took):6} stops  median {took[len(took) // 2]:9.3f} ms  worst {took[-1]:9.3f} ms {more}', flush=True)


# --- many threads -------------------------------------------------------------

def many(count):
    over = threading.Event()
    lock, empty = threading.Lock(), queue.Queue()
    read_end, write_end = os.pipe()
    numbers = [random.random() for _ in range(200_000)]
    data = bytes(8_000_000)
    first = threading.Thread(target=over.wait)

    def wait_for_lock():
        with lock:
            pass

    def compute():
        while not over.is_set():
            sum(i * i for i in range(1000))

    def sort():
        while not over.is_set():
            sorted(numbers)

    def digest():
        import hashlib
        while not over.is_set():
            hashlib.sha256(data).digest()

    blocked = [over.wait, wait_for_lock, empty.get, lambda: os.read(read_end, 1), first.join, lambda: time.sleep(3)]
    busy = [compute, sort, digest]
    jobs = [busy[i % 3] if i % 10 == 0 else blocked[i % len(blocked)] for i in range(count)]
    lock.acquire()
    first.start()
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    end = time.perf_counter() + 3
    took = stops(lambda: time.perf_counter() > end)
    over.set()
    lock.release()
    for _ in threads:
        empty.put(None)
    os.write(write_end, bytes(count))
    for thread in threads:
        thread.join()
    show(f'{count} threads', took)


# --- one long native call -----------------------------------------------------

def native():
    """Names and functions, each of which is one long call of native code."""
    import array
    import base64
    import binascii
    import collections
    import csv
    import decimal
    import hashlib
    import heapq
    import io
    import itertools
    import json
    import math
    import pickle
    import re
    import statistics
    import struct
    import unicodedata
    import zlib
    shuffled = list(range(1_000_000))
    random.Random(1).shuffle(shuffled)
    texts = [str(i) for i in shuffled]
    text = ' '.join(texts)
    big = 7 ** 400_000
    data = random.Random(1).randbytes(20_000_000)
    record = [{'name': str(i), 'values': [i, i + 0.5, None]} for i in range(100_000)]
    document = json.dumps(record)
    pickled = pickle.dumps(record)
    nested = [[i, str(i)] for i in range(300_000)]
    other = [[i, str(i)] for i in range(300_000)]
    table = '\n'.join(f'{i},"a,b",{i}' for i in range(200_000))
    compressed = zlib.compress(data, 1)
    counts = dict.fromkeys(texts, 1)
    numbers = set(shuffled)
    source = '\n'.join(f'x{i} = [{i}, f({i}), {{"a": {i}}}]' for i in range(30_000))
    decimal.getcontext().prec = 200_000
    tenth = decimal.Decimal(1) / 7
    again = list(shuffled)
    floats = [i / 3 for i in range(1_000_000)]
    halves = array.array('H', data)
    wide = '\u00e9\u4e16a' * 1_500_000
    encoded = wide.encode()
    solid, blank = 'ab1' * 5_000_000, ' ' * 10_000_000
    coded, digits = base64.b64encode(data), data.hex()
    lines = data.split(b'a')
    calls = {
        'sorted ints': lambda: sorted(shuffled),
        'sorted texts': lambda: sorted(texts),
        'sorted by key': lambda: sorted(shuffled, key=str),
        'list.sort reverse': lambda: shuffled[:].sort(reverse=True),
        'list.copy': lambda: [shuffled[:] for _ in itertools.repeat(None, 20)],
        'list ==': lambda: nested == other,
        'list.index': lambda: shuffled.index(-1) if -1 in shuffled else None,
        'list.reverse': lambda: shuffled[:].reverse(),
        'list(range)': lambda: list(range(20_000_000)),
        '[0] * n': lambda: [0] * 50_000_000,
        'sum(range)': lambda: sum(range(30_000_000)),
        'max of a list': lambda: max(shuffled),
        'min by key': lambda: min(texts, key=len),
        'any': lambda: any(itertools.repeat(0, 20_000_000)),
        'deque drains count': lambda: collections.deque(itertools.repeat(0, 20_000_000), 0),
        'dict(d)': lambda: dict(counts),
        'dict ==': lambda: counts == dict(counts),
        'dict.fromkeys': lambda: dict.fromkeys(texts),
        'set(list)': lambda: set(texts),
        'set & set': lambda: numbers & numbers,
        'Counter(text)': lambda: collections.Counter(text),
        'tuple hash': lambda: hash(tuple(shuffled)),
        'repr of a list': lambda: repr(nested),
        'str.join': lambda: ','.join(texts),
        'str.split': lambda: text.split(),
        'str.replace': lambda: text.replace('1', 'one'),
        'str.count': lambda: text.count('99'),
        'str.find': lambda: text.find('never'),
        'str.translate': lambda: text.translate({49: 'x'}),
        'str.upper': lambda: text.upper(),
        'str.encode': lambda: (text * 5).encode('utf-16'),
        'bytes.replace': lambda: data.replace(b'a', b'bcd'),
        'bytes.hex': lambda: data.hex(),
        'bytes.find': lambda: data.find(b'never there'),
        'bytes.translate': lambda: data.translate(bytes(range(256)), b'a'),
        'bytes ==': lambda: data == bytes(memoryview(data)),
        'big power': lambda: 3 ** 3_000_000,
        'big product': lambda: big * big * big,
        'big quotient': lambda: big * big // (big + 1),
        'int(text)': lambda: (sys.set_int_max_str_digits(0), int('7' * 200_000)),
        'str(int)': lambda: (sys.set_int_max_str_digits(0), str(big)),
        'pow with modulus': lambda: pow(3, big >> 1_100_000, big >> 1_000_000),
        'math.factorial': lambda: math.factorial(100_000),
        'math.comb': lambda: math.comb(100_000, 50_000),
        'math.gcd': lambda: math.gcd(big, big // 7 + 1),
        'math.isqrt': lambda: math.isqrt(big),
        'math.fsum': lambda: math.fsum(shuffled),
        'math.prod': lambda: math.prod(range(1, 30_000)),
        're.findall': lambda: re.findall(r'(\d+) (\d)\2', text),
        're.sub': lambda: re.sub(r'\b(\d)', r'<\1>', text),
        're backtracking': lambda: re.match(r'(a+)+$', 'a' * 22 + 'b'),
        're.split': lambda: re.split(r'\s', text),
        'json.dumps': lambda: json.dumps(record),
        'json.dumps indent': lambda: json.dumps(record, indent=1),
        'json.loads': lambda: json.loads(document),
        'pickle.dumps': lambda: pickle.dumps(record),
        'pickle.loads': lambda: pickle.loads(pickled),
        'csv.reader': lambda: list(csv.reader(io.StringIO(table))),
        'zlib.compress': lambda: zlib.compress(data, 6),
        'zlib.decompress': lambda: zlib.decompress(compressed),
        'zlib.crc32': lambda: zlib.crc32(data),
        'hashlib.sha256': lambda: hashlib.sha256(data).digest(),
        'hashlib.pbkdf2': lambda: hashlib.pbkdf2_hmac('sha256', b'a', b'b', 100_000),
        'base64': lambda: base64.b64encode(data),
        'binascii.hexlify': lambda: binascii.hexlify(data),
        'decimal product': lambda: tenth * tenth,
        'decimal sqrt': lambda: tenth.sqrt(),
        'decimal text': lambda: str(tenth),
        'heapify': lambda: heapq.heapify(shuffled[:]),
        'nsmallest': lambda: heapq.nsmallest(1000, shuffled),
        'array': lambda: array.array('q', shuffled),
        'struct.pack': lambda: struct.pack('1000000q', *shuffled),
        'struct.unpack': lambda: struct.unpack('5000000I', data),
        'normalize': lambda: unicodedata.normalize('NFD', '\u00e9a' * 2_000_000),
        'statistics.fmean': lambda: statistics.fmean(shuffled),
        'compile': lambda: compile(source, 'x', 'exec'),
        'permutations': lambda: collections.deque(itertools.permutations(range(10)), 0),
        'zip': lambda: collections.deque(zip(shuffled, texts), 0),
        'map': lambda: collections.deque(map(str, shuffled), 0),
        'format': lambda: '{:,}'.format(big) if sys.set_int_max_str_digits(0) is None else None,
        'StringIO': lambda: io.StringIO(text).readlines(),
        'bytearray grows': lambda: [bytearray().extend(data) for _ in range(3)],
        'memoryview': lambda: memoryview(data).tolist(),
        'int.from_bytes': lambda: int.from_bytes(data, 'little'),
        'bytes.decode': lambda: data.decode('latin-1'),
        'bytes.decode utf-8': lambda: encoded.decode(),
        'str.encode utf-8': lambda: (wide * 5).encode(),
        'str.splitlines': lambda: table.splitlines(),
        'str.rsplit': lambda: text.rsplit(' '),
        'str.partition': lambda: text.partition('never'),
        'str.lower wide': lambda: wide.lower(),
        'str.isalnum': lambda: solid.isalnum(),
        'str.strip': lambda: blank.strip(),
        'str ==': lambda: solid == ''.join([solid[:1], solid[1:]]),
        'str + str': lambda: [text + text for _ in range(5)],
        'str * n': lambda: 'ab' * 20_000_000,
        'str[::-1]': lambda: wide[::-1],
        'str.zfill': lambda: text.zfill(20_000_000),
        'hash(bytes)': lambda: hash(bytes(memoryview(data))),
        'bytes.split': lambda: data.split(b'a'),
        'bytes.join': lambda: b', '.join(lines),
        'bytes.fromhex': lambda: bytes.fromhex(digits),
        'bytes.count': lambda: data.count(b'a'),
        'bytes * n': lambda: b'ab' * 20_000_000,
        'bytes(list)': lambda: bytes([7] * 5_000_000),
        'bytearray.replace': lambda: bytearray(data).replace(b'a', b'bcd'),
        'b64decode': lambda: base64.b64decode(coded),
        'b85encode': lambda: base64.b85encode(data[:2_000_000]),
        'unhexlify': lambda: binascii.unhexlify(digits),
        'crc_hqx': lambda: binascii.crc_hqx(data, 0),
        'quopri': lambda: binascii.b2a_qp(data[:5_000_000]),
        'repr of bytes': lambda: repr(data),
        'repr of a str': lambda: repr(wide),
        'ascii of a str': lambda: ascii(wide),
        'is_normalized': lambda: unicodedata.is_normalized('NFC', '\u00e9a' * 2_000_000),
        'list == ints': lambda: shuffled == again,
        'list in': lambda: -1 in shuffled,
        'list + list': lambda: [shuffled + again for _ in range(5)],
        'list.count': lambda: shuffled.count(-1),
        'del list[::2]': lambda: shuffled[:].__delitem__(slice(None, None, 2)),
        'list slice store': lambda: shuffled[:].__setitem__(slice(None, None, 2), again[::2]),
        'list * n': lambda: again * 20,
        'tuple ==': lambda: tuple(shuffled) == tuple(again),
        'dict.copy': lambda: counts.copy(),
        'dict | dict': lambda: counts | counts,
        'dict.update': lambda: {}.update(counts),
        'list(dict)': lambda: [list(counts), list(counts.values()), list(counts.items())],
        'set.copy': lambda: numbers.copy(),
        'set ==': lambda: numbers == set(again),
        'set | set': lambda: numbers | numbers,
        'set <= set': lambda: numbers <= numbers,
        'set - set': lambda: numbers - set(again),
        'frozenset hash': lambda: hash(frozenset(again)),
        're finds nothing': lambda: re.search('never|there', text),
        'json a long text': lambda: json.loads(json.dumps(wide)),
        'pickle a long text': lambda: pickle.loads(pickle.dumps(wide)),
        'str of a big float list': lambda: str(floats),
        'sum of floats': lambda: sum(floats),
        'sum of a list': lambda: sum(shuffled),
        'enumerate': lambda: list(enumerate(shuffled)),
        'array.tobytes': lambda: [halves.tobytes() for _ in range(10)],
        'array ==': lambda: halves == array.array('H', halves),
        'array.byteswap': lambda: halves.byteswap(),
        'int.to_bytes': lambda: (big * big).to_bytes(400_000, 'little'),
        'zlib.adler32': lambda: zlib.adler32(data),
        'StringIO.write': lambda: io.StringIO().write(wide),
        'BytesIO.write': lambda: io.BytesIO().write(data),
        'random.shuffle': lambda: random.shuffle(shuffled[:]),
        'random.sample': lambda: random.sample(range(10 ** 9), 300_000),
        'random.choices': lambda: random.choices(shuffled, k=1_000_000),
    }
    return calls


def one_call(name, call):
    over = threading.Event()

    def work():
        end = time.perf_counter() + 0.4
        try:
            while True:
                call()
                if time.perf_counter() > end:
                    break
        finally:
            over.set()

    begin = time.perf_counter()
    thread = threading.Thread(target=work)
    thread.start()
    took = stops(over.is_set)
    thread.join()
    show(name, took, f'of {(time.perf_counter() - begin) * 1000:7.0f}')


if sys.argv[1:2] == ['--native']:
    for name, call in native().items():
        if not sys.argv[2:] or any(part in name for part in sys.argv[2:]):
            one_call(name, call)
else:
    for count in [int(n) for n in sys.argv[1:]] or [1, 10, 50, 200]:
        many(count)
