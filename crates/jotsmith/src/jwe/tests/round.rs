//! What is encrypted decrypts, under every algorithm and in every serialization; what was changed does not, and every
//! failure is one and the same.

use proptest::prelude::*;

use super::super::recipient::Recipient;
use super::*;
use crate::alg::Curve;

const RSA: &str = include_str!("../../../../../tests/vectors/rfc7516/a1-rsa-oaep.jwk");

/// A pair of keys for the algorithm.
enum Pair {
    Shared(Key<Shared>),
    Split(Key<Public>, Key<Private>),
}

impl Pair {
    fn of(algorithm: KeyManagement, enc: ContentEncryption, curve: Curve) -> Self {
        let name = algorithm.as_str();
        if name.starts_with("RSA") {
            let key = private(RSA).with_key_management(algorithm).unwrap();
            Self::Split(key.public(), key)
        } else if name.starts_with("ECDH") {
            let key = Key::<Private>::generate(curve).unwrap().with_key_management(algorithm).unwrap();
            Self::Split(key.public(), key)
        } else {
            let bytes = if algorithm == KeyManagement::Dir {
                enc.key_bytes()
            } else if name.starts_with("PBES2") {
                11
            } else {
                name.get(1..4).unwrap().parse::<usize>().unwrap() / 8
            };
            Self::Shared(shared(bytes, algorithm))
        }
    }

    fn recipient(&self) -> Recipient<'_> {
        let mut recipient = match self {
            Self::Shared(key) => Recipient::new(key),
            Self::Split(key, _) => Recipient::new(key),
        };
        recipient.iterations = Some(1000);
        recipient
    }

    fn decrypter(&self) -> Decrypter {
        match self {
            Self::Shared(key) => Decrypter::new(key),
            Self::Split(_, key) => Decrypter::new(key),
        }
    }
}

/// The curves that this build has.
fn curves() -> Vec<Curve> {
    [Curve::P256, Curve::P384, Curve::P521, Curve::X25519, Curve::X448]
        .into_iter()
        .filter(|curve| Key::<Private>::generate(*curve).is_ok())
        .collect()
}

#[test]
fn every_algorithm_with_every_content_encryption_comes_back_in_every_serialization() {
    let mut count = 0;
    for algorithm in KeyManagement::ALL.iter().copied().filter(|one| *one != KeyManagement::Rsa15) {
        for enc in ContentEncryption::ALL.iter().copied() {
            let curve = curves()[count % curves().len()];
            let pair = Pair::of(algorithm, enc, curve);
            let words = format!("{} {} {curve}", algorithm.as_str(), enc.as_str());
            let encrypter = Encrypter::to(pair.recipient()).content(enc);
            for token in [
                encrypter.encrypt(words.as_bytes()),
                encrypter.encrypt_flattened(words.as_bytes()),
                encrypter.encrypt_general(words.as_bytes()),
            ] {
                let token = token.unwrap_or_else(|fault| panic!("{words}: {fault}"));
                let decrypted = pair.decrypter().decrypt(&token).unwrap_or_else(|f| panic!("{words}: {f}"));
                assert_eq!(decrypted.plaintext(), words.as_bytes());
                assert_eq!((decrypted.algorithm(), decrypted.encryption()), (algorithm, enc));
                assert_eq!(decrypted.authenticates_sender(), matches!(pair, Pair::Shared(_)), "{words}");
            }
            count += 1;
        }
    }
    assert_eq!(count, 18 * 6);
}

#[test]
fn several_recipients_each_open_the_same_content() {
    let password = shared(20, KeyManagement::Pbes2Hs512A256Kw);
    let wrapping = shared(16, KeyManagement::A128GcmKw).with_kid("wrap");
    let rsa = private(RSA).with_key_management(KeyManagement::RsaOaep256).unwrap();
    let (ec, rsa_public) = (Key::<Private>::generate(Curve::P256).unwrap().with_kid("ec"), rsa.public());
    let public = ec.public();
    let mut stretched = Recipient::new(&password);
    stretched.iterations = Some(2000);
    let token = Encrypter::to(stretched)
        .and(Recipient::new(&wrapping))
        .and(Recipient::new(&rsa_public))
        .and(Recipient::new(&public))
        .unprotected("jku", "\"https://keys.example\"")
        .aad(b"in the clear")
        .typ("example")
        .encrypt_general(b"for all of you")
        .unwrap();
    let opened = |decrypter: &Decrypter| {
        let decrypted = decrypter.decrypt(&token).unwrap();
        assert_eq!(decrypted.plaintext(), b"for all of you");
        assert_eq!((decrypted.typ(), decrypted.token().aad()), (Some("example"), Some(&b"in the clear"[..])));
        (decrypted.recipient(), decrypted.algorithm().as_str())
    };
    assert_eq!(opened(&Decrypter::new(&password)), (0, "PBES2-HS512+A256KW"));
    assert_eq!(opened(&Decrypter::new(&wrapping)), (1, "A128GCMKW"));
    assert_eq!(opened(&Decrypter::new(&rsa)), (2, "RSA-OAEP-256"));
    assert_eq!(opened(&Decrypter::new(&ec)), (3, "ECDH-ES+A256KW"));
    let stranger = Key::of_secret(Secret::new(&[9; 16])).unwrap();
    let stranger = stranger.with_key_management(KeyManagement::A128GcmKw).unwrap();
    assert_eq!(codes(&Decrypter::new(&stranger), &token), [Code::DecryptionFailed]);
}

