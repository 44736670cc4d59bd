//! Copying values from one interpreter to another.
//!
//! `Parcel::pack` walks the graph once, in the sender, and makes plain Rust data of it: no pointer into a heap. Objects
//! that are met twice are copied once, rings included. `Parcel::unpack` builds the copies in the target. Nothing of a
//! value that cannot go arrives: packing fails before, with `NotShareableError`.
//!
//! How each kind goes: immediate values, text, bytes and builtin containers as data; a function that uses no globals by
//! its `Code`, which all interpreters share; other functions, classes and builtins by module and name; everything else
//! by the pickle protocol's hooks (`__reduce_ex__`). A name of the sender's `__main__` that the target's `__main__` lacks
//! is looked up in a copy of the program, which is run once in the target as the module `<fake __main__>`.

mod pack;
mod unpack;
mod view;

use std::sync::Arc;

use num_bigint::BigInt;
use parking_lot::Mutex;

use crate::bytecode::Code;
use crate::object::{Raised, Res, Value};
use crate::stdlib::native::exception_class;
use crate::types::{exceptions as exc, type_of};
use crate::vm::Vm;

pub use pack::is_shareable;

/// A value on its way.
pub struct Parcel {
    nodes: Vec<Node>,
    root: Item,
}

/// A value without a heap object, or a node.
#[derive(Clone, Copy)]
enum Item {
    Word(Value),
    Float(f64),
    Node(u32),
}

/// An object's copy. Words in `Item::Word` are immediate, or permanent objects (types, interned names).
enum Node {
    /// not filled in yet
    Pending,
    Int(BigInt),
    Complex(f64, f64),
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    ByteArray(Box<[u8]>),
    /// bytes, read-only or not
    View(Box<[u8]>, bool),
    /// memory that may be written to: both sides see it
    SharedView(Box<view::SharedView>),
    Tuple(Vec<Item>),
    List(Vec<Item>),
    Set(Vec<Item>),
    FrozenSet(Vec<Item>),
    Dict(Vec<(Item, Item)>),
    Range([Item; 3]),
    Slice([Item; 3]),
    Function(Box<FunctionNode>),
    /// module and qualified name
    Global(String, String),
    /// function, instance
    Method(Item, Item),
    /// instance, name: a bound builtin method
    Attribute(Item, String),
    /// class, attributes
    Instance(Item, Vec<(Item, Item)>),
    /// callable, arguments, state, items, pairs: what `__reduce_ex__` said
    Reduced(Box<[Item; 5]>),
    /// a queue by its id, its reference held
    Queue(crate::stdlib::native::interpqueues::Reference),
    /// code, by itself
    Code(Arc<Code>),
}

/// A function that goes by its code.
struct FunctionNode {
    code: Arc<Code>,
    name: Item,
    qualname: Item,
    module: Item,
    defaults: Item,
    kwdefaults: Item,
    doc: Item,
}

impl Item {
    /// The same item where nodes have moved up.
    fn moved(self, by: u32) -> Item {
        match self {
            Item::Node(at) => Item::Node(at + by),
            other => other,
        }
    }
}

impl Node {
    /// Every item that the node holds.
    fn for_each_item(&mut self, f: &mut dyn FnMut(&mut Item)) {
        match self {
            Node::Tuple(items) | Node::List(items) | Node::Set(items) | Node::FrozenSet(items) => items.iter_mut().for_each(f),
            Node::Dict(pairs) => pairs.iter_mut().for_each(|(k, v)| [k, v].into_iter().for_each(&mut *f)),
            Node::Range(parts) | Node::Slice(parts) => parts.iter_mut().for_each(f),
            Node::Function(n) => {
                [&mut n.name, &mut n.qualname, &mut n.module, &mut n.defaults, &mut n.kwdefaults, &mut n.doc].into_iter().for_each(f)
            }
            Node::Method(a, b) => [a, b].into_iter().for_each(f),
            Node::Attribute(a, _) => f(a),
            Node::Instance(class, pairs) => {
                f(class);
                pairs.iter_mut().for_each(|(k, v)| [k, v].into_iter().for_each(&mut *f));
            }
            Node::Reduced(parts) => parts.iter_mut().for_each(f),
            Node::Pending
            | Node::Int(_)
            | Node::Complex(..)
            | Node::Str(_)
            | Node::Bytes(_)
            | Node::ByteArray(_)
            | Node::View(..)
            | Node::SharedView(_)
            | Node::Global(..)
            | Node::Queue(_)
            | Node::Code(_) => {}
        }
    }
}

// SAFETY: the only values in a parcel are immediate words and permanent objects, which belong to no interpreter.
unsafe impl Send for Parcel {}
// SAFETY: as above; a parcel is never changed.
unsafe impl Sync for Parcel {}

/// The name of the copy of the main program in another interpreter.
pub const FAKE_MAIN: &str = "<fake __main__>";

/// In the interpreter's registry: that copy while its run goes on.
const FAKE_MAIN_BEGINS: &str = "transfer.fake_main_begins";

/// The program that the process runs, if it is a file: for the interpreters that need a name of it.
static MAIN_PROGRAM: Mutex<Option<Arc<Code>>> = Mutex::new(None);

/// Notes the program that the process runs.
pub fn set_main_program(code: &Arc<Code>) {
    *MAIN_PROGRAM.lock() = Some(code.clone());
}

/// `NotShareableError`
pub fn not_shareable_class(vm: &Vm) -> Res {
    exception_class::make(vm, "concurrent.interpreters.NotShareableError", &[type_of(&exc::TYPE_ERROR).value()])
}

/// Raises `NotShareableError`, caused by `cause`.
pub fn not_shareable(vm: &Vm, text: &str, cause: Option<Value>) -> Raised {
    let raised = exception_class::raise(vm, not_shareable_class(vm), text);
    if let (Some(cause), Some(e)) = (cause, vm.raised.get().cast::<crate::object::layouts::Exception>()) {
        e.cause.set(cause);
        e.suppress.store(1, std::sync::atomic::Ordering::Relaxed);
    }
    raised
}
