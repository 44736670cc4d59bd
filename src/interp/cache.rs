//! Compiled modules, kept on disk from one process to the next.
//!
//! Nine tenths of an import are lexing, parsing and compiling, the same each time. What they gave is kept:
//!
//! * a file's module in `__pycache__/NAME.togil-314.pyc` beside it, or under `sys.pycache_prefix`, as CPython does;
//! * a module of the library in `FOLDER/togil/BUILD/NAME.pyc`, where FOLDER is `PYTHONPYCACHEPREFIX`, else `XDG_CACHE_HOME`,
//!   else `~/.cache`.
//!
//! ```text
//!   file: "togilpyc", build, when the source was changed, its size, CRC-32 of the rest, the rest as `bytecode::saved` has it
//! ```
//!
//! The build is the executable: where it lies, its size, when it was written. Another one has other instructions. A file of
//! another build or source, one that is cut off or changed, and one that somebody may write who may not write what it stands
//! for, is as good as none, and so is a folder that cannot be written; nobody is told. Files appear whole, by a rename.
//! `sys.dont_write_bytecode` (`-B`) leaves the folders as they are.
//!
//! An executable that changes often would fill the library's folder: whoever makes a BUILD there removes all but the
//! `BUILDS_KEPT` last used.

use std::fs::{self, Metadata};
use std::hash::Hasher;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::bytecode::{Code, saved};
use crate::object::Res;
use crate::text::quick_map::QuickHasher;
use crate::vm::Vm;
use crate::vm::shared::Settings;

const MAGIC: &[u8; 8] = b"togilpyc";
/// Folders of executables that stay.
const BUILDS_KEPT: usize = 4;
/// Others may write a file.
const OTHERS_WRITE: u32 = 0o022;

/// Where the code of one module is kept, and how the file begins.
pub struct Place {
    path: PathBuf,
    /// what `co_filename` must be
    filename: String,
    head: [u8; 32],
    /// owners that are trusted, and those of `OTHERS_WRITE` that the source's own mode has
    owners: [u32; 2],
    open_to: u32,
    /// of the new file
    mode: u32,
    of_library: bool,
    may_write: bool,
}

/// The executable's number; `None` if the system does not tell where it lies.
pub fn build() -> Option<u64> {
    static BUILD: OnceLock<Option<u64>> = OnceLock::new();
    *BUILD.get_or_init(|| {
        let executable = std::env::current_exe().ok()?;
        let about = fs::metadata(&executable).ok()?;
        let mut key = QuickHasher::default();
        key.write(executable.as_os_str().as_bytes());
        for n in [about.size(), about.mtime() as u64, about.mtime_nsec() as u64, about.ino()] {
            key.write_u64(n);
        }
        Some(key.finish())
    })
}

fn me() -> u32 {
    // SAFETY: a question to the system.
    unsafe { libc::geteuid() }
}

fn head(build: u64, source: Option<&Metadata>) -> [u8; 32] {
    let changed = source.map_or(0, |about| about.mtime().wrapping_mul(1_000_000_000).wrapping_add(about.mtime_nsec()));
    let words = [u64::from_le_bytes(*MAGIC), build, changed as u64, source.map_or(0, |about| about.size())];
    let mut head = [0; 32];
    for (bytes, word) in head.as_chunks_mut::<8>().0.iter_mut().zip(words) {
        *bytes = word.to_le_bytes();
    }
    head
}

/// Where the library's modules of this executable lie.
fn library_folder(settings: &Settings) -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let prefix = settings.pycache_prefix.as_ref().map(PathBuf::from).filter(|path| path.is_absolute());
        let base = prefix.or_else(|| absolute("XDG_CACHE_HOME")).or_else(|| Some(absolute("HOME")?.join(".cache")))?;
        Some(base.join("togil").join(format!("{:016x}", build()?)))
    };
    FOLDER.get_or_init(find).as_deref()
}

impl Place {
    /// Of a module of the library, whose code has this file name.
    pub fn of_library(vm: &Vm, name: &str, filename: &str) -> Option<Place> {
        Some(Place {
            path: library_folder(&vm.shared.settings)?.join(format!("{name}.pyc")),
            filename: filename.to_string(),
            head: head(build()?, None),
            owners: [me(); 2],
            open_to: 0,
            mode: 0o600,
            of_library: true,
            may_write: may_write(vm).ok()?,
        })
    }

