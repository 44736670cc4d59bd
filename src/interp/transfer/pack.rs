//! The sender's half: from values to data.

use super::view::SharedView;
use super::{FAKE_MAIN, FunctionNode, Item, Node, Parcel, not_shareable};
use crate::bytecode::op::{Op, ROWS};
use crate::bytecode::{Code, Const};
use crate::object::layouts::*;
use crate::object::{Layout, Raised, Res, Value};
use crate::stdlib::native::interpqueues;
use crate::text::quick_map::QuickMap;
use crate::types::{self, exceptions as exc, type_of};
use crate::vm::intern::{intern, names};
use crate::vm::{Values, Vm};

impl Parcel {
    /// Makes data of a value.
    ///
    /// # Errors
    /// `NotShareableError`, also for what a hook of the pickle protocol raised.
    pub fn pack(vm: &Vm, v: Value) -> Res<Parcel> {
        let mut packer = Packer { vm, nodes: Vec::new(), known: QuickMap::default(), kept: Values::new(vm) };
        match packer.item(v) {
            Ok(root) => Ok(Parcel { nodes: packer.nodes, root }),
            Err(raised) => {
                if vm.raised_is(&exc::RECURSION_ERROR) {
                    return Err(raised);
                }
                let e = vm.take_raised(raised);
                if e.typ().value() == super::not_shareable_class(vm)? {
                    return Err(vm.put_raised(e));
                }
                let shown = vm.repr_text(v).unwrap_or_else(|raised| {
                    vm.take_raised(raised);
                    format!("<{} object>", v.type_name())
                });
                Err(not_shareable(vm, &format!("{shown} does not support cross-interpreter data"), None))
            }
        }
    }

    /// A call's arguments were refused because of one of them.
    fn refused(vm: &Vm, args: Value, raised: Raised) -> Res<Parcel> {
        let cause = vm.take_raised(raised);
        if cause.typ().value() != super::not_shareable_class(vm)? {
            return Err(vm.put_raised(cause));
        }
        let shown = vm.repr_text(args)?;
        Err(not_shareable(vm, &format!("{shown} does not support cross-interpreter data"), Some(cause)))
    }

    /// A call: callable, arguments, keywords. Each argument is copied by itself, as CPython does it: an object that is
    /// given twice arrives as two.
    ///
    /// # Errors
    /// As `pack`.
    pub fn pack_call(vm: &Vm, f: Value, args: &[Value], kwargs: Option<Value>) -> Res<Parcel> {
        if f.cast::<Function>().is_some_and(|f| !f.loaded().code.freevars.is_empty()) {
            let raised = vm.value_error("closures not supported");
            let cause = vm.take_raised(raised);
            return Err(not_shareable(vm, "only stateless functions are shareable", Some(cause)));
        }
        let mut parts = vec![Parcel::pack(vm, f)?];
        for &a in args {
            parts.push(Parcel::pack(vm, a).or_else(|raised| Parcel::refused(vm, vm.tuple(args), raised))?);
        }
        let mut names = Vec::new();
        if let Some(kwargs) = kwargs {
            for (k, v) in vm.dict_items(kwargs).pairs() {
                let value = Parcel::pack(vm, v).or_else(|raised| {
                    vm.take_raised(raised);
                    let shown = vm.repr_text(kwargs)?;
                    Err(not_shareable(vm, &format!("{shown} does not support cross-interpreter data"), None))
                })?;
                names.push((Parcel::pack(vm, k)?, value));
            }
        }
        let mut whole = Parcel { nodes: Vec::new(), root: Item::Word(Value::NONE) };
        let f = whole.adopt(parts.remove(0));
        let args = parts.into_iter().map(|p| whole.adopt(p)).collect();
        let kwargs = names.into_iter().map(|(k, v)| (whole.adopt(k), whole.adopt(v))).collect();
        let args = whole.add(Node::Tuple(args));
        let kwargs = whole.add(Node::Dict(kwargs));
        whole.root = whole.add(Node::Tuple(vec![f, args, kwargs]));
        Ok(whole)
    }

    fn add(&mut self, node: Node) -> Item {
        self.nodes.push(node);
        Item::Node(self.nodes.len() as u32 - 1)
    }

    /// Takes another parcel's nodes over, their numbers moved up.
    fn adopt(&mut self, other: Parcel) -> Item {
        let by = self.nodes.len() as u32;
        let root = other.root.moved(by);
        self.nodes.extend(other.nodes.into_iter().map(|mut n| {
            n.for_each_item(&mut |i| *i = i.moved(by));
            n
        }));
        root
    }

