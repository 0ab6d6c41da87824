//! RFC 9901 section 8: the same rules in JSON serialization, and those that it alone has.

use jotsmith::check::{Content, State};
use jotsmith::limits::DISCLOSURES;
use jotsmith::profile::sd_jwt::SdJwtVerifier;
use jotsmith::reason::Reason;
use jotsmith::{Signer, Verdict, Verifier};

use crate::{KEY, NOW, claims, codes, disclosure, holder_key, judge, key, messages};

fn flattened(payload: &str, header: &str) -> String {
    let signed = Signer::new(&key()).no_typ().sign_flattened(payload.as_bytes()).unwrap();
    signed.replacen(",\"signature\"", &format!(",\"header\":{header},\"signature\""), 1)
}

fn faults(token: &str) -> (Vec<&'static str>, Vec<String>) {
    let verdict = judge(token);
    assert!(!verdict.accept());
    (codes(&verdict), messages(&verdict))
}

#[test]
fn a_disclosure_takes_the_place_of_its_digest() {
    let (text, digest) = disclosure(r#"["s","a",1]"#);
    let payload = format!(r#"{{"_sd":["{digest}"]}}"#);
    let verdict = judge(&flattened(&payload, &format!(r#"{{"disclosures":["{text}"]}}"#)));
    assert_eq!(claims(&verdict), r#"{"a":1}"#);
    assert_eq!(claims(&judge(&flattened(&payload, r#"{"disclosures":[]}"#))), "{}");
}

#[test]
fn a_disclosure_that_is_there_twice_is_refused_and_its_place_is_in_the_object() {
    let (text, digest) = disclosure(r#"["s","a",1]"#);
    let payload = format!(r#"{{"_sd":["{digest}"]}}"#);
    let token = flattened(&payload, &format!(r#"{{"disclosures":["{text}","{text}"]}}"#));
    let verdict = judge(&token);
    assert_eq!(messages(&verdict)[0], "The digests do not hold: the disclosure 2 is there twice.");
    let span = verdict.reasons()[0].place().unwrap().span.unwrap();
    assert_eq!((span.of_str(&token), span.start), (text.as_str(), token.rfind(&text).unwrap()));
}

#[test]
fn disclosures_and_key_binding_stand_in_no_protected_header() {
    for (name, json) in [("disclosures", "[]"), ("kb_jwt", "\"a.b.c\"")] {
        let signer = Signer::new(&KEY).no_typ().parameter(name, json);
        let token = signer.sign_flattened(b"{}").unwrap();
        let (codes, messages) = faults(&token);
        assert_eq!(codes, ["serialization-malformed"]);
        assert_eq!(
            messages[0],
            format!(
                "The JSON serialization is malformed: {name} stands in the protected header, which the issuer alone \
                 writes."
            )
        );
        let place = judge(&token).reasons()[0].place().unwrap().span.unwrap();
        assert!(token.contains(&format!("\"protected\":\"{}\"", place.of_str(&token))), "{place:?}");
    }
}

#[test]
fn disclosures_and_key_binding_stand_with_the_first_signature_alone() {
    for parameter in [r#""disclosures":[]"#, r#""kb_jwt":"a.b.c""#] {
        let name = parameter.split('"').nth(1).unwrap();
        let signed =
            Signer::sign_general(&[Signer::new(&KEY).no_typ(), Signer::new(&KEY).no_typ()], b"{}").unwrap();
        let (head, tail) = signed.rsplit_once(",\"signature\"").unwrap();
        let token = format!("{head},\"header\":{{{parameter}}},\"signature\"{tail}");
        let (codes, messages) = faults(&token);
        assert_eq!(codes, ["serialization-malformed"]);
        assert_eq!(
            messages[0],
            format!(
                "The JSON serialization is malformed: {name} stands in another header than that of the first \
                 signature."
            )
        );
    }
}

#[test]
fn disclosures_are_an_array_of_strings_and_a_key_binding_is_one() {
    for header in [
        r#"{"disclosures":"x"}"#,
        r#"{"disclosures":[1]}"#,
        r#"{"disclosures":{}}"#,
        r#"{"disclosures":[],"kb_jwt":null}"#,
    ] {
        assert_eq!(faults(&flattened("{}", header)).0, ["serialization-malformed"], "{header}");
    }
    // What would be two disclosures in compact form is none here.
    let header = r#"{"disclosures":["WyJzIiwiYSIsMV0~WyJzIiwiYSIsMV0"]}"#;
    assert_eq!(faults(&flattened("{}", header)).0, ["sd-disclosure-malformed"]);
    assert_eq!(faults(&flattened("{}", r#"{"disclosures":[""]}"#)).0, ["sd-disclosure-malformed"]);
    assert_eq!(faults(&flattened("{}", r#"{"disclosures":[],"kb_jwt":""}"#)).0, ["sd-kb"]);
    assert_eq!(faults(r#"{"signature":"","protected":"e30"}"#).0[0], "alg-missing");
}

#[test]
fn takes_1024_disclosures_and_not_one_more() {
    let with = |count: usize| {
        let made: Vec<_> = (0..count).map(|n| disclosure(&format!(r#"["s{n}","c{n}",{n}]"#))).collect();
        let digests: Vec<_> = made.iter().map(|(_, digest)| format!("\"{digest}\"")).collect();
        let texts: Vec<_> = made.iter().map(|(text, _)| format!("\"{text}\"")).collect();
        let payload = format!(r#"{{"_sd":[{}]}}"#, digests.join(","));
        judge(&flattened(&payload, &format!(r#"{{"disclosures":[{}]}}"#, texts.join(","))))
    };
    assert!(with(DISCLOSURES - 1).accept());
    assert!(with(DISCLOSURES).accept());
    let verdict = with(DISCLOSURES + 1);
    assert_eq!((codes(&verdict), verdict.exit_code()), (vec!["too-long"], 3));
}

#[test]
fn where_every_signature_must_hold_one_without_a_protected_header_does_not() {
    let signed = Signer::sign_general(&[Signer::new(&KEY).no_typ()], b"{}").unwrap();
    let first = signed.strip_suffix("]}").unwrap();
    let first = first.replacen(",\"signature\"", ",\"header\":{\"disclosures\":[]},\"signature\"", 1);
    let token = format!(r#"{first},{{"header":{{"alg":"HS256"}},"signature":"AAAA"}}]}}"#);
    let built = || Verifier::new(&key()).any_issuer().any_audience().allow_missing_exp();
    let judged = |verifier| SdJwtVerifier::new(verifier).no_key_binding().judge(&token, NOW);
    assert!(judged(built().build()).accept());
    let verdict = judged(built().all_signatures().build());
    assert_eq!((codes(&verdict), verdict.accept()), (vec!["alg-unprotected"], false));
    let json = verdict.to_json();
    assert_eq!(json.matches(r#""state":"#).count(), 4 + 2, "both are told: {json}");
}

#[test]
fn each_signature_is_told_as_that_of_any_other_jws_is() {
    let other = holder_key();
    let signers = || [Signer::new(&KEY).no_typ(), Signer::new(&other).no_typ().kid(None)];
    let signed = Signer::sign_general(&signers(), b"{}").unwrap();
    let disclosing = signed.replacen(",\"signature\"", ",\"header\":{\"disclosures\":[]},\"signature\"", 1);
    let built = || Verifier::new(&key()).any_issuer().any_audience().allow_missing_exp();
    let told = |verdict: &Verdict| {
        let reason = |one: &Reason| {
            let part = one.place().unwrap().part.code();
            format!("{} {} {part}", one.code().as_str(), one.severity().as_str())
        };
        let each = verdict.each_signature().iter().map(|one| one.state);
        (each.collect::<Vec<_>>(), verdict.reasons().iter().map(reason).collect::<Vec<_>>())
    };
    let judged = SdJwtVerifier::new(built().build()).no_key_binding().judge(&disclosing, NOW);
    assert!(judged.accept());
    assert_eq!(
        told(&judged),
        (vec![State::Pass, State::NotChecked], vec!["alg-key-mismatch note signature[1]".to_owned()])
    );
    assert_eq!(told(&judged), told(&built().content(Content::Bytes).build().judge(&disclosing, NOW)));
    // Where all are demanded, nothing is lowered.
    let all = SdJwtVerifier::new(built().all_signatures().build()).no_key_binding();
    let judged = all.judge(&disclosing, NOW);
    assert!(!judged.accept());
    assert_eq!(told(&judged).1, ["alg-key-mismatch error signature[1]"]);
    // The bytes of a bad signature are those of the object.
    let first = disclosing.find("\"signature\":\"").unwrap() + 13;
    let mut forged = disclosing;
    forged.replace_range(first..first + 4, "AAAA");
    let judged = SdJwtVerifier::new(built().build()).no_key_binding().judge(&forged, NOW);
    let reason = judged.reasons().iter().find(|one| one.code().as_str() == "signature-mismatch").unwrap();
    assert_eq!(reason.place().unwrap().span.map(|span| span.start), Some(first));
    assert!(!judged.accept());
}

#[test]
fn an_inspection_sees_that_it_is_one() {
    let (text, digest) = disclosure(r#"["s","a",1]"#);
    let token = flattened(&format!(r#"{{"_sd":["{digest}"]}}"#), &format!(r#"{{"disclosures":["{text}"]}}"#));
    let expect = jotsmith::check::Expectations::default();
    let inspection = jotsmith::inspect(&token, 0, &[key().to_any()], &expect, NOW);
    let json = inspection.layers[0].verdict.to_json();
    assert!(json.contains(r#""kind":"sd-jwt","serialization":"flattened""#), "{json}");
    assert_eq!(inspection.layers[0].verdict.disclosures().unwrap().disclosed[0].pointer, "/a");
}
