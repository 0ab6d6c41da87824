//! SD-JWT (RFC 9901): each rule of section 7, named, with the code that a breach has; bounds at, below and above them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use jotsmith::limits::{DISCLOSURES, JSON_DEPTH, POINTER_BYTES};
use jotsmith::profile::sd_jwt::{SdJwtHolder, SdJwtIssuer, SdJwtVerifier};
use jotsmith::reason::{Part, Span};
use jotsmith::text::base64url;
use jotsmith::{Algorithm, AnyKey, Key, NumericDate, Seconds, Signer, Verdict, Verifier};
use proptest::prelude::*;
use proptest::sample::subsequence;
use sha2::{Digest, Sha256};
use testkit::keys;

const NOW: NumericDate = NumericDate(1_795_442_711);

fn key() -> Key<jotsmith::key::Shared> {
    Key::hmac(Algorithm::Hs256, [7; 32]).unwrap()
}

fn holder_key() -> Key<jotsmith::key::Private> {
    private(keys::ED25519_PKCS8)
}

fn private(text: &str) -> Key<jotsmith::key::Private> {
    let AnyKey::Private(key) = AnyKey::read(text.as_bytes()).unwrap() else { panic!("a private key") };
    key
}

fn verifier() -> Verifier<'static> {
    Verifier::new(&key()).any_issuer().any_audience().allow_missing_exp().build()
}

fn judge(token: &str) -> Verdict {
    SdJwtVerifier::new(verifier()).no_key_binding().judge(token, NOW)
}

fn disclosure(json: &str) -> (String, String) {
    let text = base64url::encode(json.as_bytes());
    let digest = base64url::encode(&Sha256::digest(&text));
    (text, digest)
}

fn token(payload: &str, disclosures: &[&str]) -> String {
    let mut token = Signer::new(&key()).no_typ().sign_json(payload.as_bytes()).unwrap();
    token.push('~');
    for disclosure in disclosures {
        token.push_str(disclosure);
        token.push('~');
    }
    token
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.reasons().iter().map(|reason| reason.code().as_str()).collect()
}

fn messages(verdict: &Verdict) -> Vec<String> {
    verdict.reasons().iter().map(ToString::to_string).collect()
}

fn claims(verdict: &Verdict) -> &str {
    assert!(verdict.accept(), "{}", verdict.sentence());
    std::str::from_utf8(verdict.payload().unwrap()).unwrap()
}

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

static KEY: std::sync::LazyLock<Key<jotsmith::key::Shared>> = std::sync::LazyLock::new(key);

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

mod key_binding {
    use super::*;

    const CLAIMS: &[u8] = br#"{"iss":"https://a.example","exp":1795443431,"a":1,"b":2}"#;

    fn issued() -> String {
        SdJwtIssuer::new(&key())
            .disclose("/a")
            .disclose("/b")
            .holder(&holder_key().public())
            .issue(CLAIMS)
            .unwrap()
    }

    fn presented() -> String {
        let holder = SdJwtHolder::parse(&issued()).unwrap().disclose("/a").unwrap();
        holder.present_bound(&holder_key(), "https://v.example", "n-1", NOW).unwrap()
    }

