//! What the page is answered, held as a whole: each state with its snapshot, and what no answer may hold.

use std::fmt::Write as _;

use serde_json::{Value, json};
use testkit::vector::{Vector, folder, vectors};

use super::*;

const AT: i64 = 1_795_442_711;
const SECRET: &str = "your-256-bit-secret";
const GUIDE: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";

/// A session that is asked in JSON, as the page asks it. Every answer is kept.
#[derive(Default)]
pub(super) struct Page {
    session: Session,
    answers: String,
}

impl Page {
    pub(super) fn ask(&mut self, request: &Value) -> Value {
        let answer = self.session.ask(request.to_string());
        self.answers.push_str(&answer);
        serde_json::from_str(&answer).unwrap()
    }

    fn read_key(&mut self, text: &str) -> Value {
        self.ask(&json!({"ask": "read-key", "text": text, "reading": "auto", "source": "given"}))
    }

    pub(super) fn inspect(&mut self, text: &str, keys: &[u32], waive: &[&str]) -> Value {
        self.ask(&json!({"ask": "inspect", "text": text, "checks": checks(keys, waive)}))
    }

    fn sign(&mut self, key: u32, algorithm: &str, payload: &str) -> Value {
        self.ask(&json!({
            "ask": "sign", "header": r#"{"typ": "JWT", "alg": "none"}"#, "payload": payload,
            "key": key, "algorithm": algorithm, "allowWeak": true,
        }))
    }
}

fn checks(keys: &[u32], waive: &[&str]) -> Value {
    json!({"at": AT, "leeway": 0, "keys": keys, "issuers": [], "audiences": [], "waive": waive, "typ": null, "expected": []})
}

/// An answer to `inspect` as people read it in review: what the page shows, a line each.
fn shown(answer: &Value) -> String {
    let mut out = String::new();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let verdict = &answer["verdict"];
    writeln!(out, "{}: {}", text(&verdict["outcome"]), text(&verdict["sentence"])).unwrap();
    writeln!(out, "title: {}", text(&verdict["title"])).unwrap();
    for question in items(&verdict["questions"]) {
        writeln!(
            out,
            "  {} {} {}",
            text(&question["question"]),
            text(&question["state"]),
            text(&question["words"])
        )
        .unwrap();
    }
    writeln!(out, "kind: {}, {} bytes", text(&answer["kindWords"]), answer["bytes"]).unwrap();
    for (name, list) in [("reason", &verdict["reasons"]), ("defect", &answer["defects"])] {
        for reason in items(list) {
            writeln!(
                out,
                "{name}: {} {} {}",
                text(&reason["code"]),
                text(&reason["severity"]),
                reason["span"]
            )
            .unwrap();
            if let Some(excerpt) = reason["excerpt"].as_object() {
                let caret = usize::try_from(excerpt["caret"].as_u64().unwrap()).unwrap();
                writeln!(out, "  {}\n  {}^", text(&excerpt["text"]), " ".repeat(caret)).unwrap();
            }
        }
    }
    for found in items(&answer["found"]) {
        writeln!(out, "found: {} {}", text(&found["label"]), text(&found["kind"])).unwrap();
    }
    for cleaning in items(&answer["cleaned"]) {
        writeln!(out, "cleaned: {} {}", text(&cleaning["what"]), text(&cleaning["words"])).unwrap();
    }
    for part in items(&answer["parts"]) {
        writeln!(out, "part: {} {}", text(&part["part"]), part["spans"]).unwrap();
    }
    for name in ["header", "payload"] {
        if answer[name].is_object() {
            writeln!(
                out,
                "{name}, complete {}:\n{}",
                answer[name]["complete"],
                text(&answer[name]["pretty"])
            )
            .unwrap();
        }
        for row in items(&answer[name]["rows"]) {
            let words = [
                text(&row["short"]),
                text(&row["words"]),
                row["instant"].as_i64().map_or_else(String::new, |at| at.to_string()),
            ];
            writeln!(
                out,
                "  {} {} {} {}",
                text(&row["pointer"]),
                row["prettySpan"],
                row["tokenSpans"],
                words.join(" | ").trim_end_matches([' ', '|'])
            )
            .unwrap();
        }
    }
    if answer["signature"].is_object() {
        writeln!(out, "signature: {}", text(&answer["signature"]["words"])).unwrap();
    }
    for note in items(&answer["notes"]) {
        writeln!(out, "note: {}", text(&note)).unwrap();
    }
    out
}

