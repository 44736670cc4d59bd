//! Newline modes: how text is cut into lines and what ends of lines become; and `IncrementalNewlineDecoder`.

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::{Args, MethodDef, Payload, Raised, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::shape_for;
use crate::vm::{Values, Vm};

/// What the argument `newline` means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newline {
    /// `None`: every end of line is read as `\n`
    #[default]
    Universal,
    /// `''`: lines end with any, nothing is changed
    Any,
    /// `'\n'`
    Lf,
    /// `'\r'`: `\n` is written so
    Cr,
    /// `'\r\n'`: `\n` is written so
    CrLf,
}

impl Newline {
    /// From the argument `newline` of `function`.
    ///
    /// # Errors
    /// `TypeError`, "illegal newline value: x"
    pub fn of(vm: &Vm, v: Value, function: &str) -> Res<Newline> {
        let Some(v) = v.not_none() else { return Ok(Newline::Universal) };
        match v.str_bytes() {
            None if function == "StringIO" => Err(vm.type_error(format!("newline must be str or None, not {}", v.type_name()))),
            None => Err(vm.type_error(format!("{function}() argument 'newline' must be str or None, not {}", v.argument_name()))),
            Some(b"") => Ok(Newline::Any),
            Some(b"\n") => Ok(Newline::Lf),
            Some(b"\r") => Ok(Newline::Cr),
            Some(b"\r\n") => Ok(Newline::CrLf),
            Some(_) if function == "StringIO" => Err(vm.value_error(format!("illegal newline value: {}", vm.repr_text(v)?))),
            Some(other) => Err(illegal(vm, other)),
        }
    }

    /// What `\n` is written as, if not as itself.
    pub fn written(self) -> Option<&'static [u8]> {
        match self {
            Newline::Cr => Some(b"\r"),
            Newline::CrLf => Some(b"\r\n"),
            _ => None,
        }
    }

    /// Where the first line of `text` ends: without its end of line and with it. `None`: not in this text. `more`: text
    /// may follow, so that a `\r` at the end does not tell yet. Nothing before `seen` is an end.
    #[inline]
    pub fn line_end(self, text: &[u8], seen: usize, more: bool) -> Option<(usize, usize)> {
        match self {
            Newline::Lf => memchr::memchr(b'\n', &text[seen..]).map(|i| (seen + i, seen + i + 1)),
            Newline::Cr => memchr::memchr(b'\r', &text[seen..]).map(|i| (seen + i, seen + i + 1)),
            Newline::CrLf => memchr::memmem::find(&text[seen.saturating_sub(1)..], b"\r\n").map(|i| {
                let at = seen.saturating_sub(1) + i;
                (at, at + 2)
            }),
            Newline::Universal | Newline::Any => {
                let i = seen.saturating_sub(1);
                let from = if seen > 0 && text[i] == b'\r' { i } else { seen };
                let at = from + memchr::memchr2(b'\n', b'\r', &text[from..])?;
                match (text[at], text.get(at + 1)) {
                    (b'\n', _) => Some((at, at + 1)),
                    (_, Some(b'\n')) => Some((at, at + 2)),
                    (_, None) if more => None,
                    _ => Some((at, at + 1)),
                }
            }
        }
    }
}

#[cold]
fn illegal(vm: &Vm, text: &[u8]) -> Raised {
    vm.value_error(format!("illegal newline value: {}", String::from_utf8_lossy(text)))
}

/// `\n` replaced by what it is written as.
pub fn write_newlines(text: &[u8], newline: &[u8]) -> Vec<u8> {
    crate::text::bytes_ops::replace(text, b"\n", newline, None)
}

/// All ends of lines replaced by `\n`.
pub fn to_lf(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(i) = memchr::memchr(b'\r', &text[at..]) {
        out.extend_from_slice(&text[at..at + i]);
        out.push(b'\n');
        at += i + 1;
        if text.get(at) == Some(&b'\n') {
            at += 1;
        }
    }
    out.extend_from_slice(&text[at..]);
    out
}

/// Which ends of lines were seen: bits 1 `\r`, 2 `\n`, 4 `\r\n`.
pub fn kinds(text: &[u8]) -> u8 {
    let mut found = 0;
    if memchr::memchr(b'\r', text).is_none() {
        return if memchr::memchr(b'\n', text).is_some() { 2 } else { 0 };
    }
    let mut at = 0;
    while let Some((end, next)) = Newline::Any.line_end(&text[at..], 0, false) {
        found |= match (text[at + end], next - end) {
            (_, 2) => 4,
            (b'\r', _) => 1,
            _ => 2,
        };
        if found == 7 {
            break;
        }
        at += next;
    }
    found
}

