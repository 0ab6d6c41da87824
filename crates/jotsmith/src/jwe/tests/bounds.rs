//! Each bound at, below and above it; what is over one ends at once, before any key is used.

use super::super::budget::Budget;
use super::super::open::{Allowed, open};
use super::super::recipient::Recipient;
use super::*;
use crate::limits::{Bounds, PBES2_ITERATIONS, SIGNATURES, TRIAL_KEYS};
use crate::token::EncryptedToken;

const PASSWORD: KeyManagement = KeyManagement::Pbes2Hs256A128Kw;

/// A token for a password whose numbers are as given; it does not open.
fn stretched(p2s: usize, p2c: &str) -> String {
    let salt = base64url::encode(&vec![1; p2s]);
    let header = format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","p2s":"{salt}","p2c":{p2c}}}"#);
    let parts = [header.as_bytes(), &[1; 40], &[1; 12], b"x", &[1; 16]];
    parts.map(base64url::encode).join(".")
}

fn password() -> Decrypter {
    Decrypter::new(&shared(9, PASSWORD))
}

#[test]
fn a_salt_has_8_to_1024_bytes() {
    for (bytes, expected) in [
        (7, Code::JwePbes2Weak),
        (8, Code::DecryptionFailed),
        (9, Code::DecryptionFailed),
        (1023, Code::DecryptionFailed),
        (1024, Code::DecryptionFailed),
        (1025, Code::JwePbes2Weak),
        (0, Code::JwePbes2Weak),
    ] {
        assert_eq!(codes(&password(), &stretched(bytes, "1")), [expected], "{bytes}");
    }
}

#[test]
fn iterations_over_the_bound_are_refused_before_the_first_is_made() {
    for (p2c, expected) in [
        ("1199999", Code::DecryptionFailed),
        ("1200000", Code::DecryptionFailed),
        ("1200001", Code::JwePbes2Costly),
        ("1000000000", Code::JwePbes2Costly),
        ("99999999999999999999999999", Code::JwePbes2Costly),
    ] {
        assert_eq!(codes(&password(), &stretched(16, p2c)), [expected], "{p2c}");
    }
    assert_eq!(
        password().decrypt(&stretched(16, "1000000000")).unwrap_err().to_string(),
        "The token asks for 1000000000 iterations of PBKDF2, more than 1200000."
    );
}

#[test]
fn iterations_are_counted_over_all_layers_and_what_is_left_is_told() {
    let token = EncryptedToken::parse(&stretched(16, "700")).unwrap();
    let keys = [shared(9, PASSWORD).into()];
    let mut budget = Budget::of(Bounds { pbes2_iterations: 1_000, ..Bounds::default() });
    let mut told = || {
        let reasons = open(&token, &keys, &Allowed::default(), &mut budget).reasons;
        reasons.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(), ["It does not decrypt under this key."]);
    let left = "The token asks for 700 iterations of PBKDF2, more than the 300 that are left of 1000.";
    assert_eq!(told(), [left]);
}

/// A general token for this many recipients under one key, whose iterations are as given.
fn crowd(count: usize, algorithm: KeyManagement, iterations: u32) -> String {
    let key = shared(16, algorithm);
    let recipient = || {
        let mut recipient = Recipient::new(&key);
        recipient.iterations = Some(iterations);
        recipient
    };
    let encrypter = (1..count).fold(Encrypter::to(recipient()), |all, _| all.and(recipient()));
    encrypter.encrypt_general(b"x").unwrap()
}

#[test]
fn iterations_are_counted_over_all_recipients() {
    let other = Key::of_secret(Secret::new(b"another one")).unwrap().with_key_management(PASSWORD).unwrap();
    let asked = |text: String, each: u32| {
        text.replace("\"p2c\":1,", &format!("\"p2c\":{each},"))
            .replace("\"p2c\":1}", &format!("\"p2c\":{each}}}"))
    };
    let text = crowd(3, PASSWORD, 1);
    for (each, expected) in
        [(PBES2_ITERATIONS / 3, Code::DecryptionFailed), (PBES2_ITERATIONS / 3 + 1, Code::JwePbes2Costly)]
    {
        assert_eq!(codes(&Decrypter::new(&other), &asked(text.clone(), each)), [expected], "{each}");
    }
}

#[test]
fn a_token_has_32_recipients_and_no_more() {
    let wrap = KeyManagement::A128Kw;
    for count in [31, 32] {
        let decrypted = Decrypter::new(&shared(16, wrap)).decrypt(&crowd(count, wrap, 1)).unwrap();
        assert_eq!(decrypted.plaintext(), b"x", "{count}");
    }
    let more = crowd(SIGNATURES, wrap, 1).replacen(
        "[{",
        "[{\"header\":{\"alg\":\"A128KW\"},\"encrypted_key\":\"AA\"},{",
        1,
    );
    assert_eq!(codes(&Decrypter::new(&shared(16, wrap)), &more), [Code::TooManySignatures]);
}

