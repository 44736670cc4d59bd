"""Contract: `PyZipFile`, an archive of modules: compiled where a compiled file is kept beside the source, else the source.
(Which code is kept is the import system's affair; `py_compile` writes none.)"""
import os

from zipfile import ZipFile, ZIP_STORED


class PyZipFile(ZipFile):
    """An archive that `writepy` puts modules and packages into."""

    def __init__(self, file, mode='r', compression=ZIP_STORED, allowZip64=True, optimize=-1):
        ZipFile.__init__(self, file, mode=mode, compression=compression, allowZip64=allowZip64)
        self._optimize = optimize

    def writepy(self, pathname, basename='', filterfunc=None):
        """Put a module, the modules of a folder, or a package with all its packages into the archive."""
        pathname = os.fspath(pathname)
        if filterfunc and not filterfunc(pathname):
            if self.debug:
                print(f'{"path" if os.path.isdir(pathname) else "file"} {pathname!r} skipped by filterfunc')
            return
        if os.path.isdir(pathname):
            start = os.path.join(pathname, '__init__.py')
            if os.path.isfile(start):
                self._write_package(pathname, start, basename, filterfunc)
                return
            if self.debug:
                print('Adding files from directory', pathname)
            for name in sorted(os.listdir(pathname)):
                path = os.path.join(pathname, name)
                if os.path.splitext(name)[1] == '.py' and not self._skipped(path, filterfunc):
                    self._write_module(path[:-3], basename)
            return
        if pathname[-3:] != '.py':
            raise RuntimeError('Files added with writepy() must end with ".py"')
        self._write_module(pathname[:-3], basename, 'Adding file')

    def _skipped(self, path, filterfunc):
        if not filterfunc or filterfunc(path):
            return False
        if self.debug:
            print(f'file {path!r} skipped by filterfunc')
        return True

    def _write_module(self, path, basename, saying='Adding'):
        source, name = self._get_codename(path, basename)
        if self.debug:
            print(saying, name)
        self.write(source, name)

    def _write_package(self, pathname, start, basename, filterfunc):
        name = os.path.split(pathname)[1]
        basename = f'{basename}/{name}' if basename else name
        if self.debug:
            print('Adding package in', pathname, 'as', basename)
        self._write_module(start[:-3], basename)
        for name in sorted(os.listdir(pathname)):
            path = os.path.join(pathname, name)
            if name == '__init__.py':
                continue
            if os.path.isdir(path):
                if os.path.isfile(os.path.join(path, '__init__.py')):
                    self.writepy(path, basename, filterfunc=filterfunc)
            elif os.path.splitext(name)[1] == '.py' and not self._skipped(path, filterfunc):
                self._write_module(path[:-3], basename)

    def _get_codename(self, pathname, basename):
        """(file to put in, name in the archive) of a module, compiled when nothing fresh is there."""
        source = pathname + '.py'
        found = self._fresh(source, pathname) or self._compiled(source)
        name = pathname + ('.pyc' if found != source else '.py')
        name = os.path.split(name)[1]
        return found, f'{basename}/{name}' if basename else name

    def _levels(self):
        return ('', 1, 2) if self._optimize == -1 else ('' if self._optimize == 0 else self._optimize,)

    def _fresh(self, source, pathname):
        """A compiled file that is not older than the source."""
        import importlib.util
        candidates = [pathname + '.pyc'] if self._optimize == -1 else []
        if self._optimize in (-1, 0, 1, 2):
            candidates += [importlib.util.cache_from_source(source, optimization=level) for level in self._levels()]
        made = os.stat(source).st_mtime
        for candidate in candidates:
            if os.path.isfile(candidate) and os.stat(candidate).st_mtime >= made:
                return candidate

    def _compiled(self, source):
        """The kept code of the source; the source itself if it has errors, or if none is kept."""
        import importlib.util
        import py_compile
        import sys
        if self._optimize not in (-1, 0, 1, 2):
            raise ValueError(f"invalid value for 'optimize': {self._optimize!r}")
        if self.debug:
            print('Compiling', source)
        try:
            py_compile.compile(source, doraise=True, optimize=self._optimize)
        except py_compile.PyCompileError as error:
            print(error.msg)
            return source
        level = sys.flags.optimize if self._optimize == -1 else self._optimize
        kept = importlib.util.cache_from_source(source, optimization=level or '')
        return kept if os.path.isfile(kept) else source


PyZipFile.__module__ = 'zipfile'
