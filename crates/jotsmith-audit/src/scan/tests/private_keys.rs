//! What the scanner promises of private keys in PEM: nothing of one is left in a redacted copy, whatever stands around it.

use proptest::prelude::*;

use super::{GITHUB, HEAD, NOW, TOKEN, redacted, scan};
use crate::scan::{Finding, WINDOW_BYTES, What};

/// Lines of a key, each of them different.
fn body(lines: usize) -> String {
    let lines: Vec<String> =
        (0..lines).map(|line| format!("\n{line:04}secret/KEY+{}", "Zx9".repeat(16))).collect();
    lines.concat()
}

fn key(lines: usize) -> String {
    format!("-----BEGIN PRIVATE KEY-----{}\n-----END PRIVATE KEY-----", body(lines))
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    let name = |finding: &Finding| match finding.what {
        What::Foreign { name, .. } => name,
        What::Token { .. } => "token",
    };
    findings.iter().map(name).collect()
}

#[test]
fn a_key_that_follows_a_token_and_a_mention_is_left_out() {
    let mention = "-----BEGIN PRIVATE KEY-----";
    for (text, copy, found) in [
        (
            format!("{mention}: none\nBearer {TOKEN}\n{}\n", key(20)),
            format!("REDACTED: none\nBearer {HEAD}REDACTED\nREDACTED\n"),
            &["pem", "token", "pem"][..],
        ),
        (
            format!("{mention}{}\n[cut]\n{TOKEN}\n{}", body(3), key(3)),
            format!("REDACTED\n[cut]\n{HEAD}REDACTED\nREDACTED"),
            &["pem", "token", "pem"],
        ),
        // A block reaches to its last line, whatever stands in it.
        (
            format!("{mention}\nx: {TOKEN} {GITHUB}{}\n-----END PRIVATE KEY-----.", body(2)),
            "REDACTED.".to_owned(),
            &["pem", "token"],
        ),
        (format!("{{\"k\":\"{}", key(9).replace('\n', "\\n")), "{\"k\":\"REDACTED".to_owned(), &["pem"]),
    ] {
        let (findings, copied) = scan(text.as_bytes(), 77, NOW);
        assert_eq!(String::from_utf8(copied).unwrap(), copy, "{text}");
        assert_eq!(names(&findings), found, "{text}");
    }
}

#[test]
fn a_key_that_is_cut_is_left_out_as_far_as_it_goes() {
    for (lines, after) in [
        (1, ""),
        (5, "…\n"),
        (30, "\"}\n"),
        (400, "\n\n2026-11-24 INFO"),
        (3, "\n-----BEGIN CERTIFICATE-----\nMIIB"),
    ] {
        let text = format!("key=-----BEGIN RSA PRIVATE KEY-----{}{after}", body(lines));
        assert!(!redacted(&text).contains("secret"), "{lines} {after}");
        let escaped = text.replace('\n', "\\n");
        assert!(!redacted(&escaped).contains("secret"), "{lines} {after}");
    }
}

#[test]
fn another_credential_in_the_readable_part_of_a_token_is_left_out_too() {
    let text = format!("token=\"eyJhbGciOiJIUzI1NiJ9.eyJ={GITHUB}.c2ln\" x");
    assert!(!redacted(&text).contains(GITHUB), "{}", redacted(&text));
}

#[test]
fn a_key_across_the_end_of_a_window_is_left_out_wherever_it_is_cut() {
    // What is open before it makes the window grow to the most that is held.
    for open in ["", "{\"a\":["] {
        for shift in (0..40_000).step_by(13_337) {
            let filler = "1,".repeat(usize::midpoint(5 * WINDOW_BYTES - 40_000, shift));
            let text = format!("{open}{filler}\n{TOKEN}\n{}\n{}", key(300), "y ".repeat(30_000));
            let (findings, copy) = scan(text.as_bytes(), 70_000, NOW);
            assert_eq!(names(&findings), ["token", "pem"], "{open}{shift}");
            assert!(
                copy == text
                    .replace(&key(300), "REDACTED")
                    .replace(TOKEN, &format!("{HEAD}REDACTED"))
                    .into_bytes(),
                "{shift}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_line_of_a_whole_key_is_left_whatever_stands_around_it(
        before in prop::collection::vec(0_usize..12, 0..12),
        after in any::<String>(),
        lines in 1_usize..30,
        piece in 1_usize..400,
    ) {
        let parts = [
            "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "-----BEGIN ", "-----END", TOKEN, GITHUB, "\n", " ",
            "{\"payload\":\"", "{\"a\":{", "\\n", "é",
        ];
        let before: String = before.iter().filter_map(|part| parts.get(*part).copied()).collect();
        let text = format!("{before}{}{after}", key(lines));
        let (findings, copy) = scan(text.as_bytes(), usize::MAX, NOW);
        let (again, same) = scan(text.as_bytes(), piece, NOW);
        prop_assert_eq!(names(&findings), names(&again));
        prop_assert_eq!(&copy, &same);
        let copy = String::from_utf8(copy).unwrap();
        prop_assert!(!copy.contains("secret"), "{}", copy);
        prop_assert!(!copy.contains("Zx9Zx9"), "{}", copy);
    }
}
