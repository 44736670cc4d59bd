//! Writing what is no builtin container: globals by their names, other objects by what their reducers say.

use crate::object::layouts::*;
use crate::object::{Layout, Res, Value};
use crate::types::exceptions as exc;
use crate::types::object::of_copyreg;
use crate::types::type_of;
use crate::types::typeobject::TYPE;
use crate::vm::intern::{StaticName, intern_value, names};

use super::write::{BATCH, Writer};
use super::{error, full_name, helper};

/// What a reducer's tuple says after the function and its arguments.
#[derive(Clone, Copy, Default)]
struct Rest {
    state: Option<Value>,
    items: Option<Value>,
    pairs: Option<Value>,
    state_setter: Option<Value>,
}

impl Writer<'_> {
    #[cold]
    fn fail<T>(&self, text: impl AsRef<str>) -> Res<T> {
        Err(error(self.vm, "PicklingError", text.as_ref()))
    }

    /// Writes `function(*args)` as what makes `v`.
    pub fn construct(&mut self, function: Value, args: &[Value], v: Value) -> Res<()> {
        let args = self.vm.tuple(args);
        self.reduced(function, args, Rest::default(), v)
    }

    /// Writes an object by what is said of it: a hook, its type's entry in a table, its own method.
    pub fn other(&mut self, v: Value) -> Res<()> {
        let vm = self.vm;
        if v.typ().spec.name == "object" && !v.typ().builtin && self.is_buffer(v)? {
            return self.picklebuffer(v);
        }
        let mut said = Value::NOT_IMPLEMENTED;
        if let Some(f) = self.reducer_override {
            said = vm.call(f, &[v])?;
        }
        if said == Value::NOT_IMPLEMENTED {
            let class = v.typ().value();
            if class == type_of(&TYPE).value() {
                for single in [Value::NONE, Value::NOT_IMPLEMENTED, Value::ELLIPSIS] {
                    if v == single.typ().value() {
                        return self.construct(class, &[single], v);
                    }
                }
                return self.global(v, None);
            }
            if v.is_exact(Layout::Function) {
                return self.global(v, None);
            }
            let reducer = match self.dispatch_table {
                None => {
                    static TABLE: StaticName = StaticName::new("dispatch_table");
                    vm.dict_get(of_copyreg(vm, &TABLE)?, class)?
                }
                Some(table) if table.is_exact(Layout::Dict) => vm.dict_get(table, class)?,
                Some(table) => vm.catch(vm.get_item(table, class), &exc::KEY_ERROR)?,
            };
            said = match reducer {
                Some(f) => vm.call(f, &[v])?,
                None if v.as_type().is_some() => return self.global(v, None),
                None => self.ask_itself(v)?,
            };
        }
        if said.str_bytes().is_some() {
            return self.global(v, Some(said));
        }
        let done = match said.cast::<Tuple>() {
            Some(t) => self.by_tuple(v, t.items()),
            None => self.fail(format!("__reduce__ must return a string or tuple, not {}", full_name(vm, said))),
        };
        // the collector must see it until here
        std::hint::black_box(said);
        self.noted(done, v, &|_| Ok("object".into()))
    }

    fn is_buffer(&self, v: Value) -> Res<bool> {
        Ok(v.typ().name_text() == "PickleBuffer" && helper(self.vm, "PickleBuffer")? == v.typ().value())
    }

    fn ask_itself(&self, v: Value) -> Res {
        let vm = self.vm;
        if let Some(f) = vm.get_attr_opt(v, names::REDUCE_EX.get())? {
            return vm.call(f, &[vm.int(self.protocol.into())]);
        }
        match vm.get_attr_opt(v, names::REDUCE.get())? {
            Some(f) => vm.call(f, &[]),
            None => self.fail(format!("can't pickle '{}' object: {}", v.type_name(), vm.repr_text(v)?)),
        }
    }

    fn by_tuple(&mut self, v: Value, said: &[Value]) -> Res<()> {
        let vm = self.vm;
        if !(2..=6).contains(&said.len()) {
            return self.fail("tuple returned by __reduce__ must contain 2 through 6 elements");
        }
        let part = |i: usize| said.get(i).copied().and_then(Value::not_none);
        let wrong = |place: &str, what: &str, x: Value| {
            self.fail(format!("{place} item of the tuple returned by __reduce__ must be {what}, not {}", full_name(vm, x)))
        };
        if !vm.is_callable(said[0]) {
            return wrong("first", "callable", said[0]);
        }
        if said[1].cast::<Tuple>().is_none() {
            return wrong("second", "a tuple", said[1]);
        }
        for (i, place) in [(3, "fourth"), (4, "fifth")] {
            if let Some(x) = part(i)
                && x.typ().slots().next.is_none()
            {
                return wrong(place, "an iterator", x);
            }
        }
        if let Some(x) = part(5)
            && !vm.is_callable(x)
        {
            return wrong("sixth", "callable", x);
        }
        let rest = Rest { state: part(2), items: part(3), pairs: part(4), state_setter: part(5) };
        self.reduced(said[0], said[1], rest, v)
    }

    /// Writes `function(*args)` and what is done to the outcome, the object `v`.
    fn reduced(&mut self, function: Value, args: Value, rest: Rest, v: Value) -> Res<()> {
        let vm = self.vm;
        let name = match self.protocol {
            2.. => vm.get_attr_opt(function, names::NAME.get())?,
            _ => None,
        };
        match name.as_ref().and_then(|n| n.str_bytes()) {
            Some(b"__newobj_ex__") => self.newobj_ex(args, v)?,
            Some(b"__newobj__") => self.newobj(args, v)?,
            _ => {
                self.part(function, v, "reconstructor")?;
                self.part(args, v, "reconstructor arguments")?;
                self.put(b"R");
            }
        }
        if let Some(n) = self.known(v) {
            // written meanwhile, through a cycle
            self.put(b"0");
            self.get(n);
            return Ok(());
        }
        self.memoize(v);
        if let Some(items) = rest.items {
            let mut n = 0;
            self.iterated(items, b"a", b"e", &mut |w, item| {
                let done = w.save(item);
                let i = n;
                n += 1;
                w.noted(done, v, &|_| Ok(format!("item {i}")))
            })?;
        }
        if let Some(pairs) = rest.pairs {
            self.iterated(pairs, b"s", b"u", &mut |w, pair| match pair.cast::<Tuple>() {
                Some(t) if t.len == 2 => w.pair(t.items()[0], t.items()[1], v),
                _ => Err(w.vm.type_error("dict items iterator must return 2-tuples")),
            })?;
        }
        let Some(state) = rest.state else { return Ok(()) };
        match rest.state_setter {
            None => {
                self.part(state, v, "state")?;
                self.put(b"b");
            }
            Some(setter) => {
                self.part(setter, v, "state setter")?;
                self.save(v)?;
                self.part(state, v, "state")?;
                self.put(b"\x86R0");
            }
        }
        Ok(())
    }

    fn newobj(&mut self, args: Value, v: Value) -> Res<()> {
        let vm = self.vm;
        let items = args.expect::<Tuple>();
        let Some((&class, more)) = items.items().split_first() else {
            return self.fail("__newobj__ expected at least 1 argument, got 0");
        };
        if class.as_type().is_none() {
            return self.fail(format!("first argument to __newobj__() must be a class, not {}", full_name(vm, class)));
        }
        let own = vm.get_attr(v, names::CLASS.get())?;
        if own != class {
            let (own, class) = (vm.repr_text(own)?, vm.repr_text(class)?);
            return self.fail(format!("first argument to __newobj__() must be {own}, not {class}"));
        }
        self.part(class, v, "class")?;
        let more = vm.tuple(more);
        self.part(more, v, "__new__ arguments")?;
        self.put(b"\x81");
        Ok(())
    }

    fn newobj_ex(&mut self, args: Value, of: Value) -> Res<()> {
        let vm = self.vm;
        let items = args.expect::<Tuple>();
        let &[class, args, keywords] = items.items() else {
            return self.fail(format!("__newobj_ex__ expected 3 arguments, got {}", items.len));
        };
        let wrong = |place: &str, what: &str, x: Value| {
            self.fail(format!("{place} argument to __newobj_ex__() must be {what}, not {}", full_name(vm, x)))
        };
        if class.as_type().is_none() {
            return wrong("first", "a class", class);
        }
        if args.cast::<Tuple>().is_none() {
            return wrong("second", "a tuple", args);
        }
        if keywords.cast::<Dict>().is_none() {
            return wrong("third", "a dict", keywords);
        }
        if self.protocol >= 4 {
            self.part(class, of, "class")?;
            self.part(args, of, "__new__ arguments")?;
            self.part(keywords, of, "__new__ arguments")?;
            self.put(b"\x92");
        } else {
            let partial = self.ask("_new_partial", &[class, args, keywords])?;
            self.part(partial, of, "reconstructor")?;
            self.save(vm.tuple(&[]))?;
            self.put(b"R");
        }
        Ok(())
    }

    /// Writes what an iterator gives in batches; a single item of one goes without a mark.
    fn iterated(&mut self, it: Value, one: &[u8], many: &[u8], save: &mut dyn FnMut(&mut Self, Value) -> Res<()>) -> Res<()> {
        let vm = self.vm;
        if self.protocol == 0 {
            while let Some(item) = vm.next(it)? {
                save(self, item)?;
                self.put(one);
            }
            return Ok(());
        }
        let mut ahead = vm.next(it)?;
        while let Some(first) = ahead {
            ahead = vm.next(it)?;
            if ahead.is_none() {
                save(self, first)?;
                self.put(one);
                break;
            }
            self.put(b"(");
            save(self, first)?;
            let mut n = 1;
            while let Some(item) = ahead {
                save(self, item)?;
                n += 1;
                if n == BATCH {
                    ahead = vm.next(it)?;
                    break;
                }
                ahead = vm.next(it)?;
            }
            self.put(many);
        }
        Ok(())
    }

    /// Writes a class or function by the name under which it is found in a module.
    fn global(&mut self, v: Value, name: Option<Value>) -> Res<()> {
        let vm = self.vm;
        let (module, name) = match self.quick_global(v, name)? {
            Some(found) => found,
            None => {
                // raises if it is not found
                let found = self.ask("_find_global", &[v, name.unwrap_or(Value::NONE)])?;
                let t = found.expect::<Tuple>();
                (t.items()[0], t.items()[1])
            }
        };
        if self.protocol >= 2 {
            let registry = vm.get_attr_str(vm.module("copyreg")?, "_extension_registry")?;
            if vm.len(registry)? > 0 {
                let code = self.ask("_extension", &[module, name])?;
                if let Some(b) = code.cast::<Bytes>() {
                    self.put(b.bytes());
                    return Ok(());
                }
            }
        }
        if self.protocol >= 4 {
            self.save(module)?;
            self.save(name)?;
            self.put(b"\x93");
        } else {
            self.old_global(module, name)?;
        }
        self.memoize(v);
        Ok(())
    }

    /// A global up to protocol 3: the first of its names as a line, the others by `getattr`.
    fn old_global(&mut self, module: Value, name: Value) -> Res<()> {
        let vm = self.vm;
        let text = vm.str_text(name)?;
        let mut parts = text.split('.');
        let first = vm.str(parts.next().unwrap_or(""));
        let rest: Vec<&str> = parts.collect();
        if !rest.is_empty() {
            let getattr = vm.get_attr_str(vm.module("builtins")?, "getattr")?;
            for _ in &rest {
                self.save(getattr)?;
                if self.protocol < 2 {
                    self.put(b"(");
                }
            }
        }
        let line = self.ask("_global_line", &[module, first, vm.int(self.protocol.into()), Value::bool(self.fix_imports)])?;
        match line.cast::<Bytes>() {
            Some(b) => self.put(b.bytes()),
            None => return self.fail("no line for a global"),
        }
        for part in rest {
            self.save(vm.str(part))?;
            self.put(if self.protocol < 2 { b"tR" } else { b"\x86R" });
        }
        Ok(())
    }

    /// Module and name, where both are as simple as they nearly always are.
    fn quick_global(&mut self, v: Value, name: Option<Value>) -> Res<Option<(Value, Value)>> {
        let vm = self.vm;
        let name = match name {
            Some(n) => n,
            None => match vm.get_attr_opt(v, names::QUALNAME.get())? {
                Some(n) => n,
                None => return Ok(None),
            },
        };
        if !name.is_exact(Layout::Str) || name.str_bytes().is_none_or(|n| n.contains(&b'.')) {
            return Ok(None);
        }
        let Some(module) = vm.get_attr_opt(v, names::MODULE.get())?.filter(|m| m.is_exact(Layout::Str)) else { return Ok(None) };
        let modules = vm.shared.modules.get();
        if !modules.is_exact(Layout::Dict) {
            return Ok(None);
        }
        let Some(m) = vm.dict_get(modules, module)? else { return Ok(None) };
        if vm.get_attr_opt(m, intern_value(name))? != Some(v) {
            return Ok(None);
        }
        // The memo tells strings apart by identity. What C code makes has a name that is a new string each time it is
        // asked for; types share their module's name with everybody, functions with each other.
        let fresh = || vm.str_wtf8(name.str_bytes().unwrap_or(b""));
        Ok(Some(match v.as_type() {
            Some(t) if t.is_immutable() => (intern_value(module), fresh()),
            None if v.layout() == Layout::NativeFunction => (self.function_module(module), fresh()),
            _ => (module, name),
        }))
    }
}
