# "Did you mean": names, attributes, imports, and where nothing is near.
import sys, traceback
class Point:
    def __init__(self): self.width, self.height = 1, 2
    def area(self): return widht
    def own(self): return width
    def method(self): return self.hieght
long_variable_name = 1
def name_global(): return long_varable_name
def name_builtin(): return pritn
def name_local():
    counter = 1
    return conter + counter
def nothing_near(): return zzqqxx
def module_not_imported(): return math.pi
def attribute_list(): return [].appendd
def attribute_module(): return sys.exitt
def attribute_str(): return "a".uper()
def import_name(): from sys import versoin
def import_other(): from sys import qqzzxx
for function in (Point().area, Point().own, Point().method, name_global, name_builtin, name_local, nothing_near, module_not_imported, attribute_list, attribute_module, attribute_str, import_name, import_other):
    try:
        function()
    except Exception as error:
        print(traceback.format_exception(error)[-1], end="")
name_globl()
