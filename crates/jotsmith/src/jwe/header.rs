//! Parameters of a JWE's header that are base64url or numbers (RFC 7518 sections 4.6 to 4.8), and what they must be for
//! the algorithm that asks for them.

use super::key_management::{Mode, mode};
use crate::alg::{ContentEncryption, KeyManagement};
use crate::limits::{PBES2_SALT_CEILING, PBES2_SALT_FLOOR};
use crate::reason::{Code, Part, Place, Reason};
use crate::text::base64url;
use crate::token::EncryptedToken;

/// The bytes of a parameter that is base64url; none where it is absent.
pub(super) fn bytes(
    token: &EncryptedToken,
    recipient: usize,
    name: &'static str,
) -> Result<Option<Vec<u8>>, Reason> {
    let Some((place, value)) = token.parameter(recipient, name) else { return Ok(None) };
    let wrong = |found: &str| {
        Reason::new(Code::HeaderType).at(place.clone()).with("name", name).found(found).expected("base64url")
    };
    let text = value.as_str().ok_or_else(|| wrong(value.kind_name()))?;
    base64url::decode(text.as_bytes()).map(Some).map_err(|_| wrong("no base64url"))
}

/// The iterations that `p2c` asks for; `u32::MAX` stands for all that are more.
pub(super) fn iterations(token: &EncryptedToken, recipient: usize) -> u32 {
    let number = token.parameter(recipient, "p2c").and_then(|(_, value)| value.number());
    number.map_or(0, |number| number.parse().unwrap_or(u32::MAX))
}

/// The faults of what stands in the token for one recipient, judged without any key.
pub(super) fn check_recipient(
    token: &EncryptedToken,
    recipient: usize,
    algorithm: KeyManagement,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mode = mode(algorithm);
    let direct = matches!(mode, Mode::Direct | Mode::Agree(None));
    let key = token.encrypted_key(recipient);
    let place = if token.recipients() > 1 {
        Place::part(Part::Recipient(recipient))
    } else {
        Place::part(Part::EncryptedKey)
    };
    let unfit = if direct && token.recipients() > 1 {
        Some(format!("{}, which has one recipient", algorithm.as_str()))
    } else if direct && !key.is_empty() {
        Some(format!("{}, which has none", algorithm.as_str()))
    } else if !direct && key.is_empty() {
        Some(format!("{}: it is missing", algorithm.as_str()))
    } else {
        None
    };
    reasons.extend(unfit.map(|found| Reason::new(Code::JweEncryptedKey).at(place).found(found)));
    let present = |name: &'static str, reasons: &mut Vec<Reason>| match bytes(token, recipient, name) {
        Ok(bytes) => bytes,
        Err(reason) => {
            reasons.push(reason);
            Some(Vec::new())
        }
    };
    match mode {
        Mode::Agree(_) => {
            present("apu", &mut reasons);
            present("apv", &mut reasons);
            if token.parameter(recipient, "epk").is_none() {
                let place = token.place_of(recipient, "epk");
                reasons.push(Reason::new(Code::JweEpk).at(place).found("missing"));
            }
        }
        Mode::GcmWrap(_) => {
            for (name, what, wanted) in
                [("iv", "initialization vector", 12), ("tag", "authentication tag", 16)]
            {
                let found = present(name, &mut reasons);
                let length = found.as_ref().map_or(0, Vec::len);
                let zero = found.is_some_and(|bytes| bytes.iter().all(|byte| *byte == 0));
                if length != wanted || zero {
                    reasons.push(iv_tag(token.place_of(recipient, name), what, length, wanted));
                }
            }
        }
        Mode::Password { .. } => {
            let salt = present("p2s", &mut reasons).map_or(0, |salt| salt.len());
            if !(PBES2_SALT_FLOOR..=PBES2_SALT_CEILING).contains(&salt) {
                let place = token.place_of(recipient, "p2s");
                reasons.push(Reason::new(Code::JwePbes2Weak).at(place).found(salt.to_string()));
            }
            if token.parameter(recipient, "p2c").is_none() {
                let reason = Reason::new(Code::HeaderType).at(token.place_of(recipient, "p2c"));
                reasons.push(reason.with("name", "p2c").found("missing").expected("a positive whole number"));
            }
        }
        Mode::Direct | Mode::Oaep(_) | Mode::Pkcs1 | Mode::Wrap(_) => {}
    }
    reasons
}

/// The faults of initialization vector, tag and compression, judged without any key.
pub(super) fn check_content(token: &EncryptedToken, enc: ContentEncryption) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (part, bytes, wanted) in
        [(Part::InitializationVector, token.iv(), enc.iv_bytes()), (Part::Tag, token.tag(), enc.tag_bytes())]
    {
        if bytes.len() != wanted || bytes.iter().all(|byte| *byte == 0) {
            reasons.push(iv_tag(Place::part(part), &part.to_string(), bytes.len(), wanted));
        }
    }
    if let Some(zip) = token.protected_text("zip").filter(|zip| *zip != "DEF") {
        let reason = Reason::new(Code::JweZip).at(token.place_of(0, "zip"));
        reasons.push(reason.found(format!("zip is {}, not DEF", crate::reason::escape::quoted(zip))));
    }
    reasons
}

fn iv_tag(place: Place, what: &str, found: usize, wanted: usize) -> Reason {
    let found = if found == wanted { "all zero".to_owned() } else { format!("{found} bytes") };
    let expected = if found == "all zero" { "random bytes".to_owned() } else { format!("{wanted}") };
    Reason::new(Code::JweIvTag).at(place).with("what", what).found(found).expected(expected)
}
