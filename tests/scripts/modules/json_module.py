import json
data = {"s": "text \"q\" \\ / \n\t\b\f\r \u00e9 \u65e5 \U0001F600 \x00\x7f", "i": 5, "neg": -10 ** 20, "f": 1.5, "e": 1e100, "t": True, "n": None, "l": [1, [2, []], {}], "d": {"k": {"x": ()}}, 1: "int key", 2.5: "float", None: 0, False: 1}
text = json.dumps(data); print(text); print(json.loads(text)["s"] == data["s"], json.loads(text)["1"], json.dumps(data, ensure_ascii=False)[:60])
print(json.dumps({"b": 1, "a": [1, 2]}, sort_keys=True, indent=2)); print(json.dumps([1, {"a": 2}], indent="\t"), json.dumps([1, 2], separators=(",", ":")), json.dumps({"a": 1}, separators=("; ", " = ")), json.dumps([], indent=2), json.dumps({}, indent=2), json.dumps([[], {}], indent=1), json.dumps("é"), json.dumps([1, 2], indent=0))
print(json.dumps([float("nan"), float("inf"), -float("inf"), -0.0, 1e16, 1e-7, 100.0, 2 ** 70, 0.1]), json.loads("[NaN, Infinity, -Infinity, 1E5, -0, 0.1e-2, 123456789012345678901234567890]"))
for t in ('"a"', "1", "1.0", "true", "null", " [ 1 , 2 ] ", '{"a": {"b": [null]}}', '"\\u00e9\\ud83d\\ude00\\n\\/"', '"\\ud800"', "[]", "{}", '{"a": 1, "a": 2}', "-5", "1e2", '"é"'): print(ascii(json.loads(t)), end=" ")
print(json.loads(b'"bytes"'), json.loads(bytearray(b"1")), json.loads('"x"'.encode("utf-16")), json.loads("1.5", parse_float=str), json.loads("7", parse_int=lambda s: s + "!"), json.loads("NaN", parse_constant=lambda s: "const " + s), json.loads('{"a": 1}', object_hook=lambda d: sorted(d.items())), json.loads('{"b": 1, "a": 2}', object_pairs_hook=lambda p: p))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, (set, frozenset)): return sorted(o)
        return super().default(o)
class I(int): pass
class S(str): pass
print(json.dumps({1, 2}, cls=E), json.dumps([object], default=lambda o: o.__name__), list(json.JSONEncoder().iterencode([1, {"a": 2}])), json.JSONEncoder(indent=1).encode([1]), json.JSONDecoder().decode("[1]"), json.JSONDecoder().raw_decode("[1] rest"), json.dumps([I(5), S("s"), (1, 2), {I(3): 1}]), json.dumps({(1, 2): 1, "a": 1}, skipkeys=True))
import io
f = io.StringIO(); json.dump({"x": [1]}, f); print(f.getvalue(), json.load(io.StringIO("[1, 2]")), json.load(io.BytesIO(b"{}")))
r = []; r.append(r)
for source in ("json.dumps(r)", "json.dumps({1})", "json.dumps(object())", "json.dumps(b'a')", "json.dumps({(1,): 2})", "json.dumps(float('nan'), allow_nan=False)", "json.dumps(1j)", "json.dumps({'a': [{1}]})", "json.dumps([1, 'a', {'b': 2}], sort_keys=True)", "json.dumps({1: 2, 'a': 3}, sort_keys=True)", "json.dumps(E, cls=E)", "json.loads('')", "json.loads('{')", "json.loads('[1,]')", "json.loads('[1 2]')", "json.loads('{\"a\" 1}')", "json.loads('{\"a\": 1,}')", "json.loads('{a: 1}')", "json.loads('\"abc')", "json.loads('\"a\\nb\"')", "json.loads('\"\\\\x\"')", "json.loads('\"\\\\u12\"')", "json.loads('nul')", "json.loads('01')", "json.loads('1 2')", "json.loads('[1]]')", "json.loads('+1')", "json.loads('.5')", "json.loads(5)", "json.loads(None)", "json.loads('\\ufeff1')", "json.loads('{\"a\":}')", "json.loads('\\n\\n [1,\\n x]')", "json.loads(b'\\xff')", "json.loads(\"'a'\")", "json.dumps()", "json.loads('tru')", "json.loads('-')", "json.loads('{1: 2}')", "json.loads('[')", "json.loads('{\"a\"')"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}", getattr(error, "pos", ""), getattr(error, "lineno", ""), getattr(error, "colno", ""))
try: json.dumps({"a": [1, {2}]})
except TypeError as error: print(error.__notes__)
deep = None
for _ in range(100000): deep = [deep]
try: json.dumps(deep)
except RecursionError as error: print("RecursionError")
try: json.loads("[" * 100000)
except RecursionError as error: print("RecursionError")
