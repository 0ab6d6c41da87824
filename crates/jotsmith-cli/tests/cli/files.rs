//! What becomes of files: who may read them, what is replaced, and what is left alone.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use crate::common::{folder, run_in};
use testkit::keys;

/// Who may do what with the file.
fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_set_is_for_its_owner_while_any_entry_holds_what_is_private() {
    let folder = folder("private-set");
    fs::write(folder.join("new.pem"), keys::P256_SPKI).unwrap();
    let file = folder.join("jwks.json");
    for entry in [
        r#"{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB","d":"c2VjcmV0c2VjcmV0"}"#,
        r#"{"kty":"LIZARD","kid":"a","priv":"c2VjcmV0"}"#,
        r#"{"kty":"oct","kid":"a","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"}"#,
    ] {
        fs::write(&file, format!("{{\"keys\":[{entry}]}}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        for words in [["add", "@new.pem"], ["remove", "--entry=2"]] {
            let words = [&["jwks"], words.as_slice(), &["--in-place", "--in", "jwks.json"]].concat();
            let ran = run_in(&folder, &words, b"");
            assert_eq!((ran.code, mode(&file)), (Some(0), 0o600), "{entry} {words:?}: {}", ran.stderr);
        }
    }
}

#[test]
fn a_file_that_is_replaced_lets_nobody_in_who_was_kept_out() {
    let folder = folder("narrow");
    fs::write(folder.join("new.pem"), keys::P256_SPKI).unwrap();
    let file = folder.join("jwks.json");
    for (before, after) in [(0o600, 0o600), (0o640, 0o640), (0o644, 0o644), (0o755, 0o644)] {
        fs::write(&file, "{\"keys\":[]}\n").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(before)).unwrap();
        let ran = run_in(&folder, &["jwks", "add", "--in-place", "--in", "jwks.json", "@new.pem"], b"");
        assert_eq!((ran.code, mode(&file)), (Some(0), after), "{before:o}: {}", ran.stderr);
    }
}

#[test]
fn a_device_a_pipe_and_a_folder_are_never_replaced() {
    let folder = folder("devices");
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    fs::create_dir(folder.join("inner")).unwrap();
    symlink("pipe", folder.join("link")).unwrap();
    let regular = "no regular file, and stays as it is.\n  Send standard output to it instead: > PATH.\n";
    let inner = "a folder, and stays as it is.\n  Name a file in it.\n";
    // No device is named with --force: whoever runs this as root would lose it where the rule is broken.
    for (name, force, is) in [
        ("/dev/null", &[][..], regular),
        ("pipe", &[], regular),
        ("pipe", &["--force"], regular),
        ("link", &["--force"], regular),
        ("inner", &["--force"], inner),
    ] {
        let words = [&["sign", "--secret", "env:S", "-c", "a=b", "--out", name], force].concat();
        let ran = run_in(&folder, &words, b"");
        let says = format!("\"{name}\" is {is}");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(7), says.as_str()), "{words:?}");
    }
    let is_pipe = fs::symlink_metadata(folder.join("pipe")).unwrap().file_type().is_fifo();
    assert!(is_pipe && fs::symlink_metadata(folder.join("link")).unwrap().is_symlink());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3, "nothing is left beside them");
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_replaced() {
    let folder = folder("links");
    fs::create_dir(folder.join("inner")).unwrap();
    fs::write(folder.join("inner/there"), "before").unwrap();
    fs::set_permissions(folder.join("inner/there"), fs::Permissions::from_mode(0o400)).unwrap();
    symlink("inner/there", folder.join("one")).unwrap();
    symlink("inner/absent", folder.join("two")).unwrap();
    for (link, target) in [("one", "inner/there"), ("two", "inner/absent")] {
        let words = ["sign", "--secret", "env:S", "-c", "a=b", "--force", "--out", link];
        let ran = run_in(&folder, &words, b"");
        assert_eq!(ran.code, Some(0), "{link}: {}", ran.stderr);
        assert!(fs::symlink_metadata(folder.join(link)).unwrap().is_symlink(), "{link}");
        assert!(fs::read_to_string(folder.join(target)).unwrap().starts_with("ey"), "{link}");
    }
    assert_eq!(mode(&folder.join("inner/there")), 0o400);
    assert_eq!(mode(&folder.join("inner/absent")), 0o600);
    assert_eq!(fs::read_dir(folder.join("inner")).unwrap().count(), 2, "nothing is left beside them");
}

#[test]
fn the_name_of_a_file_is_escaped_once_in_json() {
    let folder = folder("named");
    fs::write(folder.join("key.pem"), keys::P256_PKCS8).unwrap();
    fs::write(folder.join("\"a\u{1b}\\b\""), keys::P256_SPKI).unwrap();
    let words = ["key", "match", "@key.pem", "--in", "\"a\u{1b}\\b\""];
    let ran = run_in(&folder, &[&words[..], &["--json"]].concat(), b"");
    assert!(ran.stdout.contains(r#""file":"\"a\u001b\\b\"","#), "{}", ran.stdout);
    let ran = run_in(&folder, &words, b"");
    assert!(ran.stdout.starts_with(r#"""a\u001b\b"": public EC key"#), "{}", ran.stdout);
}
