//! So that a second run does nothing twice. The files that a step reads go in as one digest; the step is fresh
//! while that digest is the one it left behind. No times of files are looked at, only their content.

use crate::house;
use anyhow::Result;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::path::PathBuf;

/// The digest of every file in these folders (or of these files), names and content.
pub(crate) fn digest(places: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for place in places {
        for name in house::files(place)? {
            let content = house::bytes(&house::at(&name))?;
            hash.update(format!("{name}\0{}\0", content.len()));
            hash.update(content);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// Whether the step of this name was last left with this digest.
pub(crate) fn is_fresh(step: &str, digest: &str) -> bool {
    house::read(&place(step)).is_ok_and(|left| left == digest)
}

/// Leaves the digest behind: the step is done.
pub(crate) fn leave(step: &str, digest: &str) -> Result<()> {
    house::write(&place(step), digest)
}

/// The SHA-256 of the content, in hexadecimal.
pub(crate) fn sha256_hex(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

fn place(step: &str) -> PathBuf {
    house::at("target/xtask").join(format!("{step}.stamp"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        _ = write!(text, "{byte:02x}");
        text
    })
}
