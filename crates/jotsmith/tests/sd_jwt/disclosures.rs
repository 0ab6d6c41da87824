//! RFC 9901 section 7.1: what a disclosure may be, where it goes, and the bounds on depth and number.

use jotsmith::limits::{COMPARED_CHARACTERS, DEFECTS, DISCLOSURES, JSON_DEPTH, POINTER_BYTES};
use jotsmith::profile::sd_jwt::{SdJwtIssuer, SdJwtVerifier};
use jotsmith::reason::{Part, Span};
use jotsmith::text::base64url;
use jotsmith::{Algorithm, Key, Signer, Verifier};

use crate::{KEY, NOW, claims, codes, disclosure, judge, key, messages, token};

#[test]
fn a_disclosure_takes_the_place_of_its_digest() {
    let (name, name_digest) = disclosure(r#"["s1","name","Ada"]"#);
    let (element, element_digest) = disclosure(r#"["s2",{"x":1}]"#);
    let payload = format!(r#"{{"_sd":["{name_digest}"],"list":[1,{{"...":"{element_digest}"}},3]}}"#);
    assert_eq!(
        claims(&judge(&token(&payload, &[&name, &element]))),
        r#"{"list":[1,{"x":1},3],"name":"Ada"}"#
    );
    assert_eq!(claims(&judge(&token(&payload, &[&name]))), r#"{"list":[1,3],"name":"Ada"}"#);
    let nothing = judge(&token(&payload, &[]));
    assert_eq!(claims(&nothing), r#"{"list":[1,3]}"#);
    assert_eq!(nothing.disclosures().unwrap().undisclosed, 2);
    assert_eq!(
        nothing.sentence(),
        "Accept: valid HS256 MAC, 0 claims disclosed, 2 kept back. The expiry, issuer and audience were not checked, as \
         asked."
    );
}

#[test]
fn an_object_that_lost_all_its_digests_is_empty_and_stays() {
    assert_eq!(
        claims(&judge(&token(r#"{"a":{"_sd":["x"]},"b":[{"...":"y"}],"c":{"_sd":[]}}"#, &[]))),
        r#"{"a":{},"b":[],"c":{}}"#
    );
}

#[test]
fn a_recursive_disclosure_is_resolved_from_the_outside_in() {
    let (street, inner) = disclosure(r#"["s1","street","Main St"]"#);
    let (address, outer) = disclosure(&format!(r#"["s2","address",{{"_sd":["{inner}"],"country":"US"}}]"#));
    let payload = format!(r#"{{"_sd":["{outer}"]}}"#);
    let both = judge(&token(&payload, &[&street, &address]));
    assert_eq!(claims(&both), r#"{"address":{"country":"US","street":"Main St"}}"#);
    let pointers: Vec<_> =
        both.disclosures().unwrap().disclosed.iter().map(|d| (d.index, d.pointer.as_str())).collect();
    assert_eq!(pointers, [(0, "/address/street"), (1, "/address")]);
    // Without the outer one nothing says where the inner one belongs.
    assert_eq!(codes(&judge(&token(&payload, &[&street]))), ["sd-digest-invalid"]);
}

#[test]
fn a_disclosure_that_no_digest_refers_to_is_refused() {
    let (mine, digest) = disclosure(r#"["s1","a",1]"#);
    let (stray, _) = disclosure(r#"["s2","b",2]"#);
    let verdict = judge(&token(&format!(r#"{{"_sd":["{digest}"]}}"#), &[&mine, &stray]));
    assert_eq!(
        messages(&verdict),
        ["The digests do not hold: the disclosure 2 matches no digest that is signed."]
    );
    assert_eq!((verdict.exit_code(), verdict.payload()), (1, None));
    let place = verdict.reasons()[0].place().unwrap();
    assert_eq!(place.part, Part::Disclosure(1));
}

#[test]
fn a_disclosure_that_is_there_twice_is_refused() {
    let (mine, digest) = disclosure(r#"["s1","a",1]"#);
    let verdict = judge(&token(&format!(r#"{{"_sd":["{digest}"]}}"#), &[&mine, &mine]));
    assert!(
        messages(&verdict).contains(&"The digests do not hold: the disclosure 2 is there twice.".to_owned())
    );
}

#[test]
fn a_digest_that_occurs_twice_is_refused_also_where_nothing_is_disclosed() {
    let (one, digest) = disclosure(r#"["s1","a",1]"#);
    for payload in [
        format!(r#"{{"_sd":["{digest}","{digest}"]}}"#),
        format!(r#"{{"_sd":["{digest}"],"o":{{"_sd":["{digest}"]}}}}"#),
        format!(r#"{{"_sd":["{digest}"],"o":[{{"...":"{digest}"}}]}}"#),
    ] {
        assert_eq!(codes(&judge(&token(&payload, &[&one]))), ["sd-digest-invalid"], "{payload}");
        assert_eq!(codes(&judge(&token(&payload, &[]))), ["sd-digest-invalid"], "{payload}");
    }
    // In a disclosure: the digest of one is inside of the other, and in the payload too.
    let (outer, outer_digest) = disclosure(&format!(r#"["s2","o",{{"_sd":["{digest}"]}}]"#));
    let verdict = judge(&token(&format!(r#"{{"_sd":["{outer_digest}","{digest}"]}}"#), &[&outer, &one]));
    assert_eq!(codes(&verdict), ["sd-digest-invalid"]);
}

#[test]
fn no_claim_is_overwritten() {
    let (one, digest) = disclosure(r#"["s1","a",1]"#);
    let verdict = judge(&token(&format!(r#"{{"a":0,"_sd":["{digest}"]}}"#), &[&one]));
    assert_eq!(messages(&verdict), ["The disclosure 1 is malformed: its name \"a\" is there already."]);
    let (two, other) = disclosure(r#"["s2","a",2]"#);
    let verdict = judge(&token(&format!(r#"{{"_sd":["{digest}","{other}"]}}"#), &[&one, &two]));
    assert_eq!(messages(&verdict), ["The disclosure 2 is malformed: its name \"a\" is there already."]);
}

#[test]
fn a_disclosure_has_3_items_for_a_member_and_2_for_an_element() {
    let (two, digest) = disclosure(r#"["s1",1]"#);
    let verdict = judge(&token(&format!(r#"{{"_sd":["{digest}"]}}"#), &[&two]));
    assert_eq!(codes(&verdict), ["sd-disclosure-malformed"]);
    let (three, digest) = disclosure(r#"["s1","a",1]"#);
    let verdict = judge(&token(&format!(r#"{{"list":[{{"...":"{digest}"}}]}}"#), &[&three]));
    assert_eq!(codes(&verdict), ["sd-disclosure-malformed"]);
}

#[test]
fn reserved_names_stand_for_digests_alone() {
    for (json, code) in [
        (r#"["s1","_sd",[]]"#, "sd-disclosure-malformed"),
        (r#"["s1","...","x"]"#, "sd-disclosure-malformed"),
        (r#"["s1","_sd_alg","sha-256"]"#, "sd-hash"),
    ] {
        let (text, digest) = disclosure(json);
        let verdict = judge(&token(&format!(r#"{{"_sd":["{digest}"]}}"#), &[&text]));
        assert_eq!(codes(&verdict), [code], "{json}");
    }
    for (payload, code) in [
        (r#"{"_sd":"x"}"#, "sd-digest-invalid"),
        (r#"{"_sd":[1]}"#, "sd-digest-invalid"),
        (r#"{"a":{"...":"x"}}"#, "sd-digest-invalid"),
        (r#"{"a":[{"...":"x","b":1}]}"#, "sd-digest-invalid"),
        (r#"{"a":[{"...":1}]}"#, "sd-digest-invalid"),
        (r#"{"a":{"_sd_alg":"sha-256"}}"#, "sd-hash"),
    ] {
        assert_eq!(codes(&judge(&token(payload, &[]))), [code], "{payload}");
    }
}

#[test]
fn the_hash_is_one_that_is_fit_and_named_at_the_top() {
    for (name, length) in [
        ("sha-256", 43),
        ("sha-384", 64),
        ("sha-512", 86),
        ("sha3-256", 43),
        ("sha3-384", 64),
        ("sha3-512", 86),
    ] {
        let issued = SdJwtIssuer::new(&key()).hash(name).disclose("/a").issue(br#"{"a":1}"#).unwrap();
        let payload = base64url::decode(issued.split('.').nth(1).unwrap().as_bytes()).unwrap();
        let payload = String::from_utf8(payload).unwrap();
        assert!(payload.ends_with(&format!(r#""_sd_alg":"{name}"}}"#)), "{payload}");
        assert_eq!(payload.split('"').nth(3).unwrap().len(), length, "{name}");
        assert_eq!(claims(&judge(&issued)), r#"{"a":1}"#);
    }
    for (payload, found) in [
        (r#"{"_sd_alg":"md5"}"#, "\"md5\""),
        (r#"{"_sd_alg":"SHA-256"}"#, "\"SHA-256\""),
        (r#"{"_sd_alg":"sha-256-128"}"#, "\"sha-256-128\""),
        (r#"{"_sd_alg":7}"#, "it is a number, not a string"),
    ] {
        let verdict = judge(&token(payload, &[]));
        assert_eq!(messages(&verdict), [format!("The hash of the disclosures is not fit: {found}.")]);
        assert_eq!(verdict.exit_code(), 1);
    }
    assert_eq!(SdJwtIssuer::new(&key()).hash("md5").issue(b"{}").unwrap_err().code().as_str(), "sd-hash");
}

#[test]
fn a_jwt_without_a_tilde_is_no_sd_jwt() {
    let token = Signer::new(&key()).sign_json(br#"{"a":1}"#).unwrap();
    let verdict = judge(&token);
    assert_eq!((codes(&verdict), verdict.exit_code()), (vec!["sd-form"], 3));
    assert!(judge(&format!("{token}~")).accept());
}

#[test]
fn claims_are_checked_as_they_are_with_the_disclosures_put_in() {
    let (exp, digest) = disclosure(&format!(r#"["s1","exp",{}]"#, NOW.0 - 60));
    let sd = format!(r#"{{"iss":"a","_sd":["{digest}"]}}"#);
    let strict = Verifier::new(&key()).issuer("a").any_audience().build();
    let strict = SdJwtVerifier::new(strict).no_key_binding();
    // Kept back, exp is missing; disclosed, it counts, and the reason points at its disclosure.
    assert_eq!(codes(&strict.judge(&token(&sd, &[]), NOW)), ["exp-missing"]);
    let shown = token(&sd, &[&exp]);
    let verdict = strict.judge(&shown, NOW);
    assert_eq!((codes(&verdict), verdict.exit_code()), (vec!["token-expired"], 5));
    let place = verdict.reasons()[0].place().unwrap();
    assert_eq!(place.part, Part::Disclosure(0));
    assert_eq!(place.span.unwrap().of_str(&shown), exp);
    // A claim in plain sight keeps its bytes in the payload.
    let other = Verifier::new(&key()).issuer("b").any_audience().allow_missing_exp().build();
    let verdict = SdJwtVerifier::new(other).no_key_binding().judge(&shown, NOW);
    let place =
        verdict.reasons().iter().find(|r| r.code().as_str() == "iss-mismatch").unwrap().place().unwrap();
    let Span { start, end, .. } = place.span.unwrap();
    let body = shown.find('.').unwrap() + 1;
    assert_eq!((place.part, start), (Part::Payload, body + 1));
    assert_eq!(base64url::read(Span::new(body, end).of(shown.as_bytes())).bytes, br#"{"iss":"a""#);
}

#[test]
fn a_changed_signature_is_refused_whatever_the_disclosures() {
    let issued = SdJwtIssuer::new(&key()).disclose("/a").issue(br#"{"a":1}"#).unwrap();
    let other = Key::hmac(Algorithm::Hs256, [8; 32]).unwrap();
    let verifier = Verifier::new(&other).any_issuer().any_audience().allow_missing_exp().build();
    let verdict = SdJwtVerifier::new(verifier).no_key_binding().judge(&issued, NOW);
    assert_eq!((codes(&verdict), verdict.exit_code()), (vec!["signature-mismatch"], 1));
}

#[test]
fn an_explicit_type_ends_in_sd_jwt_unless_another_was_asked_for() {
    let with = |typ: &str| format!("{}~", Signer::new(&key()).typ(typ).sign_json(b"{}").unwrap());
    for typ in ["JWT", "dc+sd-jwt", "application/example+SD-JWT"] {
        assert!(judge(&with(typ)).accept(), "{typ}");
    }
    for typ in ["at+jwt", "kb+jwt", "dpop+jwt"] {
        assert_eq!(codes(&judge(&with(typ))), ["typ-mismatch"], "{typ}");
    }
    let asked =
        Verifier::new(&key()).any_issuer().any_audience().allow_missing_exp().types(["dc+sd-jwt"]).build();
    let asked = SdJwtVerifier::new(asked).no_key_binding();
    assert!(asked.judge(&with("dc+sd-jwt"), NOW).accept());
    assert_eq!(codes(&asked.judge(&with("vc+sd-jwt"), NOW)), ["typ-mismatch"]);
}

#[test]
fn depth_is_counted_after_disclosures_are_put_in() {
    // The payload is level 1; the value of the disclosure begins at level 2.
    let nested = |levels: usize| {
        let value = format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        let (text, digest) = disclosure(&format!(r#"["s","a",{value}]"#));
        judge(&token(&format!(r#"{{"_sd":["{digest}"]}}"#), &[&text]))
    };
    assert!(nested(JSON_DEPTH - 2).accept());
    assert!(nested(JSON_DEPTH - 1).accept());
    // Alone, the JSON of this disclosure is one level too deep already: its array is a level too.
    assert_eq!(codes(&nested(JSON_DEPTH)), ["sd-disclosure-malformed"]);
    // Two that are each shallow enough, and too deep together.
    let chain = |outer: usize, inner: usize| {
        let (text, digest) = disclosure(&format!(r#"["s","a",{}1{}]"#, "[".repeat(inner), "]".repeat(inner)));
        let open = "[".repeat(outer);
        let close = "]".repeat(outer);
        let (other, top) = disclosure(&format!(r#"["t","b",{open}{{"_sd":["{digest}"]}}{close}]"#));
        judge(&token(&format!(r#"{{"_sd":["{top}"]}}"#), &[&other, &text]))
    };
    assert!(chain(31, 31).accept());
    let verdict = chain(31, 32);
    assert_eq!(messages(&verdict), ["The JSON of the disclosure 2 is nested deeper than 64 levels."]);
    assert_eq!(verdict.exit_code(), 3);
}

#[test]
fn a_thousand_disclosures_inside_each_other_end_at_the_bound() {
    let mut texts = Vec::new();
    let (text, mut digest) = disclosure(r#"["s","a",1]"#);
    texts.push(text);
    for level in 1..DISCLOSURES {
        let (text, next) = disclosure(&format!(r#"["{level}","a",{{"_sd":["{digest}"]}}]"#));
        texts.push(text);
        digest = next;
    }
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let verdict = judge(&token(&format!(r#"{{"_sd":["{digest}"]}}"#), &all));
    assert_eq!(codes(&verdict), ["json-depth"]);
}

#[test]
fn takes_1024_disclosures_and_not_one_more() {
    let with = |count: usize| {
        let made: Vec<_> = (0..count).map(|n| disclosure(&format!(r#"["s{n}","c{n}",{n}]"#))).collect();
        let digests: Vec<_> = made.iter().map(|(_, digest)| format!("\"{digest}\"")).collect();
        let texts: Vec<_> = made.iter().map(|(text, _)| text.as_str()).collect();
        judge(&token(&format!(r#"{{"_sd":[{}]}}"#, digests.join(",")), &texts))
    };
    assert!(with(DISCLOSURES - 1).accept());
    assert!(with(DISCLOSURES).accept());
    let verdict = with(DISCLOSURES + 1);
    assert_eq!((codes(&verdict), verdict.exit_code()), (vec!["too-long"], 3));
    let mut issuer = SdJwtIssuer::new(&KEY);
    for n in 0..=DISCLOSURES {
        issuer = issuer.disclose(&format!("/{n}"));
    }
    let claims: Vec<String> = (0..=DISCLOSURES).map(|n| format!("\"{n}\":1")).collect();
    let claims = format!("{{{}}}", claims.join(","));
    assert_eq!(issuer.issue(claims.as_bytes()).unwrap_err().code().as_str(), "too-long");
}

#[test]
fn long_names_and_many_disclosures_stay_in_bounds() {
    let long = "n".repeat(100_000);
    let made: Vec<_> = (0..500).map(|n| disclosure(&format!(r#"["s{n}","c{n}",{n}]"#))).collect();
    let digests: Vec<_> = made.iter().map(|(_, digest)| format!("\"{digest}\"")).collect();
    let texts: Vec<_> = made.iter().map(|(text, _)| text.as_str()).collect();
    let verdict = judge(&token(&format!(r#"{{"{long}":{{"_sd":[{}]}}}}"#, digests.join(",")), &texts));
    assert!(verdict.accept());
    let longest = verdict.disclosures().unwrap().disclosed.iter().map(|d| d.pointer.len()).max().unwrap();
    assert_eq!(longest, 1024 + '…'.len_utf8());
    // The slash before the name counts too.
    for bytes in [POINTER_BYTES - 1, POINTER_BYTES, POINTER_BYTES + 1] {
        let (text, digest) = disclosure(&format!(r#"["s","{}",1]"#, "n".repeat(bytes - 1)));
        let verdict = judge(&token(&format!(r#"{{"_sd":["{digest}"]}}"#), &[&text]));
        assert!(verdict.accept());
        let pointer = &verdict.disclosures().unwrap().disclosed[0].pointer;
        let cut = bytes > POINTER_BYTES;
        assert_eq!(
            (pointer.len(), pointer.ends_with('…')),
            (if cut { 1024 + 3 } else { bytes }, cut),
            "{bytes}"
        );
    }
}

#[test]
fn what_is_misplaced_many_times_under_a_long_name_is_told_in_bounds() {
    // Each of these is a fault of its own, and the way to each is as long as half of the token.
    let long = "A".repeat(100_000);
    for (misplaced, code) in [
        (r#"{"_sd_alg":1}"#, "sd-hash"),
        (r#"{"_sd":1}"#, "sd-digest-invalid"),
        (r#"{"x":{"...":1}}"#, "sd-digest-invalid"),
        (r#"{"...":1}"#, "sd-digest-invalid"),
        (r#"{"_sd":["x"]}"#, "sd-digest-invalid"),
    ] {
        let payload = format!(r#"{{"{long}":[{}]}}"#, vec![misplaced; 7_000].join(","));
        let verdict = judge(&token(&payload, &[]));
        assert_eq!(codes(&verdict), vec![code; DEFECTS], "{misplaced}");
        let json = verdict.to_json();
        assert!(json.len() < DEFECTS * 2 * POINTER_BYTES, "{misplaced}: {}", json.len());
    }
    let verdict = judge(&token(&format!(r#"{{"{long}":{{"_sd_alg":1}},"a":{{"_sd_alg":1}}}}"#), &[]));
    let short = long.get(..COMPARED_CHARACTERS - 1).unwrap();
    assert_eq!(
        messages(&verdict),
        [
            format!(
                "The hash of the disclosures is not fit: _sd_alg stands in \"/{short}…\", not at the top."
            ),
            "The hash of the disclosures is not fit: _sd_alg stands in \"/a\", not at the top.".into(),
        ]
    );
}
