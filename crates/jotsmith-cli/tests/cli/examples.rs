//! Every example of every `--help` is run as it stands, in a folder that holds the files it names.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{SECRET, folder, run, run_in};
use testkit::keys;

#[test]
fn every_example_of_the_help_ends_well() {
    let folder = folder("examples");
    make_files(&folder);
    let help = run(&["help-markdown"], b"");
    assert_eq!(help.code, Some(0), "{}", help.stderr);
    let help = help.stdout.replace("\\\n", " ");
    let examples: Vec<&str> = help.lines().filter_map(|line| line.trim().strip_prefix("$ ")).collect();
    let runnable: Vec<&&str> = examples.iter().filter(|line| !line.starts_with("jotsmith app")).collect();
    assert_eq!(
        examples.len() - runnable.len(),
        3,
        "the app has three examples, which open a browser or serve"
    );
    assert!(runnable.len() >= 30, "only {} examples", runnable.len());
    let program = Path::new(env!("CARGO_BIN_EXE_jotsmith")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    for example in runnable {
        let mut shell = Command::new("sh");
        shell.args(["-c", example]).current_dir(&folder).env("PATH", &path).env("S", SECRET);
        let output = shell.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{example}\n{stderr}");
        assert!(!output.stdout.is_empty() || example.contains("--out"), "{example} prints nothing");
    }
}

/// The files that the examples name. Tokens end in the year 2100.
fn make_files(folder: &Path) {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("api.pub.pem", keys::P256_SPKI);
    write("api.key.pem", keys::P256_PKCS8);
    write("rsa.pub.pem", keys::RSA_2048_SPKI);
    write("jwks.json", &format!("{{\"keys\":[{}]}}", keys::P256_PUBLIC_JWK));
    write("secret.bin", SECRET);
    write("claims.json", "{\"sub\":\"u_42\"}");
    let claims =
        r#"{"iss":"https://auth.example.com","aud":"https://api.example.com","sub":"u_42","exp":4102444800}"#;
    let sign = |name: &str, words: &[&str]| {
        let signed = run_in(folder, &[&["sign"], words].concat(), b"");
        assert_eq!(signed.code, Some(0), "{}", signed.stderr);
        write(name, &signed.stdout);
    };
    sign("token.jwt", &["--secret", "@secret.bin", claims]);
    sign("es256.jwt", &["--key", "@api.key.pem", claims]);
    sign("hello.jws", &["--as", "jws", "--key", "@api.key.pem", "hello"]);
}
