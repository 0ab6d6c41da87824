//! Both providers encrypt alike, each takes what the other makes, and both hold the published vectors of AES key wrap,
//! AES-GCM and PBKDF2. Built with both features on.

use proptest::prelude::*;
use testkit::hex;

use super::{OaepHash, SealFault, generate_rsa, native, portable, rules};
use crate::alg::{Curve, Hash};

/// RFC 3394 section 4: key encryption key, key, wrapped key.
const RFC_3394: &[(&str, &str, &str)] = &[
    (
        "000102030405060708090a0b0c0d0e0f",
        "00112233445566778899aabbccddeeff",
        "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5",
    ),
    (
        "000102030405060708090a0b0c0d0e0f1011121314151617",
        "00112233445566778899aabbccddeeff",
        "96778b25ae6ca435f92b5b97c050aed2468ab8a17ad84e5d",
    ),
    (
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "00112233445566778899aabbccddeeff0001020304050607",
        "a8f9bc1612c68b3ff6e6f4fbe30e71e4769c8b80a32cb8958cd5d17d6b254da1",
    ),
];

#[test]
fn rfc_3394_wraps_and_unwraps_by_both() {
    for (kek, key, wrapped) in RFC_3394 {
        let (kek, key, wrapped) = (hex(kek), hex(key), hex(wrapped));
        assert_eq!(native::wrap(&kek, &key), Ok(wrapped.clone()));
        assert_eq!(portable::wrap(&kek, &key), Ok(wrapped.clone()));
        assert_eq!(native::unwrap(&kek, &wrapped).unwrap().as_slice(), key);
        assert_eq!(portable::unwrap(&kek, &wrapped).unwrap().as_slice(), key);
    }
}

