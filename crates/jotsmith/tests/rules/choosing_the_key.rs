//! design.md 4, "Choosing the key".

use jotsmith::check::{Expectations, Source, State};
use jotsmith::key::WeakKeys;
use jotsmith::limits::{Bounds, TRIAL_KEYS};
use jotsmith::reason::{Code, Part, Question, Severity};
use jotsmith::text::base64url::encode;
use jotsmith::{Algorithm, AnyKey, Signer};
use testkit::keys;

use crate::{SECRET, codes, judge, key, read, signed, waived, with};

const RS256: &str = r#""alg":"RS256""#;

fn oct(members: &str) -> AnyKey {
    read(&format!(r#"{{"kty":"oct","k":"{}",{members}}}"#, encode(SECRET)))
}

fn of_a_set() -> Expectations {
    Expectations { source: Source::Jwks, ..waived() }
}

fn listing(algorithms: &[Algorithm]) -> Expectations {
    Expectations { algorithms: Some(algorithms.iter().copied().collect()), ..waived() }
}

/// A token signed by the RSA key of 2048 bits.
fn by_rsa(algorithm: Algorithm) -> String {
    let AnyKey::Private(key) = read(keys::RSA_2048_PRIVATE_JWK) else { unreachable!() };
    Signer::new(&key).algorithm(algorithm).sign_json(b"{}").unwrap()
}

#[test]
fn a_kid_is_matched_exactly_and_nothing_else_is_tried() {
    let token = |kid: &str| signed(format!(r#"{{"alg":"HS256","kid":"{kid}"}}"#), "{}");
    let set = || vec![oct(r#""alg":"HS256","kid":"a""#), oct(r#""alg":"HS256""#)];
    assert_eq!(codes(&judge(set(), of_a_set(), &token("a"))), "");
    for kid in ["A", "b", "a ", ""] {
        assert_eq!(codes(&judge(set(), of_a_set(), &token(kid))), "kid-unknown", "{kid}");
    }
    let unknown = |set| judge(set, of_a_set(), &token("b")).reasons().first().unwrap().to_string();
    assert_eq!(unknown(set()), r#"No key here has the kid "b"; the keys are "a"."#);
    assert_eq!(unknown(vec![oct(r#""alg":"HS256""#)]), r#"No key here has the kid "b"."#);
    let one = vec![oct(r#""alg":"HS256","kid":"a""#)];
    assert_eq!(codes(&judge(one, of_a_set(), &token("b"))), "kid-unknown");
}

#[test]
fn several_keys_under_one_kid_are_each_tried() {
    let other = || read(&format!(r#"{{"kty":"oct","k":"{}","alg":"HS256","kid":"a"}}"#, encode(&[7; 32])));
    let token = signed(r#"{"alg":"HS256","kid":"a"}"#, "{}");
    let verdict = judge(vec![other(), oct(r#""alg":"HS256","kid":"a""#)], of_a_set(), &token);
    assert_eq!(codes(&verdict), "");
    let verdict = judge(vec![other(), other()], of_a_set(), &token);
    assert_eq!(codes(&verdict), "signature-mismatch");
    assert_eq!(verdict.sentence(), "Do not accept: the signature does not match any of the 2 keys that fit.");
}

#[test]
fn sixteen_keys_are_tried_and_a_seventeenth_is_ambiguous() {
    let token = signed(r#"{"alg":"HS256"}"#, "{}");
    let fitting = |count| vec![oct(r#""alg":"HS256""#); count];
    assert_eq!(codes(&judge(fitting(TRIAL_KEYS - 1), of_a_set(), &token)), "");
    assert_eq!(codes(&judge(fitting(TRIAL_KEYS), of_a_set(), &token)), "");
    assert_eq!(codes(&judge(fitting(TRIAL_KEYS + 1), of_a_set(), &token)), "key-ambiguous");
    let mut others = fitting(16);
    others.extend(vec![oct(r#""alg":"HS512""#); 9]);
    assert_eq!(codes(&judge(others, of_a_set(), &token)), "");
    // The last of sixteen is tried as well, and the last of seventeen never is.
    let last = |count: usize| {
        let mut keys =
            vec![read(&format!(r#"{{"kty":"oct","k":"{}","alg":"HS256"}}"#, encode(&[7; 32]))); count - 1];
        keys.push(oct(r#""alg":"HS256""#));
        codes(&judge(keys, of_a_set(), &token))
    };
    assert_eq!((last(TRIAL_KEYS), last(TRIAL_KEYS + 1)), (String::new(), "key-ambiguous".into()));
    let same_kid = vec![oct(r#""alg":"HS256","kid":"a""#); 17];
    assert_eq!(
        codes(&judge(same_kid, of_a_set(), &signed(r#"{"alg":"HS256","kid":"a"}"#, "{}"))),
        "key-ambiguous"
    );
}

#[test]
fn keys_of_a_set_that_cannot_serve_are_left_out_and_do_not_count() {
    let token = signed(r#"{"alg":"HS256"}"#, "{}");
    // Sixteen that cannot serve, each for a reason of its own, and one that can.
    let mut set = vec![
        oct(r#""alg":"HS512""#),
        oct(r#""alg":"HS256","use":"enc""#),
        oct(r#""alg":"HS256","key_ops":["sign"]"#),
        oct(r#""alg":"A256KW""#),
        read(keys::P256_PUBLIC_JWK),
        read(keys::ED25519_PUBLIC_JWK),
        read(keys::RSA_2048_PUBLIC_JWK),
    ];
    set.extend(vec![read(keys::P384_PUBLIC_JWK); 9]);
    assert_eq!(codes(&judge(set.clone(), of_a_set(), &token)), "alg-not-allowed");
    set.push(oct(r#""alg":"HS256""#));
    assert_eq!(codes(&judge(set, of_a_set(), &token)), "");
}

#[test]
fn a_kid_that_names_a_key_of_another_algorithm_falls_back_to_none() {
    let set = vec![oct(r#""alg":"HS512","kid":"a""#), oct(r#""alg":"HS256","kid":"b""#)];
    let token = signed(r#"{"alg":"HS256","kid":"a"}"#, "{}");
    assert_eq!(codes(&judge(set, of_a_set(), &token)), "alg-key-mismatch");
}

#[test]
fn fewer_keys_are_tried_where_the_program_says_so() {
    let token = signed(r#"{"alg":"HS256"}"#, "{}");
    let verdict = |count, trial_keys| {
        let bounds = Bounds { trial_keys, ..Bounds::default() };
        judge(vec![oct(r#""alg":"HS256""#); count], Expectations { bounds, ..of_a_set() }, &token)
    };
    assert_eq!(codes(&verdict(2, 2)), "");
    assert_eq!(codes(&verdict(3, 2)), "key-ambiguous");
    assert_eq!(
        verdict(3, 2).sentence(),
        "Do not accept: more than 2 keys fit, and the token does not say which."
    );
    assert_eq!(codes(&verdict(17, 100)), "key-ambiguous");
}

#[test]
fn a_set_of_one_key_is_a_set_all_the_same() {
    let nameless = || vec![oct(r#""alg":"HS256""#)];
    let token = signed(r#"{"alg":"HS256","kid":"b"}"#, "{}");
    let expect = |key_set| Expectations { key_set, source: Source::Policy, ..waived() };
    assert_eq!(codes(&judge(nameless(), expect(false), &token)), "");
    assert_eq!(codes(&judge(nameless(), expect(true), &token)), "kid-unknown");
}

#[test]
fn a_single_key_given_by_hand_with_another_kid_is_warned_of() {
    let key = oct(r#""alg":"HS256","kid":"a""#);
    let verdict = judge(vec![key], waived(), &signed(r#"{"alg":"HS256","kid":"b"}"#, "{}"));
    assert_eq!((codes(&verdict), verdict.accept()), ("kid-differs".into(), true));
    let nameless = oct(r#""alg":"HS256""#);
    assert_eq!(codes(&judge(vec![nameless], waived(), &signed(r#"{"alg":"HS256","kid":"b"}"#, "{}"))), "");
}

#[test]
fn the_alg_of_a_jwk_binds() {
    let token = by_rsa(Algorithm::Rs256);
    let key = with(keys::RSA_2048_PUBLIC_JWK, r#""alg":"PS256""#);
    assert_eq!(codes(&judge(vec![key.clone()], waived(), &token)), "alg-key-mismatch");
    let verdict = judge(vec![key], listing(&[Algorithm::Rs256]), &token);
    assert_eq!(codes(&verdict), "alg-key-mismatch");
    assert_eq!(verdict.reasons()[0].to_string(), "The key does not fit RS256: it is for PS256.");
}

#[test]
fn an_alg_that_encrypts_binds_a_key_too_whatever_the_caller_lists() {
    let token = by_rsa(Algorithm::Rs256);
    let key = with(keys::RSA_2048_PUBLIC_JWK, r#""alg":"RSA-OAEP-256""#);
    for source in [Source::Given, Source::Jwks] {
        let expect = Expectations { source, ..listing(&[Algorithm::Rs256]) };
        let verdict = judge(vec![key.clone()], expect, &token);
        assert_eq!(codes(&verdict), "alg-key-mismatch", "{source:?}");
        assert_eq!(
            verdict.reasons()[0].to_string(),
            "The key does not fit RS256: it is for \"RSA-OAEP-256\"."
        );
    }
    let AnyKey::Private(key) = with(keys::RSA_2048_PRIVATE_JWK, r#""alg":"RSA-OAEP-256""#) else {
        unreachable!()
    };
    let fault = Signer::new(&key).algorithm(Algorithm::Rs256).sign_json(b"{}").unwrap_err();
    assert_eq!(fault.code().as_str(), "alg-key-mismatch");
}

#[test]
fn use_and_key_ops_that_forbid_verifying_leave_a_key_out() {
    let token = by_rsa(Algorithm::Rs256);
    for members in [r#""use":"enc""#, r#""key_ops":["encrypt"]"#, r#""use":"sig","key_ops":["sign"]"#] {
        let key = with(keys::RSA_2048_PUBLIC_JWK, &format!("{members},{RS256}"));
        assert_eq!(codes(&judge(vec![key], waived(), &token)), "alg-key-mismatch", "{members}");
    }
    let key = with(keys::RSA_2048_PUBLIC_JWK, &format!(r#""use":"sig","key_ops":["verify"],{RS256}"#));
    assert_eq!(codes(&judge(vec![key], waived(), &token)), "");
}

#[test]
fn an_rsa_or_oct_key_without_alg_needs_one_named() {
    let token = by_rsa(Algorithm::Rs256);
    let verdict = judge(vec![read(keys::RSA_2048_PUBLIC_JWK)], waived(), &token);
    assert_eq!(codes(&verdict), "key-without-algorithm");
    assert_eq!(verdict.reasons()[0].remedy(), "Name one of RS256, RS384, RS512, PS256, PS384, PS512.");
    let key = || vec![read(keys::RSA_2048_PUBLIC_JWK)];
    assert_eq!(codes(&judge(key(), listing(&[Algorithm::Rs256]), &token)), "");
    let verdict = judge(key(), listing(&[Algorithm::Ps256]), &token);
    assert_eq!(codes(&verdict), "alg-not-allowed");
    assert!(verdict.to_json().contains(r#""kty":"RSA""#), "the one key is named all the same");
    let two = [key(), key()].concat();
    let verdict = judge(two, listing(&[Algorithm::Ps256]), &token);
    assert!(!verdict.to_json().contains(r#""kty":"RSA""#), "of two, neither was meant");
    let verdict = judge(key(), listing(&[Algorithm::Hs256]), &signed(r#"{"alg":"HS256"}"#, "{}"));
    assert_eq!(codes(&verdict), "alg-key-mismatch");
}

#[test]
fn ec_and_okp_keys_give_their_own_algorithm() {
    for (public, algorithm) in [
        (keys::P256_PUBLIC_JWK, Algorithm::Es256),
        (keys::P384_PUBLIC_JWK, Algorithm::Es384),
        (keys::P521_PUBLIC_JWK, Algorithm::Es512),
        (keys::SECP256K1_PUBLIC_JWK, Algorithm::Es256k),
        (keys::ED25519_PUBLIC_JWK, Algorithm::Ed25519),
    ] {
        assert_eq!(read(public).algorithms().to_string(), algorithm.as_str());
    }
}

#[test]
fn eddsa_is_ed25519_by_the_curve_of_the_key() {
    let AnyKey::Private(private) = read(keys::ED25519_PRIVATE_JWK) else { unreachable!() };
    for name in [Algorithm::EdDsa, Algorithm::Ed25519] {
        let token = Signer::new(&private).algorithm(name).sign_json(b"{}").unwrap();
        for alg in ["EdDSA", "Ed25519"] {
            let jwk = keys::ED25519_PUBLIC_JWK
                .replace(",\"alg\":\"Ed25519\"", "")
                .replace("\"alg\":\"Ed25519\",", "");
            let key = with(&jwk, &format!(r#""alg":"{alg}""#));
            assert_eq!(codes(&judge(vec![key], waived(), &token)), "", "{name} {alg}");
        }
    }
}

#[test]
fn names_of_algorithms_compare_exactly() {
    for alg in ["hs256", "HS256 ", "Hs256"] {
        let verdict = judge(vec![key()], waived(), &signed(format!(r#"{{"alg":"{alg}"}}"#), "{}"));
        assert_eq!(codes(&verdict), "alg-unknown", "{alg}");
    }
}

#[test]
fn a_public_key_verifies_no_mac() {
    for key in [read(keys::RSA_2048_SPKI), read(keys::P256_SPKI), read(keys::ED25519_SPKI)] {
        let all = listing(Algorithm::ALL);
        assert_eq!(codes(&judge(vec![key], all, &signed(r#"{"alg":"HS256"}"#, "{}"))), "alg-key-mismatch");
    }
}

#[test]
fn a_set_without_a_key_for_the_algorithm_says_what_its_keys_are_for() {
    let keys = vec![read(keys::P256_PUBLIC_JWK), read(keys::P384_PUBLIC_JWK)];
    let expect = Expectations {
        source: Source::Jwks,
        algorithms: Some([Algorithm::Hs256].into_iter().collect()),
        ..waived()
    };
    let verdict = judge(keys, expect, &signed(r#"{"alg":"HS256"}"#, "{}"));
    assert_eq!(codes(&verdict), "alg-key-mismatch");
    let message = verdict.reasons().iter().find(|reason| reason.code() == Code::AlgKeyMismatch).unwrap();
    assert_eq!(message.to_string(), "The key does not fit HS256: the keys are for ES256, ES384.");
}

#[test]
fn a_weak_key_of_a_set_is_left_out_and_listed() {
    let weak = || with(keys::RSA_1024_PUBLIC_JWK, RS256);
    let strong = with(keys::RSA_2048_PUBLIC_JWK, RS256);
    let token = by_rsa(Algorithm::Rs256);
    let verdict = judge(vec![weak(), strong], of_a_set(), &token);
    assert_eq!((codes(&verdict), verdict.accept()), ("rsa-key-short".into(), true));
    assert_eq!(verdict.reasons()[0].severity(), Severity::Warning);
    let verdict = judge(vec![weak(), weak()], of_a_set(), &token);
    assert_eq!(codes(&verdict), "rsa-key-short rsa-key-short");
    assert_eq!(verdict.state(Question::Signature), State::NotChecked);
    assert_eq!((verdict.state(Question::Trust), verdict.exit_code()), (State::Fail, 1));
    let verdict = judge(vec![weak()], waived(), &token);
    assert_eq!((codes(&verdict), verdict.exit_code()), ("rsa-key-short".into(), 4));
    let weak_for_another = with(keys::RSA_1024_PUBLIC_JWK, r#""alg":"PS256""#);
    let verdict = judge(vec![weak(), weak_for_another], of_a_set(), &token);
    let short = verdict.reasons().iter().filter(|reason| reason.code() == Code::RsaKeyShort);
    assert_eq!(short.count(), 1, "what another algorithm would find weak is not said");
}

#[test]
fn a_weak_key_of_a_set_is_left_out_under_refuse_only() {
    let AnyKey::Private(private) = with(keys::RSA_1024_PRIVATE_JWK, RS256) else { unreachable!() };
    let token = Signer::new(&private).weak_keys(WeakKeys::Allow).sign_json(b"{}").unwrap();
    let weak = with(keys::RSA_1024_PUBLIC_JWK, RS256);
    let strong = with(keys::RSA_2048_PUBLIC_JWK, RS256);
    for (weak_keys, signature, accept) in [
        (WeakKeys::Refuse, State::Fail, false),
        (WeakKeys::Report, State::Pass, false),
        (WeakKeys::Allow, State::Pass, true),
    ] {
        let set = vec![strong.clone(), weak.clone()];
        let verdict = judge(set, Expectations { weak_keys, ..of_a_set() }, &token);
        assert!(verdict.has(Code::RsaKeyShort), "{weak_keys:?}: {}", codes(&verdict));
        assert_eq!(
            (verdict.state(Question::Signature), verdict.accept()),
            (signature, accept),
            "{weak_keys:?}: {}",
            codes(&verdict)
        );
    }
}

#[test]
fn ed25519_never_fits_an_ed448_key_and_an_akp_key_gives_its_own_algorithm() {
    // Where a build leaves the key out, it says so and nothing verifies.
    let generated = |algorithm| AnyKey::generate(algorithm).map_err(|fault| fault.code());
    let unavailable = Some(Code::KeyUnavailable);
    match generated(Algorithm::Ed448) {
        Err(code) => assert_eq!(Some(code), unavailable),
        Ok(key) => {
            let AnyKey::Private(private) = &key else { unreachable!() };
            let public = || vec![AnyKey::from(key.public().unwrap())];
            for name in [Algorithm::EdDsa, Algorithm::Ed448] {
                let token = Signer::new(private).algorithm(name).sign_json(b"{}").unwrap();
                assert_eq!(codes(&judge(public(), waived(), &token)), "", "{name}");
            }
            let verdict = judge(public(), waived(), &signed(r#"{"alg":"Ed25519"}"#, "{}"));
            assert!(verdict.has(Code::AlgKeyMismatch), "{}", codes(&verdict));
            let listed = judge(public(), listing(Algorithm::ALL), &signed(r#"{"alg":"Ed25519"}"#, "{}"));
            assert!(listed.has(Code::AlgKeyMismatch), "{}", codes(&listed));
        }
    }
    for algorithm in [Algorithm::MlDsa44, Algorithm::MlDsa65, Algorithm::MlDsa87] {
        match generated(algorithm) {
            Err(code) => assert_eq!(Some(code), unavailable),
            Ok(key) => assert_eq!(key.algorithms().to_string(), algorithm.as_str()),
        }
    }
}

#[test]
fn entries_of_a_set_that_cannot_serve_are_left_out_and_listed() {
    let keys = vec![
        read(keys::P256_PUBLIC_JWK),
        key(),
        with(keys::HMAC_256_JWK, r#""use":"enc""#),
        read(keys::RSA_2048_PUBLIC_JWK),
    ];
    let verdict = judge(keys, waived(), &signed(r#"{"alg":"HS256"}"#, "{}"));
    assert!(verdict.accept());
    let told: Vec<(String, String)> = verdict
        .reasons()
        .iter()
        .map(|reason| (reason.place().unwrap().part.code(), format!("{:?}: {reason}", reason.severity())))
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(part, said)| (part.as_str(), said.as_str())).collect();
    assert_eq!(
        told,
        [
            ("key[0]", "Note: The key 1 is left out: it is for ES256."),
            ("key[2]", "Note: The key 3 is left out: its use or key_ops forbid verifying."),
            ("key[3]", "Note: The key 4 is left out: it can be RS256, RS384, RS512, PS256, PS384, PS512."),
        ]
    );
}

#[test]
fn the_key_of_several_that_could_serve_and_names_no_algorithm_is_told_to_be_in_want_of_one() {
    let set = || vec![read(keys::ED25519_PUBLIC_JWK), read(keys::RSA_2048_SPKI)];
    let verdict = judge(set(), of_a_set(), &by_rsa(Algorithm::Rs256));
    assert_eq!(codes(&verdict), "key-without-algorithm");
    let told = verdict.reasons().iter().find(|reason| reason.code() == Code::KeyWithoutAlgorithm).unwrap();
    assert_eq!(told.place().unwrap().part, Part::Key(1));
    let listed = Expectations { source: Source::Jwks, ..listing(&[Algorithm::Rs256]) };
    assert_eq!(codes(&judge(set(), listed, &by_rsa(Algorithm::Rs256))), "");
    // Where none could, the list is what speaks.
    let none = vec![read(keys::ED25519_PUBLIC_JWK), read(keys::P256_SPKI)];
    assert_eq!(codes(&judge(none, of_a_set(), &by_rsa(Algorithm::Rs256))), "alg-not-allowed");
}
