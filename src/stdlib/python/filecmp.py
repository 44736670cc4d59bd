"""Contract: files and folders compared: by what the system says of them, or byte for byte."""
import os
import stat
from itertools import filterfalse
from types import GenericAlias

__all__ = ['clear_cache', 'cmp', 'dircmp', 'cmpfiles', 'DEFAULT_IGNORES']

BUFSIZE = 8 * 1024
DEFAULT_IGNORES = ['RCS', 'CVS', 'tags', '.git', '.hg', '.bzr', '_darcs', '__pycache__']
_known = {}


def clear_cache():
    """Forget what was compared."""
    _known.clear()


def _signature(path):
    found = os.stat(path)
    return stat.S_IFMT(found.st_mode), found.st_size, found.st_mtime


def cmp(f1, f2, shallow=True):
    """Whether two files are the same; `shallow` trusts equal sizes and times."""
    one, other = _signature(f1), _signature(f2)
    if one[0] != stat.S_IFREG or other[0] != stat.S_IFREG:
        return False
    if shallow and one == other:
        return True
    if one[1] != other[1]:
        return False
    key = f1, f2, one, other
    if key not in _known:
        if len(_known) > 100:
            clear_cache()
        _known[key] = _same_bytes(f1, f2)
    return _known[key]


def _same_bytes(f1, f2):
    with open(f1, 'rb') as one, open(f2, 'rb') as other:
        while True:
            part = one.read(BUFSIZE)
            if part != other.read(BUFSIZE):
                return False
            if not part:
                return True


def cmpfiles(a, b, common, shallow=True):
    """(same, different, not comparable) of the names that two folders have in common."""
    out = [], [], []
    for name in common:
        try:
            place = not cmp(os.path.join(a, name), os.path.join(b, name), shallow)
        except (OSError, ValueError):
            place = 2
        out[place].append(name)
    return out


class dircmp:
    """Two folders compared; what is asked for is found out then."""

    def __init__(self, a, b, ignore=None, hide=None, *, shallow=True):
        self.left, self.right, self.shallow = a, b, shallow
        self.hide = [os.curdir, os.pardir] if hide is None else hide
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore

    __class_getitem__ = classmethod(GenericAlias)

    def _listed(self, folder):
        hidden = set(self.hide) | set(self.ignore)
        return sorted(filterfalse(hidden.__contains__, os.listdir(folder)))

    def _names(self):
        """The names on each side, and on both."""
        self.left_list, self.right_list = self._listed(self.left), self._listed(self.right)
        left = {os.path.normcase(name): name for name in self.left_list}
        right = {os.path.normcase(name): name for name in self.right_list}
        self.common = [name for key, name in left.items() if key in right]
        self.left_only = [name for key, name in left.items() if key not in right]
        self.right_only = [name for key, name in right.items() if key not in left]

    def _kinds(self):
        """The names on both sides by what they are."""
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        for name in self.common:
            kinds = set()
            for folder in (self.left, self.right):
                try:
                    kinds.add(stat.S_IFMT(os.stat(os.path.join(folder, name)).st_mode))
                except (OSError, ValueError):
                    kinds.add(None)
            out = {stat.S_IFDIR: self.common_dirs, stat.S_IFREG: self.common_files}.get(kinds.pop(), self.common_funny)
            (self.common_funny if kinds else out).append(name)

    def _files(self):
        self.same_files, self.diff_files, self.funny_files = cmpfiles(self.left, self.right, self.common_files, self.shallow)

    def _folders(self):
        self.subdirs = {name: type(self)(os.path.join(self.left, name), os.path.join(self.right, name), self.ignore, self.hide,
                                         shallow=self.shallow) for name in self.common_dirs}

    _found_by = {**dict.fromkeys(('left_list', 'right_list', 'common', 'left_only', 'right_only'), _names),
                 **dict.fromkeys(('common_dirs', 'common_files', 'common_funny'), _kinds),
                 **dict.fromkeys(('same_files', 'diff_files', 'funny_files'), _files), 'subdirs': _folders}

    def __getattr__(self, attr):
        if attr not in self._found_by:
            raise AttributeError(attr)
        self._found_by[attr](self)
        return getattr(self, attr)

    def report(self):
        """Print what was found."""
        print('diff', self.left, self.right)
        for names, text in ((self.left_only, f'Only in {self.left}'), (self.right_only, f'Only in {self.right}'),
                            (self.same_files, 'Identical files'), (self.diff_files, 'Differing files'),
                            (self.funny_files, 'Trouble with common files'), (self.common_dirs, 'Common subdirectories'),
                            (self.common_funny, 'Common funny cases')):
            if names:
                names.sort()
                print(text, ':', names)

    def report_partial_closure(self):
        """Print what was found, and of the folders in both."""
        self.report()
        for inner in self.subdirs.values():
            print()
            inner.report()

    def report_full_closure(self):
        """Print what was found, and of all folders below."""
        self.report()
        for inner in self.subdirs.values():
            print()
            inner.report_full_closure()
