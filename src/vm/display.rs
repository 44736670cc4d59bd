//! The text of an exception: traceback entries, chains, notes, groups, suggestions, as CPython 3.14 shows them.
//! The source lines and the carets under them are made in `carets`.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use crate::bytecode::Position;
use crate::object::layouts::*;
use crate::object::{Res, Value};
use crate::types::exceptions as exc;
use crate::types::{exception_groups, type_of};

use super::Vm;
use super::carets;
use super::colour;
use super::intern::names;
use super::typo::{self, Mended};

/// How many identical entries are shown before they are counted.
const REPEATS: usize = 3;
/// How many exceptions of a group, and how deep, are shown.
const GROUP_WIDTH: usize = 15;
const GROUP_DEPTH: usize = 10;

/// The whole text for an uncaught exception, ending in a newline.
pub fn exception_text(vm: &Vm, e: Value) -> String {
    painted(vm, e, false)
}

/// The same for `sys.stderr`: in colours, where they are wanted.
pub fn exception_text_for_stderr(vm: &Vm, e: Value) -> String {
    painted(vm, e, colour::wanted(vm))
}

fn painted(vm: &Vm, e: Value, colours: bool) -> String {
    if e.cast::<Exception>().is_none() {
        return no_exception(e);
    }
    let mut page = Page::new(vm, false, colours);
    page.find(e);
    page.chain(0);
    page.out
}

/// The text of an exception that nobody can catch: alone, without what caused it, and without carets.
pub fn plain_exception_text(vm: &Vm, e: Value) -> String {
    if e.cast::<Exception>().is_none() {
        return no_exception(e);
    }
    let mut page = Page::new(vm, true, false);
    page.add(e);
    page.one(0);
    page.out
}

/// What is said of something else, which a script gave for an exception.
fn no_exception(v: Value) -> String {
    match v.not_none() {
        Some(v) => format!("TypeError: print_exception(): Exception expected for value, {} found\n", v.type_name()),
        None => "NoneType: None\n".to_string(),
    }
}

/// The text in the making; every line gets the prefix of the groups that it is in.
struct Page<'a> {
    vm: &'a Vm,
    out: String,
    prefix: String,
    in_group: usize,
    close_pending: bool,
    /// source lines without carets
    plain: bool,
    colours: bool,
    /// the exceptions that are shown, the first one first
    nodes: Vec<Node>,
    /// the exceptions themselves: kept here, since what showing one runs (`__str__`, say) may unlink the others
    values: super::Values<'a>,
}

/// What is shown before an exception, and within it: numbers of nodes.
#[derive(Default)]
struct Node {
    cause: Option<usize>,
    context: Option<usize>,
    suppress: bool,
    members: Vec<usize>,
}

impl<'a> Page<'a> {
    fn new(vm: &'a Vm, plain: bool, colours: bool) -> Page<'a> {
        let (out, prefix, values) = (String::new(), String::new(), super::Values::new(vm));
        Page { vm, out, prefix, in_group: 0, close_pending: false, plain, colours, nodes: Vec::new(), values }
    }

    fn line(&mut self, text: &str) {
        if text.is_empty() && self.prefix.is_empty() {
            self.out.push('\n');
            return;
        }
        let full = format!("{}{text}", self.prefix);
        self.out.push_str(&full);
        self.out.push('\n');
    }

    fn lines(&mut self, text: &str) {
        for l in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            self.line(l);
        }
    }

