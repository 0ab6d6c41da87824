//! Keys as OpenSSH writes them: the public line `ssh-ed25519 AAAA… comment` (RFC 4253 section 6.6, RFC 5656, RFC 8709)
//! and the private block of OpenSSH's PROTOCOL.key, also locked with a password by bcrypt.
//!
//! Types that JOSE has no algorithm for (DSA, security keys, certificates) are named and not read.

mod lock;
mod private;
mod public;
mod wire;

use std::sync::Arc;

use zeroize::Zeroizing;

use super::material::{Held, Material};
use super::{AnyKey, Form, KeyError, base64};

/// The label of a private block.
pub(super) const LABEL: &str = "OPENSSH PRIVATE KEY";

/// The key of a public line.
pub(super) fn read_line(line: &str) -> Result<AnyKey, KeyError> {
    let mut words = line.split_whitespace();
    let (Some(name), Some(blob)) = (words.next(), words.next()) else {
        return Err(KeyError::invalid("its OpenSSH line ends after the type"));
    };
    let blob = base64::decode(blob.as_bytes())
        .map_err(|fault| KeyError::invalid(format!("in the second word of its OpenSSH line, {fault}")))?;
    let (found, public) = public::read(&blob)?;
    if found != name {
        return Err(KeyError::invalid("its OpenSSH line names another type than the key inside"));
    }
    Ok(AnyKey::of(Held::new(Material::Public(Arc::new(public)), Form::OpenSsh)))
}

/// The key of a private block, which the password opens where it is locked.
pub(super) fn read_private(block: &[u8], password: Option<&[u8]>) -> Result<AnyKey, KeyError> {
    let private = private::read(block, password)?;
    Ok(AnyKey::of(Held::new(Material::Private(Arc::new(private)), Form::OpenSsh)))
}

/// The content of a private block; locked where there is a password.
///
/// # Errors
/// `key-form` for a key that OpenSSH has no type for, `chance-failed` if the system gives no random bytes.
pub(super) fn write_private(held: &Held, password: Option<&[u8]>) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let Material::Private(private) = &held.material else { return Err(form(held)) };
    let comment = comment(held);
    private::write(private, &comment, password)?.ok_or_else(|| form(held))
}

/// The public line, its name as the comment.
///
/// # Errors
/// `key-form` for a key that OpenSSH has no type for.
pub(super) fn write_line(held: &Held) -> Result<String, KeyError> {
    let (name, blob) = held.public_material().and_then(public::write).ok_or_else(|| form(held))?;
    let comment = comment(held);
    let space = if comment.is_empty() { "" } else { " " };
    Ok(format!("{name} {}{space}{comment}", base64::encode(&blob)))
}

/// The name of the key, if it can stand at the end of a line.
fn comment(held: &Held) -> String {
    let name = held.kid().map(|kid| kid.as_str().to_owned()).unwrap_or_default();
    if name.chars().any(crate::reason::escape::is_hostile) { String::new() } else { name }
}

fn form(held: &Held) -> KeyError {
    super::convert::cannot_hold(held, Form::OpenSsh)
}
