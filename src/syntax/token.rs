//! The kinds of token: one table, from which logos makes the state machine of the lexer.
//!
//! A token is a kind and a range; its text is in the source. Rows without a pattern are made by `layout` (line ends,
//! indentation, the pieces of f- and t-strings) or by `soft` (soft keywords). The grammar names the rows again in its
//! `extern` block, where a missing row is a compile error.

use logos::Logos;

use super::ast::Span;

/// A kind and a range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub tok: Tok,
    pub start: u32,
    pub end: u32,
}

impl Token {
    /// The token's range.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// What a token is.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(skip r"[ \t\x0c]+")]
pub enum Tok {
    // Made before the grammar sees the stream: which of the three products is wanted.
    StartExec,
    StartEval,
    StartSingle,
    // Layout.
    Newline,
    Indent,
    Dedent,
    #[token("\n")]
    LineBreak,
    #[token("\\\n")]
    Continuation,
    #[regex(r"#[^\n]*")]
    Comment,
    // Words. Characters beyond ASCII are checked, and normalised, afterwards.
    #[regex(r"[A-Za-z_\u{80}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{10FFFF}]*")]
    Name,
    #[token("False")]
    False,
    #[token("None")]
    None,
    #[token("True")]
    True,
    #[token("and")]
    And,
    #[token("as")]
    As,
    #[token("assert")]
    Assert,
    #[token("async")]
    Async,
    #[token("await")]
    Await,
    #[token("break")]
    Break,
    #[token("class")]
    Class,
    #[token("continue")]
    Continue,
    #[token("def")]
    Def,
    #[token("del")]
    Del,
    #[token("elif")]
    Elif,
    #[token("else")]
    Else,
    #[token("except")]
    Except,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("from")]
    From,
    #[token("global")]
    Global,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("is")]
    Is,
    #[token("lambda")]
    Lambda,
    #[token("nonlocal")]
    Nonlocal,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pass")]
    Pass,
    #[token("raise")]
    Raise,
    #[token("return")]
    Return,
    #[token("try")]
    Try,
    #[token("while")]
    While,
    #[token("with")]
    With,
    #[token("yield")]
    Yield,
    // Soft keywords, where they are keywords.
    Match,
    Case,
    Type,
    // Numbers. The pattern is the start only; `number` finds the end and the kind.
    #[regex(r"[0-9]|\.[0-9]")]
    Int,
    Float,
    Imaginary,
    // Strings. The pattern is the opening only; `layout` finds the end.
    #[regex(r#"([rR]|[uU]|[bB]|[bB][rR]|[rR][bB])?("|'|"""|''')"#)]
    Str,
    #[regex(r#"([fF]|[fF][rR]|[rR][fF])("|'|"""|''')"#)]
    FStart,
    #[regex(r#"([tT]|[tT][rR]|[rR][tT])("|'|"""|''')"#)]
    TStart,
    /// Literal text between an f-string's or t-string's fields, as written.
    FMiddle,
    FEnd,
    /// A character that starts nothing: the grammar refuses it.
    #[regex(r"[$?`]")]
    Unknown,
    /// `{` and `}` around a field, `!` and `:` at its outer level.
    FieldOpen,
    FieldClose,
    #[token("!")]
    Bang,
    FieldColon,
    // Operators and delimiters.
    #[token("(")]
    LParen,
    /// The parenthesis around a `with` statement's items.
    WithParen,
    #[token(")")]
    RParen,
    #[token("[")]
    LBracket,
    #[token("]")]
    RBracket,
    #[token("{")]
    LBrace,
    #[token("}")]
    RBrace,
    #[token(":")]
    Colon,
    #[token(",")]
    Comma,
    #[token(";")]
    Semi,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("->")]
    Arrow,
    #[token(":=")]
    Walrus,
    #[token("=")]
    Assign,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("/")]
    Slash,
    #[token("//")]
    DoubleSlash,
    #[token("%")]
    Percent,
    #[token("@")]
    At,
    #[token("**")]
    DoubleStar,
    #[token("<<")]
    LShift,
    #[token(">>")]
    RShift,
    #[token("&")]
    Amper,
    #[token("|")]
    Pipe,
    #[token("^")]
    Caret,
    #[token("~")]
    Tilde,
    #[token("<")]
    Lt,
    #[token(">")]
    Gt,
    #[token("<=")]
    LtE,
    #[token(">=")]
    GtE,
    #[token("==")]
    EqEq,
    #[token("!=")]
    NotEq,
    #[token("<>")]
    Diamond,
    #[token("+=")]
    PlusAssign,
    #[token("-=")]
    MinusAssign,
    #[token("*=")]
    StarAssign,
    #[token("/=")]
    SlashAssign,
    #[token("//=")]
    DoubleSlashAssign,
    #[token("%=")]
    PercentAssign,
    #[token("@=")]
    AtAssign,
    #[token("&=")]
    AmperAssign,
    #[token("|=")]
    PipeAssign,
    #[token("^=")]
    CaretAssign,
    #[token("<<=")]
    LShiftAssign,
    #[token(">>=")]
    RShiftAssign,
    #[token("**=")]
    DoubleStarAssign,
}

/// The words that are no names, as `keyword.kwlist` has them.
pub const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
    "while", "with", "yield",
];
