//! `LoadedCode`: an interpreter's own copy of a `Code`, made at its first use: the instruction stream with its caches,
//! constants and names as values.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::bytecode::op::{self, Op, ROWS};
use crate::bytecode::{Code, Const};
use crate::object::layouts::*;
use crate::object::{Layout, Ref, Value};
use crate::sync::reliance::CacheWord;

use super::Vm;

/// Code that one interpreter can run. It stands outside the heap, on a list of the interpreter's, and lives as long as a function,
/// a code object, or code whose child it is: the collector notes in `round` that it has come by (`collect::mark_code`). What runs
/// has a function; native code that has the address has one of these too.
pub struct LoadedCode {
    pub code: Arc<Code>,
    pub words: Box<[AtomicU64]>,
    /// a cache among the words was filled since the caches were emptied
    pub learned: AtomicBool,
    pub consts: Box<[Value]>,
    pub names: Box<[Value]>,
    /// the parameters' names, interned
    pub parameters: Box<[Value]>,
    pub name: Value,
    pub qualname: Value,
    /// code objects among the constants, loaded when a function of theirs is first made
    pub children: Box<[AtomicU64]>,
    /// the `code` object, made when it is asked for
    pub object: AtomicU64,
    /// the copy for functions whose globals are a plain dict, if there is one
    pub twin: AtomicU64,
    /// the heap's round (`Heap::round`) in which it was found alive or made, which counts as much: whoever made it has it still
    pub round: AtomicU64,
    /// a script has its instructions as bytes, by which code can be asked for: it stays
    pub pinned: AtomicBool,
}

impl LoadedCode {
    pub fn entry(&self) -> *const u64 {
        self.words.as_ptr() as *const u64
    }

    /// Is it code of the library that stands in the binary?
    pub fn is_library(&self) -> bool {
        self.code.filename.starts_with("<togil>")
    }

    /// Does an instruction at this address belong to it?
    pub fn contains(&self, pc: usize) -> bool {
        self.words.as_ptr_range().contains(&(pc as *const AtomicU64))
    }

    /// The index of the word at this address.
    pub fn index_of(&self, pc: *const u64) -> u32 {
        ((pc as usize - self.entry() as usize) / 8) as u32
    }

    /// Which parameter of this range has that name.
    #[inline]
    pub fn parameter(&self, name: Value, among: std::ops::Range<usize>) -> Option<usize> {
        let (first, names) = (among.start, &self.parameters[among]);
        if let Some(i) = names.iter().position(|&p| p == name) {
            return Some(first + i);
        }
        // an interned name is the same object wherever it is the same text
        if super::intern::is_interned(name) {
            return None;
        }
        let text = name.str_bytes()?;
        names.iter().position(|p| p.str_bytes() == Some(text)).map(|i| first + i)
    }

    /// Parameters, if a call with exactly that many positional arguments needs no binding; else `u32::MAX`.
    pub fn simple_args(&self) -> u32 {
        if self.suspends() { u32::MAX } else { self.plain_args() }
    }

    /// Does a call make a generator, a coroutine or an asynchronous generator?
    pub fn suspends(&self) -> bool {
        self.code.flags.suspends()
    }

    /// Parameters, if exactly that many positional arguments are bound by standing where they stand; else `u32::MAX`. A
    /// module's or class's code as a function wants its namespace.
    pub fn plain_args(&self) -> u32 {
        let c = &self.code;
        if c.flags.optimized && c.kwonlyargcount == 0 && !c.flags.varargs && !c.flags.varkeywords { c.argcount } else { u32::MAX }
    }

    /// Empties every inline cache.
    pub fn flush(&self) {
        if !self.learned.swap(false, Ordering::Relaxed) {
            return; // most of what was loaded never ran
        }
        let mut i = 0;
        while i < self.words.len() {
            let word = self.words[i].load(Ordering::Relaxed);
            let row = &ROWS[word as u8 as usize];
            if row.length == 2 && is_cache(row.op) {
                CacheWord::of(&self.words[i + 1]).empty();
            }
            i += row.length as usize;
        }
    }
}

/// Does this opcode's second word learn (and not hold a constant)?
fn is_cache(op: Op) -> bool {
    !matches!(op, Op::LoadK | Op::AddK | Op::SubK | Op::MulK | Op::DivK)
}

