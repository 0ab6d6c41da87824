//! Keys that agree, and ML-DSA: what one provider makes holds under the other.

use testkit::hex;
use zeroize::Zeroizing;

use super::super::{KeyFault, SignatureFault, native, portable};
use crate::alg::ParameterSet;

type Public = fn(&[u8; 32]) -> Result<[u8; 32], KeyFault>;
type Agree = fn(&[u8; 32], &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, KeyFault>;

#[test]
fn x25519_knows_the_exchange_of_rfc_7748() {
    let bytes = |text| -> [u8; 32] { hex(text).try_into().unwrap() };
    let alice = bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    let alice_public = bytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    let bob = bytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    let bob_public = bytes("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    let shared = bytes("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    let check = |public: Public, agree: Agree| {
        assert_eq!((public(&alice), public(&bob)), (Ok(alice_public), Ok(bob_public)));
        assert_eq!(*agree(&alice, &bob_public).unwrap(), shared);
        assert_eq!(*agree(&bob, &alice_public).unwrap(), shared);
        // Points of order 4 and 1, which give everybody the same secret.
        for first in [0, 1] {
            let mut point = [0; 32];
            point[0] = first;
            assert_eq!(*agree(&alice, &point).unwrap(), [0; 32]);
        }
    };
    check(native::x25519_public, native::x25519);
    check(portable::x25519_public, portable::x25519);
}

#[test]
fn ml_dsa_of_one_provider_holds_under_the_other() {
    for set in [ParameterSet::MlDsa44, ParameterSet::MlDsa65, ParameterSet::MlDsa87] {
        let native = native::MlDsaPrivate::new(set, &[7; 32]).unwrap();
        let portable = portable::MlDsaPrivate::new(set, &[7; 32]).unwrap();
        assert_eq!((native.seed(), native.public()), (portable.seed(), portable.public()));
        let native_public = native::MlDsaPublic::new(set, native.public()).unwrap();
        let portable_public = portable::MlDsaPublic::new(set, native.public()).unwrap();
        let mut signatures = [Vec::new(), Vec::new()];
        native.sign(b"message", &mut signatures[0]).unwrap();
        portable.sign(b"message", &mut signatures[1]).unwrap();
        for mut signature in signatures {
            assert_eq!(signature.len(), set.signature_bytes());
            assert_eq!(native_public.verify(b"message", &signature), Ok(()));
            assert_eq!(portable_public.verify(b"message", &signature), Ok(()));
            assert_eq!(native_public.verify(b"massage", &signature), Err(SignatureFault::Mismatch));
            assert_eq!(portable_public.verify(b"massage", &signature), Err(SignatureFault::Mismatch));
            let cut =
                SignatureFault::Length { found: set.signature_bytes() - 1, expected: set.signature_bytes() };
            assert_eq!(native_public.verify(b"message", &signature[1..]), Err(cut));
            assert_eq!(portable_public.verify(b"message", &signature[1..]), Err(cut));
            for at in [0, signature.len() / 2, signature.len() - 1] {
                signature[at] ^= 1;
                assert_eq!(native_public.verify(b"message", &signature), Err(SignatureFault::Mismatch));
                assert_eq!(portable_public.verify(b"message", &signature), Err(SignatureFault::Mismatch));
                signature[at] ^= 1;
            }
        }
        let short = KeyFault::Broken("priv is not 32 bytes long");
        assert_eq!(native::MlDsaPrivate::new(set, &[7; 31]).unwrap_err(), short);
        assert_eq!(portable::MlDsaPrivate::new(set, &[7; 31]).unwrap_err(), short);
        let cut = &native.public()[1..];
        assert_eq!(
            native::MlDsaPublic::new(set, cut).unwrap_err(),
            portable::MlDsaPublic::new(set, cut).unwrap_err()
        );
    }
}
