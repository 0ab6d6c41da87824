//! The examples of RFC 9901: reproduced byte for byte where salts and writer allow it, verified everywhere.

use super::issue::Style;
use super::*;
use crate::json::{self, Value};
use crate::key::{AnyKey, Key, Private, Public};
use crate::reason::{Code, Reason};
use crate::{NumericDate, Seconds, Signer, Verifier};

const ISSUER: &str = include_str!("../../../../../tests/vectors/rfc9901/a.5-issuer.jwk");

/// The key in `cnf` of the examples.
const HOLDER: &str = r#"{"kty":"EC","crv":"P-256","x":"TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc","y":"ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ"}"#;

const EXAMPLES: &[(&str, &str)] = &[
    ("5", include_str!("../../../../../tests/vectors/rfc9901/5-example.json")),
    ("6.1", include_str!("../../../../../tests/vectors/rfc9901/6.1-flat.json")),
    ("6.2", include_str!("../../../../../tests/vectors/rfc9901/6.2-structured.json")),
    ("6.2", include_str!("../../../../../tests/vectors/rfc9901/6.2-structured-country-open.json")),
    ("6.3", include_str!("../../../../../tests/vectors/rfc9901/6.3-recursive.json")),
    ("A.1", include_str!("../../../../../tests/vectors/rfc9901/a.1-simple-structured-decoys.json")),
    ("A.2", include_str!("../../../../../tests/vectors/rfc9901/a.2-complex-structured.json")),
    ("A.3", include_str!("../../../../../tests/vectors/rfc9901/a.3-sd-jwt-vc.json")),
    ("A.4", include_str!("../../../../../tests/vectors/rfc9901/a.4-w3c-vc.json")),
];

fn public(jwk: &str) -> Key<Public> {
    match AnyKey::read(jwk.as_bytes()).unwrap() {
        AnyKey::Public(key) => key,
        AnyKey::Private(_) | AnyKey::Shared(_) => panic!("a public key"),
    }
}

fn private() -> Key<Private> {
    match AnyKey::read(testkit::keys::P256_PKCS8.as_bytes()).unwrap() {
        AnyKey::Private(key) => key,
        AnyKey::Public(_) | AnyKey::Shared(_) => panic!("a private key"),
    }
}

fn text<'v>(value: Value<'v>, name: &str) -> &'v str {
    value.member(name).unwrap().as_str().unwrap()
}

fn texts<'v>(value: Value<'v>, name: &str) -> Vec<&'v str> {
    value.member(name).unwrap().elements().map(|one| one.as_str().unwrap()).collect()
}

/// Whether two JSON texts mean the same: members in any order.
fn same(one: Value<'_>, two: Value<'_>) -> bool {
    if one.is_object() && two.is_object() {
        let all = |a: Value<'_>, b: Value<'_>| {
            a.members().all(|(name, value)| b.member(name).is_some_and(|other| same(value, other)))
        };
        return one.members().count() == two.members().count() && all(one, two);
    }
    if one.is_array() && two.is_array() {
        return one.elements().count() == two.elements().count()
            && one.elements().zip(two.elements()).all(|(a, b)| same(a, b));
    }
    one.as_str() == two.as_str() && one.number() == two.number() && one.as_bool() == two.as_bool()
}

#[test]
fn reproduces_payload_and_disclosures_of_the_examples_byte_for_byte() {
    let key = private();
    let mut reproduced = 0;
    for (section, vector) in EXAMPLES {
        let vector = json::parse(vector.as_bytes()).unwrap();
        let vector = vector.root();
        assert_eq!(text(vector, "section"), *section);
        let mut issuer = SdJwtIssuer::new(&key);
        let chosen: Vec<Vec<&str>> = vector
            .member("disclose")
            .unwrap()
            .elements()
            .map(|pair| pair.elements().map(|one| one.as_str().unwrap()).collect())
            .collect();
        for pair in &chosen {
            issuer = issuer.disclose(pair[0]);
        }
        if vector.member("holder").unwrap().as_bool() == Some(true) {
            issuer = issuer.holder(&public(HOLDER));
        }
        let mut salts = |pointer: &str| -> Result<String, Reason> {
            Ok(chosen.iter().find(|pair| pair[0] == pointer).unwrap()[1].into())
        };
        let claims = text(vector, "claims").as_bytes();
        let (payload, disclosures) = issuer.payload(claims, &mut salts, Style::Spaced).unwrap();
        assert_eq!(disclosures, texts(vector, "disclosures"), "{section}");
        // Decoys are digests of salts that nobody knows; without them the payload differs.
        if vector.member("decoys").is_none() {
            assert_eq!(payload, text(vector, "payload"), "{section}");
            reproduced += 1;
        }
    }
    assert_eq!(reproduced, 8);
}

