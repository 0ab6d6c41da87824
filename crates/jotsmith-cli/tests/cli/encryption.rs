//! `encrypt` and `decrypt` together: what goes in comes out, byte for byte, whatever lies between.

use std::fs;

use testkit::keys;

use crate::common::{folder, run, run_in};

const SECRET: &str = "utf8:0123456789abcdef0123456789abcdef";

/// Encrypts the bytes with these words.
fn encrypted(words: &[&str], stdin: &[u8]) -> String {
    let ran = run(&[&["encrypt"], words, &["-"]].concat(), stdin);
    assert_eq!(ran.code, Some(0), "{words:?}: {}", ran.stderr);
    ran.stdout
}

#[test]
fn every_byte_comes_back_and_nothing_is_added() {
    for content in ["", "between us", "two\nlines\n", "{\"sub\":\"u_42\"}"] {
        let token = encrypted(&["--secret", SECRET, "--alg", "dir"], content.as_bytes());
        let ran = run(&["decrypt", "--secret", SECRET, "--alg", "dir", "-"], token.as_bytes());
        assert_eq!((ran.stdout.as_str(), ran.code), (content, Some(0)));
        assert!(
            ran.stderr.starts_with("Decrypted: dir, A256GCM; whoever encrypted it holds the same secret."),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn a_signed_token_is_encrypted_decrypted_and_verified() {
    let folder = folder("nested");
    fs::write(folder.join("pub.pem"), keys::P256_SPKI).unwrap();
    fs::write(folder.join("key.pem"), keys::P256_PKCS8).unwrap();
    let signed = run(&["sign", "--secret", "env:S", r#"{"sub":"u_42","exp":4102444800}"#], b"").stdout;
    let sealed = run_in(&folder, &["encrypt", "--key", "@pub.pem", "--cty", "JWT", "-"], signed.as_bytes());
    assert_eq!(sealed.stderr, "", "{}", sealed.stderr);
    let opened = run_in(&folder, &["decrypt", "--key", "@key.pem", "-"], sealed.stdout.as_bytes());
    assert_eq!(opened.stdout, signed.trim_end(), "the final newline is no part of the token");
    assert!(
        opened.stderr.contains("anyone may have encrypted it, so it says nothing about the sender"),
        "{}",
        opened.stderr
    );
    let words = ["verify", "--secret", "env:S", "--any-issuer", "--any-audience", "-"];
    let verified = run(&words, opened.stdout.as_bytes());
    assert_eq!(
        (verified.stdout.as_str(), verified.code),
        ("{\"sub\":\"u_42\",\"exp\":4102444800}\n", Some(0))
    );
    let unsaid = run_in(&folder, &["encrypt", "--key", "@pub.pem", "-"], signed.as_bytes());
    assert_eq!(unsaid.stderr, "The content is a token: add --cty JWT, so that its reader knows.\n");
}

#[test]
fn a_text_that_is_likely_the_name_of_a_file_is_encrypted_and_told() {
    let says = "The text itself was encrypted. If it is the name of a file, write --in before it.\n";
    for (text, told) in
        [("@claims.json", true), ("claims.json", true), ("env:S", true), ("between us", false)]
    {
        let ran = run(&["encrypt", "--secret", SECRET, "--alg", "dir", text], b"");
        assert_eq!((ran.code, ran.stderr.contains(says)), (Some(0), told), "{text}: {}", ran.stderr);
    }
}

#[test]
fn a_key_made_to_encrypt_to_is_the_one_that_decrypts() {
    let folder = folder("made");
    for (alg, size) in [
        ("RSA-OAEP-256", &["--bits", "2048"][..]),
        ("ECDH-ES", &["--crv", "X25519"]),
        ("ECDH-ES+A256KW", &[]),
        ("A192KW", &[]),
        ("A256GCMKW", &[]),
        ("dir", &["--enc", "A128CBC-HS256"]),
        ("dir", &[]),
    ] {
        let made = run_in(
            &folder,
            &[&["key", "generate", "--alg", alg, "--force", "--out", "key.jwk"], size].concat(),
            b"",
        );
        assert_eq!(made.code, Some(0), "{alg}: {}", made.stderr);
        assert!(
            made.stderr.ends_with("Whoever holds it reads what is encrypted for you.\n"),
            "{}",
            made.stderr
        );
        let public = run_in(&folder, &["key", "public", "--force", "--out", "public.jwk", "@key.jwk"], b"");
        let key = if public.code == Some(0) { "@public.jwk" } else { "@key.jwk" };
        let sealed = run_in(&folder, &["encrypt", "--key", key, "-"], b"between us");
        let opened = run_in(&folder, &["decrypt", "--key", "@key.jwk", "-"], sealed.stdout.as_bytes());
        assert_eq!(
            (opened.stdout.as_str(), opened.code),
            ("between us", Some(0)),
            "{alg}: {}",
            opened.stderr
        );
        let signed = run_in(&folder, &["sign", "--key", "@key.jwk", "-c", "sub=u"], b"");
        assert_eq!(signed.code, Some(4), "{alg}: a key to encrypt to signs nothing");
    }
}

#[test]
fn several_receivers_each_open_the_same_token() {
    let folder = folder("receivers");
    fs::write(folder.join("ec.pem"), keys::P256_PKCS8).unwrap();
    fs::write(folder.join("rsa.pem"), keys::RSA_2048_PKCS8).unwrap();
    let words = [
        "encrypt",
        "--key",
        "@ec.pem",
        "--key",
        "@rsa.pem",
        "--secret",
        SECRET,
        "--alg",
        "ECDH-ES+A128KW,RSA-OAEP-256,A256KW",
        "--enc",
        "A128CBC-HS256",
        "--aad",
        "note",
        "hello",
    ];
    let token = run_in(&folder, &words, b"");
    assert_eq!(token.code, Some(0), "{}", token.stderr);
    assert!(token.stdout.starts_with("{\"protected\":") && token.stdout.contains("\"recipients\":["));
    for words in [
        ["--key", "@ec.pem", "--enc", "A128CBC-HS256"],
        ["--key", "@rsa.pem", "--alg", "RSA-OAEP-256"],
        ["--secret", SECRET, "--alg", "A256KW"],
    ] {
        let words = [&["decrypt"], words.as_slice(), &["-"]].concat();
        let ran = run_in(&folder, &words, token.stdout.as_bytes());
        assert_eq!((ran.stdout.as_str(), ran.code), ("hello", Some(0)), "{words:?}: {}", ran.stderr);
    }
}

#[test]
fn serialization_compression_and_json_are_as_asked() {
    let common = ["--secret", SECRET, "--alg", "A256GCMKW", "--zip"];
    for (form, begins) in [("compact", "ey"), ("flattened", "{\"protected\""), ("general", "{\"protected\"")]
    {
        let token = encrypted(&[common.as_slice(), &["--serialization", form]].concat(), b"aaaaaaaaaaaaaaaa");
        assert!(token.starts_with(begins), "{form}: {token}");
        let words = ["decrypt", "--secret", SECRET, "--alg", "A256GCMKW", "--json", "-"];
        let ran = run(&words, token.as_bytes());
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let expected = format!(
            "{{\"schema\":\"jotsmith.decrypted/1\",\"decrypted\":true,\"algorithm\":\"A256GCMKW\",\"encryption\":\"A256GCM\",\
             \"serialization\":\"{form}\",\"authenticates_sender\":true,\"typ\":null,\"cty\":null,\"payload\":null,\
             \"payload_base64url\":\"YWFhYWFhYWFhYWFhYWFhYQ\",\"reasons\":[]}}\n"
        );
        assert_eq!(ran.stdout, expected);
    }
}

#[test]
fn a_key_that_is_kept_in_an_encrypted_token_is_opened_with_its_password() {
    let folder = folder("wrapped");
    fs::write(folder.join("ec.jwk"), keys::P256_PRIVATE_JWK).unwrap();
    let words =
        ["encrypt", "--secret", "utf8:battery staple", "--alg", "PBES2-HS256+A128KW", "--cty", "jwk+json"];
    let kept = run_in(&folder, &[&words, ["--in", "ec.jwk"].as_slice()].concat(), b"");
    assert_eq!(kept.code, Some(0), "{}", kept.stderr);
    fs::write(folder.join("ec.jwe"), kept.stdout).unwrap();
    let sign = |password: &str| {
        run_in(
            &folder,
            &["sign", "--key", "@ec.jwe", "--key-password", password, r#"{"exp":4102444800}"#],
            b"",
        )
    };
    let signed = sign("battery staple");
    assert_eq!(signed.code, Some(0), "{}", signed.stderr);
    let refused = sign("another");
    assert_eq!(refused.code, Some(4), "{}", refused.stderr);
    assert!(refused.stderr.starts_with("The password does not open the key."), "{}", refused.stderr);
}

#[test]
fn a_decrypted_file_is_for_its_owner_only() {
    let folder = folder("decrypted");
    fs::write(folder.join("a.jwe"), encrypted(&["--secret", SECRET, "--alg", "dir"], b"hush")).unwrap();
    let words = ["decrypt", "--secret", SECRET, "--alg", "dir", "--in", "a.jwe", "--out", "a.txt"];
    let ran = run_in(&folder, &words, b"");
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(0)), "{}", ran.stderr);
    assert_eq!(fs::read(folder.join("a.txt")).unwrap(), b"hush");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(folder.join("a.txt")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
