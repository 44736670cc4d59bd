//! Compiled modules of the library, kept on disk from one process to the next.
//!
//! Nine tenths of an import are lexing, parsing and compiling, the same each time. What they gave is kept in
//! `FOLDER/togil/KEY/NAME.pyc`, where FOLDER is `PYTHONPYCACHEPREFIX`, else `XDG_CACHE_HOME`, else `~/.cache`, and KEY names
//! the executable (its size, when it was written, where it lies): another build has other instructions. A file that is cut
//! off, changed, of another user or open to others' writing is as good as none, and so is a folder that cannot be written;
//! nobody is told. Files appear whole, by a rename. `-B` keeps the folder as it is.
//!
//! ```text
//!   file: "togilpyc", CRC-32 of the rest, the rest as `bytecode::saved` has it
//! ```
//!
//! An executable that changes often would fill the folder: whoever makes a KEY removes all but the `KEYS_KEPT` last used.

use std::fs;
use std::hash::Hasher;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::bytecode::{Code, saved};
use crate::text::quick_map::QuickHasher;
use crate::vm::shared::Settings;

const MAGIC: &[u8; 8] = b"togilpyc";
/// Folders of executables that stay.
const KEYS_KEPT: usize = 4;

/// Where this executable's modules lie; `None` if nothing says where.
fn folder(settings: &Settings) -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOLDER.get_or_init(|| find_folder(settings)).as_deref()
}

fn find_folder(settings: &Settings) -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let prefix = if settings.ignore_environment { None } else { absolute("PYTHONPYCACHEPREFIX") };
    let base = prefix.or_else(|| absolute("XDG_CACHE_HOME")).or_else(|| Some(absolute("HOME")?.join(".cache")))?;
    let executable = std::env::current_exe().ok()?;
    let about = fs::metadata(&executable).ok()?;
    let mut key = QuickHasher::default();
    key.write(executable.as_os_str().as_bytes());
    for n in [about.size(), about.mtime() as u64, about.mtime_nsec() as u64, about.ino()] {
        key.write_u64(n);
    }
    Some(base.join("togil").join(format!("{:016x}", key.finish())))
}

/// The code of a module of the library, with the file name that tracebacks show, if it was kept.
pub fn read(settings: &Settings, name: &str, filename: &str) -> Option<Arc<Code>> {
    read_file(&folder(settings)?.join(file_name(name))).filter(|code| &*code.filename == filename)
}

fn file_name(name: &str) -> String {
    format!("{name}.pyc")
}

fn read_file(path: &Path) -> Option<Arc<Code>> {
    let mut file = fs::File::open(path).ok()?;
    let about = file.metadata().ok()?;
    // SAFETY: a question to the system.
    let me = unsafe { libc::geteuid() };
    if about.uid() != me || about.mode() & 0o022 != 0 {
        return None;
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    file.read_to_end(&mut bytes).ok()?;
    let (sum, code) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
    if crc32fast::hash(code) != u32::from_le_bytes(*sum) {
        return None;
    }
    saved::from_bytes(code)
}

/// Keeps the code of a module of the library, if that can be done.
pub fn write(settings: &Settings, name: &str, code: &Code) {
    if settings.dont_write_bytecode {
        return;
    }
    if let Some(folder) = folder(settings) {
        // whatever fails, the next process compiles once more
        let _ = write_file(folder, name, code);
    }
}

fn write_file(folder: &Path, name: &str, code: &Code) -> std::io::Result<()> {
    if !folder.is_dir() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        folder.parent().map_or(Ok(()), remove_old)?;
    }
    let code = saved::to_bytes(code);
    let unfinished = folder.join(format!("{name}.{}", std::process::id()));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    let written = [&MAGIC[..], &crc32fast::hash(&code).to_le_bytes(), &code].concat();
    let done = file.write_all(&written).and_then(|()| fs::rename(&unfinished, folder.join(file_name(name))));
    if done.is_err() {
        fs::remove_file(&unfinished)?;
    }
    done
}

/// Removes the folders of executables that were not used for the longest time.
fn remove_old(all: &Path) -> std::io::Result<()> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(all)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_key = name.len() == 16 && name.as_bytes().iter().all(u8::is_ascii_hexdigit);
        if is_key && entry.file_type()?.is_dir() {
            folders.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    folders.sort();
    let old = folders.len().saturating_sub(KEYS_KEPT);
    folders.drain(..old).try_for_each(|(_, path)| fs::remove_dir_all(path))
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use super::*;
    use crate::bytecode::Const;
    use crate::bytecode::saved::{from_bytes, to_bytes};
    use crate::stdlib;
    use crate::syntax::{Mode, Source};

    fn compiled(text: &str, name: &str) -> Arc<Code> {
        let source = Source::from_str(text, name).expect("a source");
        let tree = crate::syntax::parse(&source, Mode::Exec).expect("it parses");
        crate::compile::compile(&tree, &source, Default::default()).expect("it compiles").code
    }

    /// Debug text, since a NaN among the constants is not equal to itself.
    fn shown(code: &Code) -> String {
        format!("{code:?}")
    }

    #[test]
    fn every_kind_of_constant_comes_back() {
        let text = "a = (None, True, ..., -1, 1 << 62, 10**40, -10**40, 1.5, -0.0, 2j, 'é\\ud800', b'\\0\\xff', 1e999 - 1e999)\n\
                    x[1:2:None]\nfor i in {1, 'b', (2.5, b'c')}: i in {3, 4}\n\
                    async def f(a, /, b, *c, d, **e):\n    try:\n        yield [await i async for i in a]\n    except* E: pass\n\
                    class C[T]:\n    def g(self) -> T: return lambda: self\n";
        let code = compiled(text, "kinds.py");
        let read = from_bytes(&to_bytes(&code)).expect("what was written can be read");
        assert_eq!(shown(&read), shown(&code));
        for constant in [Const::Big(Arc::new(BigInt::from(-1) << 200)), Const::Float(f64::NAN), Const::Complex(0.0, -0.0)] {
            let code = Code { consts: vec![constant], ..(*code).clone() };
            assert_eq!(shown(&from_bytes(&to_bytes(&code)).expect("a constant")), shown(&code));
        }
    }

    #[test]
    fn the_whole_library_comes_back() {
        for m in stdlib::python_modules() {
            let code = compiled(m.source, m.name);
            let bytes = to_bytes(&code);
            assert!(from_bytes(&bytes).is_some_and(|read| shown(&read) == shown(&code)), "{}", m.name);
        }
    }

    #[test]
    fn what_was_cut_off_or_changed_is_no_panic() {
        let bytes = to_bytes(&compiled("def f(a, b=1):\n    return [a, 'text', 2.5, (b, None)]\n", "short.py"));
        assert!((0..bytes.len()).all(|n| from_bytes(&bytes[..n]).is_none()));
        for i in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[i] ^= 1 << bit;
                let _ = from_bytes(&changed);
            }
        }
        assert!(from_bytes(&[bytes, vec![0]].concat()).is_none());
    }
}
