//! `_csv`: reading and writing rows of separated values, with dialects.
//!
//! The reader is a state machine over code points, as the `csv` module's documentation describes its dialects; a reader
//! or writer belongs to one thread at a time (a lock keeps two from tearing a row).

use parking_lot::Mutex;

use crate::object::heap::Marker;
use crate::object::{Args, Layout, MethodDef, ModuleSpec, Payload, Raised, Res, Slot, Slots, TypeSpec, Value, getter, method};
use crate::types::{shape_for, type_of};
use crate::vm::intern::intern;
use crate::vm::{Values, Vm};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_csv",
    functions: FUNCTIONS,
    types: &[&DIALECT, &ERROR],
    constants: &[
        ("QUOTE_MINIMAL", |_| Ok(Value::small_int(0))),
        ("QUOTE_ALL", |_| Ok(Value::small_int(1))),
        ("QUOTE_NONNUMERIC", |_| Ok(Value::small_int(2))),
        ("QUOTE_NONE", |_| Ok(Value::small_int(3))),
        ("QUOTE_STRINGS", |_| Ok(Value::small_int(4))),
        ("QUOTE_NOTNULL", |_| Ok(Value::small_int(5))),
        ("_dialects", dialects),
        ("__version__", |vm| Ok(vm.str("1.0"))),
    ],
    ..ModuleSpec::DEFAULT
};

const FUNCTIONS: &[MethodDef] = &[
    method("reader", "(iterable, dialect='excel', /, **fmtparams)", |vm, a| {
        let source = vm.iter(a[0])?;
        let dialect = dialect_of(vm, a[1], a[2])?;
        Ok(vm.native(&READER, Reader { source: Slot::new(source), dialect, line: Mutex::new(0) }))
    }),
    method("writer", "(fileobj, dialect='excel', /, **fmtparams)", |vm, a| {
        let write = match vm.get_attr_opt(a[0], intern(b"write"))? {
            Some(w) if vm.is_callable(w) => w,
            _ => return Err(vm.type_error("argument 1 must have a \"write\" method")),
        };
        let dialect = dialect_of(vm, a[1], a[2])?;
        Ok(vm.native(&WRITER, Writer { write: Slot::new(write), dialect }))
    }),
    method("register_dialect", "(name, dialect=None, /, **fmtparams)", |vm, a| {
        if a[0].str_bytes().is_none() {
            return Err(vm.type_error("dialect name must be a string"));
        }
        let base = given_dialect(vm, a[1], a[2])?.not_none();
        let d = make_dialect(vm, base, a[2])?;
        vm.dict_set(dialects(vm)?, a[0], d)?;
        Ok(Value::NONE)
    }),
    method("unregister_dialect", "(name)", |vm, a| match vm.dict_remove(dialects(vm)?, a[0])? {
        Some(_) => Ok(Value::NONE),
        None => Err(error(vm, "unknown dialect")),
    }),
    method("get_dialect", "(name)", |vm, a| match vm.dict_get(dialects(vm)?, a[0])? {
        Some(d) => Ok(d),
        None => Err(error(vm, "unknown dialect")),
    }),
    method("list_dialects", "()", |vm, _| {
        let keys: Vec<Value> = vm.dict_items(dialects(vm)?).pairs().map(|(k, _)| k).collect();
        Ok(vm.list(&keys))
    }),
    method("field_size_limit", "(new_limit=None, /)", |vm, a| {
        let old = LIMIT.load(std::sync::atomic::Ordering::Relaxed);
        if let Some(n) = a[0].given() {
            let Some(n) = vm.to_i64(n) else { return Err(vm.type_error("limit must be an integer")) };
            LIMIT.store(n, std::sync::atomic::Ordering::Relaxed);
        }
        Ok(vm.int(old))
    }),
];

static LIMIT: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(131_072);

/// What is wrong with a row, or with a dialect.
static ERROR: TypeSpec = TypeSpec {
    name: "_csv.Error",
    layout: Layout::Exception,
    base: Some(&crate::types::exceptions::EXCEPTION),
    has_dict: true,
    ..TypeSpec::DEFAULT
};

fn error(vm: &Vm, text: &str) -> Raised {
    vm.raise(&ERROR, text)
}

/// The registered dialects by name.
fn dialects(vm: &Vm) -> Res {
    if let Some(d) = vm.shared.registered("_csv dialects") {
        return Ok(d);
    }
    let d = vm.new_dict();
    vm.shared.register("_csv dialects", d);
    Ok(d)
}

