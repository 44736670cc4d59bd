//! `_hashlib`: message digests and key derivation, by RustCrypto and blake2_simd. Big inputs are hashed detached.

mod derive;
mod digest;

use parking_lot::{Mutex, MutexGuard};

use crate::object::{GetSetDef, MethodDef, ModuleSpec, Payload, Raised, Res, Slots, TypeSpec, Value, getter, method};
use crate::sync::Wait;
use crate::text::bytes_ops::hex_pair;
use crate::types::bytes_common::{Buffer, buffer_of, memory};
use crate::types::exceptions;
use crate::vm::Vm;

use super::exception_class;
use digest::{Blake, Digest};

/// Inputs longer than this let other threads run meanwhile.
const DETACH: usize = 2047;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_hashlib",
    functions: FUNCTIONS,
    types: &[&HASH, &HASHXOF],
    constants: &[("UnsupportedDigestmodError", unsupported_class)],
    ..ModuleSpec::DEFAULT
};

macro_rules! constructors {
    ($($name:literal $function:literal;)*) => {
        const FUNCTIONS: &[MethodDef] = &[
            $(method($function, "(data=b'', *, usedforsecurity=True, string=None)", |vm, a| {
                start(vm, Digest::of($name).expect("a row of the table"), a[0], a[2])
            }),)*
            method("new", "(name, data=b'', *, usedforsecurity=True, string=None)", |vm, a| {
                let Some(name) = a[0].as_str() else {
                    return Err(vm.type_error(format!("new() argument 'name' must be str, not {}", a[0].argument_name())));
                };
                match Digest::of(&digest::plain_name(name)) {
                    Some(digest) => start(vm, digest, a[1], a[3]),
                    None => Err(vm.value_error(format!("unsupported hash type {name}"))),
                }
            }),
            method("blake2b", BLAKE, |vm, a| blake(vm, a, false)),
            method("blake2s", BLAKE, |vm, a| blake(vm, a, true)),
            method("pbkdf2_hmac", "(hash_name, password, salt, iterations, dklen=None)", pbkdf2),
            method("scrypt", "(password, *, salt, n, r, p, maxmem=0, dklen=64)", scrypt),
        ];
    };
}

constructors! {
    "md5" "openssl_md5";
    "sha1" "openssl_sha1";
    "sha224" "openssl_sha224";
    "sha256" "openssl_sha256";
    "sha384" "openssl_sha384";
    "sha512" "openssl_sha512";
    "sha3_224" "openssl_sha3_224";
    "sha3_256" "openssl_sha3_256";
    "sha3_384" "openssl_sha3_384";
    "sha3_512" "openssl_sha3_512";
    "shake_128" "openssl_shake_128";
    "shake_256" "openssl_shake_256";
}

const BLAKE: &str = "(data=b'', *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, \
                     node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)";

const UPDATE: MethodDef = method("update", "(self, obj, /)", |vm, a| {
    let s = state(vm, &a[0])?;
    let data = input(vm, a[1])?;
    feed(vm, s, &data);
    Ok(Value::NONE)
});

const COPY: MethodDef = method("copy", "(self, /)", |vm, a| {
    let d = digest_of(vm, &a[0])?.clone();
    Ok(object(vm, d))
});

const GETSET: &[GetSetDef] = &[
    getter("name", |vm, h| Ok(vm.str(digest_of(vm, &h)?.name()))),
    getter("digest_size", |vm, h| Ok(vm.int(digest_of(vm, &h)?.size() as i64))),
    getter("block_size", |vm, h| Ok(vm.int(digest_of(vm, &h)?.block() as i64))),
];

fn repr(vm: &Vm, h: Value) -> Res {
    let name = digest_of(vm, &h)?.name();
    Ok(vm.str(&match name {
        "blake2b" | "blake2s" => format!("<_blake2.{name} object at {:#x}>", h.0),
        _ => format!("<{name} {} object @ {:#x}>", vm.type_full_name(h.typ()), h.0),
    }))
}

