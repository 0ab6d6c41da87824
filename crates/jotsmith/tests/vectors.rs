//! Our own vectors: each defect gets its code in both readings, each state its verdict, kept in golden files.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::path::PathBuf;

use jotsmith::check::{Content, Expectations, Expected};
use jotsmith::key::{Encoding, Secret, WeakKeys};
use jotsmith::reason::{Part, Question, Reason};
use jotsmith::{Algorithm, AnyKey, KeySet, NumericDate, Seconds, Token, Verifier, inspect};
use testkit::vector::{Vector, folder, vectors};

const DEFAULT_AT: i64 = 1_795_442_711;

fn keys(vector: &Vector) -> Vec<AnyKey> {
    let mut keys = Vec::new();
    for file in vector.fields("key") {
        let path = folder().join("../../crates/testkit/keys").join(file);
        #[expect(clippy::disallowed_methods, reason = "a fixture")]
        let bytes = std::fs::read(path).unwrap();
        keys.extend(KeySet::read(&bytes).unwrap().keys().map(|(_, key)| key.clone()));
    }
    for text in vector.fields("secret") {
        let text = text.strip_prefix("utf8:").unwrap();
        let secret = Secret::parse(Encoding::Utf8, text).unwrap();
        keys.push(jotsmith::Key::of_secret(secret).unwrap().to_any());
    }
    keys
}

fn expectations(vector: &Vector) -> Expectations {
    let named = |field: &str| {
        let names: Vec<String> = vector.fields(field).map(String::from).collect();
        let waived = vector.fields("waive").any(|waived| field.starts_with(waived));
        match (names.is_empty(), waived) {
            (false, _) => Expected::OneOf(names),
            (true, true) => Expected::Any,
            (true, false) => Expected::Unstated,
        }
    };
    Expectations {
        issuer: named("issuer"),
        audience: named("audience"),
        allow_missing_exp: vector.fields("waive").any(|waived| waived == "exp"),
        subject: vector.field("subject").map(String::from),
        types: vector.fields("typ").map(String::from).collect(),
        leeway: Seconds(vector.field("leeway").map_or(0, |leeway| leeway.parse().unwrap())),
        ..Expectations::default()
    }
}

fn at(vector: &Vector) -> NumericDate {
    NumericDate(vector.field("at").map_or(DEFAULT_AT, |at| at.parse().unwrap()))
}

fn codes(reasons: &[Reason]) -> String {
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.code().as_str()).collect();
    if codes.is_empty() { "none".into() } else { codes.join(" ") }
}

/// `code at byte`, the byte counted from 1 in the part, where the vector names one.
fn with_byte(reason: &Reason, wanted: &str) -> String {
    let code = reason.code().as_str();
    if !wanted.contains(" at ") {
        return code.into();
    }
    let place = reason.place().unwrap();
    let byte = if place.part == Part::Payload { place.span.unwrap().start } else { place.part_byte.unwrap() };
    format!("{code} at {}", byte + 1)
}

