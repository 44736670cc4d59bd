//! What a type or a module written in Rust says of itself: tables of methods and slots.
//!
//! A row of a method table is a name, a signature as Python writes it, and a function. The signature binds the
//! arguments (so that error texts are CPython's), and is what `inspect.signature` and `help` show. The function gets
//! one value for each parameter: `Value::UNBOUND` for an optional one that was not given and has no printable default
//! (its default as written otherwise is not filled in: the function does that), a tuple for `*args`, a dict or
//! `UNBOUND` for `**kwargs`.

use super::shape::Layout;
use super::value::Value;
use crate::vm::Vm;

/// "An exception was raised": it stands in the thread. Has no size, so that a result is one value and a flag.
#[derive(Debug)]
#[must_use]
pub struct Raised;

/// What everything that can raise gives back.
pub type Res<T = Value> = Result<T, Raised>;

/// A function in Rust, its arguments bound by its signature.
pub type NativeFn = fn(&Vm, &[Value]) -> Res;

/// What a native function does of its work where that is a few steps: it runs no Python code, raises nothing and reaches no
/// safepoint. `None`: nothing was done, and the function itself is to be called.
pub type QuickFn = fn(&Vm, &[Value]) -> Option<Value>;

/// One row of a method table.
#[derive(Debug)]
pub struct MethodDef {
    pub name: &'static str,
    /// as in Python: `(self, index=-1, /)`. For `Kind::Raw` still shown, but not used to bind.
    pub signature: &'static str,
    pub kind: MethodKind,
    pub function: NativeFn,
    /// tried first, with the arguments as they stand, whatever they are and how many
    pub quick: Option<QuickFn>,
    pub style: Style,
    /// what `__text_signature__` says where the function binds in a way of its own
    pub shown: Option<&'static str>,
}

/// What a method shows of itself besides what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// a method: the signature binds, words the errors and is shown
    Plain,
    /// as `Plain`, but `__text_signature__` is `None`
    Unsigned,
    /// as `Unsigned`, and a wrong number of arguments is told in the words of `PyArg_ParseTuple`
    Tuple,
    /// as `Plain`, but told as "function", without a name, in what is wrong with the arguments
    Nameless,
    /// the method that stands for a slot (`list.__len__`): a `wrapper_descriptor`, with errors in words of its own
    Slot,
}

impl MethodDef {
    /// The row, its signature not shown.
    pub const fn unsigned(self) -> MethodDef {
        MethodDef { style: Style::Unsigned, ..self }
    }
    /// The row, as a function that takes its tuple of arguments apart itself.
    pub const fn by_tuple(self) -> MethodDef {
        MethodDef { style: Style::Tuple, ..self }
    }
    /// The row, as a function that does not tell its name.
    pub const fn nameless(self) -> MethodDef {
        MethodDef { style: Style::Nameless, ..self }
    }
    /// The row, showing another signature than the one that binds; an empty one is none.
    pub const fn shown_as(self, signature: &'static str) -> MethodDef {
        MethodDef { shown: Some(signature), ..self }
    }
    /// The row, with what is tried first.
    pub const fn quickly(self, quick: QuickFn) -> MethodDef {
        MethodDef { quick: Some(quick), ..self }
    }
    /// The row, as the method of a slot.
    pub const fn of_slot(self) -> MethodDef {
        MethodDef { style: Style::Slot, ..self }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodKind {
    /// bound to the instance; the first parameter is `self` (a module's functions have none)
    Method,
    /// the first argument is the class
    Class,
    Static,
}

/// A method of a type, or a function of a module.
pub const fn method(name: &'static str, signature: &'static str, function: NativeFn) -> MethodDef {
    MethodDef { name, signature, kind: MethodKind::Method, function, quick: None, style: Style::Plain, shown: None }
}

/// A class method: `cls` is the first argument.
pub const fn class_method(name: &'static str, signature: &'static str, function: NativeFn) -> MethodDef {
    MethodDef { name, signature, kind: MethodKind::Class, function, quick: None, style: Style::Plain, shown: None }
}

/// A static method.
pub const fn static_method(name: &'static str, signature: &'static str, function: NativeFn) -> MethodDef {
    MethodDef { name, signature, kind: MethodKind::Static, function, quick: None, style: Style::Plain, shown: None }
}

/// One row of a table of computed attributes. `set` gets `UNBOUND` for `del`.
#[derive(Debug)]
pub struct GetSetDef {
    pub name: &'static str,
    pub get: fn(&Vm, Value) -> Res,
    pub set: Option<fn(&Vm, Value, Value) -> Res<()>>,
    /// a field of the object rather than something computed: a `member_descriptor`
    pub member: bool,
}

impl GetSetDef {
    /// The row, as a field.
    pub const fn as_member(self) -> GetSetDef {
        GetSetDef { member: true, ..self }
    }
}

/// A read-only attribute.
pub const fn getter(name: &'static str, get: fn(&Vm, Value) -> Res) -> GetSetDef {
    GetSetDef { name, get, set: None, member: false }
}

/// A read-only field.
pub const fn member(name: &'static str, get: fn(&Vm, Value) -> Res) -> GetSetDef {
    GetSetDef { name, get, set: None, member: true }
}

/// An attribute that can be stored to.
pub const fn getset(name: &'static str, get: fn(&Vm, Value) -> Res, set: fn(&Vm, Value, Value) -> Res<()>) -> GetSetDef {
    GetSetDef { name, get, set: Some(set), member: false }
}

/// The arguments of a call as the machine has them: positional ones, then the keywords' values, and their names.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub all: &'a [Value],
    /// interned strings; as many as `all` has keyword values at its end
    pub names: &'a [Value],
}

impl<'a> Args<'a> {
    pub fn positional(all: &'a [Value]) -> Args<'a> {
        Args { all, names: &[] }
    }
    /// The positional arguments.
    pub fn pos(&self) -> &'a [Value] {
        &self.all[..self.all.len() - self.names.len()]
    }
    /// Names and values of the keyword arguments.
    pub fn keywords(&self) -> impl Iterator<Item = (Value, Value)> + 'a {
        let start = self.all.len() - self.names.len();
        self.names.iter().copied().zip(self.all[start..].iter().copied())
    }
}