static HASH: TypeSpec = TypeSpec {
    name: "_hashlib.HASH",
    methods: &[
        UPDATE,
        COPY,
        method("digest", "(self, /)", |vm, a| {
            let sum = digest_of(vm, &a[0])?.result();
            Ok(vm.bytes(&sum))
        }),
        method("hexdigest", "(self, /)", |vm, a| {
            let sum = digest_of(vm, &a[0])?.result();
            Ok(hex(vm, &sum))
        }),
    ],
    getset: GETSET,
    slots: Slots { repr: Some(repr), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

/// A digest that can be as long as one likes.
static HASHXOF: TypeSpec = TypeSpec {
    name: "_hashlib.HASHXOF",
    base: Some(&HASH),
    methods: &[
        method("digest", "(self, length)", |vm, a| memory::bytes(vm, &stretched(vm, a)?)),
        method("hexdigest", "(self, length)", |vm, a| Ok(hex(vm, &stretched(vm, a)?))),
    ],
    slots: Slots { repr: Some(repr), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn stretched(vm: &Vm, a: &[Value]) -> Res<Vec<u8>> {
    let length = vm.index_i64(a[1])?;
    if length < 0 {
        return Err(vm.raise(&exceptions::SYSTEM_ERROR, "Negative size passed to PyBytes_FromStringAndSize"));
    }
    let mut out = Vec::new();
    out.try_reserve_exact(length as usize).map_err(|_| vm.memory_error())?;
    out.resize(length as usize, 0);
    let d = digest_of(vm, &a[0])?.clone();
    d.stretch(&mut out);
    Ok(out)
}

fn hex(vm: &Vm, digest: &[u8]) -> Value {
    if digest.is_empty() {
        return crate::vm::intern::empty_str();
    }
    let len = digest.len() * 2;
    vm.str_filled(len, len, |to| to.chunks_exact_mut(2).zip(digest).for_each(|(pair, byte)| pair.copy_from_slice(&hex_pair(*byte))))
}

struct State(Mutex<Digest>);

impl Payload for State {}

fn state<'a>(vm: &Vm, h: &'a Value) -> Res<&'a State> {
    h.payload::<State>().ok_or_else(|| vm.type_error("a hash object is needed"))
}

/// The digest of a hash object, which another thread may be feeding for long.
fn digest_of<'a>(vm: &Vm, h: &'a Value) -> Res<MutexGuard<'a, Digest>> {
    Ok(vm.lock_patiently(&state(vm, h)?.0))
}

fn object(vm: &Vm, digest: Digest) -> Value {
    let spec = if digest.size() == 0 { &HASHXOF } else { &HASH };
    vm.native(spec, State(Mutex::new(digest)))
}

/// The bytes of a bytes-like object, with `hashlib`'s words for what is none.
fn input(vm: &Vm, data: Value) -> Res<Buffer> {
    if data.str_bytes().is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    let found = buffer_of(vm, data);
    vm.catch(found, &exceptions::TYPE_ERROR)?.ok_or_else(|| vm.type_error("object supporting the buffer API required"))
}

/// A new hash object, fed with the one of `data` and `string` that is given.
fn start(vm: &Vm, digest: Digest, data: Value, string: Value) -> Res {
    let data = match (data.given(), string.not_none()) {
        (Some(_), Some(_)) => {
            return Err(vm.type_error(
                "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
            ));
        }
        (data, string) => data.or(string),
    };
    let s = State(Mutex::new(digest));
    if let Some(data) = data {
        let data = input(vm, data)?;
        feed(vm, &s, &data);
    }
    Ok(object(vm, s.0.into_inner()))
}

/// Hashes more data; detached if there is much of it.
fn feed(vm: &Vm, s: &State, data: &[u8]) {
    if data.len() <= DETACH {
        vm.lock_patiently(&s.0).update(data);
    } else {
        vm.detached(Wait::Native, || s.0.lock().update(data));
    }
}

/// A number of the tree, in its bounds.
fn bounded(vm: &Vm, v: Value, default: i64, low: i64, high: i64, text: &str) -> Res<i64> {
    let n = v.given().map_or(Ok(default), |v| vm.index_i64(v))?;
    if (low..=high).contains(&n) { Ok(n) } else { Err(vm.value_error(text)) }
}

/// A number that must not be negative and fits into `bits`.
fn wide(vm: &Vm, v: Value, bits: u32, name: &str) -> Res<u64> {
    let Some(v) = v.given() else { return Ok(0) };
    let v = vm.index(v)?;
    match vm.to_i64(v) {
        Some(n) if n < 0 => Err(vm.value_error("Cannot convert negative int")),
        Some(n) if (n as u64) >> bits == 0 => Ok(n as u64),
        _ => Err(vm.overflow_error(format!("{name} is too large"))),
    }
}

fn short(vm: &Vm, v: Value, most: usize, name: &str) -> Res<Vec<u8>> {
    let Some(v) = v.given() else { return Ok(Vec::new()) };
    let data = buffer_of(vm, v)?.to_vec();
    if data.len() > most { Err(vm.value_error(format!("maximum {name} length is {most} bytes"))) } else { Ok(data) }
}

