from .. import value as _value
from ..beta import CONSTANT as _constant
where = f"deep sees {_value} and {_constant}"
