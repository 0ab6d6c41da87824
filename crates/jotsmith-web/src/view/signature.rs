//! The signature as bytes and in words.

use core::fmt::Write as _;

use jotsmith::Algorithm;
use jotsmith::alg::Scheme;
use jotsmith::token::PartReading;

use crate::answer::SignatureView;
use crate::limits::HEX_BYTES;

pub(crate) fn view(part: &PartReading, alg: Option<&str>) -> SignatureView {
    let algorithm = alg.and_then(Algorithm::named);
    SignatureView {
        bytes: part.unverified_bytes().len(),
        hex: hex(part.unverified_bytes()),
        words: words(algorithm, part.unverified_bytes().len()),
    }
}

/// Bytes as hexadecimal, up to the bound.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(bytes.len().min(HEX_BYTES) * 2);
    for byte in bytes.iter().take(HEX_BYTES) {
        // Writing to a String cannot fail.
        write!(hex, "{byte:02x}").unwrap_or_default();
    }
    hex
}

fn words(algorithm: Option<Algorithm>, bytes: usize) -> String {
    let fits = |algorithm: &Algorithm| algorithm.signature_bytes().is_none_or(|expected| expected == bytes);
    if bytes == 0 {
        return "no signature".into();
    }
    match algorithm.filter(fits).map(Algorithm::scheme) {
        Some(Scheme::Hmac(hash)) => format!("MAC, HMAC with {}", hash.as_str()),
        Some(Scheme::Ecdsa(curve, _)) => format!("r and s side by side, {} bytes each", curve.len_bytes()),
        Some(Scheme::EdDsa(_)) => "EdDSA signature".into(),
        Some(Scheme::MlDsa(_)) => "ML-DSA signature".into(),
        Some(Scheme::RsaPkcs1(_) | Scheme::RsaPss(_)) => format!("RSA signature of {bytes} bytes"),
        Some(_) | None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_the_bytes_are_where_their_number_fits_the_algorithm() {
        assert_eq!(words(Some(Algorithm::Hs256), 32), "MAC, HMAC with SHA-256");
        assert_eq!(words(Some(Algorithm::Es512), 132), "r and s side by side, 66 bytes each");
        assert_eq!(words(Some(Algorithm::Ed25519), 64), "EdDSA signature");
        assert_eq!(words(Some(Algorithm::Ps256), 256), "RSA signature of 256 bytes");
        assert_eq!(words(Some(Algorithm::Es256), 71), "71 bytes");
        assert_eq!(words(None, 0), "no signature");
    }
}
