//! The verbs, a file each. A verb connects: arguments in, one call of the engine, rendering out. It holds no rule about
//! tokens.

pub(crate) mod app;
pub(crate) mod completions;
pub(crate) mod decode;
pub(crate) mod decrypt;
pub(crate) mod encrypt;
pub(crate) mod explain;
pub(crate) mod help_markdown;
pub(crate) mod inspect;
pub(crate) mod jwks;
pub(crate) mod key;
pub(crate) mod manual;
pub(crate) mod scan;
pub(crate) mod present;
pub(crate) mod schema;
pub(crate) mod sign;
pub(crate) mod verify;
