//! The manual: prose only. [`threats`] · [`defaults`] · [`howto`].

pub mod defaults;
pub mod howto;
pub mod threats;
