"""Contract: the command line: list, extract, create and test archives."""
import os
import sys

import zipfile


def main(args=None):
    """Do what the arguments say."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for zipfile module.')
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument('-l', '--list', metavar='<zipfile>', help='Show listing of a zipfile')
    group.add_argument('-e', '--extract', nargs=2, metavar=('<zipfile>', '<output_dir>'),
                       help='Extract zipfile into target dir')
    group.add_argument('-c', '--create', nargs='+', metavar=('<name>', '<file>'), help='Create zipfile from sources')
    group.add_argument('-t', '--test', metavar='<zipfile>', help='Test if a zipfile is valid')
    parser.add_argument('--metadata-encoding', metavar='<encoding>',
                        help='Specify encoding of member names for -l, -e and -t')
    args = parser.parse_args(args)
    encoding = args.metadata_encoding
    if args.test is not None:
        with zipfile.ZipFile(args.test, 'r', metadata_encoding=encoding) as archive:
            damaged = archive.testzip()
        if damaged:
            print(f'The following enclosed file is corrupted: {damaged!r}')
        print('Done testing')
    elif args.list is not None:
        with zipfile.ZipFile(args.list, 'r', metadata_encoding=encoding) as archive:
            archive.printdir()
    elif args.extract is not None:
        source, folder = args.extract
        with zipfile.ZipFile(source, 'r', metadata_encoding=encoding) as archive:
            archive.extractall(folder)
    else:
        if encoding:
            print('Non-conforming encodings not supported with -c.', file=sys.stderr)
            sys.exit(1)
        name, *files = args.create
        with zipfile.ZipFile(name, 'w') as archive:
            for path in files:
                short = os.path.basename(path) or os.path.basename(os.path.dirname(path))
                _add(archive, path, '' if short in ('', os.curdir, os.pardir) else short)


def _add(archive, path, name):
    """A file, or a folder with all that is in it."""
    if os.path.isfile(path):
        archive.write(path, name, zipfile.ZIP_DEFLATED)
    elif os.path.isdir(path):
        if name:
            archive.write(path, name)
        for entry in sorted(os.listdir(path)):
            _add(archive, os.path.join(path, entry), os.path.join(name, entry))
