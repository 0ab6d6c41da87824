//! design.md 5, "Claims arithmetic".

use jotsmith::Seconds;
use jotsmith::check::{Expectations, Expected};
use jotsmith::limits::{DECIMAL_DIGITS, DECIMAL_EXPONENT, PAIRWISE_AUDIENCES};

use crate::{codes, codes_of, judge, key, signed, waived};

const HEADER: &str = r#"{"alg":"HS256"}"#;

fn claims(claims: &str) -> String {
    codes_of(HEADER, claims)
}

fn claims_under(expect: Expectations, claims: &str) -> String {
    codes(&judge(vec![key()], expect, &signed(HEADER, claims)))
}

#[test]
fn a_token_is_valid_from_nbf_on_and_before_exp() {
    for (json, expected) in [
        (r#"{"exp":1000}"#, "token-expired"),
        (r#"{"exp":1001}"#, ""),
        (r#"{"nbf":1000}"#, ""),
        (r#"{"nbf":1001}"#, "token-not-yet-valid"),
        (r#"{"exp":-1}"#, "token-expired"),
    ] {
        assert_eq!(claims(json), expected, "{json}");
    }
}

#[test]
fn leeway_widens_both_edges_and_no_further() {
    let expect = || Expectations { leeway: Seconds(30), ..waived() };
    for (json, expected) in [
        (r#"{"exp":970}"#, "token-expired"),
        (r#"{"exp":971}"#, ""),
        (r#"{"nbf":1030}"#, ""),
        (r#"{"nbf":1031}"#, "token-not-yet-valid"),
        (r#"{"iat":1030}"#, ""),
        (r#"{"iat":1031}"#, "iat-future"),
    ] {
        assert_eq!(claims_under(expect(), json), expected, "{json}");
    }
}

#[test]
fn fractions_and_exponents_are_compared_exactly() {
    for (json, expected) in [
        (r#"{"exp":1000.0000000000000000000000000001}"#, ""),
        (r#"{"exp":999.9999999999999999999999999999}"#, "token-expired"),
        (r#"{"exp":1e3}"#, "token-expired"),
        (r#"{"exp":0.1001e4}"#, ""),
        (r#"{"nbf":1000.0000000000000000000000000001}"#, "token-not-yet-valid"),
        (r#"{"nbf":100000e-2}"#, ""),
    ] {
        assert_eq!(claims(json), expected, "{json}");
    }
}

#[test]
fn a_number_over_32_digits_or_an_exponent_over_32_is_a_claim_type() {
    // So late a time is also noted to look like milliseconds, which refuses nothing.
    let passes = |json: &str| {
        let verdict = judge(vec![key()], waived(), &signed(HEADER, json));
        assert!(verdict.accept(), "{json}: {}", verdict.sentence());
    };
    for digits in [DECIMAL_DIGITS - 1, DECIMAL_DIGITS] {
        passes(&format!("{{\"exp\":{}}}", "9".repeat(digits)));
        passes(&format!("{{\"nbf\":0.{}}}", "1".repeat(digits)));
    }
    assert_eq!(claims(&format!("{{\"nbf\":0.{}}}", "1".repeat(DECIMAL_DIGITS + 1))), "claim-type");
    for exponent in [DECIMAL_EXPONENT - 1, DECIMAL_EXPONENT] {
        passes(&format!("{{\"exp\":1e{exponent}}}"));
        passes(&format!("{{\"nbf\":1e-{exponent}}}"));
    }
    let long = format!("{{\"exp\":{}}}", "9".repeat(DECIMAL_DIGITS + 1));
    for json in [r#"{"exp":1e33}"#, r#"{"exp":1e-33}"#, r#"{"nbf":-0e99}"#, r#"{"iat":1e400}"#, &long] {
        assert_eq!(claims(json), "claim-type", "{json}");
    }
}

#[test]
fn exp_is_required_unless_it_is_waived_and_one_that_is_there_counts_all_the_same() {
    let required = || Expectations { allow_missing_exp: false, ..waived() };
    assert_eq!(claims_under(required(), "{}"), "exp-missing");
    assert_eq!(claims_under(required(), r#"{"exp":1001}"#), "");
    assert_eq!(claims(r#"{"exp":1000}"#), "token-expired");
    assert_eq!(claims("{}"), "");
}

#[test]
fn one_audience_of_several_is_enough_on_either_side() {
    let expect = || Expectations { audience: Expected::OneOf(vec!["a".into(), "b".into()]), ..waived() };
    for (json, expected) in [
        (r#"{"aud":"b"}"#, ""),
        (r#"{"aud":["x","b"]}"#, ""),
        (r#"{"aud":["x"]}"#, "aud-mismatch"),
        (r#"{"aud":"a b"}"#, "aud-mismatch"),
        (r#"{"aud":[]}"#, "aud-missing"),
        (r#"{"aud":""}"#, "aud-missing"),
        ("{}", "aud-missing"),
    ] {
        assert_eq!(claims_under(expect(), json), expected, "{json}");
    }
}

#[test]
fn a_claim_that_is_required_is_there_and_not_empty() {
    let expect = || Expectations { required: vec!["tenant".into()], ..waived() };
    for (json, expected) in [
        (r#"{"tenant":"x"}"#, ""),
        (r#"{"tenant":0}"#, ""),
        (r#"{"tenant":false}"#, ""),
        (r#"{"tenant":""}"#, "claim-missing"),
        (r#"{"tenant":[]}"#, "claim-missing"),
        (r#"{"tenant":{"a":{}}}"#, ""),
        (r#"{"tenant":{ }}"#, "claim-missing"),
        (r#"{"tenant":null}"#, "claim-missing"),
        (r#"{"Tenant":"x"}"#, "claim-missing"),
        ("{}", "claim-missing"),
    ] {
        assert_eq!(claims_under(expect(), json), expected, "{json}");
    }
}

#[test]
fn the_subject_that_is_expected_is_compared_exactly() {
    let expect = || Expectations { subject: Some("u_42".into()), ..waived() };
    for (json, expected) in [
        (r#"{"sub":"u_42"}"#, ""),
        (r#"{"sub":"\u0075_42"}"#, ""),
        (r#"{"sub":"U_42"}"#, "sub-mismatch"),
        (r#"{"sub":""}"#, "claim-missing"),
        ("{}", "claim-missing"),
    ] {
        assert_eq!(claims_under(expect(), json), expected, "{json}");
    }
}

#[test]
fn iat_in_the_future_is_refused() {
    assert_eq!(claims(r#"{"iat":1000}"#), "");
    assert_eq!(claims(r#"{"iat":1000.5}"#), "iat-future");
}

#[test]
fn max_age_requires_iat_and_counts_from_it() {
    let expect = || Expectations { max_age: Some(Seconds(60)), ..waived() };
    assert_eq!(claims_under(expect(), r#"{"iat":940}"#), "");
    assert_eq!(claims_under(expect(), r#"{"iat":939}"#), "token-too-old");
    assert_eq!(claims_under(expect(), "{}"), "claim-missing");
    assert_eq!(claims_under(expect(), r#"{"iat":"x"}"#), "numericdate-string");
}

#[test]
fn a_registered_claim_of_another_type_is_refused_and_never_absent() {
    for (json, expected) in [
        (r#"{"exp":null}"#, "claim-type"),
        (r#"{"exp":"2000"}"#, "numericdate-string"),
        (r#"{"nbf":[]}"#, "claim-type"),
        (r#"{"iat":true}"#, "claim-type"),
        (r#"{"iss":1}"#, "claim-type"),
        (r#"{"sub":{}}"#, "claim-type"),
        (r#"{"jti":null}"#, "claim-type"),
        (r#"{"aud":null}"#, "claim-type"),
        (r#"{"aud":{}}"#, "claim-type"),
        (r#"{"aud":["a",1]}"#, "claim-type"),
    ] {
        assert_eq!(claims(json), expected, "{json}");
    }
}

#[test]
fn names_are_compared_by_code_points_without_normalisation() {
    let composed = "\u{e9}";
    let expect = || Expectations {
        issuer: Expected::OneOf(vec![composed.into()]),
        audience: Expected::OneOf(vec!["api".into()]),
        ..waived()
    };
    assert_eq!(claims_under(expect(), r#"{"iss":"\u00e9","aud":["x","\u0061pi"]}"#), "");
    assert_eq!(claims_under(expect(), r#"{"iss":"e\u0301","aud":"api"}"#), "iss-mismatch");
    assert_eq!(claims_under(expect(), r#"{"iss":"\u00e9","aud":"API"}"#), "aud-mismatch");
    assert_eq!(claims_under(expect(), r#"{"iss":"","aud":[]}"#), "iss-missing aud-missing");
}

#[test]
fn typ_ignores_ascii_case_and_implies_application() {
    for typ in ["JWT", "jwt", "at+jwt", "AT+JWT", "application/jwt", "Application/at+jwt"] {
        assert_eq!(codes_of(&format!(r#"{{"alg":"HS256","typ":"{typ}"}}"#), "{}"), "", "{typ}");
    }
}

#[test]
fn an_explicit_type_that_nobody_asked_for_is_a_mismatch() {
    for typ in ["dpop+jwt", "logout+jwt", "", "JWT ", "application/application/jwt", "\u{ff2a}WT"] {
        let codes = codes_of(&format!(r#"{{"alg":"HS256","typ":"{typ}"}}"#), "{}");
        assert_eq!(codes, "typ-mismatch", "{typ}");
    }
}

#[test]
fn a_type_that_is_asked_for_is_the_only_one_that_passes() {
    let expect = || Expectations { types: vec!["dpop+jwt".into()], ..waived() };
    for (header, expected) in [
        (r#"{"alg":"HS256","typ":"application/DPoP+jwt"}"#, ""),
        (r#"{"alg":"HS256","typ":"JWT"}"#, "typ-mismatch"),
        (r#"{"alg":"HS256"}"#, "typ-mismatch"),
    ] {
        assert_eq!(codes(&judge(vec![key()], expect(), &signed(header, "{}"))), expected, "{header}");
    }
}

#[test]
fn outside_the_years_1_to_9999_no_date_and_no_distance_is_shown() {
    let message = |json: &str| {
        let verdict = judge(vec![key()], waived(), &signed(HEADER, json));
        verdict.reasons().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        message(r#"{"exp":-62135596800}"#),
        "The token expired 1968 years ago, at 0001-01-01T00:00:00Z."
    );
    assert_eq!(message(r#"{"exp":-62135596801}"#), "The token expired.");
    // The latest instant with a date, and one second more; both are also noted to look like milliseconds.
    let last = message(r#"{"nbf":253402300799}"#);
    assert!(last.ends_with("9999-12-31T23:59:59Z."), "{last}");
    let later = message(r#"{"nbf":253402300800}"#);
    assert!(later.ends_with(" The token is not valid yet."), "{later}");
}

#[test]
fn of_many_audiences_the_right_one_is_found_as_among_a_few() {
    for count in [1, PAIRWISE_AUDIENCES, PAIRWISE_AUDIENCES + 1, 1_000] {
        let wanted: Vec<String> = (0..count).map(|number| format!("api \u{e9} {number}")).collect();
        let expect = || Expectations { audience: Expected::OneOf(wanted.clone()), ..waived() };
        let last = count - 1;
        for (json, expected) in [
            (format!(r#"{{"aud":"api é {last}"}}"#), ""),
            (format!(r#"{{"aud":["x","api \u00e9 {last}"]}}"#), ""),
            (format!(r#"{{"aud":["x","api é {count}"]}}"#), "aud-mismatch"),
            (r#"{"aud":[]}"#.into(), "aud-missing"),
        ] {
            assert_eq!(claims_under(expect(), &json), expected, "{json}");
        }
    }
}
