//! `marshal`: plain values as bytes, in CPython's format (its version 5), and code.
//!
//! A value is a letter and what belongs to it. The letter has its top bit set where the value may be referred to again, by its number
//! among all that have it set. CPython sets it for what has more than one reference; here nobody counts them, so every value has it.
//! Code is togil's own (`bytecode::saved`), behind the number of the build and a sum: another build's, or what was changed, is refused.

use num_bigint::{BigInt, Sign};

use crate::bytecode::saved;
use crate::interp::cache;
use crate::object::layouts::*;
use crate::object::{Layout, MethodDef, ModuleSpec, Raised, Res, Value, method};
use crate::text::float_format::{self, Style};
use crate::text::quick_map::QuickMap;
use crate::text::{float, wtf8};
use crate::types::bytes_common::{buffer_of, memory};
use crate::types::{codeobject, exceptions, set, type_of};
use crate::vm::{Values, Vm};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "marshal",
    doc: "Plain values and code as bytes, for files of this implementation: not for data from strangers.",
    functions: FUNCTIONS,
    constants: &[("version", |_| Ok(Value::small_int(VERSION)))],
    ..ModuleSpec::DEFAULT
};

const VERSION: i64 = 5;
/// How deep values may stand in each other.
const DEEPEST: usize = 2_000;
/// The top bit of a letter.
const MAY_BE_REFERRED_TO: u8 = 0x80;
/// Digits of long integers have so many bits.
const DIGIT: u32 = 15;

const FUNCTIONS: &[MethodDef] = &[
    method("dump", "(value, file, version=5, /, *, allow_code=True)", |vm, a| {
        let bytes = vm.bytes(&written(vm, a[0], a[2], a[3])?);
        vm.call_method(a[1], "write", &[bytes])
    }),
    method("dumps", "(value, version=5, /, *, allow_code=True)", |vm, a| Ok(vm.bytes(&written(vm, a[0], a[1], a[2])?))),
    method("load", "(file, /, *, allow_code=True)", |vm, a| {
        let read = vm.get_attr_str(a[0], "read")?;
        // a file of text is told from one of bytes before anything is taken from it
        file_bytes(vm, read, 0)?;
        Reader::new(vm, Source::File(read), a[1])?.whole()
    }),
    method("loads", "(bytes, /, *, allow_code=True)", |vm, a| {
        let data = buffer_of(vm, a[0])?.to_vec();
        Reader::new(vm, Source::Bytes(data, 0), a[1])?.whole()
    }),
];

fn written(vm: &Vm, v: Value, version: Value, allow_code: Value) -> Res<Vec<u8>> {
    let version = version.given().map_or(Ok(VERSION), |version| vm.index_i64(version))?;
    let allow_code = allow_code.given().map_or(Ok(true), |allow| vm.truth(allow))?;
    let mut w = Writer { vm, out: Vec::new(), version, allow_code, known: QuickMap::default(), kept: Values::new(vm) };
    w.value(v, 0)?;
    Ok(w.out)
}

fn unmarshallable(vm: &Vm) -> Raised {
    vm.value_error("unmarshallable object")
}

fn too_deep(vm: &Vm) -> Raised {
    vm.value_error("object too deeply nested to marshal")
}

struct Writer<'a> {
    vm: &'a Vm,
    out: Vec<u8>,
    version: i64,
    allow_code: bool,
    /// the numbers of what was written, by address
    known: QuickMap<u64, u32>,
    /// the same, so that no address is used again meanwhile
    kept: Values<'a>,
}