    /// Of the module in a file; `None` if there is no such file.
    ///
    /// # Errors
    /// What looking at `sys` raises.
    pub fn of_file(vm: &Vm, file: &str) -> Res<Option<Place>> {
        let (Some(build), Ok(about)) = (build(), fs::metadata(file)) else { return Ok(None) };
        let prefix = vm.get_attr_opt(vm.module("sys")?, crate::vm::intern::intern(b"pycache_prefix"))?;
        let source = Path::new(file);
        let (Some(folder), Some(stem)) = (source.parent(), source.file_stem()) else { return Ok(None) };
        let folder = match prefix.and_then(|prefix| Some(PathBuf::from(prefix.as_str()?))) {
            Some(prefix) => prefix.join(folder.strip_prefix("/").unwrap_or(folder)),
            None => folder.join("__pycache__"),
        };
        let level = match vm.shared.settings.optimize {
            0 => String::new(),
            n => format!(".opt-{n}"),
        };
        Ok(Some(Place {
            path: folder.join(format!("{}.togil-314{level}.pyc", stem.display())),
            filename: file.to_string(),
            head: head(build, Some(&about)),
            owners: [me(), about.uid()],
            open_to: about.mode() & OTHERS_WRITE,
            mode: about.mode() & 0o666 | 0o200,
            of_library: false,
            may_write: may_write(vm)?,
        }))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The code, if it was kept.
    pub fn read(&self) -> Option<Arc<Code>> {
        let mut file = fs::File::open(&self.path).ok()?;
        let about = file.metadata().ok()?;
        let trusted = about.uid() == 0 || self.owners.contains(&about.uid());
        if !trusted || about.mode() & OTHERS_WRITE & !self.open_to != 0 {
            return None;
        }
        let mut bytes = Vec::with_capacity(about.len() as usize + 1);
        file.read_to_end(&mut bytes).ok()?;
        let (sum, code) = bytes.strip_prefix(&self.head)?.split_first_chunk::<4>()?;
        if crc32fast::hash(code) != u32::from_le_bytes(*sum) {
            return None;
        }
        saved::from_bytes(code).filter(|code| *code.filename == *self.filename)
    }

    /// Keeps the code, if that can be done.
    pub fn write(&self, code: &Code) {
        if self.may_write {
            // whatever fails, the next process compiles once more
            let _ = self.try_write(code);
        }
    }

    fn try_write(&self, code: &Code) -> std::io::Result<()> {
        let Some(folder) = self.path.parent() else { return Ok(()) };
        if !folder.is_dir() {
            fs::DirBuilder::new().recursive(true).mode(if self.of_library { 0o700 } else { 0o777 }).create(folder)?;
            if self.of_library {
                folder.parent().map_or(Ok(()), remove_old)?;
            }
        }
        let code = saved::to_bytes(code);
        let written = [&self.head[..], &crc32fast::hash(&code).to_le_bytes(), &code].concat();
        let unfinished = self.path.with_extension(format!("pyc.{}", std::process::id()));
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(self.mode).open(&unfinished)?;
        let done = file.write_all(&written).and_then(|()| fs::rename(&unfinished, &self.path));
        if done.is_err() {
            fs::remove_file(&unfinished)?;
        }
        done
    }
}

/// What `sys.dont_write_bytecode` says now.
fn may_write(vm: &Vm) -> Res<bool> {
    match vm.get_attr_opt(vm.module("sys")?, crate::vm::intern::intern(b"dont_write_bytecode"))? {
        Some(v) => Ok(!vm.truth(v)?),
        None => Ok(false),
    }
}

/// Removes the folders of executables that were not used for the longest time.
fn remove_old(all: &Path) -> std::io::Result<()> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(all)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_build = name.len() == 16 && name.as_bytes().iter().all(u8::is_ascii_hexdigit);
        if is_build && entry.file_type()?.is_dir() {
            folders.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    folders.sort();
    let old = folders.len().saturating_sub(BUILDS_KEPT);
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
