//! `BufferedRWPair`: a reader and a writer as one stream that is not seekable.

use crate::object::heap::Marker;
use crate::object::{Args, MethodDef, Payload, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::{shape_for, type_of};
use crate::vm::Vm;
use crate::vm::intern::names;

use super::base::{self, BUFFEREDIOBASE};
use super::buffered::{BUFFEREDREADER, BUFFEREDWRITER};

pub static BUFFEREDRWPAIR: TypeSpec = TypeSpec {
    name: "_io.BufferedRWPair",
    has_dict: true,
    signature: Some("(reader, writer, buffer_size=131072, /)"),
    base: Some(&BUFFEREDIOBASE),
    constructor: Some(("(*args, **kwargs)", |vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, Pair::default())))),
    methods: METHODS,
    getset: &[getter("closed", |vm, s| vm.get_attr_str(half(vm, &s, true)?, "closed"))],
    slots: Slots { init: Some(init), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

/// The data of a `BufferedRWPair`.
#[derive(Default)]
struct Pair {
    reader: Slot,
    writer: Slot,
}

impl Payload for Pair {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.reader);
        marker.slot(&self.writer);
    }
}

macro_rules! forward {
    ($name:literal, $signature:literal, $write:literal) => {
        method($name, $signature, |vm, a| {
            let given = a[1..].iter().take_while(|v| !v.is_unbound()).count();
            vm.call_method(half(vm, &a[0], $write)?, $name, &a[1..1 + given])
        })
    };
}

const METHODS: &[MethodDef] = &[
    forward!("read", "(self, size=-1, /)", false),
    forward!("read1", "(self, size=-1, /)", false),
    forward!("peek", "(self, size=0, /)", false),
    forward!("readinto", "(self, buffer, /)", false),
    forward!("readinto1", "(self, buffer, /)", false),
    forward!("readable", "(self, /)", false),
    forward!("write", "(self, buffer, /)", true),
    forward!("flush", "(self, /)", true),
    forward!("writable", "(self, /)", true),
    method("isatty", "(self, /)", |vm, a| {
        let writer = vm.call_method(half(vm, &a[0], true)?, "isatty", &[])?;
        if vm.truth(writer)? { Ok(writer) } else { vm.call_method(half(vm, &a[0], false)?, "isatty", &[]) }
    }),
    method("close", "(self, /)", |vm, a| {
        let writer = vm.call_method_value(half(vm, &a[0], true)?, names::CLOSE.get(), &[]);
        let error = writer.err().map(|raised| vm.take_raised(raised));
        vm.call_method_value(half(vm, &a[0], false)?, names::CLOSE.get(), &[])?;
        error.map_or(Ok(Value::NONE), |e| Err(vm.put_raised(e)))
    }),
];

fn half(vm: &Vm, s: &Value, write: bool) -> Res {
    let pair = s.payload::<Pair>().expect("a pair's method gets a pair");
    let slot = if write { &pair.writer } else { &pair.reader };
    slot.get().given().ok_or_else(|| vm.value_error("I/O operation on uninitialized object"))
}

fn init(vm: &Vm, s: Value, args: Args) -> Res<()> {
    super::bind(vm, "BufferedRWPair", "(reader, writer, buffer_size=131072, /)", args, &|vm, a| {
        let size = vm.int(a[2].given().map_or(Ok(super::BUFFER_SIZE as i64), |size| vm.index_i64(size))?);
        base::able(vm, a[0], "readable", "File or stream is not readable.")?;
        base::able(vm, a[1], "writable", "File or stream is not writable.")?;
        let reader = vm.call(type_of(&BUFFEREDREADER).value(), &[a[0], size])?;
        let writer = vm.call(type_of(&BUFFEREDWRITER).value(), &[a[1], size])?;
        let pair = s.payload::<Pair>().expect("a pair's method gets a pair");
        pair.reader.set(reader);
        pair.writer.set(writer);
        Ok(())
    })
}
