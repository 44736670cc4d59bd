"""Contract: `python -m json`: check and pretty-print JSON. The same as `python -m json.tool`."""
import argparse
import json
import sys


def _options():
    parser = argparse.ArgumentParser(description='A simple command line interface for json module to validate and pretty-print '
                                                 'JSON objects.', color=True)
    parser.add_argument('infile', nargs='?', help='a JSON file to be validated or pretty-printed', default='-')
    parser.add_argument('outfile', nargs='?', help='write the output of infile to outfile', default=None)
    parser.add_argument('--sort-keys', action='store_true', default=False,
                        help='sort the output of dictionaries alphabetically by key')
    parser.add_argument('--no-ensure-ascii', dest='ensure_ascii', action='store_false',
                        help='disable escaping of non-ASCII characters')
    parser.add_argument('--json-lines', action='store_true', default=False,
                        help='parse input using the JSON Lines format. Use with --no-indent or --compact to produce valid JSON '
                             'Lines output.')
    group = parser.add_mutually_exclusive_group()
    group.add_argument('--indent', default=4, type=int,
                       help='separate items with newlines and use this number of spaces for indentation')
    group.add_argument('--tab', action='store_const', dest='indent', const='\t',
                       help='separate items with newlines and use tabs for indentation')
    group.add_argument('--no-indent', action='store_const', dest='indent', const=None,
                       help='separate items with spaces rather than newlines')
    group.add_argument('--compact', action='store_true', help='suppress all whitespace separation (most compact)')
    return parser.parse_args()


def main():
    """The command."""
    options = _options()
    dump = {'sort_keys': options.sort_keys, 'indent': options.indent, 'ensure_ascii': options.ensure_ascii}
    if options.compact:
        dump['indent'] = None
        dump['separators'] = ',', ':'
    try:
        objects = _objects(options)
        outfile = sys.stdout if options.outfile is None else open(options.outfile, 'w', encoding='utf-8')
        with outfile:
            for obj in objects:
                for piece in json.JSONEncoder(**dump).iterencode(obj):
                    outfile.write(piece)
                outfile.write('\n')
    except ValueError as e:
        raise SystemExit(e)


def _objects(options):
    """What the input says: one object, or one in each line."""
    infile = sys.stdin if options.infile == '-' else open(options.infile, encoding='utf-8')
    try:
        return list(map(json.loads, infile)) if options.json_lines else [json.load(infile)]
    finally:
        if infile is not sys.stdin:
            infile.close()


def run():
    """The command, whose reader may go away."""
    try:
        main()
    except BrokenPipeError as gone:
        raise SystemExit(gone.errno)


if __name__ == '__main__':
    run()