/// Reads the keys of a vector into the tray; none where this build leaves one of them to the second module.
fn read_keys(page: &mut Page, vector: &Vector) -> Option<Vec<u32>> {
    let mut answers = Vec::new();
    for file in vector.fields("key") {
        #[expect(clippy::disallowed_methods, reason = "a fixture")]
        let text = std::fs::read_to_string(folder().join("../../crates/testkit/keys").join(file)).unwrap();
        answers.push(page.read_key(&text));
        if page.session.wants_extra() {
            return None;
        }
    }
    for secret in vector.fields("secret") {
        let text = secret.strip_prefix("utf8:").unwrap_or(secret);
        answers
            .push(page.ask(&json!({"ask": "read-key", "text": text, "reading": "utf8", "source": "given"})));
    }
    let handles = answers.iter().flat_map(|answer| answer["added"].as_array().unwrap());
    Some(handles.map(|key| u32::try_from(key["handle"].as_u64().unwrap()).unwrap()).collect())
}

/// A vector of `tests/vectors/states`, as the page would ask about it.
fn inspected(page: &mut Page, vector: &Vector, expected: &[&str]) -> Option<Value> {
    let keys = read_keys(page, vector)?;
    let number = |name| vector.field(name).map_or(0, |text| text.parse::<i64>().unwrap());
    let lists = |name| vector.fields(name).collect::<Vec<_>>();
    // To name an issuer is to say more than to waive it.
    let waive =
        vector.fields("waive").filter(|name| !matches!(*name, "iss" if vector.field("issuer").is_some()));
    Some(page.ask(&json!({
        "ask": "inspect", "text": vector.input, "choice": number("choice"),
        "checks": {
            "at": vector.field("at").map_or(AT, |at| at.parse().unwrap()), "leeway": number("leeway"), "keys": keys,
            "issuers": lists("issuer"), "audiences": lists("audience"),
            "waive": waive.collect::<Vec<_>>(), "typ": vector.field("typ"),
            "expected": expected,
        },
    })))
}

pub(super) fn state(name: &str) -> Value {
    state_with(name, &[])
}

/// The same with what is expected of a key binding or a proof.
pub(super) fn state_with(name: &str, expected: &[&str]) -> Value {
    let vector = vectors("states").into_iter().find(|vector| vector.name == name).unwrap();
    inspected(&mut Page::default(), &vector, expected).unwrap()
}

#[test]
fn every_state_gets_the_very_verdict_that_the_engine_gives() {
    let mut held = 0;
    for vector in vectors("states") {
        // The page does not ask for a subject.
        if vector.field("subject").is_some() {
            continue;
        }
        let Some(answer) = inspected(&mut Page::default(), &vector, &[]) else { continue };
        let path =
            folder().join("../../crates/jotsmith/tests/golden/states").join(format!("{}.json", vector.name));
        #[expect(clippy::disallowed_methods, reason = "a fixture")]
        let golden = std::fs::read_to_string(path).unwrap();
        let verdict = format!("\"verdict\":{}", answer["verdictJson"].as_str().unwrap());
        assert!(golden.contains(&verdict), "{}:\n{verdict}\n{golden}", vector.name);
        held += 1;
    }
    assert!(held >= 60, "only {held} states");
}

#[test]
fn each_state_is_shown_as_its_snapshot_says() {
    let states = [
        "alg-none",
        "bad-character",
        "bearer-line",
        "empty",
        "expired",
        "github-token",
        "guide-weak-secret",
        "hostile-claims",
        "jwe",
        "line-breaks",
        "paseto",
        "sd-jwt",
        "standard-base64",
        "token-response-second",
        "truncated",
        "wrong-secret",
    ];
    for name in states {
        insta::assert_snapshot!(name, shown(&state(name)));
    }
}

