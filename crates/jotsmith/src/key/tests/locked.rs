//! Encrypted PKCS#8: opened with its password, within its bounds, and written.

use testkit::keys::*;

use super::read;
use crate::alg::{Algorithm, Curve};
use crate::key::{AnyKey, Form, Key, Private};
use crate::reason::Code;

fn opened(text: &str) -> AnyKey {
    AnyKey::read_locked(text.as_bytes(), b"example").unwrap_or_else(|fault| panic!("{fault}"))
}

fn fault(text: &[u8], password: &[u8]) -> (Code, String) {
    let fault = AnyKey::read_locked(text, password).unwrap_err();
    (fault.code(), fault.to_string())
}

#[test]
fn the_password_opens_what_openssl_locked() {
    let same = read(P256_PKCS8).thumbprint();
    for text in [P256_ENCRYPTED_PKCS8, P256_SCRYPT_PKCS8, P256_SHA1_PKCS8] {
        let key = opened(text);
        assert_eq!((key.thumbprint(), key.form(), key.is_secret()), (same, Form::EncryptedPkcs8, true));
        let unasked = AnyKey::read(text.as_bytes()).unwrap_err();
        assert_eq!(unasked.code(), Code::KeyEncrypted);
        let wrong = (Code::KeyPassword, "The password does not open the key.".to_owned());
        assert_eq!(fault(text.as_bytes(), b"Example"), wrong);
        assert_eq!(fault(text.as_bytes(), b"example\n"), wrong);
    }
    // A password that is given and not needed says nothing.
    assert_eq!(opened(P256_PKCS8).form(), Form::Pkcs8);
}

#[test]
fn what_is_locked_in_another_way_is_named() {
    let unsupported =
        |found: &str| (Code::KeyUnsupported, format!("Keys of this kind are not known here: {found}."));
    assert_eq!(
        fault(P256_DES3_PKCS8.as_bytes(), b"example"),
        unsupported("a key encrypted with the algorithm of the object identifier 1.2.840.113549.3.7")
    );
    let lines =
        "a key encrypted by lines of its PEM header; write it anew, for example with openssl pkcs8 -topk8";
    assert_eq!(fault(P256_ENCRYPTED_SEC1.as_bytes(), b"example"), unsupported(lines));
}

/// Encrypted PKCS#8 whose parameters ask for something; nothing is inside.
fn asking(kdf: &[u8]) -> Vec<u8> {
    let tlv = |tag: u8, value: &[u8]| {
        let mut out = vec![tag, u8::try_from(value.len()).unwrap()];
        out.extend_from_slice(value);
        out
    };
    let aes: &[u8] = &[0x06, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 3, 4, 1, 0x2a];
    let cipher = tlv(0x30, &[aes, &tlv(0x04, &[0; 16])].concat());
    let pbes2: &[u8] = &[0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0d];
    let parameters = tlv(0x30, &[kdf, &cipher].concat());
    let algorithm = tlv(0x30, &[pbes2, &parameters].concat());
    tlv(0x30, &[algorithm, tlv(0x04, &[0; 16])].concat())
}

fn pbkdf2(iterations: &[u8]) -> Vec<u8> {
    let integer = [&[0x02, u8::try_from(iterations.len()).unwrap()], iterations].concat();
    let sha256: &[u8] = &[0x30, 12, 0x06, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9, 5, 0];
    let inner = [&[0x04, 8, 1, 2, 3, 4, 5, 6, 7, 8], integer.as_slice(), sha256].concat();
    let oid: &[u8] = &[0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0c];
    let inner = [&[0x30, u8::try_from(inner.len()).unwrap()], inner.as_slice()].concat();
    [&[0x30, u8::try_from(oid.len() + inner.len()).unwrap()], oid, &inner].concat()
}

