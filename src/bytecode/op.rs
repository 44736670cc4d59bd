//! THE table of opcodes: a row for each, with its length in words, its operands and what it does, as an equation.
//!
//! An instruction is a 64-bit word, `op:8 a:8 b:8 c:8 imm:32` from the low end, and `length - 1` cache or constant words
//! after it, which the compiler writes as zero. In the equations `a`, `b`, `c` stand for registers of the frame
//! (`r[a]`), `imm` for the signed immediate, `n` for a number in an operand, `names[imm]` and `consts[imm]` for the
//! code's tables, `pc` for the address of this instruction. A jump goes to `pc + imm` words. `bc` is the signed 16-bit
//! number in the bytes of `b` and `c`.
//!
//! The window of a call: `r[base]` holds the callee, `r[base+1]` and `r[base+2]` are the machine's (return address,
//! caller's frame), arguments start at `r[base+3]`, which is the callee's `r[0]`. The result comes back in `r[base]`.
//! Nothing at or above `r[base+1]` survives the call.

/// One word of an instruction stream.
pub type Word = u64;

/// What an operand byte or the immediate means; the disassembler prints by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// not used
    No,
    /// a register
    R,
    /// the first register of a run or of a call's window
    Base,
    /// a small number
    N,
    /// `imm` is an integer
    Int,
    /// `imm` indexes `names`
    Name,
    /// `imm` indexes `consts`
    K,
    /// `imm` is a jump, relative to this instruction, in words
    Jump,
    /// `b` and `c` together are a signed 16-bit integer
    I16,
}

