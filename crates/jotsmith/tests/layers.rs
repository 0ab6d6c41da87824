//! Encrypted layers, opened one inside the other: how deep, at what cost, and who vouches for whom.
#![cfg(feature = "jwe")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use jotsmith::alg::{Curve, KeyManagement};
use jotsmith::check::{Expectations, Expected, State};
use jotsmith::key::{Key, Private, Secret, Shared};
use jotsmith::reason::{Code, Question, Reason};
use jotsmith::verdict::Outcome;
use jotsmith::{AnyKey, Encrypter, NumericDate, Signer, Verdict, inspect};

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

/// A secret that signs.
fn secret() -> Key<Shared> {
    Key::hmac(jotsmith::Algorithm::Hs256, [7; 32]).unwrap()
}

/// A signer whose `cty` says what it signs.
fn wrapper<'k>(key: &'k Key<Shared>, cty: &str) -> Signer<'k> {
    Signer::new(key).typ("JWT").parameter("cty", &format!("{cty:?}"))
}

fn signed_verdicts(text: &str, expect: &Expectations) -> Vec<Verdict> {
    let layers = inspect(text, 0, &[AnyKey::from(secret())], expect, NOW).layers;
    layers.into_iter().map(|layer| layer.verdict).collect()
}

/// Issuer and audience as `CLAIMS` have them.
fn stated() -> Expectations {
    let one = |name: &str| Expected::OneOf(vec![name.into()]);
    Expectations { issuer: one("https://a.example"), audience: one("api"), ..Expectations::default() }
}

const CLAIMS: &str = r#"{"iss":"https://a.example","aud":"api","exp":1795443431}"#;
const UNSIGNED: &[u8] = b"eyJhbGciOiJub25lIn0.e30.";

#[test]
fn a_signed_token_that_says_so_carries_a_token() {
    let key = secret();
    let verdicts = |text: &str| signed_verdicts(text, &Expectations::default());
    let both = verdicts(&wrapper(&key, "jwt").sign_bytes(UNSIGNED).unwrap());
    assert_eq!(both.len(), 2);
    assert_eq!(both[0].state(Question::Form), State::Pass, "a token is meant, and no claims");
    assert_eq!(both[0].state(Question::Signature), State::Pass);
    assert_eq!(both[1].sentence(), "Do not accept: it is unsigned: anyone can write this, and 1 more.");
    let object = verdicts(&wrapper(&key, "JWT").sign_flattened(UNSIGNED).unwrap());
    assert_eq!(object[0].reasons().first().map(Reason::code), None, "in JSON serialization as well");
    assert_eq!((object.len(), object[0].state(Question::Form)), (2, State::Pass));
    let no_text = verdicts(&wrapper(&key, "JWT").sign_bytes(b"\xff.\xfe.\xfd").unwrap());
    assert_eq!((no_text.len(), no_text[0].state(Question::Claims)), (2, State::NotChecked));
    assert_eq!(verdicts(&wrapper(&key, "text/plain").no_typ().sign_bytes(UNSIGNED).unwrap()).len(), 1);
}

#[test]
fn a_signature_around_a_token_that_is_not_accepted_accepts_nothing() {
    let key = secret();
    let inner = Signer::new(&key).sign_json(CLAIMS.as_bytes()).unwrap();
    let late = Signer::new(&key).sign_json(CLAIMS.replace("1795443431", "1").as_bytes()).unwrap();
    let (signed, _) = inner.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", "A".repeat(43));
    let any = Expectations { issuer: Expected::Any, audience: Expected::Any, ..Expectations::default() };
    for (inside, expect) in [
        (inner.as_str(), Expectations::default()),
        (inner.as_str(), Expectations { subject: Some("a".into()), ..stated() }),
        (forged.as_str(), stated()),
        (late.as_str(), stated()),
        (late.as_str(), any.clone()),
        ("nothing", any),
    ] {
        let wrapper = || wrapper(&key, "JWT");
        for outer in [
            wrapper().sign_bytes(inside.as_bytes()).unwrap(),
            wrapper().sign_flattened(inside.as_bytes()).unwrap(),
            Signer::sign_general(&[wrapper()], inside.as_bytes()).unwrap(),
        ] {
            let verdicts = signed_verdicts(&outer, &expect);
            assert_eq!(
                verdicts[0].sentence(),
                "Not verified: the signature holds, and the token inside is not accepted.",
                "{inside}"
            );
            assert_eq!(verdicts[0].state(Question::Claims), State::NotChecked);
            assert_eq!((verdicts[0].reasons().len(), verdicts[0].payload()), (0, None));
            assert!(!verdicts[1].accept());
        }
    }
}

