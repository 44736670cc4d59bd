"""Contract: the command line of `tarfile`: list, extract, create and test archives."""
import os
import sys


def main():
    """Do what the arguments say."""
    import argparse
    import tarfile
    parser = argparse.ArgumentParser(description='A simple command-line interface for tarfile module.')
    parser.add_argument('-v', '--verbose', action='store_true', default=False, help='Verbose output')
    parser.add_argument('--filter', metavar='<filtername>', choices=('fully_trusted', 'tar', 'data'),
                        help='Filter for extraction')
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument('-l', '--list', metavar='<tarfile>', help='Show listing of a tarfile')
    group.add_argument('-e', '--extract', nargs='+', metavar=('<tarfile>', '<output_dir>'),
                       help='Extract tarfile into target dir')
    group.add_argument('-c', '--create', nargs='+', metavar=('<name>', '<file>'), help='Create tarfile from sources')
    group.add_argument('-t', '--test', metavar='<tarfile>', help='Test if a tarfile is valid')
    args = parser.parse_args()
    if args.filter and args.extract is None:
        parser.exit(1, '--filter is only valid for extraction\n')

    def not_tar(name):
        parser.exit(1, f'{name!r} is not a tar archive.\n')

    if args.test is not None:
        name = args.test
        if not tarfile.is_tarfile(name):
            not_tar(name)
        with tarfile.open(name, 'r') as archive:
            print(archive.getmembers(), file=sys.stderr)
        if args.verbose:
            print(f'{name!r} is a tar archive.')
    elif args.list is not None:
        name = args.list
        if not tarfile.is_tarfile(name):
            not_tar(name)
        with tarfile.open(name, 'r:*') as archive:
            archive.list(verbose=args.verbose)
    elif args.extract is not None:
        if len(args.extract) > 2:
            parser.exit(1, parser.format_help())
        name, folder = args.extract[0], args.extract[1] if len(args.extract) == 2 else os.curdir
        if not tarfile.is_tarfile(name):
            not_tar(name)
        with tarfile.open(name, 'r:*') as archive:
            archive.extractall(path=folder, filter=args.filter)
        if args.verbose:
            said = f'{name!r} file is extracted.'
            if folder != os.curdir:
                said = f'{name!r} file is extracted into {folder!r} directory.'
            print(said)
    else:
        name, *files = args.create
        compressions = {'.gz': 'gz', '.tgz': 'gz', '.xz': 'xz', '.txz': 'xz', '.bz2': 'bz2', '.tbz': 'bz2', '.tbz2': 'bz2',
                        '.tb2': 'bz2', '.zst': 'zst', '.tzst': 'zst'}
        suffix = os.path.splitext(name)[1]
        mode = 'w:' + compressions[suffix] if suffix in compressions else 'w'
        with tarfile.open(name, mode) as archive:
            for path in files:
                archive.add(path)
        if args.verbose:
            print(f'{name!r} file created.')
