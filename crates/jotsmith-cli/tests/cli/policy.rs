//! A policy and the flags that say the same give the same verdict, byte for byte but for where the key came from.

use std::fs;
use std::path::Path;

use crate::common::{SECRET, folder, run_in};
use testkit::keys;

const AT: &[&str] = &["--at", "2026-11-24T08:00:00Z", "--json"];

/// Claims that pass, and claims that fail in each way that a policy can say.
const CLAIMS: &[&str] = &[
    r#"{"iss":"https://a.example","aud":"api","sub":"u","iat":1795507100,"exp":1795507920}"#,
    r#"{"iss":"https://a.example","aud":["web","api"],"sub":"u","iat":1795507100,"exp":1795507180}"#,
    r#"{"iss":"https://a.example","aud":"api","sub":"u","iat":1795500000,"exp":1795507920}"#,
    r#"{"iss":"https://a.example/","aud":"api","sub":"u","iat":1795507100,"exp":1795507920}"#,
    r#"{"iss":"https://a.example","aud":"web","iat":1795507100}"#,
    r#"{"iss":1,"aud":[],"exp":"soon"}"#,
    "{}",
];

fn verdict(folder: &Path, words: &[&str], token: &str) -> (String, Option<i32>) {
    let ran = run_in(folder, &[&["verify"], words, AT, &[token]].concat(), b"");
    let source = ran.stdout.split("\"source\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    (ran.stdout.replacen(&format!("\"source\":\"{source}\""), "\"source\":\"*\"", 1), ran.code)
}

#[test]
fn a_policy_and_flags_that_say_the_same_give_the_same_verdict() {
    let folder = folder("policy-and-flags");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("api.pub.pem", keys::P256_SPKI);
    write("api.key.pem", keys::P256_PKCS8);
    write("jwks.json", &format!("{{\"keys\":[{},{}]}}", keys::P256_PUBLIC_JWK, keys::ED25519_PUBLIC_JWK));
    write("secret.bin", SECRET);
    let expect = [
        "--issuer",
        "https://a.example",
        "--audience",
        "api",
        "--typ",
        "JWT",
        "--leeway",
        "30s",
        "--max-age",
        "1h",
        "--require",
        "sub",
    ];
    let mut accepted = 0;
    for (name, keys, algorithm, flags, sign) in [
        ("pem", "@api.pub.pem", "ES256", ["--key", "@api.pub.pem"], ["--key", "@api.key.pem"]),
        ("jwks", "@jwks.json", "ES256", ["--jwks", "@jwks.json"], ["--key", "@api.key.pem"]),
        ("secret", "utf8:env:S", "HS256", ["--secret", "env:S"], ["--secret", "@secret.bin"]),
    ] {
        let policy = format!(
            "version = 1\n[[issuer]]\nissuer = \"https://a.example\"\nkeys = \"{keys}\"\nalgorithms = [\"{algorithm}\"]\n\
             audiences = [\"api\"]\ntypes = [\"JWT\"]\nleeway = \"30s\"\nmax_age = \"1h\"\nrequired_claims = [\"sub\"]\n"
        );
        write(&format!("{name}.toml"), &policy);
        for claims in CLAIMS {
            let signed = run_in(&folder, &[&["sign"], &sign[..], &[*claims]].concat(), b"");
            assert_eq!(signed.code, Some(0), "{}", signed.stderr);
            let token = signed.stdout.trim();
            let tampered = format!("{}AAAA", token.get(..token.len() - 4).unwrap());
            for token in [token, tampered.as_str(), "eyJhbGciOiJub25lIn0.e30.", "nothing"] {
                let by_policy = verdict(&folder, &["--policy", &format!("@{name}.toml")], token);
                let by_flags =
                    verdict(&folder, &[&flags[..], &["--alg", algorithm], &expect[..]].concat(), token);
                assert_eq!(by_policy, by_flags, "{name}: {claims}");
                accepted += usize::from(by_policy.1 == Some(0));
            }
        }
    }
    assert_eq!(accepted, 6, "the first two claims sets pass under each of the three keys");
}

#[test]
fn each_of_many_lines_is_held_against_the_rules_of_its_issuer() {
    let folder = folder("policy-and-lines");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("api.key.pem", keys::P256_PKCS8);
    write("api.pub.pem", keys::P256_SPKI);
    write("secret.bin", SECRET);
    write(
        "policy.toml",
        "version = 1\n[[issuer]]\nissuer = \"https://a.example\"\nkeys = \"@api.pub.pem\"\naudiences = [\"api\"]\n\
         [[issuer]]\nissuer = \"https://b.example\"\nkeys = \"utf8:env:S\"\nalgorithms = [\"HS256\"]\naudiences = [\"web\"]\n",
    );
    let sign = |key: [&str; 2], iss: &str, aud: &str| {
        let claims = format!(r#"{{"iss":"{iss}","aud":"{aud}","exp":4102444800}}"#);
        run_in(&folder, &[&["sign"], &key[..], &[claims.as_str()]].concat(), b"").stdout
    };
    let (pem, secret) = (["--key", "@api.key.pem"], ["--secret", "@secret.bin"]);
    let tokens = [
        sign(pem, "https://a.example", "api"),
        sign(secret, "https://b.example", "web"),
        // The key of one issuer vouches for nobody else.
        sign(secret, "https://a.example", "api"),
        sign(pem, "https://c.example", "api"),
    ];
    let ran =
        run_in(&folder, &["verify", "--lines", "--policy", "@policy.toml", "-"], tokens.concat().as_bytes());
    let told: Vec<(bool, bool, bool)> = ran
        .stdout
        .lines()
        .map(|line| {
            let has = |text: &str| line.contains(text);
            (has("\"accept\":true"), has("alg-key-mismatch"), has("iss-mismatch"))
        })
        .collect();
    assert_eq!(
        told,
        [(true, false, false), (true, false, false), (false, true, false), (false, false, true)]
    );
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
}
