//! JSON as JOSE wants it: every byte accounted for.
//!
//! One parser, two strictnesses. [`parse()`] is strict and gives a [`Value`] whose members can be asked for by name.
//! [`read`] is tolerant: it gives the same ordered [`Node`]s with duplicates kept, a list of faults, and nodes marked
//! incomplete; a node cannot be indexed by name. Numbers keep their text, members their order, and every node and
//! name knows the bytes it stands on.

pub(crate) mod de;
mod depth;
mod fault;
#[cfg(feature = "native")]
mod fill;
#[cfg(not(feature = "native"))]
#[path = "fill_absent.rs"]
mod fill;
mod names;
pub(crate) mod parse;
pub(crate) mod plain;
#[cfg(feature = "native")]
pub(crate) mod quick;
#[cfg(not(feature = "native"))]
#[path = "quick_absent.rs"]
pub(crate) mod quick;
mod string;
mod value;
mod write;

pub use fault::Fault;
pub use string::{quoted, unescaped};
pub(crate) use value::WipedTree;
pub use value::{Kind, Member, Node, Reading, Tree, Value, parse, read};
pub use write::{Writer, minified, push_one_line};

pub(crate) use depth::too_deep;
pub(crate) use fill::fill;
pub(crate) use names::Names;
pub(crate) use string::{Piece, Pieces};

#[cfg(test)]
mod tests;