/// Binary operators, in the order of the opcodes `Add..Shr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    DivMod,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum UnOp {
    Neg,
    Pos,
    Invert,
    Abs,
}

/// Comparisons, in the order of the opcodes `Lt..Ne`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CmpOp {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}

/// What a type does when an operator, a builtin function or the machine asks. `None`: it does not. A class written in
/// Python gets functions that call its methods; a subclass inherits. Binary operators are asked of both operands with
/// the operands in their written order and answer `NOT_IMPLEMENTED` when they do not know.
#[derive(Clone, Copy)]
pub struct Slots {
    pub repr: Option<fn(&Vm, Value) -> Res>,
    pub str: Option<fn(&Vm, Value) -> Res>,
    pub hash: Option<fn(&Vm, Value) -> Res<i64>>,
    pub compare: Option<fn(&Vm, CmpOp, Value, Value) -> Res>,
    pub bool: Option<fn(&Vm, Value) -> Res<bool>>,
    pub len: Option<fn(&Vm, Value) -> Res<usize>>,
    pub get_item: Option<fn(&Vm, Value, Value) -> Res>,
    /// `UNBOUND` deletes
    pub set_item: Option<fn(&Vm, Value, Value, Value) -> Res<()>>,
    pub contains: Option<fn(&Vm, Value, Value) -> Res<bool>>,
    pub iter: Option<fn(&Vm, Value) -> Res>,
    /// `None` when exhausted
    pub next: Option<fn(&Vm, Value) -> Res<Option<Value>>>,
    /// one step of what is awaited, where the end's value need not go through an exception; not asked of classes written in Python
    pub send: Option<fn(&Vm, Value, Value) -> Res<crate::vm::generator::Sent>>,
    pub call: Option<fn(&Vm, Value, Args) -> Res>,
    pub binary: Option<fn(&Vm, BinOp, Value, Value) -> Res>,
    /// in-place forms; `NOT_IMPLEMENTED` falls back to `binary`
    pub inplace: Option<fn(&Vm, BinOp, Value, Value) -> Res>,
    pub unary: Option<fn(&Vm, UnOp, Value) -> Res>,
    /// `pow(a, b, modulus)`
    pub pow3: Option<fn(&Vm, Value, Value, Value) -> Res>,
    pub index: Option<fn(&Vm, Value) -> Res>,
    pub int: Option<fn(&Vm, Value) -> Res>,
    pub float: Option<fn(&Vm, Value) -> Res<f64>>,
    /// the whole of attribute access, for types that are not content with the generic one
    pub get_attr: Option<fn(&Vm, Value, Value) -> Res>,
    /// `get_attr` is the generic access, and `__getattr__` where that finds nothing
    pub attr_fallback: bool,
    /// `UNBOUND` deletes
    pub set_attr: Option<fn(&Vm, Value, Value, Value) -> Res<()>>,
    /// descriptor: (descriptor, instance or UNBOUND, type)
    pub descr_get: Option<fn(&Vm, Value, Value, Value) -> Res>,
    /// descriptor: (descriptor, instance, value or UNBOUND); its presence makes a data descriptor
    pub descr_set: Option<fn(&Vm, Value, Value, Value) -> Res<()>>,
    /// makes an instance: (class, arguments)
    pub new: Option<fn(&Vm, Value, Args) -> Res>,
    pub init: Option<fn(&Vm, Value, Args) -> Res<()>>,
}