#[test]
fn every_defect_and_every_state_gets_an_answer_and_every_offset_is_inside_the_text() {
    let (mut inside, every) = (0, [vectors("defects"), vectors("states")].concat());
    for vector in every {
        let answer = Page::default().inspect(&vector.input, &[], &[]);
        let units = u64::try_from(vector.input.encode_utf16().count()).unwrap();
        assert_eq!(answer["answer"], "inspection", "{}", vector.name);
        let reasons = [&answer["defects"], &answer["verdict"]["reasons"]];
        let reasons = reasons.into_iter().flat_map(|list| list.as_array().unwrap());
        let views = answer["inside"]["views"].as_array().cloned().unwrap_or_default();
        inside += views.len();
        let rows = [&answer["header"], &answer["payload"]].into_iter().chain(&views);
        let rows = rows.filter_map(|view| view["rows"].as_array()).flatten();
        let spans = answer["parts"].as_array().unwrap().iter().map(|part| &part["spans"]);
        let spans = spans.chain(rows.map(|row| &row["tokenSpans"])).flat_map(|list| list.as_array().unwrap());
        for span in spans.chain(reasons.map(|reason| &reason["span"])).filter(|span| span.is_array()) {
            let (start, end) = (span[0].as_u64().unwrap(), span[1].as_u64().unwrap());
            assert!(start <= end && end <= units, "{}: {span}", vector.name);
        }
    }
    assert!(inside >= 100, "only {inside} views inside");
}

#[test]
fn the_guide_token_is_signed_to_the_letter_with_its_weaknesses_said() {
    let mut page = Page::default();
    let key = page.read_key(SECRET);
    assert_eq!(key["added"][0]["words"], "secret, 19 bytes");
    assert_eq!(key["added"][0]["algorithms"], json!(["HS256", "HS384", "HS512"]));
    let claims = r#"{ "sub": "1234567890", "name": "John Doe", "iat": 1516239022 }"#;
    let request = |allow| {
        json!({
            "ask": "sign", "header": r#"{"alg": "RS256", "typ": "JWT"}"#, "payload": claims,
            "key": 1, "algorithm": "HS256", "allowWeak": allow,
        })
    };
    let refused = page.ask(&request(false));
    assert_eq!((&refused["answer"], &refused["code"]), (&json!("failure"), &json!("hmac-key-short")));
    let signed = page.ask(&request(true));
    assert_eq!(signed["text"], GUIDE);
    assert_eq!(signed["warnings"].as_array().unwrap().len(), 2, "{signed}");
    let inspected = page.inspect(GUIDE, &[1], &["iss", "aud", "exp"]);
    assert_eq!(inspected["verdict"]["outcome"], "do-not-accept");
    assert_eq!(inspected["verdict"]["questions"][1]["state"], "pass");
    assert_eq!(inspected["verdict"]["reasons"][0]["code"], "hmac-key-short");
}

#[test]
fn a_token_of_every_algorithm_that_is_made_here_holds_under_the_key_that_was_made_for_it() {
    let mut page = Page::default();
    let catalogue = page.ask(&json!({"ask": "catalogue"}));
    let algorithms = catalogue["algorithms"].as_array().unwrap().clone();
    assert_eq!(algorithms.len(), jotsmith::Algorithm::ALL.len());
    let mut made = 0;
    for algorithm in algorithms {
        let name = algorithm["name"].as_str().unwrap();
        let key = page.ask(&json!({"ask": "generate-key", "algorithm": name}));
        if algorithm["generates"] == false {
            assert_eq!(key["code"], "ask-rsa", "{name}");
            continue;
        }
        if page.session.wants_extra() {
            assert_eq!(algorithm["available"], false, "{name}");
            continue;
        }
        let handle = u32::try_from(key["added"][0]["handle"].as_u64().unwrap()).unwrap();
        let signed = page.sign(handle, name, "{\"exp\": 1795442800}");
        let text = signed["text"].as_str().unwrap_or_else(|| panic!("{name}: {signed}"));
        assert_eq!(signed["warnings"], json!([]), "{name}");
        let inspected = page.inspect(text, &[handle], &["iss", "aud"]);
        assert_eq!(inspected["verdict"]["outcome"], "accept", "{name}: {inspected}");
        assert!(inspected["header"]["raw"].as_str().unwrap().starts_with("{\"typ\":\"JWT\",\"alg\":"));
        made += 1;
    }
    assert!(made >= 6, "{made}");
}

