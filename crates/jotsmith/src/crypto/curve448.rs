//! Ed448 and X448 by `ed448-goldilocks` and `x448`, in both providers. No reviewed implementation exists, so they are a
//! feature of their own; a build without it has `curve448_absent.rs` in this place.

use core::fmt;

use ed448_goldilocks::{Signature, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use super::{KeyFault, SignatureFault, SigningFault, rules448};

/// A public key, ready to verify.
#[derive(Clone)]
pub(crate) struct Ed448Public {
    key: VerifyingKey,
}

impl Ed448Public {
    /// Prepares the key of the encoded point.
    pub(crate) fn new(x: &[u8]) -> Result<Self, KeyFault> {
        let bytes = rules448::ed448_public(x)?;
        let off = KeyFault::Broken("x is not a point on Ed448, or has a part of small order");
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| off)?;
        Ok(Self { key })
    }

    /// Whether the signature holds for the message, without context (RFC 8037 section 3.1).
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        let signature = Signature::from_bytes(&rules448::ed448_signature(signature)?);
        self.key.verify_raw(&signature, message).map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for Ed448Public {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ed448Public")
    }
}

/// A private key, ready to sign. Wiped on drop by the crate.
pub(crate) struct Ed448Private {
    key: Box<SigningKey>,
    public: [u8; 57],
}

impl Ed448Private {
    /// Prepares the key of its 57-byte seed.
    pub(crate) fn new(seed: &[u8]) -> Result<Self, KeyFault> {
        let key = SigningKey::try_from(seed)
            .map_err(|_| KeyFault::Broken("the private part d is not 57 bytes long"))?;
        let public = key.verifying_key().to_bytes();
        Ok(Self { key: Box::new(key), public })
    }

    /// The 57 bytes that all comes from.
    pub(crate) fn seed(&self) -> &[u8] {
        self.key.as_bytes()
    }

    /// The encoded public point.
    pub(crate) fn public(&self) -> &[u8] {
        &self.public
    }

    /// Appends the signature of the message to `out`.
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault> {
        let signature = signature::Signer::<Signature>::try_sign(self.key.as_ref(), message);
        out.extend_from_slice(&signature.map_err(|_| SigningFault::Failed)?.to_bytes());
        Ok(())
    }
}

impl fmt::Debug for Ed448Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ed448Private")
    }
}

/// The public point of the private number.
#[expect(clippy::unnecessary_wraps, reason = "a build without the curve refuses")]
pub(crate) fn x448_public(d: &[u8; 56]) -> Result<[u8; 56], KeyFault> {
    Ok(x448::x448_unchecked(*d, x448::X448_BASEPOINT_BYTES))
}

/// The point that both sides share; all zero for a point of small order.
#[expect(clippy::unnecessary_wraps, reason = "a build without the curve refuses")]
pub(crate) fn x448(d: &[u8; 56], u: &[u8; 56]) -> Result<Zeroizing<[u8; 56]>, KeyFault> {
    Ok(Zeroizing::new(x448::x448_unchecked(*d, *u)))
}

#[cfg(test)]
mod tests {
    use testkit::hex;

    use super::*;

    /// RFC 8032 section 7.4, the blank message and the message of one byte, without context: seed, x, message,
    /// signature.
    const RFC_8032: [[&str; 4]; 2] = [
        [
            "6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3528c8a3fcc2f044e39a3fc5b94492f8f032e7549a20098f95b",
            "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180",
            "",
            "533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f2b233f034f628281f2fd7a22ddd47d7828c59bd0a21bfd3980ff0d2028d4b18a9df63e006c5d1c2d345b925d8dc00b4104852db99ac5c7cdda8530a113a0f4dbb61149f05a7363268c71d95808ff2e652600",
        ],
        [
            "c4eab05d357007c632f3dbb48489924d552b08fe0c353a0d4a1f00acda2c463afbea67c5e8d2877c5e3bc397a659949ef8021e954e0a12274e",
            "43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8438ea4cb82169c235160627b4c3a9480",
            "03",
            "26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f4352541b143c4b981b7e18f62de8ccdf633fc1bf037ab7cd779805e0dbcc0aae1cbcee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d2a0ff3348ab21aa4adafd1d234441cf807c03a00",
        ],
    ];

    #[test]
    fn ed448_knows_the_vectors_of_rfc_8032_and_refuses_each_changed_byte() {
        for [seed, x, message, signature] in RFC_8032 {
            let (x, message, mut signature) = (hex(x), hex(message), hex(signature));
            let private = Ed448Private::new(&hex(seed)).unwrap();
            assert_eq!((private.seed(), private.public()), (hex(seed).as_slice(), x.as_slice()));
            let mut made = Vec::new();
            private.sign(&message, &mut made).unwrap();
            assert_eq!(made, signature);
            let public = Ed448Public::new(&x).unwrap();
            assert_eq!(public.verify(&message, &signature), Ok(()));
            for at in 0..signature.len() {
                signature[at] ^= 1;
                assert_eq!(public.verify(&message, &signature), Err(SignatureFault::Mismatch), "byte {at}");
                signature[at] ^= 1;
            }
            assert_eq!(public.verify(b"another", &signature), Err(SignatureFault::Mismatch));
        }
    }

    #[test]
    fn x448_knows_the_exchange_of_rfc_7748() {
        let bytes = |text| -> [u8; 56] { hex(text).try_into().unwrap() };
        let alice = bytes(
            "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b",
        );
        let alice_public = bytes(
            "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa0",
        );
        let bob = bytes(
            "1c306a7ac2a0e2e0990b294470cba339e6453772b075811d8fad0d1d6927c120bb5ee8972b0d3e21374c9c921b09d1b0366f10b65173992d",
        );
        let bob_public = bytes(
            "3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b43027d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609",
        );
        let shared = bytes(
            "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a449a5037514a879d",
        );
        assert_eq!((x448_public(&alice), x448_public(&bob)), (Ok(alice_public), Ok(bob_public)));
        assert_eq!(*x448(&alice, &bob_public).unwrap(), shared);
        assert_eq!(*x448(&bob, &alice_public).unwrap(), shared);
        assert_eq!(*x448(&alice, &[0; 56]).unwrap(), [0; 56]);
    }
}
