//! Encrypted layers, opened one inside the other: how deep, at what cost, and who vouches for whom.
#![cfg(feature = "jwe")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use jotsmith::alg::KeyManagement;
use jotsmith::check::{Expectations, State};
use jotsmith::key::{Key, Secret, Shared};
use jotsmith::reason::{Code, Question, Reason};
use jotsmith::verdict::Outcome;
use jotsmith::{AnyKey, Encrypter, NumericDate, Verdict, inspect};

const NOW: NumericDate = NumericDate(1_795_442_711);

fn key() -> Key<Shared> {
    Key::of_secret(Secret::new(&[7; 32])).unwrap().with_key_management(KeyManagement::Dir).unwrap()
}

/// Verdicts from the outside inwards.
fn verdicts(text: &str) -> Vec<Verdict> {
    let keys = [AnyKey::from(key())];
    let layers = inspect(text, 0, &keys, &Expectations::default(), NOW).layers;
    layers.into_iter().map(|layer| layer.verdict).collect()
}

fn wrapped(mut text: String, times: usize) -> String {
    for _ in 0..times {
        text = Encrypter::new(&key()).cty("JWT").encrypt(text.as_bytes()).unwrap();
    }
    text
}

#[test]
fn layers_are_opened_8_deep_and_no_deeper() {
    for (times, opened) in [(1, 2), (6, 7), (7, 8), (8, 8), (9, 8)] {
        let text = wrapped("eyJhbGciOiJub25lIn0.e30.".into(), times);
        assert_eq!(verdicts(&text).len(), opened, "{times}");
    }
}

#[test]
fn a_token_inside_that_nobody_vouches_for_leaves_the_outside_unverified() {
    let verdicts = verdicts(&wrapped("eyJhbGciOiJub25lIn0.e30.".into(), 1));
    assert_eq!(verdicts[0].sentence(), "Not verified: it decrypts, and the token inside is not accepted.");
    assert_eq!(verdicts[1].sentence(), "Do not accept: it is unsigned: anyone can write this, and 1 more.");
    let inside = Encrypter::new(&key()).encrypt(b"between us").unwrap();
    let verdicts = self::verdicts(&wrapped(inside, 1));
    assert!(verdicts.iter().all(|verdict| verdict.outcome() == Outcome::Accept));
}

#[test]
fn what_layers_inflate_to_is_counted_together() {
    let zeros = vec![b'0'; 150_000];
    let inside = Encrypter::new(&key()).compressed().encrypt(&zeros).unwrap();
    let codes = |text: &str| -> Vec<Vec<Code>> {
        verdicts(text).iter().map(|verdict| verdict.reasons().iter().map(Reason::code).collect()).collect()
    };
    assert_eq!(codes(&inside).concat(), []);
    let twice = Encrypter::new(&key()).compressed().cty("JWT").encrypt(inside.as_bytes()).unwrap();
    assert_eq!(codes(&twice).concat(), [], "the outer layer is small");
    let large = format!("{inside}{}", " ".repeat(120_000));
    let large = Encrypter::new(&key()).compressed().cty("JWT").encrypt(large.as_bytes()).unwrap();
    assert_eq!(codes(&large).last().unwrap(), &[Code::JweZipBomb]);
}

#[test]
fn a_signed_token_that_says_so_carries_a_token_which_vouches_for_nothing() {
    let secret = Key::hmac(jotsmith::Algorithm::Hs256, [7; 32]).unwrap();
    let signed = |cty: &str| {
        let inner = "eyJhbGciOiJub25lIn0.e30.";
        let signer = jotsmith::Signer::new(&secret).no_typ().parameter("cty", &format!("{cty:?}"));
        signer.sign_bytes(inner.as_bytes()).unwrap()
    };
    let keys = [AnyKey::from(secret.clone())];
    let verdicts = |text: &str| -> Vec<Verdict> {
        let layers = inspect(text, 0, &keys, &Expectations::default(), NOW).layers;
        layers.into_iter().map(|layer| layer.verdict).collect()
    };
    let both = verdicts(&signed("jwt"));
    assert_eq!(both.len(), 2);
    let wrapper = jotsmith::Signer::new(&secret).typ("JWT").parameter("cty", "\"JWT\"");
    let typed = verdicts(&wrapper.sign_bytes(b"eyJhbGciOiJub25lIn0.e30.").unwrap());
    assert_eq!(typed.len(), 2);
    assert_eq!(typed[0].state(Question::Form), State::Pass, "a token is meant, and no claims");
    let object = verdicts(&wrapper.sign_flattened(b"eyJhbGciOiJub25lIn0.e30.").unwrap());
    assert_eq!(object[0].reasons().first().map(Reason::code), None, "in JSON serialization as well");
    assert_eq!(object[0].state(Question::Form), State::Pass);
    assert_eq!(both[0].state(Question::Signature), State::Pass);
    assert_eq!(both[1].sentence(), "Do not accept: it is unsigned: anyone can write this, and 1 more.");
    assert_eq!(verdicts(&signed("text/plain")).len(), 1);
}
