//! `array`: sequences of numbers of one kind, packed.
//!
//! The bytes stand in a bytearray of the array's own, so that growing, memoryviews and what other threads do meanwhile
//! are as safe as there; `element` packs and unpacks one number.

mod element;

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::object::heap::Marker;
use crate::object::{
    BinOp, ByteArray, CmpOp, Layout, List, MethodDef, ModuleSpec, Payload, Ref, Res, Slot, Slots, TypeSpec, Value, class_method, getter,
    method,
};
use crate::types::bytes_common::{Buffer, buffer_of, guarded, memory, read_array, try_buffer, writable_of};
use crate::types::list::{compare_sequences, index_bound, sequence_index};
use crate::types::{bytearray, generic_alias, shape_for, slice, type_of};
use crate::vm::{Values, Vm};
use element::Kind;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "array",
    doc: "Arrays of numbers or characters of one machine type.",
    functions: &[method("_array_reconstructor", "(arraytype, typecode, mformat_code, items, /)", |vm, a| vm.call(a[0], &[a[1], a[3]]))],
    constants: &[("typecodes", |vm| Ok(vm.str(element::CODES))), ("ArrayType", |_| Ok(type_of(&ARRAY).value()))],
    types: &[&ARRAY],
    init: Some(|vm, _| {
        let class = vm.get_attr_str(vm.module("_collections_abc")?, "MutableSequence")?;
        vm.call_method(class, "register", &[type_of(&ARRAY).value()]).map(drop)
    }),
    ..ModuleSpec::DEFAULT
};

pub static ARRAY: TypeSpec = TypeSpec {
    name: "array.array",
    doc: "Items of the type that a letter names, close together in memory: of an iterable, of bytes or of text.",
    methods: METHODS,
    operators: "__add__ __iadd__ __imul__ __mul__ __rmul__",
    sequence: "can only append array (not \"{}\") to array",
    getset: &[
        getter("typecode", |vm, a| Ok(vm.char(u32::from(this(vm, &a)?.kind.code)))),
        getter("itemsize", |vm, a| Ok(vm.int(this(vm, &a)?.kind.size as i64))),
    ],
    slots: Slots {
        new: Some(|vm, cls, args| {
            if !args.names.is_empty() && std::ptr::eq(cls.as_type().map_or(std::ptr::null(), std::ptr::from_ref), type_of(&ARRAY)) {
                return Err(vm.type_error("array.array() takes no keyword arguments"));
            }
            match args.pos() {
                [] => Err(vm.type_error("array() takes at least 1 argument (0 given)")),
                [code] => construct(vm, cls, *code, None),
                [code, start] => construct(vm, cls, *code, Some(*start)),
                more => Err(vm.type_error(format!("array() takes at most 2 arguments ({} given)", more.len()))),
            }
        }),
        init: Some(|_, _, _| Ok(())),
        len: Some(|vm, a| Ok(this(vm, &a)?.len())),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(|vm, a, x| Ok(find(vm, a, x, 0, usize::MAX)?.is_some())),
        iter: Some(|vm, a| Ok(vm.native(&ITERATOR, Iterator { array: Slot::new(a), at: AtomicUsize::new(0) }))),
        repr: Some(repr),
        compare: Some(compare),
        binary: Some(binary),
        inplace: Some(inplace),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

/// What an array is: the kind of its items, and the bytearray that holds them.
struct Array {
    kind: &'static Kind,
    bytes: Slot,
}

impl Payload for Array {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.bytes);
    }
}

