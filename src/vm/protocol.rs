//! The protocols behind operators and builtin functions: what native code and the handlers' slow paths call.

use crate::object::layouts::*;
use crate::object::{BinOp, CmpOp, Layout, Res, UnOp, Value};
use crate::text::hash::{hash_bytes, small_int_hash};
use crate::types::exceptions as exc;
use crate::types::wrappers;

use super::Vm;
use super::intern::names;

/// Symbols of the binary operators, in the order of `BinOp`.
const SYMBOLS: [&str; 14] = ["+", "-", "*", "/", "//", "%", "** or pow()", "@", "&", "|", "^", "<<", ">>", "divmod()"];
const INPLACE: [&str; 14] = ["+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>=", "divmod()"];
const COMPARISONS: [&str; 6] = ["<", "<=", ">", ">=", "==", "!="];

impl CmpOp {
    /// What `b op a` is when this is `a op b`.
    pub fn swapped(self) -> CmpOp {
        match self {
            CmpOp::Lt => CmpOp::Gt,
            CmpOp::Le => CmpOp::Ge,
            CmpOp::Gt => CmpOp::Lt,
            CmpOp::Ge => CmpOp::Le,
            same => same,
        }
    }

    /// The answer for two things that Rust can order.
    pub fn of(self, o: std::cmp::Ordering) -> bool {
        match self {
            CmpOp::Lt => o.is_lt(),
            CmpOp::Le => o.is_le(),
            CmpOp::Gt => o.is_gt(),
            CmpOp::Ge => o.is_ge(),
            CmpOp::Eq => o.is_eq(),
            CmpOp::Ne => o.is_ne(),
        }
    }
}

/// Can it be iterated by indices alone? Of the builtin types without an iterator none: what they have is `x[key]`.
pub fn is_indexed(v: Value) -> bool {
    v.typ().slots().get_item.is_some() && !v.typ().builtin && !matches!(v.layout(), Layout::Dict | Layout::Namespace)
}

fn is_sequence(v: Value) -> bool {
    !v.typ().spec.sequence_words().is_empty()
}

/// What answers to the binary operators.
type Operators = fn(&Vm, BinOp, Value, Value) -> Res;

/// Is it `+` or `*`, which sequences have in a way of their own: theirs is asked when all those of numbers are?
fn is_of_sequences(op: BinOp) -> bool {
    matches!(op, BinOp::Add | BinOp::Mul)
}

/// The operator as a number has it. A sequence has none, unless a class that derives from it has one of its own.
pub fn number_operator(vm: &Vm, op: BinOp, v: Value) -> Option<Operators> {
    let is_number = !is_of_sequences(op) || !is_sequence(v) || wrappers::own_operator(vm, op, v.typ()).any();
    v.typ().slots().binary.filter(|_| is_number)
}

/// Has it a length or members? If it cannot be multiplied, the right side of a `*=` is not asked after it.
fn is_container(v: Value) -> bool {
    let slots = v.typ().slots();
    !v.typ().builtin || slots.len.is_some() || slots.contains.is_some() || slots.get_item.is_some()
}

impl Vm {
    /// `a op b`, or `a op= b`.
    pub fn binary_op(&self, op: BinOp, a: Value, b: Value, inplace: bool) -> Res {
        let v = self.operate(op, a, b, inplace)?;
        self.made(v)
    }

