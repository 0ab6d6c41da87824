//! The public half: the type by name, then its fields.

use super::super::KeyError;
use super::super::material::PublicMaterial;
use super::wire::{Reader, Writer};
use crate::alg::Curve;
use crate::reason::escape::quoted;

pub(super) const ED25519: &str = "ssh-ed25519";
pub(super) const RSA: &str = "ssh-rsa";

/// The curves of ECDSA in OpenSSH: the type, the name of the curve inside (RFC 5656 section 10.1).
const ECDSA: &[(Curve, &str, &str)] = &[
    (Curve::P256, "ecdsa-sha2-nistp256", "nistp256"),
    (Curve::P384, "ecdsa-sha2-nistp384", "nistp384"),
    (Curve::P521, "ecdsa-sha2-nistp521", "nistp521"),
];

/// Curve, type and name inside, of a type of ECDSA.
pub(super) fn ecdsa(name: &[u8]) -> Option<(Curve, &'static str)> {
    ECDSA.iter().find(|(_, known, _)| known.as_bytes() == name).map(|(curve, _, inside)| (*curve, *inside))
}

/// Type and name inside of a curve.
pub(super) fn ecdsa_names(curve: Curve) -> Option<(&'static str, &'static str)> {
    ECDSA.iter().find(|(known, ..)| *known == curve).map(|(_, name, inside)| (*name, *inside))
}

/// The type and the key of a public blob.
pub(super) fn read(blob: &[u8]) -> Result<(String, PublicMaterial), KeyError> {
    let mut reader = Reader::new(blob);
    let name = reader.string()?;
    let public = if name == ED25519.as_bytes() {
        PublicMaterial::ed25519(reader.string()?)?
    } else if name == RSA.as_bytes() {
        let e = reader.integer()?;
        PublicMaterial::rsa(reader.integer()?, e)?
    } else if let Some((curve, inside)) = ecdsa(name) {
        let (x, y) = point(&mut reader, curve, inside)?;
        PublicMaterial::ec(curve, x, y)?
    } else {
        return Err(unknown(name));
    };
    reader.end()?;
    Ok((String::from_utf8_lossy(name).into_owned(), public))
}

/// x and y of the point that the next two fields hold.
pub(super) fn point<'b>(
    reader: &mut Reader<'b>,
    curve: Curve,
    inside: &str,
) -> Result<(&'b [u8], &'b [u8]), KeyError> {
    if reader.string()? != inside.as_bytes() {
        return Err(KeyError::invalid("its OpenSSH form names two curves"));
    }
    match reader.string()?.split_first() {
        Some((4, both)) if both.len() == 2 * curve.len_bytes() => Ok(both.split_at(curve.len_bytes())),
        Some(_) | None => Err(KeyError::invalid(format!("its point has not the length of {curve}"))),
    }
}

/// A type that JOSE has no algorithm for.
pub(super) fn unknown(name: &[u8]) -> KeyError {
    KeyError::unsupported(format!("the OpenSSH type {}", quoted(&String::from_utf8_lossy(name))))
}

/// The type and the public blob; none for a key that OpenSSH has no type for.
pub(super) fn write(public: &PublicMaterial) -> Option<(&'static str, Vec<u8>)> {
    let mut writer = Writer::default();
    let name = match public {
        PublicMaterial::Ed25519 { x, .. } => {
            writer.string(ED25519.as_bytes()).string(x);
            ED25519
        }
        PublicMaterial::Rsa { n, e, .. } => {
            writer.string(RSA.as_bytes()).integer(e).integer(n);
            RSA
        }
        PublicMaterial::Ec { curve, x, y, .. } => {
            let (name, inside) = ecdsa_names(*curve)?;
            writer
                .string(name.as_bytes())
                .string(inside.as_bytes())
                .string(&[&[4], x.as_slice(), y].concat());
            name
        }
        PublicMaterial::Ed448 { .. } | PublicMaterial::MlDsa { .. } | PublicMaterial::Xdh { .. } => {
            return None;
        }
    };
    Some((name, writer.0.to_vec()))
}