#[test]
fn a_million_recipients_end_at_once() {
    let many = |count: usize| format!(r#"{{"recipients":[{}{{}}],"ciphertext":"AA"}}"#, "{},".repeat(count));
    let decrypter = Decrypter::new(&shared(16, KeyManagement::A128Kw));
    assert_eq!(codes(&decrypter, &many(300_000)), [Code::TooManySignatures]);
    assert_eq!(codes(&decrypter, &many(1_000_000)), [Code::TooLong]);
}

#[test]
fn the_work_of_one_call_is_at_most_what_the_program_says() {
    let with = |bounds| codes(&password().bounds(bounds), &stretched(16, "1001"));
    let iterations = |pbes2_iterations| Bounds { pbes2_iterations, ..Bounds::default() };
    assert_eq!(with(iterations(1002)), [Code::DecryptionFailed]);
    assert_eq!(with(iterations(1001)), [Code::DecryptionFailed]);
    assert_eq!(with(iterations(1000)), [Code::JwePbes2Costly]);
    let key = shared(32, KeyManagement::Dir);
    let compressed = Encrypter::new(&key).compressed().encrypt(&[b'x'; 1000]).unwrap();
    let inflated = |inflated_bytes| {
        let bounds = Bounds { inflated_bytes, ..Bounds::default() };
        Decrypter::new(&key).bounds(bounds).decrypt(&compressed).map_err(|fault| fault.to_string())
    };
    assert_eq!(inflated(1000).unwrap().plaintext().len(), 1000);
    assert_eq!(inflated(999).unwrap_err(), "The content inflates past 999 bytes.");
    let two = || {
        let key = |kid: &str| shared(16, KeyManagement::A128Kw).with_kid(kid).into();
        Decrypter::with_keys(vec![key("a"), key("b")])
    };
    let token = crowd(1, KeyManagement::A128Kw, 1);
    let tried = |trial_keys| two().bounds(Bounds { trial_keys, ..Bounds::default() }).decrypt(&token);
    assert_eq!(tried(2).unwrap().plaintext(), b"x");
    assert_eq!(tried(1).unwrap_err().to_string(), "More than 1 keys fit, and the token does not say which.");
}

#[test]
fn at_most_16_keys_are_tried() {
    let key = |n: usize| {
        let secret = Secret::new(&[u8::try_from(n).unwrap(); 16]);
        AnyKey::from(Key::of_secret(secret).unwrap().with_key_management(KeyManagement::A128Kw).unwrap())
    };
    let AnyKey::Shared(last) = key(TRIAL_KEYS) else { panic!("not shared") };
    let token = Encrypter::new(&last).encrypt(b"x").unwrap();
    let with = |count: usize| Decrypter::with_keys((TRIAL_KEYS + 1 - count..=TRIAL_KEYS).map(key).collect());
    assert_eq!(with(15).decrypt(&token).unwrap().plaintext(), b"x");
    assert_eq!(with(16).decrypt(&token).unwrap().plaintext(), b"x");
    assert_eq!(codes(&with(17), &token), [Code::KeyAmbiguous]);
}

#[test]
fn content_that_inflates_past_the_bound_is_refused() {
    let key = shared(32, KeyManagement::Dir);
    let sealed = |bytes: usize| {
        let header = r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#;
        let encoded = base64url::encode(header.as_bytes());
        let compressed = miniz_oxide::deflate::compress_to_vec(&vec![b'x'; bytes], 6);
        let secret = key.secret().bytes();
        let made = crate::crypto::seal(
            ContentEncryption::A256Gcm,
            secret,
            &[1; 12],
            encoded.as_bytes(),
            &compressed,
        );
        let made = made.unwrap();
        let parts = [&b""[..], &[1; 12], &made.ciphertext, &made.tag].map(base64url::encode);
        format!("{encoded}.{}", parts.join("."))
    };
    for bytes in [249_999, 250_000] {
        assert_eq!(Decrypter::new(&key).decrypt(&sealed(bytes)).unwrap().plaintext().len(), bytes);
    }
    assert_eq!(codes(&Decrypter::new(&key), &sealed(250_001)), [Code::JweZipBomb]);
    assert_eq!(codes(&Decrypter::new(&key), &sealed(100_000_000)), [Code::JweZipBomb]);
}