    fn bound() -> SdJwtVerifier<'static> {
        SdJwtVerifier::new(verifier()).key_binding("https://v.example", "n-1")
    }

    fn why(verdict: &Verdict) -> Vec<String> {
        assert!(
            verdict.reasons().iter().all(|reason| reason.code().as_str() == "sd-kb"),
            "{:?}",
            codes(verdict)
        );
        assert_eq!((verdict.accept(), verdict.exit_code()), (false, 1));
        messages(verdict)
            .into_iter()
            .map(|text| text.trim_start_matches("The key binding does not hold: ").to_owned())
            .collect()
    }

    /// The presentation with another key binding JWT.
    fn with(header: &str, payload: &str, signer: &Key<jotsmith::key::Private>) -> String {
        let token = presented();
        let (rest, _) = token.rsplit_once('~').unwrap();
        let sd_hash = base64url::encode(&Sha256::digest(format!("{rest}~")));
        let payload = payload.replace("HASH", &sd_hash).replace("NOW", &NOW.0.to_string());
        let kb = Signer::new(signer).whole_header(header.as_bytes()).sign_bytes(payload.as_bytes()).unwrap();
        format!("{rest}~{kb}")
    }

    #[test]
    fn holds_for_audience_nonce_and_disclosures() {
        let verdict = bound().judge(&presented(), NOW);
        assert!(verdict.accept(), "{:?}", messages(&verdict));
        assert!(
            verdict
                .sentence()
                .starts_with("Accept: valid HS256 MAC, 1 claim disclosed, 1 kept back, key binding holds")
        );
        let verified = bound().verify::<serde_json::Value>(&presented(), NOW).unwrap();
        assert_eq!(verified.disclosed().collect::<Vec<_>>(), ["/a"]);
        assert_eq!(verified.holder().unwrap().thumbprint(), holder_key().thumbprint());
    }

    #[test]
    fn that_is_required_may_not_be_missing() {
        assert_eq!(why(&bound().judge(&issued(), NOW)), ["it is missing."]);
        let (rest, _) = {
            let token = presented();
            token.rsplit_once('~').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap()
        };
        assert_eq!(why(&bound().judge(&format!("{rest}~"), NOW)), ["it is missing."]);
    }

    #[test]
    fn that_nobody_asked_about_is_refused_unless_it_is_ignored_by_name() {
        let verdict = SdJwtVerifier::new(verifier()).no_key_binding().judge(&presented(), NOW);
        assert_eq!(why(&verdict), ["it was made for somebody, and nobody said for whom it should be."]);
        let verdict = SdJwtVerifier::new(verifier()).ignore_key_binding().judge(&presented(), NOW);
        assert!(verdict.accept());
        assert!(verdict.waived().contains(&"kb"), "{:?}", verdict.waived());
        assert!(SdJwtVerifier::new(verifier()).ignore_key_binding().judge(&issued(), NOW).accept());
    }

    #[test]
    fn for_another_audience_or_nonce_is_refused() {
        let other = SdJwtVerifier::new(verifier()).key_binding("https://w.example", "n-1");
        assert_eq!(
            why(&other.judge(&presented(), NOW)),
            ["the token is meant for \"https://v.example\", not for \"https://w.example\"."]
        );
        let other = SdJwtVerifier::new(verifier()).key_binding("https://v.example", "n-2");
        assert_eq!(why(&other.judge(&presented(), NOW)), ["it was made for another nonce."]);
    }

    #[test]
    fn is_fresh_for_5_minutes_unless_said() {
        let judge = |verifier: SdJwtVerifier<'_>, at: i64| {
            verifier.judge(&presented(), NumericDate(NOW.0 + at)).accept()
        };
        assert!(judge(bound(), 299));
        assert!(judge(bound(), 300));
        assert!(!judge(bound(), 301));
        assert!(!judge(bound(), -1));
        let short =
            || SdJwtVerifier::new(verifier()).key_binding_within("https://v.example", "n-1", Seconds(10));
        assert!(judge(short(), 10));
        assert!(!judge(short(), 11));
    }

    #[test]
    fn covers_every_disclosure() {
        let issued = issued();
        let holder = SdJwtHolder::parse(&issued).unwrap().disclose("/a").unwrap();
        let shown = holder.present_bound(&holder_key(), "https://v.example", "n-1", NOW).unwrap();
        let binding = shown.rsplit_once('~').unwrap().1;
        let pieces: Vec<&str> = issued.split('~').collect();
        // A disclosure more, one less, and another in its place.
        for disclosures in [[pieces[1], pieces[2]].as_slice(), &[], &[pieces[2]]] {
            let text = [&[pieces[0]], disclosures, &[binding]].concat().join("~");
            let why = why(&bound().judge(&text, NOW));
            assert!(why.len() == 1 && why[0].starts_with("sd_hash is "), "{why:?}");
        }
        assert!(bound().judge(&[pieces[0], pieces[1], binding].join("~"), NOW).accept());
    }

    #[test]
    fn has_its_type_and_its_claims() {
        let good = r#"{"nonce":"n-1","aud":"https://v.example","iat":NOW,"sd_hash":"HASH"}"#;
        let header = r#"{"alg":"Ed25519","typ":"kb+jwt"}"#;
        assert!(bound().judge(&with(header, good, &holder_key()), NOW).accept());
        for (header, payload, found) in [
            (r#"{"alg":"Ed25519"}"#, good, "the type is absent, not kb+jwt."),
            (r#"{"alg":"Ed25519","typ":"JWT"}"#, good, "the type is \"JWT\", not kb+jwt."),
            (
                header,
                r#"{"aud":"https://v.example","iat":NOW,"sd_hash":"HASH"}"#,
                "the claim \"nonce\" is required and missing.",
            ),
            (
                header,
                r#"{"nonce":"n-1","aud":"https://v.example","iat":NOW}"#,
                "the claim \"sd_hash\" is required and missing.",
            ),
            (
                header,
                r#"{"nonce":"n-1","aud":"https://v.example","sd_hash":"HASH"}"#,
                "the claim \"iat\" is required and missing.",
            ),
            (
                header,
                r#"{"nonce":"n-1","aud":["https://v.example"],"iat":NOW,"sd_hash":"HASH"}"#,
                "aud is an array, not one string.",
            ),
            (
                header,
                r#"{"nonce":7,"aud":"https://v.example","iat":NOW,"sd_hash":"HASH"}"#,
                "nonce is a number, not a string.",
            ),
            (
                header,
                r#"{"nonce":"n-1","aud":"https://v.example","iat":NOW,"sd_hash":"HASH","exp":NOW}"#,
                "the token expired now.",
            ),
        ] {
            assert_eq!(why(&bound().judge(&with(header, payload, &holder_key()), NOW)), [found], "{payload}");
        }
    }

    #[test]
    fn is_by_the_key_of_cnf_and_no_other() {
        let other = private(keys::P256_PKCS8);
        let good = r#"{"nonce":"n-1","aud":"https://v.example","iat":NOW,"sd_hash":"HASH"}"#;
        let token = with(r#"{"alg":"ES256","typ":"kb+jwt"}"#, good, &other);
        assert_eq!(why(&bound().judge(&token, NOW)), ["the key does not fit ES256."]);
        let holder = SdJwtHolder::parse(&issued()).unwrap();
        let fault = holder.present_bound(&other, "a", "n", NOW).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "The key binding does not hold: the token is bound to another key (cnf.jwk)."
        );
    }

    #[test]
    fn needs_a_public_key_in_cnf() {
        for (cnf, found) in [
            ("", "the issuer bound the token to no key (cnf)."),
            (r#","cnf":{"jkt":"x"}"#, "cnf names the key of the holder in another way than by jwk."),
            (
                r#","cnf":{"jwk":{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}}"#,
                "cnf.jwk holds what must stay secret.",
            ),
            (
                r#","cnf":{"jwk":{"kty":"EC"}}"#,
                "cnf.jwk cannot be used: the key is broken: a key of kty EC has crv; it is missing.",
            ),
        ] {
            let token = token(&format!(r#"{{"a":1{cnf}}}"#), &[]);
            let kb = presented();
            let token = format!("{token}{}", kb.rsplit_once('~').unwrap().1);
            let verdict = bound().judge(&token, NOW);
            assert!(why(&verdict).contains(&found.to_owned()), "{:?}", messages(&verdict));
        }
    }

    #[test]
    fn a_last_piece_that_is_no_jwt_is_a_broken_key_binding() {
        let issued = issued();
        let cut = issued.strip_suffix('~').unwrap();
        assert_eq!(why(&bound().judge(cut, NOW)).len(), 1);
    }

    #[test]
    fn a_holder_takes_no_token_that_was_presented_already() {
        let faults = SdJwtHolder::parse(&presented()).unwrap_err();
        assert_eq!(faults[0].code().as_str(), "sd-kb");
    }
}

#[test]
fn an_issuer_hides_no_claim_that_decides_validity() {
    let claims = br#"{"iss":"a","aud":["x","y"],"exp":1,"nbf":1,"cnf":{"jwk":{}},"iat":1,"sub":"s","_x":1}"#;
    for pointer in ["/iss", "/aud", "/exp", "/nbf", "/cnf", "/cnf/jwk"] {
        let fault = SdJwtIssuer::new(&key()).disclose(pointer).issue(claims).unwrap_err();
        assert_eq!(fault.code().as_str(), "sd-not-selective", "{pointer}");
    }
    for pointer in ["/aud/0", "/iat", "/sub", "/_x"] {
        assert!(SdJwtIssuer::new(&key()).disclose(pointer).issue(claims).is_ok(), "{pointer}");
    }
    for pointer in ["/none", "/aud/2", "/aud/00", "", "sub", "/"] {
        let fault = SdJwtIssuer::new(&key()).disclose(pointer).issue(claims).unwrap_err();
        assert_eq!(fault.code().as_str(), "sd-not-selective", "{pointer}");
    }
    for claims in [r#"{"_sd":[]}"#, r#"{"a":[{"...":"x"}]}"#, r#"{"a":{"_sd_alg":1}}"#] {
        let fault = SdJwtIssuer::new(&key()).issue(claims.as_bytes()).unwrap_err();
        assert_eq!(fault.code().as_str(), "sd-digest-invalid", "{claims}");
    }
}

#[test]
fn decoys_stand_beside_the_digests_and_have_no_disclosure() {
    let issued =
        SdJwtIssuer::new(&key()).disclose("/o/a").decoys(5).issue(br#"{"o":{"a":1},"p":{}}"#).unwrap();
    let verdict = judge(&issued);
    assert_eq!(claims(&verdict), r#"{"o":{"a":1},"p":{}}"#);
    assert_eq!(verdict.disclosures().unwrap().undisclosed, 10);
}

#[test]
fn two_tokens_of_one_issuer_have_no_salt_in_common() {
    let issuer = |claims: &[u8]| SdJwtIssuer::new(&KEY).disclose("/a").issue(claims).unwrap();
    let (one, two) = (issuer(br#"{"a":1}"#), issuer(br#"{"a":1}"#));
    assert_ne!(one.split('~').nth(1), two.split('~').nth(1));
}

#[test]
fn a_holder_discloses_what_can_be_chosen_and_what_it_stands_in() {
    let issued = SdJwtIssuer::new(&key())
        .disclose("/o")
        .disclose("/o/a")
        .disclose("/l/1")
        .issue(br#"{"o":{"a":{"x":1},"b":2},"l":[1,2,3],"p":3}"#)
        .unwrap();
    let holder = SdJwtHolder::parse(&issued).unwrap();
    assert_eq!(holder.selectable().collect::<Vec<_>>(), ["/o/a", "/o", "/l/1"]);
    let shown = |pointers: &[&str]| {
        let mut holder = SdJwtHolder::parse(&issued).unwrap();
        for pointer in pointers {
            holder = holder.disclose(pointer).unwrap();
        }
        claims(&judge(&holder.present())).to_owned()
    };
    assert_eq!(shown(&[]), r#"{"l":[1,3],"p":3}"#);
    assert_eq!(shown(&["/o"]), r#"{"l":[1,3],"p":3,"o":{"b":2}}"#);
    assert_eq!(shown(&["/o/a"]), r#"{"l":[1,3],"p":3,"o":{"b":2,"a":{"x":1}}}"#);
    assert_eq!(shown(&["/l/1"]), r#"{"l":[1,2,3],"p":3}"#);
    assert_eq!(
        claims(&judge(&SdJwtHolder::parse(&issued).unwrap().disclose_all().present())),
        r#"{"l":[1,2,3],"p":3,"o":{"b":2,"a":{"x":1}}}"#
    );
    for (pointer, found) in [
        ("/p", "nothing by that name can be disclosed, or it is in plain sight"),
        ("/q", "nothing by that name can be disclosed, or it is in plain sight"),
        ("/o/b", "it is disclosed with the whole of /o"),
        ("/o/a/x", "it is disclosed with the whole of /o/a"),
    ] {
        let fault = SdJwtHolder::parse(&issued).unwrap().disclose(pointer).unwrap_err();
        assert_eq!(
            fault.to_string(),
            format!("The claim {pointer} cannot be disclosed selectively: {found}.")
        );
    }
}

const POINTERS: &[&str] = &["/a", "/b", "/o/x", "/o/y", "/l/0", "/l/1", "/l/2/z"];
const ALL: &[u8] = br#"{"a":1,"b":"two","o":{"x":[1,2],"y":null},"l":["p","q",{"z":true}],"plain":{"k":0}}"#;

/// The claims that are left where these are kept back, by an independent walk.
fn without(hidden: &[&str]) -> serde_json::Value {
    fn walk(value: &serde_json::Value, at: &str, hidden: &[&str]) -> serde_json::Value {
        match value {
            serde_json::Value::Object(members) => members
                .iter()
                .filter(|(name, _)| !hidden.contains(&format!("{at}/{name}").as_str()))
                .map(|(name, value)| (name.clone(), walk(value, &format!("{at}/{name}"), hidden)))
                .collect(),
            serde_json::Value::Array(elements) => elements
                .iter()
                .enumerate()
                .filter(|(index, _)| !hidden.contains(&format!("{at}/{index}").as_str()))
                .map(|(index, value)| walk(value, &format!("{at}/{index}"), hidden))
                .collect(),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::String(_) => value.clone(),
        }
    }
    walk(&serde_json::from_slice(ALL).unwrap(), "", hidden)
}

proptest! {
    #[test]
    fn any_subset_of_disclosures_verifies_to_exactly_these_claims(
        chosen in subsequence(POINTERS.to_vec(), 0..=POINTERS.len()),
        keep in any::<u8>(),
        decoys in 0_usize..3,
    ) {
        let mut issuer = SdJwtIssuer::new(&KEY).decoys(decoys);
        for pointer in &chosen {
            issuer = issuer.disclose(pointer);
        }
        let mut holder = SdJwtHolder::parse(&issuer.issue(ALL).unwrap()).unwrap();
        let mut hidden = Vec::new();
        for (index, pointer) in chosen.iter().enumerate() {
            if keep >> index & 1 == 1 {
                holder = holder.disclose(pointer).unwrap();
            } else {
                hidden.push(*pointer);
            }
        }
        let verdict = judge(&holder.present());
        prop_assert!(verdict.accept(), "{}", verdict.sentence());
        let claims: serde_json::Value = serde_json::from_slice(verdict.payload().unwrap()).unwrap();
        prop_assert_eq!(claims, without(&hidden));
    }

    #[test]
    fn a_flipped_bit_anywhere_is_refused(at in any::<prop::sample::Index>(), bit in 0_u8..7) {
        let issued = SdJwtIssuer::new(&KEY).disclose("/a").disclose("/l/1").issue(ALL).unwrap();
        let mut bytes = issued.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        prop_assert!(!judge(&text).accept(), "{}", text);
    }

    #[test]
    fn disclosures_that_are_doubled_or_foreign_are_refused(index in 1_usize..3) {
        let issued = SdJwtIssuer::new(&KEY).disclose("/a").disclose("/b").issue(ALL).unwrap();
        let other = SdJwtIssuer::new(&KEY).disclose("/a").disclose("/b").issue(ALL).unwrap();
        let doubled = format!("{issued}{}~", issued.split('~').nth(index).unwrap());
        prop_assert!(!judge(&doubled).accept());
        let foreign = format!("{issued}{}~", other.split('~').nth(index).unwrap());
        prop_assert!(!judge(&foreign).accept());
        // The order of disclosures is nobody's business: swapped, they say the same.
        let pieces: Vec<&str> = issued.split('~').collect();
        let swapped = [pieces[0], pieces[2], pieces[1], ""].join("~");
        prop_assert!(judge(&swapped).accept());
    }

    #[test]
    fn nothing_panics_on_any_pieces(pieces in prop::collection::vec("[A-Za-z0-9_.~-]{0,40}", 0..6)) {
        let text = pieces.join("~");
        judge(&text);
        prop_assert!(SdJwtHolder::parse(&text).is_err());
    }
}

/// RFC 9901 section 8: the same rules in JSON serialization, and those that it alone has.
mod json_serialization {
    use super::*;

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
            let (codes, messages) = faults(&signer.sign_flattened(b"{}").unwrap());
            assert_eq!(codes, ["serialization-malformed"]);
            assert_eq!(
                messages[0],
                format!(
                    "The JSON serialization is malformed: {name} stands in the protected header, which the issuer alone \
                     writes."
                )
            );
        }
    }

    #[test]
    fn disclosures_and_key_binding_stand_with_the_first_signature_alone() {
        for parameter in [r#""disclosures":[]"#, r#""kb_jwt":"a.b.c""#] {
            let name = parameter.split('"').nth(1).unwrap();
            let signed =
                Signer::sign_general(&[Signer::new(&KEY).no_typ(), Signer::new(&KEY).no_typ()], b"{}")
                    .unwrap();
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
    fn an_inspection_sees_that_it_is_one() {
        let (text, digest) = disclosure(r#"["s","a",1]"#);
        let token =
            flattened(&format!(r#"{{"_sd":["{digest}"]}}"#), &format!(r#"{{"disclosures":["{text}"]}}"#));
        let expect = jotsmith::check::Expectations::default();
        let inspection = jotsmith::inspect(&token, 0, &[key().to_any()], &expect, NOW);
        let json = inspection.layers[0].verdict.to_json();
        assert!(json.contains(r#""kind":"sd-jwt","serialization":"flattened""#), "{json}");
        assert_eq!(inspection.layers[0].verdict.disclosures().unwrap().disclosed[0].pointer, "/a");
    }
}
