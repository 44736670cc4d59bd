"""Contract: the classes of the nodes of syntax trees, and `compile`'s flags: what `ast` has of them."""
import ast as _ast

_OLD = 'slice', 'Index', 'ExtSlice', 'Suite', 'AugLoad', 'AugStore', 'Param'

globals().update((_name, _value) for _name, _value in vars(_ast).items() if _name not in _OLD
                 and (isinstance(_value, type) and issubclass(_value, _ast.AST) or _name.startswith('PyCF_')))
