"""Contract: the finders and loaders of the import system, for scripts that use them themselves."""
from importlib._bootstrap import BuiltinImporter, FrozenImporter, ModuleSpec
from importlib._bootstrap_external import (
    BYTECODE_SUFFIXES, DEBUG_BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, OPTIMIZED_BYTECODE_SUFFIXES, SOURCE_SUFFIXES,
    AppleFrameworkLoader, ExtensionFileLoader, FileFinder, NamespaceLoader, PathFinder, SourceFileLoader,
    SourcelessFileLoader, WindowsRegistryFinder)

__all__ = ['AppleFrameworkLoader', 'BYTECODE_SUFFIXES', 'BuiltinImporter', 'DEBUG_BYTECODE_SUFFIXES',
           'EXTENSION_SUFFIXES', 'ExtensionFileLoader', 'FileFinder', 'FrozenImporter', 'ModuleSpec',
           'NamespaceLoader', 'OPTIMIZED_BYTECODE_SUFFIXES', 'PathFinder', 'SOURCE_SUFFIXES',
           'SourceFileLoader', 'SourcelessFileLoader', 'WindowsRegistryFinder', 'all_suffixes']


def all_suffixes():
    """The suffixes of files that can be modules."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
