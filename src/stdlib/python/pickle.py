"""Contract: objects to bytes and back, protocols 0 to 5 of the pickle format. The work is done in `_pickle`."""
from _pickle import (PickleError, PicklingError, UnpicklingError, Pickler, Unpickler, PickleBuffer, dump, dumps, load,
                     loads, whichmodule, _getattribute)
from copyreg import dispatch_table
from _struct import pack, unpack

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'Pickler', 'Unpickler', 'dump', 'dumps',
           'load', 'loads', 'PickleBuffer']

# the opcodes, by the protocol that brought them
_OPCODES = (
    # 0 and 1
    dict(MARK=b'(', STOP=b'.', POP=b'0', POP_MARK=b'1', DUP=b'2', FLOAT=b'F', INT=b'I', BININT=b'J', BININT1=b'K', LONG=b'L',
         BININT2=b'M', NONE=b'N', PERSID=b'P', BINPERSID=b'Q', REDUCE=b'R', STRING=b'S', BINSTRING=b'T', SHORT_BINSTRING=b'U',
         UNICODE=b'V', BINUNICODE=b'X', APPEND=b'a', BUILD=b'b', GLOBAL=b'c', DICT=b'd', EMPTY_DICT=b'}', APPENDS=b'e',
         GET=b'g', BINGET=b'h', INST=b'i', LONG_BINGET=b'j', LIST=b'l', EMPTY_LIST=b']', OBJ=b'o', PUT=b'p', BINPUT=b'q',
         LONG_BINPUT=b'r', SETITEM=b's', TUPLE=b't', EMPTY_TUPLE=b')', SETITEMS=b'u', BINFLOAT=b'G', TRUE=b'I01\n',
         FALSE=b'I00\n'),
    # 2 and 3
    dict(PROTO=b'\x80', NEWOBJ=b'\x81', EXT1=b'\x82', EXT2=b'\x83', EXT4=b'\x84', TUPLE1=b'\x85', TUPLE2=b'\x86',
         TUPLE3=b'\x87', NEWTRUE=b'\x88', NEWFALSE=b'\x89', LONG1=b'\x8a', LONG4=b'\x8b', BINBYTES=b'B', SHORT_BINBYTES=b'C'),
    # 4 and 5
    dict(SHORT_BINUNICODE=b'\x8c', BINUNICODE8=b'\x8d', BINBYTES8=b'\x8e', EMPTY_SET=b'\x8f', ADDITEMS=b'\x90',
         FROZENSET=b'\x91', NEWOBJ_EX=b'\x92', STACK_GLOBAL=b'\x93', MEMOIZE=b'\x94', FRAME=b'\x95', BYTEARRAY8=b'\x96',
         NEXT_BUFFER=b'\x97', READONLY_BUFFER=b'\x98'),
)
for _group in _OPCODES:
    globals().update(_group)

format_version = '5.0'
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5

__all__ += sorted(['HIGHEST_PROTOCOL', 'DEFAULT_PROTOCOL', *(name for group in _OPCODES for name in group)])

_Pickler, _Unpickler = Pickler, Unpickler
bytes_types = bytes, bytearray


def encode_long(x):
    """An int as little-endian two's complement."""
    if x == 0:
        return b''
    nbytes = (x.bit_length() >> 3) + 1
    result = x.to_bytes(nbytes, 'little', signed=True)
    if x < 0 and nbytes > 1 and result[-1] == 0xff and result[-2] & 0x80:
        result = result[:-1]
    return result


def decode_long(data):
    """The int of little-endian two's complement."""
    return int.from_bytes(data, 'little', signed=True)


def _main():
    """The command line: print what files hold."""
    import argparse
    import pprint
    import sys
    parser = argparse.ArgumentParser(description='display contents of the pickle files')
    parser.add_argument('pickle_file', nargs='+', help='the pickle file')
    for name in parser.parse_args().pickle_file:
        if name == '-':
            pprint.pprint(load(sys.stdin.buffer))
        else:
            with open(name, 'rb') as file:
                pprint.pprint(load(file))


if __name__ == '__main__':
    _main()
