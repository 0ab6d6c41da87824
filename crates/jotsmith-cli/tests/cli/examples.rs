//! Every example of every `--help` is run as it stands, in a folder that holds the files it names.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{SECRET, folder, run, run_in};
use jotsmith::AnyKey;
use jotsmith::profile::sd_jwt::SdJwtIssuer;
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
        // The examples of scan find something.
        let code = if example.starts_with("jotsmith scan") && !example.contains("--redact") { 6 } else { 0 };
        assert_eq!(output.status.code(), Some(code), "{example}\n{stderr}");
        assert!(!output.stdout.is_empty() || example.contains("--out"), "{example} prints nothing");
    }
}

/// The files that the examples name. Tokens end in the year 2100.
fn make_files(folder: &Path) {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("api.pub.pem", keys::P256_SPKI);
    write("api.key.pem", keys::P256_PKCS8);
    write("rsa.pub.pem", keys::RSA_2048_SPKI);
    let jwk = keys::P256_PUBLIC_JWK;
    write("jwks.json", &format!("{{\"keys\":[{jwk}]}}"));
    write("new.pub.pem", keys::P384_SPKI);
    let named = jwk.trim_end().replacen('{', "{\"kid\":\"api-2026\",", 1);
    write("named.json", &format!("{{\"keys\":[{named}]}}"));
    write("secret.bin", SECRET);
    write(
        "policy.toml",
        "version = 1\n[[issuer]]\nissuer = \"https://auth.example.com\"\nkeys = \"@jwks.json\"\n\
         audiences = [\"https://api.example.com\"]\n",
    );
    write("key.bin", "0123456789abcdef0123456789abcdef");
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
    let listed = claims.replace('}', ",\"jti\":\"a2\"}");
    sign("tokens.txt", &["--secret", "@secret.bin", &listed]);
    write("denied.txt", "a0\na1\n");
    write("body.txt", "the body of a request");
    write("ed25519.key.pem", keys::ED25519_PKCS8);
    write("ed25519.pub.pem", keys::ED25519_SPKI);
    sign("detached.jws", &["--as=jws", "--detached", "--key=@api.key.pem", "the body of a request"]);
    let both = ["--key=@api.key.pem", "--key=@ed25519.key.pem"];
    sign("general.json", &[&["--as=jws", "--serialization=general", "hello"][..], &both].concat());
    let token = fs::read_to_string(folder.join("token.jwt")).unwrap();
    write("app.log", &format!("10:00 GET /me Authorization: Bearer {token}10:01 done\n"));
    fs::create_dir_all(folder.join("logs")).unwrap();
    write("logs/app.log", &format!("10:00 token={token}"));
    write("credential.sd-jwt", &credential());
    sign("hello.jws", &["--as", "jws", "--key", "@api.key.pem", "hello"]);
    let encrypt = |name: &str, words: &[&str]| {
        let sealed = run_in(folder, &[&["encrypt", "--key", "@api.pub.pem"], words].concat(), b"");
        assert_eq!(sealed.code, Some(0), "{}", sealed.stderr);
        write(name, &sealed.stdout);
    };
    encrypt("secret.jwe", &["between us"]);
    encrypt("nested.jwe", &["--cty", "JWT", "--in", "token.jwt"]);
}

/// An SD-JWT with two claims that can be disclosed.
fn credential() -> String {
    let Ok(AnyKey::Private(key)) = AnyKey::read(keys::P256_PKCS8.as_bytes()) else {
        panic!("a private key");
    };
    let claims =
        br#"{"iss":"https://auth.example.com","exp":4102444800,"given_name":"Ada","birthdate":"1815-12-10"}"#;
    let issuer = SdJwtIssuer::new(&key).disclose("/given_name").disclose("/birthdate").holder(&key.public());
    issuer.issue(claims).unwrap()
}
