//! Interned text: names that are the same object wherever they are the same text, immortal and shared by the process.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::RwLock;

use crate::object::heap::Permanent;
use crate::object::layouts::*;
use crate::object::{Layout, Value};

/// The texts stand in the names themselves, which live for ever.
static TABLE: LazyLock<RwLock<HashMap<&'static [u8], Value, ByText>>> =
    LazyLock::new(|| RwLock::new(HashMap::with_capacity_and_hasher(START, ByText::default())));
static CHARS: [AtomicU64; 256] = [const { AtomicU64::new(0) }; 256];
static EMPTY: AtomicU64 = AtomicU64::new(0);
static ZEROS: [AtomicU64; 2] = [const { AtomicU64::new(0) }; 2];

/// Hashes text as `str` does: a start interns thousands of names. Names come from programs, not from the network, and
/// the hash of a `str` is the same in every run anyway.
type ByText = std::hash::BuildHasherDefault<TextHasher>;

#[derive(Default)]
struct TextHasher(u64);

impl std::hash::Hasher for TextHasher {
    fn write(&mut self, text: &[u8]) {
        self.0 ^= crate::text::hash::hash_bytes(text);
    }
    /// The length, which a slice hashes first, is in the text's hash already.
    fn write_usize(&mut self, _: usize) {}
    fn finish(&self) -> u64 {
        self.0
    }
}

/// Room for the names of the builtin types and the modules that every start loads.
const START: usize = 3500;

/// How many names each thread remembers.
const REMEMBERED: usize = 512;

thread_local! {
    /// Names that this thread has asked for lately, by their hashes: the table's lock is one word that all threads would write.
    static LATELY: [Cell<Value>; REMEMBERED] = const { [const { Cell::new(Value::UNBOUND) }; REMEMBERED] };
}

/// The interned `str` of this WTF-8 text.
pub fn intern(text: &[u8]) -> Value {
    let at = crate::text::hash::hash_bytes(text) as usize % REMEMBERED;
    // a thread that ends has no such memory any more
    let lately = LATELY.try_with(|names| names[at].get()).unwrap_or(Value::UNBOUND);
    if lately.str_bytes() == Some(text) {
        return lately;
    }
    let v = look_up(text);
    _ = LATELY.try_with(|names| names[at].set(v));
    v
}

fn look_up(text: &[u8]) -> Value {
    if let Some(&v) = TABLE.read().get(text) {
        return v;
    }
    let mut table = TABLE.write();
    if let Some(&v) = table.get(text) {
        return v;
    }
    let (v, text) = permanent_str(text);
    table.insert(text, v);
    v
}

/// The interned `str` if this text was ever interned.
pub fn find_interned(text: &[u8]) -> Option<Value> {
    TABLE.read().get(text).copied()
}

/// Is a name the interned one `interned`? Two that are interned are the same object or differ.
#[inline]
pub fn same_name(name: Value, interned: Value) -> bool {
    name == interned || !is_interned(name) && name.str_bytes() == interned.str_bytes()
}

/// Is it an interned `str`? Other things may live for ever, too: the builtin types.
#[inline]
pub fn is_interned(v: Value) -> bool {
    v.is_exact_str() && v.header().has_flag(crate::object::header::FLAG_IMMORTAL)
}

/// The interned form of a `str` object.
pub fn intern_value(v: Value) -> Value {
    if is_interned(v) {
        return v;
    }
    match v.str_bytes() {
        Some(text) => intern(text),
        None => v,
    }
}

/// The `str` of one character of Latin-1.
pub fn one_char(c: u8) -> Value {
    match CHARS[c as usize].load(Ordering::Acquire) {
        0 => {
            let v = intern(char::from(c).encode_utf8(&mut [0; 2]).as_bytes());
            CHARS[c as usize].store(v.0, Ordering::Release);
            v
        }
        v => Value(v),
    }
}

/// The `str` of one character of Latin-1, if it was made before. A leaf.
#[inline(always)]
pub fn known_char(c: u8) -> Option<Value> {
    Value(CHARS[c as usize].load(Ordering::Acquire)).given()
}

/// The empty `str`.
pub fn empty_str() -> Value {
    match EMPTY.load(Ordering::Acquire) {
        0 => {
            let v = intern(b"");
            EMPTY.store(v.0, Ordering::Release);
            v
        }
        v => Value(v),
    }
}

/// The `float` zeros, positive and negative: what does not stand in the word is an object, and these two are common.
pub fn zero(negative: bool) -> Value {
    let place = &ZEROS[usize::from(negative)];
    match place.load(Ordering::Acquire) {
        0 => {
            let p = Permanent::alloc(Float::SIZE, exact(Layout::Float)) as *mut Float;
            // SAFETY: fresh memory of that size.
            unsafe { (&raw mut (*p).number).write(if negative { -0.0 } else { 0.0 }) };
            // of two threads that come first, one wins
            match place.compare_exchange(0, p as u64, Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => Value::from_ptr(p),
                Err(other) => Value(other),
            }
        }
        v => Value(v),
    }
}

