//! The content: compressed where that is asked for, encrypted with what the tag vouches for, and back.

use zeroize::Zeroizing;

use super::budget::Budget;
use super::zip;
use crate::alg::ContentEncryption;
use crate::crypto;
use crate::json::{self, Value};
use crate::reason::escape::compared;
use crate::reason::{Code, Reason};
use crate::token::EncryptedToken;

/// The plaintext under the content encryption key; none where it does not open.
pub(super) fn decrypted(
    token: &EncryptedToken,
    enc: ContentEncryption,
    cek: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    crypto::open(enc, cek, token.iv(), token.authenticated(), token.ciphertext(), token.tag()).ok()
}

/// What was decrypted, inflated where the header says that it is compressed.
pub(super) fn unpacked(
    token: &EncryptedToken,
    content: Zeroizing<Vec<u8>>,
    budget: &mut Budget,
) -> Result<Zeroizing<Vec<u8>>, Reason> {
    if token.protected("zip").is_none() { Ok(content) } else { zip::inflate(&content, budget) }
}

/// Claims that the header repeats and the payload says otherwise (RFC 7519 section 5.3).
pub(super) fn replicated(token: &EncryptedToken, plaintext: &[u8]) -> Vec<Reason> {
    let repeated: Vec<(&str, Value<'_>)> =
        ["iss", "sub", "aud"].into_iter().filter_map(|name| Some((name, token.protected(name)?))).collect();
    if repeated.is_empty() {
        return Vec::new();
    }
    let Ok(claims) = json::parse(plaintext) else { return Vec::new() };
    let differs = |(name, said): &(&str, Value<'_>)| {
        let claim = claims.root().member(name)?;
        let (said, claimed) = (written(*said), written(claim));
        (said != claimed).then(|| {
            Reason::new(Code::JweReplicatedClaims)
                .at(token.place_of(0, name))
                .found(compared(&said))
                .expected(compared(&claimed))
        })
    };
    repeated.iter().filter_map(differs).collect()
}

/// The value as JSON, less white space and ways of escaping.
fn written(value: Value<'_>) -> String {
    let mut w = json::Writer::new();
    w.node(value.node());
    w.into_text()
}