/// The attribute `newlines`.
pub fn kinds_value(vm: &Vm, kinds: u8) -> Value {
    let all: Vec<Value> = [(1, "\r"), (2, "\n"), (4, "\r\n")].iter().filter(|(bit, _)| kinds & bit != 0).map(|(_, t)| vm.str(t)).collect();
    match all.as_slice() {
        [] => Value::NONE,
        [one] => *one,
        many => vm.tuple(many),
    }
}

pub static INCREMENTALNEWLINEDECODER: TypeSpec = TypeSpec {
    name: "_io.IncrementalNewlineDecoder",
    signature: Some("(decoder, translate, errors='strict')"),
    constructor: Some(("(*args, **kwargs)", |vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, Decoder::default())))),
    methods: METHODS,
    getset: &[getter("newlines", |vm, s| Ok(kinds_value(vm, this(&s).state.lock().kinds)))],
    slots: Slots { init: Some(init), ..Slots::NONE },
    ..TypeSpec::DEFAULT
};

#[derive(Default)]
struct Decoder {
    inner: Slot,
    state: Mutex<DecoderState>,
}

#[derive(Default)]
struct DecoderState {
    translate: bool,
    pending_cr: bool,
    kinds: u8,
}

impl Payload for Decoder {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.inner);
    }
}

fn this(s: &Value) -> &Decoder {
    s.payload::<Decoder>().expect("a decoder's method gets one")
}

fn init(vm: &Vm, s: Value, args: Args) -> Res<()> {
    super::bind(vm, "IncrementalNewlineDecoder", "(decoder, translate, errors='strict')", args, &|vm, a| {
        this(&s).inner.set(a[0]);
        *this(&s).state.lock() = DecoderState { translate: vm.truth(a[1])?, ..DecoderState::default() };
        Ok(())
    })
}

const METHODS: &[MethodDef] = &[
    method("decode", "(self, input, final=False)", |vm, a| {
        let last = a[2].given().map_or(Ok(false), |v| vm.truth(v))?;
        let d = this(&a[0]);
        let output = match d.inner.get().not_none() {
            Some(inner) => vm.call_method(inner, "decode", &[a[1], Value::bool(last)])?,
            None => a[1],
        };
        let Some(bytes) = output.str_bytes() else {
            return Err(vm.type_error(format!("decoder should return a string result, not '{}'", output.type_name())));
        };
        let mut state = d.state.lock();
        let mut text = bytes.to_vec();
        if state.pending_cr && (!text.is_empty() || last) {
            text.insert(0, b'\r');
            state.pending_cr = false;
        }
        if text.last() == Some(&b'\r') && !last {
            text.pop();
            state.pending_cr = true;
        }
        state.kinds |= kinds(&text);
        let out = if state.translate { to_lf(&text) } else { text };
        drop(state);
        Ok(vm.str_wtf8(&out))
    }),
    method("getstate", "(self, /)", |vm, a| {
        let d = this(&a[0]);
        let mut parts = Values::from_slice(vm, &[vm.bytes(b""), Value::small_int(0)]);
        if let Some(inner) = d.inner.get().not_none() {
            let state = vm.call_method(inner, "getstate", &[])?;
            let mut pair = [Value::UNBOUND; 2];
            vm.unpack(state, 2, &mut pair)?;
            parts.set(0, pair[0]);
            parts.set(1, pair[1]);
        }
        let flag = vm.index_i64(parts[1])? << 1 | d.state.lock().pending_cr as i64;
        Ok(vm.tuple(&[parts[0], vm.int(flag)]))
    }),
    method("setstate", "(self, state, /)", |vm, a| {
        let d = this(&a[0]);
        let mut pair = [Value::UNBOUND; 2];
        vm.unpack(a[1], 2, &mut pair)?;
        let flag = vm.index_i64(pair[1])?;
        d.state.lock().pending_cr = flag & 1 != 0;
        if let Some(inner) = d.inner.get().not_none() {
            vm.call_method(inner, "setstate", &[vm.tuple(&[pair[0], vm.int(flag >> 1)])])?;
        }
        Ok(Value::NONE)
    }),
    method("reset", "(self, /)", |vm, a| {
        let d = this(&a[0]);
        {
            let mut state = d.state.lock();
            state.kinds = 0;
            state.pending_cr = false;
        }
        match d.inner.get().not_none() {
            Some(inner) => vm.call_method(inner, "reset", &[]),
            None => Ok(Value::NONE),
        }
    }),
];
