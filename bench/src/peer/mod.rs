//! Other people's libraries, each doing what its documentation shows: signature, exp, nbf, iss and aud where it has
//! them, to typed claims with owned strings. Keys are made once, outside.

mod biscuit;
#[cfg(feature = "openssl")]
mod josekit;
mod jsonwebtoken;
mod jwt_compact;
mod jwt_simple;

use crate::harness::Bench;
use crate::keys::Keys;
use anyhow::Result;

/// What the names of jsonwebtoken's two backends begin with.
pub const JSONWEBTOKEN: &str = "jsonwebtoken 11.1";

/// Adds every case of every peer.
pub fn add(bench: &mut Bench, keys: &Keys) -> Result<()> {
    jsonwebtoken::add(bench, keys)?;
    jwt_simple::add(bench, keys)?;
    #[cfg(feature = "openssl")]
    josekit::add(bench, keys)?;
    jwt_compact::add(bench, keys)?;
    biscuit::add(bench, keys)
}