impl Vm {
    /// This interpreter's copy of `code`, made now. It is to be given to a function or a code object before the next safepoint.
    pub fn load_code(&self, code: &Arc<Code>) -> &'static LoadedCode {
        let names: Box<[Value]> = code.names.iter().map(|n| super::intern::intern(n.as_bytes())).collect();
        let consts: Box<[Value]> = code.consts.iter().map(|k| self.load_const(k)).collect();
        let parameters = code.varnames[..code.parameter_count() as usize].iter().map(|n| super::intern::intern(n.as_bytes())).collect();
        let (name, qualname) = (super::intern::intern(code.name.as_bytes()), super::intern::intern(code.qualname.as_bytes()));
        let words: Box<[AtomicU64]> = code.words.iter().map(|&w| AtomicU64::new(w)).collect();
        let mut i = 0;
        while i < words.len() {
            let word = words[i].load(Ordering::Relaxed);
            let row = &ROWS[word as u8 as usize];
            if row.length == 2 && !is_cache(row.op) {
                words[i + 1].store(consts[op::imm(word) as usize].0, Ordering::Relaxed);
            }
            i += row.length as usize;
        }
        let children = code.consts.iter().map(|_| AtomicU64::new(0)).collect();
        let code = code.clone();
        let loaded = Box::new(LoadedCode {
            learned: AtomicBool::new(false),
            code,
            words,
            consts,
            names,
            parameters,
            name,
            qualname,
            children,
            object: AtomicU64::new(0),
            twin: AtomicU64::new(0),
            round: AtomicU64::new(self.shared.heap.round()),
            pinned: AtomicBool::new(false),
        });
        let at: *const LoadedCode = &*loaded;
        self.shared.codes.lock().push(loaded);
        // SAFETY: the interpreter keeps the box until a collection finds that nobody has it.
        unsafe { &*at }
    }

    /// This code for a function with other globals than those it was loaded for: its caches know the cells of the first
    /// ones. All plain dicts share one copy, since nothing is remembered of them.
    pub fn load_again(&self, loaded: &'static LoadedCode, globals: Value) -> &'static LoadedCode {
        if super::namespace::is_namespace(globals) {
            let copy = self.load_code(&loaded.code);
            copy.object.store(crate::types::codeobject::of(self, loaded).0, Ordering::Release);
            return copy;
        }
        self.load_twin(loaded)
    }

    /// The copy of this code that remembers no names: of functions whose globals are a plain dict, or whose builtins are not
    /// the interpreter's.
    fn load_twin(&self, loaded: &'static LoadedCode) -> &'static LoadedCode {
        let known = loaded.twin.load(Ordering::Acquire);
        if known != 0 {
            // SAFETY: the address of loaded code of this interpreter.
            return unsafe { &*(known as *const LoadedCode) };
        }
        let copy = self.load_code(&loaded.code);
        copy.object.store(crate::types::codeobject::of(self, loaded).0, Ordering::Release);
        copy.twin.store(copy as *const LoadedCode as u64, Ordering::Release);
        // two threads may race here: either copy serves
        loaded.twin.store(copy as *const LoadedCode as u64, Ordering::Release);
        copy
    }

    /// The loaded form of the code that constant `k` of `parent` is.
    pub fn load_child(&self, parent: &LoadedCode, k: usize) -> &'static LoadedCode {
        let known = parent.children[k].load(Ordering::Acquire);
        if known != 0 {
            // SAFETY: the address of loaded code of this interpreter.
            return unsafe { &*(known as *const LoadedCode) };
        }
        let Const::Code(code) = &parent.code.consts[k] else { panic!("constant {k} of {} is not code", parent.code.name) };
        let loaded = self.load_code(code);
        match parent.children[k].compare_exchange(0, loaded as *const LoadedCode as u64, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => loaded,
            // SAFETY: as above; another thread was first.
            Err(other) => unsafe { &*(other as *const LoadedCode) },
        }
    }

    fn load_const(&self, k: &Const) -> Value {
        match k {
            Const::None => Value::NONE,
            Const::True => Value::TRUE,
            Const::False => Value::FALSE,
            Const::Ellipsis => Value::ELLIPSIS,
            Const::Int(i) => self.int(*i),
            Const::Big(i) => self.big((**i).clone()),
            Const::Float(f) => self.float(*f),
            Const::Complex(re, im) => self.complex(*re, *im),
            Const::Str(text) if text.len() <= 64 => super::intern::intern(text),
            Const::Str(text) => self.str_wtf8(text),
            Const::Bytes(data) => self.bytes(data),
            Const::Tuple(items) => {
                let items: Vec<Value> = items.iter().map(|k| self.load_const(k)).collect();
                self.tuple(&items)
            }
            Const::FrozenSet(items) => {
                let items: Vec<Value> = items.iter().map(|k| self.load_const(k)).collect();
                crate::types::set::frozenset_of(self, &items).unwrap_or(Value::NONE)
            }
            Const::Slice(items) => {
                let [a, b, c] = &**items;
                self.slice(self.load_const(a), self.load_const(b), self.load_const(c))
            }
            Const::Code(_) => Value::UNBOUND,
        }
    }

    /// A function of `loaded` with no defaults and these cells.
    pub fn new_function(&self, loaded: &'static LoadedCode, globals: Value, closure: Value) -> Value {
        let builtins = self.builtins_of(globals);
        let odd = builtins != self.shared.builtins.get() && super::namespace::is_namespace(globals);
        let loaded = if odd { self.load_twin(loaded) } else { loaded };
        let code = &loaded.code;
        let f: Ref<Function> = self.new_object(exact(Layout::Function));
        let p = f.as_ptr() as *mut Function;
        // SAFETY: a fresh object that nobody else has seen.
        unsafe {
            (*p).code = loaded as *const LoadedCode as *const u8;
            (*p).nregs = code.frame_size();
            (*p).entry = loaded.entry();
        }
        f.simple_args.store(loaded.simple_args(), Ordering::Relaxed);
        f.globals.set(globals);
        f.builtins.set(builtins);
        f.closure.set(closure);
        f.name.set(loaded.name);
        f.qualname.set(loaded.qualname);
        if code.flags.has_docstring {
            f.doc.set(loaded.consts[0]);
        }
        f.value()
    }
}
