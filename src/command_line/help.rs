//! The texts of `-h`, `--help-env` and `--help-xoptions`, and those of wrong usage.

/// Which texts were asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Help {
    Options,
    Environment,
    XOptions,
    All,
}

/// The line that says how the command is called; `command` is the name it was called by.
pub fn usage(command: &str) -> String {
    format!("usage: {command} [option] ... [-c cmd | -m mod | file | -] [arg] ...")
}

/// What is said of wrong usage.
pub fn usage_error(command: &str, what: &str) -> String {
    format!("{what}\n{}\nTry `python -h' for more information.\n", usage(command))
}

/// The texts, ending in a newline.
pub fn text(command: &str, which: Help) -> String {
    let options = format!("{}\n{OPTIONS}", usage(command));
    match which {
        Help::Options => options,
        Help::Environment => ENVIRONMENT.into(),
        Help::XOptions => X_OPTIONS.into(),
        Help::All => format!("{options}\n{ENVIRONMENT}\n{X_OPTIONS}"),
    }
}

const OPTIONS: &str = "\
Options (and corresponding environment variables):
-b     : warn where bytes are compared with str or int, or become a str
         unasked (-bb: raise BytesWarning)
-B     : do not keep on disk what modules compile to
         (PYTHONDONTWRITEBYTECODE)
-c cmd : the program is the next argument (ends the options)
-d     : accepted, no effect but on sys.flags (PYTHONDEBUG)
-E     : ignore environment variables that begin with PYTHON
-h     : print this text and exit (also -? or --help)
-i     : when the program is over, go on with a prompt; give a prompt even
         where standard input is no terminal (PYTHONINSPECT)
-I     : run apart from the user's settings: -E, -P and -s
-m mod : run a module of the library or of sys.path (ends the options)
-O     : leave out assertions, and make __debug__ false (PYTHONOPTIMIZE)
-OO    : -O, and leave out docstrings
-P     : do not search the script's folder for modules (PYTHONSAFEPATH)
-q     : no version and no copyright before the prompt
-s, -S : accepted, no effect but on sys.flags (PYTHONNOUSERSITE)
-u     : write standard output and error at once (PYTHONUNBUFFERED)
-v     : accepted, no effect but on sys.flags (PYTHONVERBOSE)
-V     : print the version and exit (also --version); twice: say more
-W arg : what becomes of warnings, action:message:category:module:lineno
         (PYTHONWARNINGS)
-x     : skip the first line of the script
-X opt : set an option of this implementation; see --help-xoptions
--check-hash-based-pycs always|default|never: accepted, no effect
--emit tokens|ast|bytecode: print what that stage makes of the program
--help-env, --help-xoptions, --help-all: print more, and exit
Arguments:
file   : the program is in this file, or is the __main__ of this folder
-      : the program is read from standard input (also if nothing is said;
         on a terminal that is a prompt)
arg ...: what sys.argv[1:] holds
";

const ENVIRONMENT: &str = "\
Environment variables (0 or 1 where nothing else is said):
PYTHON_GIL             : the mode to run in; 0 also keeps modules from
                         switching the GIL on (-X gil)
PYTHONPATH             : folders to search for modules, with ':' between
PYTHONSTARTUP          : a script to run before the prompt
PYTHONINSPECT          : any text: -i
PYTHONOPTIMIZE         : a number: so many times -O
PYTHONUNBUFFERED       : any text: -u
PYTHONWARNINGS         : values for -W, with ',' between
PYTHONSAFEPATH         : any text: -P
PYTHONNOUSERSITE       : any text: -s
PYTHONDONTWRITEBYTECODE: any text: -B
PYTHONPYCACHEPREFIX    : the folder to keep that in, for __pycache__
PYTHONDEVMODE          : any text: -X dev
PYTHONUTF8             : -X utf8
PYTHONIOENCODING       : encoding[:errors] of the standard streams
PYTHONHASHSEED         : accepted
PYTHONINTMAXSTRDIGITS  : digits of an int that str() and int() take at most
PYTHONNODEBUGRANGES    : any text: no marks under lines in tracebacks
PYTHONWARNDEFAULTENCODING, PYTHON_THREAD_INHERIT_CONTEXT,
PYTHON_CONTEXT_AWARE_WARNINGS, PYTHON_CPU_COUNT: as the -X options
PYTHON_COLORS          : colours in tracebacks; asked before NO_COLOR and
                         FORCE_COLOR
";

const X_OPTIONS: &str = "\
Options of this implementation:
-X gil=[0|1]           : threads side by side, or one at a time behind the GIL
-X switch_interval=N   : sys.setswitchinterval, of every interpreter
-X deadlock=report|exit|off: what to do when all threads wait for ever
-X dev                 : warnings of all kinds
-X utf8[=0|1]          : streams and files are UTF-8 unless they say otherwise
-X int_max_str_digits=N: digits of an int that str() and int() take at most
-X no_debug_ranges     : no marks under lines in tracebacks
-X warn_default_encoding: warn where a file is opened without an encoding
-X thread_inherit_context=[0|1]: a new thread begins in its maker's context
-X context_aware_warnings=[0|1]: catch_warnings is of the context
-X cpu_count=[N|default]: what os.cpu_count() says
-X pycache_prefix=PATH : PYTHONPYCACHEPREFIX
-X frozen_modules, importtime, faulthandler, tracemalloc and others: accepted
";