    /// Finds what is shown, in CPython's order: an exception that has been met is not met again as a cause or a context.
    fn find(&mut self, e: Value) {
        let mut seen = HashSet::from([e]);
        self.add(e);
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            let e = self.values[at];
            let Some(x) = e.cast::<Exception>() else { continue };
            let (cause, context) = (x.cause.get(), x.context.get());
            for (link, is_cause) in [(cause, true), (context, false)] {
                if !link.is_object() || !seen.insert(link) {
                    continue;
                }
                let node = self.add(link);
                *(if is_cause { &mut self.nodes[at].cause } else { &mut self.nodes[at].context }) = Some(node);
                open.push(node);
            }
            if exception_groups::is_group(e)
                && let Some(members) = exception_groups::exceptions(e).cast::<Tuple>()
            {
                for &member in members.items() {
                    seen.insert(member);
                    let node = self.add(member);
                    self.nodes[at].members.push(node);
                    open.push(node);
                }
            }
        }
    }

    fn add(&mut self, e: Value) -> usize {
        let suppress = e.cast::<Exception>().is_some_and(|x| x.suppress.load(Ordering::Relaxed) != 0);
        self.values.push(e);
        self.nodes.push(Node { suppress, ..Node::default() });
        self.nodes.len() - 1
    }

    fn chain(&mut self, start: usize) {
        // iteratively, for chains can be long: the innermost first
        let mut order = vec![(start, None)];
        let mut at = start;
        loop {
            let node = &self.nodes[at];
            let (next, message) = match (node.cause, node.context) {
                (Some(cause), _) => (cause, "The above exception was the direct cause of the following exception:"),
                (None, Some(context)) if !node.suppress => (context, "During handling of the above exception, another exception occurred:"),
                _ => break,
            };
            order.push((next, Some(message)));
            at = next;
        }
        for (at, follows) in order.into_iter().rev() {
            self.one(at);
            if let Some(text) = follows {
                self.line("");
                self.line(text);
                self.line("");
            }
        }
    }

    fn one(&mut self, at: usize) {
        let e = self.values[at];
        let group = exception_groups::is_group(e);
        let tb = e.expect::<Exception>().traceback.get();
        if group {
            self.group(at, tb);
            return;
        }
        if tb.is_object() {
            self.line("Traceback (most recent call last):");
            self.entries(tb);
        }
        let text = final_lines(self.vm, e, self.colours);
        self.lines(&text);
    }

    fn group(&mut self, at: usize, tb: Value) {
        let e = self.values[at];
        let top = self.in_group == 0;
        let outer = self.prefix.clone();
        if top {
            self.prefix = "  ".into();
        }
        if self.in_group > GROUP_DEPTH {
            self.line(&format!("... (max_group_depth is {GROUP_DEPTH})"));
            return;
        }
        if tb.is_object() {
            if top {
                self.line("+ Exception Group Traceback (most recent call last):");
                self.prefix = "  | ".into();
            } else {
                self.line("Exception Group Traceback (most recent call last):");
            }
            self.entries(tb);
        } else if top {
            self.prefix = "  | ".into();
        }
        let text = final_lines(self.vm, e, self.colours);
        self.lines(&text);
        let items = std::mem::take(&mut self.nodes[at].members);
        let base = self.prefix.strip_suffix("| ").unwrap_or(&self.prefix).to_string();
        let shown = items.len().min(GROUP_WIDTH);
        self.close_pending = false;
        for (i, inner) in items.iter().take(shown).enumerate() {
            let label = if i == 0 { "+-+" } else { "  +" };
            self.prefix = base.clone();
            self.line(&format!("{label}---------------- {} ----------------", i + 1));
            self.prefix = format!("{base}  | ");
            self.in_group += 1;
            self.close_pending = true;
            self.chain(*inner);
            self.in_group -= 1;
            if i + 1 == shown && items.len() > shown {
                self.prefix = base.clone();
                self.line("  +---------------- ... ----------------");
                self.prefix = format!("{base}  | ");
                let more = items.len() - shown;
                self.line(&format!("and {more} more exception{}", if more == 1 { "" } else { "s" }));
            }
        }
        if self.close_pending {
            self.prefix = base.clone();
            self.line("  +------------------------------------");
            self.close_pending = false;
        }
        self.prefix = if top { outer } else { format!("{base}| ") };
    }

    fn entries(&mut self, tb: Value) {
        let mut last: Option<(String, u32, String)> = None;
        let mut count = 0;
        let mut at = tb;
        while let Some(entry) = at.cast::<Traceback>() {
            let frame = entry.frame.get().expect::<FrameObject>();
            let code = &frame.function.get().expect::<Function>().loaded().code;
            let line = super::unwind::traceback_line(entry);
            let key = (code.filename.to_string(), line, code.name.to_string());
            if last.as_ref() == Some(&key) {
                count += 1;
            } else {
                self.repeated(count);
                count = 1;
            }
            if count <= REPEATS {
                let paint = |text: &str| colour::paint(self.colours, colour::PLACE, text);
                let file = paint(&format!("\"{}\"", shown_name(&key.0)));
                let head = format!("  File {file}, line {}, in {}", paint(&line.to_string()), paint(&key.2));
                self.line(&head);
                if self.plain && key.0.starts_with('<') {
                    // this text is CPython's own, which knows files only
                } else {
                    let unmarked = self.plain || self.vm.shared.settings.no_debug_ranges;
                    let position = if unmarked { Position::default() } else { code.position(entry.pc.load(Ordering::Relaxed)) };
                    carets::source_lines(code, line, position, self.colours).iter().for_each(|l| self.line(l));
                }
            }
            last = Some(key);
            at = entry.next.get();
        }
        self.repeated(count);
    }

    fn repeated(&mut self, count: usize) {
        if count > REPEATS {
            let more = count - REPEATS;
            self.line(&format!("  [Previous line repeated {more} more time{}]", if more == 1 { "" } else { "s" }));
        }
    }
}