#[test]
fn a_token_inside_that_is_accepted_answers_for_the_claims_of_the_one_around_it() {
    let key = secret();
    let inner = Signer::new(&key).typ("at+jwt").sign_json(CLAIMS.as_bytes()).unwrap();
    let expect = Expectations { types: vec!["at+jwt".into()], required: vec!["iss".into()], ..stated() };
    let twice = wrapper(&key, "JWT").sign_bytes(inner.as_bytes()).unwrap();
    let thrice = wrapper(&key, "application/jwt").sign_flattened(twice.as_bytes()).unwrap();
    let verdicts = signed_verdicts(&thrice, &expect);
    assert_eq!(
        verdicts.iter().map(Verdict::sentence).collect::<Vec<_>>(),
        [
            "Accept: valid HS256 MAC.",
            "Accept: valid HS256 MAC.",
            "Accept: valid HS256 MAC, issuer and audience as expected, expires in 12 minutes.",
        ]
    );
    assert_eq!(verdicts[0].state(Question::Claims), State::NotApplicable);
    // It answers for the claims and for nothing else.
    let other = Key::hmac(jotsmith::Algorithm::Hs256, [8; 32]).unwrap();
    let verdicts = signed_verdicts(&wrapper(&other, "JWT").sign_bytes(inner.as_bytes()).unwrap(), &expect);
    assert_eq!(verdicts[0].sentence(), "Do not accept: the signature does not match this key.");
    assert!(verdicts[1].accept());
}

#[test]
fn claims_that_stand_where_a_token_was_said_to_be_are_judged_where_they_stand() {
    let outer = wrapper(&secret(), "JWT").sign_bytes(CLAIMS.as_bytes()).unwrap();
    let verdicts = signed_verdicts(&outer, &stated());
    assert_eq!((verdicts.len(), verdicts[0].accept()), (1, true));
    assert!(!signed_verdicts(&outer, &Expectations::default())[0].accept());
}

#[test]
fn an_encrypted_claims_set_of_which_nobody_said_whose_it_is_says_what_is_to_be_said() {
    let verdict = verdicts(&Encrypter::new(&key()).encrypt(CLAIMS.as_bytes()).unwrap()).remove(0);
    assert_eq!(
        verdict.sentence(),
        "Not verified yet: it decrypts; say which issuer and audience you expect."
    );
}

#[test]
fn who_encrypted_is_open_while_the_token_inside_is_neither_accepted_nor_refused() {
    let receiver = Key::<Private>::generate(Curve::P256).unwrap();
    let signer = secret();
    let nested = |payload: &[u8]| {
        let inside = Signer::new(&signer).sign_json(payload).unwrap();
        let public = receiver.public();
        let encrypter = Encrypter::new(&public).algorithm(KeyManagement::EcdhEs).cty("JWT");
        encrypter.encrypt(inside.as_bytes()).unwrap()
    };
    let outer = |text: &str, keys: &[AnyKey], expect: &Expectations| {
        let layers = inspect(text, 0, keys, expect, NOW).layers;
        layers[0].verdict.clone()
    };
    let text = nested(CLAIMS.as_bytes());
    let both = [AnyKey::from(receiver.clone()), AnyKey::from(signer.clone())];
    let waiting = outer(&text, &both, &Expectations::default());
    assert_eq!(waiting.sentence(), "Not verified: it decrypts, and the token inside is not accepted.");
    assert_eq!(waiting.state(Question::Trust), State::NotChecked);
    assert_eq!(outer(&text, &both, &stated()).outcome(), Outcome::Accept);
    // A token inside that is refused speaks against it.
    let ended = nested(br#"{"iss":"https://a.example","aud":"api","exp":1}"#);
    assert_eq!(outer(&ended, &both, &stated()).outcome(), Outcome::DoNotAccept);
}
