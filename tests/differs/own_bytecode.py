# The bytecode is togil's own: registers in a frame, not a stack.
#
# Why: an instruction on registers does what a stack machine does in three, and code objects hold no pointer into a heap, so
# that all interpreters share them. CPython's .pyc files are not read, for what is in one belongs to another machine; togil's
# own stand beside them under another tag. So code is made by hand only of instructions that were compiled here: what a code
# object rests on cannot be replaced, and bytes of CPython's, or bytes made up, are refused where CPython would run them or crash.
# Only an import keeps code: `py_compile` and `compileall` see whether a file compiles, and write nothing.
import dis, importlib.util, os, py_compile, sys

def area(width, height):
    return width * height + 1

print([instruction.opname for instruction in dis.get_instructions(area)])
print("stack effect of everything:", {dis.stack_effect(number) for number in dis.opmap.values() if number < 10})
here = os.environ["SCRATCH"]
with open(os.path.join(here, "plain_module.py"), "w") as file: file.write("value = 5\n")
sys.path.insert(0, here)
sys.dont_write_bytecode = False
import plain_module
print(plain_module.value, sorted(os.listdir(here)), os.path.basename(plain_module.__spec__.cached))

def told(**fields):
    try: return type(area.__code__.replace(**fields)).__name__
    except ValueError as e: return str(e)

print(told(co_code=b"\x80\x00"))
print(told(co_argcount=1), told(co_exceptiontable=b"\x81\x02"), told(co_cellvars=("a",)), sep="\n")
with open(os.path.join(here, "other_module.py"), "w") as file: file.write("value = 6\n")
kept = py_compile.compile(file.name)
print(os.path.basename(kept), "was written:", os.path.exists(kept))
