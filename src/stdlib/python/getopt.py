"""Contract: options of a command line, in the manner of C's getopt."""
import os

__all__ = ['GetoptError', 'error', 'getopt', 'gnu_getopt']


class GetoptError(Exception):
    """A fault on the command line."""

    def __init__(self, msg, opt=''):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """([(option, value)], rest): stops at the first word that is no option."""
    opts = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith('-') and args[0] != '-':
        if args[0] == '--':
            args = args[1:]
            break
        if args[0].startswith('--'):
            opts, args = _long(opts, args[0][2:], longopts, args[1:])
        else:
            opts, args = _short(opts, args[0][1:], shortopts, args[1:])
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """As `getopt`; options may stand between other words."""
    opts, rest = [], []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    in_order = False
    if shortopts.startswith('-'):
        shortopts = shortopts[1:]
        in_order, stop = True, False
    elif shortopts.startswith('+'):
        shortopts = shortopts[1:]
        stop = True
    else:
        stop = bool(os.environ.get('POSIXLY_CORRECT'))
    while args:
        if args[0] == '--':
            rest += args[1:]
            break
        if args[0][:2] == '--':
            if in_order and rest:
                opts.append((None, rest))
                rest = []
            opts, args = _long(opts, args[0][2:], longopts, args[1:])
        elif args[0][:1] == '-' and args[0] != '-':
            if in_order and rest:
                opts.append((None, rest))
                rest = []
            opts, args = _short(opts, args[0][1:], shortopts, args[1:])
        elif stop:
            rest += args
            break
        else:
            rest.append(args[0])
            args = args[1:]
    return opts, rest


def _long(opts, opt, longopts, args):
    opt, sep, optarg = opt.partition('=')
    if not sep:
        optarg = None
    has_arg, opt = _find_long(opt, longopts)
    if has_arg:
        if optarg is None and has_arg != '?':
            if not args:
                raise GetoptError('option --%s requires argument' % opt, opt)
            optarg, args = args[0], args[1:]
    elif optarg is not None:
        raise GetoptError('option --%s must not have an argument' % opt, opt)
    opts.append(('--' + opt, optarg or ''))
    return opts, args


def _find_long(opt, longopts):
    """(does it take a value: False, True or '?', the whole name)."""
    found = [o for o in longopts if o.startswith(opt)]
    if not found:
        raise GetoptError('option --%s not recognized' % opt, opt)
    if opt in found:
        return False, opt
    if opt + '=' in found:
        return True, opt
    if opt + '=?' in found:
        return '?', opt
    if len(found) > 1:
        raise GetoptError('option --%s not a unique prefix; possible options: %s' % (opt, ', '.join(found)), opt)
    name = found[0]
    if name.endswith('=?'):
        return '?', name[:-2]
    if name.endswith('='):
        return True, name[:-1]
    return False, name


def _short(opts, optstring, shortopts, args):
    while optstring:
        opt, optstring = optstring[0], optstring[1:]
        i = shortopts.find(opt)
        if i < 0 or opt == ':':
            raise GetoptError('option -%s not recognized' % opt, opt)
        if shortopts.startswith(':', i + 1):
            maybe = shortopts.startswith('::', i + 1)
            if not optstring and not maybe:
                if not args:
                    raise GetoptError('option -%s requires argument' % opt, opt)
                optstring, args = args[0], args[1:]
            optarg, optstring = optstring, ''
        else:
            optarg = ''
        opts.append(('-' + opt, optarg))
    return opts, args
