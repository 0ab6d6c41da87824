//! What becomes of files: who may read them, what is replaced, and what is left alone.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

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