impl Array {
    fn bytes(&self) -> Ref<ByteArray> {
        self.bytes.get().expect()
    }
    /// The packed items, as they are now.
    fn data(&self, vm: &Vm) -> Buffer {
        guarded(vm, self.bytes(), 0, usize::MAX)
    }
    fn len(&self) -> usize {
        self.bytes().len.load(Ordering::Acquire) / self.kind.size
    }
    /// Item `i`, if it is there still.
    fn get(&self, vm: &Vm, i: usize) -> Option<Value> {
        let size = self.kind.size;
        let mut item = [0; 8];
        let item = &mut item[..size];
        let (start, end) = (i.checked_mul(size)?, i.checked_add(1)?.checked_mul(size)?);
        let found = |all: &[u8]| all.get(start..end).map(|found| item.copy_from_slice(found));
        read_array(vm, self.bytes(), found)?;
        Some(self.kind.unpack(vm, item))
    }
    /// Replaces the items of a range by packed ones.
    fn splice(&self, vm: &Vm, range: impl Fn(usize) -> (usize, usize), data: &[u8]) -> Res<()> {
        let size = self.kind.size;
        let in_bytes = |len: usize| {
            let (from, to) = range(len / size);
            (from * size, to * size)
        };
        let done = bytearray::splice(vm, self.bytes(), in_bytes, data);
        match vm.catch(done, &crate::types::exceptions::BUFFER_ERROR)? {
            Some(()) => Ok(()),
            None => Err(vm.buffer_error("cannot resize an array that is exporting buffers")),
        }
    }
}

fn this<'a>(vm: &Vm, a: &'a Value) -> Res<&'a Array> {
    a.payload::<Array>().ok_or_else(|| vm.type_error("an array is needed"))
}

/// A new array of this class with packed items.
fn make(vm: &Vm, cls: Value, kind: &'static Kind, data: &[u8]) -> Res {
    let bytes = Slot::new(bytearray::new_array(vm, data)?);
    Ok(vm.native_of_shape(shape_for(vm, cls)?, Array { kind, bytes }))
}

/// A new array of the exact type.
fn plain(vm: &Vm, kind: &'static Kind, data: &[u8]) -> Res {
    make(vm, type_of(&ARRAY).value(), kind, data)
}

fn construct(vm: &Vm, cls: Value, code: Value, start: Option<Value>) -> Res {
    let Some(text) = code.as_str() else {
        return Err(vm.type_error(format!("array() argument 1 must be a unicode character, not {}", code.argument_name())));
    };
    if text.chars().count() != 1 {
        let n = text.chars().count();
        return Err(vm.type_error(format!("array() argument 1 must be a unicode character, not a string of length {n}")));
    }
    let kind = Kind::of(text);
    if let (Some(kind), Some(start)) = (kind, start)
        && !kind.is_text()
    {
        if start.str_bytes().is_some() {
            return Err(vm.type_error(format!("cannot use a str to initialize an array with typecode '{text}'")));
        }
        if start.payload::<Array>().is_some_and(|a| a.kind.is_text()) {
            return Err(vm.type_error(format!("cannot use a unicode array to initialize an array with typecode '{text}'")));
        }
    }
    let Some(kind) = kind else {
        return Err(vm.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)"));
    };
    if kind.code == b'u' {
        let text = "The 'u' type code is deprecated and will be removed in Python 3.16";
        super::sys::warn(vm, &crate::types::exceptions::DEPRECATION_WARNING, text, 1)?;
    }
    let Some(start) = start else { return make(vm, cls, kind, &[]) };
    let mut data = Vec::new();
    if matches!(start.layout(), Layout::Bytes | Layout::ByteArray) {
        data = whole(vm, kind, start)?;
    } else if let Some(text) = start.str_bytes() {
        crate::text::wtf8::code_points(text).for_each(|c| data.extend(c.to_le_bytes()));
    } else if let Some(other) = start.payload::<Array>().filter(|o| o.kind.code == kind.code) {
        data = other.data(vm).to_vec();
    } else {
        pack_all(vm, kind, start, &mut data)?;
    }
    make(vm, cls, kind, &data)
}

fn pack_all(vm: &Vm, kind: &Kind, items: Value, data: &mut Vec<u8>) -> Res<()> {
    vm.for_each(items, &mut |v| {
        let packed = kind.pack(vm, v)?;
        vm.grow_by(data, kind.size)?;
        data.extend_from_slice(&packed[..kind.size]);
        Ok(true)
    })
}

