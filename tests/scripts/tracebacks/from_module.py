# A traceback that goes through a module and out of exec.
import failing_module
code = """
def in_string(x):
    return failing_module.deep(x)
in_string(0)
"""
try:
    exec(compile(code, "<made up>", "exec"))
except ZeroDivisionError as error:
    error.add_note("through exec")
    raise
