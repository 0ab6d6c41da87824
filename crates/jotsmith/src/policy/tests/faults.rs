//! Every fault of a policy with its exact words, and the bounds of a policy.

use testkit::keys;

use super::{A, OCT, policy, read, told, with};
use crate::limits::{DEFECTS, KEY_BYTES, POLICY_ISSUERS};
use crate::policy::{PolicyError, PolicyFile};
use crate::reason::Code;

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