impl Slots {
    pub const NONE: Slots = Slots {
        repr: None,
        str: None,
        hash: None,
        compare: None,
        bool: None,
        len: None,
        get_item: None,
        set_item: None,
        contains: None,
        iter: None,
        next: None,
        send: None,
        call: None,
        binary: None,
        inplace: None,
        unary: None,
        pow3: None,
        index: None,
        int: None,
        float: None,
        get_attr: None,
        attr_fallback: false,
        set_attr: None,
        descr_get: None,
        descr_set: None,
        new: None,
        init: None,
    };
}

/// A builtin type: its one table.
pub struct TypeSpec {
    /// `list`, or with a module: `collections.deque`
    pub name: &'static str,
    pub doc: &'static str,
    pub layout: Layout,
    /// `None`: `object`
    pub base: Option<&'static TypeSpec>,
    /// how `cls(...)` binds its arguments before `new` is called; `None`: `new` in `slots` takes them raw, or the
    /// type cannot be called ("cannot create 'x' instances")
    pub constructor: Option<(&'static str, fn(&Vm, Value, &[Value]) -> Res)>,
    pub methods: &'static [MethodDef],
    pub getset: &'static [GetSetDef],
    /// further attributes of the class, the same in every interpreter
    pub values: &'static [(&'static str, fn() -> Value)],
    pub slots: Slots,
    /// slots that no method of the type shows: the methods' names, with spaces between
    pub hidden: &'static str,
    /// what `__text_signature__` says of calling the type; `None`: as `constructor` says, `Some("")`: nothing
    pub signature: Option<&'static str>,
    /// which operators `binary`, `inplace` and `unary` of the slots are about: the methods' names, with spaces between
    pub operators: &'static str,
    /// what a type whose `+` and `*` are those of a sequence says of what cannot be joined to it, `{}` being the other's type;
    /// "": its operators are a number's
    pub sequence: &'static str,
    /// of a struct sequence: how many fields are items, and how many there are with those that have only a name
    pub fields: Option<(usize, usize)>,
    /// may a class derive from it?
    pub subclassable: bool,
    /// instances can have attributes of their own (exact instances of most builtin types cannot)
    pub has_dict: bool,
    /// values that instances hold behind the fields of the layout
    pub words: u16,
    /// the type itself, once it is made
    pub cell: TypeCell,
}

/// Where a builtin type's address stands once the type is made (at its first use).
pub struct TypeCell(pub std::sync::atomic::AtomicUsize);

impl TypeCell {
    pub const fn new() -> TypeCell {
        TypeCell(std::sync::atomic::AtomicUsize::new(0))
    }
}

impl Default for TypeCell {
    fn default() -> Self {
        TypeCell::new()
    }
}

