//! Keys from passwords: PBKDF2 over HMAC (RFC 8018, RFC 2104) and scrypt (RFC 7914).

use super::digest::{Digest, Sum};

/// Starts of the two hashes of an HMAC with this key.
fn keyed(digest: &Digest, key: &[u8]) -> (Digest, Digest) {
    let block = digest.block();
    let mut key = if key.len() > block { hashed(digest, key).to_vec() } else { key.to_vec() };
    key.resize(block, 0);
    let start = |mask: u8| {
        let mut d = digest.clone();
        d.update(&key.iter().map(|b| b ^ mask).collect::<Vec<u8>>());
        d
    };
    (start(0x36), start(0x5c))
}

fn hashed(digest: &Digest, data: &[u8]) -> Sum {
    let mut d = digest.clone();
    d.update(data);
    d.result()
}

/// A key of `length` bytes; `digest` is fed with nothing.
pub fn pbkdf2(digest: &Digest, password: &[u8], salt: &[u8], rounds: u64, length: usize) -> Vec<u8> {
    let (inner, outer) = keyed(digest, password);
    let mac = |parts: &[&[u8]]| {
        let mut d = inner.clone();
        parts.iter().for_each(|p| d.update(p));
        hashed(&outer, &d.result())
    };
    let mut out = Vec::with_capacity(length);
    for block in 1u32.. {
        let mut last = mac(&[salt, &block.to_be_bytes()]);
        let mut total = last.to_vec();
        for _ in 1..rounds {
            last = mac(&[&last]);
            total.iter_mut().zip(&*last).for_each(|(t, l)| *t ^= l);
        }
        out.extend(total);
        if out.len() >= length {
            break;
        }
    }
    out.truncate(length);
    out
}

/// A key of `length` bytes; `None` if the parameters do not fit together. `n` is a power of two.
pub fn scrypt(password: &[u8], salt: &[u8], n: u64, r: u32, p: u32, length: usize) -> Option<Vec<u8>> {
    let params = scrypt::Params::new(n.ilog2() as u8, r, p).ok()?;
    let mut out = vec![0; length];
    scrypt::scrypt(password, salt, &params, &mut out).ok()?;
    Some(out)
}