impl Writer<'_> {
    fn letter(&mut self, letter: u8) {
        self.out.push(if self.version >= 3 { letter | MAY_BE_REFERRED_TO } else { letter });
    }

    fn length(&mut self, n: usize) -> Res<()> {
        let n = i32::try_from(n).map_err(|_| unmarshallable(self.vm))?;
        self.out.extend(n.to_le_bytes());
        Ok(())
    }

    fn data(&mut self, letter: u8, data: &[u8]) -> Res<()> {
        self.letter(letter);
        self.length(data.len())?;
        self.out.extend(data);
        Ok(())
    }

    fn value(&mut self, v: Value, depth: usize) -> Res<()> {
        if depth > DEEPEST {
            return Err(too_deep(self.vm));
        }
        self.vm.check_depth()?;
        let constant = match v {
            Value::NONE => Some(b'N'),
            Value::TRUE => Some(b'T'),
            Value::FALSE => Some(b'F'),
            Value::ELLIPSIS => Some(b'.'),
            _ if v == type_of(&exceptions::STOP_ITERATION).value() => Some(b'S'),
            _ => None,
        };
        if let Some(letter) = constant {
            self.out.push(letter);
            return Ok(());
        }
        if self.version >= 3 {
            if let Some(n) = self.known.get(&v.0) {
                self.out.push(b'r');
                self.out.extend(n.to_le_bytes());
                return Ok(());
            }
            self.known.insert(v.0, self.kept.len() as u32);
            self.kept.push(v);
        }
        match v.layout() {
            Layout::Code => self.code(v),
            layout if !v.is_exact(layout) => Err(unmarshallable(self.vm)),
            Layout::Int => self.int(v),
            Layout::Float => self.float(v),
            Layout::Complex => self.complex(v),
            Layout::Str => self.text(v),
            Layout::Tuple => {
                let t = v.expect::<Tuple>();
                match u8::try_from(t.len) {
                    Ok(n) if self.version >= 4 => {
                        self.letter(b')');
                        self.out.push(n);
                    }
                    _ => {
                        self.letter(b'(');
                        self.length(t.len)?;
                    }
                }
                t.items().iter().try_for_each(|&item| self.value(item, depth + 1))
            }
            Layout::List => {
                let items = self.vm.sequence_items(v);
                self.letter(b'[');
                self.length(items.len())?;
                items.iter().try_for_each(|&item| self.value(item, depth + 1))
            }
            Layout::Set | Layout::FrozenSet => {
                let items = self.vm.collect_items(v)?;
                self.letter(if v.layout() == Layout::Set { b'<' } else { b'>' });
                self.length(items.len())?;
                items.iter().try_for_each(|&item| self.value(item, depth + 1))
            }
            Layout::Dict => {
                let items = self.vm.dict_items_now(v);
                self.letter(b'{');
                for (key, value) in items.pairs() {
                    self.value(key, depth + 1)?;
                    self.value(value, depth + 1)?;
                }
                self.out.push(b'0');
                Ok(())
            }
            Layout::Slice if self.version >= 5 => {
                let s = v.expect::<Slice>();
                self.letter(b':');
                [&s.start, &s.stop, &s.step].into_iter().try_for_each(|part| self.value(part.get(), depth + 1))
            }
            Layout::Slice => Err(unmarshallable(self.vm)),
            _ => match crate::types::bytes_common::try_buffer(self.vm, v)? {
                Some(data) => self.data(b's', &data),
                None => Err(unmarshallable(self.vm)),
            },
        }
    }

    fn int(&mut self, v: Value) -> Res<()> {
        if let Some(n) = v.as_small_int().and_then(|n| i32::try_from(n).ok()) {
            self.letter(b'i');
            self.out.extend(n.to_le_bytes());
            return Ok(());
        }
        let n = self.vm.to_big(v).unwrap_or_default();
        let digits = digits_of(&n);
        let count = i32::try_from(digits.len()).map_err(|_| unmarshallable(self.vm))?;
        self.letter(b'l');
        self.out.extend(if n.sign() == Sign::Minus { -count } else { count }.to_le_bytes());
        digits.iter().for_each(|digit| self.out.extend(digit.to_le_bytes()));
        Ok(())
    }

    fn float(&mut self, v: Value) -> Res<()> {
        let x = self.vm.as_float(v).unwrap_or_default();
        self.letter(if self.version > 1 { b'g' } else { b'f' });
        self.number(x);
        Ok(())
    }

    fn complex(&mut self, v: Value) -> Res<()> {
        let c = v.expect::<Complex>();
        self.letter(if self.version > 1 { b'y' } else { b'x' });
        self.number(c.re);
        self.number(c.im);
        Ok(())
    }

    fn number(&mut self, x: f64) {
        if self.version > 1 {
            self.out.extend(x.to_le_bytes());
        } else {
            let sign = if x.is_sign_negative() && !x.is_nan() { "-" } else { "" };
            let text = format!("{sign}{}", float_format::body(x, Style::General, 17, false).joined());
            self.out.push(text.len() as u8);
            self.out.extend(text.as_bytes());
        }
    }

    fn text(&mut self, v: Value) -> Res<()> {
        let text = v.str_bytes().unwrap_or_default();
        // what CPython would have interned: what looks like a name, and the characters of Latin-1
        let is_name = text.iter().all(|&b| b.is_ascii_alphanumeric() || b == b'_') || matches!(*text, [0xC2 | 0xC3, _]);
        if self.version < 4 || !text.is_ascii() {
            return self.data(if is_name && self.version >= 3 { b't' } else { b'u' }, text);
        }
        match u8::try_from(text.len()) {
            Ok(n) => {
                self.letter(if is_name { b'Z' } else { b'z' });
                self.out.push(n);
                self.out.extend(text);
                Ok(())
            }
            Err(_) => self.data(if is_name { b'A' } else { b'a' }, text),
        }
    }

    fn code(&mut self, v: Value) -> Res<()> {
        if !self.allow_code {
            return Err(self.vm.value_error("marshalling code objects is disallowed"));
        }
        let bytes = saved::to_bytes(&codeobject::loaded(v.expect()).code);
        self.letter(b'c');
        self.length(bytes.len())?;
        self.out.extend(cache::build().unwrap_or_default().to_le_bytes());
        self.out.extend(crc32fast::hash(&bytes).to_le_bytes());
        self.out.extend(bytes);
        Ok(())
    }
}

