//! Tokens that stand in claims: each is opened with its place, is judged by itself, and vouches for nothing around it.

use jotsmith::check::State;
use jotsmith::inspect::{Inspection, Layer, Stands};
use jotsmith::limits::POINTER_BYTES;
use jotsmith::reason::{Code, Question};
use jotsmith::text::base64url::encode;
use jotsmith::{Algorithm, AnyKey, Key, Verifier};
#[cfg(feature = "jwe")]
use jotsmith::{
    Encrypter,
    alg::{Curve, KeyManagement},
    key::{Private, Secret},
};

use crate::{NOW, key, mac, signed, waived};

const HEADER: &str = r#"{"alg":"HS256"}"#;

fn opened(token: &str) -> Inspection {
    jotsmith::inspect(token, 0, &[key()], &waived(), NOW)
}

/// Depth, place and answer of each layer, a line each.
fn told(inspection: &Inspection) -> Vec<String> {
    let line = |layer: &Layer| {
        let answer = if layer.verdict.accept() { "accept" } else { "refuse" };
        format!("{} {}: {answer}", layer.depth, layer.stands)
    };
    inspection.layers.iter().map(line).collect()
}

#[test]
fn a_token_in_a_claim_is_opened_with_its_place() {
    let credential = signed(HEADER, r#"{"vc":{"type":"Degree"}}"#);
    let forged = credential.replacen("eyJhbGciOiJIUzI1NiJ9.", "eyJhbGciOiJub25lIn0.", 1);
    let inner = format!(r#"{{"vp":{{"a/b":["text","{credential}"," {forged} "]}}}}"#);
    let outer = signed(HEADER, format!(r#"{{"first":"{}","last":"{credential}"}}"#, signed(HEADER, inner)));
    let inspection = opened(&outer);
    let expected = [
        "0 in the text: accept",
        "1 in the claim /first: accept",
        "2 in the claim /vp/a~1b/1 of layer 2: accept",
        "2 in the claim /vp/a~1b/2 of layer 2: refuse",
        "1 in the claim /last: accept",
    ];
    assert_eq!(told(&inspection), expected);
    assert!(inspection.layers[3].verdict.has(Code::AlgNone));
    assert_eq!(inspection.layers[4].found.text, credential);
    assert_eq!(inspection.layers[3].found.text, forged, "without the white space around it");
    assert!(inspection.to_json().contains(r#""claim":{"layer":1,"pointer":"/vp/a~1b/1"}"#));
}

#[test]
fn what_says_not_by_its_header_that_it_is_a_token_is_none() {
    let unnamed = signed(r#"{"typ":"JWT"}"#, "{}");
    for text in ["www.example.com", "eyJh.eyJh.eyJh", "a@b.example", unnamed.as_str(), "{}.{}.{}", "ey..", ""]
    {
        let inspection = opened(&signed(HEADER, format!(r#"{{"a":"{text}","{text}":1}}"#)));
        assert_eq!(told(&inspection), ["0 in the text: accept"], "{text}");
    }
    for object in [
        r#"{"payload":"e30","signature":"AA"}"#,
        r#"{"ciphertext":"AA"}"#,
        r#"{"signatures":[]}"#,
        r#"{"payload":1,"signatures":[]}"#,
    ] {
        let inspection = opened(&signed(HEADER, format!(r#"{{"a":{object}}}"#)));
        assert_eq!(told(&inspection), ["0 in the text: accept"], "{object}");
    }
}

#[test]
fn a_token_of_every_serialization_is_opened_in_a_claim() {
    let (header, payload) = (encode(HEADER.as_bytes()), encode(b"{}"));
    let signature = encode(&mac(&format!("{header}.{payload}")));
    let one = format!(r#""protected":"{header}","signature":"{signature}""#);
    let flattened = format!(r#"{{ "payload":"{payload}",{one} }}"#);
    let general = format!(r#"{{"payload":"{payload}","signatures":[{{{one}}}]}}"#);
    let disclosing = format!(r#""{}~""#, signed(HEADER, r#"{"_sd_alg":"sha-256"}"#));
    let inspection =
        opened(&signed(HEADER, format!(r#"{{"a":{flattened},"b":[[{general}]],"c":{disclosing}}}"#)));
    let expected = [
        "0 in the text: accept",
        "1 in the claim /a: accept",
        "1 in the claim /b/0/0: accept",
        "1 in the claim /c: accept",
    ];
    assert_eq!(told(&inspection), expected);
    assert_eq!(inspection.layers[1].found.text, flattened);
}

#[test]
fn what_stands_in_a_claim_has_a_verdict_that_changes_no_other() {
    let forged = "eyJhbGciOiJub25lIn0.e30.";
    let plain = opened(&signed(HEADER, r#"{"a":1}"#));
    let holding = opened(&signed(HEADER, format!(r#"{{"a":"{forged}"}}"#)));
    assert_eq!(told(&holding), ["0 in the text: accept", "1 in the claim /a: refuse"]);
    assert_eq!(plain.layers[0].verdict.sentence(), holding.layers[0].verdict.sentence());
    let held = signed(HEADER, "{}");
    let unsigned = opened(&format!(
        "{}.{}.",
        encode(br#"{"alg":"none"}"#),
        encode(format!(r#"{{"a":"{held}"}}"#).as_bytes())
    ));
    assert_eq!(told(&unsigned), ["0 in the text: refuse", "1 in the claim /a: accept"]);
}

/// Anybody who has the public key makes such a token, and may put into a claim what another signed.
#[cfg(feature = "jwe")]
#[test]
fn a_token_in_a_claim_does_not_vouch_for_the_encryption_around_it() {
    let recipient = Key::<Private>::generate(Curve::P256).unwrap();
    let claims = format!(r#"{{"a":"{}"}}"#, signed(HEADER, "{}"));
    let keys = [key(), recipient.to_any()];
    let opened = |token: &str| jotsmith::inspect(token, 0, &keys, &waived(), NOW);
    let holding = Encrypter::new(&recipient.public()).encrypt(claims.as_bytes()).unwrap();
    assert_eq!(told(&opened(&holding)), ["0 in the text: refuse", "1 in the claim /a: accept"]);
    let nested = Encrypter::new(&recipient.public()).cty("JWT").encrypt(signed(HEADER, claims).as_bytes());
    let expected = [
        "0 in the text: accept",
        "1 inside the encrypted token: accept",
        "2 in the claim /a of layer 2: accept",
    ];
    assert_eq!(told(&opened(&nested.unwrap())), expected);
}

const SPENT: &str =
    "Not verified: the key 1 is left out: one call tries 16 keys at most, and fewer are left than fit here.";

/// How many of the layers were tried; the others say that no trial was left for them.
fn tried(inspection: &Inspection) -> usize {
    let checked = |layer: &&Layer| layer.verdict.state(Question::Signature) != State::NotChecked;
    let tried = inspection.layers.iter().filter(checked).count();
    for layer in inspection.layers.iter().filter(|layer| !checked(layer)) {
        assert_eq!(layer.verdict.sentence(), SPENT);
        assert!(layer.verdict.has(Code::KeyLeftOut) && !layer.verdict.has(Code::KeyAmbiguous));
    }
    tried
}

#[test]
fn the_keys_tried_for_all_layers_together_are_16() {
    let held = signed(HEADER, "{}");
    let parts: Vec<&str> = held.split('.').collect();
    let one = format!(r#""protected":"{}","signature":"{}""#, parts[0], parts[2]);
    let kinds = [
        format!("{held:?}"),
        format!(r#""{held}~""#),
        format!(r#"{{"payload":"{}",{one}}}"#, parts[1]),
        format!(r#"{{"payload":"{}","header":{{"disclosures":[]}},{one}}}"#, parts[1]),
        format!(r#"{{"payload":"{}","signatures":[{{{one}}}]}}"#, parts[1]),
    ];
    for kind in kinds {
        let outer = |count: usize| signed(HEADER, format!(r#"{{"a":[{}]}}"#, vec![&*kind; count].join(",")));
        for (count, expected) in [(14, 15), (15, 16), (16, 16), (60, 16)] {
            let inspection = opened(&outer(count));
            assert_eq!((inspection.layers.len(), tried(&inspection)), (count + 1, expected), "{kind}");
        }
        // Fifteen others and the right one: the first token has all of them.
        let other = |n: u8| AnyKey::from(Key::hmac(Algorithm::Hs256, [n; 32]).unwrap());
        let keys: Vec<AnyKey> = (0..15).map(other).chain([key()]).collect();
        let inspection = jotsmith::inspect(&outer(60), 0, &keys, &waived(), NOW);
        assert_eq!((tried(&inspection), inspection.layers[0].verdict.accept()), (1, true), "{kind}");
        // A token that is verified by itself has them all again.
        let verifier = Verifier::expecting(keys, waived());
        assert!((0..3).all(|_| verifier.judge(&held, NOW).accept()));
    }
}

#[cfg(feature = "jwe")]
#[test]
fn the_keys_tried_for_encrypted_layers_count_with_the_others() {
    let dir = Key::of_secret(Secret::new(crate::SECRET)).unwrap();
    let dir = dir.with_key_management(KeyManagement::Dir).unwrap();
    let held = Encrypter::new(&dir).encrypt(b"{}").unwrap();
    let outer = signed(HEADER, format!(r#"{{"a":{:?}}}"#, vec![&held; 20]));
    let keys = [dir.to_any(), key()];
    let inspection = jotsmith::inspect(&outer, 0, &keys, &waived(), NOW);
    assert_eq!((inspection.layers.len(), tried(&inspection)), (21, 16));
    assert!(inspection.layers.iter().take(16).all(|layer| layer.verdict.accept()));
}

#[test]
fn the_way_to_a_token_in_a_claim_is_told_in_bounds() {
    let (long, held) = ("n".repeat(100_000), signed(HEADER, "{}"));
    let inspection = opened(&signed(HEADER, format!(r#"{{"{long}":{:?}}}"#, [&held; 15])));
    let pointer =
        |layer: &Layer| if let Stands::Claim { pointer, .. } = &layer.stands { pointer.len() } else { 0 };
    let lengths: Vec<usize> = inspection.layers.iter().skip(1).map(pointer).collect();
    assert_eq!(lengths, [POINTER_BYTES + '…'.len_utf8(); 15]);
}

#[test]
fn what_a_token_signs_comes_before_what_stands_in_claims() {
    let held = signed(HEADER, "{}");
    let inner = signed(HEADER, format!(r#"{{"a":"{held}"}}"#));
    let nested = signed(r#"{"alg":"HS256","cty":"JWT"}"#, &inner);
    let inspection = opened(&nested);
    let places: Vec<&Stands> = inspection.layers.iter().map(|layer| &layer.stands).collect();
    let claim = Stands::Claim { layer: 1, pointer: "/a".into() };
    assert_eq!(places, [&Stands::Text, &Stands::Signed, &claim]);
}
