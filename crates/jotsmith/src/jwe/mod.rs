//! Encrypting and decrypting: a JWE out of bytes, and bytes out of a JWE (RFC 7516).
//!
//! [`Encrypter`] takes a public key, a shared key or a password; [`Decrypter`] a private key, a shared key or a password.
//! Decryption is not authentication: [`Decrypted`] says whether the sender must have held a shared secret. What is
//! inside is bytes; a nested token is a token of its own, to be verified by the door.

mod agreement;
mod budget;
mod chance;
mod content;
mod decrypt;
mod encrypt;
mod error;
mod fit;
mod header;
mod key_management;
mod keys;
mod open;
mod recipient;
mod wrapped_key;
mod zip;

#[cfg(test)]
mod tests;

pub use decrypt::{Decrypted, Decrypter, DecryptingKeys};
pub use encrypt::Encrypter;
pub use error::{DecryptError, EncryptError};
pub use recipient::Recipient;
pub use wrapped_key::{is_wrapped_key, open_wrapped_keys, wrap_key};

pub(crate) use budget::Budget;
pub(crate) use key_management::is_shared;
pub(crate) use open::{Allowed, Opened, open};