/// The digits of an integer's size, lowest first.
fn digits_of(n: &BigInt) -> Vec<u16> {
    let (mut digits, mut left, mut bits) = (Vec::new(), 0u128, 0);
    for limb in n.iter_u64_digits() {
        left |= u128::from(limb) << bits;
        bits += u64::BITS;
        while bits >= DIGIT {
            digits.push((left & ((1 << DIGIT) - 1)) as u16);
            left >>= DIGIT;
            bits -= DIGIT;
        }
    }
    digits.push(left as u16);
    let used = digits.iter().rposition(|&digit| digit != 0).map_or(0, |last| last + 1);
    digits.truncate(used);
    digits
}

enum Source {
    /// the bytes, and how many of them were read
    Bytes(Vec<u8>, usize),
    /// the `read` of a file
    File(Value),
}

/// So many bytes of a file, or fewer.
fn file_bytes(vm: &Vm, read: Value, n: usize) -> Res<Vec<u8>> {
    let got = vm.call(read, &[vm.uint(n as u64)])?;
    match got.cast::<Bytes>() {
        Some(bytes) => Ok(bytes.bytes().to_vec()),
        None => Err(vm.type_error(format!("file.read() returned not bytes but {}", got.type_name()))),
    }
}

struct Reader<'a> {
    vm: &'a Vm,
    source: Source,
    allow_code: bool,
    /// what may be referred to, by number; unbound while it is being read
    refs: Values<'a>,
}

