//! Loading, storing and deleting names, wherever they live.

use super::Step;
use super::emit::Reg;
use super::error;
use super::scopes::{Binding, ScopeKind, flag};
use super::unit::{Compiler, Slot};
use crate::bytecode::Op;
use crate::syntax::Failure;
use crate::syntax::ast::{Expr, ExprKind, Name, Span};

/// How a name is reached from the current place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Reg(Reg),
    Cell(Reg),
    /// in the dictionary of locals without a register; `true` if that holds a cell
    Spilled(Reg, bool),
    Free(i32),
    Global,
    /// `r[0]`
    Namespace,
    /// `r[0]`, else the free variable
    ClassFree(i32),
    /// the namespace of the class around (free variable of that index), else as a global
    DictGlobal(i32),
    /// the namespace of the class around, else the second free variable
    DictFree(i32, i32),
}

impl Compiler<'_> {
    fn place(&self, name: &Name) -> Place {
        let unit = &self.unit;
        let slots = unit.comprehensions.iter().rev().chain([&unit.locals]);
        if let Some(slot) = slots.filter_map(|frame| frame.get(name)).next() {
            return match *slot {
                Slot::Reg(reg) => Place::Reg(reg),
                Slot::Cell(reg) => Place::Cell(reg),
                Slot::Spilled => Place::Spilled(unit.spill.unwrap_or(0), self.scope().bindings.get(name) == Some(&Binding::Cell)),
            };
        }
        let scope = self.scope();
        let inlined = !unit.comprehensions.is_empty();
        let binding = scope.bindings.get(name);
        match unit.kind {
            ScopeKind::Module if binding == Some(&Binding::GlobalExplicit) => Place::Global,
            ScopeKind::Module => Place::Namespace,
            ScopeKind::Class if inlined => self.free_index(name).map_or(Place::Global, Place::Free),
            ScopeKind::Class => match binding {
                Some(Binding::Free) => self.free_index(name).map_or(Place::Namespace, Place::ClassFree),
                Some(Binding::GlobalExplicit) => Place::Global,
                _ => Place::Namespace,
            },
            _ => {
                let dict = if scope.sees_class && !inlined { self.free_index(&"__classdict__".into()) } else { None };
                match (self.free_index(name), dict) {
                    (Some(index), Some(dict)) if index != dict => Place::DictFree(dict, index),
                    (Some(index), _) => Place::Free(index),
                    (None, Some(dict)) if binding != Some(&Binding::GlobalExplicit) => Place::DictGlobal(dict),
                    _ => Place::Global,
                }
            }
        }
    }

    /// The index of a free variable of the current unit.
    pub(super) fn free_index(&self, name: &Name) -> Option<i32> {
        self.unit.free.binary_search(name).ok().map(|index| index as i32)
    }

    /// The name means a global or builtin, as far as the compiler knows.
    pub(super) fn is_global(&self, name: &Name) -> bool {
        matches!(self.place(name), Place::Global)
    }

    /// The register of a local variable, to be written.
    pub(super) fn variable(&self, expr: &Expr) -> Option<Reg> {
        let ExprKind::Name { id } = &expr.kind else { return None };
        match self.place(&self.mangled(id)) {
            Place::Reg(reg) if &**id != "__debug__" => Some(reg),
            _ => None,
        }
    }

    /// The register of a local variable, to be read: it is bound after this.
    pub(super) fn read_variable(&mut self, id: &Name, span: Span) -> Option<Reg> {
        let name = self.mangled(id);
        let Place::Reg(reg) = self.place(&name) else { return None };
        let index = self.name_index(&name);
        self.emit(span, Op::CheckLocal, reg, 0, 0, index);
        Some(reg)
    }

    /// `to` = the name's value.
    pub(super) fn load_name(&mut self, id: &Name, span: Span, to: Reg) -> Step<()> {
        let name = self.mangled(id);
        let mark = self.mark();
        let index = self.name_index(&name);
        match self.place(&name) {
            Place::Reg(reg) => {
                self.emit(span, Op::CheckLocal, reg, 0, 0, index);
                self.move_to(span, to, reg);
            }
            Place::Cell(cell) => {
                let temp = self.scratch(to)?;
                self.emit(span, Op::LoadCell, temp, cell, 0, 0);
                self.check_deref(&name, span, temp, 0, index);
                self.move_to(span, to, temp);
            }
            Place::Spilled(holder, cell) => {
                let temp = self.scratch(to)?;
                self.emit(span, Op::LoadFromNs, temp, holder, 0, index);
                if cell {
                    self.emit(span, Op::CheckLocal, temp, 0, 0, index);
                    self.emit(span, Op::LoadCell, temp, temp, 0, 0);
                    self.emit(span, Op::CheckDeref, temp, 0, 0, index);
                } else {
                    self.emit(span, Op::CheckLocal, temp, 0, 0, index);
                }
                self.move_to(span, to, temp);
            }
            Place::Free(free) => self.load_free(&name, span, to, free)?,
            Place::Global => self.emit(span, Op::LoadGlobal, to, 0, 0, index),
            Place::Namespace => self.emit(span, Op::LoadName, to, 0, 0, index),
            Place::ClassFree(free) => {
                let temp = self.scratch(to)?;
                self.emit(span, Op::LoadFromNs, temp, 0, 0, index);
                self.else_free(&name, span, temp, free)?;
                self.move_to(span, to, temp);
            }
            Place::DictGlobal(dict) => {
                let temp = self.scratch(to)?;
                self.emit(span, Op::LoadFree, temp, 0, 0, dict);
                self.emit(span, Op::LoadName, to, temp, 0, index);
            }
            Place::DictFree(dict, free) => {
                let temp = self.scratch(to)?;
                self.emit(span, Op::LoadFree, temp, 0, 0, dict);
                self.emit(span, Op::LoadFromNs, temp, temp, 0, index);
                self.else_free(&name, span, temp, free)?;
                self.move_to(span, to, temp);
            }
        }
        self.release(mark);
        Ok(())
    }

    /// The free variable's value if `temp` is unbound.
    fn else_free(&mut self, name: &Name, span: Span, temp: Reg, free: i32) -> Step<()> {
        let (missing, end) = (self.label(), self.label());
        self.jump_on(span, Op::JUnbound, temp, 0, missing);
        self.jump(span, end);
        self.bind(missing);
        self.load_free(name, span, temp, free)?;
        self.bind(end);
        Ok(())
    }

    fn load_free(&mut self, name: &Name, span: Span, to: Reg, free: i32) -> Step<()> {
        if self.scope().sure.contains(name) {
            self.emit(span, Op::LoadFree, to, 0, 0, free);
            return Ok(());
        }
        let mark = self.mark();
        let temp = self.scratch(to)?;
        let index = self.name_index(name);
        self.emit(span, Op::LoadFree, temp, 0, 0, free);
        self.emit(span, Op::CheckDeref, temp, 1, 0, index);
        self.move_to(span, to, temp);
        self.release(mark);
        Ok(())
    }

    /// A check after `LoadCell`; it stays if an inner function may empty the cell.
    fn check_deref(&mut self, name: &Name, span: Span, temp: Reg, kind: u8, index: i32) {
        self.emit(span, Op::CheckDeref, temp, kind, 0, index);
        let flags = self.scope().symbols.get(name).copied().unwrap_or(0);
        if flags & flag::DELETED != 0 || self.table.deleted.contains(name) {
            self.unit.out.harden();
        }
    }

    /// The name's value = `from`.
    pub(super) fn store_name(&mut self, id: &Name, span: Span, from: Reg) -> Step<()> {
        self.refuse_debug(id, span, "assign to")?;
        let name = self.mangled(id);
        let index = self.name_index(&name);
        match self.place(&name) {
            Place::Reg(reg) => self.move_to(span, reg, from),
            Place::Cell(cell) => self.emit(span, Op::StoreCell, from, cell, 0, 0),
            Place::Spilled(holder, true) => {
                let mark = self.mark();
                let cell = self.alloc()?;
                self.emit(span, Op::LoadFromNs, cell, holder, 0, index);
                self.emit(span, Op::CheckLocal, cell, 0, 0, index);
                self.emit(span, Op::StoreCell, from, cell, 0, 0);
                self.release(mark);
            }
            Place::Spilled(holder, false) => self.emit(span, Op::StoreName, from, holder, 0, index),
            Place::Free(free) | Place::ClassFree(free) | Place::DictFree(_, free) => {
                self.emit(span, Op::StoreFree, from, 0, 0, free);
            }
            Place::Global | Place::DictGlobal(_) => self.emit(span, Op::StoreGlobal, from, 0, 0, index),
            Place::Namespace => self.emit(span, Op::StoreName, from, 0, 0, index),
        }
        Ok(())
    }

    /// `del name`. With `bound`, the compiler knows that it is there.
    pub(super) fn delete_name(&mut self, id: &Name, span: Span, bound: bool) -> Step<()> {
        self.refuse_debug(id, span, "delete")?;
        let name = self.mangled(id);
        let index = self.name_index(&name);
        let mark = self.mark();
        let place = self.place(&name);
        if !bound {
            match place {
                Place::Reg(reg) => self.emit(span, Op::CheckLocal, reg, 0, 0, index),
                Place::Cell(_) | Place::Free(_) | Place::ClassFree(_) | Place::Spilled(..) => {
                    let temp = self.alloc()?;
                    match place {
                        Place::Cell(cell) => {
                            self.emit(span, Op::LoadCell, temp, cell, 0, 0);
                            self.emit(span, Op::CheckDeref, temp, 0, 0, index);
                            self.unit.out.harden();
                        }
                        Place::Free(free) | Place::ClassFree(free) => {
                            self.emit(span, Op::LoadFree, temp, 0, 0, free);
                            self.emit(span, Op::CheckDeref, temp, 1, 0, index);
                        }
                        _ => self.load_name(id, span, temp)?,
                    }
                }
                _ => {}
            }
        }
        match place {
            Place::Reg(reg) => self.emit(span, Op::LoadImm, reg, 0, 0, 0),
            Place::Cell(cell) => {
                let temp = self.alloc()?;
                self.emit(span, Op::LoadImm, temp, 0, 0, 0);
                self.emit(span, Op::StoreCell, temp, cell, 0, 0);
            }
            Place::Spilled(holder, true) => {
                let cell = self.alloc()?;
                let temp = self.alloc()?;
                self.emit(span, Op::LoadFromNs, cell, holder, 0, index);
                self.emit(span, Op::CheckLocal, cell, 0, 0, index);
                self.emit(span, Op::LoadImm, temp, 0, 0, 0);
                self.emit(span, Op::StoreCell, temp, cell, 0, 0);
            }
            Place::Spilled(holder, false) => self.emit(span, Op::DelName, 0, holder, 0, index),
            Place::Free(free) | Place::ClassFree(free) | Place::DictFree(_, free) => {
                let cell = self.alloc()?;
                let temp = self.alloc()?;
                self.emit(span, Op::LoadFreeCell, cell, 0, 0, free);
                self.emit(span, Op::LoadImm, temp, 0, 0, 0);
                self.emit(span, Op::StoreCell, temp, cell, 0, 0);
            }
            Place::Global | Place::DictGlobal(_) => self.emit(span, Op::DelGlobal, 0, 0, 0, index),
            Place::Namespace => self.emit(span, Op::DelName, 0, 0, 0, index),
        }
        self.release(mark);
        Ok(())
    }

    /// Unbinds a name if it is a variable in a register.
    pub(super) fn drop_variable(&mut self, id: &Name) -> bool {
        let Place::Reg(reg) = self.place(&self.mangled(id)) else { return false };
        self.emit(super::emit::NOWHERE, Op::LoadImm, reg, 0, 0, 0);
        true
    }

    /// `__debug__` is a constant.
    pub(super) fn refuse_debug(&self, name: &str, span: Span, what: &str) -> Step<()> {
        if name == "__debug__" {
            // CPython's pass over scopes finds it
            return error(format!("cannot {what} __debug__"), span).map_err(Failure::of_scopes);
        }
        Ok(())
    }

    /// `to` = the cell that a function inside this one shares under `name`.
    pub(super) fn load_cell_itself(&mut self, name: &Name, to: Reg) -> Step<()> {
        let span = super::emit::NOWHERE;
        if let Some(&(_, reg)) = self.unit.class_cells.iter().find(|(cell, _)| *cell == &**name) {
            self.emit(span, Op::Move, to, reg, 0, 0);
            return Ok(());
        }
        let slots = self.unit.comprehensions.iter().rev().chain([&self.unit.locals]);
        let slot = slots.filter_map(|frame| frame.get(name)).next().copied();
        if let Some(Slot::Cell(cell)) = slot {
            self.emit(span, Op::Move, to, cell, 0, 0);
            return Ok(());
        }
        if let Place::Spilled(holder, true) = self.place(name) {
            let index = self.name_index(name);
            self.emit(span, Op::LoadFromNs, to, holder, 0, index);
            self.emit(span, Op::CheckLocal, to, 0, 0, index);
            return Ok(());
        }
        match self.free_index(name) {
            Some(free) => self.emit(span, Op::LoadFreeCell, to, 0, 0, free),
            None => return error(format!("internal error: no cell for '{name}'"), span),
        }
        Ok(())
    }
}