/// `module.Class: message`, the place of a syntax error before it, the notes after it.
fn final_lines(vm: &Vm, e: Value, colours: bool) -> String {
    let name = vm.type_full_name(e.typ());
    let name = name.strip_prefix("__main__.").map_or(name.clone(), str::to_string);
    let mut out = String::new();
    let mut text = shown_text(vm, vm.to_str(e));
    if e.typ().is_subtype_of(type_of(&exc::SYNTAX_ERROR)) {
        let mended = mended(vm, e);
        out.push_str(&syntax_error_place(vm, e, mended.as_ref(), colours));
        if let Some(mended) = mended {
            text = mended.message;
        } else if let Some(msg) = exc::field(e, 0).not_none() {
            text = shown_text(vm, vm.to_str(msg));
        }
    } else if let Some(hint) = suggestion(vm, e) {
        text.push_str(&hint);
    }
    let name = colour::paint(colours, colour::CLASS, &name);
    let message = colour::paint(colours, colour::PLACE, &text);
    out.push_str(&if text.is_empty() { format!("{name}\n") } else { format!("{name}: {message}\n") });
    if let Ok(Some(notes)) = vm.get_attr_opt(e, names::NOTES.get()) {
        if notes.cast::<List>().is_some() {
            for &n in vm.sequence_items(notes).iter() {
                out.push_str(&shown_text(vm, vm.to_str(n)));
                out.push('\n');
            }
        } else if !notes.is_none() {
            out.push_str(&shown_text(vm, vm.repr(notes)));
            out.push('\n');
        }
    }
    out
}

/// The name of a file as it is shown: each statement typed at a prompt has a name of its own.
fn shown_name(filename: &str) -> &str {
    if filename.starts_with("<stdin-") && filename.ends_with('>') { "<stdin>" } else { filename }
}

/// `str(v)`, with lone surrogates as standard error shows them.
fn shown_text(vm: &Vm, text: Res) -> String {
    match text {
        Ok(text) => escaped(text),
        Err(raised) => {
            vm.take_raised(raised);
            "<exception str() failed>".into()
        }
    }
}

/// A string's text, with lone surrogates as standard error shows them.
pub fn escaped(text: Value) -> String {
    let bytes = text.str_bytes().unwrap_or(b"");
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| escape_surrogates(bytes))
}