fn scrypt(n: &[u8], r: u8, p: u8) -> Vec<u8> {
    let n = [&[0x02, u8::try_from(n.len()).unwrap()], n].concat();
    let inner = [&[0x04, 8, 1, 2, 3, 4, 5, 6, 7, 8], n.as_slice(), &[0x02, 1, r], &[0x02, 1, p]].concat();
    let oid: &[u8] = &[0x06, 9, 0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 11];
    let inner = [&[0x30, u8::try_from(inner.len()).unwrap()], inner.as_slice()].concat();
    [&[0x30, u8::try_from(oid.len() + inner.len()).unwrap()], oid, &inner].concat()
}

#[test]
fn what_opening_would_cost_is_bounded_before_any_work() {
    let broken = |found: &str| (Code::KeyInvalid, format!("The key is broken: {found}."));
    let says = |kdf: Vec<u8>| fault(&asking(&kdf), b"example");
    // 1,200,001 and 10^9 iterations; 0; the bound itself and one less cost their work and are the wrong password.
    assert_eq!(
        says(pbkdf2(&[0x12, 0x4f, 0x81])),
        broken("its PBKDF2 asks for 1200001 iterations, and 1200000 are the most")
    );
    assert_eq!(
        says(pbkdf2(&[0x3b, 0x9a, 0xca, 0x00])),
        broken("its PBKDF2 asks for 1000000000 iterations, and 1200000 are the most")
    );
    assert_eq!(says(pbkdf2(&[0])), broken("its PBKDF2 has no iterations"));
    for low in [0x7f, 0x80] {
        assert_eq!(says(pbkdf2(&[0x12, 0x4f, low])).0, Code::KeyPassword);
    }
    // 128 N r: 2^16 and 8 are 64 MiB, 2^17 and 8 twice as much, 2^16 and 9 an eighth more.
    let memory = broken("its scrypt asks for more than 64 MiB of memory");
    assert_eq!(says(scrypt(&[2, 0, 0], 8, 1)), memory);
    assert_eq!(says(scrypt(&[1, 0, 0], 9, 1)), memory);
    for r in [7, 8] {
        assert_eq!(says(scrypt(&[1, 0, 0], r, 1)).0, Code::KeyPassword);
    }
    assert_eq!(says(scrypt(&[4], 1, 17)), broken("its scrypt asks for 17 runs, and 16 are the most"));
    for runs in [15, 16] {
        assert_eq!(says(scrypt(&[4], 1, runs)).0, Code::KeyPassword);
    }
    for kdf in
        [scrypt(&[0], 1, 1), scrypt(&[1], 1, 1), scrypt(&[3], 1, 1), scrypt(&[4], 0, 1), scrypt(&[4], 1, 0)]
    {
        assert_eq!(says(kdf), broken("the parameters of its scrypt are none"));
    }
}

#[test]
fn a_key_is_written_under_a_password_and_opens_again() {
    let key = AnyKey::from(Key::<Private>::generate(Curve::P256).unwrap());
    let locked = key.to_locked(Form::Pkcs8, b"a long password").unwrap();
    let pem = locked.pem();
    assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    for bytes in [pem.as_bytes(), locked.der()] {
        assert_eq!(AnyKey::read(bytes).unwrap_err().code(), Code::KeyEncrypted);
        assert_eq!(fault(bytes, b"another password").0, Code::KeyPassword);
        let again = AnyKey::read_locked(bytes, b"a long password").unwrap();
        assert_eq!((again.thumbprint(), again.is_secret()), (key.thumbprint(), true));
    }
    let empty = key.to_locked(Form::Pkcs8, b"").unwrap_err();
    assert_eq!(empty.to_string(), "The key is broken: an empty password locks nothing.");
    let public = AnyKey::from(key.public().unwrap());
    assert_eq!(public.to_locked(Form::Pkcs8, b"password").unwrap_err().code(), Code::KeyForm);
    let secret = AnyKey::generate(Algorithm::Hs256).unwrap();
    assert_eq!(secret.to_locked(Form::OpenSsh, b"password").unwrap_err().code(), Code::KeyForm);
    assert_eq!(key.to_locked(Form::Sec1, b"password").unwrap_err().code(), Code::KeyForm);
}