fn blake(vm: &Vm, a: &[Value], small: bool) -> Res {
    let (most, tag, name) = if small { (32, 8, "Blake2s") } else { (64, 16, "Blake2b") };
    let size = a[1].given().map_or(Ok(most as i64), |v| vm.index_i64(v))?;
    if !(1..=most as i64).contains(&size) {
        return Err(vm.value_error(format!("digest_size for {name} must be between 1 and {most} bytes, here it is {size}")));
    }
    let salt = short(vm, a[3], tag, "salt")?;
    let person = short(vm, a[4], tag, "person")?;
    let given = Blake {
        size: size as usize,
        salt,
        person,
        fanout: bounded(vm, a[5], 1, 0, 255, "fanout must be between 0 and 255")? as u8,
        depth: bounded(vm, a[6], 1, 1, 255, "depth must be between 1 and 255")? as u8,
        leaf_size: wide(vm, a[7], 32, "leaf_size")? as u32,
        node_offset: wide(vm, a[8], if small { 48 } else { 63 }, "node_offset")?,
        node_depth: bounded(vm, a[9], 0, 0, 255, "node_depth must be between 0 and 255")? as u8,
        inner_size: bounded(vm, a[10], 0, 0, most as i64, &format!("inner_size must be between 0 and is {most}"))? as usize,
        last_node: a[11].given().map_or(Ok(false), |v| vm.truth(v))?,
        key: short(vm, a[2], most, "key")?,
    };
    start(vm, if small { given.small() } else { given.big() }, a[0], a[13])
}

fn unsupported_class(vm: &Vm) -> Res {
    exception_class::make(vm, "_hashlib.UnsupportedDigestmodError", &[crate::types::type_of(&exceptions::VALUE_ERROR).value()])
}

#[cold]
fn unsupported(vm: &Vm) -> Raised {
    exception_class::raise(vm, unsupported_class(vm), "[digital envelope routines] unsupported")
}

fn pbkdf2(vm: &Vm, a: &[Value]) -> Res {
    let Some(name) = a[0].as_str() else {
        return Err(vm.type_error(format!("pbkdf2_hmac() argument 'hash_name' must be str, not {}", a[0].argument_name())));
    };
    let Some(digest) = Digest::of(&digest::plain_name(name)).filter(|d| d.size() > 0) else { return Err(unsupported(vm)) };
    let (password, salt) = (buffer_of(vm, a[1])?.to_vec(), buffer_of(vm, a[2])?.to_vec());
    let rounds = vm.index_i64(a[3])?;
    if rounds < 1 {
        return Err(vm.value_error("iteration value must be greater than 0."));
    }
    let length = a[4].not_none().map_or(Ok(digest.size() as i64), |v| vm.index_i64(v))?;
    if length < 1 {
        return Err(vm.value_error("key length must be greater than 0."));
    }
    let key = vm.detached(Wait::Native, || derive::pbkdf2(&digest, &password, &salt, rounds as u64, length as usize));
    memory::bytes(vm, &key)
}

fn scrypt(vm: &Vm, a: &[Value]) -> Res {
    let (password, salt) = (buffer_of(vm, a[0])?.to_vec(), buffer_of(vm, a[1])?.to_vec());
    let [n, r, p, most, length] = [2, 3, 4, 5, 6].map(|i| a[i].given().map(|v| vm.index_i64(v)));
    let (n, r, p) = (n.unwrap_or(Ok(0))?, r.unwrap_or(Ok(0))?, p.unwrap_or(Ok(0))?);
    let (most, length) = (most.unwrap_or(Ok(0))?, length.unwrap_or(Ok(64))?);
    if n < 2 || n & (n - 1) != 0 {
        return Err(vm.value_error("n must be a power of 2."));
    }
    if length < 1 {
        return Err(vm.value_error("dklen must be greater than 0 and smaller than 2147483647"));
    }
    // as OpenSSL: 32 MiB unless more is allowed
    let allowed = if most > 0 { most } else { 32 << 20 };
    let needed = n.checked_mul(128).and_then(|s| s.checked_mul(r)).filter(|s| *s <= allowed);
    let (Some(_), Ok(r), Ok(p)) = (needed, u32::try_from(r), u32::try_from(p)) else {
        return Err(vm.value_error("Invalid parameter combination for n, r, p, maxmem."));
    };
    vm.check_memory(needed.unwrap_or(0) as usize, 1)?;
    match vm.detached(Wait::Native, || derive::scrypt(&password, &salt, n as u64, r, p, length as usize)) {
        Some(key) => memory::bytes(vm, &key),
        None => Err(vm.value_error("Invalid parameter combination for n, r, p, maxmem.")),
    }
}