/// WTF-8 as UTF-8, with `\udXXX` for what is no character.
fn escape_surrogates(text: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = crate::text::wtf8::find_surrogate(rest) {
        let (start, surrogate) = rest.split_at(at);
        out.push_str(&String::from_utf8_lossy(start));
        let unit = 0xD000 | u32::from(surrogate[1] & 0x3F) << 6 | u32::from(surrogate[2] & 0x3F);
        out.push_str(&format!("\\u{unit:04x}"));
        rest = &surrogate[3..];
    }
    out + &String::from_utf8_lossy(rest)
}

/// The place and the words of a `SyntaxError` that looks like a mistyped keyword.
pub fn mended(vm: &Vm, e: Value) -> Option<Mended> {
    let metadata = exc::field(e, exc::SYNTAX_METADATA).cast::<Tuple>()?;
    let &[after, _, source] = metadata.items() else { return None };
    let message = exc::field(e, 0);
    let (after, line) = (vm.to_i64(after)? as usize, vm.to_i64(exc::field(e, 2))? as usize);
    let file = exc::field(e, 1).as_str().and_then(|name| std::fs::read_to_string(name).ok());
    let line_alone = exc::field(e, 4);
    let (text, after, line, in_file) = match (source.as_str(), &file) {
        (Some(source), _) => (source, after, line, false),
        (None, Some(file)) => (file.as_str(), after, line, true),
        (None, None) => (line_alone.as_str()?, 0, 1, false),
    };
    let lines: Vec<&str> = text.lines().collect();
    typo::mend(&typo::Mistake { message: message.as_str()?, after, line, lines: &lines, in_file })
}

/// `  File "x", line 1`, the line and the carets under what is wrong; `mended` is a better place on the line.
fn syntax_error_place(vm: &Vm, e: Value, mended: Option<&Mended>, colours: bool) -> String {
    let paint = |text: &str| colour::paint(colours, colour::PLACE, text);
    let (file, line) = (exc::field(e, 1), vm.to_i64(exc::field(e, 2)));
    let shown_file = file.as_str().unwrap_or("<string>").to_string();
    let Some(line) = line else {
        return if file.is_none() { String::new() } else { format!("  File \"{shown_file}\"\n") };
    };
    let place = format!("  File {}, line {}\n", paint(&format!("\"{shown_file}\"")), paint(&line.to_string()));
    let mut out = place.clone();
    let Some(text) = mended.map(|m| m.text.clone()).or_else(|| exc::field(e, 4).as_str().map(str::to_string)) else { return out };
    let whole = text.trim_end_matches('\n');
    let stripped = whole.trim_start_matches([' ', '\n', '\u{c}']);
    let spaces = whole.chars().count() - stripped.chars().count();
    out.push_str(&format!("    {stripped}\n"));
    let offset = mended.map(|m| m.column as i64).or_else(|| vm.to_i64(exc::field(e, 3)));
    let Some(offset) = offset.filter(|o| *o >= 1) else { return out };
    let end_line = vm.to_i64(exc::field(e, 5)).unwrap_or(line);
    let mut end = match mended {
        Some(m) => m.end_column as i64,
        None if end_line == line => vm.to_i64(exc::field(e, 6)).unwrap_or(offset),
        None => whole.chars().count() as i64 + 1,
    };
    if end == offset || end < 1 {
        end = offset + 1;
    }
    // not under the line's end
    end = end.min(whole.chars().count() as i64 + 1).max(offset + 1);
    let (from, to) = (offset - 1 - spaces as i64, end - 1 - spaces as i64);
    if from >= 0 {
        let blank: String =
            stripped.chars().chain(std::iter::repeat(' ')).take(from as usize).map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
        let marks = "^".repeat((to - from).max(1) as usize);
        if colours {
            let [line, marks] = colour::marked(stripped, &(blank + &marks), |_| 1);
            return format!("{place}    {line}\n    {marks}\n");
        }
        out.push_str(&format!("    {blank}{marks}\n"));
    }
    out
}

