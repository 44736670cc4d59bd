//! Generates the parser from `grammar/python.lalrpop`.

fn main() {
    python_modules();
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        // The tables of types and methods are full of addresses. At a fixed place they are right as they lie in the file;
        // otherwise each start would write 16,000 of them, and touch every page that they stand on.
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
    lalrpop::Configuration::new().set_in_dir("grammar").emit_rerun_directives(true).process().expect("the grammar is sound");
}

/// Lists the library's Python files, so that the binary carries them: `PYTHON_MODULES`, sorted by name.
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
