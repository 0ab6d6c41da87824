//! The policy: every fault with its exact words, whose rules apply, and that flags say the same.

mod enforced;
mod faults;
mod narrowed;
mod schema;

use testkit::keys;
use zeroize::Zeroizing;

use super::{FailOn, Input, Policy, PolicyError, PolicyFile};
use crate::check::{Expected, Source};
use crate::limits::Bounds;
use crate::reason::Severity;
use crate::text::time::{NumericDate, Seconds};
use crate::{AnyKey, Signer};

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
