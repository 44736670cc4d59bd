"""Contract: options of a command line, in the manner of C's getopt."""
import os

__all__ = ['GetoptError', 'error', 'getopt', 'gnu_getopt']


class GetoptError(Exception):
    """A fault on the command line."""

    def __init__(self, msg, opt=''):
        super().__init__(msg, opt)
        self.msg, self.opt = msg, opt

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """([(option, value)], rest): stops at the first word that is no option."""
    return _parse(args, shortopts, longopts, True, False)


def gnu_getopt(args, shortopts, longopts=[]):
    """As `getopt`; options may stand between other words."""
    first = shortopts[:1]
    if first in ('-', '+'):
        shortopts = shortopts[1:]
    stop = first == '+' or first != '-' and bool(os.environ.get('POSIXLY_CORRECT'))
    return _parse(args, shortopts, longopts, stop, first == '-')


def _parse(args, shortopts, longopts, stop, in_order):
    """The options and the words between them: the first such word ends them, or they stand in their order, or at the end."""
    opts, words = [], []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args:
        word = args[0]
        if word == '--':
            args = args[1:]
            return opts, args if stop else words + args
        if word[:1] == '-' and word != '-':
            if in_order and words:
                opts.append((None, words))
                words = []
            if word[:2] == '--':
                args = _long(opts, word[2:], longopts, args[1:])
            else:
                args = _short(opts, word[1:], shortopts, args[1:])
        elif stop:
            break
        else:
            words.append(word)
            args = args[1:]
    return opts, args if stop else words


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
    return args


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
        optarg = ''
        if shortopts[i + 1:i + 2] == ':':
            if not optstring and shortopts[i + 2:i + 3] != ':':
                if not args:
                    raise GetoptError('option -%s requires argument' % opt, opt)
                optstring, args = args[0], args[1:]
            optarg, optstring = optstring, ''
        opts.append(('-' + opt, optarg))
    return args
