//! Any bytes as a key, a set of keys or a secret. Nothing panics; what is read can be written in each form that holds
//! it and read again as the same key; a public key never passes as an HMAC secret; a fault has its sentence.
#![no_main]

use jotsmith::key::{AnyKey, Encoding, Form, KeySet, Secret, secret_is_public_key};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match KeySet::read(bytes) {
        Ok(set) => {
            for (_, key) in set.keys() {
                same_when_written(key);
            }
            for fault in set.left_out() {
                assert!(!fault.to_string().is_empty());
            }
        }
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
    if let Ok(key) = AnyKey::read(bytes) {
        assert!(key.is_secret() || secret_is_public_key(bytes), "a public key would pass as a secret");
    }
    let text = String::from_utf8_lossy(bytes);
    for encoding in Encoding::ALL {
        if let Ok(secret) = Secret::parse(*encoding, &text) {
            let written = secret.written(*encoding).expect("a secret is written as it was read");
            let again = Secret::parse(*encoding, &written).expect("what was written can be read");
            assert_eq!(again.bytes(), secret.bytes());
        }
    }
});

fn same_when_written(key: &AnyKey) {
    // A key bound to several algorithms, as an RSA key for PSS is, has no JWK: its member alg holds one.
    if let Ok(written) = key.to_jwk() {
        let again = AnyKey::read(written.as_bytes()).expect("what was written can be read");
        assert_eq!((again.thumbprint(), again.bits()), (key.thumbprint(), key.bits()));
        assert_eq!(again.algorithms(), key.algorithms());
        for algorithm in key.algorithms().iter() {
            assert_eq!(again.weaknesses(algorithm).len(), key.weaknesses(algorithm).len());
        }
    }
    for form in [Form::Pkcs8, Form::Pkcs1, Form::Sec1, Form::Spki] {
        if let Ok(written) = key.to_form(form) {
            let again = AnyKey::read(written.der()).expect("what was written can be read");
            assert_eq!(again.thumbprint(), key.thumbprint());
            let again = AnyKey::read(written.pem().as_bytes()).expect("what was written can be read");
            assert_eq!((again.thumbprint(), again.is_secret()), (key.thumbprint(), key.is_secret()));
        }
    }
}
