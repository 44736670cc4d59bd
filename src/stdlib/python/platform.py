"""Contract: what the machine, the system and the interpreter are called."""
import os
import sys
from collections import namedtuple

_uname_result = namedtuple('uname_result', 'system node release version machine', module='platform')


class uname_result(_uname_result):
    """The names of the system; the processor is looked up when asked for."""
    __slots__ = ()

    @property
    def processor(self):
        return ''

    def __iter__(self):
        return iter((*tuple.__iter__(self), self.processor))

    def __getitem__(self, key):
        return tuple(iter(self))[key]

    def __len__(self):
        return 6


def uname():
    """system, node, release, version, machine, processor"""
    return uname_result(*os.uname())


def system():
    return os.uname().sysname


def node():
    return os.uname().nodename


def release():
    return os.uname().release


def version():
    return os.uname().version


def machine():
    return os.uname().machine


def processor():
    return ''


def architecture(executable=sys.executable, bits='', linkage=''):
    """(word size, format of executables)"""
    return bits or ('64bit' if sys.maxsize > 2 ** 32 else '32bit'), linkage or 'ELF'


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    """(name, version) of the C library."""
    try:
        return tuple((os.confstr('CS_GNU_LIBC_VERSION') or '').split(' ', 1))
    except (ValueError, OSError):
        return lib, version


def platform(aliased=False, terse=False):
    """One line about the system."""
    name = os.uname()
    return f"{name.sysname}-{name.release}-{name.machine}-with-{''.join(libc_ver())}"


def python_implementation():
    return sys.implementation.name


def python_version():
    return '%d.%d.%d' % sys.version_info[:3]


def python_version_tuple():
    return tuple(map(str, sys.version_info[:3]))


def python_branch():
    return ''


def python_revision():
    return ''


def python_build():
    return '', ''


def python_compiler():
    return 'rustc'


def freedesktop_os_release():
    """The system's own description, as a dict."""
    for path in ('/etc/os-release', '/usr/lib/os-release'):
        try:
            with open(path, encoding='utf-8') as f:
                info = {'NAME': 'Linux', 'ID': 'linux', 'PRETTY_NAME': 'Linux'}
                for line in f:
                    name, equals, value = line.strip().partition('=')
                    if equals and not name.startswith('#'):
                        info[name] = value.strip('"\'')
                return info
        except OSError:
            continue
    import errno
    raise OSError(errno.ENOENT, 'Unable to read files /etc/os-release, /usr/lib/os-release')


def win32_ver(release='', version='', csd='', ptype=''):
    return release, version, csd, ptype


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    return release, versioninfo, machine


def _main():
    """The command line: print `platform()`."""
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('args', nargs='*', choices=['nonaliased', 'terse'])
    parser.add_argument('--terse', action='store_true',
                        help='return only the absolute minimum information needed to identify the platform')
    parser.add_argument('--nonaliased', dest='aliased', action='store_false',
                        help='disable system/OS name aliasing. If aliasing is enabled, some platforms report system names '
                             'different from their common names, e.g. SunOS is reported as Solaris')
    told = parser.parse_args()
    print(platform(told.aliased and 'nonaliased' not in told.args, told.terse or 'terse' in told.args))


if __name__ == '__main__':
    _main()
