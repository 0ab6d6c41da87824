//! The hashes that SD-JWT names for its digests (RFC 9901 section 4.1.1, the IANA registry of named information).
//! Both providers use these.

use sha2::{Digest, Sha256, Sha384, Sha512};
use sha3::{Sha3_256, Sha3_384, Sha3_512};

use crate::text::base64url;

/// A hash for disclosures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DisclosureHash {
    /// The registered name.
    pub(crate) name: &'static str,
    run: fn(&[u8]) -> Vec<u8>,
}

/// Those fit for digests: whole, and collision-resistant at 128 bits or more. The truncated ones of the registry are not
/// (RFC 9901 section 9.4).
const HASHES: &[DisclosureHash] = &[
    DisclosureHash { name: "sha-256", run: run::<Sha256> },
    DisclosureHash { name: "sha-384", run: run::<Sha384> },
    DisclosureHash { name: "sha-512", run: run::<Sha512> },
    DisclosureHash { name: "sha3-256", run: run::<Sha3_256> },
    DisclosureHash { name: "sha3-384", run: run::<Sha3_384> },
    DisclosureHash { name: "sha3-512", run: run::<Sha3_512> },
];

impl DisclosureHash {
    /// The hash of this registered name. Names compare exactly.
    pub(crate) fn named(name: &str) -> Option<Self> {
        HASHES.iter().find(|hash| hash.name == name).copied()
    }

    /// The registered names, for a sentence.
    pub(crate) fn names() -> String {
        HASHES.iter().map(|hash| hash.name).collect::<Vec<_>>().join(", ")
    }

    /// The digest of the text as base64url, as SD-JWT carries it.
    pub(crate) fn digest(self, text: &str) -> String {
        base64url::encode(&(self.run)(text.as_bytes()))
    }
}

fn run<D: Digest>(bytes: &[u8]) -> Vec<u8> {
    D::digest(bytes).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_the_hash_that_it_names() {
        // The first bytes of the hash of "abc", FIPS 180-4 and FIPS 202 examples.
        for (name, length, start) in [
            ("sha-256", 32, [0xba, 0x78, 0x16, 0xbf]),
            ("sha-384", 48, [0xcb, 0x00, 0x75, 0x3f]),
            ("sha-512", 64, [0xdd, 0xaf, 0x35, 0xa1]),
            ("sha3-256", 32, [0x3a, 0x98, 0x5d, 0xa7]),
            ("sha3-384", 48, [0xec, 0x01, 0x49, 0x82]),
            ("sha3-512", 64, [0xb7, 0x51, 0x85, 0x0b]),
        ] {
            let made =
                base64url::decode(DisclosureHash::named(name).unwrap().digest("abc").as_bytes()).unwrap();
            assert_eq!((made.len(), made.get(..4)), (length, Some(start.as_slice())), "{name}");
        }
        assert!(DisclosureHash::named("SHA-256").is_none() && DisclosureHash::named("sha-256-128").is_none());
        assert_eq!(HASHES.len(), 6);
    }
}
