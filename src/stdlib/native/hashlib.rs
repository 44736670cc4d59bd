//! `_hashlib`: message digests, by RustCrypto. Big inputs are hashed detached.

use parking_lot::Mutex;

use crate::object::{MethodDef, ModuleSpec, Payload, Res, Slots, TypeSpec, Value, getter, method};
use crate::sync::Wait;
use crate::types::bytes_common::buffer_of;
use crate::vm::Vm;

/// Inputs longer than this let other threads run meanwhile.
const DETACH: usize = 2047;

pub static MODULE: ModuleSpec = ModuleSpec { name: "_hashlib", functions: FUNCTIONS, types: &[&HASH], ..ModuleSpec::DEFAULT };

macro_rules! algorithms {
    ($($variant:ident $name:literal $type:ty, $block:literal;)*) => {
        /// A digest in the making.
        #[derive(Clone)]
        enum Digest { $($variant($type)),* }

        impl Digest {
            fn of(name: &str) -> Option<Digest> {
                match name {
                    $($name => Some(Digest::$variant(<$type>::default())),)*
                    _ => None,
                }
            }
            fn name(&self) -> &'static str {
                match self { $(Digest::$variant(_) => $name),* }
            }
            fn block(&self) -> i64 {
                match self { $(Digest::$variant(_) => $block),* }
            }
            fn update(&mut self, data: &[u8]) {
                match self { $(Digest::$variant(d) => sha2::Digest::update(d, data)),* }
            }
            fn finish(self) -> Vec<u8> {
                match self { $(Digest::$variant(d) => sha2::Digest::finalize(d).to_vec()),* }
            }
        }

        const FUNCTIONS: &[MethodDef] = &[
            method("new", "(name, data=b'', *, usedforsecurity=True)", |vm, a| {
                let Some(name) = a[0].as_str().map(str::to_lowercase) else { return Err(vm.type_error("name must be a string")) };
                match Digest::of(&name.replace('-', "_")) {
                    Some(digest) => make(vm, digest, a[1]),
                    None => Err(vm.value_error(format!("unsupported hash type {name}"))),
                }
            }),
            $(method($name, "(data=b'', *, usedforsecurity=True)", |vm, a| make(vm, Digest::$variant(<$type>::default()), a[0])),)*
        ];
    };
}

algorithms! {
    Md5 "md5" md5::Md5, 64;
    Sha1 "sha1" sha1::Sha1, 64;
    Sha224 "sha224" sha2::Sha224, 64;
    Sha256 "sha256" sha2::Sha256, 64;
    Sha384 "sha384" sha2::Sha384, 128;
    Sha512 "sha512" sha2::Sha512, 128;
    Sha3x224 "sha3_224" sha3::Sha3_224, 144;
    Sha3x256 "sha3_256" sha3::Sha3_256, 136;
    Sha3x384 "sha3_384" sha3::Sha3_384, 104;
    Sha3x512 "sha3_512" sha3::Sha3_512, 72;
    Blake2b "blake2b" blake2::Blake2b512, 128;
    Blake2s "blake2s" blake2::Blake2s256, 64;
}

static HASH: TypeSpec = TypeSpec {
    name: "_hashlib.HASH",
    methods: &[
        method("update", "(self, obj, /)", |vm, a| {
            let s = state(vm, &a[0])?;
            let data = input(vm, a[1])?;
            feed(vm, s, &data);
            Ok(Value::NONE)
        }),
        method("digest", "(self, /)", |vm, a| {
            let d = state(vm, &a[0])?.0.lock().clone();
            Ok(vm.bytes(&d.finish()))
        }),
        method("hexdigest", "(self, /)", |vm, a| {
            let d = state(vm, &a[0])?.0.lock().clone();
            let mut text = Vec::with_capacity(128);
            for byte in d.finish() {
                text.extend([HEX[(byte >> 4) as usize], HEX[(byte & 15) as usize]]);
            }
            Ok(vm.str_counted(&text, text.len()))
        }),
        method("copy", "(self, /)", |vm, a| {
            let d = state(vm, &a[0])?.0.lock().clone();
            Ok(vm.native(&HASH, State(Mutex::new(d))))
        }),
    ],
    getset: &[
        getter("name", |vm, h| Ok(vm.str(state(vm, &h)?.0.lock().name()))),
        getter("digest_size", |vm, h| Ok(vm.int(state(vm, &h)?.0.lock().clone().finish().len() as i64))),
        getter("block_size", |vm, h| Ok(vm.int(state(vm, &h)?.0.lock().block()))),
    ],
    slots: Slots {
        repr: Some(|vm, h| Ok(vm.str(&format!("<{} _hashlib.HASH object @ {:#x}>", state(vm, &h)?.0.lock().name(), h.0)))),
        ..Slots::NONE
    },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

const HEX: &[u8; 16] = b"0123456789abcdef";

struct State(Mutex<Digest>);

impl Payload for State {}

fn state<'a>(vm: &Vm, h: &'a Value) -> Res<&'a State> {
    h.payload::<State>().ok_or_else(|| vm.type_error("a hash object is needed"))
}

/// The bytes of a bytes-like object, with `hashlib`'s words for a `str`.
fn input(vm: &Vm, data: Value) -> Res<Vec<u8>> {
    if data.str_bytes().is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    buffer_of(vm, data).map(|b| b.to_vec())
}

fn make(vm: &Vm, mut digest: Digest, data: Value) -> Res {
    if let Some(data) = data.given() {
        if let Some(bytes) = data.cast::<crate::object::Bytes>().filter(|b| b.len <= DETACH) {
            digest.update(bytes.bytes());
        } else {
            let data = input(vm, data)?;
            let s = State(Mutex::new(digest));
            feed(vm, &s, &data);
            return Ok(vm.native(&HASH, s));
        }
    }
    Ok(vm.native(&HASH, State(Mutex::new(digest))))
}

/// Hashes more data; detached if there is much of it.
fn feed(vm: &Vm, s: &State, data: &[u8]) {
    if data.len() <= DETACH {
        s.0.lock().update(data);
    } else {
        vm.detached(Wait::Native, || s.0.lock().update(data));
    }
}
