//! Flags beside a policy: they may narrow it and never widen it.

use proptest::prelude::*;
use testkit::keys;

use super::{A, NOW, claims, policy, read, token, with};
use crate::check::Expected;
use crate::policy::{Narrowing, Policy, Rules};
use crate::reason::Code;
use crate::text::time::Seconds;
use crate::{Algorithm, AnyKey, Signer};

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
    let narrowed = policy(&text).narrowed(&by).unwrap();
    let [rules] = narrowed.rules() else { unreachable!() };
    let expect = rules.verifier().expectations();
    assert_eq!(expect.audience, Expected::OneOf(vec!["web".into()]));
    assert_eq!(expect.types, ["application/AT+JWT"]);
    assert_eq!(expect.algorithms.map(|list| list.to_string()), Some("ES256".into()));
    assert_eq!((expect.required.as_slice(), expect.subject.as_deref()), (&["sub".to_owned()][..], Some("u")));
    assert_eq!((expect.max_age, expect.leeway), (Some(Seconds(60)), Seconds(30)));
    let untouched = policy(&text).narrowed(&Narrowing::default()).unwrap();
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
            "The type would widen the policy: it is \"dpop+jwt\", and the policy allows \"JWT\", \"at+jwt\" or, of an SD-JWT, what ends in +sd-jwt.",
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
    let of = |rules: &Rules| {
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
    assert_eq!(policy.rules().iter().map(Rules::issuer).collect::<Vec<_>>(), ["https://b.example"]);
    assert!(policy.judge(&token(&claims(A, "api")), NOW).has(Code::IssMismatch));
}

#[test]
fn a_list_of_algorithms_beside_a_policy_gives_no_key_an_algorithm_that_it_had_not() {
    let named = keys::P256_PUBLIC_JWK.trim().replacen('{', r#"{"kid":"a","#, 1);
    let unnamed = keys::RSA_2048_PUBLIC_JWK.trim().replacen('{', r#"{"kid":"b","#, 1);
    let set = format!(r#"{{"keys":[{named},{unnamed}]}}"#);
    let AnyKey::Private(key) = AnyKey::read(keys::RSA_2048_PRIVATE_JWK.as_bytes()).unwrap() else {
        unreachable!()
    };
    let key = key.with_algorithms([Algorithm::Rs256].into_iter().collect()).unwrap().with_kid("b");
    let token = Signer::new(&key).sign_json(claims(A, "api").as_bytes()).unwrap();
    let both = [Algorithm::Es256, Algorithm::Rs256].into_iter().collect();
    let policy = || read(&with(""), &set).unwrap();
    assert!(!policy().judge(&token, NOW).accept());
    let narrowed = policy().narrowed(&Narrowing { algorithms: Some(both), ..Narrowing::default() }).unwrap();
    assert!(!narrowed.judge(&token, NOW).accept());
}

#[test]
fn what_was_called_back_stays_so_in_a_narrowed_policy() {
    let token = token(&format!(r#"{{"iss":"{A}","aud":"api","exp":1795443431,"jti":"j1"}}"#));
    let policy = policy(&with("")).with_denied(|jti| jti == "j1");
    assert!(policy.judge(&token, NOW).has(Code::TokenDenied));
    let narrowed = policy.narrowed(&Narrowing { audiences: vec!["api".into()], ..Narrowing::default() });
    assert!(narrowed.unwrap().judge(&token, NOW).has(Code::TokenDenied));
}

#[test]
fn types_beside_a_policy_that_names_none_narrow_the_usual_ones_of_each_kind() {
    use crate::profile::sd_jwt::{SdJwtIssuer, SdJwtVerifier};
    let AnyKey::Private(key) = AnyKey::read(keys::P256_PRIVATE_JWK.as_bytes()).unwrap() else {
        unreachable!()
    };
    let issued =
        |typ: &str| SdJwtIssuer::with(Signer::new(&key).typ(typ)).issue(claims(A, "api").as_bytes()).unwrap();
    let narrowed = |typ: &str| {
        let by = Narrowing { types: vec![typ.into()], ..Narrowing::default() };
        policy(&with("")).narrowed(&by).unwrap()
    };
    let accepts = |policy: Policy, text: &str| {
        let verifier = policy.rules.into_iter().next().unwrap().verifier;
        SdJwtVerifier::new(verifier).no_key_binding().judge(text, NOW).accept()
    };
    assert!(accepts(policy(&with("")), &issued("dc+sd-jwt")));
    assert!(accepts(narrowed("dc+sd-jwt"), &issued("dc+sd-jwt")));
    assert!(!accepts(narrowed("example+sd-jwt"), &issued("dc+sd-jwt")));
    // What the policy alone refuses is refused beside a flag as well.
    assert!(!accepts(policy(&with("")), &issued("at+jwt")));
    assert!(!accepts(narrowed("at+jwt"), &issued("at+jwt")));
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
