//! `zlib`: compression and checksums, by flate2 over zlib-rs. Much data is worked on detached.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use parking_lot::{Mutex, MutexGuard};

use crate::object::{MethodDef, ModuleSpec, Payload, Raised, Res, TypeSpec, Value, getter, method};
use crate::sync::Wait;
use crate::types::bytes_common::{buffer_of, memory};
use crate::types::{exceptions, type_of};
use crate::vm::Vm;

use super::exception_class;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "zlib",
    doc: "Compression and checksums in the format of the library zlib.",
    functions: FUNCTIONS,
    constants: &[("error", error_class), ("ZLIB_VERSION", |vm| Ok(vm.str("1.3.1"))), ("ZLIB_RUNTIME_VERSION", |vm| Ok(vm.str("1.3.1")))],
    init: Some(|vm, m| {
        for &(name, n) in NUMBERS {
            vm.set_attr_str(m, name, vm.int(n))?;
        }
        Ok(())
    }),
    ..ModuleSpec::DEFAULT
};

const NUMBERS: &[(&str, i64)] = &[
    ("DEFLATED", 8),
    ("DEF_BUF_SIZE", 16384),
    ("DEF_MEM_LEVEL", 8),
    ("MAX_WBITS", 15),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_BEST_SPEED", 1),
    ("Z_BLOCK", 5),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_FILTERED", 1),
    ("Z_FINISH", 4),
    ("Z_FIXED", 4),
    ("Z_FULL_FLUSH", 3),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_NO_COMPRESSION", 0),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_RLE", 3),
    ("Z_SYNC_FLUSH", 2),
    ("Z_TREES", 6),
];

const FUNCTIONS: &[MethodDef] = &[
    method("adler32", "(data, value=1, /)", |vm, a| {
        let data = buffer_of(vm, a[0])?;
        Ok(vm.uint(u64::from(adler32(start_value(vm, a[1], 1)?, &data))))
    }),
    method("crc32", "(data, value=0, /)", |vm, a| {
        let data = buffer_of(vm, a[0])?;
        let mut crc = crc32fast::Hasher::new_with_initial(start_value(vm, a[1], 0)?);
        crc.update(&data);
        Ok(vm.uint(u64::from(crc.finalize())))
    }),
    method("compress", "(data, /, level=-1, wbits=15)", |vm, a| {
        let data = buffer_of(vm, a[0])?.to_vec();
        let mut c = compressor(vm, number(vm, a[1], -1)?, number(vm, a[2], 15)?)?;
        // half as much, and twice that on the way
        vm.check_memory(data.len(), 3)?;
        let out = vm.detached(Wait::Native, || c.run(&data, 4));
        memory::long_bytes(vm, &out)
    }),
    method("decompress", "(data, /, wbits=15, bufsize=16384)", |vm, a| {
        let data = buffer_of(vm, a[0])?.to_vec();
        let mut d = Inflater::new(vm, number(vm, a[1], 15)?, Vec::new())?;
        let done = vm.detached(Wait::Native, || d.run(&data, usize::MAX));
        match done {
            Ok((out, _)) if d.ended => memory::long_bytes(vm, &out),
            Ok(_) => Err(error(vm, "Error -5 while decompressing data: incomplete or truncated stream")),
            Err(fault) => Err(failed(vm, &fault)),
        }
    }),
    method("compressobj", "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", |vm, a| {
        let mut c = compressor(vm, number(vm, a[0], -1)?, number(vm, a[2], 15)?)?;
        if number(vm, a[1], 8)? != 8 {
            return Err(vm.value_error("Invalid initialization option"));
        }
        if let Some(words) = a[5].not_none() {
            let words = buffer_of(vm, words)?.to_vec();
            c.inner.set_dictionary(&words).map_err(|_| vm.value_error("Invalid dictionary"))?;
        }
        Ok(vm.native(&COMPRESS, Compressor(Mutex::new(c))))
    }),
    method("decompressobj", "(wbits=15, zdict=b'')", |vm, a| {
        let bits = number(vm, a[0], 15)?;
        let words = match a[1].given() {
            Some(v) if !crate::types::bytes_common::is_buffer(v) => {
                return Err(vm.type_error("zdict argument must support the buffer protocol"));
            }
            Some(v) => buffer_of(vm, v)?.to_vec(),
            None => Vec::new(),
        };
        let d = Inflater::new(vm, bits, words)?;
        Ok(vm.native(&DECOMPRESS, Decompressor(Mutex::new(d))))
    }),
];