impl<'a> Reader<'a> {
    fn new(vm: &'a Vm, source: Source, allow_code: Value) -> Res<Reader<'a>> {
        let allow_code = allow_code.given().map_or(Ok(true), |allow| vm.truth(allow))?;
        Ok(Reader { vm, source, allow_code, refs: Values::new(vm) })
    }

    fn whole(&mut self) -> Res {
        self.object(0, "object")
    }

    fn bad(&self, what: &str) -> Raised {
        self.vm.value_error(format!("bad marshal data ({what})"))
    }

    fn short(&self) -> Raised {
        self.vm.raise(&exceptions::EOF_ERROR, "marshal data too short")
    }

    fn take(&mut self, n: usize) -> Res<Vec<u8>> {
        let found = match &mut self.source {
            Source::Bytes(data, at) => {
                let found = data.get(*at..).and_then(|rest| rest.get(..n)).map(<[u8]>::to_vec);
                *at += n;
                found
            }
            Source::File(read) => Some(file_bytes(self.vm, *read, n)?).filter(|bytes| bytes.len() == n),
        };
        found.ok_or_else(|| self.short())
    }

    fn array<const N: usize>(&mut self) -> Res<[u8; N]> {
        let bytes = self.take(N)?;
        bytes.try_into().map_err(|_| self.short())
    }

    fn i32(&mut self) -> Res<i32> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    /// A length; what is too long is told of `what`.
    fn length(&mut self, what: &str) -> Res<usize> {
        usize::try_from(self.i32()?).map_err(|_| self.bad(&format!("{what} size out of range")))
    }

    fn byte(&mut self) -> Res<u8> {
        self.array().map(|[b]| b)
    }

    /// One value; `None` for the end of a dict.
    fn next(&mut self, depth: usize) -> Res<Option<Value>> {
        if depth > DEEPEST {
            return Err(self.vm.value_error("recursion limit exceeded"));
        }
        self.vm.check_depth()?;
        let letter = match self.take(1) {
            Ok(letter) => letter[0],
            Err(raised) => {
                let e = self.vm.take_raised(raised);
                if crate::types::is_exactly(e, &exceptions::EOF_ERROR) {
                    return Err(self.vm.raise(&exceptions::EOF_ERROR, "EOF read where object expected"));
                }
                return Err(self.vm.put_raised(e));
            }
        };
        let place = (letter & MAY_BE_REFERRED_TO != 0).then(|| {
            self.refs.push(Value::UNBOUND);
            self.refs.len() - 1
        });
        let found = self.of_letter(letter & !MAY_BE_REFERRED_TO, place, depth)?;
        if let (Some(place), Some(v)) = (place, found) {
            self.refs.set(place, v);
        }
        Ok(found)
    }

    fn object(&mut self, depth: usize, of: &str) -> Res {
        self.next(depth)?.ok_or_else(|| self.vm.type_error(format!("NULL object in marshal data for {of}")))
    }

    fn items(&mut self, n: usize, depth: usize, of: &str) -> Res<Values<'a>> {
        let mut items = Values::new(self.vm);
        for _ in 0..n {
            items.push(self.object(depth + 1, of)?);
        }
        Ok(items)
    }

    /// What a letter stands for; `place` is its number among what may be referred to.
    fn of_letter(&mut self, letter: u8, place: Option<usize>, depth: usize) -> Res<Option<Value>> {
        let vm = self.vm;
        let found = match letter {
            b'0' => return Ok(None),
            b'N' => Value::NONE,
            b'T' => Value::TRUE,
            b'F' => Value::FALSE,
            b'.' => Value::ELLIPSIS,
            b'S' => type_of(&exceptions::STOP_ITERATION).value(),
            b'i' => vm.int(self.i32()?.into()),
            b'I' => vm.int(i64::from_le_bytes(self.array()?)),
            b'l' => self.long()?,
            b'g' => vm.float(f64::from_le_bytes(self.array()?)),
            b'f' => vm.float(self.decimal()?),
            b'y' => vm.complex(f64::from_le_bytes(self.array()?), f64::from_le_bytes(self.array()?)),
            b'x' => vm.complex(self.decimal()?, self.decimal()?),
            b's' => {
                let n = self.length("bytes object")?;
                memory::bytes(vm, &self.take(n)?)?
            }
            b'z' | b'Z' => {
                let n = self.byte()?.into();
                self.ascii(n, letter == b'Z')?
            }
            b'a' | b'A' => {
                let n = self.length("string")?;
                self.ascii(n, letter == b'A')?
            }
            b'u' | b't' => {
                let n = self.length("string")?;
                let data = self.take(n)?;
                if std::str::from_utf8(&data).is_ok() {
                    memory::text(vm, &data)?
                } else {
                    vm.call_method(vm.bytes(&data), "decode", &[vm.str("utf-8"), vm.str("surrogatepass")])?
                }
            }
            b'(' | b')' => {
                let n = if letter == b')' { self.byte()?.into() } else { self.length("tuple")? };
                vm.tuple(&self.items(n, depth, "tuple")?)
            }
            b'[' => {
                let n = self.length("list")?;
                let list = vm.list(&[]);
                self.known(place, list);
                for _ in 0..n {
                    let item = self.object(depth + 1, "list")?;
                    vm.list_append(list, item)?;
                }
                list
            }
            b'{' => {
                let dict = vm.new_dict();
                self.known(place, dict);
                while let Some(key) = self.next(depth + 1)? {
                    let Some(value) = self.next(depth + 1)? else { break };
                    vm.dict_set(dict, key, value)?;
                }
                dict
            }
            b'<' => {
                let n = self.length("set")?;
                let made = vm.new_set();
                self.known(place, made);
                for _ in 0..n {
                    let item = self.object(depth + 1, "set")?;
                    vm.set_add(made, item)?;
                }
                made
            }
            b'>' => {
                let n = self.length("set")?;
                set::frozenset_of(vm, &self.items(n, depth, "set")?)?
            }
            b':' => {
                let [start, stop, step] =
                    [self.object(depth + 1, "slice")?, self.object(depth + 1, "slice")?, self.object(depth + 1, "slice")?];
                vm.slice(start, stop, step)
            }
            b'r' => {
                let n = self.i32()?;
                match usize::try_from(n).ok().and_then(|n| self.refs.get(n).copied()).and_then(Value::given) {
                    Some(v) => v,
                    None => return Err(self.bad("invalid reference")),
                }
            }
            b'c' => self.code()?,
            _ => return Err(self.bad("unknown type code")),
        };
        Ok(Some(found))
    }