/// How rows are written.
#[derive(Clone, Debug, PartialEq)]
struct Dialect {
    delimiter: char,
    quote: Option<char>,
    escape: Option<char>,
    double: bool,
    skip_space: bool,
    terminator: String,
    quoting: i64,
    strict: bool,
}

impl Payload for Dialect {}

static DIALECT: TypeSpec = TypeSpec {
    name: "_csv.Dialect",
    getset: &[
        getter("delimiter", |vm, d| Ok(vm.char(this(vm, &d)?.delimiter as u32))),
        getter("quotechar", |vm, d| Ok(this(vm, &d)?.quote.map_or(Value::NONE, |c| vm.char(c as u32)))),
        getter("escapechar", |vm, d| Ok(this(vm, &d)?.escape.map_or(Value::NONE, |c| vm.char(c as u32)))),
        getter("doublequote", |vm, d| Ok(Value::bool(this(vm, &d)?.double))),
        getter("skipinitialspace", |vm, d| Ok(Value::bool(this(vm, &d)?.skip_space))),
        getter("lineterminator", |vm, d| Ok(vm.str(&this(vm, &d)?.terminator))),
        getter("quoting", |vm, d| Ok(vm.int(this(vm, &d)?.quoting))),
        getter("strict", |vm, d| Ok(Value::bool(this(vm, &d)?.strict))),
    ],
    slots: Slots {
        new: Some(|vm, cls, args: Args| {
            let keywords = vm.new_dict();
            for (k, v) in args.keywords() {
                vm.dict_set(keywords, k, v)?;
            }
            let made = read_dialect(vm, args.pos().first().copied().and_then(Value::not_none), keywords)?;
            Ok(vm.native_of_shape(shape_for(vm, cls)?, made))
        }),
        init: Some(|_, _, _| Ok(())),
        ..Slots::NONE
    },
    ..TypeSpec::DEFAULT
};

fn this<'a>(vm: &Vm, d: &'a Value) -> Res<&'a Dialect> {
    d.payload::<Dialect>().ok_or_else(|| vm.type_error("a dialect is needed"))
}

fn make_dialect(vm: &Vm, base: Option<Value>, keywords: Value) -> Res {
    let d = read_dialect(vm, base, keywords)?;
    Ok(vm.native(&DIALECT, d))
}

/// The dialect of a reader's or writer's arguments: a name, a class or object with attributes, and keywords over it.
fn dialect_of(vm: &Vm, given: Value, keywords: Value) -> Res<Dialect> {
    let base = match given_dialect(vm, given, keywords)?.not_none() {
        None => None,
        Some(name) if name.str_bytes().is_some() => match vm.dict_get(dialects(vm)?, name)? {
            Some(d) => Some(d),
            None => return Err(error(vm, "unknown dialect")),
        },
        Some(other) => Some(other),
    };
    read_dialect(vm, base, keywords)
}

/// The argument `dialect`, which may be among the keywords; it is taken out of them.
fn given_dialect(vm: &Vm, given: Value, keywords: Value) -> Res {
    if !keywords.is_object() {
        return Ok(given);
    }
    match vm.dict_remove(keywords, intern(b"dialect"))? {
        Some(_) if given.given().is_some() => Err(vm.type_error("argument for function given by name ('dialect') and position (1)")),
        Some(named) => Ok(named),
        None => Ok(given),
    }
}

