"""Contract: what the machine, the system and the interpreter are called."""
import os
import sys
from collections import namedtuple

AndroidVer = namedtuple('AndroidVer', 'release api_level manufacturer model device is_emulator', module='platform')
IOSVersionInfo = namedtuple('IOSVersionInfo', 'system release model is_simulator', module='platform')

_uname_result = namedtuple('uname_result_base', 'system node release version machine', module='platform')


class uname_result(_uname_result):
    """The names of the system; the processor is looked up when asked for."""
    __slots__ = ()
    _fields = (*_uname_result._fields, 'processor')

    @classmethod
    def _make(cls, iterable):
        """A result of the five names in a sequence."""
        return cls(*iterable)

    def __getnewargs__(self):
        return self[:5]

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
    """(word size, format) of an executable; what is told where its file does not say."""
    bits = bits or ('64bit' if sys.maxsize > 2 ** 32 else '32bit')
    try:
        with open(executable, 'rb') as file:
            start = file.read(5)
    except OSError:
        start = b''
    if start[:4] != b'\x7fELF':
        return bits, linkage
    return {1: '32bit', 2: '64bit'}.get(start[4], bits), 'ELF'


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    """(name, version) of the C library: of this process, or the newest that an executable asks for."""
    if executable is None:
        try:
            return tuple((os.confstr('CS_GNU_LIBC_VERSION') or '').split(' ', 1))
        except (ValueError, OSError):
            return lib, version
    import re
    with open(executable, 'rb') as file:
        found = re.findall(rb'GLIBC_([0-9]+(?:\.[0-9]+)*)', file.read())
    if not found:
        return lib, version
    return 'glibc', max((text.decode() for text in found), key=lambda text: [int(part) for part in text.split('.')])


def system_alias(system, release, version):
    """The names that a system is sold by, where others are in use."""
    if system in ('win32', 'win16'):
        return 'Windows', release, version
    if system == 'SunOS' and release >= '5':
        major, dot, minor = release.partition('.')
        if major.isdigit():
            # SunOS 5 is Solaris 2
            release = f'{int(major) - 3}{dot}{minor}'
        return 'Solaris', release, version
    return system, release, version


def platform(aliased=False, terse=False):
    """One line about the system."""
    name = os.uname()
    system, release = name.sysname, name.release
    if aliased:
        system, release, _ = system_alias(system, release, name.version)
    return f"{system}-{release}-{name.machine}-with-{''.join(libc_ver())}"


def invalidate_caches():
    """Forget what was found out before. Nothing is kept here."""


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


def win32_edition():
    """The edition of Windows; None elsewhere."""
    return None


def win32_is_iot():
    """Whether this is an edition of Windows for small devices."""
    return False


def android_ver(release='', api_level=0, manufacturer='', model='', device='', is_emulator=False):
    """What is told: this is no Android."""
    return AndroidVer(release, api_level, manufacturer, model, device, is_emulator)


def ios_ver(system='', release='', model='', is_simulator=False):
    """What is told: this is no iOS."""
    return IOSVersionInfo(system, release, model, is_simulator)


def java_ver(release='', vendor='', vminfo=('', '', ''), osinfo=('', '', '')):
    """What is told: this is no Java."""
    import warnings
    warnings.warn("'java_ver' is deprecated and slated for removal in Python 3.15", DeprecationWarning, stacklevel=2)
    return release, vendor, vminfo, osinfo


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
