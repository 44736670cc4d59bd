//! One enum over all hash functions; nothing here knows Python.

use sha3::digest::{ExtendableOutput, XofReader};

macro_rules! algorithms {
    ($($variant:ident $name:literal $type:ty, $block:literal;)*) => {
        /// A digest in the making. It owns nothing: hash objects are the most short-lived that programs make, and one that
        /// needs no drop is no business of the collector's.
        #[derive(Clone)]
        pub enum Digest {
            $($variant($type),)*
            Shake128(sha3::Shake128),
            Shake256(sha3::Shake256),
            Blake2b(blake2b_simd::State, u8),
            Blake2s(blake2s_simd::State, u8),
        }

        impl Digest {
            /// The hash function of this name, fed with nothing.
            #[inline(always)] // with a constant name it is one variant
            pub fn of(name: &str) -> Option<Digest> {
                match name {
                    $($name => Some(Digest::$variant(<$type>::default())),)*
                    "shake_128" => Some(Digest::Shake128(Default::default())),
                    "shake_256" => Some(Digest::Shake256(Default::default())),
                    "blake2b" => Some(Blake { size: 64, ..Blake::default() }.big()),
                    "blake2s" => Some(Blake { size: 32, ..Blake::default() }.small()),
                    _ => None,
                }
            }

            pub fn name(&self) -> &'static str {
                match self {
                    $(Digest::$variant(_) => $name,)*
                    Digest::Shake128(_) => "shake_128",
                    Digest::Shake256(_) => "shake_256",
                    Digest::Blake2b(..) => "blake2b",
                    Digest::Blake2s(..) => "blake2s",
                }
            }

            /// The size of a block in bytes.
            pub fn block(&self) -> usize {
                match self {
                    $(Digest::$variant(_) => $block,)*
                    Digest::Shake128(_) => 168,
                    Digest::Shake256(_) => 136,
                    Digest::Blake2b(..) => 128,
                    Digest::Blake2s(..) => 64,
                }
            }

            /// The size of the digest in bytes; 0 if it may be of any.
            pub fn size(&self) -> usize {
                match self {
                    $(Digest::$variant(_) => <$type as sha2::Digest>::output_size(),)*
                    Digest::Shake128(_) | Digest::Shake256(_) => 0,
                    Digest::Blake2b(_, size) | Digest::Blake2s(_, size) => *size as usize,
                }
            }

            pub fn update(&mut self, data: &[u8]) {
                match self {
                    $(Digest::$variant(d) => sha2::Digest::update(d, data),)*
                    Digest::Shake128(d) => sha3::digest::Update::update(d, data),
                    Digest::Shake256(d) => sha3::digest::Update::update(d, data),
                    Digest::Blake2b(d, _) => { d.update(data); }
                    Digest::Blake2s(d, _) => { d.update(data); }
                }
            }

            /// The digest of what was fed so far; empty for the shake family.
            pub fn result(&self) -> Sum {
                match self {
                    $(Digest::$variant(d) => Sum::new(&sha2::Digest::finalize(d.clone())),)*
                    Digest::Blake2b(d, _) => Sum::new(d.finalize().as_bytes()),
                    Digest::Blake2s(d, _) => Sum::new(d.finalize().as_bytes()),
                    Digest::Shake128(_) | Digest::Shake256(_) => Sum::new(&[]),
                }
            }
        }
    };
}

algorithms! {
    Md5 "md5" md5::Md5, 64;
    Sha1 "sha1" sha1::Sha1, 64;
    Sha224 "sha224" sha2::Sha224, 64;
    Sha256 "sha256" sha2::Sha256, 64;
    Sha384 "sha384" sha2::Sha384, 128;
    Sha512 "sha512" sha2::Sha512, 128;
    Sha512x224 "sha512_224" sha2::Sha512_224, 128;
    Sha512x256 "sha512_256" sha2::Sha512_256, 128;
    Sha3x224 "sha3_224" sha3::Sha3_224, 144;
    Sha3x256 "sha3_256" sha3::Sha3_256, 136;
    Sha3x384 "sha3_384" sha3::Sha3_384, 104;
    Sha3x512 "sha3_512" sha3::Sha3_512, 72;
}

/// The longest digest in bytes.
const LONGEST: usize = 64;

/// A finished digest.
pub struct Sum {
    bytes: [u8; LONGEST],
    len: u8,
}

impl Sum {
    fn new(digest: &[u8]) -> Sum {
        let mut bytes = [0; LONGEST];
        bytes[..digest.len()].copy_from_slice(digest);
        Sum { bytes, len: digest.len() as u8 }
    }
}

impl std::ops::Deref for Sum {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.len as usize]
    }
}

const _: () = assert!(!std::mem::needs_drop::<Digest>());

impl Digest {
    /// Fills `out` from a digest of any length; only of the shake family.
    pub fn stretch(self, out: &mut [u8]) {
        match self {
            Digest::Shake128(d) => d.finalize_xof().read(out),
            Digest::Shake256(d) => d.finalize_xof().read(out),
            _ => {}
        }
    }
}

/// A name as the table has it: `SHA-256` and `sha256` are one.
pub fn plain_name(name: &str) -> String {
    let name = name.to_lowercase().replace('-', "_");
    match name.strip_prefix("sha_") {
        Some(rest) => format!("sha{rest}"),
        None => name,
    }
}

/// What BLAKE2 can be told besides the data (RFC 7693, and the tree hashing of the BLAKE2 paper).
#[derive(Default)]
pub struct Blake {
    pub size: usize,
    pub key: Vec<u8>,
    pub salt: Vec<u8>,
    pub person: Vec<u8>,
    /// 0 is unlimited; 1 with a depth of 1 is no tree
    pub fanout: u8,
    pub depth: u8,
    pub leaf_size: u32,
    pub node_offset: u64,
    pub node_depth: u8,
    pub inner_size: usize,
    pub last_node: bool,
}

macro_rules! blake_state {
    ($method:ident $krate:ident $variant:ident) => {
        pub fn $method(&self) -> Digest {
            let mut params = $krate::Params::new();
            params.hash_length(self.size).key(&self.key).salt(&self.salt).personal(&self.person);
            params.max_leaf_length(self.leaf_size).node_offset(self.node_offset).node_depth(self.node_depth);
            params.inner_hash_length(self.inner_size).last_node(self.last_node);
            if self.depth > 0 {
                params.fanout(self.fanout).max_depth(self.depth);
            }
            Digest::$variant(params.to_state(), self.size as u8)
        }
    };
}

impl Blake {
    blake_state!(big blake2b_simd Blake2b);
    blake_state!(small blake2s_simd Blake2s);
}