fn read_dialect(vm: &Vm, base: Option<Value>, keywords: Value) -> Res<Dialect> {
    let known = ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];
    if keywords.is_object() {
        for (k, _) in vm.dict_items(keywords).pairs() {
            if !known.contains(&k.as_str().unwrap_or("")) {
                return Err(vm.type_error(format!("this function got an unexpected keyword argument '{}'", vm.str_text(k)?)));
            }
        }
    }
    let base = match base {
        Some(b) if b.str_bytes().is_some() => Some(match vm.dict_get(dialects(vm)?, b)? {
            Some(d) => d,
            None => return Err(error(vm, "unknown dialect")),
        }),
        other => other,
    };
    let get = |name: &str| -> Res<Option<Value>> {
        if keywords.is_object()
            && let Some(v) = vm.dict_get_str(keywords, name)?
        {
            return Ok(Some(v));
        }
        match base {
            Some(b) => vm.get_attr_opt(b, intern(name.as_bytes())),
            None => Ok(None),
        }
    };
    let character = |name: &str, default: Option<char>| -> Res<Option<char>> {
        let Some(v) = get(name)? else { return Ok(default) };
        if v.is_none() {
            return Ok(None);
        }
        let Some(text) = v.as_str() else {
            return Err(vm.type_error(format!(
                "\"{name}\" must be a unicode character{}, not {}",
                if name == "delimiter" { "" } else { " or None" },
                v.type_name()
            )));
        };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(Some(c)),
            _ => {
                let or_none = if name == "delimiter" { "" } else { " or None" };
                Err(vm.type_error(format!(
                    "\"{name}\" must be a unicode character{or_none}, not a string of length {}",
                    text.chars().count()
                )))
            }
        }
    };
    let truth = |name: &str, default: bool| -> Res<bool> {
        match get(name)? {
            Some(v) => vm.truth(v),
            None => Ok(default),
        }
    };
    let delimiter = match character("delimiter", Some(','))? {
        Some(c) => c,
        None => return Err(vm.type_error("\"delimiter\" must be a unicode character, not NoneType")),
    };
    let quoting_given = get("quoting")?;
    let quoting = match quoting_given {
        None => 0,
        Some(q) => match vm.to_i64(q) {
            Some(n) if (0..=5).contains(&n) => n,
            Some(_) => return Err(vm.type_error("bad \"quoting\" value")),
            None => return Err(vm.type_error(format!("\"quoting\" must be an integer, not {}", q.type_name()))),
        },
    };
    let quote_given = get("quotechar")?;
    let mut quoting = quoting;
    if quote_given.is_some_and(Value::is_none) && quoting_given.is_none() {
        quoting = 3;
    }
    let quote = character("quotechar", Some('"'))?;
    if quoting != 3 && quote.is_none() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    let terminator = match get("lineterminator")? {
        None => "\r\n".to_string(),
        Some(v) => match v.as_str() {
            Some(t) => t.to_string(),
            None if v.is_none() => return Err(vm.type_error("lineterminator must be set")),
            None => return Err(vm.type_error(format!("\"lineterminator\" must be a string, not {}", v.type_name()))),
        },
    };
    let escape = character("escapechar", None)?;
    let d = Dialect {
        delimiter,
        quote,
        escape,
        double: truth("doublequote", true)?,
        skip_space: truth("skipinitialspace", false)?,
        terminator,
        quoting,
        strict: truth("strict", false)?,
    };
    for (name, c) in [("delimiter", Some(delimiter)), ("escapechar", escape), ("quotechar", quote)] {
        if matches!(c, Some('\n' | '\r'))
            || c == Some(' ') && name != "delimiter" && d.skip_space
            || c == Some(' ') && name == "delimiter" && d.skip_space
        {
            return Err(vm.value_error(format!("bad {name} value")));
        }
    }
    if quote == Some(delimiter) || escape == Some(delimiter) || quote.is_some() && quote == escape {
        let pair = if quote == Some(delimiter) {
            "delimiter or quotechar"
        } else if escape == Some(delimiter) {
            "delimiter or escapechar"
        } else {
            "escapechar or quotechar"
        };
        return Err(vm.value_error(format!("bad {pair} value")));
    }
    Ok(d)
}

struct Reader {
    source: Slot,
    dialect: Dialect,
    line: Mutex<i64>,
}

impl Payload for Reader {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.source);
    }
}

static READER: TypeSpec = TypeSpec {
    name: "_csv.reader",
    getset: &[
        getter("line_num", |vm, r| Ok(vm.int(r.payload::<Reader>().map_or(0, |r| *r.line.lock())))),
        getter("dialect", |vm, r| Ok(r.payload::<Reader>().map_or(Value::NONE, |r| vm.native(&DIALECT, r.dialect.clone())))),
    ],
    slots: Slots { iter: Some(|_, r| Ok(r)), next: Some(next_row), ..Slots::NONE },
    subclassable: false,
    ..TypeSpec::DEFAULT
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    RowStart,
    FieldStart,
    Field,
    Quoted,
    QuoteInQuoted,
    Escape,
    EscapeQuoted,
    RowEnd,
}

/// One row in the making.
struct Row<'a> {
    vm: &'a Vm,
    fields: Values<'a>,
    field: Vec<u8>,
    chars: usize,
    numeric: bool,
    quoted: bool,
}

