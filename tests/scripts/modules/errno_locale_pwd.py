import errno, locale, pwd, grp, getpass, os, platform, string, types
print(errno.ENOENT, errno.errorcode[errno.EAGAIN], errno.errorcode[errno.EDEADLK], errno.EWOULDBLOCK == errno.EAGAIN, sorted(errno.errorcode)[:5])
print(locale.setlocale(locale.LC_ALL, "C"), locale.localeconv()["decimal_point"], locale.strcoll("a", "b"), locale.atof("1.5"), locale.atoi("7"), locale.str(1.5), locale.format_string("%d %s", (5, "x"), grouping=True), locale.delocalize("1.5"))
for source in ("locale.setlocale(locale.LC_ALL, 'xx_YY')", "locale.currency(5)", "pwd.getpwnam('nobodyhere')", "grp.getgrgid(99999)", "pwd.getpwuid(99999)"):
    try: print("no error", eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
print(pwd.getpwuid(0).pw_name, pwd.getpwnam("root").pw_uid, grp.getgrgid(0).gr_name, grp.getgrnam("root").gr_gid)
os.environ["LOGNAME"] = "somebody"; print(getpass.getuser(), platform.system(), platform.python_version_tuple()[:2], platform.uname().system, len(platform.uname()))
print(list(string.Formatter().parse("a{b!r:c{d}}e{{f}}{}")), string.Formatter().format("{0[k]} {x.real:>4}", {"k": 1}, x=2))
n = types.SimpleNamespace(a=1, b="x"); n.c = n; print(n, n == types.SimpleNamespace(a=1), types.SimpleNamespace([("q", 1)], r=2), type(n).__name__, n.__reduce__()[1])
