//! Type parameters (PEP 695, 696): the scope that holds them, lazy bounds and defaults, and `type` statements.

use super::emit::Reg;
use super::functions::Defaults;
use super::scopes::{Part, ScopeId};
use super::unit::Compiler;
use super::{Step, error};
use crate::bytecode::Op;
use crate::syntax::ast::{ClassDef, Expr, ExprKind, FunctionDef, Name, Span, Stmt, TypeParam, TypeParamKind};

/// Numbers of the instruction `Intrinsic`.
mod intrinsic {
    pub const TYPE_VAR: i32 = 1;
    pub const PARAM_SPEC: i32 = 2;
    pub const TYPE_VAR_TUPLE: i32 = 3;
    pub const TYPE_ALIAS: i32 = 4;
    pub const SET_DEFAULT: i32 = 5;
    pub const GENERIC: i32 = 6;
    pub const TYPE_VAR_CONSTRAINTS: i32 = 8;
}

impl<'a> Compiler<'a> {
    pub(super) fn generic_function(&mut self, stmt: &'a Stmt, def: &'a FunctionDef, first: u32, to: Reg) -> Step<()> {
        let span = stmt.span;
        let base = self.window(to)?;
        let defaults = self.defaults(span, &def.args)?;
        let mut names: Vec<Name> = Vec::new();
        if defaults.positional.is_some() {
            names.push(".defaults".into());
        }
        if defaults.keyword.is_some() {
            names.push(".kwdefaults".into());
        }
        let id = self.table.find(def, Part::TypeParams);
        self.enter_generic(id, first, &names)?;
        let inner = Defaults { positional: defaults.positional.map(|_| 0), keyword: defaults.keyword.map(|_| names.len() as Reg - 1) };
        let params = self.type_params(span, &def.type_params)?;
        let function = self.alloc()?;
        self.function_object(span, first, def, inner, function)?;
        self.emit(span, Op::SetFuncAttr, function, params, 3, 0);
        self.emit(span, Op::Return, function, 0, 0, 0);
        let code = self.leave()?;
        self.make_function(span, code, base)?;
        self.emit(span, Op::Call, base, names.len() as u8, 0, 0);
        self.move_to(span, to, base);
        self.release(to as usize + 1);
        Ok(())
    }

    pub(super) fn generic_class(&mut self, stmt: &'a Stmt, def: &'a ClassDef, first: u32, to: Reg) -> Step<()> {
        let span = stmt.span;
        let base = self.window(to)?;
        let id = self.table.find(def, Part::TypeParams);
        let outer_class = self.unit.class.clone();
        self.enter_generic(id, first, &[])?;
        self.unit.class = Some(def.name.name.clone());
        let params = self.type_params(span, &def.type_params)?;
        self.store_name(&".type_params".into(), span, params)?;
        let generic = self.alloc()?;
        self.emit(span, Op::Intrinsic, generic, params, 0, intrinsic::GENERIC);
        self.store_name(&".generic_base".into(), span, generic)?;
        let class = self.alloc()?;
        self.build_class(span, first, def, Some(generic), class)?;
        self.emit(span, Op::Return, class, 0, 0, 0);
        let code = self.leave()?;
        self.unit.class = outer_class;
        self.make_function(span, code, base)?;
        self.emit(span, Op::Call, base, 0, 0, 0);
        self.move_to(span, to, base);
        self.release(to as usize + 1);
        Ok(())
    }

    fn enter_generic(&mut self, id: ScopeId, first: u32, params: &[Name]) -> Step<()> {
        self.enter(id, self.table.scopes[id].name.clone(), first)?;
        self.unit.argcount = params.len() as u32;
        self.unit.posonlyargcount = params.len() as u32;
        self.open_frame(params)
    }

    /// Makes the type parameters and stores them under their names; gives the register of their tuple.
    fn type_params(&mut self, span: Span, params: &'a [TypeParam]) -> Step<Reg> {
        let to = self.alloc()?;
        let mark = self.mark();
        let base = self.unit.next as Reg;
        let many = params.len() > self.chunk();
        if many {
            self.emit(span, Op::BuildList, to, to, 0, 0);
        }
        let mut seen_default = false;
        for param in params {
            let made = self.alloc()?;
            self.type_param(param, made)?;
            if let Some(default) = &param.default_value {
                seen_default = true;
                let mark = self.mark();
                let thunk = self.thunk(self.table.find(param, Part::Default), &param.name, default)?;
                self.emit(param.span, Op::Intrinsic, made, made, thunk, intrinsic::SET_DEFAULT);
                self.release(mark);
            } else if seen_default {
                return error(format!("non-default type parameter '{}' follows default type parameter", param.name), param.span);
            }
            self.store_name(&param.name, param.span, made)?;
            if many {
                self.emit(param.span, Op::ListAppend, to, made, 0, 0);
                self.release(mark);
            }
        }
        match many {
            true => self.emit(span, Op::ListToTuple, to, to, 0, 0),
            false => self.emit(span, Op::BuildTuple, to, base, 0, params.len() as i32),
        };
        self.release(mark);
        Ok(to)
    }