#[test]
fn verifies_every_presentation_of_the_examples_to_exactly_its_claims() {
    let issuer = public(ISSUER);
    let mut count = 0;
    for (section, vector) in EXAMPLES {
        let vector = json::parse(vector.as_bytes()).unwrap();
        let presentations = vector.root().member("presentations").into_iter().flat_map(Value::elements);
        for presentation in presentations {
            let verifier = Verifier::new(&issuer).any_issuer().any_audience().allow_missing_exp().build();
            let undecided = SdJwtVerifier::new(verifier);
            let (verifier, now) = match presentation.member("nonce") {
                Some(nonce) => {
                    let (audience, nonce) = (text(presentation, "audience"), nonce.as_str().unwrap());
                    (undecided.key_binding(audience, nonce), NumericDate(1_748_361_941 + 300))
                }
                None => (undecided.no_key_binding(), NumericDate(1_748_361_941)),
            };
            let shown = text(presentation, "text");
            let verdict = verifier.judge(shown, now);
            assert!(verdict.accept(), "{section}: {}", verdict.sentence());
            let claims = json::parse(verdict.payload().unwrap()).unwrap();
            assert!(same(claims.root(), presentation.member("processed").unwrap()), "{section}");
            let disclosed: Vec<&str> =
                verdict.disclosures().unwrap().disclosed.iter().map(|one| one.pointer.as_str()).collect();
            assert_eq!(disclosed, texts(presentation, "disclosed"), "{section}");
            count += 1;
        }
    }
    assert_eq!(count, 5);
}

#[test]
fn what_an_example_issued_is_presented_as_the_example_presents_it() {
    let mut presented = 0;
    for (section, vector) in EXAMPLES {
        let vector = json::parse(vector.as_bytes()).unwrap();
        let vector = vector.root();
        for presentation in vector.member("presentations").into_iter().flat_map(Value::elements) {
            let mut holder = SdJwtHolder::parse(text(vector, "issued")).unwrap();
            for pointer in texts(presentation, "disclosed") {
                holder = holder.disclose(pointer).unwrap();
            }
            // The examples choose their own order of disclosures; ours is that of the issuer.
            let sorted = |text: &str| {
                let mut pieces: Vec<String> = text.split('~').map(String::from).collect();
                pieces.pop();
                pieces.sort();
                pieces
            };
            assert_eq!(sorted(&holder.present()), sorted(text(presentation, "text")), "{section}");
            presented += 1;
        }
    }
    assert_eq!(presented, 5);
}

