"""Contract: the container ABCs under their public name; all from `_collections_abc`."""
from _collections_abc import *
from _collections_abc import __all__, _CallableGenericAlias