/// ". Did you mean: 'name'?" for misspelt names, attributes and imports.
pub fn suggestion(vm: &Vm, e: Value) -> Option<String> {
    let is = |spec| e.typ().is_subtype_of(type_of(spec));
    let saved = vm.raised.replace(Value::UNBOUND);
    let found = (|| -> Option<String> {
        if is(&exc::ATTRIBUTE_ERROR) {
            let (name, object) = (exc::field(e, 0), exc::field(e, 1));
            let name = name.as_str()?;
            if object.is_none()
                && exc::args_of(vm, e)
                    .cast::<Tuple>()
                    .is_none_or(|t| !t.items().first().and_then(|m| m.as_str()).is_some_and(|m| m.starts_with("'NoneType'")))
            {
                return None;
            }
            let known = known_names(vm, object)?;
            let hidden = name.starts_with('_');
            let known = known.iter().filter(|k| hidden || !k.starts_with('_')).map(String::as_str);
            return super::suggest::closest(name, known).map(|s| format!(". Did you mean: '{s}'?"));
        }
        if is(&exc::NAME_ERROR) {
            return name_suggestion(vm, e);
        }
        if is(&exc::IMPORT_ERROR) {
            let (module, from) = (exc::field(e, 0), exc::field(e, 3));
            let from = from.as_str()?;
            let module = vm.dict_get(vm.shared.modules.get(), module).ok()??;
            let known = known_names(vm, module)?;
            return super::suggest::closest(from, known.iter().map(String::as_str)).map(|s| format!(". Did you mean: '{s}'?"));
        }
        None
    })();
    vm.raised.set(saved);
    found
}

fn known_names(vm: &Vm, object: Value) -> Option<Vec<String>> {
    let dir = vm.call_special(object, names::DIR.get(), &[]).ok()??;
    let mut out = Vec::new();
    vm.for_each(dir, &mut |n| {
        out.extend(n.as_str().map(str::to_string));
        Ok(true)
    })
    .ok()?;
    out.sort();
    Some(out)
}

fn name_suggestion(vm: &Vm, e: Value) -> Option<String> {
    let name = exc::field(e, 0);
    let name = name.as_str()?;
    let mut last = e.expect::<Exception>().traceback.get();
    while let Some(next) = last.cast::<Traceback>().and_then(|t| t.next.get().given()) {
        last = next;
    }
    let frame = last.cast::<Traceback>()?.frame.get();
    let function = frame.expect::<FrameObject>().function.get().expect::<Function>();
    let locals = crate::types::frames::locals_dict(vm, frame).ok()?;
    if let Some(this) = locals.cast::<Dict>().and_then(|_| vm.dict_get_str(locals, "self").ok().flatten())
        && vm.get_attr_opt(this, super::intern::intern(name.as_bytes())).ok().flatten().is_some()
    {
        return Some(format!(". Did you mean: 'self.{name}'?"));
    }
    let mut known: Vec<String> = Vec::new();
    for dict in [locals, function.globals.get(), function.builtins.get()] {
        if dict.cast::<Dict>().is_some() {
            known.extend(vm.dict_items(dict).pairs().filter_map(|(k, _)| k.as_str().map(str::to_string)));
        }
    }
    let near = super::suggest::closest(name, known.iter().map(String::as_str));
    let is_module = vm.is_library_module(name);
    match (near, is_module) {
        (Some(n), true) => Some(format!(". Did you mean: '{n}'? Or did you forget to import '{name}'?")),
        (Some(n), false) => Some(format!(". Did you mean: '{n}'?")),
        (None, true) => Some(format!(". Did you forget to import '{name}'?")),
        (None, false) => None,
    }
}

impl Vm {
    /// Is there a library module of this name?
    fn is_library_module(&self, name: &str) -> bool {
        let sys = self.module("sys").ok();
        let all = sys.and_then(|s| self.get_attr_opt(s, super::intern::intern(b"stdlib_module_names")).ok().flatten());
        all.is_some_and(|a| self.contains(a, self.str(name)).unwrap_or(false))
    }
}
