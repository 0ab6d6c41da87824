//! The vectors that engine, command line and page share: each state as the engine's golden file has it, byte for byte;
//! each defect with its code in both readings.

use std::fs;
use std::path::Path;

use crate::common::run;
use serde_json::Value;
use testkit::vector::{Vector, vectors};

/// The instant of vectors that name none.
const AT: &str = "1795442711";

/// Defects that `decode` mends, and says so, before the token is read: what people paste is broken into lines.
const MENDED: &[&str] = &["alphabet-space-inside"];

/// The flags that a vector stands for.
fn flags(vector: &Vector) -> Vec<String> {
    let mut flags = vec![format!("--at={}", vector.field("at").unwrap_or(AT))];
    let mut add = |flag: &str, value: &str| flags.push(format!("--{flag}={value}"));
    vector.fields("key").for_each(|key| add("key", &format!("@../testkit/keys/{key}")));
    for name in ["secret", "issuer", "audience", "subject", "typ", "leeway", "alg"] {
        vector.fields(name).for_each(|value| add(name, value));
    }
    if let Some(choice) = vector.field("choice") {
        add("which", &(choice.parse::<usize>().unwrap() + 1).to_string());
    }
    for waived in vector.fields("waive") {
        let flag = match waived {
            "iss" => "--any-issuer",
            "aud" => "--any-audience",
            "exp" => "--allow-missing-exp",
            other => panic!("{}: nothing waives {other}", vector.name),
        };
        flags.push(flag.into());
    }
    flags
}

#[test]
fn every_state_is_shown_as_the_engine_has_it() {
    let vectors = vectors("states");
    assert!(vectors.len() >= 40, "only {} states", vectors.len());
    for vector in &vectors {
        let flags = flags(vector);
        let words: Vec<&str> =
            ["inspect", "--json", "-"].into_iter().chain(flags.iter().map(String::as_str)).collect();
        let golden = Path::new("../jotsmith/tests/golden/states").join(format!("{}.json", vector.name));
        let ran = run(&words, format!("{}\n", vector.input).as_bytes());
        assert_eq!(ran.stdout, fs::read_to_string(golden).unwrap(), "{}: {}", vector.name, ran.stderr);
        assert!(matches!(ran.code, Some(0 | 3)), "{}: {:?}", vector.name, ran.code);
    }
}

/// The code of a reason, with the byte where the vector names one: of the part for header and signature, of the input
/// for the payload.
fn code(reason: &Value, wanted: &str) -> String {
    let code = reason["code"].as_str().unwrap();
    match wanted.split_once(" at ") {
        // The byte of the part stands in the message, that of the input in the span.
        Some((_, byte)) if reason["where"]["part"] != "payload" => {
            let message = reason["message"].as_str().unwrap();
            assert!(message.contains(&format!("byte {byte}")), "{message}");
            wanted.replacen(wanted.split(' ').next().unwrap(), code, 1)
        }
        Some(_) => format!("{code} at {}", reason["where"]["span"][0].as_u64().unwrap() + 1),
        None => code.into(),
    }
}

#[test]
fn every_defect_has_its_code_in_both_readings() {
    let vectors = vectors("defects");
    assert!(vectors.len() >= 50, "only {} defects", vectors.len());
    let all =
        "--alg=HS256,HS384,HS512,RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512,ES256K,EdDSA,Ed25519";
    for vector in &vectors {
        let flags = flags(vector);
        let mut words =
            vec!["verify", "--json", "-", "--any-issuer", "--any-audience", "--allow-missing-exp"];
        words.extend(flags.iter().map(String::as_str));
        if vector.field("alg").is_none() {
            words.push(all);
        }
        words.extend(vector.field("as").map(|form| if form == "jws" { "--as=jws" } else { "--as=jwt" }));
        let ran = run(&words, format!("{}\n", vector.input).as_bytes());
        let verdict: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}: {}", vector.name, ran.stderr));
        let wanted = vector.field("strict").unwrap();
        let strict = verdict["reasons"].as_array().unwrap().iter().find(|reason| {
            reason["severity"] == "error"
                && (reason["question"] == "form" || reason["question"] == "signature")
        });
        assert_eq!(
            strict.map_or("none".into(), |reason| code(reason, wanted)),
            wanted,
            "{} strictly",
            vector.name
        );
        assert_eq!(verdict["accept"], false, "{}", vector.name);
        assert!(matches!(ran.code, Some(1 | 3 | 4)), "{}: {:?}", vector.name, ran.code);

        let ran = run(&["decode", "--json", "-"], format!("{}\n", vector.input).as_bytes());
        let decoded: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(decoded["verified"], false);
        if MENDED.contains(&vector.name.as_str()) {
            assert!(ran.stderr.contains("left out"), "{}: {}", vector.name, ran.stderr);
            continue;
        }
        let wanted = vector.field("tolerant").unwrap();
        let defects = decoded["defects"].as_array().unwrap();
        let tolerant: Vec<String> = defects.iter().map(|reason| code(reason, wanted)).collect();
        let tolerant = if tolerant.is_empty() { "none".to_owned() } else { tolerant.join(" ") };
        assert_eq!(tolerant, wanted, "{} tolerantly", vector.name);
    }
}