fn error_class(vm: &Vm) -> Res {
    exception_class::make(vm, "zlib.error", &[type_of(&exceptions::EXCEPTION).value()])
}

#[cold]
fn error(vm: &Vm, text: impl AsRef<str>) -> Raised {
    exception_class::raise(vm, error_class(vm), text.as_ref())
}

fn number(vm: &Vm, v: Value, default: i64) -> Res<i64> {
    v.given().map_or(Ok(default), |v| vm.index_i64(v))
}

/// A checksum to go on from, of which the low 32 bits count.
fn start_value(vm: &Vm, v: Value, default: u32) -> Res<u32> {
    let Some(v) = v.given() else { return Ok(default) };
    let mask = vm.int(0xFFFF_FFFF);
    let low = vm.binary_op(crate::object::BinOp::And, vm.index(v)?, mask, false)?;
    Ok(vm.index_i64(low)? as u32)
}

fn adler32(start: u32, data: &[u8]) -> u32 {
    let (mut low, mut high) = (start & 0xFFFF, start >> 16);
    // so many sums stay below 2 ** 32
    for part in data.chunks(5552) {
        for &byte in part {
            low += u32::from(byte);
            high += low;
        }
        low %= 65521;
        high %= 65521;
    }
    high << 16 | low
}

/// What stands around the deflated data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrap {
    Raw,
    Zlib,
    Gzip,
}

/// A stream that is being compressed.
struct Deflater {
    inner: Compress,
    wrap: Wrap,
    level: i64,
    begun: bool,
    crc: crc32fast::Hasher,
}

fn compressor(vm: &Vm, level: i64, bits: i64) -> Res<Deflater> {
    let (wrap, window) = match bits {
        9..=15 => (Wrap::Zlib, bits),
        -15..=-9 => (Wrap::Raw, -bits),
        25..=31 => (Wrap::Gzip, bits - 16),
        _ => return Err(vm.value_error("Invalid initialization option")),
    };
    let effort = match level {
        -1 => Compression::default(),
        0..=9 => Compression::new(level as u32),
        _ => return Err(error(vm, "Bad compression level")),
    };
    let inner = Compress::new_with_window_bits(effort, wrap == Wrap::Zlib, window as u8);
    Ok(Deflater { inner, wrap, level, begun: false, crc: crc32fast::Hasher::new() })
}

impl Deflater {
    /// Compresses more data; `flush` is one of zlib's numbers, 4 ends the stream.
    fn run(&mut self, data: &[u8], flush: i64) -> Vec<u8> {
        let mut out = Vec::with_capacity(data.len() / 2 + 64);
        if self.wrap == Wrap::Gzip {
            if !self.begun {
                let extra = match self.level {
                    9 => 2,
                    1 => 4,
                    _ => 0,
                };
                out.extend([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, 3]);
            }
            self.crc.update(data);
        }
        self.begun = true;
        let mode = match flush {
            0 => FlushCompress::None,
            1 => FlushCompress::Partial,
            2 => FlushCompress::Sync,
            3 => FlushCompress::Full,
            _ => FlushCompress::Finish,
        };
        let start = self.inner.total_in();
        loop {
            let used = (self.inner.total_in() - start) as usize;
            if out.capacity() - out.len() < 64 {
                out.reserve(out.len().max(256));
            }
            let before = out.len();
            let status = self.inner.compress_vec(&data[used..], &mut out, mode);
            let used_up = (self.inner.total_in() - start) as usize == data.len();
            let room = out.capacity() > out.len();
            match status {
                Ok(Status::StreamEnd) | Err(_) => break,
                Ok(_) if mode != FlushCompress::Finish && used_up && room => break,
                Ok(Status::BufError) if room && out.len() == before => break,
                Ok(_) => {}
            }
        }
        if self.wrap == Wrap::Gzip && mode == FlushCompress::Finish {
            out.extend(self.crc.clone().finalize().to_le_bytes());
            out.extend((self.inner.total_in() as u32).to_le_bytes());
        }
        out
    }
}