    fn operate(&self, op: BinOp, a: Value, b: Value, inplace: bool) -> Res {
        if op == BinOp::Add && a.is_exact_str() && b.is_exact_str() {
            return crate::types::bytes_common::memory::concat_text(self, a.expect(), b.expect());
        }
        if let Some(result) = self.binary_numbers(op, a, b) {
            return result;
        }
        let sequences = is_of_sequences(op) && (is_sequence(a) || is_sequence(b));
        let of_its_own = !sequences || !is_sequence(a) || wrappers::own_operator(self, op, a.typ()).in_place;
        // a class that derives from a sequence has that's `+=` before any number's operator
        if inplace && op == BinOp::Add && !of_its_own && !a.typ().builtin && a.typ().spec.sequence_inplace().is_some() {
            return self.operate_sequences(op, a, b, inplace);
        }
        if inplace
            && of_its_own
            && let Some(f) = a.typ().slots().inplace
        {
            let r = f(self, op, a, b)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        let mut r = self.binary_slots(op, a, b)?;
        if r == Value::NOT_IMPLEMENTED && sequences {
            r = self.operate_sequences(op, a, b, inplace)?;
        }
        if r != Value::NOT_IMPLEMENTED {
            return Ok(r);
        }
        Err(self.unsupported(op, a, b, inplace))
    }

    /// `a op b` of an instance that does not know, and an object of its own class or a builtin one.
    pub fn binary_by_other(&self, op: BinOp, a: Value, b: Value) -> Res {
        if !std::ptr::eq(a.typ(), b.typ())
            && let Some(f) = b.typ().slots().binary
        {
            let r = f(self, op, a, b)?;
            if r != Value::NOT_IMPLEMENTED {
                return self.made(r);
            }
        }
        if is_of_sequences(op) && (is_sequence(a) || is_sequence(b)) {
            let r = self.operate_sequences(op, a, b, false)?;
            if r != Value::NOT_IMPLEMENTED {
                return self.made(r);
            }
        }
        Err(self.unsupported(op, a, b, false))
    }

    /// The `TypeError` of an operator that neither operand knows.
    #[cold]
    fn unsupported(&self, op: BinOp, a: Value, b: Value, inplace: bool) -> crate::object::Raised {
        let symbol = if inplace { INPLACE[op as usize] } else { SYMBOLS[op as usize] };
        let (l, r) = (a.type_name(), b.type_name());
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{l}' and '{r}'"))
    }

    /// `a + b` or `a * b` by the operators that sequences have, no number's having answered; `NOT_IMPLEMENTED` if neither is a
    /// sequence that has it, for a class that puts an operator of its own in its place has it no more.
    fn operate_sequences(&self, op: BinOp, a: Value, b: Value, inplace: bool) -> Res {
        let has = |v: Value| {
            is_sequence(v) && {
                let own = wrappers::own_operator(self, op, v.typ());
                !(own.plain || op == BinOp::Mul && own.reflected)
            }
        };
        let (this, other, operators) = if is_sequence(a) && inplace && !wrappers::own_operator(self, op, a.typ()).in_place {
            // whether in place or as usual: a tuple has no more
            let in_place = a.typ().spec.sequence_inplace();
            (a, b, in_place.or_else(|| a.typ().spec.sequence_binary().filter(|_| has(a))))
        } else if has(a) {
            (a, b, a.typ().spec.sequence_binary())
        } else if op == BinOp::Mul && has(b) && !(inplace && is_container(a)) {
            (b, a, b.typ().spec.sequence_binary())
        } else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        let Some(f) = operators else { return Ok(Value::NOT_IMPLEMENTED) };
        let r = f(self, op, a, b)?;
        if r != Value::NOT_IMPLEMENTED {
            return Ok(r);
        }
        Err(self.type_error(match op {
            BinOp::Mul => format!("can't multiply sequence by non-int of type '{}'", other.type_name()),
            _ => this.typ().spec.sequence_words().replace("{}", other.type_name()),
        }))
    }

    /// Asks both operands; `NOT_IMPLEMENTED` if neither knows.
    pub fn binary_slots(&self, op: BinOp, a: Value, b: Value) -> Res {
        let (ta, tb) = (a.typ(), b.typ());
        let fa = number_operator(self, op, a);
        let fb = number_operator(self, op, b);
        if let (Some(fa), Some(fb)) = (fa, fb) {
            let same = std::ptr::fn_addr_eq(fa, fb);
            if !std::ptr::eq(ta, tb) && tb.is_subtype_of(ta) && !same {
                let r = fb(self, op, a, b)?;
                if r != Value::NOT_IMPLEMENTED {
                    return Ok(r);
                }
                return fa(self, op, a, b);
            }
            let r = fa(self, op, a, b)?;
            if r != Value::NOT_IMPLEMENTED || same {
                return Ok(r);
            }
            return fb(self, op, a, b);
        }
        match fa.or(fb) {
            Some(f) => f(self, op, a, b),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `-a`, `+a`, `~a`, `abs(a)`.
    pub fn unary_op(&self, op: UnOp, a: Value) -> Res {
        if let Some(f) = a.typ().slots().unary {
            let r = f(self, op, a)?;
            // a method of the script's has the last word
            if r != Value::NOT_IMPLEMENTED || crate::types::wrappers::has_unary(self, op, a) {
                return self.made(r);
            }
        }
        let what = match op {
            UnOp::Neg => "unary -",
            UnOp::Pos => "unary +",
            UnOp::Invert => "unary ~",
            UnOp::Abs => "abs()",
        };
        Err(self.type_error(format!("bad operand type for {what}: '{}'", a.type_name())))
    }

    /// `a op b` for comparisons.
    pub fn compare(&self, op: CmpOp, a: Value, b: Value) -> Res {
        // objects of one shape: whatever they are, their class has the say
        let alike = a.is_object() && b.is_object() && a.header().shape() == b.header().shape();
        if alike && let Some(r) = self.compare_by_method(op, a, b) {
            let r = r?;
            return if r == Value::NOT_IMPLEMENTED { self.compare_by_other(op, a, b) } else { Ok(r) };
        }
        if !alike && let Some(truth) = self.compare_numbers(op, a, b) {
            return Ok(Value::bool(truth));
        }
        if self.is_deep() {
            return Err(self.too_deep(" in comparison"));
        }
        let ta = a.typ();
        let tb = if alike { ta } else { b.typ() };
        if std::ptr::eq(ta, tb) && matches!(op, CmpOp::Eq | CmpOp::Ne) && ta.slots().compare.is_some_and(crate::types::object::is_compare) {
            return Ok(Value::bool((a == b) == (op == CmpOp::Eq)));
        }
        let mut tried_b = false;
        if !std::ptr::eq(ta, tb)
            && tb.is_subtype_of(ta)
            && let Some(f) = tb.slots().compare
        {
            tried_b = true;
            let r = f(self, op.swapped(), b, a)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        if let Some(f) = ta.slots().compare {
            let r = f(self, op, a, b)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        if tried_b { self.compare_by_nobody(op, a, b) } else { self.compare_by_other(op, a, b) }
    }

    /// What the method of a class written in Python says of two of its instances, if it is a plain one.
    #[inline]
    fn compare_by_method(&self, op: CmpOp, a: Value, b: Value) -> Option<Res> {
        if a.layout() != Layout::Instance || self.is_deep() {
            return None;
        }
        let t = a.typ();
        let method = self.type_lookup(t, crate::types::wrappers::asked_for_comparison(t, op)?)?;
        self.call_plain_method(method, a, &[b])
    }

    /// `a op b` where `a` does not know.
    pub fn compare_by_other(&self, op: CmpOp, a: Value, b: Value) -> Res {
        if let Some(f) = b.typ().slots().compare {
            let r = f(self, op.swapped(), b, a)?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        self.compare_by_nobody(op, a, b)
    }

    fn compare_by_nobody(&self, op: CmpOp, a: Value, b: Value) -> Res {
        match op {
            CmpOp::Eq => Ok(Value::bool(a == b)),
            CmpOp::Ne => Ok(Value::bool(a != b)),
            _ => {
                let text = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    COMPARISONS[op as usize],
                    a.type_name(),
                    b.type_name()
                );
                Err(self.type_error(text))
            }
        }
    }

    /// The truth of `a op b`.
    pub fn compare_truth(&self, op: CmpOp, a: Value, b: Value) -> Res<bool> {
        let r = self.compare(op, a, b)?;
        self.truth(r)
    }

    /// `a is b or a == b`: how containers compare.
    pub fn equal(&self, a: Value, b: Value) -> Res<bool> {
        if a == b {
            return Ok(true);
        }
        if a.is_exact_str() && b.is_exact_str() {
            return Ok(a.str_bytes() == b.str_bytes());
        }
        if Value::both_small(a, b) {
            return Ok(false);
        }
        let t = a.typ();
        if std::ptr::eq(t, b.typ()) && t.slots().compare.is_some_and(crate::types::object::is_compare) {
            return Ok(false); // compared by identity
        }
        self.compare_truth(CmpOp::Eq, a, b)
    }

    /// `bool(v)`.
    pub fn truth(&self, v: Value) -> Res<bool> {
        if v.is_bool() {
            return Ok(v == Value::TRUE);
        }
        if v.is_none() {
            return Ok(false);
        }
        if v.is_small_int() {
            return Ok(v.small() != 0);
        }
        if v.is_exact_str() {
            return Ok(v.expect::<Str>().len != 0);
        }
        let slots = v.typ().slots();
        if let Some(f) = slots.bool {
            return f(self, v);
        }
        match slots.len {
            Some(f) => Ok(f(self, v)? != 0),
            None => Ok(true),
        }
    }

    /// `hash(v)`.
    pub fn hash(&self, v: Value) -> Res<i64> {
        if v.is_exact_str() {
            return Ok(self.str_hash(v) as i64);
        }
        if v.is_small_int() {
            return Ok(small_int_hash(v.small()));
        }
        match v.typ().slots().hash {
            Some(f) => {
                self.check_depth()?;
                f(self, v)
            }
            None => Err(self.type_error(format!("unhashable type: '{}'", v.type_name()))),
        }
    }

    /// The hash of a `str`, computed once.
    #[inline]
    pub fn str_hash(&self, v: Value) -> u64 {
        let s = v.expect::<Str>();
        let known = s.hash.load(std::sync::atomic::Ordering::Relaxed);
        if known != 0 {
            return known;
        }
        let hash = hash_bytes(s.bytes());
        s.hash.store(hash, std::sync::atomic::Ordering::Relaxed);
        hash
    }

    /// `len(v)`.
    pub fn len(&self, v: Value) -> Res<usize> {
        match v.typ().slots().len {
            Some(f) => f(self, v),
            None => Err(self.type_error(format!("object of type '{}' has no len()", v.type_name()))),
        }
    }

    /// `o[key]`.
    pub fn get_item(&self, o: Value, key: Value) -> Res {
        if let Some(f) = o.typ().slots().get_item {
            let v = f(self, o, key)?;
            return self.made(v);
        }
        if o.as_type().is_some() {
            if let Some(f) = self.get_attr_opt(o, names::CLASS_GETITEM.get())?.and_then(Value::not_none) {
                return self.call(f, &[key]);
            }
            if o == crate::types::type_of(&crate::types::typeobject::TYPE).value() {
                return crate::types::generic_alias::new_alias(self, o, key);
            }
            return Err(self.type_error(format!("type '{}' is not subscriptable", o.as_type().expect("it is a type").name_text())));
        }
        Err(self.not_a(o, "is not subscriptable"))
    }

    /// `o[key] = v`.
    pub fn set_item(&self, o: Value, key: Value, v: Value) -> Res<()> {
        match o.typ().slots().set_item {
            Some(f) => f(self, o, key, v),
            None => Err(self.not_a(o, "does not support item assignment")),
        }
    }

    /// `del o[key]`.
    pub fn del_item(&self, o: Value, key: Value) -> Res<()> {
        match o.typ().slots().set_item {
            Some(f) => f(self, o, key, Value::UNBOUND),
            None => {
                // CPython words it otherwise for sequences, which every class of a script can be
                let t = o.typ();
                let sequence = !t.builtin || t.slots().contains.is_some();
                let is_index = key.typ().slots().index.is_some();
                let how = if sequence && is_index { "doesn't" } else { "does not" };
                Err(self.type_error(format!("'{}' object {how} support item deletion", o.type_name())))
            }
        }
    }

    /// `item in o`.
    pub fn contains(&self, o: Value, item: Value) -> Res<bool> {
        if let Some(f) = o.typ().slots().contains {
            return f(self, o, item);
        }
        let words = || format!("argument of type '{}' is not a container or iterable", o.type_name());
        let mut found = false;
        self.for_each_or(o, &words, &mut |v| {
            found = self.equal(v, item)?;
            Ok(!found)
        })?;
        Ok(found)
    }

    /// `repr(v)` as a `str` value.
    pub fn repr(&self, v: Value) -> Res {
        self.repr_for(v, "__repr__")
    }

    /// `repr(v)`, asked for in the name of a method that does the same.
    pub fn repr_for(&self, v: Value, method: &str) -> Res {
        self.before_repr()?;
        let f = v.typ().slots().repr.expect("object has a repr");
        let r = f(self, v)?;
        let r = self.made(r)?;
        // texts of nested objects are garbage on the way up, each as long as what it shows
        self.safepoint()?;
        if r.str_bytes().is_none() {
            return Err(self.type_error(format!("{method} returned non-string (type {})", r.type_name())));
        }
        Ok(r)
    }

    /// What stands before each level of a `repr`: it may be too deep, and long.
    pub fn before_repr(&self) -> Res<()> {
        if self.is_deep() {
            return Err(self.too_deep(" while getting the repr of an object"));
        }
        self.safepoint()
    }

    /// `repr(v)` as text; lone surrogates as `\udcxx`.
    pub fn repr_text(&self, v: Value) -> Res<String> {
        let r = self.repr(v)?;
        Ok(String::from_utf8_lossy(r.str_bytes().unwrap_or(b"")).into_owned())
    }

    /// `str(v)` as a `str` value.
    pub fn to_str(&self, v: Value) -> Res {
        if v.is_exact_str() {
            return Ok(v);
        }
        if v.is_small_int() {
            return Ok(self.decimal(v.small()));
        }
        let f = match v.typ().slots().str {
            Some(f) => f,
            None => return self.repr_for(v, "__str__"),
        };
        self.check_depth()?;
        let r = f(self, v)?;
        let r = self.made(r)?;
        if r.str_bytes().is_none() {
            return Err(self.type_error(format!("__str__ returned non-string (type {})", r.type_name())));
        }
        Ok(r)
    }

    /// `str(v)` as text.
    pub fn str_text(&self, v: Value) -> Res<String> {
        let r = self.to_str(v)?;
        Ok(String::from_utf8_lossy(r.str_bytes().unwrap_or(b"")).into_owned())
    }

    /// `ascii(v)`.
    pub fn ascii(&self, v: Value) -> Res {
        let r = self.repr(v)?;
        if r.expect::<Str>().is_ascii() {
            return Ok(r);
        }
        Ok(self.str_wtf8(&crate::text::quote::escape_non_ascii(r.str_bytes().unwrap_or(b""))))
    }

    /// The conversion of a replacement field: 0 none, 1 `str`, 2 `repr`, 3 `ascii`.
    pub fn convert(&self, v: Value, conversion: usize) -> Res {
        match conversion {
            1 => self.to_str(v),
            2 => self.repr(v),
            3 => self.ascii(v),
            _ => Ok(v),
        }
    }

    /// `format(v, spec)`.
    pub fn format(&self, v: Value, spec: Value) -> Res {
        if spec == super::intern::empty_str() && (v.is_exact_str() || v.is_small_int()) {
            return self.to_str(v);
        }
        if let Some(r) = crate::types::format::fast(self, v, spec)? {
            return self.made(r);
        }
        let r = self.call_special(v, names::FORMAT.get(), &[spec])?.unwrap_or(Value::NONE);
        if r.str_bytes().is_none() {
            return Err(self.type_error(format!("__format__ must return a str, not {}", r.type_name())));
        }
        Ok(r)
    }

    /// `operator.index(v)`: an int of any size.
    pub fn index(&self, v: Value) -> Res {
        if v.is_small_int() || v.layout() == Layout::Int {
            return Ok(v);
        }
        if v.is_bool() {
            return Ok(Value::small_int((v == Value::TRUE) as i64));
        }
        match v.typ().slots().index {
            Some(f) => f(self, v),
            None => Err(self.type_error(format!("'{}' object cannot be interpreted as an integer", v.type_name()))),
        }
    }

    /// An index as a machine integer; `IndexError` texts are the caller's, so out of range is clipped here.
    pub fn index_clipped(&self, v: Value) -> Res<i64> {
        let i = self.index(v)?;
        Ok(self
            .to_i64(i)
            .unwrap_or_else(|| if self.to_big(i).is_some_and(|b| b.sign() == num_bigint::Sign::Minus) { i64::MIN } else { i64::MAX }))
    }

    /// An index as a machine integer, or `IndexError`/`OverflowError`.
    pub fn index_i64(&self, v: Value) -> Res<i64> {
        let i = self.index(v)?;
        match self.to_i64(i) {
            Some(i) => Ok(i),
            None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    /// A number that fits a C int.
    pub fn index_c_int(&self, v: Value) -> Res<i32> {
        let i = self.index(v)?;
        match self.to_i64(i).map(i32::try_from) {
            Some(Ok(n)) => Ok(n),
            _ => Err(self.overflow_error("Python int too large to convert to C int")),
        }
    }

    /// A number as a float: floats, ints, `__float__`, `__index__`.
    pub fn to_f64(&self, v: Value) -> Res<f64> {
        if let Some(f) = self.as_float(v) {
            return Ok(f);
        }
        if v.is_small_int() {
            return Ok(v.small() as f64);
        }
        match v.typ().slots().float {
            Some(f) => f(self, v),
            None => match v.typ().slots().index {
                Some(f) => {
                    let i = f(self, v)?;
                    self.to_f64(i)
                }
                None => Err(self.type_error(format!("must be real number, not {}", v.type_name()))),
            },
        }
    }

    /// `isinstance(v, class_or_tuple)`.
    pub fn is_instance(&self, v: Value, class: Value) -> Res<bool> {
        if let Some(answer) = plain_instance(v, class) {
            return Ok(answer);
        }
        if class.as_type().is_some() && has_plain_metaclass(class) {
            return self.is_instance_default(v, class);
        }
        if let Some(items) = class.cast::<Tuple>() {
            self.check_depth()?;
            self.safepoint()?;
            for &c in items.items() {
                if self.is_instance(v, c)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(types) = crate::types::union::members(class) {
            for t in types {
                if self.is_instance(v, t)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(r) = self.call_special(class, names::INSTANCECHECK.get(), &[v])? {
            return self.truth(r);
        }
        self.is_instance_default(v, class)
    }

    /// What `type.__instancecheck__` answers.
    pub fn is_instance_default(&self, v: Value, class: Value) -> Res<bool> {
        let Some(t) = class.as_type() else {
            if self.get_attr_opt(class, names::BASES.get())?.and_then(|b| b.cast::<Tuple>()).is_some() {
                let c = self.get_attr_opt(v, names::CLASS.get())?;
                return match c {
                    Some(c) => self.is_subclass_abstract(c, class),
                    None => Ok(false),
                };
            }
            return Err(self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"));
        };
        if v.typ().is_subtype_of(t) {
            return Ok(true);
        }
        if v.typ().builtin && !v.is_object()
            || v.typ().slots().get_attr.is_none()
                && self.type_lookup(v.typ(), names::CLASS.get()).is_some_and(|d| d.cast::<GetSet>().is_some())
        {
            return Ok(false);
        }
        Ok(self.get_attr_opt(v, names::CLASS.get())?.and_then(|c| c.as_type()).is_some_and(|c| c.is_subtype_of(t)))
    }

    /// `issubclass(c, class_or_tuple)`.
    pub fn is_subclass(&self, c: Value, class: Value) -> Res<bool> {
        if std::ptr::eq(class.typ(), crate::types::type_of(&crate::types::typeobject::TYPE)) {
            if c == class {
                return Ok(true);
            }
            return self.is_subclass_default(c, class);
        }
        if let Some(items) = class.cast::<Tuple>() {
            self.check_depth()?;
            self.safepoint()?;
            for &k in items.items() {
                if self.is_subclass(c, k)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(types) = crate::types::union::members(class) {
            for t in types {
                if self.is_subclass(c, t)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(r) = self.call_special(class, names::SUBCLASSCHECK.get(), &[c])? {
            return self.truth(r);
        }
        self.is_subclass_default(c, class)
    }

    /// What `type.__subclasscheck__` answers.
    pub fn is_subclass_default(&self, c: Value, class: Value) -> Res<bool> {
        match (c.as_type(), class.as_type()) {
            (Some(a), Some(b)) => Ok(a.is_subtype_of(b)),
            (None, _) if self.bases_of(c)?.is_none() => Err(self.type_error("issubclass() arg 1 must be a class")),
            (_, None) if self.bases_of(class)?.is_none() => {
                Err(self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"))
            }
            _ => self.is_subclass_abstract(c, class),
        }
    }

    /// The bases that make a class of an object: a tuple, or it is none.
    fn bases_of(&self, c: Value) -> Res<Option<Ref<Tuple>>> {
        Ok(self.get_attr_opt(c, names::BASES.get())?.and_then(|b| b.cast::<Tuple>()))
    }

    fn is_subclass_abstract(&self, c: Value, class: Value) -> Res<bool> {
        if c == class {
            return Ok(true);
        }
        self.check_depth()?;
        for &base in self.bases_of(c)?.iter().flat_map(|t| t.items()) {
            if self.is_subclass_abstract(base, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Does an exception match an `except` clause's class or tuple?
    pub fn match_exception(&self, e: Value, class: Value) -> Res<bool> {
        self.check_exception_classes(class)?;
        match class.cast::<Tuple>() {
            Some(t) => Ok(t.items().iter().any(|c| c.as_type().is_some_and(|t| e.typ().is_subtype_of(t)))),
            None => Ok(class.as_type().is_some_and(|t| e.typ().is_subtype_of(t))),
        }
    }

    /// May `except` name this, a class of exceptions or a tuple of them?
    pub fn check_exception_classes(&self, class: Value) -> Res<()> {
        let base = crate::types::type_of(&exc::BASE_EXCEPTION);
        let is_class = |c: Value| c.as_type().is_some_and(|t| t.is_subtype_of(base));
        let all = match class.cast::<Tuple>() {
            Some(t) => t.items().iter().all(|&c| is_class(c)),
            None => is_class(class),
        };
        if all { Ok(()) } else { Err(self.type_error("catching classes that do not inherit from BaseException is not allowed")) }
    }

    /// Strings joined, as an f-string does.
    pub fn concat_strings(&self, parts: &[Value]) -> Value {
        let (mut size, mut chars) = (0, 0);
        for s in parts.iter().filter_map(|p| p.cast::<Str>()) {
            size += s.len as usize;
            chars += s.chars as usize;
        }
        if size < 2 {
            // one part is a character, or none is
            let only = parts.iter().filter_map(|p| p.cast::<Str>()).find(|s| s.len > 0);
            return only.map_or_else(super::intern::empty_str, |s| self.str_counted(s.bytes(), chars));
        }
        self.str_filled(size, chars, |to| {
            let mut at = 0;
            for s in parts.iter().filter_map(|p| p.cast::<Str>()) {
                let bytes = s.bytes();
                to[at..at + bytes.len()].copy_from_slice(bytes);
                at += bytes.len();
            }
        })
    }
}

/// `isinstance` where neither a metaclass nor `__class__` has a say; `None` if one may have.
#[inline]
pub fn plain_instance(v: Value, class: Value) -> Option<bool> {
    let (t, of) = (class.as_type()?, v.typ());
    if std::ptr::eq(of, t) {
        return Some(true);
    }
    if !has_plain_metaclass(class) {
        return None;
    }
    if of.is_subtype_of(t) { Some(true) } else { (of.builtin && shows_its_class(v)).then_some(false) }
}

/// Is a value of a builtin type one whose `__class__` is its type, by its layout alone?
#[inline]
fn shows_its_class(v: Value) -> bool {
    use Layout::{ByteArray, Bytes, Dict, Float, FrozenSet, Function, Int, List, Set, Str, Tuple};
    !v.is_object() || matches!(v.layout(), ByteArray | Bytes | Dict | Float | FrozenSet | Function | Int | List | Set | Str | Tuple)
}

/// Is a class one of the class `type` itself?
#[inline]
pub fn has_plain_metaclass(class: Value) -> bool {
    std::ptr::eq(class.typ(), crate::types::type_of(&crate::types::typeobject::TYPE))
}
