//! What each instruction reads and writes of the frame: for the compiler's analyses and checks, and for jumps of a tracer.

use super::code::{Const, cells_read};
use super::op::{self, Op, Word};

/// One access of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read(usize),
    /// reads, but does not mind an unbound register
    Glance(usize),
    Write(usize),
    /// writes what may be unbound
    WriteAny(usize),
    /// nothing from this register on survives
    Spoil(usize),
}

/// The operands of an instruction, decoded. `cells` is the count of free variables of the code that `MakeFunction` names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operands {
    pub op: Op,
    pub a: usize,
    pub b: usize,
    pub c: usize,
    pub imm: i64,
    pub cells: usize,
}

impl Operands {
    /// Of the instruction that begins with a word.
    pub(crate) fn of(word: Word, consts: &[Const]) -> Operands {
        let (op, imm) = (Op::of(word), op::imm(word));
        let cells = match (op, consts.get(imm as usize)) {
            (Op::MakeFunction, Some(Const::Code(inner))) => cells_read(inner),
            _ => 0,
        };
        Operands { op, a: op::a(word), b: op::b(word), c: op::c(word), imm, cells }
    }
}

/// Calls `see` with every access, reads before writes. Writes of a jump's own target register happen on both ways, but
/// for `ForIter` and `ForPair`, which write only when they jump.
pub(crate) fn accesses(ins: Operands, see: &mut dyn FnMut(Access)) {
    use Access::{Glance, Read, Spoil, Write, WriteAny};
    let Operands { op, a, b, c, imm, cells } = ins;
    let run = |first: usize, count: usize, see: &mut dyn FnMut(Access)| (first..first + count).for_each(|reg| see(Read(reg)));
    match op {
        Op::Nop | Op::Jump | Op::ReturnNone | Op::DelGlobal => {}
        Op::Move => {
            see(Glance(b));
            see(WriteAny(a));
        }
        Op::LoadImm => see(if imm == 0 { WriteAny(a) } else { Write(a) }),
        Op::LoadK | Op::LoadI | Op::LoadWide | Op::LoadFreeCell | Op::LoadBuildClass | Op::LoadGlobal | Op::LoadAssertionError => {
            see(Write(a));
        }
        Op::LoadFree => see(WriteAny(a)),
        Op::CheckLocal | Op::CheckDeref | Op::JUnbound => see(Glance(a)),
        Op::MakeCell => {
            see(Glance(a));
            see(Write(a));
        }
        Op::LoadCell | Op::LoadFromNs => {
            see(Read(b));
            see(WriteAny(a));
        }
        Op::StoreCell => {
            see(Glance(a));
            see(Read(b));
        }
        Op::StoreWide | Op::StoreFree | Op::StoreGlobal | Op::DelAttr | Op::Return | Op::Reraise | Op::PopExc => see(Read(a)),
        Op::EndAsyncFor | Op::SetupAnnotations => see(Read(a)),
        Op::JTrue | Op::JFalse | Op::JNone | Op::JNotNone => see(Read(a)),
        Op::JLtI | Op::JNLtI | Op::JLeI | Op::JNLeI | Op::JGtI | Op::JNGtI => see(Read(a)),
        Op::JGeI | Op::JNGeI | Op::JEqI | Op::JNEqI | Op::JNeI | Op::JNNeI => see(Read(a)),
        Op::JIs | Op::JIsNot | Op::JIn | Op::JNotIn | Op::JLt | Op::JNLt | Op::JLe | Op::JNLe | Op::JGt | Op::JNGt => {
            see(Read(a));
            see(Read(b));
        }
        Op::JGe | Op::JNGe | Op::JEq | Op::JNEq | Op::JNe | Op::JNNe => {
            see(Read(a));
            see(Read(b));
        }
        Op::SetFuncAttr | Op::StoreName | Op::SetAttr | Op::DelItem | Op::ListAppend | Op::ListExtend | Op::SetAdd => {
            see(Read(a));
            see(Read(b));
        }
        Op::SetUpdate | Op::DictUpdate | Op::ImportStar => {
            see(Read(a));
            see(Read(b));
        }
        Op::DelName => see(Read(b)),
        Op::SetItem | Op::MapAdd | Op::DictMerge => {
            see(Read(a));
            see(Read(b));
            see(Read(c));
        }
        Op::MakeFunction => {
            run(b, cells, see);
            see(Write(a));
        }
        Op::Raise => {
            if c >= 1 {
                see(Read(a));
            }
            if c == 2 {
                see(Read(b));
            }
        }
        Op::PushExc => {
            see(Read(a));
            see(Write(b));
        }
        Op::LoadMethod | Op::LoadSpecial => {
            see(Read(b));
            see(Write(a));
            see(WriteAny(a + 3));
        }
        Op::LoadSuperMethod => {
            see(Read(a));
            see(Read(b));
            see(Read(c));
            see(Write(a));
            see(WriteAny(a + 3));
        }
        Op::Call | Op::CallKw => {
            see(Read(a));
            run(a + 3, b, see);
            see(Spoil(a + 1));
            see(Write(a));
        }
        Op::CallMethod | Op::CallMethodKw => {
            see(Read(a));
            see(Glance(a + 3));
            run(a + 4, b, see);
            see(Spoil(a + 1));
            see(Write(a));
        }
        Op::CallEx => {
            see(Read(a));
            run(a + 3, 1 + (b == 1) as usize, see);
            see(Spoil(a + 1));
            see(Write(a));
        }
        Op::WithExcept => {
            see(Read(a));
            see(Glance(a + 3));
            see(Read(b));
            see(Spoil(a + 1));
            see(Write(a));
        }
        Op::BuildTuple | Op::BuildList | Op::BuildSet | Op::BuildString => {
            run(b, imm as usize, see);
            see(Write(a));
        }
        Op::BuildMap => {
            run(b, 2 * imm as usize, see);
            see(Write(a));
        }
        Op::BuildSlice => {
            run(b, c, see);
            see(Write(a));
        }
        Op::BuildInterpolation => {
            run(b, 3, see);
            see(Write(a));
        }
        Op::UnpackSequence => {
            see(Read(b));
            (a..a + imm as usize).for_each(|reg| see(Write(reg)));
        }
        Op::UnpackEx => {
            see(Read(b));
            (a..a + imm as usize + 1 + c).for_each(|reg| see(Write(reg)));
        }
        Op::MatchExcStar => {
            see(Read(b));
            see(Read(c));
            see(Write(a));
            see(Write(a + 1));
        }
        Op::MatchClass => {
            see(Read(a));
            see(Read(a + 1));
            see(Read(b));
            see(Write(a));
        }
        Op::Intrinsic => {
            see(Read(b));
            if matches!(imm, 1 | 4 | 5 | 8 | 9) {
                see(Read(c));
            }
            see(Write(a));
        }
        Op::Send => {
            see(Read(b));
            see(Read(c));
            see(Write(a));
        }
        Op::Add | Op::Sub | Op::Mul | Op::Div | Op::FloorDiv | Op::Mod | Op::Pow | Op::MatMul | Op::And | Op::Or | Op::Xor => {
            see(Read(b));
            see(Read(c));
            see(Write(a));
        }
        Op::Shl | Op::Shr | Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Eq | Op::Ne | Op::Is | Op::IsNot | Op::In | Op::NotIn => {
            see(Read(b));
            see(Read(c));
            see(Write(a));
        }
        Op::GetItem | Op::FormatSpec | Op::BuildTemplate | Op::MatchExc | Op::PrepReraiseStar | Op::MatchKeys => {
            see(Read(b));
            see(Read(c));
            see(Write(a));
        }
        Op::StarKeywords => {
            see(Read(a - 1));
            see(Read(b));
            see(Read(c));
            see(Write(a));
        }
        Op::CopyMapRest | Op::StarArgs => {
            see(Read(b));
            see(Read(c));
            see(Write(a));
        }
        Op::LoadName | Op::AddI | Op::SubI | Op::MulI | Op::FloorDivI | Op::ModI | Op::AndI | Op::ShlI | Op::ShrI => {
            see(Read(b));
            see(Write(a));
        }
        Op::AddK | Op::SubK | Op::MulK | Op::DivK | Op::Neg | Op::Pos | Op::Invert | Op::Not | Op::ToBool | Op::GetAttr => {
            see(Read(b));
            see(Write(a));
        }
        Op::GetItemI | Op::ListToTuple | Op::FormatValue | Op::GetIter | Op::ForIter | Op::ForPair | Op::Yield | Op::GetYieldFromIter => {
            see(Read(b));
            see(Write(a));
        }
        Op::GetAwaitable | Op::GetAIter | Op::GetANext | Op::AsyncGenWrap | Op::ImportName | Op::ImportFrom => {
            see(Read(b));
            see(Write(a));
        }
        Op::MatchSequence | Op::MatchMapping | Op::GetLen => {
            see(Read(b));
            see(Write(a));
        }
    }
}

/// Nothing after it is run but by a jump.
pub(crate) fn ends(op: Op) -> bool {
    matches!(op, Op::Jump | Op::Return | Op::ReturnNone | Op::Raise | Op::Reraise | Op::EndAsyncFor)
}