impl TypeSpec {
    /// `sequence`, of the type or of what it derives from: a struct sequence is a tuple.
    pub fn sequence_words(&self) -> &'static str {
        match self.base {
            Some(base) if self.sequence.is_empty() => base.sequence_words(),
            _ => self.sequence,
        }
    }

    /// What answers to the binary operators, of the type or of what it derives from.
    pub fn sequence_binary(&self) -> Option<fn(&Vm, BinOp, Value, Value) -> Res> {
        self.slots.binary.or_else(|| self.base?.sequence_binary())
    }

    /// As `sequence_binary`, for those in place.
    pub fn sequence_inplace(&self) -> Option<fn(&Vm, BinOp, Value, Value) -> Res> {
        self.slots.inplace.or_else(|| self.base?.sequence_inplace())
    }

    /// A row to fill in with `..TypeSpec::DEFAULT`.
    #[expect(clippy::declare_interior_mutable_const, reason = "a pattern for statics, each of which has a cell of its own")]
    pub const DEFAULT: TypeSpec = TypeSpec {
        name: "",
        doc: "",
        layout: Layout::Native,
        base: None,
        constructor: None,
        methods: &[],
        getset: &[],
        values: &[],
        slots: Slots::NONE,
        hidden: "",
        signature: None,
        operators: "",
        sequence: "",
        fields: None,
        subclassable: true,
        has_dict: false,
        words: 0,
        cell: TypeCell::new(),
    };
}

/// A constant of a module.
pub type ConstFn = fn(&Vm) -> Res;

/// A module written in Rust: a row in the list of modules.
pub struct ModuleSpec {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [MethodDef],
    /// attributes made when the module is loaded
    pub constants: &'static [(&'static str, ConstFn)],
    pub types: &'static [&'static TypeSpec],
    /// runs after the rest, with the module
    pub init: Option<fn(&Vm, Value) -> Res<()>>,
    /// importing it without a GIL switches the GIL on
    pub needs_gil: bool,
}

impl ModuleSpec {
    pub const DEFAULT: ModuleSpec =
        ModuleSpec { name: "", doc: "", functions: &[], constants: &[], types: &[], init: None, needs_gil: false };
}

/// The data of an object of a native type (`Native`): anything that Rust owns. It lies in the heap with its object, and is
/// dropped, if it needs that, soon after the object died.
pub trait Payload: std::any::Any + Send + Sync {
    /// Does every value that the data holds stand in a `Slot`, or it holds none? The collector looks a second time at data of
    /// which this is not said: its barrier does not see those changes.
    const IN_SLOTS: bool = false;

    /// Shows the collector every value that the data holds. Called while the world is stopped.
    fn trace(&self, marker: &mut crate::object::heap::Marker) {
        let _ = marker;
    }
}

/// What the machine must know of a payload's type.
pub struct PayloadKind {
    /// the type
    pub id: fn() -> std::any::TypeId,
    /// `Payload::IN_SLOTS`
    pub in_slots: bool,
    /// `Payload::trace` of the data at this address
    pub trace: unsafe fn(*const u8, &mut crate::object::heap::Marker),
    /// how to take the data at this address out of its dead object, into a box; and how to free that box. `None` for data
    /// that needs no drop
    pub end: Option<(unsafe fn(*mut u8) -> *mut u8, unsafe fn(*mut u8))>,
}

impl PayloadKind {
    /// The kind of `T`.
    pub const fn of<T: Payload>() -> &'static PayloadKind {
        const {
            &PayloadKind {
                id: std::any::TypeId::of::<T>,
                in_slots: T::IN_SLOTS,
                // SAFETY: the contract of the field: the address of a live `T`.
                trace: |data, marker| unsafe { (*data.cast::<T>()).trace(marker) },
                end: if std::mem::needs_drop::<T>() { Some((move_to_box::<T>, free_box::<T>)) } else { None },
            }
        }
    }

    /// How many bytes after its own size an object needs for the data, which begins at a multiple of its alignment: cells
    /// begin at multiples of 8.
    pub const fn room_for<T: Payload>() -> usize {
        size_of::<T>().next_multiple_of(8) + align_of::<T>().saturating_sub(8)
    }
}

/// # Safety
/// `data` is a `T` that lies with its object, which is dead and gives it up.
unsafe fn move_to_box<T>(data: *mut u8) -> *mut u8 {
    // SAFETY: by the contract; nobody borrows it, for a reference into a dead object would have kept it alive.
    Box::into_raw(Box::new(unsafe { data.cast::<T>().read() })).cast::<u8>()
}

/// # Safety
/// `data` is a `T` from `Box::into_raw`, given up by its object.
unsafe fn free_box<T>(data: *mut u8) {
    // SAFETY: by the contract.
    unsafe { drop(Box::from_raw(data.cast::<T>())) }
}
