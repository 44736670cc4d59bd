"""Contract: objects to bytes and back, protocols 0 to 5 of the pickle format. The work is done in `_pickle`."""
from _pickle import (PickleError, PicklingError, UnpicklingError, Pickler, Unpickler, PickleBuffer, dump, dumps, load,
                     loads, whichmodule, _getattribute)
from copyreg import dispatch_table
from _struct import pack, unpack

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'Pickler', 'Unpickler', 'dump', 'dumps',
           'load', 'loads', 'PickleBuffer']

format_version = '5.0'
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5

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