impl Row<'_> {
    fn push(&mut self, c: char) -> Res<()> {
        if self.chars as i64 >= LIMIT.load(std::sync::atomic::Ordering::Relaxed) {
            let text = format!("field larger than field limit ({})", LIMIT.load(std::sync::atomic::Ordering::Relaxed));
            return Err(error(self.vm, &text));
        }
        let mut buffer = [0; 4];
        self.field.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        self.chars += 1;
        Ok(())
    }

    fn save(&mut self, quoting: i64) -> Res<()> {
        let text = self.vm.str_counted(&self.field, self.chars);
        let empty = self.field.is_empty();
        let v = if !self.quoted && empty && matches!(quoting, 4 | 5) {
            Value::NONE
        } else if self.numeric && !self.quoted && !(empty && quoting == 4) {
            let float = type_of(&crate::types::float::FLOAT).value();
            self.vm.call(float, &[text])?
        } else {
            text
        };
        self.fields.push(v);
        self.field.clear();
        self.chars = 0;
        self.numeric = false;
        self.quoted = false;
        Ok(())
    }
}

fn next_row(vm: &Vm, r: Value) -> Res<Option<Value>> {
    let Some(reader) = r.payload::<Reader>() else { return Ok(None) };
    let d = &reader.dialect;
    let mut row = Row { vm, fields: Values::with_capacity(vm, 8), field: Vec::new(), chars: 0, numeric: false, quoted: false };
    let mut state = State::RowStart;
    loop {
        let Some(line) = vm.next(reader.source.get())? else {
            if !row.field.is_empty() || matches!(state, State::Quoted | State::EscapeQuoted) {
                if d.strict {
                    return Err(error(vm, "unexpected end of data"));
                }
                row.save(d.quoting)?;
                return Ok(Some(vm.list(&row.fields)));
            }
            return Ok(None);
        };
        let Some(text) = line.str_bytes() else {
            let text = format!("iterator should return strings, not {} (the file should be opened in text mode)", line.type_name());
            return Err(error(vm, &text));
        };
        *reader.line.lock() += 1;
        let text = String::from_utf8_lossy(text);
        for c in text.chars() {
            state = step(&mut row, d, state, Some(c))?;
        }
        state = step(&mut row, d, state, None)?;
        if state == State::RowStart {
            return Ok(Some(vm.list(&row.fields)));
        }
    }
}

/// One character, or the line's end (`None`).
fn step(row: &mut Row, d: &Dialect, state: State, c: Option<char>) -> Res<State> {
    let end = matches!(c, None | Some('\n' | '\r'));
    let after = if c.is_none() { State::RowStart } else { State::RowEnd };
    Ok(match state {
        State::RowStart if c.is_none() => State::RowStart,
        State::RowStart if end => State::RowEnd,
        State::RowStart | State::FieldStart => {
            if end {
                row.save(d.quoting)?;
                return Ok(after);
            }
            let c = c.unwrap_or_default();
            if Some(c) == d.quote && d.quoting != 3 {
                row.quoted = true;
                State::Quoted
            } else if Some(c) == d.escape {
                State::Escape
            } else if c == ' ' && d.skip_space {
                State::FieldStart
            } else if c == d.delimiter {
                row.save(d.quoting)?;
                State::FieldStart
            } else {
                row.numeric = matches!(d.quoting, 2 | 4);
                row.push(c)?;
                State::Field
            }
        }
        State::Field => {
            if end {
                row.save(d.quoting)?;
                return Ok(after);
            }
            let c = c.unwrap_or_default();
            if Some(c) == d.escape {
                State::Escape
            } else if c == d.delimiter {
                row.save(d.quoting)?;
                State::FieldStart
            } else {
                row.push(c)?;
                State::Field
            }
        }
        State::Quoted => match c {
            None => State::Quoted,
            Some(c) if Some(c) == d.escape => State::EscapeQuoted,
            Some(c) if Some(c) == d.quote && d.quoting != 3 => {
                if d.double {
                    State::QuoteInQuoted
                } else {
                    State::Field
                }
            }
            Some(c) => {
                row.push(c)?;
                State::Quoted
            }
        },
        State::QuoteInQuoted => match c {
            Some(c) if Some(c) == d.quote && d.quoting != 3 => {
                row.push(c)?;
                State::Quoted
            }
            Some(c) if c == d.delimiter => {
                row.save(d.quoting)?;
                State::FieldStart
            }
            _ if end => {
                row.save(d.quoting)?;
                after
            }
            Some(c) if !d.strict => {
                row.push(c)?;
                State::Field
            }
            _ => {
                let text = format!("'{}' expected after '{}'", d.delimiter, d.quote.unwrap_or('"'));
                return Err(error(row.vm, &text));
            }
        },
        State::Escape => {
            if c.is_none() {
                row.push('\n')?;
                return Ok(State::Escape);
            }
            row.push(c.unwrap_or_default())?;
            State::Field
        }
        State::EscapeQuoted => {
            row.push(c.unwrap_or('\n'))?;
            State::Quoted
        }
        State::RowEnd => match c {
            None => State::RowStart,
            Some('\n' | '\r') => State::RowEnd,
            Some(_) => {
                return Err(error(row.vm, "new-line character seen in unquoted field - do you need to open the file with newline=''?"));
            }
        },
    })
}

