//! ECDH-ES (RFC 7518 section 4.6, RFC 8037 section 3.2): a fresh key of the sender and the key of the receiver give a
//! secret that both compute.

use zeroize::Zeroizing;

use super::chance::Chance;
use super::key_management::{Cek, Parameters, Parties, encoded};
use crate::KeyError;
use crate::alg::{Curve, KeyType};
use crate::crypto::{self, EcPrivate, KeyFault, concat_kdf};
use crate::json::{Value, Writer};
use crate::key::Held;
use crate::reason::{Code, Reason};
use crate::text::base64url;
use crate::token::EncryptedToken;

/// A key that is made for one token and forgotten.
enum Ephemeral {
    Ec(Box<EcPrivate>),
    Xdh { curve: Curve, d: Zeroizing<Vec<u8>>, x: Vec<u8> },
}

impl Ephemeral {
    /// A fresh key on the curve.
    fn new(curve: Curve, chance: &mut Chance) -> Result<Self, KeyFault> {
        let stated = chance.number();
        if curve.key_type() != KeyType::Okp {
            let key = stated.map_or_else(|| crypto::generate_ec(curve), |d| EcPrivate::new(curve, &d))?;
            return Ok(Self::Ec(Box::new(key)));
        }
        let d = stated.map_or_else(|| crypto::generate_xdh(curve), Ok)?;
        let x = crypto::xdh_public(curve, &d)?;
        Ok(Self::Xdh { curve, d, x })
    }

    fn agree(&self, x: &[u8], y: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        match self {
            Self::Ec(key) => key.agree(x, y),
            Self::Xdh { curve, d, .. } => crypto::xdh(*curve, d, x),
        }
    }

    /// The public half as a JWK.
    fn jwk(&self, curve: Curve) -> String {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("kty").string(curve.key_type().as_str());
            w.name("crv").string(curve.as_str());
            let (x, y) = match self {
                Self::Ec(key) => key.point(),
                Self::Xdh { x, .. } => (x.as_slice(), [].as_slice()),
            };
            w.name("x").string(&base64url::encode(x));
            if !y.is_empty() {
                w.name("y").string(&base64url::encode(y));
            }
        });
        w.into_text()
    }
}

/// A key agreed on with the holder of the private half, and the parameters that tell how.
pub(super) fn agree(
    key: &Held,
    algorithm: &str,
    bytes: usize,
    parties: &Parties,
    chance: &mut Chance,
) -> Result<(Cek, Parameters), Reason> {
    let fault = |fault| KeyError::from(fault).into_reason();
    let Some((curve, x, y)) = key.point() else {
        return Err(Reason::new(Code::AlgKeyMismatch).found(algorithm.to_owned()));
    };
    let ephemeral = Ephemeral::new(curve, chance).map_err(fault)?;
    let z = ephemeral.agree(x, y).map_err(fault)?;
    let mut parameters = vec![("epk", ephemeral.jwk(curve))];
    for (name, info) in [("apu", &parties.apu), ("apv", &parties.apv)] {
        parameters.extend(info.as_ref().map(|info| (name, encoded(info))));
    }
    let info = |info: &Option<Vec<u8>>| info.clone().unwrap_or_default();
    Ok((concat_kdf(&z, algorithm, &info(&parties.apu), &info(&parties.apv), bytes), parameters))
}

/// The secret that both sides compute, of the sender's ephemeral key.
pub(super) fn agreed(token: &EncryptedToken, recipient: usize, key: &Held) -> Result<Cek, Reason> {
    let wrong = |found: &str| Reason::new(Code::JweEpk).at(token.place_of(recipient, "epk")).found(found);
    let Some((_, epk)) = token.parameter(recipient, "epk") else { return Err(wrong("missing")) };
    let text = |name: &str| epk.member(name).and_then(Value::as_str);
    let number = |name: &str| text(name).and_then(|text| base64url::decode(text.as_bytes()).ok());
    let Some(curve) = key.curve() else { return Err(wrong("for a key of another type")) };
    if text("kty") != Some(curve.key_type().as_str()) || text("crv").and_then(Curve::named) != Some(curve) {
        return Err(wrong(&format!("not on {curve}, the curve of the key")));
    }
    let y = if curve.key_type() == KeyType::Okp { Some(Vec::new()) } else { number("y") };
    let (Some(x), Some(y)) = (number("x"), y) else {
        return Err(wrong("without coordinates in base64url"));
    };
    match key.agree(&x, &y) {
        Some(agreed) => {
            agreed.map_err(|_| wrong("no point on its curve that a secret can be agreed on with"))
        }
        None => Err(wrong("for a key of another type")),
    }
}
