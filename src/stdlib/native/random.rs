//! `_random`: the Mersenne Twister MT19937 (Matsumoto and Nishimura), in the sequences that a seed gives in CPython.

use parking_lot::Mutex;

use num_bigint::{BigInt, Sign};
use num_traits::Signed;

use crate::object::layouts::*;
use crate::object::{Args, ModuleSpec, Payload, Res, Slots, TypeSpec, Value, method};
use crate::types::shape_for;
use crate::vm::{Values, Vm};

mod samplers;

pub static MODULE: ModuleSpec = ModuleSpec { name: "_random", types: &[&RANDOM], functions: samplers::FUNCTIONS, ..ModuleSpec::DEFAULT };

/// Words of state, and the distance of the recurrence.
const N: usize = 624;
const M: usize = 397;
/// Above this many bits `getrandbits` looks for interrupts meanwhile.
const CHUNK: usize = 1 << 16;

/// The generator's state: its words, and how many of them are used up.
struct Twister {
    words: [u32; N],
    index: usize,
}

impl Twister {
    fn from_number(seed: u32) -> Twister {
        let mut words = [seed; N];
        for i in 1..N {
            let before = words[i - 1];
            words[i] = 1_812_433_253u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(i as u32);
        }
        Twister { words, index: N }
    }

