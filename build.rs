//! Generates the parser from `grammar/python.lalrpop`, and the list of the library's Python files. The models of
//! `src/sync` (`--cfg loom`) need neither.

fn main() {
    #[cfg(not(loom))]
    generate();
}

#[cfg(not(loom))]
fn generate() {
    python_modules();
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        // The tables of types and methods are full of addresses. At a fixed place they are right as they lie in the file;
        // otherwise each start would write 16,000 of them, and touch every page that they stand on.
        println!("cargo:rustc-link-arg-bins=-no-pie");
        if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
            functions_side_by_side();
        }
    }
    lalrpop::Configuration::new().set_in_dir("grammar").emit_rerun_directives(true).process().expect("the grammar is sound");
    let parser = std::path::Path::new(&std::env::var("OUT_DIR").expect("cargo sets it")).join("python.rs");
    let text = std::fs::read_to_string(&parser).expect("the parser was just written");
    std::fs::write(parser.with_file_name("python_parser.rs"), improved(&text)).expect("the build folder can be written");
}

/// Has the linker put the functions that a start and an ordinary program run (`benches/order/functions.txt`) side by side. The system maps
/// the file's text in pieces of 64 KiB as it is touched: spread among the others, they made it map nearly all of it, four MiB more.
#[cfg(not(loom))]
fn functions_side_by_side() {
    println!("cargo:rerun-if-changed=benches/order/functions.txt");
    let listed = std::fs::read_to_string("benches/order/functions.txt").expect("the list can be read");
    let mut script = String::from("SECTIONS {\n.text.often : {\n");
    let mut module = String::new();
    for line in listed.lines().filter(|line| !line.starts_with('#')) {
        if !line.starts_with(' ') {
            let parts = line.trim_end_matches(':').split("::").filter(|part| !part.is_empty());
            module = parts.map(|part| format!("{}{part}", part.len())).collect();
            continue;
        }
        for name in line.split_whitespace() {
            // the compiler adds a hash to its names, and another word to those of cold functions
            let symbol = match module.is_empty() {
                true => name.to_string(),
                false => format!("_ZN{module}{}{name}17h*", name.len()),
            };
            script.push_str(&format!("*(.text.{symbol} .text.unlikely.{symbol})\n"));
        }
    }
    script.push_str("}\n} INSERT BEFORE .text;\n");
    let to = std::path::Path::new(&std::env::var("OUT_DIR").expect("cargo sets it")).join("order.ld");
    std::fs::write(&to, script).expect("the build folder can be written");
    println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", to.display());
}

/// The generated parser, in two ways made faster.
///
/// Reductions by `A = B` do nothing: they would take the topmost symbol from the stack and push it again, as the same variant. From an
/// atom to an argument there are two dozen of them, each a copy of a hundred bytes that waits for the one before.
///
/// The other reductions are functions of their own: put into the one that chooses between them, they gave it a frame of
/// sixty thousand bytes, and each reduction touched all of its pages.
///
/// Together that took half the time of parsing and compiling.
#[cfg(not(loom))]
fn improved(parser: &str) -> String {
    // `__actionN` for the actions that return their only argument
    let identities: std::collections::HashSet<&str> = parser
        .split("\nfn ")
        .filter(|f| f.split_once("\n{\n").is_some_and(|(head, body)| head.matches(": (").count() == 1 && body.starts_with("    __0\n}")))
        .filter_map(|f| f.split_once('<').map(|(name, _)| name))
        .collect();
    let mut functions = parser.split("    fn __reduce");
    let mut out = functions.next().unwrap_or_default().to_string();
    let mut removed = 0;
    for function in functions {
        match without_move(function, &identities) {
            Some(shorter) => {
                removed += 1;
                out += "    fn __reduce";
                out += &shorter;
            }
            None => {
                out += "    #[inline(never)]\n    fn __reduce";
                out += function;
            }
        }
    }
    let (text, moved) = with_arms_apart(&out);
    assert!(removed > 20 && moved > 20, "lalrpop writes its reductions in another form now");
    text
}