#[test]
fn rsa_signs_with_the_algorithm_that_is_asked_for() {
    let mut page = Page::default();
    assert_eq!(
        page.read_key(testkit::keys::RSA_2048_PKCS8)["added"][0]["words"],
        "RSA private key, 2048 bits"
    );
    for name in ["RS256", "PS512"] {
        let signed = page.sign(1, name, "{}");
        let inspected = page.inspect(signed["text"].as_str().unwrap(), &[1], &["iss", "aud", "exp"]);
        assert_eq!(inspected["verdict"]["outcome"], "accept", "{name}");
        assert_eq!(inspected["signature"]["words"], "RSA signature of 256 bytes");
    }
}

#[test]
fn an_edited_token_says_that_its_signature_no_longer_holds_until_it_is_signed_again() {
    let mut page = Page::default();
    page.read_key("0123456789abcdef0123456789abcdef");
    let first = page.sign(1, "HS256", "{\"sub\":\"1\",\"exp\":1795442800}");
    let edited = page.ask(&json!({
        "ask": "set-member", "text": first["text"], "part": "payload", "pointer": "/sub", "value": "\"2\"",
    }));
    let waive = ["iss", "aud"];
    let inspected = page.inspect(edited["text"].as_str().unwrap(), &[1], &waive);
    assert_eq!(inspected["verdict"]["reasons"][0]["code"], "signature-mismatch");
    assert_eq!(inspected["payload"]["raw"], "{\"sub\":\"2\",\"exp\":1795442800}");
    let again = page.sign(1, "HS256", inspected["payload"]["raw"].as_str().unwrap());
    let inspected = page.inspect(again["text"].as_str().unwrap(), &[1], &waive);
    assert_eq!(inspected["verdict"]["outcome"], "accept");
}

#[test]
fn an_unsigned_token_is_made_only_by_name_and_never_accepted() {
    let mut page = Page::default();
    let made = page
        .ask(&json!({"ask": "sign-none", "header": "{\"typ\":\"JWT\",\"alg\":\"HS256\"}", "payload": "{}"}));
    assert!(made["text"].as_str().unwrap().ends_with('.'));
    let inspected = page.inspect(made["text"].as_str().unwrap(), &[], &["iss", "aud", "exp"]);
    assert_eq!(inspected["verdict"]["reasons"][0]["code"], "alg-none");
    assert_eq!(inspected["header"]["raw"], "{\"alg\":\"none\",\"typ\":\"JWT\"}");
}

#[test]
fn faults_of_the_editors_are_placed_in_their_text() {
    let mut page = Page::default();
    page.read_key(SECRET);
    let broken = page.sign(1, "HS256", "{\"é\": 1,}");
    assert_eq!((&broken["code"], &broken["span"]), (&json!("json-syntax"), &json!([8, 9])));
    assert_eq!(broken["excerpt"], json!({"text": "{\"é\": 1,}", "caret": 8}));
    let header = page.ask(&json!({
        "ask": "sign", "header": "{\"kid\": 7}", "payload": "{}", "key": 1, "algorithm": "HS256", "allowWeak": true,
    }));
    assert_eq!((&header["code"], &header["span"]), (&json!("header-type"), &json!([8, 9])));
}

#[test]
fn a_key_that_was_forgotten_is_gone() {
    let mut page = Page::default();
    page.read_key(SECRET);
    page.read_key(testkit::keys::ED25519_PRIVATE_JWK);
    assert_eq!(page.ask(&json!({"ask": "forget", "key": 1}))["answer"], "forgotten");
    assert_eq!(page.sign(1, "HS256", "{}")["code"], "ask-key");
    assert_eq!(page.inspect(GUIDE, &[1], &[])["verdict"]["reasons"][0]["code"], "key-missing");
    assert_eq!(page.sign(2, "EdDSA", "{}")["answer"], "token");
    page.ask(&json!({"ask": "forget", "key": null}));
    assert_eq!(page.sign(2, "EdDSA", "{}")["code"], "ask-key");
    assert!(page.session.hand_over().len() == 4, "nothing but the last handle is left");
}

