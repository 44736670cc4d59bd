//! Generated Unicode 16.0 tables, the version of CPython 3.14's `unicodedata`. Each file's header tells how it was made;
//! [`super::unicode`] is their only reader.

pub(crate) mod aliases;
pub(crate) mod bidi;
pub(crate) mod case;
pub(crate) mod categories;
pub(crate) mod charmaps;
pub(crate) mod decompositions;
pub(crate) mod names;
pub(crate) mod numeric;
pub(crate) mod props;
