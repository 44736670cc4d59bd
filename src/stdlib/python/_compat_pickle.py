"""Contract: where Python 2 had what is elsewhere now, and back; for protocols up to 2.

Each table is lines of words. A module that went into another is found from its old name only, unless it is named as
it was.
"""


def _pairs(text):
    return [tuple(line.split()) for line in text.strip().splitlines()]


IMPORT_MAPPING = dict(_pairs("""
__builtin__ builtins
copy_reg copyreg
Queue queue
SocketServer socketserver
ConfigParser configparser
repr reprlib
Tkinter tkinter
markupbase _markupbase
_winreg winreg
thread _thread
dummy_thread _dummy_thread
dbhash dbm.bsd
dumbdbm dbm.dumb
dbm dbm.ndbm
gdbm dbm.gnu
anydbm dbm
xmlrpclib xmlrpc.client
SimpleXMLRPCServer xmlrpc.server
httplib http.client
htmlentitydefs html.entities
HTMLParser html.parser
Cookie http.cookies
cookielib http.cookiejar
BaseHTTPServer http.server
test.test_support test.support
commands subprocess
urlparse urllib.parse
robotparser urllib.robotparser
urllib2 urllib.request
_abcoll collections.abc
"""))

REVERSE_IMPORT_MAPPING = {new: old for old, new in IMPORT_MAPPING.items()}
REVERSE_IMPORT_MAPPING.update(_pairs("""
_bz2 bz2
_dbm dbm
_functools functools
_gdbm gdbm
_pickle pickle
"""))

NAME_MAPPING = {(module, name): (new_module, new_name) for module, name, new_module, new_name in _pairs("""
__builtin__ xrange builtins range
__builtin__ reduce functools reduce
__builtin__ intern sys intern
__builtin__ unichr builtins chr
__builtin__ unicode builtins str
__builtin__ long builtins int
itertools izip builtins zip
itertools imap builtins map
itertools ifilter builtins filter
itertools ifilterfalse itertools filterfalse
itertools izip_longest itertools zip_longest
UserDict IterableUserDict collections UserDict
UserList UserList collections UserList
UserString UserString collections UserString
whichdb whichdb dbm whichdb
_socket fromfd socket fromfd
urllib2 HTTPError urllib.error HTTPError
urllib2 URLError urllib.error URLError
""")}

for _new, _names in (('error', 'ContentTooShortError'),
                     ('request', 'getproxies pathname2url url2pathname urlcleanup urlopen urlretrieve'),
                     ('parse', 'quote quote_plus unquote unquote_plus urlencode')):
    for _name in _names.split():
        NAME_MAPPING['urllib', _name] = 'urllib.' + _new, _name

for _name in """ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning
DeprecationWarning EOFError EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError
ImportError ImportWarning IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError
NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning
StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError
UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError
Warning ZeroDivisionError""".split():
    NAME_MAPPING['exceptions', _name] = 'builtins', _name

REVERSE_NAME_MAPPING = {new: old for old, new in NAME_MAPPING.items()}
REVERSE_NAME_MAPPING['_functools', 'reduce'] = '__builtin__', 'reduce'
REVERSE_NAME_MAPPING['builtins', 'ModuleNotFoundError'] = 'exceptions', 'ImportError'
for _name in """BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError
PermissionError ProcessLookupError TimeoutError""".split():
    REVERSE_NAME_MAPPING['builtins', _name] = 'exceptions', 'OSError'

# what has no way back
IMPORT_MAPPING.update(_pairs("""
cPickle pickle
StringIO io
cStringIO io
SimpleHTTPServer http.server
CGIHTTPServer http.server
UserDict collections
UserList collections
UserString collections
whichdb dbm
_elementtree xml.etree.ElementTree
"""))
NAME_MAPPING['__builtin__', 'basestring'] = 'builtins', 'str'
NAME_MAPPING['exceptions', 'StandardError'] = 'builtins', 'Exception'
NAME_MAPPING['UserDict', 'UserDict'] = 'collections', 'UserDict'
NAME_MAPPING['socket', '_socketobject'] = 'socket', 'SocketType'