/// Calls the macro it is given with every row: `Name, length, [a b c imm], "equation"`.
#[macro_export]
macro_rules! for_each_op {
    ($m:ident) => { $m! {
    // moves and constants
    Nop, 1, [No No No No], "nothing";
    Move, 1, [R R No No], "a = b";
    LoadK, 2, [R No No K], "a = consts[imm] (word 1 holds the loaded constant)";
    LoadI, 1, [R No No Int], "a = imm, an int";
    LoadImm, 1, [R No No Int], "a = the immediate value whose bits are imm: 0 unbound, 4 None, 12 False, 20 True";
    LoadWide, 1, [R No No Int], "a = r[imm], for locals past 255";
    StoreWide, 1, [R No No Int], "r[imm] = a, for locals past 255";
    CheckLocal, 1, [R No No Name], "UnboundLocalError for names[imm] if a is unbound";
    CheckDeref, 1, [R N No Name], "NameError (b = 1: free variable) or UnboundLocalError (b = 0: own cell) for names[imm] if a is unbound";
    // cells and closures
    MakeCell, 1, [R No No No], "a = a new cell that holds a (a may be unbound)";
    LoadCell, 1, [R R No No], "a = the content of the cell b, unbound if empty";
    StoreCell, 1, [R R No No], "the content of the cell b = a (a unbound: empties it)";
    LoadFree, 1, [R No No Int], "a = the content of the function's free variable imm, unbound if empty";
    StoreFree, 1, [R No No Int], "the content of the function's free variable imm = a";
    LoadFreeCell, 1, [R No No Int], "a = the cell itself of the function's free variable imm";
    MakeFunction, 1, [R Base No K], "a = a function of the code consts[imm], its free variables the cells b, b+1, ..., or, if they are many, those of the tuple b";
    SetFuncAttr, 1, [R R N No], "function a: c = 0 defaults tuple, 1 kwdefaults dict, 2 annotate function, 3 type_params tuple, 4 __class__ cell of the name __classdict__ = b";
    LoadBuildClass, 1, [R No No No], "a = builtins.__build_class__";
    // names
    LoadGlobal, 2, [R No No Name], "a = the global or builtin names[imm] (word 1: its cell)";
    StoreGlobal, 2, [R No No Name], "the global names[imm] = a (word 1: its cell)";
    DelGlobal, 1, [No No No Name], "del the global names[imm]";
    LoadName, 2, [R R No Name], "a = names[imm] in the namespace b, else global, else builtin (word 1: its cell, when b is the globals)";
    StoreName, 2, [R R No Name], "names[imm] in the namespace b = a (word 1: its cell, when b is the globals)";
    DelName, 1, [No R No Name], "del names[imm] in the namespace b";
    LoadFromNs, 1, [R R No Name], "a = names[imm] in the mapping b, unbound if missing (class bodies: a free variable may stand in the namespace)";
    // arithmetic, imm = 1 for the in-place form
    Add, 1, [R R R Int], "a = b + c";
    Sub, 1, [R R R Int], "a = b - c";
    Mul, 1, [R R R Int], "a = b * c";
    Div, 1, [R R R Int], "a = b / c";
    FloorDiv, 1, [R R R Int], "a = b // c";
    Mod, 1, [R R R Int], "a = b % c";
    Pow, 1, [R R R Int], "a = b ** c";
    MatMul, 1, [R R R Int], "a = b @ c";
    And, 1, [R R R Int], "a = b & c";
    Or, 1, [R R R Int], "a = b | c";
    Xor, 1, [R R R Int], "a = b ^ c";
    Shl, 1, [R R R Int], "a = b << c";
    Shr, 1, [R R R Int], "a = b >> c";
    // arithmetic with an immediate int, c = 1 for the in-place form
    AddI, 1, [R R N Int], "a = b + imm";
    SubI, 1, [R R N Int], "a = b - imm";
    MulI, 1, [R R N Int], "a = b * imm";
    FloorDivI, 1, [R R N Int], "a = b // imm";
    ModI, 1, [R R N Int], "a = b % imm";
    AndI, 1, [R R N Int], "a = b & imm";
    ShlI, 1, [R R N Int], "a = b << imm";
    ShrI, 1, [R R N Int], "a = b >> imm";
    // arithmetic with a constant (floats, mostly), c = 1 for the in-place form
    AddK, 2, [R R N K], "a = b + consts[imm]";
    SubK, 2, [R R N K], "a = b - consts[imm]";
    MulK, 2, [R R N K], "a = b * consts[imm]";
    DivK, 2, [R R N K], "a = b / consts[imm]";
    Neg, 1, [R R No No], "a = -b";
    Pos, 1, [R R No No], "a = +b";
    Invert, 1, [R R No No], "a = ~b";
    Not, 1, [R R No No], "a = not b";
    ToBool, 1, [R R No No], "a = bool(b)";
    // comparison to a value
    Lt, 1, [R R R No], "a = b < c";
    Le, 1, [R R R No], "a = b <= c";
    Gt, 1, [R R R No], "a = b > c";
    Ge, 1, [R R R No], "a = b >= c";
    Eq, 1, [R R R No], "a = b == c";
    Ne, 1, [R R R No], "a = b != c";
    Is, 1, [R R R No], "a = b is c";
    IsNot, 1, [R R R No], "a = b is not c";
    In, 1, [R R R No], "a = b in c";
    NotIn, 1, [R R R No], "a = b not in c";
    // jumps; each one that goes backwards is a safepoint
    Jump, 1, [No No No Jump], "pc += imm";
    JTrue, 1, [R No No Jump], "if a: pc += imm";
    JFalse, 1, [R No No Jump], "if not a: pc += imm";
    JNone, 1, [R No No Jump], "if a is None: pc += imm";
    JNotNone, 1, [R No No Jump], "if a is not None: pc += imm";
    JUnbound, 1, [R No No Jump], "if a is unbound: pc += imm";
    JIs, 1, [R R No Jump], "if a is b: pc += imm";
    JIsNot, 1, [R R No Jump], "if a is not b: pc += imm";
    JIn, 1, [R R No Jump], "if a in b: pc += imm";
    JNotIn, 1, [R R No Jump], "if a not in b: pc += imm";
    JLt, 1, [R R No Jump], "if a < b: pc += imm";
    JNLt, 1, [R R No Jump], "if not a < b: pc += imm";
    JLe, 1, [R R No Jump], "if a <= b: pc += imm";
    JNLe, 1, [R R No Jump], "if not a <= b: pc += imm";
    JGt, 1, [R R No Jump], "if a > b: pc += imm";
    JNGt, 1, [R R No Jump], "if not a > b: pc += imm";
    JGe, 1, [R R No Jump], "if a >= b: pc += imm";
    JNGe, 1, [R R No Jump], "if not a >= b: pc += imm";
    JEq, 1, [R R No Jump], "if a == b: pc += imm";
    JNEq, 1, [R R No Jump], "if not a == b: pc += imm";
    JNe, 1, [R R No Jump], "if a != b: pc += imm";
    JNNe, 1, [R R No Jump], "if not a != b: pc += imm";
    JLtI, 1, [R I16 No Jump], "if a < bc: pc += imm";
    JNLtI, 1, [R I16 No Jump], "if not a < bc: pc += imm";
    JLeI, 1, [R I16 No Jump], "if a <= bc: pc += imm";
    JNLeI, 1, [R I16 No Jump], "if not a <= bc: pc += imm";
    JGtI, 1, [R I16 No Jump], "if a > bc: pc += imm";
    JNGtI, 1, [R I16 No Jump], "if not a > bc: pc += imm";
    JGeI, 1, [R I16 No Jump], "if a >= bc: pc += imm";
    JNGeI, 1, [R I16 No Jump], "if not a >= bc: pc += imm";
    JEqI, 1, [R I16 No Jump], "if a == bc: pc += imm";
    JNEqI, 1, [R I16 No Jump], "if not a == bc: pc += imm";
    JNeI, 1, [R I16 No Jump], "if a != bc: pc += imm";
    JNNeI, 1, [R I16 No Jump], "if not a != bc: pc += imm";
    // attributes and items
    GetAttr, 2, [R R No Name], "a = b.names[imm] (word 1: cache)";
    SetAttr, 2, [R R No Name], "a.names[imm] = b (word 1: cache)";
    DelAttr, 1, [R No No Name], "del a.names[imm]";
    LoadMethod, 2, [Base R No Name], "r[a], r[a+3] = function, b when b.names[imm] is a method; else attribute, unbound (word 1: cache)";
    LoadSpecial, 2, [Base R No Name], "as LoadMethod, but names[imm] is looked up on b's type alone; TypeError of the with statement if missing (word 1: cache)";
    LoadSuperMethod, 1, [Base R R Name], "as LoadMethod for super(b, c).names[imm]; if r[a] is another super than the builtin one, for r[a]()";
    GetItem, 1, [R R R No], "a = b[c]";
    SetItem, 1, [R R R No], "a[b] = c";
    DelItem, 1, [R R No No], "del a[b]";
    GetItemI, 1, [R R No Int], "a = b[imm]";
    BuildSlice, 1, [R Base N No], "a = slice(b, b+1) (c = 2) or slice(b, b+1, b+2) (c = 3)";
    // calls
    Call, 1, [Base N No No], "r[a] = r[a](b arguments)";
    CallMethod, 1, [Base N No No], "r[a] = r[a](self at r[a+3] unless it is unbound, then b arguments from r[a+4])";
    CallKw, 1, [Base N No K], "r[a] = r[a](b arguments, of which the last len(consts[imm]) are keywords named by the tuple consts[imm])";
    CallMethodKw, 1, [Base N No K], "as CallKw, with self as in CallMethod (b does not count self)";
    CallEx, 1, [Base N No No], "r[a] = r[a](*r[a+3], **r[a+4]); r[a+3] is a tuple or list; r[a+4] is a dict, used when b = 1";
    StarArgs, 1, [R R R No], "a = b if it is a tuple or a list, else a list of the iterable b; TypeError of c(*b) for others";
    StarKeywords, 1, [R R R No], "a = b if it is a dict and a tuple or list stands in r[a-1], else a new dict: as DictMerge of b into {}";
    Return, 1, [R No No No], "return a";
    ReturnNone, 1, [No No No No], "return None";
    // building
    BuildTuple, 1, [R Base No Int], "a = (b, b+1, ..., b+imm-1)";
    BuildList, 1, [R Base No Int], "a = [b, b+1, ..., b+imm-1]";
    BuildSet, 1, [R Base No Int], "a = {b, b+1, ..., b+imm-1}";
    BuildMap, 1, [R Base No Int], "a = {b: b+1, b+2: b+3, ...}, imm pairs";
    BuildString, 1, [R Base No Int], "a = ''.join of the imm strings b, b+1, ...";
    ListAppend, 1, [R R No No], "list a: append b";
    ListExtend, 1, [R R No No], "list a: extend by the iterable b (TypeError texts of *b)";
    ListToTuple, 1, [R R No No], "a = tuple(list b)";
    SetAdd, 1, [R R No No], "set a: add b";
    SetUpdate, 1, [R R No No], "set a: update by the iterable b";
    MapAdd, 1, [R R R No], "dict a: a[b] = c";
    DictUpdate, 1, [R R No No], "dict a: update by the mapping b (TypeError of {**b})";
    DictMerge, 1, [R R R No], "dict a: update by the mapping b, TypeError for a key twice or no mapping, in the name of the callee c";
    FormatValue, 1, [R R N No], "a = format(conversion c of b, '') with c = 0 none, 1 str, 2 repr, 3 ascii";
    FormatSpec, 1, [R R R Int], "a = format(conversion imm of b, c)";
    BuildInterpolation, 1, [R Base N No], "a = Interpolation(value b, expression b+1, conversion c, spec b+2)";
    BuildTemplate, 1, [R R R No], "a = Template(strings tuple b, interpolations tuple c)";
    // iteration and unpacking
    GetIter, 1, [R R No No], "a = iter(b)";
    ForIter, 1, [R R No Jump], "a = next(b) and pc += imm; when b is exhausted, go on (the loop's bottom, a safepoint)";
    ForPair, 1, [R R No Jump], "as ForIter, where an UnpackSequence of a into two stands at the target and a is not used again: it may be done at once";
    UnpackSequence, 1, [Base R No Int], "r[a], ..., r[a+imm-1] = b";
    UnpackEx, 1, [Base R N Int], "imm values, a list, then c values, from r[a] on = b";
    // exceptions
    Raise, 1, [R R N No], "c = 0: re-raise the handled exception; 1: raise a; 2: raise a from b";
    Reraise, 1, [R No No No], "raise the exception a again as it is (no new context, traceback goes on)";
    PushExc, 1, [R R No No], "b = the handled exception (or None); the handled exception = a";
    PopExc, 1, [R No No No], "the handled exception = a";
    MatchExc, 1, [R R R No], "a = does the exception b match the class or tuple c (TypeError for others)";
    MatchExcStar, 1, [Base R R No], "r[a] = rest or None, r[a+1] = matching group or None, of the exception b split by c";
    PrepReraiseStar, 1, [R R R No], "a = the exception to raise after except*: original b, list of raised or rest c; None if nothing";
    WithExcept, 1, [Base R No No], "r[a] = r[a](type(b), b, b.__traceback__) with self as in LoadSpecial: the call of __exit__";
    LoadAssertionError, 1, [R No No No], "a = AssertionError";
    // generators and coroutines
    Yield, 1, [R R N Int], "yield b; a = what is sent in; c: 0 yield, 1 inside yield from, 2 inside await; the registers below imm are in use";
    GetYieldFromIter, 1, [R R No No], "a = iter(b), generators and coroutines as they are";
    Send, 1, [R R R Jump], "send c into the iterator b: a = what it yields, or, when it ends, a = its value and pc += imm";
    GetAwaitable, 1, [R R N No], "a = the awaitable's iterator of b; c: 0 await, 1 __aenter__, 2 __aexit__ (error texts)";
    GetAIter, 1, [R R No No], "a = b.__aiter__()";
    GetANext, 1, [R R No No], "a = the awaitable's iterator of b.__anext__()";
    EndAsyncFor, 1, [R No No Jump], "if the exception a is StopAsyncIteration: pc += imm, else raise it again";
    AsyncGenWrap, 1, [R R No No], "a = b wrapped as an asynchronous generator's value";
    // import
    ImportName, 1, [R R N Name], "a = __import__(names[imm], fromlist b, level c)";
    ImportFrom, 1, [R R No Name], "a = names[imm] from the module b";
    ImportStar, 1, [R R No No], "all public names of the module a into the namespace b";
    // patterns
    MatchSequence, 1, [R R No No], "a = b is a sequence for patterns";
    MatchMapping, 1, [R R No No], "a = b is a mapping for patterns";
    MatchKeys, 1, [R R R No], "a = tuple of b's values for the keys tuple c, or None";
    MatchClass, 1, [Base R No Int], "r[a] = tuple of attributes of b if it matches class r[a] with imm positional patterns and the names tuple r[a+1], or None";
    GetLen, 1, [R R No No], "a = len(b)";
    CopyMapRest, 1, [R R R No], "a = dict(b) without the keys in the tuple c";
    // the rest
    Intrinsic, 1, [R R R Int], "a = intrinsic imm of b, c: 0 print expression; 1 TypeVar(name b, bound thunk c or None); 2 ParamSpec(b); 3 TypeVarTuple(b); 4 TypeAlias(name b, (type_params, thunk) tuple c); 5 set default thunk of type parameter b to c, a = b; 6 Generic subscripted by tuple b; 7 StopIteration raised inside a generator: a = RuntimeError from b, other exceptions as they are; 8 TypeVar(name b, constraints thunk c); 9 the tuple of b unpacked into c values, or into (before, after) and a list";
    SetupAnnotations, 1, [R No No No], "make __annotations__ in the namespace a if it is missing";
    } };
}