struct Compressor(Mutex<Deflater>);
impl Payload for Compressor {}

static COMPRESS: TypeSpec = TypeSpec {
    name: "zlib.Compress",
    methods: &[
        method("compress", "(self, data, /)", |vm, a| {
            let data = buffer_of(vm, a[1])?.to_vec();
            let c = compress_of(vm, &a[0])?;
            let out = vm.detached(Wait::Native, || c.0.lock().run(&data, 0));
            memory::long_bytes(vm, &out)
        }),
        method("flush", "(self, mode=4, /)", |vm, a| {
            let mode = number(vm, a[1], 4)?;
            if mode == 0 {
                return Ok(vm.bytes(b""));
            }
            if !(0..=5).contains(&mode) {
                return Err(error(vm, "Error -2 while flushing: inconsistent stream state"));
            }
            let c = compress_of(vm, &a[0])?;
            let out = vm.detached(Wait::Native, || c.0.lock().run(&[], mode));
            memory::long_bytes(vm, &out)
        }),
    ],
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn compress_of<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Compressor> {
    v.payload::<Compressor>().ok_or_else(|| vm.type_error("a Compress object is needed"))
}

/// What a fault says where there is no memory for the data.
const NO_MEMORY: &str = "no memory";

/// "Error -3" and what is behind it.
struct Fault(&'static str, String);

/// A stream that is being decompressed.
struct Inflater {
    inner: Decompress,
    wrap: Option<Wrap>,
    window: u8,
    words: Vec<u8>,
    /// what has come of a header that is not whole yet
    header: Vec<u8>,
    in_body: bool,
    /// the bytes after the deflated data that are still to come, of a gzip stream
    trailer: Vec<u8>,
    crc: crc32fast::Hasher,
    body_ended: bool,
    ended: bool,
    unused: Vec<u8>,
    unconsumed: Vec<u8>,
}

impl Inflater {
    fn new(vm: &Vm, bits: i64, words: Vec<u8>) -> Res<Inflater> {
        let (wrap, window) = match bits {
            0 => (Some(Wrap::Zlib), 15),
            8..=15 => (Some(Wrap::Zlib), bits.max(9)),
            -15..=-8 => (Some(Wrap::Raw), (-bits).max(9)),
            24..=31 => (Some(Wrap::Gzip), (bits - 16).max(9)),
            40..=47 => (None, (bits - 32).max(9)),
            _ => return Err(vm.value_error("Invalid initialization option")),
        };
        let window = window as u8;
        let mut made = Inflater {
            inner: Decompress::new_with_window_bits(wrap == Some(Wrap::Zlib), window),
            wrap,
            window,
            words,
            header: Vec::new(),
            in_body: matches!(wrap, Some(Wrap::Raw | Wrap::Zlib)),
            trailer: Vec::new(),
            crc: crc32fast::Hasher::new(),
            body_ended: false,
            ended: false,
            unused: Vec::new(),
            unconsumed: Vec::new(),
        };
        if wrap == Some(Wrap::Raw) && !made.words.is_empty() {
            let words = std::mem::take(&mut made.words);
            made.inner.set_dictionary(&words).map_err(|_| vm.value_error("Invalid dictionary"))?;
        }
        Ok(made)
    }

    /// Decompresses more data, up to `most` bytes of output; how much of the data was used.
    fn run(&mut self, data: &[u8], most: usize) -> Result<(Vec<u8>, usize), Fault> {
        let mut out = Vec::new();
        let mut at = 0;
        if !self.in_body {
            match self.read_header(data)? {
                Some(used) => at = used,
                None => return Ok((out, data.len())),
            }
        }
        let first = at;
        while !self.body_ended && out.len() < most {
            let room = (data.len() * 2).clamp(256, 1 << 20).min(most - out.len());
            if out.try_reserve(room).is_err() {
                return Err(Fault(NO_MEMORY, String::new()));
            }
            let before = out.len();
            let limit = before + room;
            let mut piece = vec![0; limit - before];
            let (total_in, total_out) = (self.inner.total_in(), self.inner.total_out());
            let result = self.inner.decompress(&data[at..], &mut piece, FlushDecompress::None);
            at += (self.inner.total_in() - total_in) as usize;
            let made = (self.inner.total_out() - total_out) as usize;
            self.crc.update(&piece[..made]);
            out.extend_from_slice(&piece[..made]);
            match result {
                Ok(Status::StreamEnd) => self.body_ended = true,
                Ok(_) if made == 0 && (at == data.len() || self.inner.total_in() == total_in) => break,
                Ok(_) => {}
                Err(e) if e.needs_dictionary().is_some() => {
                    if self.words.is_empty() {
                        return Err(Fault("Error 2", String::new()));
                    }
                    let words = std::mem::take(&mut self.words);
                    if self.inner.set_dictionary(&words).is_err() {
                        return Err(Fault("Error -3", ": incorrect dictionary".into()));
                    }
                }
                Err(e) => {
                    let text = e.message().map(str::to_string).unwrap_or_else(|| self.guess(&data[first..]));
                    return Err(Fault("Error -3", if text.is_empty() { text } else { format!(": {text}") }));
                }
            }
        }
        if self.body_ended && !self.ended {
            if self.wrap == Some(Wrap::Gzip) {
                let missing = (8 - self.trailer.len()).min(data.len() - at);
                self.trailer.extend_from_slice(&data[at..at + missing]);
                at += missing;
                if self.trailer.len() == 8 {
                    self.check_trailer()?;
                    self.ended = true;
                }
            } else {
                self.ended = true;
            }
        }
        if self.ended {
            self.unused.extend_from_slice(&data[at..]);
            at = data.len();
        }
        Ok((out, at))
    }

    fn check_trailer(&self) -> Result<(), Fault> {
        let word = |i: usize| u32::from_le_bytes([self.trailer[i], self.trailer[i + 1], self.trailer[i + 2], self.trailer[i + 3]]);
        if word(0) != self.crc.clone().finalize() {
            return Err(Fault("Error -3", ": incorrect data check".into()));
        }
        if word(4) != self.inner.total_out() as u32 {
            return Err(Fault("Error -3", ": incorrect length check".into()));
        }
        Ok(())
    }

    /// What zlib says of a stream whose first bytes are wrong.
    fn guess(&self, data: &[u8]) -> String {
        match data {
            [a, b, ..] if self.wrap == Some(Wrap::Zlib) && (u32::from(*a) << 8 | u32::from(*b)) % 31 != 0 => "incorrect header check",
            [a, ..] if self.wrap == Some(Wrap::Zlib) && a & 15 != 8 => "unknown compression method",
            _ => "invalid stored block lengths",
        }
        .to_string()
    }

    /// Reads the header of a gzip stream, or sees that there is none; `None` if it is not whole yet.
    fn read_header(&mut self, data: &[u8]) -> Result<Option<usize>, Fault> {
        let before = self.header.len();
        self.header.extend_from_slice(data);
        let h = &self.header;
        if h.len() < 2 {
            return Ok(None);
        }
        if h[..2] != [0x1f, 0x8b] {
            if self.wrap.is_some() {
                return Err(Fault("Error -3", ": incorrect header check".into()));
            }
            self.wrap = Some(Wrap::Zlib);
            self.inner = Decompress::new_with_window_bits(true, self.window);
            self.in_body = true;
            return Ok(Some(0));
        }
        self.wrap = Some(Wrap::Gzip);
        if h.len() < 10 {
            return Ok(None);
        }
        let flags = h[3];
        let mut at = 10;
        if flags & 4 != 0 {
            let Some(size) = h.get(at..at + 2) else { return Ok(None) };
            at += 2 + usize::from(u16::from_le_bytes([size[0], size[1]]));
        }
        for flag in [8, 16] {
            if flags & flag != 0 {
                match h.get(at..).and_then(|rest| rest.iter().position(|&b| b == 0)) {
                    Some(n) => at += n + 1,
                    None => return Ok(None),
                }
            }
        }
        if flags & 2 != 0 {
            at += 2;
        }
        if h.len() < at {
            return Ok(None);
        }
        self.inner = Decompress::new_with_window_bits(false, self.window);
        self.in_body = true;
        Ok(Some(at - before))
    }
}

struct Decompressor(Mutex<Inflater>);
impl Payload for Decompressor {}

static DECOMPRESS: TypeSpec = TypeSpec {
    name: "zlib.Decompress",
    methods: &[
        method("decompress", "(self, data, /, max_length=0)", |vm, a| {
            let data = buffer_of(vm, a[1])?.to_vec();
            let most = number(vm, a[2], 0)?;
            if most < 0 {
                return Err(vm.value_error("max_length must be non-negative"));
            }
            let d = decompress_of(vm, &a[0])?;
            let most = if most == 0 { usize::MAX } else { most as usize };
            let done = vm.detached(Wait::Native, || {
                let mut d = d.0.lock();
                if d.ended {
                    d.unused.extend_from_slice(&data);
                    return Ok(Vec::new());
                }
                let (out, used) = d.run(&data, most)?;
                d.unconsumed = data[used..].to_vec();
                Ok(out)
            });
            finished(vm, done)
        }),
        method("flush", "(self, length=16384, /)", |vm, a| {
            if number(vm, a[1], 16384)? <= 0 {
                return Err(vm.value_error("length must be greater than zero"));
            }
            let d = decompress_of(vm, &a[0])?;
            let done = vm.detached(Wait::Native, || {
                let mut d = d.0.lock();
                let data = std::mem::take(&mut d.unconsumed);
                if d.ended { Ok(Vec::new()) } else { d.run(&data, usize::MAX).map(|(out, _)| out) }
            });
            finished(vm, done)
        }),
    ],
    getset: &[
        getter("unused_data", |vm, d| {
            let data = inflater_of(vm, &d)?.unused.clone();
            memory::long_bytes(vm, &data)
        }),
        getter("unconsumed_tail", |vm, d| {
            let data = inflater_of(vm, &d)?.unconsumed.clone();
            memory::long_bytes(vm, &data)
        }),
        getter("eof", |vm, d| Ok(Value::bool(inflater_of(vm, &d)?.ended))),
    ],
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn decompress_of<'a>(vm: &Vm, v: &'a Value) -> Res<&'a Decompressor> {
    v.payload::<Decompressor>().ok_or_else(|| vm.type_error("a Decompress object is needed"))
}

/// What a decompressor knows; another thread may be at work with it.
fn inflater_of<'a>(vm: &Vm, v: &'a Value) -> Res<MutexGuard<'a, Inflater>> {
    Ok(vm.lock_patiently(&decompress_of(vm, v)?.0))
}

fn failed(vm: &Vm, fault: &Fault) -> Raised {
    match fault.0 {
        NO_MEMORY => vm.memory_error(),
        text => error(vm, format!("{text} while decompressing data{}", fault.1)),
    }
}

fn finished(vm: &Vm, done: Result<Vec<u8>, Fault>) -> Res {
    match done {
        Ok(out) => memory::long_bytes(vm, &out),
        Err(fault) => Err(failed(vm, &fault)),
    }
}
