//! What goes to standard output and what to standard error, what is read from standard input, and what becomes of files.

use std::fs;
use std::process::{Command, Stdio};

use crate::common::{GUIDE, Ran, folder, program, run, run_in};
use testkit::keys;

const WAIVED: &[&str] = &["--any-issuer", "--any-audience", "--allow-missing-exp"];

fn verify(words: &[&str], stdin: &[u8]) -> Ran {
    run(&[&["verify"], words, WAIVED].concat(), stdin)
}

#[test]
fn the_product_is_alone_on_standard_output() {
    let ran = verify(&["--secret", "utf8:your-256-bit-secret", "--allow-weak-key", "-"], GUIDE.as_bytes());
    assert_eq!(ran.stdout, "{\"sub\":\"1234567890\",\"name\":\"John Doe\",\"iat\":1516239022}\n");
    assert!(ran.stderr.starts_with("Accept: valid HS256 MAC."), "{}", ran.stderr);
    assert_eq!(ran.code, Some(0));
}

#[test]
fn nothing_of_the_payload_leaves_before_all_holds() {
    let ran = verify(&["--secret", "utf8:another-secret-another-secret-32", "-"], GUIDE.as_bytes());
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.starts_with("Do not accept: the signature does not match this key.\n"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("John"), "{}", ran.stderr);
    assert_eq!(ran.code, Some(1));
}

#[test]
fn verify_drops_one_final_newline_and_refuses_anything_else_around_the_token() {
    let words = ["--secret", "utf8:your-256-bit-secret", "--allow-weak-key", "-"];
    for (text, code) in [
        (format!("{GUIDE}\n"), 0),
        (format!("{GUIDE}\r\n"), 0),
        (format!("{GUIDE}\n\n"), 3),
        (format!(" {GUIDE}"), 3),
        (format!("Bearer {GUIDE}"), 3),
        (format!("\"{GUIDE}\""), 3),
        (String::new(), 3),
        ("\n".to_owned(), 3),
    ] {
        assert_eq!(verify(&words, text.as_bytes()).code, Some(code), "{text:?}");
    }
}