#[test]
fn apu_and_apv_are_hashed_into_the_agreed_key() {
    let key = Key::<Private>::generate(Curve::P256).unwrap();
    let public = key.public();
    let token = Encrypter::to(Recipient::new(&public).parties(b"Alice", b"Bob")).encrypt(b"hello").unwrap();
    assert_eq!(Decrypter::new(&key).decrypt(&token).unwrap().plaintext(), b"hello");
    let header = String::from_utf8(decoded(token.split('.').next().unwrap())).unwrap();
    assert!(header.contains(r#""apu":"QWxpY2U","apv":"Qm9i""#), "{header}");
}

#[test]
fn compressed_content_comes_back_and_is_shorter() {
    let key = shared(32, KeyManagement::Dir);
    let content = "all work and no play ".repeat(500);
    let token = Encrypter::new(&key).compressed().encrypt(content.as_bytes()).unwrap();
    assert!(token.len() < 500, "{}", token.len());
    assert_eq!(Decrypter::new(&key).decrypt(&token).unwrap().plaintext(), content.as_bytes());
}

/// The token with one bit of one of its parts behind the header flipped.
fn flipped(token: &str, part: usize, at: prop::sample::Index, bit: u8) -> Option<String> {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let mut bytes = decoded(&parts[part]);
    if bytes.is_empty() {
        return None;
    }
    let at = at.index(bytes.len());
    bytes[at] ^= 1 << bit;
    parts[part] = base64url::encode(&bytes);
    Some(parts.join("."))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_flipped_bit_fails_with_the_same_answer(
        algorithm in prop::sample::select(KeyManagement::ALL),
        enc in prop::sample::select(ContentEncryption::ALL),
        content in prop::collection::vec(any::<u8>(), 0..200),
        part in 1_usize..5,
        at: prop::sample::Index,
        bit in 0_u8..8,
    ) {
        prop_assume!(algorithm != KeyManagement::Rsa15);
        let pair = Pair::of(algorithm, enc, Curve::P256);
        let token = Encrypter::to(pair.recipient()).content(enc).encrypt(&content).unwrap();
        let decrypted = pair.decrypter().decrypt(&token).unwrap();
        prop_assert_eq!(decrypted.plaintext(), content.as_slice());
        if let Some(token) = flipped(&token, part, at, bit) {
            let fault = pair.decrypter().decrypt(&token).unwrap_err();
            prop_assert_eq!(fault.reasons(), [the_one_answer()]);
        }
    }
}

fn the_one_answer() -> Reason {
    Reason::new(Code::DecryptionFailed).at(crate::reason::Place::part(crate::reason::Part::Token))
}

#[test]
fn another_key_of_the_same_kind_fails_with_the_same_answer() {
    for algorithm in [KeyManagement::Dir, KeyManagement::A256Kw, KeyManagement::A256GcmKw] {
        let token = Encrypter::new(&shared(32, algorithm)).encrypt(b"x").unwrap();
        let other = Key::of_secret(Secret::new(&[9; 32])).unwrap().with_key_management(algorithm).unwrap();
        let fault = Decrypter::new(&other).decrypt(&token).unwrap_err();
        assert_eq!(fault.reasons(), [the_one_answer()], "{}", algorithm.as_str());
    }
    let fresh = || Key::<Private>::generate(Curve::P256).unwrap();
    let token = Encrypter::new(&fresh().public()).encrypt(b"x").unwrap();
    let fault = Decrypter::new(&fresh()).decrypt(&token).unwrap_err();
    assert_eq!(fault.reasons(), [the_one_answer()]);
}