struct Writer {
    write: Slot,
    dialect: Dialect,
}

impl Payload for Writer {
    fn trace(&self, marker: &mut Marker) {
        marker.slot(&self.write);
    }
}

static WRITER: TypeSpec = TypeSpec {
    name: "_csv.writer",
    methods: &[
        method("writerow", "(self, row, /)", |vm, a| write_row(vm, a[0], a[1])),
        method("writerows", "(self, rows, /)", |vm, a| {
            vm.for_each(a[1], &mut |row| write_row(vm, a[0], row).map(|_| true))?;
            Ok(Value::NONE)
        }),
    ],
    getset: &[getter("dialect", |vm, w| Ok(w.payload::<Writer>().map_or(Value::NONE, |w| vm.native(&DIALECT, w.dialect.clone()))))],
    subclassable: false,
    ..TypeSpec::DEFAULT
};

fn write_row(vm: &Vm, w: Value, row: Value) -> Res {
    let Some(writer) = w.payload::<Writer>() else { return Err(vm.type_error("a writer is needed")) };
    let d = &writer.dialect;
    if row.typ().slots().iter.is_none() && row.typ().slots().get_item.is_none() {
        return Err(error(vm, &format!("iterable expected, not {}", row.type_name())));
    }
    let mut out: Vec<u8> = Vec::with_capacity(64);
    let mut count = 0;
    let mut only_empty = false;
    vm.for_each(row, &mut |v| {
        if count > 0 {
            push(&mut out, d.delimiter);
        }
        count += 1;
        let number =
            v.is_small_int() || v.is_flonum() || matches!(v.layout(), Layout::Int | Layout::Float | Layout::Bool | Layout::Complex);
        let text = if v.is_none() { crate::vm::intern::empty_str() } else { vm.to_str(v)? };
        let bytes = text.str_bytes().unwrap_or(b"");
        only_empty = bytes.is_empty();
        let must = match d.quoting {
            1 => true,
            2 => !number,
            4 => v.str_bytes().is_some(),
            5 => !v.is_none(),
            _ => false,
        };
        field(vm, d, &mut out, bytes, must)?;
        Ok(true)
    })?;
    if count == 1 && only_empty && (out.is_empty()) {
        if d.quoting == 3 || matches!(d.quoting, 4 | 5) {
            return Err(error(vm, "single empty field record must be quoted"));
        }
        let q = d.quote.unwrap_or('"');
        push(&mut out, q);
        push(&mut out, q);
    }
    out.extend_from_slice(d.terminator.as_bytes());
    vm.call(writer.write.get(), &[vm.str_wtf8(&out)])
}

fn push(out: &mut Vec<u8>, c: char) {
    let mut buffer = [0; 4];
    out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
}

/// One field, quoted if it must be or if it holds what would end it.
fn field(vm: &Vm, d: &Dialect, out: &mut Vec<u8>, bytes: &[u8], must: bool) -> Res<()> {
    let text = String::from_utf8_lossy(bytes);
    let special =
        |c: char| c == d.delimiter || Some(c) == d.escape || Some(c) == d.quote || matches!(c, '\n' | '\r') || d.terminator.contains(c);
    let shown_as_nothing = d.skip_space && d.delimiter == ' ' && text.is_empty();
    if !(must || shown_as_nothing || text.contains(special)) {
        out.extend_from_slice(bytes);
        return Ok(());
    }
    let quote = d.quote.unwrap_or('"');
    let mut quoted = must;
    let mut body = Vec::with_capacity(bytes.len() + 2);
    for c in text.chars() {
        if special(c) {
            let mut escape = false;
            if d.quoting == 3 {
                escape = true;
            } else if Some(c) == d.quote {
                if d.double {
                    push(&mut body, quote);
                } else {
                    escape = true;
                }
                quoted = quoted || !escape;
            } else if Some(c) == d.escape {
                escape = true;
            } else {
                quoted = true;
            }
            if escape {
                match d.escape {
                    Some(e) => push(&mut body, e),
                    None => return Err(error(vm, "need to escape, but no escapechar set")),
                }
            }
        }
        push(&mut body, c);
    }
    if quoted {
        push(out, quote);
    }
    out.extend_from_slice(&body);
    if quoted {
        push(out, quote);
    }
    Ok(())
}