#[test]
fn a_disclosure_may_be_spelt_in_any_way_that_json_allows() {
    // Section 4.2.1: the same claim, written in five ways; section 4.2.3: the digest of the first.
    let spellings = [
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNXHUwMGY2Yml1cyJd",
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsImZhbWlseV9uYW1lIiwiTcO2Yml1cyJd",
        "WwoiXzI2YmM0TFQtYWM2cTJLSTZjQlc1ZXMiLAoiZmFtaWx5X25hbWUiLAoiTcO2Yml1cyIKXQ",
    ];
    let key = private();
    for (index, spelling) in spellings.iter().enumerate() {
        let digest = crate::text::base64url::encode(&crate::crypto::sha256(spelling.as_bytes()));
        if index == 0 {
            assert_eq!(digest, "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
        }
        let payload = format!(r#"{{"given_name":"Alice","_sd":["{digest}"]}}"#);
        let token = format!("{}~{spelling}~", Signer::new(&key).sign_json(payload.as_bytes()).unwrap());
        let verifier = Verifier::new(&key.public()).any_issuer().any_audience().allow_missing_exp().build();
        let verdict = SdJwtVerifier::new(verifier).no_key_binding().judge(&token, NumericDate(0));
        assert_eq!(verdict.payload().unwrap(), r#"{"given_name":"Alice","family_name":"Möbius"}"#.as_bytes());
    }
}

#[test]
fn the_key_binding_of_the_example_is_fresh_for_as_long_as_was_said() {
    let vector = json::parse(EXAMPLES[0].1.as_bytes()).unwrap();
    let presentation = vector.root().member("presentations").unwrap().elements().next().unwrap();
    let issuer = public(ISSUER);
    let judge = |age: u64, at: i64| {
        let verifier = Verifier::new(&issuer).issuer("https://issuer.example.com").any_audience().build();
        let (audience, nonce) = ("https://verifier.example.org", "1234567890");
        let verifier = SdJwtVerifier::new(verifier).key_binding_within(audience, nonce, Seconds(age));
        let verdict = verifier.judge(text(presentation, "text"), NumericDate(1_748_361_941 + at));
        verdict.reasons().first().map(Reason::code)
    };
    assert_eq!(judge(60, 60), None);
    assert_eq!(judge(60, 61), Some(Code::SdKb));
    assert_eq!(judge(60, -1), Some(Code::SdKb));
}

const FLATTENED: &str = include_str!("../../../../../tests/vectors/rfc9901/8.2-flattened.json");
const FLATTENED_BOUND: &str =
    include_str!("../../../../../tests/vectors/rfc9901/8.2-flattened-key-binding.json");
const GENERAL_BOUND: &str = include_str!("../../../../../tests/vectors/rfc9901/8.3-general-key-binding.json");

#[test]
fn verifies_the_json_serializations_of_section_8_as_they_are_printed() {
    let issuer = public(ISSUER);
    let undecided =
        || SdJwtVerifier::new(Verifier::new(&issuer).any_issuer().any_audience().allow_missing_exp().build());
    let now = NumericDate(1_748_361_941);
    let bound = || undecided().key_binding("https://verifier.example.org", "1234567890");
    for (vector, verifier, serialization, disclosed) in [
        (
            FLATTENED,
            undecided().no_key_binding(),
            "flattened",
            ["/sub", "/given_name", "/family_name", "/birthdate"].as_slice(),
        ),
        (FLATTENED_BOUND, bound(), "flattened", ["/family_name", "/given_name"].as_slice()),
        (GENERAL_BOUND, bound(), "general", ["/family_name", "/given_name"].as_slice()),
    ] {
        let verdict = verifier.judge(vector, now);
        assert!(verdict.accept(), "{serialization}: {}", verdict.sentence());
        assert_eq!(verdict.serialization.as_str(), serialization);
        let found: Vec<&str> =
            verdict.disclosures().unwrap().disclosed.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!(found, disclosed);
    }
    // The second signature of section 8.3 is by a key that the document does not give.
    let each: Vec<&str> =
        bound().judge(GENERAL_BOUND, now).each.iter().map(|one| one.state.as_str()).collect();
    assert_eq!(each, ["pass", "fail"]);
}

#[test]
fn what_is_issued_as_json_is_presented_as_json_and_bound_to_the_compact_form() {
    let key = private();
    let holder_key = private();
    let issuer = SdJwtIssuer::new(&key).disclose("/a").disclose("/b").holder(&key.public());
    let claims = br#"{"a":1,"b":2}"#;
    for (issued, general) in
        [(issuer.issue_flattened(claims).unwrap(), false), (issuer.issue_general(claims).unwrap(), true)]
    {
        let public = key.public();
        let undecided = || {
            SdJwtVerifier::new(Verifier::new(&public).any_issuer().any_audience().allow_missing_exp().build())
        };
        let now = NumericDate(1_748_361_941);
        assert!(undecided().no_key_binding().judge(&issued, now).accept());
        assert_eq!(issued.contains("\"signatures\":["), general);
        let holder = SdJwtHolder::parse(&issued).unwrap().disclose("/b").unwrap();
        let shown = holder.present();
        let claims_of =
            |verdict: &crate::Verdict| String::from_utf8(verdict.payload().unwrap().into()).unwrap();
        let verdict = undecided().no_key_binding().judge(&shown, now);
        assert!(claims_of(&verdict).ends_with(r#","b":2}"#), "{}", claims_of(&verdict));
        let bound = holder.present_bound(&holder_key, "v", "n", now).unwrap();
        assert!(bound.contains("\"kb_jwt\":\""));
        let verdict = undecided().key_binding("v", "n").judge(&bound, now);
        assert!(verdict.accept(), "{}", verdict.sentence());
        // The same presentation with a disclosure less is another one.
        let less = SdJwtHolder::parse(&issued).unwrap().present();
        let key_binding = bound.split_once("\"kb_jwt\":\"").unwrap().1.split('"').next().unwrap();
        let with_it = format!("\"disclosures\":[],\"kb_jwt\":\"{key_binding}\"");
        let less = less.replacen("\"disclosures\":[]", &with_it, 1);
        let verdict = undecided().key_binding("v", "n").judge(&less, now);
        let why = verdict.reasons()[0].to_string();
        assert!(why.starts_with("The key binding does not hold: sd_hash is "), "{why}");
    }
}