#[test]
fn pbkdf2_of_both_is_that_of_rfc_7914() {
    // RFC 7914 section 11, the first 32 bytes.
    let expected = hex("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
    let (mut one, mut two) = ([0; 32], [0; 32]);
    native::pbkdf2(Hash::Sha256, b"passwd", b"salt", 1, &mut one);
    portable::pbkdf2(Hash::Sha256, b"passwd", b"salt", 1, &mut two);
    assert_eq!((one.as_slice(), two.as_slice()), (expected.as_slice(), expected.as_slice()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_encrypt_alike_and_open_what_the_other_made(
        bytes in prop::sample::select(vec![16_usize, 24, 32]),
        key: [u8; 32],
        iv: [u8; 16],
        aad in prop::collection::vec(any::<u8>(), 0..40),
        content in prop::collection::vec(any::<u8>(), 0..100),
        flip: prop::sample::Index,
    ) {
        let (key, nonce) = (&key[..bytes], &iv[..12]);
        let sealed = native::gcm_seal(key, nonce, &aad, &content).unwrap();
        prop_assert_eq!(&portable::gcm_seal(key, nonce, &aad, &content).unwrap(), &sealed);
        let opened = portable::gcm_open(key, nonce, &aad, &sealed.ciphertext, &sealed.tag).unwrap();
        prop_assert_eq!(opened.as_slice(), content.as_slice());
        let mut tag = sealed.tag.clone();
        tag[flip.index(16)] ^= 1;
        prop_assert_eq!(native::gcm_open(key, nonce, &aad, &sealed.ciphertext, &tag).unwrap_err(), SealFault);
        prop_assert_eq!(portable::gcm_open(key, nonce, &aad, &sealed.ciphertext, &tag).unwrap_err(), SealFault);

        let ciphertext = native::cbc_seal(key, &iv, &content).unwrap();
        prop_assert_eq!(&portable::cbc_seal(key, &iv, &content).unwrap(), &ciphertext);
        let (one, two) = (native::cbc_open(key, &iv, &ciphertext).unwrap(), portable::cbc_open(key, &iv, &ciphertext).unwrap());
        prop_assert_eq!((one.as_slice(), two.as_slice()), (content.as_slice(), content.as_slice()));
        let cut = &ciphertext[..ciphertext.len() - 1];
        prop_assert_eq!(native::cbc_open(key, &iv, cut).unwrap_err(), SealFault);
        prop_assert_eq!(portable::cbc_open(key, &iv, cut).unwrap_err(), SealFault);
    }

    #[test]
    fn both_wrap_alike_and_refuse_the_same(
        kek in prop::collection::vec(any::<u8>(), 0..40),
        key in prop::collection::vec(any::<u8>(), 0..72),
    ) {
        prop_assert_eq!(native::wrap(&kek, &key), portable::wrap(&kek, &key));
        prop_assert_eq!(
            native::unwrap(&kek, &key).map(|key| key.to_vec()),
            portable::unwrap(&kek, &key).map(|key| key.to_vec())
        );
    }

    #[test]
    fn both_stretch_a_password_alike(
        hash in prop::sample::select(vec![Hash::Sha256, Hash::Sha384, Hash::Sha512]),
        password in prop::collection::vec(any::<u8>(), 0..20),
        salt in prop::collection::vec(any::<u8>(), 0..40),
        iterations in 0_u32..50,
    ) {
        let (mut one, mut two) = ([0; 32], [0; 32]);
        native::pbkdf2(hash, &password, &salt, iterations, &mut one);
        portable::pbkdf2(hash, &password, &salt, iterations, &mut two);
        prop_assert_eq!(one, two);
    }

    #[test]
    fn both_agree_on_the_same_secret(
        curve in prop::sample::select(vec![Curve::P256, Curve::P384, Curve::P521]),
        one in prop::collection::vec(any::<u8>(), 66),
        two in prop::collection::vec(any::<u8>(), 66),
    ) {
        let scalar = |mut bytes: Vec<u8>| {
            bytes.truncate(curve.len_bytes());
            if curve == Curve::P521 {
                bytes[0] &= 1;
            }
            bytes
        };
        let (one, two) = (scalar(one), scalar(two));
        prop_assume!(rules::scalar(curve, &one) && rules::scalar(curve, &two));
        let (ours, theirs) = (native::EcPrivate::new(curve, &one).unwrap(), portable::EcPrivate::new(curve, &two).unwrap());
        let (x, y) = theirs.point();
        let (u, v) = ours.point();
        prop_assert_eq!(ours.agree(x, y).unwrap(), theirs.agree(u, v).unwrap());
        let off = vec![1; curve.len_bytes()];
        prop_assert_eq!(ours.agree(&off, &off).unwrap_err(), theirs.agree(&off, &off).unwrap_err());
    }
}

#[test]
fn each_decrypts_the_key_that_the_other_encrypted() {
    let parts = generate_rsa(2048).unwrap();
    let private = (native::RsaPrivate::new(&parts).unwrap(), portable::RsaPrivate::new(&parts).unwrap());
    let public = (
        native::RsaPublic::new(&parts.n, &parts.e).unwrap(),
        portable::RsaPublic::new(&parts.n, &parts.e).unwrap(),
    );
    for hash in [OaepHash::Sha1, OaepHash::Sha256, OaepHash::Sha384, OaepHash::Sha512] {
        let sealed = public.0.oaep_seal(hash, b"a content key").unwrap();
        assert_eq!(private.1.oaep_open(hash, &sealed).unwrap().as_slice(), b"a content key", "{hash:?}");
        let sealed = public.1.oaep_seal(hash, b"a content key").unwrap();
        assert_eq!(private.0.oaep_open(hash, &sealed).unwrap().as_slice(), b"a content key", "{hash:?}");
        let other = if hash == OaepHash::Sha1 { OaepHash::Sha256 } else { OaepHash::Sha1 };
        assert_eq!(private.0.oaep_open(other, &sealed).unwrap_err(), SealFault);
        assert_eq!(private.1.oaep_open(other, &sealed).unwrap_err(), SealFault);
        assert_eq!(private.1.oaep_open(hash, &sealed[1..]).unwrap_err(), SealFault);
    }
    assert_eq!(portable::pkcs1_open(&private.1, &[1; 256]).unwrap_err(), SealFault);
    assert_eq!(native::pkcs1_open(&private.0, &[1; 256]).unwrap_err(), SealFault);
}
