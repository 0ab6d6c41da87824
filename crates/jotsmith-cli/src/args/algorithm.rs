//! `--alg`, `--enc` and `--crv`: names of algorithms and curves, exactly as they are registered.

use core::fmt;

use jotsmith::alg::{Algorithms, ContentEncryption, Curve, KeyManagement};
use jotsmith::reason::escape::quoted;
use jotsmith::{Algorithm, AnyKey, KeyError};

use super::usage::Unfit;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To sign, or to verify.
    Signature(Algorithm),
    /// To encrypt, or to decrypt.
    Encryption(KeyManagement),
}

impl Purpose {
    /// The key for this alone.
    pub(crate) fn of(self, key: AnyKey) -> Result<AnyKey, KeyError> {
        match self {
            Self::Signature(algorithm) => key.with_algorithms(Algorithms::only(algorithm)),
            Self::Encryption(algorithm) => key.with_key_management(algorithm),
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signature(algorithm) => algorithm.fmt(f),
            Self::Encryption(algorithm) => f.write_str(algorithm.as_str()),
        }
    }
}

/// Reads the name of an algorithm that signs.
pub(crate) fn named(name: &str) -> Result<Algorithm, Unfit> {
    Algorithm::named(name).ok_or_else(|| unknown(name, signing()))
}

/// Reads the name of a key management algorithm.
pub(crate) fn management(name: &str) -> Result<KeyManagement, Unfit> {
    KeyManagement::named(name).ok_or_else(|| unknown(name, managing()))
}

/// Reads the name of a content encryption.
pub(crate) fn content(name: &str) -> Result<ContentEncryption, Unfit> {
    let all = ContentEncryption::ALL.iter().map(|one| one.as_str());
    ContentEncryption::named(name).ok_or_else(|| unknown(name, all))
}

/// Reads the name of a curve.
pub(crate) fn curve(name: &str) -> Result<Curve, Unfit> {
    Curve::named(name).ok_or_else(|| unknown(name, Curve::ALL.iter().map(|one| one.as_str())))
}

/// Reads the name of an algorithm that signs or manages keys.
pub(crate) fn purpose(name: &str) -> Result<Purpose, Unfit> {
    let signs = Algorithm::named(name).map(Purpose::Signature);
    let either = signs.or_else(|| KeyManagement::named(name).map(Purpose::Encryption));
    either.ok_or_else(|| unknown(name, signing().chain(managing())))
}

/// Whether the name is that of an algorithm that encrypts.
pub(crate) fn encrypts(name: &str) -> bool {
    KeyManagement::named(name).is_some() || ContentEncryption::named(name).is_some()
}

fn signing() -> impl Iterator<Item = &'static str> {
    Algorithm::ALL.iter().map(|one| one.as_str())
}

fn managing() -> impl Iterator<Item = &'static str> {
    KeyManagement::ALL.iter().map(|one| one.as_str())
}

fn unknown(name: &str, all: impl Iterator<Item = &'static str>) -> Unfit {
    let all: Vec<&str> = all.collect();
    let one_of = format!("Write one of {}.", all.join(", "));
    if name.eq_ignore_ascii_case("none") && all.contains(&Algorithm::Hs256.as_str()) {
        return Unfit::new("none is no signature, and no verifier may take it", one_of);
    }
    match all.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        Some(meant) => {
            Unfit::new(format!("the registered spelling is {meant}"), format!("Did you mean {meant}?"))
        }
        None => Unfit::new(format!("{} is no name that is known here", quoted(name)), one_of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: &str = "none is no signature, and no verifier may take it";

    fn what<T>(read: Result<T, Unfit>) -> String {
        read.err().map(|unfit| unfit.what).unwrap_or_default()
    }

    fn remedy<T>(read: Result<T, Unfit>) -> String {
        read.err().map(|unfit| unfit.remedy).unwrap_or_default()
    }

    #[test]
    fn a_name_is_exact_and_the_near_miss_is_told() {
        assert_eq!(named("ES256"), Ok(Algorithm::Es256));
        assert_eq!(what(named("es256")), "the registered spelling is ES256");
        assert_eq!(remedy(named("es256")), "Did you mean ES256?");
        assert_eq!(what(named("NoNe")), NONE);
        assert_eq!(what(named("HS1")), "\"HS1\" is no name that is known here");
        assert!(remedy(named("HS1")).starts_with("Write one of HS256, HS384,"));
    }

    #[test]
    fn a_key_is_for_either_kind() {
        assert_eq!(purpose("RSA-OAEP-256"), Ok(Purpose::Encryption(KeyManagement::RsaOaep256)));
        assert_eq!(purpose("ES256"), Ok(Purpose::Signature(Algorithm::Es256)));
        assert_eq!(what(purpose("ecdh-es")), "the registered spelling is ECDH-ES");
        assert_eq!(what(purpose("none")), NONE);
        let all = remedy(purpose("X"));
        assert!(all.starts_with("Write one of HS256,") && all.contains(", RSA-OAEP,"), "{all}");
    }

    #[test]
    fn a_name_of_an_encryption_is_exact_too() {
        assert_eq!(management("ECDH-ES+A128KW"), Ok(KeyManagement::EcdhEsA128Kw));
        assert_eq!(what(management("rsa-oaep")), "the registered spelling is RSA-OAEP");
        assert_eq!(what(content("a256gcm")), "the registered spelling is A256GCM");
        assert_eq!(
            remedy(content("A256")),
            "Write one of A128CBC-HS256, A192CBC-HS384, A256CBC-HS512, A128GCM, A192GCM, A256GCM."
        );
    }
}
