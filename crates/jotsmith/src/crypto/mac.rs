//! HMAC (RFC 2104) with a kept state: the key's two blocks are hashed once, when the key is made, and each operation
//! works on a copy. Nothing here allocates. Both providers use it.

use core::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::{Zeroize, Zeroizing};

use super::SignatureFault;
use super::digest::equal;
use super::mac_sha256::KeyStates;
use crate::alg::Hash;

/// A key that is ready to make and to check MACs.
#[derive(Clone)]
pub(crate) enum Mac {
    /// With SHA-256.
    Sha256(KeyStates),
    /// With SHA-384.
    Sha384(Hmac<Sha384>),
    /// With SHA-512.
    Sha512(Hmac<Sha512>),
}

impl Mac {
    /// Prepares the secret for this hash. A secret of any length makes a key; whether it is long enough is judged
    /// by `key/strength.rs`.
    pub(crate) fn new(hash: Hash, secret: &[u8]) -> Self {
        match hash {
            Hash::Sha256 => Self::Sha256(KeyStates::new(&block::<Sha256, 64>(secret))),
            Hash::Sha384 => Self::Sha384(Hmac::new((&*block::<Sha384, 128>(secret)).into())),
            Hash::Sha512 => Self::Sha512(Hmac::new((&*block::<Sha512, 128>(secret)).into())),
        }
    }

    /// Appends the MAC of the message to `out`.
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Sha256(states) => out.extend_from_slice(&states.mac(message)),
            Self::Sha384(state) => {
                out.extend_from_slice(&state.clone().chain_update(message).finalize().into_bytes());
            }
            Self::Sha512(state) => {
                out.extend_from_slice(&state.clone().chain_update(message).finalize().into_bytes());
            }
        }
    }

    /// Whether `tag` is the MAC of the message, compared in constant time.
    pub(crate) fn verify(&self, message: &[u8], tag: &[u8]) -> Result<(), SignatureFault> {
        match self {
            Self::Sha256(states) => judge(&states.mac(message), tag),
            Self::Sha384(state) => judge(&state.clone().chain_update(message).finalize().into_bytes(), tag),
            Self::Sha512(state) => judge(&state.clone().chain_update(message).finalize().into_bytes(), tag),
        }
    }
}

fn judge(made: &[u8], tag: &[u8]) -> Result<(), SignatureFault> {
    if tag.len() != made.len() {
        return Err(SignatureFault::Length { found: tag.len(), expected: made.len() });
    }
    if equal(made, tag) { Ok(()) } else { Err(SignatureFault::Mismatch) }
}

/// The secret as one block of the hash: padded with zeros, or hashed first where it is longer (RFC 2104 section 2).
fn block<D: Digest, const BLOCK: usize>(secret: &[u8]) -> Zeroizing<[u8; BLOCK]> {
    let mut block = Zeroizing::new([0; BLOCK]);
    let fill = |block: &mut [u8; BLOCK], bytes: &[u8]| {
        for (to, from) in block.iter_mut().zip(bytes) {
            *to = *from;
        }
    };
    if secret.len() > BLOCK {
        let mut digest = D::digest(secret);
        fill(&mut block, &digest);
        digest.as_mut_slice().zeroize();
    } else {
        fill(&mut block, secret);
    }
    block
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha256(_) => "Mac(HMAC with SHA-256)",
            Self::Sha384(_) => "Mac(HMAC with SHA-384)",
            Self::Sha512(_) => "Mac(HMAC with SHA-512)",
        })
    }
}

#[cfg(test)]
mod tests {
    use testkit::hex;

    use super::*;

    /// Key, data, HMAC-SHA-256, HMAC-SHA-384, HMAC-SHA-512.
    struct Case(&'static [u8], &'static [u8], [&'static str; 3]);

    /// RFC 4231 sections 4.2 to 4.4 and 4.7. Section 4.6 is about truncation, which JWS has not.
    const RFC_4231: [Case; 4] = [
        Case(
            &[0x0b; 20],
            b"Hi There",
            [
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
                "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
            ],
        ),
        Case(
            b"Jefe",
            b"what do ya want for nothing?",
            [
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ],
        ),
        Case(
            &[0xaa; 20],
            &[0xdd; 50],
            [
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
                "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27",
                "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
            ],
        ),
        Case(
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            [
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
                "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
            ],
        ),
    ];

    #[test]
    fn knows_the_vectors_of_rfc_4231() {
        for Case(key, data, tags) in RFC_4231 {
            for (hash, expected) in [Hash::Sha256, Hash::Sha384, Hash::Sha512].into_iter().zip(tags) {
                let mac = Mac::new(hash, key);
                let mut tag = Vec::new();
                mac.sign(data, &mut tag);
                assert_eq!(tag, hex(expected));
                assert_eq!(mac.verify(data, &hex(expected)), Ok(()));
            }
        }
    }

    /// One message of each length around the edges of blocks, under secrets around the length of a block.
    #[test]
    fn agrees_with_the_hmac_crate_at_every_length() {
        let message: Vec<u8> = (0..=255).cycle().take(700).collect();
        for secret in [1, 32, 63, 64, 65, 200] {
            let secret = vec![0x5a; secret];
            let mac = Mac::new(Hash::Sha256, &secret);
            let judge = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
            for length in 0..message.len() {
                let message = &message[..length];
                let mut tag = Vec::new();
                mac.sign(message, &mut tag);
                assert_eq!(tag, judge.clone().chain_update(message).finalize().into_bytes().to_vec());
                // The same under another first block than the one that the key has kept.
                let other: Vec<u8> = message.iter().map(|byte| byte ^ 1).collect();
                tag.clear();
                mac.sign(&other, &mut tag);
                assert_eq!(tag, judge.clone().chain_update(&other).finalize().into_bytes().to_vec());
            }
        }
    }

    #[test]
    fn tells_a_wrong_length_from_a_wrong_tag() {
        let mac = Mac::new(Hash::Sha256, b"key");
        assert_eq!(mac.verify(b"", &[0; 31]), Err(SignatureFault::Length { found: 31, expected: 32 }));
        assert_eq!(mac.verify(b"", &[0; 32]), Err(SignatureFault::Mismatch));
    }

    #[test]
    fn debug_shows_no_state() {
        assert_eq!(format!("{:?}", Mac::new(Hash::Sha512, b"key")), "Mac(HMAC with SHA-512)");
    }
}
