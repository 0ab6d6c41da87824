//! Looking through many texts: streams, folders, what cannot be read, and copies without what is secret.

use std::fs;

use crate::common::{GUIDE, folder, run, run_in};
use serde_json::Value;

#[test]
fn findings_come_in_the_order_of_files_lines_and_columns() {
    let folder = folder("scan");
    fs::create_dir_all(folder.join("logs/deep")).unwrap();
    let write = |name: &str, text: String| fs::write(folder.join(name), text).unwrap();
    write("logs/b.log", format!("x\ntoken={GUIDE} and ({GUIDE})\n"));
    write("logs/deep/a.har", format!("{{\"name\":\"Cookie\",\"value\":\"s={GUIDE}\"}}"));
    write("logs/a.bin", format!("\u{0}\u{1}{GUIDE}\u{0}"));
    let ran = run_in(&folder, &["scan", "--json", "--recursive", "--in", "logs"], b"");
    let places: Vec<(String, u64, u64, String)> = ran
        .stdout
        .lines()
        .map(|line| {
            let json: Value = serde_json::from_str(line).unwrap();
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let number = |name: &str| json[name].as_u64().unwrap();
            (text(&json["file"]), number("line"), number("column"), text(&json["where"]["place"]))
        })
        .collect();
    let place = |file: &str, line, column, place: &str| (file.to_owned(), line, column, place.to_owned());
    let second = u64::try_from("token=".len() + GUIDE.len() + " and (".len() + 1).unwrap();
    assert_eq!(
        places,
        [
            place("logs/a.bin", 1, 3, "text"),
            place("logs/b.log", 2, 7, "variable"),
            place("logs/b.log", 2, second, "text"),
            place("logs/deep/a.har", 1, 29, "cookie"),
        ]
    );
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(6), "4 findings in 3 files.\n"));
    assert!(!ran.stdout.contains(GUIDE), "the token itself is left out");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_read() {
    let folder = folder("scan-missing");
    fs::write(folder.join("there"), GUIDE).unwrap();
    let ran = run_in(&folder, &["scan", "--in", "missing", "there"], b"");
    assert!(ran.stderr.starts_with("Cannot read the file \"missing\": it is not there.\n"), "{}", ran.stderr);
    assert!(ran.stdout.contains("there:1:1"), "{}", ran.stdout);
    assert_eq!(ran.code, Some(7));
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_not_followed() {
    let folder = folder("scan-links");
    fs::create_dir(folder.join("logs")).unwrap();
    std::os::unix::fs::symlink("..", folder.join("logs/up")).unwrap();
    fs::write(folder.join("logs/log"), GUIDE).unwrap();
    fs::write(folder.join("beside"), GUIDE).unwrap();
    let ran = run_in(&folder, &["scan", "--recursive", "--in", "logs"], b"");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(6), "1 finding.\n"));
}

#[test]
fn a_copy_is_the_text_byte_for_byte_but_for_what_is_secret() {
    let folder = folder("scan-redact");
    let (head, signature) = GUIDE.split_at(GUIDE.rfind('.').unwrap() + 1);
    let mut text = b"\xff\xfe\x1b[31m ".to_vec();
    for number in 0..3000 {
        text.extend_from_slice(format!("{number} Authorization: Bearer {GUIDE}\r\n").as_bytes());
    }
    fs::write(folder.join("log"), &text).unwrap();
    let output = crate::common::program()
        .args(["scan", "--redact", "--in", "log"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let copy = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!copy.contains(signature));
    assert_eq!(copy, String::from_utf8_lossy(&text).replace(GUIDE, &format!("{head}REDACTED")));
    assert_eq!(output.status.code(), Some(0));
    let again = run(&["scan", "--redact", "--fail-on", "any", "-"], GUIDE.as_bytes());
    assert_eq!((again.code, again.stdout), (Some(6), format!("{head}REDACTED")));
}

#[test]
fn private_keys_are_found_in_folders_and_a_redacted_copy_counts_for_nothing() {
    let folder = folder("scan-keys");
    fs::create_dir_all(folder.join("keys/deep")).unwrap();
    let jwk = r#"{"kty":"EC","crv":"P-256","x":"eA","y":"eQ","d":"c2VjcmV0LW9mLWEta2V5"}"#;
    let pem = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----\n";
    fs::write(folder.join("keys/deep/key.jwk"), jwk).unwrap();
    fs::write(folder.join("keys/key.pem"), pem).unwrap();
    for fail_on in ["any", "live"] {
        let ran = run_in(&folder, &["scan", "--recursive", "--fail-on", fail_on, "--in", "keys"], b"");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(6), "2 findings in 2 files.\n"));
        assert!(ran.stdout.contains("keys/deep/key.jwk:1:1  a private JSON Web Key"), "{}", ran.stdout);
        assert!(ran.stdout.contains("a private key in PEM"), "{}", ran.stdout);
        assert!(!ran.stdout.contains("c2VjcmV0") && !ran.stdout.contains("MIGH"), "{}", ran.stdout);
    }
    let copy = run(&["scan", "--redact", "-"], format!("{jwk}\n{pem}{GUIDE}\n").as_bytes());
    assert!(!copy.stdout.contains("c2VjcmV0") && !copy.stdout.contains("MIGH"), "{}", copy.stdout);
    let again = run(&["scan", "-"], copy.stdout.as_bytes());
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), "1 finding, 1 redacted.\n"));
}

#[test]
fn columns_fit_the_rows_of_a_text_and_stay_bounded() {
    let folder = folder("scan-columns");
    // {"alg":"HS256"}, {"alg":"ES256K"}, and one of 400 letters that no standard has.
    let long = "eyJhbGciOiJ4".to_owned() + &"eHh4".repeat(133) + "In0";
    let text = format!("eyJhbGciOiJIUzI1NiJ9.e30.c2ln\neyJhbGciOiJFUzI1NksifQ.e30.c2ln\n{long}.e30.c2ln\n")
        .repeat(2000);
    fs::write(folder.join("log"), text).unwrap();
    let ran = run_in(&folder, &["scan", "--in", "log"], b"");
    assert_eq!(ran.stdout.lines().count(), 6000);
    let column = |line: &str| line.find("never expires").unwrap();
    let wide = ran.stdout.lines().filter(|line| !line.contains("xxx")).map(column);
    assert_eq!(wide.collect::<std::collections::BTreeSet<_>>().len(), 1);
}
