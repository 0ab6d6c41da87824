//! The policy: every fault with its exact words, whose rules apply, and that flags say the same.

use proptest::prelude::*;
use testkit::keys;
use zeroize::Zeroizing;

use super::{FailOn, Input, Narrowing, Policy, PolicyError, PolicyFile};
use crate::check::{Expectations, Expected, Source};
use crate::limits::{Bounds, DEFECTS, KEY_BYTES, POLICY_ISSUERS};
use crate::reason::{Code, Severity};
use crate::text::time::{NumericDate, Seconds};
use crate::verify::Verifier;
use crate::{Algorithm, AnyKey, KeySet, Signer};

const NOW: NumericDate = NumericDate(1_795_442_711);

const A: &str = "https://a.example";

/// A policy of one issuer whose `[[issuer]]` has these lines beside its own.
fn with(lines: &str) -> String {
    format!("version = 1\n[[issuer]]\nissuer = \"{A}\"\nkeys = \"@keys\"\naudiences = [\"api\"]\n{lines}\n")
}

/// Brings these bytes whatever is asked for.
fn bringing(text: &str) -> impl FnMut(&Input) -> Option<Zeroizing<Vec<u8>>> {
    move |_| Some(Zeroizing::new(text.as_bytes().to_vec()))
}

fn read(policy: &str, keys: &str) -> Result<Policy, PolicyError> {
    PolicyFile::read(policy.as_bytes())?.with_keys(bringing(keys))
}

/// The policy with the public key of P-256 for all of its issuers.
fn policy(text: &str) -> Policy {
    read(text, keys::P256_PUBLIC_JWK).unwrap()
}