#[test]
fn no_answer_but_an_export_holds_a_byte_of_a_key() {
    let mut page = Page::default();
    let private = testkit::keys::P256_PRIVATE_JWK;
    let d = serde_json::from_str::<Value>(private).unwrap()["d"].as_str().unwrap().to_owned();
    page.read_key(SECRET);
    page.read_key(private);
    page.ask(&json!({"ask": "preview-key", "text": SECRET}));
    page.ask(&json!({"ask": "preview-key", "text": private}));
    page.ask(&json!({"ask": "read-key", "text": private.replace("P-256", "P-257"), "reading": "auto", "source": "given"}));
    page.ask(
        &json!({"ask": "read-key", "text": format!("{SECRET}*"), "reading": "base64", "source": "given"}),
    );
    page.ask(&json!({"ask": "read-key", "text": d, "reading": "hex", "source": "given"}));
    page.inspect(GUIDE, &[1, 2], &[]);
    page.ask(&json!({"ask": "diagnose", "text": GUIDE, "checks": checks(&[1, 2], &[])}));
    page.sign(1, "HS256", "{}");
    page.sign(2, "ES256", "{}");
    page.ask(&json!({"ask": "export-key", "key": 2, "form": "public-pem"}));
    page.ask(&json!({"ask": "export-key", "key": 1, "form": "public-jwk"}));
    page.session.ask(format!("{{\"ask\":\"read-key\",\"text\":\"{SECRET}\",\"reading\":7}}"));
    for secret in [SECRET, &d, "eW91ci0yNTYtYml0LXNlY3JldA"] {
        assert!(!page.answers.contains(secret), "{secret}");
    }
    let exported = page.ask(&json!({"ask": "export-key", "key": 1, "form": "base64url"}));
    assert_eq!(exported["text"], "eW91ci0yNTYtYml0LXNlY3JldA");
    assert_eq!(page.ask(&json!({"ask": "export-key", "key": 1, "form": "pem"}))["code"], "key-form");
}