    /// As `pack`, for what is shareable in the strict sense only.
    pub fn pack_strictly(vm: &Vm, v: Value) -> Res<Parcel> {
        if is_shareable(vm, v)? { Parcel::pack(vm, v) } else { Err(Parcel::refused_strictly(vm, v)?) }
    }

    /// That a value is not shareable; of a tuple, because of its first item that is not.
    fn refused_strictly(vm: &Vm, v: Value) -> Res<Raised> {
        let mut cause = None;
        if let Some(t) = v.cast::<Tuple>().filter(|_| v.is_exact(Layout::Tuple)) {
            for &item in t.items() {
                if !is_shareable(vm, item)? {
                    let raised = Parcel::refused_strictly(vm, item)?;
                    cause = Some(vm.take_raised(raised));
                    break;
                }
            }
        }
        let shown = vm.repr_text(v)?;
        Ok(not_shareable(vm, &format!("{shown} does not support cross-interpreter data"), cause))
    }
}

/// Can the value be sent without pickling?
pub fn is_shareable(vm: &Vm, v: Value) -> Res<bool> {
    vm.check_depth()?;
    if let Some(t) = v.cast::<Tuple>()
        && v.is_exact(Layout::Tuple)
    {
        for &item in t.items() {
            if !is_shareable(vm, item)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    Ok(matches!(v, Value::NONE | Value::TRUE | Value::FALSE)
        || v.is_exact(Layout::Int)
        || v.is_exact(Layout::Float)
        || v.is_exact(Layout::Str)
        || v.is_exact(Layout::Bytes)
        || v.layout() == Layout::MemoryView
        || interpqueues::id_of(vm, v)?.is_some())
}

struct Packer<'a> {
    vm: &'a Vm,
    nodes: Vec<Node>,
    /// nodes of objects, by their addresses
    known: QuickMap<u64, u32>,
    /// what `known` names must not be collected meanwhile
    kept: Values<'a>,
}

impl<'a> Packer<'a> {
    fn item(&mut self, v: Value) -> Res<Item> {
        if v.is_unbound() {
            return Ok(Item::Word(Value::NONE));
        }
        if !v.is_object() {
            return Ok(Item::Word(v));
        }
        if let Some(&node) = self.known.get(&v.0) {
            return Ok(Item::Node(node));
        }
        if v.as_type().is_some_and(|t| t.builtin) || !crate::object::heap::is_in_heap(v.0 as usize) && v.is_exact_str() {
            return Ok(Item::Word(v));
        }
        if v.is_exact(Layout::Float) {
            return Ok(Item::Float(v.expect::<Float>().number));
        }
        self.vm.check_depth()?;
        let at = self.nodes.len() as u32;
        self.nodes.push(Node::Pending);
        self.known.insert(v.0, at);
        self.kept.push(v);
        let node = self.node(v)?;
        self.nodes[at as usize] = node;
        Ok(Item::Node(at))
    }

    fn items(&mut self, values: &[Value]) -> Res<Vec<Item>> {
        values.iter().map(|&v| self.item(v)).collect()
    }

    fn pairs(&mut self, dict: Value) -> Res<Vec<(Item, Item)>> {
        let all = self.vm.dict_items(dict);
        all.pairs().map(|(k, v)| Ok((self.item(k)?, self.item(v)?))).collect()
    }

    fn node(&mut self, v: Value) -> Res<Node> {
        let vm = self.vm;
        let shape = v.shape_id();
        if (shape as usize) < Layout::ALL.len() {
            match Layout::ALL[shape as usize] {
                Layout::Int => return Ok(Node::Int(vm.to_big(v).unwrap_or_default())),
                Layout::Complex => return Ok(Node::Complex(v.expect::<Complex>().re, v.expect::<Complex>().im)),
                Layout::Str => return Ok(Node::Str(v.str_bytes().unwrap_or(b"").into())),
                Layout::Bytes => return Ok(Node::Bytes(v.expect::<Bytes>().bytes().into())),
                Layout::ByteArray => return Ok(Node::ByteArray(self.bytes_of(v)?)),
                Layout::MemoryView => {
                    if let Some(view) = SharedView::new(vm, v)? {
                        return Ok(Node::SharedView(Box::new(view)));
                    }
                    let read_only = vm.truth(vm.get_attr_str(v, "readonly")?)?;
                    let bytes = vm.call_method(v, "tobytes", &[])?;
                    return Ok(Node::View(bytes.expect::<Bytes>().bytes().into(), read_only));
                }
                Layout::Tuple => return Ok(Node::Tuple(self.items(v.expect::<Tuple>().items())?)),
                Layout::List => {
                    let items = vm.sequence_items(v);
                    return Ok(Node::List(self.items(&items)?));
                }
                Layout::Set | Layout::FrozenSet => {
                    let items = vm.collect_items(v)?;
                    let items = self.items(&items)?;
                    return Ok(if v.layout() == Layout::Set { Node::Set(items) } else { Node::FrozenSet(items) });
                }
                Layout::Dict => return Ok(Node::Dict(self.pairs(v)?)),
                Layout::Namespace => return Err(not_shareable(vm, "a namespace does not support cross-interpreter data", None)),
                Layout::Range => {
                    let r = v.expect::<Range>();
                    return Ok(Node::Range([self.item(r.start.get())?, self.item(r.stop.get())?, self.item(r.step.get())?]));
                }
                Layout::Slice => {
                    let r = v.expect::<Slice>();
                    return Ok(Node::Slice([self.item(r.start.get())?, self.item(r.stop.get())?, self.item(r.step.get())?]));
                }
                Layout::Function => return self.function(v),
                Layout::BoundMethod => {
                    let m = v.expect::<BoundMethod>();
                    let name = vm.get_attr_opt(m.function.get(), names::NAME.get())?;
                    return match name.and_then(|n| n.as_str().map(str::to_string)) {
                        Some(name) => Ok(Node::Attribute(self.item(m.this.get())?, name)),
                        None => Ok(Node::Method(self.item(m.function.get())?, self.item(m.this.get())?)),
                    };
                }
                Layout::NativeFunction => {
                    let f = v.expect::<NativeFunction>();
                    let this = f.this.get();
                    if this.is_unbound() || this.cast::<Module>().is_some() {
                        let module = f.module.get().as_str().unwrap_or("builtins").to_string();
                        return Ok(Node::Global(module, f.def.name.to_string()));
                    }
                    return Ok(Node::Attribute(self.item(this)?, f.def.name.to_string()));
                }
                Layout::NativeMethod | Layout::SlotMethod | Layout::BoundSlot => {
                    return Ok(Node::Attribute(
                        self.item(v.expect::<NativeFunction>().this.get())?,
                        v.expect::<NativeFunction>().def.name.to_string(),
                    ));
                }
                Layout::Code => return Ok(Node::Code(types::codeobject::loaded(v.expect()).code.clone())),
                _ => {}
            }
        }
        if v.as_type().is_some() {
            return self.named(v, None);
        }
        if v.cast::<Module>().is_some() || v.layout() == Layout::MappingProxy {
            return Err(vm.type_error(format!("cannot pickle '{}' object", v.type_name())));
        }
        if let Some(id) = interpqueues::id_of(vm, v)? {
            return Ok(Node::Queue(interpqueues::Reference::new(vm, id)?));
        }
        if let Some(attributes) = self.plain_instance(v) {
            let class = self.item(v.typ().value())?;
            let pairs: Vec<(Item, Item)> = attributes.pairs().map(|(k, x)| Ok((self.item(k)?, self.item(x)?))).collect::<Res<_>>()?;
            return Ok(Node::Instance(class, pairs));
        }
        self.reduced(v)
    }

    fn bytes_of(&self, v: Value) -> Res<Box<[u8]>> {
        let copy = self.vm.call(type_of(&types::bytes::BYTES).value(), &[v])?;
        Ok(copy.expect::<Bytes>().bytes().into())
    }

    /// The attributes of an instance whose class says nothing of how it is pickled.
    fn plain_instance(&self, v: Value) -> Option<Values<'a>> {
        let t = v.typ();
        if v.layout() != Layout::Instance || t.builtin || t.member_words != 0 {
            return None;
        }
        let object = type_of(&types::object::OBJECT);
        for name in [&names::REDUCE_EX, &names::REDUCE, &names::GETSTATE, &names::SETSTATE] {
            if self.vm.type_lookup(t, name.get()) != self.vm.type_lookup(object, name.get()) {
                return None;
            }
        }
        if self.vm.type_lookup(t, intern(b"__getnewargs__")).is_some() || self.vm.type_lookup(t, intern(b"__getnewargs_ex__")).is_some() {
            return None;
        }
        Some(self.vm.own_attrs(v))
    }

    /// What its `__reduce_ex__` says of an object.
    fn reduced(&mut self, v: Value) -> Res<Node> {
        let vm = self.vm;
        let said = vm.call_method_value(v, names::REDUCE_EX.get(), &[vm.int(4)])?;
        self.kept.push(said);
        if said.str_bytes().is_some() {
            return self.named(v, Some(said));
        }
        let Some(t) = said.cast::<Tuple>().filter(|t| (2..=6).contains(&t.len)) else {
            return Err(vm.type_error("__reduce__ must return a string or tuple"));
        };
        let mut parts = [Item::Word(Value::NONE); 5];
        for (i, part) in parts.iter_mut().enumerate() {
            let Some(&x) = t.items().get(i) else { break };
            // items and pairs come as iterators
            let x = if i >= 3 && !x.is_none() { vm.list(&vm.collect_items(x)?) } else { x };
            self.kept.push(x);
            *part = self.item(x)?;
        }
        Ok(Node::Reduced(Box::new(parts)))
    }

    /// A class or another thing that stands under its name in a module.
    fn named(&mut self, v: Value, name: Option<Value>) -> Res<Node> {
        let vm = self.vm;
        let name = match name {
            Some(n) => n,
            None => match vm.get_attr_opt(v, names::QUALNAME.get())? {
                Some(n) => n,
                None => vm.get_attr(v, names::NAME.get())?,
            },
        };
        let Some(name) = name.as_str().map(str::to_string) else { return Err(vm.type_error("a name must be a string")) };
        let module = vm.get_attr_opt(v, names::MODULE.get())?.and_then(|m| m.as_str().map(str::to_string)).unwrap_or("__main__".into());
        let found = find_global(vm, &module, &name)?;
        if found != Some(v) {
            let shown = vm.repr_text(v)?;
            let why = if name.contains("<locals>") {
                format!("Can't get local object '{name}'")
            } else if found.is_none() {
                format!("Can't pickle {shown}: it's not found as {module}.{name}")
            } else {
                format!("Can't pickle {shown}: it's not the same object as {module}.{name}")
            };
            return Err(vm.type_error(why));
        }
        // While the copy of the main program runs, it has not come to what it would be needed for again: a target would run
        // a copy of its own, and so on without end.
        if module == FAKE_MAIN && vm.shared.registered(super::FAKE_MAIN_BEGINS).is_some_and(|m| !m.is_none()) {
            let what = if v.is_exact(Layout::Function) { "func" } else { "object" };
            return Err(not_shareable(vm, &format!("{what} not shareable"), None));
        }
        Ok(Node::Global(if module == FAKE_MAIN { "__main__".into() } else { module }, name))
    }

    fn function(&mut self, v: Value) -> Res<Node> {
        let vm = self.vm;
        let f = v.expect::<Function>();
        let loaded = f.loaded();
        if loaded.code.freevars.is_empty() && !uses_globals(vm, &loaded.code) {
            let node = FunctionNode {
                code: loaded.code.clone(),
                name: self.item(f.name.get())?,
                qualname: self.item(f.qualname.get())?,
                module: self.item(f.module.get())?,
                defaults: self.item(f.defaults.get())?,
                kwdefaults: self.item(f.kwdefaults.get())?,
                doc: self.item(f.doc.get())?,
            };
            return Ok(Node::Function(Box::new(node)));
        }
        self.named(v, None)
    }
}

/// What stands under a dotted name in a module that is loaded.
fn find_global(vm: &Vm, module: &str, name: &str) -> Res<Option<Value>> {
    let Some(mut at) = vm.dict_get_str(vm.shared.modules.get(), module)? else { return Ok(None) };
    for part in name.split('.') {
        match vm.get_attr_opt(at, intern(part.as_bytes()))? {
            Some(v) => at = v,
            None => return Ok(None),
        }
    }
    Ok(Some(at))
}

/// Does the code, or code in it, use a global that is no builtin?
fn uses_globals(vm: &Vm, code: &Code) -> bool {
    let mut i = 0;
    while i < code.words.len() {
        let word = code.words[i];
        let row = &ROWS[word as u8 as usize];
        let name = || code.names[(word >> 32) as u32 as usize].as_bytes();
        match row.op {
            Op::StoreGlobal | Op::DelGlobal => return true,
            Op::LoadGlobal if vm.namespace_get(vm.shared.builtins.get(), intern(name())).is_none() => return true,
            _ => {}
        }
        i += row.length as usize;
    }
    code.consts.iter().any(|k| matches!(k, Const::Code(c) if uses_globals(vm, c)))
}