    fn type_param(&mut self, param: &'a TypeParam, to: Reg) -> Step<()> {
        let mark = self.mark();
        let name = self.push_str(param.span, &param.name)?;
        let (number, thunk) = match &param.kind {
            TypeParamKind::ParamSpec => (intrinsic::PARAM_SPEC, 0),
            TypeParamKind::TypeVarTuple => (intrinsic::TYPE_VAR_TUPLE, 0),
            TypeParamKind::TypeVar { bound: None } => {
                let none = self.alloc()?;
                self.load_none(param.span, none);
                (intrinsic::TYPE_VAR, none)
            }
            TypeParamKind::TypeVar { bound: Some(bound) } => {
                let constraints = matches!(bound.kind, ExprKind::Tuple { .. });
                let thunk = self.thunk(self.table.find(param, Part::Bound), &param.name, bound)?;
                (if constraints { intrinsic::TYPE_VAR_CONSTRAINTS } else { intrinsic::TYPE_VAR }, thunk)
            }
        };
        self.emit(param.span, Op::Intrinsic, to, name, thunk, number);
        self.release(mark);
        Ok(())
    }

    /// A function, in a new temporary, that evaluates an expression when it is called, with the format as its optional
    /// argument.
    fn thunk(&mut self, id: ScopeId, name: &Name, value: &Expr) -> Step<Reg> {
        let to = self.alloc()?;
        let mark = self.mark();
        let defaults = self.alloc()?;
        self.load_const(value.span, defaults, crate::bytecode::Const::Tuple([crate::bytecode::Const::Int(1)].into()))?;
        self.enter(id, name.clone(), value.span.start)?;
        self.unit.argcount = 1;
        self.unit.posonlyargcount = 1;
        self.open_frame(&[".format".into()])?;
        self.check_format(value.span)?;
        let result = match &value.kind {
            ExprKind::Starred { value: inner } => {
                // the one element of what is starred
                let from = self.expr(inner)?;
                let to = self.alloc()?;
                self.emit(value.span, Op::UnpackSequence, to, from, 0, 1);
                to
            }
            _ => self.expr(value)?,
        };
        self.emit(value.span, Op::Return, result, 0, 0, 0);
        let code = self.leave()?;
        self.make_function(value.span, code, to)?;
        self.emit(value.span, Op::SetFuncAttr, to, defaults, 0, 0);
        self.release(mark);
        Ok(to)
    }

    pub(super) fn type_alias(&mut self, stmt: &'a Stmt, name: &'a Expr, params: &'a [TypeParam], value: &'a Expr) -> Step<()> {
        let ExprKind::Name { id } = &name.kind else { return error("invalid type alias", name.span) };
        let span = stmt.span;
        let mark = self.mark();
        let to = self.alloc()?;
        if params.is_empty() {
            let none = self.alloc()?;
            self.load_none(span, none);
            self.alias(stmt, id, none, value, to)?;
        } else {
            let base = self.window(to)?;
            let scope = self.table.find(stmt, Part::TypeParams);
            self.enter_generic(scope, span.start, &[])?;
            let tuple = self.type_params(span, params)?;
            let made = self.alloc()?;
            self.alias(stmt, id, tuple, value, made)?;
            self.emit(span, Op::Return, made, 0, 0, 0);
            let code = self.leave()?;
            self.make_function(span, code, base)?;
            self.emit(span, Op::Call, base, 0, 0, 0);
            self.move_to(span, to, base);
        }
        self.store_name(id, name.span, to)?;
        self.release(mark);
        Ok(())
    }

    fn alias(&mut self, stmt: &'a Stmt, id: &Name, params: Reg, value: &'a Expr, to: Reg) -> Step<()> {
        let name = self.push_str(stmt.span, id)?;
        let pair = self.alloc_run(2)?;
        self.move_to(stmt.span, pair, params);
        self.release(pair as usize + 1);
        let thunk = self.thunk(self.table.find(stmt, Part::Body), id, value)?;
        debug_assert_eq!(thunk, pair + 1);
        self.emit(stmt.span, Op::BuildTuple, pair, pair, 0, 2);
        self.emit(stmt.span, Op::Intrinsic, to, name, pair, intrinsic::TYPE_ALIAS);
        Ok(())
    }
}
