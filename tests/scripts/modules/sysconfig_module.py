import sysconfig, sys
print(sysconfig.get_python_version(), isinstance(sysconfig.get_paths(), dict), "stdlib" in sysconfig.get_path_names(), sysconfig.get_config_var("no such"), sysconfig.get_config_vars("a", "b"), isinstance(sysconfig.get_platform(), str), isinstance(sysconfig.get_config_vars(), dict), sysconfig.get_config_var("py_version_short"), sysconfig.get_config_var("EXT_SUFFIX") is not None, isinstance(sysconfig.get_path("purelib"), str), sysconfig.is_python_build(), "posix_prefix" in sysconfig.get_scheme_names(), sysconfig.get_default_scheme.__name__)
try: sysconfig.get_path("nope")
except KeyError as error: print(error)