#[test]
fn verify_refuses_a_token_on_the_denylist_and_one_that_cannot_be_looked_up() {
    let folder = folder("denylist");
    fs::write(folder.join("denied.txt"), "a0\r\na1\n").unwrap();
    let signed = |claims: &str| {
        let signed = run(&["sign", "--secret", "env:S", claims], b"");
        assert_eq!(signed.code, Some(0), "{}", signed.stderr);
        signed.stdout
    };
    let verify = |words: &[&str], token: &str| {
        let flags = ["verify", "--secret", "env:S", "--denylist", "@denied.txt", "-"];
        run_in(&folder, &[&flags, words].concat(), token.as_bytes())
    };
    for (claims, code, sentence) in [
        (r#"{"jti":"a2"}"#, 0, "Accept: valid HS256 MAC."),
        (r#"{"jti":"a\u0031"}"#, 5, "Do not accept: the token was called back: its jti is on the denylist."),
        ("{}", 5, "Do not accept: the claim \"jti\" is required and missing."),
    ] {
        let ran = verify(WAIVED, &signed(claims));
        assert_eq!(ran.code, Some(code), "{claims}: {}", ran.stderr);
        assert!(ran.stderr.starts_with(sentence), "{claims}: {}", ran.stderr);
    }
    let ran = verify(&["--as", "jws"], &signed("{}"));
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("--denylist says something about claims"), "{}", ran.stderr);
}

#[test]
fn inspect_and_decode_take_the_token_out_of_what_was_pasted() {
    for verb in ["decode", "inspect"] {
        let ran = run(&[verb, "-"], format!("Authorization: Bearer {GUIDE}\n").as_bytes());
        assert!(ran.stdout.contains("John Doe"), "{verb}: {}", ran.stdout);
        assert!(!ran.stderr.is_empty());
        assert_eq!(ran.code, Some(0), "{verb}: {}", ran.stderr);
    }
}

#[test]
fn more_tokens_than_are_told_apart_are_said_to_be_more() {
    let text = [GUIDE; 100].join("\n");
    let ran = run(&["decode", "-"], text.as_bytes());
    let says = "The text holds 64 tokens or more, and this is one of them: --which NUMBER shows another.\n\
                jotsmith decode --lines takes any number of tokens, one a line.\n";
    assert!(ran.stderr.contains(says), "{}", ran.stderr);
    assert_eq!(ran.code, Some(0));
    let ran = run(&["decode", "--which", "65", "-"], text.as_bytes());
    let says = "The first 64 tokens of a text are told apart, and no number 65.\n\
                \x20 jotsmith decode --lines takes any number of tokens, one a line.\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), says));
}

#[test]
fn a_closed_pipe_is_silent_and_changes_no_answer() {
    for (words, code) in [(&["explain", "--all"][..], 0), (&["decode", "--json", "a.b.c"][..], 3)] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = program().args(words).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!stderr.contains("pipe") && !stderr.contains("panic"), "{stderr}");
        assert_eq!(output.status.code(), Some(code), "{stderr}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_spared_what_stands_in_a_set() {
    let folder = folder("terminal");
    fs::write(folder.join("new.pem"), keys::P256_SPKI).unwrap();
    fs::write(folder.join("jwks.json"), "{\"note\":\"\u{9b}31m\",\"keys\":[{\"kty\":\"LIZARD\"}]}\n")
        .unwrap();
    for words in ["remove --entry 1", "add @new.pem"] {
        let line = format!("'{}' jwks {words} --in jwks.json", env!("CARGO_BIN_EXE_jotsmith"));
        // What script runs writes to a terminal.
        let mut script = Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).current_dir(&folder).stdin(Stdio::null());
        let output = script.output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        let says = "What would be printed holds control bytes, which a terminal would obey.";
        assert!(shown.contains(says) && !shown.contains('\u{9b}'), "{words}: {shown:?}");
        assert_eq!(output.status.code(), Some(7), "{words}: {shown}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program().args(["explain", "alg-none"]).stdout(full).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("Cannot write to standard output: "), "{stderr}");
    assert_eq!(output.status.code(), Some(7));
}

#[cfg(unix)]
#[test]
fn an_endless_input_ends_with_a_clear_error() {
    let ran = verify(&["--key", "@/dev/zero", GUIDE], b"");
    assert!(
        ran.stderr.starts_with("The key is longer than 4 MiB: the file \"/dev/zero\".\n"),
        "{}",
        ran.stderr
    );
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(4), ""));
    let ran = run(&["decode", "--in", "/dev/zero"], b"");
    assert!(
        ran.stderr.starts_with("The input is longer than 4 MiB: the file \"/dev/zero\".\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.code, Some(3));
}

#[test]
fn a_token_over_the_bound_is_refused_by_its_code() {
    let long = "a".repeat(2 * 1024 * 1024);
    let ran = verify(&["--secret", "env:S", "--json", "-"], long.as_bytes());
    assert!(ran.stdout.contains("\"code\":\"too-long\""), "{}", ran.stdout);
    assert_eq!(ran.code, Some(3));
}

#[test]
fn a_payload_is_printed_byte_for_byte() {
    let folder = folder("bytes");
    let payload = b"\x00\xff\x1b[31m no newline";
    fs::write(folder.join("payload"), payload).unwrap();
    fs::write(folder.join("key"), keys::P256_PKCS8).unwrap();
    let sign = ["sign", "--as", "jws", "--key", "@key", "--in", "payload", "--out", "token"];
    assert_eq!(run_in(&folder, &sign, b"").code, Some(0));
    let words = ["verify", "--as", "jws", "--key", "@key", "--in", "token"];
    let output = program().args(words).current_dir(&folder).output().unwrap();
    assert_eq!(output.stdout, payload);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_secret_keeps_its_newline_and_says_so() {
    let folder = folder("newline");
    fs::write(folder.join("with"), "a-secret-of-thirty-two-bytes-or-so\n").unwrap();
    let signed = run_in(&folder, &["sign", "--secret", "@with", "{}"], b"");
    assert!(signed.stderr.contains("The secret ends with a newline"), "{}", signed.stderr);
    let token = signed.stdout.trim();
    assert_eq!(verify(&["--secret", "utf8:a-secret-of-thirty-two-bytes-or-so\n", token], b"").code, Some(0));
    assert_eq!(verify(&["--secret", "env:S", token], b"").code, Some(1));
}

#[test]
fn a_password_keeps_its_newline_and_says_so() {
    let folder = folder("password");
    fs::write(folder.join("key.pem"), keys::P256_PKCS8).unwrap();
    fs::write(folder.join("with"), "example\n").unwrap();
    fs::write(folder.join("without"), "example").unwrap();
    let newline = "The password ends with a newline, which counts as part of it. If it is not meant, write the file \
                   with printf %s.\n";
    let words = ["key", "convert", "--to", "pem", "--encrypt", "--out", "locked.pem", "@key.pem"];
    let made = run_in(&folder, &[&words[..], &["--new-password", "@with"]].concat(), b"");
    assert!(made.stderr.starts_with(newline), "{}", made.stderr);
    for verb in [&["sign", "--key", "@locked.pem", "{}"][..], &["key", "show", "@locked.pem"]] {
        let opened = run_in(&folder, &[verb, &["--key-password", "@with"]].concat(), b"");
        assert!(opened.code == Some(0) && opened.stderr.ends_with(newline), "{verb:?}: {}", opened.stderr);
    }
    let made = run_in(&folder, &[&words[..], &["--force", "--new-password", "@without"]].concat(), b"");
    assert!(!made.stderr.contains("newline"), "{}", made.stderr);
    let closed = run_in(&folder, &["sign", "--key", "@locked.pem", "{}", "--key-password", "@with"], b"");
    let says = format!("  Check the password, and that it is the one of this key. {newline}");
    assert!(closed.code == Some(4) && closed.stderr.ends_with(&says), "{}", closed.stderr);
}

#[cfg(unix)]
#[test]
fn a_password_from_standard_input_opens_every_key_of_the_run() {
    let locked = "../testkit/keys/p-256.encrypted-pkcs8.pem";
    let key = format!("@{locked}");
    let words = ["key", "match", key.as_str(), "--in", locked, "--key-password", "-"];
    let ran = run(&words, b"example");
    assert_eq!((ran.code, ran.stderr.contains("encrypted")), (Some(0), false), "{}", ran.stderr);
}

#[test]
fn what_is_secret_is_for_its_owner_and_stays_unless_force_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("private");
    let words = ["key", "generate", "--alg", "ES256", "--to", "pem", "--out", "key.pem"];
    assert_eq!(run_in(&folder, &words, b"").code, Some(0));
    let file = folder.join("key.pem");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read_to_string(&file).unwrap();
    let again = run_in(&folder, &words, b"");
    assert!(
        again.stderr.starts_with("The file \"key.pem\" is there already, and stays as it is.\n"),
        "{}",
        again.stderr
    );
    assert_eq!(again.code, Some(7));
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    assert_eq!(run_in(&folder, &[&words[..], &["--force"]].concat(), b"").code, Some(0));
    assert_ne!(fs::read_to_string(&file).unwrap(), before);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn every_algorithm_signs_and_verifies_with_a_generated_key() {
    let folder = folder("algorithms");
    let algorithms = [
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
        "ES512", "ES256K", "EdDSA", "Ed25519",
    ];
    for alg in algorithms {
        let key = format!("{alg}.jwk");
        let bits = if alg.starts_with("RS") || alg.starts_with("PS") { &["--bits", "2048"][..] } else { &[] };
        let made = run_in(&folder, &[&["key", "generate", "--alg", alg, "--out", &key], bits].concat(), b"");
        assert_eq!(made.code, Some(0), "{alg}: {}", made.stderr);
        let given = format!("@{key}");
        let signed = run_in(&folder, &["sign", "--key", &given, "-c", "sub=u"], b"");
        assert_eq!(signed.code, Some(0), "{alg}: {}", signed.stderr);
        let words = [&["verify", "--key", &given, "--json", "-"], WAIVED].concat();
        let verified = run_in(&folder, &words, signed.stdout.as_bytes());
        assert!(verified.stdout.contains(&format!("\"algorithm\":\"{alg}\"")), "{alg}: {}", verified.stdout);
        assert_eq!(verified.code, Some(0), "{alg}: {}", verified.stderr);
    }
}

#[test]
fn every_json_form_names_its_schema_and_the_schema_is_known() {
    let names = run(&["schema"], b"").stdout;
    let key = format!("--in={}/../testkit/keys/p-256.pkcs8.pem", env!("CARGO_MANIFEST_DIR"));
    let forms: &[(&str, &[&str])] = &[
        ("decode", &["decode", "--json", GUIDE]),
        ("line", &["decode", "--lines", GUIDE]),
        ("inspection", &["inspect", "--json", GUIDE]),
        ("verdict", &["verify", "--json", "--secret", "env:S", "--any-issuer", "--any-audience", GUIDE]),
        ("finding", &["scan", "--json", GUIDE]),
        ("signed", &["sign", "--json", "--secret", "env:S", "{}"]),
        ("encrypted", &["encrypt", "--json", "--secret", "utf8:x", "--alg", "PBES2-HS256+A128KW", "x"]),
        ("decrypted", &["decrypt", "--json", "--secret", "utf8:x", "--alg", "dir", "a.b"]),
        ("key", &["key", "show", "--json", &key]),
        ("key", &["key", "generate", "--json", "--alg", "ES256"]),
        ("thumbprint", &["key", "thumbprint", "--json", &key]),
        ("key", &["jwks", "add", "--json", &key.replace("--in=", "@").replace("pkcs8", "spki")]),
        (
            "presented",
            &["present", "--json", "--list", "--in=../../tests/vectors/rfc9901/8.2-flattened.json"],
        ),
        ("reasons", &["explain", "--json", "alg-none"]),
        ("schemas", &["schema", "--json"]),
        ("manual", &["manual", "--json"]),
        ("completions", &["completions", "--json", "bash"]),
    ];
    for (name, words) in forms {
        let printed = run(words, b"").stdout;
        assert!(printed.starts_with(&format!("{{\"schema\":\"jotsmith.{name}/1\",")), "{words:?}: {printed}");
        assert!(names.lines().any(|known| known == *name), "{name} has no schema");
        let schema = run(&["schema", name], b"").stdout;
        assert!(schema.contains(&format!("\"const\": \"jotsmith.{name}/1\"")), "{name}: {schema}");
    }
}

#[test]
fn colours_are_there_when_asked_for_and_the_words_are_the_same() {
    let plain = run(&["decode", "--at", "1516239022", GUIDE], b"");
    let coloured = run(&["--color", "always", "decode", "--at", "1516239022", GUIDE], b"");
    assert!(!plain.stdout.contains('\u{1b}') && !plain.stderr.contains('\u{1b}'));
    assert!(coloured.stdout.contains('\u{1b}'));
    let mut pieces = coloured.stdout.split("\u{1b}[");
    let mut words = pieces.next().unwrap().to_owned();
    words.extend(pieces.map(|piece| piece.split_once('m').unwrap().1));
    assert_eq!(words, plain.stdout);
}

#[test]
fn what_a_token_holds_is_escaped_on_both_streams() {
    let name = "na\u{1b}[31mme";
    let claims = format!(
        "{{\"{}\":\"\u{202e}\u{200b}\u{e0041}\u{9b}é\",\"n\":1.50,\"exp\":4102444800}}",
        name.replace('\u{1b}', "\\u001b")
    );
    let token = run(&["sign", "--secret", "env:S", &claims], b"").stdout;
    let shown = run(&["decode", "--times", "raw", "-"], token.as_bytes());
    let row = r#"  na\u001b[31mme  "\u202e\u200b\udb40\udc41\u009bé""#;
    assert!(shown.stdout.contains(row), "{}", shown.stdout);
    assert!(
        shown
            .stdout
            .contains("  n               1.50                       defined by its issuer (private)\n"),
        "{}",
        shown.stdout
    );
    let claims = verify(&["--secret", "env:S", "-"], token.as_bytes());
    let line =
        "{\"na\\u001b[31mme\":\"\\u202e\\u200b\\udb40\\udc41\\u009bé\",\"n\":1.50,\"exp\":4102444800}\n";
    assert_eq!(claims.stdout, line);
    for json in ["decode", "inspect"] {
        let printed = run(&[json, "--json", "-"], token.as_bytes()).stdout;
        assert!(printed.contains(r#""na\u001b[31mme":"\u202e\u200b\udb40\udc41\u009bé""#), "{printed}");
    }
}

#[test]
fn names_and_words_are_escaped_in_errors() {
    let ran = run(&["decode", "--in", "no\u{1b}such\u{202e}file"], b"");
    assert!(
        ran.stderr.starts_with(r#"Cannot read the file "no\u001bsuch\u202efile": it is not there."#),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.code, Some(7));
    let ran = run(&["verify", "--\u{1b}[31m"], b"");
    assert!(ran.stderr.starts_with(r#"There is no flag "--\u001b[31m" here."#), "{}", ran.stderr);
    assert_eq!(ran.code, Some(2));
}

#[test]
fn alone_it_prints_five_examples() {
    let ran = run(&[], b"");
    assert_eq!(ran.stdout.matches("  $ jotsmith ").count(), 5);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_token_is_never_taken_from_standard_input_unasked() {
    for verb in ["decode", "inspect", "verify"] {
        let words = [
            &[verb][..],
            if verb == "verify" { &["--secret", "env:S", "--any-issuer", "--any-audience"] } else { &[] },
        ];
        let ran = run(&words.concat(), GUIDE.as_bytes());
        assert!(ran.stderr.starts_with("No token was given.\n"), "{verb}: {}", ran.stderr);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{verb}");
    }
}

/// A zone an hour ahead of UTC, as the files of a machine have it (RFC 9636): its one offset for the old readers and again
/// for the new ones, then the rule.
fn zone_file() -> Vec<u8> {
    let block = |bytes: &mut Vec<u8>| {
        bytes.extend_from_slice(b"TZif2");
        bytes.extend_from_slice(&[0; 15]);
        for count in [0_u32, 0, 0, 0, 1, 4] {
            bytes.extend_from_slice(&count.to_be_bytes());
        }
        bytes.extend_from_slice(&3_600_i32.to_be_bytes());
        bytes.extend_from_slice(b"\0\0CET\0");
    };
    let mut bytes = Vec::new();
    block(&mut bytes);
    block(&mut bytes);
    bytes.extend_from_slice(b"\nCET-1\n");
    bytes
}

#[test]
fn local_times_go_by_the_name_of_a_zone() {
    let zones = folder("zones");
    fs::write(zones.join("Ahead"), zone_file()).unwrap();
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTYwMTgzMzd9.c2ln";
    let mut decode = program();
    decode.args(["decode", "--times", "local", token]).env("TZ", "Ahead").env("TZDIR", &zones);
    let shown = String::from_utf8(decode.output().unwrap().stdout).unwrap();
    assert!(shown.contains("2026-11-30 06:58:57 +01:00"), "{shown}");
}