/// The arms of the choice between reductions that stand there in full, for their actions may fail: each a function of its own.
/// The second answer: how many there are.
#[cfg(not(loom))]
fn with_arms_apart(parser: &str) -> (String, usize) {
    const FAILS: &str = "Err(e) => return Some(Err(e)),";
    let mut out = String::with_capacity(parser.len());
    let mut arms = parser.split("            }\n            ");
    out += arms.next().unwrap_or_default();
    let mut moved = 0;
    for arm in arms {
        out += "            }\n            ";
        match arm.split_once(" => {\n                // ") {
            Some((number, body)) if body.matches(FAILS).count() == 1 && number.bytes().all(|b| b.is_ascii_digit()) => {
                moved += 1;
                let body = body.replace(FAILS, "Err(e) => return Err(e),");
                let (body, result) = body.trim_end().rsplit_once('\n').expect("an arm has several lines");
                let call = "match crate::syntax::apart(|| {";
                out += &format!("{number} => {call}\n                // {body}\n Ok({result})\n }}) {{ Ok(v) => v, {FAILS}\n");
            }
            _ => out += arm,
        }
    }
    (out, moved)
}

/// A reduction by `A = B` with an action that returns its argument, without taking the symbol and pushing it again. `None`: it is another.
#[cfg(not(loom))]
fn without_move(function: &str, identities: &std::collections::HashSet<&str>) -> Option<String> {
    let between = |line: &str, a: &str, b: &str| Some(line.split_once(a)?.1.split_once(b)?.0.to_string());
    let (head, pop) = function.split_once("        let __sym0 = __pop_")?;
    let lines: Vec<&str> = pop.splitn(6, '\n').collect();
    let [pop, _, _, action, push, result] = lines[..] else { return None };
    let variant = pop.split_once('(')?.0;
    let pushed = between(push, "__symbols.push((__start, __Symbol::", "(__nt), __end));")?;
    let action = between(action, "let __nt = super::", "::<>(cx, __sym0);")?;
    (!head.contains("let __sym") && pushed == variant && identities.contains(action.as_str())).then(|| format!("{head}{result}"))
}

/// Lists the library's Python files, so that the binary carries them: `PYTHON_MODULES`, sorted by name.
#[cfg(not(loom))]
fn python_modules() {
    let root = std::path::Path::new("src/stdlib/python");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut found = Vec::new();
    walk(root, "", &mut found);
    found.sort();
    let base = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let mut out =
        String::from("/// Every Python module of the library, sorted by name.\npub static PYTHON_MODULES: &[PythonModule] = &[\n");
    for (name, is_package, path) in found {
        out.push_str(&format!(
            "    PythonModule {{ name: {name:?}, is_package: {is_package}, source: include_str!({:?}) }},\n",
            format!("{base}/{path}")
        ));
    }
    out.push_str("];\n");
    let to = std::path::Path::new(&std::env::var("OUT_DIR").expect("cargo sets it")).join("python_modules.rs");
    std::fs::write(to, out).expect("the build folder can be written");
}

#[cfg(not(loom))]
fn walk(folder: &std::path::Path, prefix: &str, found: &mut Vec<(String, bool, String)>) {
    for entry in std::fs::read_dir(folder).expect("the library's folder can be read") {
        let path = entry.expect("an entry can be read").path();
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_string();
        if path.is_dir() {
            println!("cargo:rerun-if-changed={}", path.display());
            if path.join("__init__.py").exists() {
                walk(&path, &format!("{prefix}{stem}."), found);
            }
        } else if path.extension().is_some_and(|e| e == "py") {
            let shown = path.display().to_string();
            if stem == "__init__" {
                found.push((prefix.trim_end_matches('.').to_string(), true, shown));
            } else {
                found.push((format!("{prefix}{stem}"), false, shown));
            }
        }
    }
}