    fn from_key(key: &[u32]) -> Twister {
        let mut t = Twister::from_number(19_650_218);
        let w = &mut t.words;
        let mut i = 1;
        let advance = |w: &mut [u32; N], i: &mut usize| {
            *i += 1;
            if *i == N {
                w[0] = w[N - 1];
                *i = 1;
            }
        };
        for k in 0..N.max(key.len()) {
            let j = k % key.len();
            let before = w[i - 1];
            w[i] = (w[i] ^ (before ^ (before >> 30)).wrapping_mul(1_664_525)).wrapping_add(key[j]).wrapping_add(j as u32);
            advance(w, &mut i);
        }
        for _ in 1..N {
            let before = w[i - 1];
            w[i] = (w[i] ^ (before ^ (before >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            advance(w, &mut i);
        }
        w[0] = 0x8000_0000;
        t
    }

    fn refill(&mut self) {
        for i in 0..N {
            let y = (self.words[i] & 0x8000_0000) | (self.words[(i + 1) % N] & 0x7fff_ffff);
            let twist = if y & 1 == 0 { 0 } else { 0x9908_b0df };
            self.words[i] = self.words[(i + M) % N] ^ (y >> 1) ^ twist;
        }
        self.index = 0;
    }

    /// The next 32 bits.
    fn next(&mut self) -> u32 {
        if self.index >= N {
            self.refill();
        }
        let mut y = self.words[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }
}

/// An object's generator. The lock is held for Rust-only moments.
struct Random(Mutex<Twister>);

impl Payload for Random {}

static RANDOM: TypeSpec = TypeSpec {
    name: "_random.Random",
    doc: "A Mersenne Twister with a state of its own.",
    methods: &[
        method("random", "(self, /)", |vm, a| {
            let mut t = this(vm, &a[0])?.0.lock();
            let (high, low) = (t.next() >> 5, t.next() >> 6);
            Ok(vm.float((high as f64 * 67_108_864.0 + low as f64) * (1.0 / 9_007_199_254_740_992.0)))
        }),
        method("seed", "(self, n=None, /)", |vm, a| seed(vm, a[0], a[1].not_none()).map(|()| Value::NONE)),
        method("getrandbits", "(self, k, /)", getrandbits),
        method("_randbelow", "(self, n, /)", below),
        method("getstate", "(self, /)", |vm, a| {
            let (words, index) = {
                let t = this(vm, &a[0])?.0.lock();
                (t.words, t.index)
            };
            let mut state = Values::with_capacity(vm, N + 1);
            for w in words {
                state.push(vm.int(w as i64));
            }
            state.push(vm.int(index as i64));
            Ok(vm.tuple(&state))
        }),
        method("setstate", "(self, state, /)", setstate),
    ],
    slots: Slots {
        new: Some(|vm, cls, _| Ok(vm.native_of_shape(shape_for(vm, cls)?, Random(Mutex::new(Twister { words: [0; N], index: 0 }))))),
        init: Some(init),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

fn this<'a>(vm: &Vm, r: &'a Value) -> Res<&'a Random> {
    r.payload::<Random>().ok_or_else(|| vm.type_error("a random number generator is needed"))
}

fn init(vm: &Vm, r: Value, args: Args) -> Res<()> {
    if !args.names.is_empty() {
        return Err(vm.type_error("Random() takes no keyword arguments"));
    }
    match args.pos() {
        [] => seed(vm, r, None),
        [one] => seed(vm, r, one.not_none()),
        more => Err(vm.type_error(format!("Random expected at most 1 argument, got {}", more.len()))),
    }
}

/// Starts the sequence of a number's magnitude, of another object's hash, or of the system's entropy.
fn seed(vm: &Vm, r: Value, from: Option<Value>) -> Res<()> {
    let key: Vec<u32> = match from {
        None => entropy(vm)?,
        Some(v) => {
            let number = match vm.to_big(v) {
                Some(n) => n.abs(),
                None => BigInt::from(vm.hash(v)? as u64),
            };
            match number.sign() {
                Sign::NoSign => vec![0],
                _ => number.iter_u32_digits().collect(),
            }
        }
    };
    *this(vm, &r)?.0.lock() = Twister::from_key(&key);
    Ok(())
}

fn entropy(vm: &Vm) -> Res<Vec<u32>> {
    let mut bytes = [0u8; N * 4];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut f| std::io::Read::read_exact(&mut f, &mut bytes))
        .map_err(|e| vm.io_error(&e, None))?;
    Ok(bytes.as_chunks::<4>().0.iter().map(|&b| u32::from_le_bytes(b)).collect())
}

/// An int in [0, n), by drawing as many bits as n has until they are less.
fn below(vm: &Vm, a: &[Value]) -> Res {
    let n = vm.index(a[1])?;
    if let Some(n) = vm.to_i64(n) {
        if n < 1 {
            return Err(vm.value_error("n must be positive"));
        }
        let bits = 64 - n.leading_zeros();
        let generator = this(vm, &a[0])?;
        let drawn = {
            let mut t = generator.0.lock();
            loop {
                let drawn = match bits {
                    ..=32 => (t.next() >> (32 - bits)) as i64,
                    _ => t.next() as i64 | ((t.next() >> (64 - bits)) as i64) << 32,
                };
                if drawn < n {
                    break drawn;
                }
            }
        };
        return Ok(vm.int(drawn));
    }
    let limit = vm.to_big(n).ok_or_else(|| vm.type_error("an integer is required"))?;
    if limit.is_negative() {
        return Err(vm.value_error("n must be positive"));
    }
    let bits = vm.int(limit.bits() as i64);
    loop {
        let drawn = getrandbits(vm, &[a[0], bits])?;
        if vm.to_big(drawn).is_some_and(|d| d < limit) {
            return Ok(drawn);
        }
        vm.safepoint()?;
    }
}

fn getrandbits(vm: &Vm, a: &[Value]) -> Res {
    let k = vm.index(a[1])?;
    let k = match (vm.to_i64(k), vm.to_big(k)) {
        (_, Some(k)) if k.is_negative() => return Err(vm.value_error("Cannot convert negative int")),
        (Some(k), _) => k as usize,
        (None, _) => return Err(vm.overflow_error("Python int too large for C uint64_t")),
    };
    if k == 0 {
        return Ok(Value::small_int(0));
    }
    let generator = this(vm, &a[0])?;
    if k <= 32 {
        return Ok(vm.int((generator.0.lock().next() >> (32 - k)) as i64));
    }
    let count = k.div_ceil(32);
    let mut words: Vec<u32> = Vec::new();
    words.try_reserve_exact(count).map_err(|_| vm.memory_error())?;
    while words.len() < count {
        {
            let mut t = generator.0.lock();
            for _ in 0..CHUNK.min(count - words.len()) {
                words.push(t.next());
            }
        }
        vm.safepoint()?;
    }
    if let (Some(last), 1..) = (words.last_mut(), k % 32) {
        *last >>= 32 - k % 32;
    }
    Ok(vm.big(BigInt::from_slice(Sign::Plus, &words)))
}

fn setstate(vm: &Vm, a: &[Value]) -> Res {
    let Some(state) = a[1].cast::<Tuple>() else { return Err(vm.type_error("state vector must be a tuple")) };
    let items = state.items();
    if items.len() != N + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0u32; N];
    for (word, &v) in words.iter_mut().zip(items) {
        *word = match vm.to_big(v) {
            None => return Err(vm.type_error("an integer is required")),
            Some(n) if n.is_negative() => return Err(vm.overflow_error("can't convert negative value to unsigned int")),
            Some(n) if n.bits() > 64 => return Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
            Some(n) => n.iter_u32_digits().next().unwrap_or(0),
        };
    }
    let index = match vm.index_i64(items[N])? {
        i @ 0..=624 => i as usize,
        _ => return Err(vm.value_error("invalid state")),
    };
    *this(vm, &a[0])?.0.lock() = Twister { words, index };
    Ok(Value::NONE)
}
