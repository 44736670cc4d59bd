"""Names with an underscore, and module-level patterns, that much used packages take from the library."""
import dataclasses
import doctest
import html
import html.parser
import os
import re
import typing
import unittest.case
import uuid
import warnings
import xml.etree.ElementTree as ET

print("--- typing")
for name in ("_Final _SpecialForm _BaseGenericAlias _GenericAlias _SpecialGenericAlias _CallableGenericAlias _CallableType _TupleType "
             "_LiteralGenericAlias _ConcatenateGenericAlias _UnpackGenericAlias _AnnotatedAlias _NotIterable _UnionGenericAlias").split():
    print([base.__name__ for base in getattr(typing, name).__mro__])
for base in typing._Final, typing._SpecialForm, typing._GenericAlias:
    try:
        type("Derived", (base,), {})
    except TypeError as e:
        print(e)


class Form(typing._SpecialForm, _root=True):
    def __repr__(self):
        return "mine." + self._name


@Form
def Pair(self, parameters):
    """Two of a kind."""
    item = typing._type_check(parameters, f"{self} takes one type.")
    return typing._GenericAlias(self, (item,))


print(Pair, Pair.__doc__, Pair[int], Pair[int].__origin__, typing.Optional[Pair[int]])
for what in Pair, typing.List, typing.Callable[[int], str], typing.Annotated[int, 1]:
    try:
        iter(what)
    except TypeError as e:
        print(e)


@typing._tp_cache
def kept(*args):
    print("called with", args)
    return args


print(kept(1), kept(1), kept([]), kept([]), kept.__name__)
print(typing._tp_cache(typed=True)(lambda a: [a])(True))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(isinstance(int | str, typing._UnionGenericAlias), isinstance(int, typing._UnionGenericAlias))
print({str(warning.message) for warning in caught})
print(sorted(typing.EXCLUDED_ATTRIBUTES), sorted(typing._prohibited), typing._ASSERT_NEVER_REPR_MAX_LENGTH)
print(typing._generic_class_getitem(typing.Generic, typing.AnyStr))

T = typing.TypeVar("T")


class Asks(typing.Protocol):
    def ask(self): ...


class First(Asks, typing.Generic[T]):
    pass


class Second(First[T], typing.Generic[T]):
    pass


print([base.__name__ for base in Second.__mro__])
for bases in (int, typing.Protocol), (First, typing.Protocol):
    try:
        type(Asks)("Wrong", bases, {})
    except TypeError as e:
        print(e)

print("--- html")
print(html._replace_charref(re.match("&(amp;)", "&amp;")), html._charref.sub(html._replace_charref, "&lt;&#65;&nope;&notit;&"))


class Tags(html.parser.HTMLParser):
    def parse_starttag(self, i):
        stop = self.check_for_whole_start_tag(i)
        print("tag", self.rawdata[i:stop] if stop >= 0 else stop)
        if stop < 0:
            return stop
        name = html.parser.tagfind_tolerant.match(self.rawdata, i + 1)
        at = name.end()
        print(name[1], end=" ")
        while found := html.parser.attrfind_tolerant.match(self.rawdata, at):
            print(found.groups(), end=" ")
            at = found.end()
        print(repr(self.rawdata[at:stop]))
        return stop

    def handle_data(self, data):
        print("data", repr(data))

    def handle_pi(self, data):
        print("pi", repr(data))

    def handle_entityref(self, name):
        print("entity", name)


TEXT = "x<a b='1>2' c=\"d\" e=f/ g>y<br/><i / j>z<p q = r ><s t='u\"v'w=x>&amp;&am b<? a > b ?>c</a><k l='"
Tags(convert_charrefs=False).feed(TEXT)
before = html.parser.piclose, html.parser.entityref, html.parser.incomplete, html.parser.starttagopen
html.parser.piclose = re.compile(r"\?>")
html.parser.entityref = html.parser.incomplete = re.compile(r"&([a-zA-Z]+);")
html.parser.starttagopen = re.compile("<[ab]")
Tags(convert_charrefs=False).feed(TEXT)
html.parser.piclose, html.parser.entityref, html.parser.incomplete, html.parser.starttagopen = before

print("--- ElementTree")
print(sorted(ET.HTML_EMPTY), ET._namespace_map["http://www.w3.org/XML/1998/namespace"])
print(ET._escape_cdata('a<b&>"\n'), ET._escape_attrib('a<b&>"\n\r\t\''), ET._escape_attrib_html('a<"&>'))
ET.register_namespace("mine", "urn:mine")
print(ET._namespace_map["urn:mine"])
for call in (lambda: ET._escape_cdata(1), lambda: ET._raise_serialization_error([]), lambda: ET._nothing):
    try:
        call()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)

print("--- others")
print(dataclasses._FIELD, type(dataclasses._FIELD) is dataclasses._FIELD_BASE, dataclasses._HAS_DEFAULT_FACTORY,
      type(dataclasses._HAS_DEFAULT_FACTORY) is dataclasses._HAS_DEFAULT_FACTORY_CLASS)
print(unittest.case._subtest_msg_sentinel is unittest.case._subtest_msg_sentinel, hasattr(uuid, "_generate_time_safe"), uuid._UuidCreate)
for text in "", "all", "d", "error", "x", "once", "ig":
    try:
        print(warnings._getaction(text), end=" ")
    except Exception as e:
        print(type(e).__name__, e)
for text in "", "UserWarning", "no_such.Bar", "os.x", "int":
    try:
        print(warnings._getcategory(text), end=" ")
    except Exception as e:
        print(type(e).__name__, e)
print(doctest._ellipsis_match("a...b", "axxb"), doctest._ellipsis_match("a...b...", "axx"), doctest._extract_future_flags({}))
print(doctest._normalize_module("os") is os, doctest._normalize_module(os) is os)
try:
    doctest._normalize_module(3)
except TypeError as e:
    print(e)