macro_rules! make_ops {
    ($($name:ident, $len:literal, [$a:ident $b:ident $c:ident $imm:ident], $text:literal;)*) => {
        /// An opcode: the low byte of an instruction's first word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Op { $(#[doc = $text] $name,)* }

        /// What the table says of one opcode.
        #[derive(Debug)]
        pub struct Row { pub op: Op, pub name: &'static str, pub length: u8, pub operands: [Kind; 4], pub equation: &'static str }

        /// The rows, in the order of the opcodes' numbers.
        pub static ROWS: &[Row] = &[$(Row {
            op: Op::$name, name: stringify!($name), length: $len,
            operands: [Kind::$a, Kind::$b, Kind::$c, Kind::$imm], equation: $text,
        },)*];
    };
}
for_each_op!(make_ops);

const _: () = assert!(ROWS.len() <= 256, "an opcode is a byte");

impl Op {
    /// The row of this opcode.
    pub fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// The opcode of an instruction's first word; panics on a number that no row has.
    pub fn of(word: Word) -> Op {
        ROWS[word as u8 as usize].op
    }
}

/// The first word of an instruction.
pub fn encode(op: Op, a: u8, b: u8, c: u8, imm: i32) -> Word {
    op as u64 | (a as u64) << 8 | (b as u64) << 16 | (c as u64) << 24 | (imm as u32 as u64) << 32
}

/// Operand `a` of an instruction.
#[inline(always)]
pub fn a(word: Word) -> usize {
    (word >> 8) as u8 as usize
}

/// Operand `b` of an instruction.
#[inline(always)]
pub fn b(word: Word) -> usize {
    (word >> 16) as u8 as usize
}

/// Operand `c` of an instruction.
#[inline(always)]
pub fn c(word: Word) -> usize {
    (word >> 24) as u8 as usize
}

/// The signed number in the bytes of `b` and `c`.
#[inline(always)]
pub fn bc(word: Word) -> i64 {
    (word >> 16) as i16 as i64
}

/// The immediate of an instruction.
#[inline(always)]
pub fn imm(word: Word) -> i64 {
    (word as i64) >> 32
}
