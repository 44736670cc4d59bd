//! `_bz2`: the compressor and the decompressor of `bz2`, over the crate `bzip2`.

use bzip2::{Action, Compress, Compression, Decompress, Status};
use parking_lot::{Mutex, MutexGuard};

use crate::object::{ModuleSpec, Payload, Res, TypeSpec, Value, getter, method};
use crate::sync::Wait;
use crate::types::bytes_common::{buffer_of, memory};
use crate::types::{exceptions, shape_for};
use crate::vm::Vm;

pub static MODULE: ModuleSpec = ModuleSpec { name: "_bz2", types: &[&COMPRESSOR, &DECOMPRESSOR], ..ModuleSpec::DEFAULT };

/// How much room the output gets at once.
const ROOM: usize = 32 << 10;
/// What the format's algorithm spends on repetitive data before it takes the slower way: the library's own choice.
const WORK_FACTOR: u32 = 0;

/// A stream that is being compressed; `None` once it was flushed.
struct Compressor(Mutex<Option<Compress>>);
impl Payload for Compressor {}

static COMPRESSOR: TypeSpec = TypeSpec {
    name: "_bz2.BZ2Compressor",
    doc: "Compresses a stream piece by piece.",
    constructor: Some(("(compresslevel=9, /)", |vm, cls, a| {
        let level = a[0].given().map_or(Ok(9), |level| vm.index_i64(level))?;
        if !(1..=9).contains(&level) {
            return Err(vm.value_error("compresslevel must be between 1 and 9"));
        }
        let inner = Compress::new(Compression::new(level as u32), WORK_FACTOR);
        Ok(vm.native_of_shape(shape_for(vm, cls)?, Compressor(Mutex::new(Some(inner)))))
    })),
    methods: &[
        method("compress", "(self, data, /)", |vm, a| {
            let data = buffer_of(vm, a[1])?.to_vec();
            let c = compressor(vm, &a[0])?;
            let out = vm.detached(Wait::Native, || Some(compressed(c.0.lock().as_mut()?, &data, Action::Run)));
            match out {
                Some(out) => memory::long_bytes(vm, &out),
                None => Err(vm.value_error("Compressor has been flushed")),
            }
        }),
        method("flush", "(self, /)", |vm, a| {
            let c = compressor(vm, &a[0])?;
            let out = vm.detached(Wait::Native, || Some(compressed(&mut c.0.lock().take()?, &[], Action::Finish)));
            match out {
                Some(out) => memory::long_bytes(vm, &out),
                None => Err(vm.value_error("Repeated call to flush()")),
            }
        }),
        method("__reduce__", "(self, /)", no_pickle),
    ],
    hidden: "__reduce__",
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn compressor<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Compressor> {
    v.payload::<Compressor>().ok_or_else(|| vm.type_error("a BZ2Compressor is needed"))
}

fn no_pickle(vm: &Vm, a: &[Value]) -> Res {
    Err(vm.type_error(format!("cannot pickle '{}' object", a[0].typ().spec.name)))
}

fn compressed(c: &mut Compress, data: &[u8], action: Action) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), 0);
    loop {
        out.reserve(ROOM);
        let before = (c.total_in(), out.len());
        let status = c.compress_vec(&data[at..], &mut out, action).expect("actions come in their order");
        at += (c.total_in() - before.0) as usize;
        let ended = match action {
            Action::Finish => status == Status::StreamEnd,
            _ => at == data.len(),
        };
        if ended {
            return out;
        }
    }
}

/// A stream that is being decompressed.
struct State {
    inner: Decompress,
    /// what was given and not looked at yet
    waiting: Vec<u8>,
    unused: Vec<u8>,
    ended: bool,
    needs_input: bool,
}

struct Decompressor(Mutex<State>);
impl Payload for Decompressor {}

static DECOMPRESSOR: TypeSpec = TypeSpec {
    name: "_bz2.BZ2Decompressor",
    doc: "Decompresses a stream piece by piece.",
    constructor: Some(("()", |vm, cls, _| {
        let state = State { inner: Decompress::new(false), waiting: Vec::new(), unused: Vec::new(), ended: false, needs_input: true };
        Ok(vm.native_of_shape(shape_for(vm, cls)?, Decompressor(Mutex::new(state))))
    })),
    methods: &[
        method("decompress", "(self, /, data, max_length=-1)", |vm, a| {
            let data = buffer_of(vm, a[1])?.to_vec();
            let most = a[2].given().map_or(Ok(-1), |most| vm.index_i64(most))?;
            let d = v_decompressor(vm, &a[0])?;
            let done = vm.detached(Wait::Native, || d.0.lock().run(data, usize::try_from(most).unwrap_or(usize::MAX)));
            match done {
                Ok(out) => memory::long_bytes(vm, &out),
                Err(Fault::Ended) => Err(vm.raise(&exceptions::EOF_ERROR, "End of stream already reached")),
                Err(Fault::Data) => Err(vm.raise(&exceptions::OS_ERROR, "Invalid data stream")),
            }
        }),
        method("__reduce__", "(self, /)", no_pickle),
    ],
    getset: &[
        getter("eof", |vm, d| Ok(Value::bool(state(vm, &d)?.ended))),
        getter("needs_input", |vm, d| Ok(Value::bool(state(vm, &d)?.needs_input))),
        getter("unused_data", |vm, d| {
            let data = state(vm, &d)?.unused.clone();
            memory::long_bytes(vm, &data)
        }),
    ],
    hidden: "__reduce__",
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn v_decompressor<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Decompressor> {
    v.payload::<Decompressor>().ok_or_else(|| vm.type_error("a BZ2Decompressor is needed"))
}

/// What a decompressor knows; another thread may be at work with it.
fn state<'a>(vm: &Vm, v: &'a Value) -> Res<MutexGuard<'a, State>> {
    Ok(vm.lock_patiently(&v_decompressor(vm, v)?.0))
}

enum Fault {
    Ended,
    Data,
}

impl State {
    /// The next bytes, at most so many.
    fn run(&mut self, data: Vec<u8>, most: usize) -> Result<Vec<u8>, Fault> {
        if self.ended {
            return Err(Fault::Ended);
        }
        if self.waiting.is_empty() {
            self.waiting = data;
        } else {
            self.waiting.extend(data);
        }
        let (mut out, mut at) = (Vec::new(), 0);
        let done = loop {
            let room = (most - out.len()).min(ROOM);
            let mut piece = Vec::with_capacity(room);
            let before = self.inner.total_in();
            let status = self.inner.decompress_vec(&self.waiting[at..], &mut piece);
            let used = (self.inner.total_in() - before) as usize;
            at += used;
            let got = piece.len();
            out.append(&mut piece);
            match status {
                Err(_) => break Err(Fault::Data),
                Ok(Status::StreamEnd) => {
                    self.ended = true;
                    break Ok(());
                }
                Ok(_) if out.len() == most || used == 0 && got == 0 || at == self.waiting.len() && got < room => break Ok(()),
                Ok(_) => {}
            }
        };
        self.waiting.drain(..at);
        if self.ended {
            self.unused = std::mem::take(&mut self.waiting);
        }
        self.needs_input = !self.ended && self.waiting.is_empty();
        done.map(|()| out)
    }
}
