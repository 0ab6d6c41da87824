//! Development only: the loader of the vectors and the fixed keys that the tests share.

pub mod keys;
pub mod vector;
