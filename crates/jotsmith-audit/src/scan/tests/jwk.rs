//! What the scanner promises of private JSON Web Keys: they are told, and no private member is left in a redacted copy.

use proptest::prelude::*;

use super::{HEAD, NOW, TOKEN, one, redacted, scan};
use crate::scan::{Place, WINDOW_BYTES, What};

/// Keys of each type, `?` for a private member.
const KEYS: [&str; 6] = [
    r#"{"kty":"oct","k":"?"}"#,
    r#"{"crv":"P-256","d":"?","kid":"2026","kty":"EC","x":"eA","y":"eQ"}"#,
    r#"{ "kty" : "OKP", "crv" : "Ed25519", "x" : "eA", "d" : "?" }"#,
    r#"{"kty":"RSA","n":"bg","e":"AQAB","d":"?","p":"?","q":"?","dp":"?","dq":"?","qi":"?","oth":[{"r":"?","d":"?","t":"?"}]}"#,
    "{\n  \"kty\": \"AKP\",\n  \"alg\": \"ML-DSA-44\",\n  \"pub\": \"cHVi\",\n  \"priv\": \"?\"\n}",
    r#"{"kty":"EC","d":"?","d":"?","\u0064":"?","x":"eA"}"#,
];

const SECRET: &str = "c2VjcmV0LW9mLWEta2V5LXRoYXQtaXMtbG9uZw";

fn escaped(text: &str, levels: usize) -> String {
    (0..levels).fold(text.to_owned(), |text, _| serde_json::to_string(&text).unwrap())
}

#[test]
fn a_private_key_is_told_as_one_in_pem_is() {
    let finding = one(&format!("first\nkeys={}\n", KEYS[0].replace('?', SECRET)));
    assert_eq!((finding.line, finding.column), (2, 6));
    assert_eq!((finding.place.place, finding.place.name.as_deref()), (Place::Variable, Some("keys")));
    assert!(finding.is_live());
    let What::Foreign { name, words } = finding.what else { panic!("no token") };
    assert_eq!((name, words.as_str()), ("jwk", "a private JSON Web Key"));
}

#[test]
fn each_private_member_is_left_out_and_the_rest_is_kept() {
    for key in KEYS {
        for levels in 0..4 {
            let set = format!("{{\"keys\":[{key},{key}]}}");
            for around in [key, &set] {
                let text =
                    |secret: &str| format!("x={} {TOKEN}\n", escaped(&around.replace('?', secret), levels));
                let copy = text("REDACTED").replace(TOKEN, &format!("{HEAD}REDACTED"));
                assert_eq!(redacted(&text(SECRET)), copy);
                // What has been left out is no key any more.
                let (findings, again) = scan(copy.as_bytes(), 50, NOW);
                assert_eq!(findings.len(), 1, "{copy}");
                assert!(again == copy.into_bytes());
            }
        }
    }
}

#[test]
fn a_public_key_stays_and_is_no_finding() {
    for key in [
        r#"{"kty":"EC","crv":"P-256","x":"eA","y":"eQ"}"#,
        r#"{"kty":"RSA","n":"bg","e":"AQAB","d":""}"#,
        r#"{"type":"oct","k":"c2VjcmV0"}"#,
    ] {
        assert_eq!(scan(key.as_bytes(), 9, NOW).0.len(), 0, "{key}");
        assert_eq!(redacted(key), key);
    }
}

#[test]
fn a_private_key_across_the_end_of_a_window_is_found_once_wherever_it_is_cut() {
    let key = KEYS[3].replace('?', &SECRET.repeat(20));
    for shift in (0..24_000).step_by(1999) {
        let filler = "[1],".repeat((WINDOW_BYTES - 20_000 + shift) / 4);
        let text = format!("{{\"log\":[{filler}{key},{}]}}{}", escaped(&key, 1), " y".repeat(5000));
        let (findings, copy) = scan(text.as_bytes(), 70_000, NOW);
        assert_eq!(findings.len(), 2, "{shift}");
        assert!(copy == text.replace(&SECRET.repeat(20), "REDACTED").into_bytes(), "{shift}");
    }
}

#[test]
fn of_a_private_key_that_is_cut_nothing_is_left_either() {
    let key = KEYS[3].replace('?', SECRET);
    for levels in 0..3 {
        let whole = escaped(&key, levels);
        for cut in 0..whole.len() {
            for after in ["", "\nINFO {\"n\":1}\n"] {
                let text = format!("key={}{after}", whole.get(..cut).unwrap());
                let copy = redacted(&text);
                assert!(!copy.contains(SECRET.get(..8).unwrap()), "{copy}");
                assert!(copy.ends_with(after), "{copy}");
                assert_eq!(redacted(&copy), copy);
                assert_eq!(scan(copy.as_bytes(), 99, NOW).0.len(), 0, "{copy}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn nothing_of_a_private_member_is_left_whatever_stands_around_the_key(
        key in 0..KEYS.len(),
        secrets in prop::collection::vec("[A-Za-z0-9_-]{12,90}", 1..9),
        levels in 0_usize..4,
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "\"", "\\", "\\\"", "{\"", "{\"a\":", "{\"a\":\"", "{\"kty\":", "{\"k\":[", "{\\\"a\\\":", "'", ":", ",", "\n", " ",
            "é", "eyJhbGciOiJIUzI1NiJ9.e30.", "-----BEGIN PRIVATE KEY-----", TOKEN,
        ]), 0..20),
        before in any::<String>(),
        after in any::<String>(),
        piece in 1_usize..400,
    ) {
        let mut next = secrets.iter().cycle();
        let key: String = KEYS[key]
            .split('?')
            .enumerate()
            .map(|(at, part)| if at == 0 { part.to_owned() } else { format!("{}{part}", next.next().unwrap()) })
            .collect();
        let text = format!("{before}{}{}{after}", pieces.concat(), escaped(&key, levels));
        let (findings, copy) = scan(text.as_bytes(), usize::MAX, NOW);
        let (again, same) = scan(text.as_bytes(), piece, NOW);
        prop_assert_eq!(findings.len(), again.len());
        prop_assert_eq!(&copy, &same);
        let copy = String::from_utf8(copy).unwrap();
        for secret in &secrets {
            for run in secret.as_bytes().windows(8) {
                let run = str::from_utf8(run).unwrap();
                let outside = format!("{before}{after}").contains(run);
                prop_assert!(outside || !copy.contains(run), "{} of {} in {}", run, text, copy);
            }
        }
    }
}