/// The bytes of a buffer that holds whole items.
fn whole(vm: &Vm, kind: &Kind, buffer: Value) -> Res<Vec<u8>> {
    let data = buffer_of(vm, buffer)?.to_vec();
    if data.len() % kind.size != 0 {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    Ok(data)
}

const METHODS: &[MethodDef] = &[
    method("append", "(self, v, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let packed = x.kind.pack(vm, a[1])?;
        x.splice(vm, |len| (len, len), &packed[..x.kind.size])?;
        Ok(Value::NONE)
    }),
    method("buffer_info", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        Ok(vm.tuple(&[vm.int(read_array(vm, x.bytes(), |all| all.as_ptr() as i64)), vm.int(x.len() as i64)]))
    }),
    method("byteswap", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let mut data = x.data(vm).to_vec();
        data.chunks_exact_mut(x.kind.size).for_each(<[u8]>::reverse);
        store(vm, x, 0, &data)?;
        Ok(Value::NONE)
    }),
    method("clear", "(self, /)", |vm, a| this(vm, &a[0])?.splice(vm, |len| (0, len), &[]).map(|()| Value::NONE)),
    method("count", "(self, v, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let mut n = 0;
        let mut i = 0;
        while let Some(item) = x.get(vm, i) {
            n += i64::from(vm.equal(item, a[1])?);
            i += 1;
        }
        Ok(vm.int(n))
    }),
    method("extend", "(self, bb, /)", |vm, a| extend(vm, a[0], a[1]).map(|()| Value::NONE)),
    method("fromlist", "(self, list, /)", |vm, a| {
        if a[1].cast::<List>().is_none() {
            return Err(vm.type_error("arg must be list"));
        }
        let x = this(vm, &a[0])?;
        let mut data = Vec::new();
        pack_all(vm, x.kind, a[1], &mut data)?;
        x.splice(vm, |len| (len, len), &data)?;
        Ok(Value::NONE)
    }),
    method("frombytes", "(self, buffer, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let data = whole(vm, x.kind, a[1])?;
        x.splice(vm, |len| (len, len), &data)?;
        Ok(Value::NONE)
    }),
    method("fromfile", "(self, f, n, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let n = vm.index_i64(a[2])?;
        if n < 0 {
            return Err(vm.value_error("negative count"));
        }
        let wanted = n as usize * x.kind.size;
        let read = vm.call_method(a[1], "read", &[vm.int(wanted as i64)])?;
        let Some(data) = try_buffer(vm, read)?.filter(|_| read.layout() == Layout::Bytes) else {
            return Err(vm.type_error("read() didn't return bytes"));
        };
        let data = data.to_vec();
        vm.call_method(a[0], "frombytes", &[read])?;
        if data.len() != wanted {
            return Err(vm.raise(&crate::types::exceptions::EOF_ERROR, "read() didn't return enough bytes"));
        }
        Ok(Value::NONE)
    }),
    method("fromunicode", "(self, ustr, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        if !x.kind.is_text() {
            return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
        }
        let Some(text) = a[1].str_bytes() else {
            return Err(vm.type_error(format!("fromunicode() argument must be str, not {}", a[1].argument_name())));
        };
        let data: Vec<u8> = crate::text::wtf8::code_points(text).flat_map(u32::to_le_bytes).collect();
        x.splice(vm, |len| (len, len), &data)?;
        Ok(Value::NONE)
    }),
    method("index", "(self, v, start=0, stop=sys.maxsize, /)", |vm, a| {
        let len = this(vm, &a[0])?.len();
        let (start, stop) = (index_bound(vm, a[2], 0, len)?, index_bound(vm, a[3], usize::MAX, len)?);
        match find(vm, a[0], a[1], start, stop)? {
            Some(i) => Ok(vm.int(i as i64)),
            None => Err(vm.value_error("array.index(x): x not in array")),
        }
    }),
    method("insert", "(self, i, v, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let i = vm.index_clipped(a[1])?;
        let packed = x.kind.pack(vm, a[2])?;
        let place = |len: usize| {
            let at = (if i < 0 { i + len as i64 } else { i }).clamp(0, len as i64) as usize;
            (at, at)
        };
        x.splice(vm, place, &packed[..x.kind.size])?;
        Ok(Value::NONE)
    }),
    method("pop", "(self, i=-1, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let i = a[1].given().map_or(Ok(-1), |v| vm.index_clipped(v))?;
        let len = x.len();
        if len == 0 {
            return Err(vm.index_error("pop from empty array"));
        }
        let at = if i < 0 { i + len as i64 } else { i };
        let found = if at < 0 { None } else { x.get(vm, at as usize) };
        let Some(item) = found else { return Err(vm.index_error("pop index out of range")) };
        let at = at as usize;
        x.splice(vm, |len| (at.min(len), (at + 1).min(len)), &[])?;
        Ok(item)
    }),
    method("remove", "(self, v, /)", |vm, a| match find(vm, a[0], a[1], 0, usize::MAX)? {
        Some(i) => this(vm, &a[0])?.splice(vm, |len| (i.min(len), (i + 1).min(len)), &[]).map(|()| Value::NONE),
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }),
    method("reverse", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let data: Vec<u8> = x.data(vm).chunks_exact(x.kind.size).rev().flatten().copied().collect();
        store(vm, x, 0, &data)?;
        Ok(Value::NONE)
    }),
    method("tobytes", "(self, /)", |vm, a| memory::bytes(vm, &this(vm, &a[0])?.data(vm))),
    method("tofile", "(self, f, /)", |vm, a| {
        let data = memory::bytes(vm, &this(vm, &a[0])?.data(vm))?;
        vm.call_method(a[1], "write", &[data])?;
        Ok(Value::NONE)
    }),
    method("tolist", "(self, /)", |vm, a| Ok(vm.list(&items(vm, this(vm, &a[0])?)))),
    method("tounicode", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        if !x.kind.is_text() {
            return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
        }
        Ok(text_of(vm, x))
    }),
    method("__copy__", "(self, /)", |vm, a| copy(vm, a[0])),
    method("__deepcopy__", "(self, unused, /)", |vm, a| copy(vm, a[0])),
    method("__reduce_ex__", "(self, value, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let (class, code) = (a[0].typ().value(), vm.char(u32::from(x.kind.code)));
        let dict = vm.get_attr_opt(a[0], crate::vm::intern::intern(b"__dict__"))?.unwrap_or(Value::NONE);
        if vm.index_i64(a[1])? < 3 || x.kind.is_text() {
            let content = if x.kind.is_text() { text_of(vm, x) } else { vm.list(&items(vm, x)) };
            return Ok(vm.tuple(&[class, vm.tuple(&[code, content]), dict]));
        }
        let maker = vm.get_attr_str(vm.module("array")?, "_array_reconstructor")?;
        let args = vm.tuple(&[class, code, vm.int(x.kind.format), memory::bytes(vm, &x.data(vm))?]);
        Ok(vm.tuple(&[maker, args, dict]))
    }),
    method("__release_buffer__", "(self, buffer, /)", |vm, a| {
        let bytes = this(vm, &a[0])?.bytes.get();
        crate::types::memoryview::release_for(vm, bytes, a[1])
    })
    .of_slot(),
    method("__buffer__", "(self, flags, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        crate::types::memoryview::flags_of(vm, a[1])?;
        let view = crate::types::memoryview::view_of(vm, x.bytes.get())?;
        if x.kind.is_text() || x.kind.code == b'B' {
            return Ok(view);
        }
        vm.call_method(view, "cast", &[vm.char(u32::from(x.kind.code))])
    }),
    method("__sizeof__", "(self, /)", |vm, a| Ok(vm.int(80 + this(vm, &a[0])?.bytes().len.load(Ordering::Acquire) as i64))),
    class_method("__class_getitem__", "(cls, item, /)", |vm, a| generic_alias::new_alias(vm, a[0], a[1])),
];

