"""Contract: what scripts ask about the build and its directories.

`Py_GIL_DISABLED` is 1: the one binary runs with and without the GIL.
"""
import sys

__all__ = ['get_config_h_filename', 'get_config_var', 'get_config_vars', 'get_makefile_filename',
           'get_path', 'get_path_names', 'get_paths', 'get_platform', 'get_python_version',
           'get_scheme_names', 'parse_config_h']

_version = '%d.%d' % sys.version_info[:2]
_SCHEMES = {
    'posix_prefix': {
        'stdlib': '{installed_base}/lib/python{v}', 'platstdlib': '{platbase}/lib/python{v}',
        'purelib': '{base}/lib/python{v}/site-packages', 'platlib': '{platbase}/lib/python{v}/site-packages',
        'include': '{installed_base}/include/python{v}', 'platinclude': '{installed_base}/include/python{v}',
        'scripts': '{base}/bin', 'data': '{base}'},
    'posix_home': {
        'stdlib': '{installed_base}/lib/python', 'platstdlib': '{base}/lib/python',
        'purelib': '{base}/lib/python', 'platlib': '{base}/lib/python',
        'include': '{installed_base}/include/python', 'platinclude': '{installed_base}/include/python',
        'scripts': '{base}/bin', 'data': '{base}'},
    'posix_user': {
        'stdlib': '{userbase}/lib/python{v}', 'platstdlib': '{userbase}/lib/python{v}',
        'purelib': '{userbase}/lib/python{v}/site-packages', 'platlib': '{userbase}/lib/python{v}/site-packages',
        'include': '{userbase}/include/python{v}', 'scripts': '{userbase}/bin', 'data': '{userbase}'},
}
_SCHEMES['venv'] = _SCHEMES['posix_venv'] = _SCHEMES['posix_prefix']
_vars = None


def get_config_vars(*args):
    """All configuration variables, or the values of the named ones."""
    global _vars
    if _vars is None:
        import os
        _vars = {
            'prefix': sys.prefix, 'exec_prefix': sys.exec_prefix,
            'py_version': sys.version.split()[0], 'py_version_short': _version,
            'py_version_nodot': '%d%d' % sys.version_info[:2], 'py_version_nodot_plat': '',
            'installed_base': sys.base_prefix, 'base': sys.prefix,
            'installed_platbase': sys.base_exec_prefix, 'platbase': sys.exec_prefix,
            'projectbase': os.path.dirname(sys.executable or ''), 'platlibdir': 'lib',
            'implementation': 'Python', 'implementation_lower': 'python',
            'abiflags': getattr(sys, 'abiflags', ''), 'userbase': os.path.expanduser('~/.local'),
            'srcdir': sys.prefix, 'BINDIR': os.path.join(sys.prefix, 'bin'),
            'VERSION': _version, 'LDVERSION': _version, 'EXT_SUFFIX': '.so', 'SOABI': '',
            'EXE': '', 'LIBDIR': os.path.join(sys.prefix, 'lib'), 'Py_GIL_DISABLED': 1,
            'Py_DEBUG': 0, 'WITH_DOC_STRINGS': 1, 'SIZEOF_VOID_P': 8,
            'LIBDEST': os.path.join(sys.prefix, 'lib', 'python' + _version),
        }
    return [_vars.get(name) for name in args] if args else _vars


def is_python_build(check_home=None):
    """Whether the interpreter runs from the directory it was built in: never."""
    return False


def expand_makefile_vars(s, vars):
    """Put the values of $(NAME) and ${NAME} in."""
    import re
    while (found := re.search(r'\$(?:\(([^()]*)\)|\{([^{}]*)\})', s)) is not None:
        s = s[:found.start()] + str(vars.get(found[1] or found[2], '')) + s[found.end():]
    return s


def get_config_var(name):
    """One configuration variable, or None."""
    return get_config_vars().get(name)


def get_python_version():
    """The version as 'major.minor'."""
    return _version


def get_platform():
    """The platform, as 'linux-x86_64'."""
    import os
    name, _, _, _, machine = os.uname()
    return f'{name.lower()}-{machine}'


def get_scheme_names():
    """The names of the installation schemes."""
    return tuple(sorted(_SCHEMES))


def get_default_scheme():
    """The scheme used when none is named."""
    return 'posix_prefix'


def get_preferred_scheme(key):
    """The scheme for a kind of installation: 'prefix', 'home' or 'user'."""
    if key not in ('prefix', 'home', 'user'):
        raise ValueError(f"{key!r} returned by 'get_preferred_scheme()' is not a valid scheme on this platform")
    return f'posix_{key}'


def get_path_names():
    """The names of the paths."""
    return ('stdlib', 'platstdlib', 'purelib', 'platlib', 'include', 'scripts', 'data')


def get_paths(scheme='posix_prefix', vars=None, expand=True):
    """The paths of a scheme as a dict."""
    found = _SCHEMES[scheme]
    if not expand:
        return found
    values = {**get_config_vars(), 'v': _version, **(vars or {})}
    return {name: text.format(**values) for name, text in found.items()}


def get_path(name, scheme='posix_prefix', vars=None, expand=True):
    """One path of a scheme."""
    return get_paths(scheme, vars, expand)[name]


def get_makefile_filename():
    """Where CPython keeps its Makefile."""
    return get_path('stdlib') + '/config/Makefile'


def get_config_h_filename():
    """Where CPython keeps pyconfig.h."""
    return get_path('include') + '/pyconfig.h'


def parse_config_h(fp, vars=None):
    """Read the #defines of a header into a dict."""
    if vars is None:
        vars = {}
    for line in fp:
        words = line.split(None, 2)
        if len(words) == 3 and words[0] == '#define':
            value = words[2].strip()
            try:
                value = int(value)
            except ValueError:
                pass
            vars[words[1]] = value
        elif len(words) >= 3 and words[:2] == ['/*', '#undef']:
            vars[words[2].split()[0]] = 0
    return vars


def _main():
    """The command line: print what is known."""
    print(f'Platform: "{get_platform()}"')
    print(f'Python version: "{get_python_version()}"')
    print(f'Current installation scheme: "{get_default_scheme()}"')
    for title, found in ('Paths', get_paths()), ('Variables', get_config_vars()):
        print(f'\n{title}: ')
        for name, value in sorted(found.items()):
            print(f'\t{name} = "{value}"')


if __name__ == '__main__':
    _main()