/// A `str` that lives for ever, and its text.
fn permanent_str(text: &[u8]) -> (Value, &'static [u8]) {
    let p = Permanent::alloc(Str::SIZE + text.len(), exact(Layout::Str)) as *mut Str;
    // SAFETY: fresh memory of that size.
    unsafe {
        let data = p.add(1) as *mut u8;
        (&raw mut (*p).hash).write(AtomicU64::new(0));
        (*p).len = text.len() as u32;
        (*p).chars = super::make::count_chars(text) as u32;
        (*p).data = data;
        std::ptr::copy_nonoverlapping(text.as_ptr(), data, text.len());
        (Value::from_ptr(p), std::slice::from_raw_parts(data, text.len()))
    }
}

/// A name that the machine itself uses.
pub struct StaticName(&'static str, AtomicU64);

impl StaticName {
    /// A name to be interned at its first use.
    pub const fn new(text: &'static str) -> StaticName {
        StaticName(text, AtomicU64::new(0))
    }
    /// The interned `str`.
    #[inline]
    pub fn get(&self) -> Value {
        match self.1.load(Ordering::Acquire) {
            0 => {
                let v = intern(self.0.as_bytes());
                self.1.store(v.0, Ordering::Release);
                v
            }
            v => Value(v),
        }
    }
    pub fn text(&self) -> &'static str {
        self.0
    }
}

macro_rules! names {
    ($($ident:ident $text:literal),* $(,)?) => {
        /// Names that the machine uses, each interned at its first use.
        pub mod names {
            use super::{AtomicU64, StaticName};
            $(pub static $ident: StaticName = StaticName($text, AtomicU64::new(0));)*
        }
    };
}

names! {
    NAME "__name__", QUALNAME "__qualname__", MODULE "__module__", DOC "__doc__", DICT "__dict__", CLASS "__class__",
    SLOTS "__slots__", INIT "__init__", NEW "__new__", DEL "__del__", CALL "__call__", GETATTR "__getattr__",
    GETATTRIBUTE "__getattribute__", SETATTR "__setattr__", DELATTR "__delattr__", GET "__get__", SET "__set__",
    DELETE "__delete__", SET_NAME "__set_name__", INIT_SUBCLASS "__init_subclass__", CLASS_GETITEM "__class_getitem__",
    PREPARE "__prepare__", MRO_ENTRIES "__mro_entries__", CLASSCELL "__classcell__", CLASSDICTCELL "__classdictcell__", BASES "__bases__",
    REPR "__repr__", STR "__str__", HASH "__hash__", BOOL "__bool__", LEN "__len__", GETITEM "__getitem__",
    SETITEM "__setitem__", DELITEM "__delitem__", CONTAINS "__contains__", ITER "__iter__", NEXT "__next__",
    MISSING "__missing__", REVERSED "__reversed__", LENGTH_HINT "__length_hint__", INDEX "__index__", INT "__int__", FLOAT "__float__",
    COMPLEX "__complex__", ROUND "__round__", TRUNC "__trunc__", FLOOR "__floor__", CEIL "__ceil__", FORMAT "__format__", BYTES "__bytes__",
    LT "__lt__", LE "__le__", GT "__gt__", GE "__ge__", EQ "__eq__", NE "__ne__",
    ENTER "__enter__", EXIT "__exit__", AENTER "__aenter__", AEXIT "__aexit__", AWAIT "__await__", AITER "__aiter__", ANEXT "__anext__",
    INSTANCECHECK "__instancecheck__", SUBCLASSCHECK "__subclasscheck__", SUBCLASSES "__subclasses__", ABSTRACTMETHODS "__abstractmethods__", ISABSTRACT "__isabstractmethod__",
    ANNOTATIONS "__annotations__", ANNOTATE "__annotate__", ANNOTATE_FUNC "__annotate_func__", TYPE_PARAMS "__type_params__", MATCH_ARGS "__match_args__",
    FILE "__file__", PATH "__path__", SPEC "__spec__", LOADER "__loader__", PACKAGE "__package__", BUILTINS "__builtins__", MAIN "__main__",
    ALL "__all__", IMPORT "__import__", BUILD_CLASS "__build_class__", NOTES "__notes__", WRAPPED "__wrapped__", DEBUG "__debug__", FIRSTLINENO "__firstlineno__",
    STATIC_ATTRIBUTES "__static_attributes__", METACLASS "metaclass", KEYS "keys", ORIGIN "__origin__", ARGS "__args__",
    REDUCE "__reduce__", REDUCE_EX "__reduce_ex__", GETSTATE "__getstate__", SETSTATE "__setstate__", DIR "__dir__", FSPATH "__fspath__", BUFFER "__buffer__",
    SEND "send", THROW "throw", CLOSE "close", APPEND "append", ADD "add", WRITE "write", FLUSH "flush", READ "read", READLINE "readline",
    STDOUT "stdout", STDERR "stderr", STDIN "stdin", MODULES "modules", ENCODING "encoding", ERRORS "errors", SEP "sep", END "end", SELF "self",
    ISOLATION_SUFFIX "__orig_bases__", WEAKREF "__weakref__", FLAGS "__flags__", MRO "mro", TEXT_SIGNATURE "__text_signature__", SIGNATURE "__signature__",
    DIVMOD "__divmod__", RDIVMOD "__rdivmod__", POW "__pow__", ABS "__abs__", NEG "__neg__", POS "__pos__", INVERT "__invert__", RESTORE "__set__name",
}