#[test]
fn what_is_pasted_as_a_key_is_told_by_its_content() {
    let mut page = Page::default();
    let set = format!("{{\"keys\":[{},{{\"kty\":\"EC\"}}]}}", testkit::keys::P256_PUBLIC_JWK);
    let answer = page.read_key(&set);
    assert_eq!(answer["added"][0]["words"], "P-256 public key");
    assert_eq!(answer["leftOut"].as_array().unwrap().len(), 1);
    assert_eq!(page.read_key(testkit::keys::RSA_2048_SPKI)["added"][0]["signs"], false);
    assert_eq!(page.read_key(GUIDE)["code"], "key-unreadable");
    // An address is most likely that of a key set, and no secret; one that is meant is read as text.
    assert_eq!(page.read_key("https://idp.example/jwks.json")["code"], "key-unreadable");
    let encrypts = testkit::keys::RSA_2048_PUBLIC_JWK.replacen('{', r#"{"alg":"RSA-OAEP-256","#, 1);
    assert_eq!(page.read_key(&encrypts)["added"][0]["algorithms"], json!(["RSA-OAEP-256"]));
    assert_eq!(page.read_key("{\"kty\":")["code"], "json-syntax");
    assert_eq!(page.read_key("")["code"], "key-invalid");
    assert_eq!(page.read_key(testkit::keys::OPENSSH_PUBLIC)["added"][0]["words"], "Ed25519 public key");
    let preview = page.ask(&json!({"ask": "preview-key", "text": "00ff"}));
    assert_eq!(
        preview,
        json!({"answer": "preview", "key": null, "secret": {"utf8": 4, "base64": 3, "base64url": 3, "hex": 2}})
    );
    let preview = page.ask(&json!({"ask": "preview-key", "text": testkit::keys::RSA_2048_SPKI}));
    assert_eq!(preview["key"], "RSA public key, 2048 bits, SPKI");
}

#[test]
fn a_key_that_a_link_brought_is_not_trusted_until_the_person_knows_it_and_brings_no_secret() {
    let mut page = Page::default();
    page.read_key(testkit::keys::ED25519_PRIVATE_JWK);
    let signed = page.sign(1, "Ed25519", "{\"exp\":1795442800}");
    let text = signed["text"].as_str().unwrap();
    let by_link = |text| json!({"ask": "read-key", "text": text, "reading": "auto", "source": "link"});
    let linked = page.ask(&by_link(testkit::keys::ED25519_PRIVATE_JWK));
    assert_eq!(
        (&linked["added"][0]["secret"], &linked["added"][0]["source"]),
        (&json!(false), &json!("link"))
    );
    assert_eq!(page.ask(&by_link(testkit::keys::HMAC_256_JWK))["leftOut"][0]["code"], "key-from-link");

    let unknown = page.inspect(text, &[2], &["iss", "aud"]);
    assert_eq!(unknown["verdict"]["outcome"], "do-not-accept");
    assert_eq!(unknown["verdict"]["reasons"][0]["code"], "key-from-link");
    let known = page.inspect(text, &[2], &["iss", "aud", "link"]);
    assert_eq!(known["verdict"]["outcome"], "accept");
    let given = page.inspect(text, &[1, 2], &["iss", "aud"]);
    assert_eq!(given["verdict"]["outcome"], "accept", "the key that the person gave fits");
}

#[test]
fn a_signature_that_does_not_hold_is_diagnosed_when_it_is_asked_for() {
    let mut page = Page::default();
    page.read_key("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
    page.ask(&json!({
        "ask": "read-key", "text": "07".repeat(32), "reading": "hex", "source": "given",
    }));
    let signed = page.sign(2, "HS256", "{}");
    let text = format!("Bearer {}", signed["text"].as_str().unwrap());
    let ask = |keys: &[u32]| json!({"ask": "diagnose", "text": text, "checks": checks(keys, &[])});
    assert_eq!(page.ask(&ask(&[1]))["hints"][0]["code"], "hint-secret-base64");
    assert_eq!(page.ask(&ask(&[2]))["hints"], json!([]));
    assert_eq!(page.ask(&ask(&[]))["hints"], json!([]));
    let cut =
        page.ask(&json!({"ask": "diagnose", "text": GUIDE.split_at(60).0, "checks": checks(&[1], &[])}));
    assert_eq!(cut["hints"][0]["code"], "hint-truncated");
}

#[test]
fn what_is_no_question_is_answered_with_a_failure() {
    for request in ["", "{", "[]", "{}", "{\"ask\":\"dance\"}", "{\"ask\":\"inspect\"}", "\u{0}"] {
        let answer = Session::default().ask(request.into());
        assert!(
            answer.starts_with("{\"answer\":\"failure\",\"code\":\"ask-malformed\""),
            "{request}: {answer}"
        );
    }
}

#[test]
fn looks_up_reasons_and_times() {
    let mut page = Page::default();
    let row = page.ask(&json!({"ask": "explain", "code": "token-expired"}));
    assert_eq!(row["source"], "RFC 7519 section 4.1.4");
    assert_eq!(page.ask(&json!({"ask": "explain", "code": "x"}))["code"], "ask-code");
    let time = page.ask(&json!({"ask": "read-time", "text": " +15m ", "now": AT}));
    assert_eq!(
        (&time["at"], &time["words"]),
        (&json!(AT + 900), &json!("2026-11-23 14:20:11 UTC, in 15 minutes"))
    );
    assert_eq!(page.ask(&json!({"ask": "read-time", "text": "soon", "now": AT}))["at"], Value::Null);
}

#[test]
fn a_hostile_alg_asks_for_no_second_module() {
    let mut page = Page::default();
    page.read_key(SECRET);
    for alg in ["ES384", "ES256K", "X", "none"] {
        page.inspect(
            &format!(
                "{}.e30.AAAA",
                jotsmith::text::base64url::encode(format!("{{\"alg\":\"{alg}\"}}").as_bytes())
            ),
            &[1],
            &[],
        );
        assert!(!page.session.wants_extra(), "{alg}");
    }
}

#[test]
fn the_keys_of_one_session_serve_in_the_next() {
    let (mut core, mut extra) = (Page::default(), Page::default());
    core.read_key(SECRET);
    assert!(extra.session.take_over(&core.session.hand_over()));
    assert_eq!(core.sign(1, "HS256", "{}")["code"], "ask-key");
    assert_eq!(extra.sign(1, "HS256", "{}")["answer"], "token");
}

#[test]
fn what_is_asked_and_answered_shows_no_secret_when_it_is_printed() {
    let asked = Request::PreviewKey { text: "hunter2".into() };
    let answered = Answer::Export { text: "hunter2".into() };
    assert_eq!(format!("{asked:?} {answered:?}"), "Request Answer");
}