    /// What holds values may be referred to by them.
    fn known(&mut self, place: Option<usize>, v: Value) {
        if let Some(place) = place {
            self.refs.set(place, v);
        }
    }

    fn long(&mut self) -> Res {
        let n = self.i32()?;
        let (mut limbs, mut left, mut bits, mut last) = (Vec::new(), 0u128, 0, 1);
        for _ in 0..n.unsigned_abs() {
            last = u16::from_le_bytes(self.array()?);
            if last >> DIGIT != 0 {
                return Err(self.bad("digit out of range in long"));
            }
            left |= u128::from(last) << bits;
            bits += DIGIT;
            if bits >= u64::BITS {
                limbs.push(left as u64);
                left >>= u64::BITS;
                bits -= u64::BITS;
            }
        }
        if last == 0 {
            return Err(self.bad("unnormalized long data"));
        }
        limbs.push(left as u64);
        let v = self.vm.int_of_limbs(n < 0, &limbs);
        self.vm.made(v)
    }

    fn decimal(&mut self) -> Res<f64> {
        let n = self.byte()?.into();
        let text = self.take(n)?;
        float::parse_text(&text).ok_or_else(|| {
            let shown = String::from_utf8_lossy(&text).into_owned();
            self.vm.value_error(format!("could not convert string to float: '{shown}'"))
        })
    }

    fn ascii(&mut self, n: usize, interned: bool) -> Res {
        let data = self.take(n)?;
        if !data.is_ascii() {
            let text = wtf8::from_code_points(data.iter().map(|&b| b.into()));
            return memory::text(self.vm, &text);
        }
        if interned { Ok(crate::vm::intern::intern(&data)) } else { memory::text(self.vm, &data) }
    }

    fn code(&mut self) -> Res {
        if !self.allow_code {
            return Err(self.vm.value_error("unmarshalling code objects is disallowed"));
        }
        let n = self.length("code")?;
        let (build, sum) = (u64::from_le_bytes(self.array()?), u32::from_le_bytes(self.array()?));
        let bytes = self.take(n)?;
        if Some(build) != cache::build() {
            return Err(self.bad("code of another build"));
        }
        let code = Some(&bytes).filter(|bytes| crc32fast::hash(bytes) == sum).and_then(|bytes| saved::from_bytes(bytes));
        let code = code.ok_or_else(|| self.bad("code that was changed"))?;
        Ok(codeobject::of(self.vm, self.vm.load_code(&code)))
    }
}
