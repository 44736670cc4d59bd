"""Contract: the types of template strings (PEP 750), taken from a template literal."""
_template = t'{1}'
Template = type(_template)
Interpolation = type(_template.interpolations[0])
del _template

__all__ = ['Interpolation', 'Template', 'convert']


def convert(obj, /, conversion):
    """Apply a conversion of an interpolation: None, 'r', 's' or 'a'."""
    if conversion is None:
        return obj
    if conversion == 'r':
        return repr(obj)
    if conversion == 's':
        return str(obj)
    if conversion == 'a':
        return ascii(obj)
    raise ValueError(f'invalid conversion specifier: {conversion}')