#[test]
fn every_defect_has_its_code_in_both_readings() {
    let mut wrong = String::new();
    let vectors = vectors("defects");
    assert!(vectors.len() >= 50, "only {} defects", vectors.len());
    for vector in &vectors {
        let algorithms = vector.field("alg").map_or_else(
            || Algorithm::ALL.iter().copied().collect(),
            |alg| jotsmith::alg::Algorithms::only(Algorithm::named(alg).unwrap()),
        );
        let expect = Expectations {
            issuer: Expected::Any,
            audience: Expected::Any,
            allow_missing_exp: true,
            weak_keys: WeakKeys::Refuse,
            algorithms: Some(algorithms),
            content: match vector.field("as") {
                Some("jws") => Content::Bytes,
                _ => Content::Claims,
            },
            ..Expectations::default()
        };
        let verdict = Verifier::expecting(keys(vector), expect).judge(&vector.input, at(vector));
        let first = verdict.reasons().iter().find(|r| {
            matches!(r.question(), Question::Form | Question::Signature)
                && r.severity() == jotsmith::reason::Severity::Error
        });
        let wanted = vector.field("strict").unwrap();
        let strict = first.map_or_else(|| "none".into(), |reason| with_byte(reason, wanted));
        let reading = Token::read(&vector.input);
        let wanted_tolerant = vector.field("tolerant").unwrap();
        let tolerant = match reading.defects.as_slice() {
            [one] => with_byte(one, wanted_tolerant),
            many => codes(many),
        };
        if strict != wanted || tolerant != wanted_tolerant {
            writeln!(
                wrong,
                "{}: strict {strict} (not {wanted}), tolerant {tolerant} (not {wanted_tolerant})",
                vector.name
            )
            .unwrap();
        }
        assert!(!verdict.accept(), "{} was accepted", vector.name);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Compares with a golden file; with `JOTSMITH_GOLDEN=write` it is written instead, to be read before it is committed.
#[expect(clippy::disallowed_methods, reason = "golden files are read, and written when asked")]
fn check_golden(name: &str, text: &str, wrong: &mut String) {
    let path = golden(name);
    if std::env::var("JOTSMITH_GOLDEN").is_ok_and(|value| value == "write") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    } else if std::fs::read_to_string(&path).ok().as_deref() != Some(text) {
        writeln!(wrong, "{name} differs; now it is:\n{text}").unwrap();
    }
}

/// Whether a state has a layer that only a build with the feature `jwe` opens: the others have their verdict in each.
fn needs_jwe(vector: &Vector) -> bool {
    vector.name.starts_with("jwe")
}

#[test]
fn every_state_has_its_verdict() {
    let vectors = vectors("states");
    assert!(vectors.len() >= 40, "only {} states", vectors.len());
    let mut wrong = String::new();
    let mut sentences = String::new();
    let opened = |vector: &&Vector| cfg!(feature = "jwe") || !needs_jwe(vector);
    for vector in vectors.iter().filter(opened) {
        let choice = vector.field("choice").map_or(0, |choice| choice.parse().unwrap());
        let inspection = inspect(&vector.input, choice, &keys(vector), &expectations(vector), at(vector));
        let nested = vector.name.starts_with("jwe-nested") || vector.name == "tokens-in-claims";
        assert_eq!(
            inspection.layers.len() > 1,
            nested,
            "{}: {} layers",
            vector.name,
            inspection.layers.len()
        );
        check_golden(
            &format!("states/{}.json", vector.name),
            &format!("{}\n", inspection.to_json()),
            &mut wrong,
        );
        for layer in &inspection.layers {
            let verdict = &layer.verdict;
            let name = if layer.depth == 0 { vector.name.clone() } else { "  inside".repeat(layer.depth) };
            writeln!(
                sentences,
                "{name}\n    {}\n    {}; defects: {}",
                verdict.sentence(),
                codes(verdict.reasons()),
                codes(&layer.defects)
            )
            .unwrap();
        }
    }
    if cfg!(feature = "jwe") {
        check_golden("states.txt", &sentences, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The schemas of the engine, each able to name the others.
fn validator(name: &str) -> jsonschema::Validator {
    let schema = |wanted: &str| -> serde_json::Value {
        let (_, text) = jotsmith::schema::SCHEMAS.iter().find(|(known, _)| *known == wanted).unwrap();
        serde_json::from_str(text).unwrap()
    };
    let registry = jsonschema::Registry::new()
        .add("urn:jotsmith:verdict:1", schema("verdict"))
        .unwrap()
        .prepare()
        .unwrap();
    jsonschema::options().with_registry(&registry).build(&schema(name)).unwrap()
}

#[test]
fn what_is_written_keeps_its_schema() {
    let (inspection, decode, one_line) = (validator("inspection"), validator("decode"), validator("line"));
    for vector in vectors("states") {
        let opened = inspect(&vector.input, 0, &keys(&vector), &expectations(&vector), at(&vector));
        let mut lines = Vec::new();
        jotsmith::line::answer(1, &opened.layers[0].verdict, &mut lines);
        jotsmith::line::decode(2, &vector.input, at(&vector), &mut lines);
        let lines = String::from_utf8(lines).unwrap();
        let (answered, decoded) = lines.trim_end().split_once('\n').unwrap();
        for (validator, json) in [
            (&inspection, opened.to_json()),
            (&decode, opened.layers[0].decode_json()),
            (&one_line, answered.to_owned()),
            (&one_line, decoded.to_owned()),
        ] {
            let json = serde_json::from_str(&json).unwrap();
            let faults: Vec<String> = validator.iter_errors(&json).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{}: {faults:?}", vector.name);
        }
    }
    assert!(!inspection.is_valid(&serde_json::json!({"schema": "jotsmith.inspection/1", "layers": [{}]})));
}