fn items<'a>(vm: &'a Vm, x: &Array) -> Values<'a> {
    let mut out = Values::with_capacity(vm, x.len());
    x.data(vm).chunks_exact(x.kind.size).for_each(|item| out.push(x.kind.unpack(vm, item)));
    out
}

fn text_of(vm: &Vm, x: &Array) -> Value {
    let mut text = Vec::new();
    for item in x.data(vm).chunks_exact(4) {
        crate::vm::make::push_code_point(&mut text, u32::from_le_bytes([item[0], item[1], item[2], item[3]]).min(0x10_FFFF));
    }
    vm.str_wtf8(&text)
}

fn copy(vm: &Vm, a: Value) -> Res {
    let x = this(vm, &a)?;
    plain(vm, x.kind, &x.data(vm))
}

/// Writes packed items over those that stand there.
fn store(vm: &Vm, x: &Array, at: usize, data: &[u8]) -> Res<()> {
    if let Some(memory) = writable_of(vm, x.bytes.get())? {
        memory.write(vm, at * x.kind.size, data);
    }
    Ok(())
}

fn find(vm: &Vm, a: Value, wanted: Value, from: usize, to: usize) -> Res<Option<usize>> {
    let x = this(vm, &a)?;
    let mut i = from;
    while i < to
        && let Some(item) = x.get(vm, i)
    {
        if vm.equal(item, wanted)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn extend(vm: &Vm, a: Value, more: Value) -> Res<()> {
    let x = this(vm, &a)?;
    let mut data = Vec::new();
    match more.payload::<Array>() {
        Some(other) if other.kind.code == x.kind.code => data = other.data(vm).to_vec(),
        Some(_) => return Err(vm.type_error("can only extend with array of same kind")),
        None => {
            // what came before a mistake stays
            let packed = pack_all(vm, x.kind, more, &mut data);
            return x.splice(vm, |len| (len, len), &data).and(packed);
        }
    }
    x.splice(vm, |len| (len, len), &data)
}

fn get_item(vm: &Vm, a: Value, key: Value) -> Res {
    let x = this(vm, &a)?;
    let size = x.kind.size;
    if key.is_exact(Layout::Slice) {
        let (start, stop, step) = slice::bounds(vm, key)?;
        let data = x.data(vm);
        let (start, _, step, count) = slice::adjust(start, stop, step, data.len() / size);
        let at = |i: usize| (start + step * i as i64) as usize * size;
        let part: Vec<u8> = (0..count).flat_map(|i| &data[at(i)..at(i) + size]).copied().collect();
        return plain(vm, x.kind, &part);
    }
    let i = index(vm, key, x.len())?;
    i.and_then(|i| x.get(vm, i)).ok_or_else(|| vm.index_error("array index out of range"))
}

fn index(vm: &Vm, key: Value, len: usize) -> Res<Option<usize>> {
    if key.typ().slots().index.is_none() {
        return Err(vm.type_error("array indices must be integers"));
    }
    let i = sequence_index(vm, key, "array")?;
    let at = if i < 0 { i + len as i64 } else { i };
    Ok((0..len as i64).contains(&at).then_some(at as usize))
}

fn set_item(vm: &Vm, a: Value, key: Value, v: Value) -> Res<()> {
    let x = this(vm, &a)?;
    if key.is_exact(Layout::Slice) {
        return set_slice(vm, x, key, v);
    }
    let Some(i) = index(vm, key, x.len())? else { return Err(vm.index_error("array assignment index out of range")) };
    if v.is_unbound() {
        return x.splice(vm, |len| (i.min(len), (i + 1).min(len)), &[]);
    }
    let packed = x.kind.pack(vm, v)?;
    store(vm, x, i, &packed[..x.kind.size])
}

fn set_slice(vm: &Vm, x: &Array, key: Value, v: Value) -> Res<()> {
    let (first, last, step) = slice::bounds(vm, key)?;
    let data = match (v.given(), v.payload::<Array>()) {
        (None, _) => Vec::new(),
        (_, Some(other)) if other.kind.code == x.kind.code => other.data(vm).to_vec(),
        (_, Some(_)) => return Err(vm.type_error("bad argument type for built-in operation")),
        _ => return Err(vm.type_error(format!("can only assign array (not \"{}\") to array slice", v.type_name()))),
    };
    let size = x.kind.size;
    if step == 1 {
        let range = |len: usize| {
            let (start, _, _, count) = slice::adjust(first, last, 1, len);
            (start as usize, start as usize + count)
        };
        return x.splice(vm, range, &data);
    }
    let mut all = x.data(vm).to_vec();
    let (start, _, step, count) = slice::adjust(first, last, step, all.len() / size);
    let at = |i: usize| (start + step * i as i64) as usize;
    if v.is_unbound() {
        let gone: Vec<usize> = (0..count).map(at).collect();
        let kept: Vec<u8> =
            all.chunks_exact(size).enumerate().filter(|(i, _)| !gone.contains(i)).flat_map(|(_, item)| item).copied().collect();
        return x.splice(vm, |len| (0, len), &kept);
    }
    if data.len() != count * size {
        let n = data.len() / size;
        return Err(vm.value_error(format!("attempt to assign array of size {n} to extended slice of size {count}")));
    }
    for (i, item) in data.chunks_exact(size).enumerate() {
        all[at(i) * size..(at(i) + 1) * size].copy_from_slice(item);
    }
    store(vm, x, 0, &all)
}

fn repr(vm: &Vm, a: Value) -> Res {
    let x = this(vm, &a)?;
    let (name, code) = (a.typ().short_name(), x.kind.code as char);
    if x.len() == 0 {
        return Ok(vm.str(&format!("{name}('{code}')")));
    }
    let content = if x.kind.is_text() { text_of(vm, x) } else { vm.list(&items(vm, x)) };
    let mut out = format!("{name}('{code}', ").into_bytes();
    crate::types::repr::push_repr(vm, &mut out, content)?;
    out.push(b')');
    Ok(vm.str_wtf8(&out))
}

fn compare(vm: &Vm, op: CmpOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (a.payload::<Array>(), b.payload::<Array>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    compare_sequences(vm, op, (x.len(), y.len()), |i| (x.get(vm, i), y.get(vm, i)))
}

fn binary(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    let (x, y) = (a.payload::<Array>(), b.payload::<Array>());
    match (op, x, y) {
        (BinOp::Add, Some(x), Some(y)) if x.kind.code == y.kind.code => plain(vm, x.kind, &[&*x.data(vm), &*y.data(vm)].concat()),
        (BinOp::Add, Some(_), Some(_)) => Err(vm.type_error("bad argument type for built-in operation")),
        (BinOp::Mul, Some(x), None) => match repeat(vm, x, b)? {
            Some(data) => plain(vm, x.kind, &data),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        (BinOp::Mul, None, Some(_)) => binary(vm, op, b, a),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The items so many times; `None` if `count` is no integer.
fn repeat(vm: &Vm, x: &Array, count: Value) -> Res<Option<Vec<u8>>> {
    let Some(n) = crate::types::list::repeat_count(vm, count)? else { return Ok(None) };
    let data = x.data(vm);
    vm.check_memory(n, data.len())?;
    Ok(Some(data.repeat(n)))
}

fn inplace(vm: &Vm, op: BinOp, a: Value, b: Value) -> Res {
    let x = this(vm, &a)?;
    match op {
        BinOp::Add if b.payload::<Array>().is_none() => {
            Err(vm.type_error(format!("can only extend array with array (not \"{}\")", b.type_name())))
        }
        BinOp::Add => extend(vm, a, b).map(|()| a),
        BinOp::Mul => {
            let Some(data) = repeat(vm, x, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
            x.splice(vm, |len| (0, len), &data)?;
            Ok(a)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The iterator over an array.
struct Iterator {
    array: Slot,
    at: AtomicUsize,
}

impl Payload for Iterator {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.array);
    }
}

static ITERATOR: TypeSpec = TypeSpec {
    name: "array.arrayiterator",
    slots: Slots {
        iter: Some(|_, it| Ok(it)),
        next: Some(|vm, it| {
            let Some(i) = it.payload::<Iterator>() else { return Ok(None) };
            let Some(array) = i.array.get().given() else { return Ok(None) };
            let item = this(vm, &array)?.get(vm, i.at.load(Ordering::Relaxed));
            match item {
                Some(_) => i.at.store(i.at.load(Ordering::Relaxed) + 1, Ordering::Relaxed),
                None => i.array.set(Value::UNBOUND),
            }
            Ok(item)
        }),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};