/// The faults as people read them, each with its code, its pointer and its remedy.
fn told(error: &PolicyError) -> String {
    let line = |reason: &crate::reason::Reason| {
        let pointer = reason.place().and_then(|place| place.pointer.clone()).unwrap_or_default();
        format!("{} {pointer}\n  {reason}\n  {}", reason.code().as_str(), reason.remedy())
    };
    error.reasons().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A token of the private key of P-256.
fn token(claims: &str) -> String {
    let AnyKey::Private(key) = AnyKey::read(keys::P256_PRIVATE_JWK.as_bytes()).unwrap() else {
        unreachable!()
    };
    Signer::new(&key).sign_json(claims.as_bytes()).unwrap()
}

fn claims(iss: &str, aud: &str) -> String {
    format!(r#"{{"iss":"{iss}","aud":"{aud}","exp":1795443431}}"#)
}

#[test]
fn a_whole_policy_is_read() {
    let text = r#"
version = 1

[bounds]
token_bytes = 16_384
json_depth = 8
inflated_bytes = 1_000
pbes2_iterations = 10_000
signatures = 2
trial_keys = 4

[[issuer]]
issuer = "https://a.example"
keys = "@jwks.json"
algorithms = ["ES256"]
audiences = ["api", "web"]
types = ["at+jwt"]
leeway = "30s"
max_age = 3600
require_exp = false
required_claims = ["sub", "client_id"]

[[issuer]]
issuer = "https://b.example"
keys = "env:B_KEY"
audiences = ["api"]

[lint]
profile = "access-token"
fail_on = "warning"
rotation = "90d"

[lint.severity]
alg-rsa-pkcs1 = "warning"

[lint.lifetime]
at = "10m"

[[lint.disable]]
code = "size-cookie"
reason = "No browser carries these."
pointer = "/sub"
until = 2027-01-31
"#;
    let file = PolicyFile::read(text.as_bytes()).unwrap();
    let inputs: Vec<&Input> = file.inputs().collect();
    assert_eq!(inputs, [&Input::File("jwks.json".into()), &Input::Variable("B_KEY".into())]);
    let policy = file.with_keys(bringing(keys::P256_PUBLIC_JWK)).unwrap();
    let bounds = Bounds {
        token_bytes: 16_384,
        json_depth: 8,
        inflated_bytes: 1_000,
        pbes2_iterations: 10_000,
        signatures: 2,
        trial_keys: 4,
    };
    assert_eq!(policy.bounds(), bounds);
    let [first, second] = policy.rules() else { unreachable!() };
    assert_eq!((first.issuer(), second.issuer()), (A, "https://b.example"));
    let expect = first.verifier().expectations();
    assert_eq!(expect.issuer, Expected::OneOf(vec![A.into()]));
    assert_eq!(expect.audience, Expected::OneOf(vec!["api".into(), "web".into()]));
    assert_eq!(expect.types, ["at+jwt"]);
    assert_eq!((expect.leeway, expect.max_age), (Seconds(30), Some(Seconds(3_600))));
    assert_eq!(expect.required, ["sub", "client_id"]);
    assert!(expect.allow_missing_exp && !second.verifier().expectations().allow_missing_exp);
    assert_eq!(expect.algorithms.map(|list| list.to_string()), Some("ES256".into()));
    assert_eq!((expect.source, expect.bounds), (Source::Policy, bounds));
    let lint = policy.lint();
    assert_eq!((lint.profile, lint.fail_on), (Some("access-token"), Some(FailOn::Warning)));
    assert_eq!(lint.rotation, Some(Seconds(90 * 86_400)));
    assert_eq!(lint.lifetimes, [("access-token", Seconds(600))]);
    let [severity] = lint.severities.as_slice() else { unreachable!() };
    assert_eq!((severity.code.as_str(), severity.severity), ("alg-rsa-pkcs1", Severity::Warning));
    assert_eq!(severity.span.of_str(text), "alg-rsa-pkcs1");
    let [disabled] = lint.disabled.as_slice() else { unreachable!() };
    assert_eq!(
        (disabled.code.as_str(), disabled.reason.as_str()),
        ("size-cookie", "No browser carries these.")
    );
    assert_eq!(disabled.pointer.as_deref(), Some("/sub"));
    assert_eq!(disabled.until, NumericDate::parse("2027-01-31", NOW));
    assert_eq!(disabled.span.of_str(text), "\"size-cookie\"");
}

/// A secret as a JWK.
const OCT: &str = r#"{"kty":"oct","alg":"HS256","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#;

#[test]
fn every_fault_has_its_words() {
    let p256 = keys::P256_PUBLIC_JWK;
    let encrypts = p256.replacen('{', "{\"use\":\"enc\",", 1);
    let two = format!("{}[[issuer]]\nissuer = \"{A}\"\nkeys = \"@b\"\naudiences = [\"api\"]\n", with(""));
    let raw = with("algorithms = [\"HS256\"]").replace("@keys", "base64:env:KEY");
    let cases: Vec<(&str, String, &str)> = vec![
        ("a table that is not closed", "version = 1\n[[issuer]\n".into(), p256),
        ("a member twice", "version = 1\nversion = 1\n".into(), p256),
        ("a word without quotes", "version = yes\n".into(), p256),
        ("a string that does not end", "version = \"1\n".into(), p256),
        ("members that are not known", format!("colour = 1\n{}", with("audience = [\"api\"]\n[lint]\nfailon = 1")), p256),
        ("members that no policy has", with("weak_keys = \"allow\"\n[bounds]\ntoken_byte = 5"), p256),
        ("members that are missing", "[[issuer]]\n".into(), p256),
        ("members that are missing in [[lint.disable]]", with("[[lint.disable]]"), p256),
        ("another version", "version = 2".into(), p256),
        ("tables that are none", "version = \"1\"\nissuer = 1\nbounds = 1\nlint = []".into(), p256),
        (
            "other types in [[issuer]]",
            "version = 1\n[[issuer]]\nissuer = 1\nkeys = [\"@a\"]\naudiences = \"api\"\nalgorithms = \"ES256\"\n\
             types = 1\nleeway = true\nmax_age = 1.5\nrequire_exp = \"yes\"\nrequired_claims = {}\n"
                .into(),
            p256,
        ),
        (
            "other values in [lint]",
            with(
                "[lint]\nprofile = \"acces-token\"\nfail_on = \"errors\"\nrotation = \"3 months\"\n\
                 severity = { \"Alg_None\" = \"note\", alg-none = \"off\" }\nlifetime = { access = \"10m\", at = 0 }\n\
                 [[lint.disable]]\ncode = \"x y\"\nreason = \" \"\npointer = \"sub\"\nuntil = 2027-01-31T00:00:00Z",
            ),
            p256,
        ),
        (
            "empty strings and lists",
            "version = 1\n[[issuer]]\nissuer = \"\"\nkeys = \"\"\naudiences = []\nalgorithms = []\ntypes = []\n\
             required_claims = [\"\"]\n"
                .into(),
            p256,
        ),
        ("an issuer twice", two, p256),
        ("an entry twice", with("required_claims = [\"sub\", \"sub\"]\nalgorithms = [\"ES256\", \"ES256\"]"), p256),
        ("durations below and above", with("leeway = -30\nmax_age = \"99999999999999999999d\""), p256),
        ("bounds below and above", "version = 1\n[bounds]\njson_depth = 65\ntoken_bytes = 0\ntrial_keys = \"4\"".into(), p256),
        (
            "names that are no algorithm that signs",
            with("algorithms = [\"none\", \"es256\", \"ES257\", \"RSA-OAEP\", \"magic\", 1]"),
            p256,
        ),
        ("an algorithm that no key fits", with("algorithms = [\"ES256\", \"RS256\"]"), p256),
        ("a key that encrypts", with("algorithms = [\"ES256\"]"), &encrypts),
        ("a key that does not say its algorithm", with(""), keys::RSA_2048_SPKI),
        ("no key in the file", with(""), ""),
        ("an empty set", with(""), "{\"keys\":[]}"),
        ("a set without a whole key", with(""), "{\"keys\":[{\"kty\":\"EC\"}]}"),
        ("a JWK that ends early", with(""), "{\"kty\":\"EC\""),
        ("a secret in a file", with(""), OCT),
        ("a private key in a file", with(""), keys::P256_PRIVATE_JWK),
        ("a variable that is no base64", raw, "AAEC*"),
        ("a secret in the wrong place", with("").replace("@keys", "base64:hunter2"), ""),
    ];
    let words = |(title, policy, keys): (&str, String, &str)| {
        format!("## {title}\n{}\n\n", told(&read(&policy, keys).unwrap_err()))
    };
    let shown: Vec<String> = cases.into_iter().map(words).collect();
    let brought = PolicyFile::read(with("").as_bytes()).unwrap().with_keys(|_| None).unwrap_err();
    let bytes = PolicyFile::read(b"version = 1\nx = \"\xff\"\n").unwrap_err();
    insta::assert_snapshot!(format!(
        "{}## keys that nobody brought\n{}\n\n## bytes\n{}",
        shown.concat(),
        told(&brought),
        told(&bytes)
    ));
}

#[test]
fn columns_count_characters_and_bytes_count_bytes() {
    let error = read("version = 1\n\"é\u{202e}é\" = 1\n", "").unwrap_err();
    assert_eq!(error.to_string(), "The policy has no member \"é\\u202eé\" (line 2, column 1, byte 13).");
    let error = read(&with("types = [\"é\", 1]"), "").unwrap_err();
    assert_eq!(
        error.to_string(),
        "An entry of types is 1, not a string that is not empty (line 6, column 15, byte 103)."
    );
    assert_eq!(error.place().unwrap().pointer.as_deref(), Some("/issuer/0/types/1"));
}

#[test]
fn durations_have_a_range() {
    for (line, passes) in [
        ("leeway = 0", true),
        ("leeway = 86_399", true),
        ("leeway = \"1d\"", true),
        ("leeway = 86_401", false),
        ("leeway = -1", false),
        ("leeway = \"-5s\"", false),
        ("leeway = 99999999999999999999", false),
        ("leeway = \"99999999999999999999d\"", false),
        ("leeway = \"\"", false),
        ("max_age = 0", false),
        ("max_age = 1", true),
        ("max_age = 3_153_599_999", true),
        ("max_age = \"36500d\"", true),
        ("max_age = 3_153_600_001", false),
        ("max_age = \"36501d\"", false),
    ] {
        let read = read(&with(line), keys::P256_PUBLIC_JWK);
        assert_eq!(
            read.as_ref().err().map(PolicyError::code),
            (!passes).then_some(Code::PolicyValue),
            "{line}"
        );
    }
}

#[test]
fn bounds_have_a_range() {
    for (member, most) in [
        ("inflated_bytes", 250_000_u64),
        ("json_depth", 64),
        ("pbes2_iterations", 1_200_000),
        ("signatures", 32),
        ("token_bytes", 67_108_864),
        ("trial_keys", 16),
    ] {
        for (number, passes) in [(0, false), (1, true), (most - 1, true), (most, true), (most + 1, false)] {
            let read = PolicyFile::read(format!("version = 1\n[bounds]\n{member} = {number}").as_bytes());
            let code = read.err().map(|fault| fault.code());
            assert_eq!(code, (!passes).then_some(Code::PolicyValue), "{member} = {number}");
        }
    }
}

#[test]
fn keys_that_do_not_say_their_algorithm_need_the_list() {
    let rsa = keys::RSA_2048_SPKI;
    assert_eq!(read(&with(""), rsa).unwrap_err().code(), Code::PolicyKeys);
    assert_eq!(read(&with("algorithms = [\"PS256\"]"), rsa).unwrap().rules().len(), 1);
}

#[test]
fn a_secret_comes_by_a_variable_alone() {
    assert_eq!(read(&with(""), OCT).unwrap_err().code(), Code::PolicySecret);
    let inline = with("").replace("\"@keys\"", &format!("'{OCT}'"));
    assert_eq!(read(&inline, "").unwrap_err().code(), Code::PolicySecret);
    let by_variable = with("").replace("@keys", "env:KEY");
    assert_eq!(read(&by_variable, OCT).unwrap().rules().len(), 1);
    let raw = with("algorithms = [\"HS256\"]").replace("@keys", "base64:env:KEY");
    assert_eq!(read(&raw, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap().rules().len(), 1);
}

#[test]
fn no_byte_of_a_secret_in_the_wrong_place_is_shown() {
    for keys in ["hunter2-hunter2-hunter2", "base64:hunter2", "utf8:hunter2", "env:", "@", "hex:@hunter2"] {
        let error = read(&with("").replace("@keys", keys), "").unwrap_err();
        assert_eq!(error.code(), Code::PolicyValue, "{keys}");
        assert!(!told(&error).contains("hunter2"), "{}", told(&error));
    }
}

#[test]
fn at_most_a_hundred_faults_are_listed_in_the_order_of_the_file() {
    let many: Vec<String> = (0..500).map(|index| format!("z{:03} = 1", 499 - index)).collect();
    let error = read(&format!("version = 1\n{}", many.join("\n")), "").unwrap_err();
    assert_eq!(error.reasons().len(), DEFECTS);
    let starts = error.reasons().iter().map(|reason| reason.place().unwrap().span.unwrap().start);
    assert!(starts.is_sorted());
}

#[test]
fn a_policy_is_4_mib_at_most() {
    let padded = |bytes: usize| {
        let text = with("");
        format!("{text}#{}", "x".repeat(bytes - text.len() - 1))
    };
    assert_eq!(policy(&padded(KEY_BYTES)).rules().len(), 1);
    let error = read(&padded(KEY_BYTES + 1), "").unwrap_err();
    assert_eq!(error.to_string(), "The input is longer than 4 MiB: 4194305 bytes.");
}

#[test]
fn a_policy_has_a_thousand_issuers_at_most() {
    let issuers = |count: usize| -> String {
        let one = |index| format!("[[issuer]]\nissuer = \"{index}\"\nkeys = \"@k\"\naudiences = [\"a\"]\n");
        core::iter::once("version = 1\n".to_owned()).chain((0..count).map(one)).collect()
    };
    for count in [POLICY_ISSUERS - 1, POLICY_ISSUERS] {
        assert_eq!(policy(&issuers(count)).rules().len(), count);
    }
    assert_eq!(
        read(&issuers(POLICY_ISSUERS + 1), "").unwrap_err().to_string(),
        "The member issuer is 1001 tables, not 1000 at most (line 2, column 1, byte 13)."
    );
}

#[test]
fn deep_nesting_ends_at_the_bound_of_the_parser() {
    let deep = format!("x = {}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&deep, "").unwrap_err().code(), Code::PolicySyntax);
}

#[test]
fn the_rules_of_the_tokens_issuer_are_enforced() {
    let text = format!(
        "{}[[issuer]]\nissuer = \"https://b.example\"\nkeys = \"@b\"\naudiences = [\"web\"]\nrequired_claims = [\"sub\"]\n",
        with("")
    );
    let policy = policy(&text);
    let sentence = |iss: &str, aud: &str| policy.judge(&token(&claims(iss, aud)), NOW).sentence();
    let accepted = "Accept: valid ES256 signature, issuer and audience as expected, expires in 12 minutes.";
    assert_eq!(sentence(A, "api"), accepted);
    assert_eq!(sentence(A, "web"), "Do not accept: the token is meant for \"web\", not for \"api\".");
    assert_eq!(
        sentence("https://b.example", "web"),
        "Do not accept: the claim \"sub\" is required and missing."
    );
}

#[test]
fn an_issuer_that_is_not_known_is_a_mismatch_and_no_key_is_tried() {
    let text = format!(
        "{}[[issuer]]\nissuer = \"https://b.example\"\nkeys = \"@b\"\naudiences = [\"web\"]\n",
        with("")
    );
    let policy = policy(&text);
    let verdict = policy.judge(&token(&claims("https://c.example", "api")), NOW);
    assert_eq!(
        verdict.sentence(),
        "Do not accept: the issuer is \"https://c.example\", not \"https://a.example\" or \"https://b.example\"."
    );
    assert_eq!((verdict.source(), verdict.exit_code(), verdict.key()), (Source::Policy, 5, None));
    let verdict = policy.judge(&token(r#"{"aud":"api","exp":1795443431}"#), NOW);
    assert!(verdict.has(Code::IssMissing) && !verdict.accept());
    for text in ["", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."] {
        assert!(!policy.judge(text, NOW).accept(), "{text}");
    }
}

#[test]
fn a_policy_without_an_issuer_accepts_nothing() {
    let policy = policy("version = 1\n");
    let verdict = policy.judge(&token(&claims(A, "api")), NOW);
    assert!(!verdict.accept() && verdict.has(Code::IssUnstated));
}

/// The verdict as JSON, without the one word that may differ.
fn json(verifier: &Verifier<'_>, token: &str) -> String {
    let verdict = verifier.judge(token, NOW).to_json();
    verdict
        .replacen("\"source\":\"policy\"", "\"source\":\"*\"", 1)
        .replacen("\"source\":\"jwks\"", "\"source\":\"*\"", 1)
        .replacen("\"source\":\"given\"", "\"source\":\"*\"", 1)
}

#[test]
fn the_verdict_is_that_of_the_same_expectations_byte_for_byte_but_for_the_source() {
    let set = format!("{{\"keys\":[{}]}}", keys::P256_PUBLIC_JWK.trim());
    let lines = "types = [\"JWT\"]\nleeway = 30\nmax_age = \"1h\"\nrequired_claims = [\"sub\"]\nalgorithms = [\"ES256\"]";
    let tokens = [
        token(r#"{"iss":"https://a.example","aud":"api","sub":"u","iat":1795442000,"exp":1795443431}"#),
        token(r#"{"iss":"https://a.example","aud":"api","sub":"u","iat":1795442000,"exp":1795442700}"#),
        token(r#"{"iss":"https://A.example","aud":"web","iat":1,"exp":1795443431}"#),
        token("{}"),
        "eyJhbGciOiJFUzI1NiIsImtpZCI6IngifQ.e30.AAAA".into(),
        "eyJhbGciOiJub25lIn0.e30.".into(),
        "nothing".into(),
        String::new(),
    ];
    let mut accepted = 0;
    for (text, source) in [(set.as_str(), Source::Jwks), (keys::P256_SPKI, Source::Given)] {
        for token in &tokens {
            let policy = read(&with(lines), text).unwrap();
            let expect = Expectations {
                issuer: Expected::OneOf(vec![A.into()]),
                audience: Expected::OneOf(vec!["api".into()]),
                types: vec!["JWT".into()],
                leeway: Seconds(30),
                max_age: Some(Seconds(3_600)),
                required: vec!["sub".into()],
                algorithms: Some(crate::alg::Algorithms::only(Algorithm::Es256)),
                source,
                ..Expectations::default()
            };
            let keys = KeySet::read(text.as_bytes()).unwrap();
            let flags = Verifier::expecting(keys.keys().map(|(_, key)| key.clone()).collect(), expect);
            assert_eq!(json(policy.verifier_for(token), token), json(&flags, token));
            accepted += usize::from(policy.judge(token, NOW).accept());
        }
    }
    // One by PEM, which names no kid, and one by the set where the token's kid is the key's.
    assert_eq!(accepted, 4);
}

#[test]
fn a_call_back_is_asked_for_every_issuer() {
    let policy = policy(&with("")).with_denied(|jti: &str| jti == "b");
    let judge = |jti: &str| {
        let claims = claims(A, "api").replacen('{', &format!("{{\"jti\":\"{jti}\","), 1);
        policy.judge(&token(&claims), NOW)
    };
    assert!(judge("a").accept());
    assert!(judge("b").has(Code::TokenDenied));
    assert!(policy.judge(&token(&claims(A, "api")), NOW).has(Code::ClaimMissing));
}

#[test]
fn entries_of_a_set_that_cannot_be_used_are_left_out_and_listed() {
    let set = format!("{{\"keys\":[{{\"kty\":\"EC\"}},{}]}}", keys::P256_PUBLIC_JWK.trim());
    let policy = read(&with(""), &set).unwrap();
    let [rules] = policy.rules() else { unreachable!() };
    assert_eq!((rules.verifier().keys().len(), rules.left_out().len()), (1, 1));
}

#[test]
fn flags_narrow_a_policy() {
    let text = with("leeway = 60\nmax_age = \"1h\"\ntypes = [\"at+jwt\", \"JWT\"]")
        .replace("[\"api\"]", "[\"api\", \"web\"]");
    let by = Narrowing {
        issuers: vec![A.into()],
        audiences: vec!["web".into()],
        types: vec!["application/AT+JWT".into()],
        algorithms: Some([Algorithm::Es256, Algorithm::Rs256].into_iter().collect()),
        required: vec!["sub".into()],
        subject: Some("u".into()),
        max_age: Some(Seconds(60)),
        leeway: Some(Seconds(30)),
    };
    let policy = policy(&text).narrowed(&by).unwrap();
    let [rules] = policy.rules() else { unreachable!() };
    let expect = rules.verifier().expectations();
    assert_eq!(expect.audience, Expected::OneOf(vec!["web".into()]));
    assert_eq!(expect.types, ["application/AT+JWT"]);
    assert_eq!(expect.algorithms.map(|list| list.to_string()), Some("ES256".into()));
    assert_eq!((expect.required.as_slice(), expect.subject.as_deref()), (&["sub".to_owned()][..], Some("u")));
    assert_eq!((expect.max_age, expect.leeway), (Some(Seconds(60)), Seconds(30)));
    let untouched = super::tests::policy(&text).narrowed(&Narrowing::default()).unwrap();
    let [rules] = untouched.rules() else { unreachable!() };
    assert_eq!(rules.verifier().expectations().leeway, Seconds(60));
}

#[test]
fn a_flag_that_would_widen_a_policy_is_refused() {
    let text = with("leeway = 30\nmax_age = \"1h\"");
    let told = |by: Narrowing| policy(&text).narrowed(&by).unwrap_err().to_string();
    let names = |name: &str| vec![name.to_owned()];
    for (by, sentence) in [
        (
            Narrowing { leeway: Some(Seconds(31)), ..Narrowing::default() },
            "The leeway would widen the policy: it is 31s, and the policy allows 30s.",
        ),
        (
            Narrowing { max_age: Some(Seconds(3_601)), ..Narrowing::default() },
            "The greatest age would widen the policy: it is 3601s, and the policy allows 1h.",
        ),
        (
            Narrowing { issuers: names("https://c.example"), ..Narrowing::default() },
            "The issuer would widen the policy: it is \"https://c.example\", and the policy allows \"https://a.example\".",
        ),
        (
            Narrowing { audiences: names("web"), ..Narrowing::default() },
            "The audience would widen the policy: it is \"web\", and the policy allows \"api\".",
        ),
        (
            Narrowing { types: names("dpop+jwt"), ..Narrowing::default() },
            "The type would widen the policy: it is \"dpop+jwt\", and the policy allows \"JWT\" or \"at+jwt\".",
        ),
        (
            Narrowing { algorithms: Some([Algorithm::Rs256].into_iter().collect()), ..Narrowing::default() },
            "The algorithm would widen the policy: it is RS256, and the policy allows ES256.",
        ),
    ] {
        assert_eq!(told(by), sentence);
    }
}

#[test]
fn an_issuer_that_grants_less_than_a_flag_asks_keeps_its_own() {
    let text = format!(
        "{}[[issuer]]\nissuer = \"https://b.example\"\nkeys = \"@b\"\naudiences = [\"api\"]\n",
        with("leeway = 30\nmax_age = 60")
    );
    let by = Narrowing { leeway: Some(Seconds(20)), max_age: Some(Seconds(3_600)), ..Narrowing::default() };
    let policy = policy(&text).narrowed(&by).unwrap();
    let [first, second] = policy.rules() else { unreachable!() };
    let of = |rules: &super::Rules| {
        let expect = rules.verifier().expectations();
        (expect.leeway.0, expect.max_age.map(|age| age.0))
    };
    assert_eq!((of(first), of(second)), ((20, Some(60)), (0, Some(3_600))));
}

#[test]
fn an_issuer_of_which_nothing_is_left_is_no_longer_known() {
    let text = format!(
        "{}[[issuer]]\nissuer = \"https://b.example\"\nkeys = \"@b\"\naudiences = [\"web\"]\n",
        with("")
    );
    let by = Narrowing { audiences: vec!["web".into()], ..Narrowing::default() };
    let policy = policy(&text).narrowed(&by).unwrap();
    assert_eq!(policy.rules().iter().map(super::Rules::issuer).collect::<Vec<_>>(), ["https://b.example"]);
    assert!(policy.judge(&token(&claims(A, "api")), NOW).has(Code::IssMismatch));
}

/// TOML as the JSON that the schema speaks of.
fn as_json(value: &toml::de::DeValue<'_>) -> serde_json::Value {
    use toml::de::DeValue;
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(serde_json::Value::Null, Into::into)
        }
        DeValue::Float(number) => number.as_str().into(),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Array(array) => array.iter().map(|value| as_json(value.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), as_json(value.get_ref()))).collect()
        }
    }
}

#[test]
fn the_schema_takes_what_the_reader_takes() {
    let (_, schema) = crate::schema::SCHEMAS.iter().find(|(name, _)| *name == "policy").unwrap();
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let listed = schema.pointer("/properties/issuer/items/properties/algorithms/items/enum").unwrap();
    let known: Vec<&str> = Algorithm::ALL.iter().map(|algorithm| algorithm.as_str()).collect();
    assert_eq!(listed, &serde_json::json!(known), "the schema lists the algorithms of the table");
    let schema = jsonschema::validator_for(&schema).unwrap();
    let both = |text: &str| {
        let table = toml::de::DeTable::parse(text).unwrap().into_inner();
        let json = as_json(&toml::de::DeValue::Table(table));
        (schema.is_valid(&json), PolicyFile::read(text.as_bytes()).is_ok())
    };
    let valid = [
        "version = 1".to_owned(),
        with(""),
        with("").replace("@keys", "env:KEY"),
        with("").replace("@keys", "base64url:env:KEY"),
        with("").replace("\"@keys\"", "'{\"keys\":[]}'"),
        with(
            "algorithms = [\"ES256\", \"Ed25519\"]\ntypes = [\"at+jwt\"]\nleeway = \"0\"\nmax_age = \"12h\"\nrequire_exp = false\nrequired_claims = [\"sub\"]",
        ),
        with("[bounds]\njson_depth = 64\nsignatures = 32\ntoken_bytes = 67108864\ntrial_keys = 1"),
        with(
            "[lint]\nprofile = \"generic\"\nfail_on = \"never\"\nrotation = \"90d\"\n[lint.severity]\nalg-none = \"note\"\n[lint.lifetime]\nvc = \"366d\"\n[[lint.disable]]\ncode = \"alg-none\"\nreason = \"x\"\npointer = \"/a\"\nuntil = 2027-01-31",
        ),
    ];
    for text in &valid {
        assert_eq!(both(text), (true, true), "{text}");
    }
    let invalid = [
        String::new(),
        "version = 2".into(),
        "version = 1\nx = 1".into(),
        "version = 1\n[issuer]".into(),
        "version = 1\n[[issuer]]".into(),
        with("").replace("@keys", "keys"),
        with("").replace("@keys", "utf8:secret"),
        with("").replace("[\"api\"]", "[]"),
        with("").replace("[\"api\"]", "[\"\"]"),
        with("").replace("[\"api\"]", "[\"a\", \"a\"]"),
        with("algorithms = [\"none\"]"),
        with("algorithms = []"),
        with("types = \"JWT\""),
        with("leeway = -1"),
        with("leeway = 86401"),
        with("leeway = \"1 minute\""),
        with("max_age = 0"),
        with("max_age = \"0h\""),
        with("require_exp = 1"),
        with("[bounds]\njson_depth = 65"),
        with("[bounds]\ntrial_keys = 0"),
        with("[lint]\nprofile = \"x\""),
        with("[lint.severity]\nA = \"note\""),
        with("[lint.severity]\na = \"off\""),
        with("[lint.lifetime]\nxx = 1"),
        with("[[lint.disable]]\ncode = \"a\""),
        with("[[lint.disable]]\ncode = \"a\"\nreason = \" \""),
        with("[[lint.disable]]\ncode = \"a\"\nreason = \"b\"\nuntil = \"soon\""),
    ];
    for text in &invalid {
        assert_eq!(both(text), (false, false), "{text}");
    }
}

/// Some of these, or none.
fn some_of(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(names, 0..=names.len())
        .prop_map(|names| names.into_iter().map(str::to_owned).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_a_narrowed_policy_accepts_the_policy_accepts(
        issuers in some_of(&[A, "https://b.example", "https://c.example"]),
        audiences in some_of(&["api", "web", "x"]),
        types in some_of(&["JWT", "at+jwt", "dpop+jwt"]),
        required in some_of(&["sub", "jti"]),
        algorithms in prop::option::of(prop::sample::subsequence(vec![Algorithm::Es256, Algorithm::Rs256], 1..=2)),
        leeway in prop::option::of(0_u64..120),
        max_age in prop::option::of(1_u64..7_200),
    ) {
        let text = format!(
            "{}[[issuer]]\nissuer = \"https://b.example\"\nkeys = \"@b\"\naudiences = [\"api\", \"web\"]\nmax_age = 600\n",
            with("leeway = 60")
        );
        let whole = policy(&text);
        let by = Narrowing {
            issuers,
            audiences,
            types,
            required,
            algorithms: algorithms.map(|algorithms| algorithms.into_iter().collect()),
            subject: None,
            leeway: leeway.map(Seconds),
            max_age: max_age.map(Seconds),
        };
        let Ok(narrowed) = policy(&text).narrowed(&by) else { return Ok(()) };
        for iss in [A, "https://b.example", "https://c.example"] {
            for (aud, exp, iat) in [("api", 720, -60), ("web", 720, -60), ("api", -30, -300), ("x", 720, -3_000)] {
                let (exp, iat) = (NOW.0 + exp, NOW.0 + iat);
                let claims = format!(r#"{{"iss":"{iss}","aud":"{aud}","sub":"u","exp":{exp},"iat":{iat}}}"#);
                let token = token(&claims);
                let accepted = narrowed.judge(&token, NOW).accept();
                prop_assert!(!accepted || whole.judge(&token, NOW).accept(), "{by:?} {claims}");
            }
        }
    }

    #[test]
    fn no_text_is_a_policy_that_accepts_what_is_unsigned(text in "(version = 1\n)?(\\[\\[issuer\\]\\]\n)?[a-z_\\[\\]=\"'{}#.,0-9 \n-]{0,120}") {
        match read(&text, keys::P256_PUBLIC_JWK) {
            Ok(policy) => prop_assert!(!policy.judge("eyJhbGciOiJub25lIn0.e30.", NOW).accept()),
            Err(error) => prop_assert!(!error.reasons().is_empty() && !error.to_string().is_empty()),
        }
    }
}
