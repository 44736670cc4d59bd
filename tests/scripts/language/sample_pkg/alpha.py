from . import beta
from .sub import deep as _deep


def name():
    return f"{__name__} {beta.CONSTANT} {_deep.where}"
