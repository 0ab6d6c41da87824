//! What is inside a token, as the page is answered: each kind with its snapshot.

use std::fmt::Write as _;

use serde_json::{Value, json};
use testkit::vector::vectors;

use super::tests::{Page, state, state_with};

/// What stands below the panes, a line each.
fn shown(answer: &Value) -> String {
    let mut out = String::new();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let inside = &answer["inside"];
    writeln!(out, "{}, {}", text(&answer["kindWords"]), text(&answer["verdict"]["sentence"])).unwrap();
    if let Some(unread) = inside["unread"].as_str() {
        writeln!(out, "payload: {unread}").unwrap();
    }
    if let Some(asks) = inside["asks"].as_str() {
        writeln!(out, "asks: {asks}").unwrap();
    }
    for layer in items(&inside["layers"]) {
        writeln!(out, "layer: {} | {}", text(&layer["title"]), text(&layer["words"])).unwrap();
        if layer["outcome"].is_string() {
            writeln!(out, "  {}: {}", text(&layer["outcome"]), text(&layer["sentence"])).unwrap();
        }
        for question in items(&layer["questions"]) {
            let fields = ["question", "state", "words"].map(|name| text(&question[name]));
            writeln!(out, "  {}", fields.join(" ")).unwrap();
        }
        for reason in items(&layer["reasons"]) {
            writeln!(out, "  reason: {} {}", text(&reason["code"]), reason["span"]).unwrap();
        }
        for group in items(&layer["groups"]) {
            let fields = ["title", "state", "words"].map(|name| text(&group[name]));
            writeln!(out, "  group: {}", fields.join(" | ")).unwrap();
            for block in items(&group["blocks"]) {
                let exposed = if block["exposed"] == true { " (exposed)" } else { "" };
                let fields = ["title", "part", "words"].map(|name| text(&block[name]));
                writeln!(out, "    {}{exposed}", fields.join(" | ")).unwrap();
                let view = block["view"].as_u64().unwrap();
                let view = &inside["views"][usize::try_from(view).unwrap()];
                for row in items(&view["rows"]) {
                    let fields = ["name", "value", "words"].map(|name| text(&row[name]));
                    let spans = row["tokenSpans"].to_string();
                    let line = format!("{} {spans}", fields.join(" | "));
                    writeln!(
                        out,
                        "      {}{line}",
                        "  ".repeat(usize::try_from(row["depth"].as_u64().unwrap()).unwrap())
                    )
                    .unwrap();
                }
            }
        }
    }
    out
}

#[test]
fn what_is_inside_is_shown_as_its_snapshot_says() {
    for name in [
        "certified",
        "dpop-proof",
        "json-flattened",
        "json-general",
        "json-general-two-hold",
        "jwe-flattened",
        "jwe-nested-twice",
        "jwe-no-key",
        "jwe-opened",
        "sd-jwt",
        "sd-jwt-key-binding",
        "sd-jwt-stray-disclosure",
        "tokens-in-claims",
    ] {
        insta::assert_snapshot!(format!("inside-{name}"), shown(&state(name)));
    }
}

#[test]
fn a_token_of_three_parts_has_nothing_inside() {
    assert_eq!(state("expired").get("inside"), None);
    assert_eq!(state("github-token").get("inside"), None);
}

#[test]
fn an_sd_jwt_in_json_shows_its_disclosures_and_the_claims_that_they_make() {
    let vector = vectors("states").into_iter().find(|vector| vector.name == "sd-jwt").unwrap();
    let (jwt, disclosures) = vector.input.trim().split_once('~').unwrap();
    let parts: Vec<&str> = jwt.split('.').collect();
    let disclosures: Vec<&str> = disclosures.split_terminator('~').collect();
    let own = |more: Value| json!({"protected": parts[0], "signature": parts[2], "header": more});
    let mut flattened = own(json!({ "disclosures": disclosures }));
    flattened["payload"] = parts[1].into();
    let general = json!({"payload": parts[1], "signatures": [own(json!({ "disclosures": disclosures }))]});
    let mut page = Page::default();
    page.ask(
        &json!({"ask": "read-key", "text": testkit::keys::P256_SPKI, "reading": "auto", "source": "given"}),
    );
    for (name, text) in [("flattened", flattened), ("general", general)] {
        let answer = page.inspect(&text.to_string(), &[1], &["iss", "aud"]);
        assert_eq!(answer["inside"]["asks"], "sd-jwt");
        insta::assert_snapshot!(format!("inside-sd-jwt-{name}"), shown(&answer));
    }
}

const AUDIENCE: &str = "kb-audience https://api.example.com";

#[test]
fn a_key_binding_is_held_against_the_audience_and_the_nonce_once_both_are_said() {
    let sentence =
        |expected: &[&str]| state_with("sd-jwt-key-binding", expected)["verdict"]["sentence"].clone();
    let open =
        "Not verified yet: the signature holds; say for which audience and nonce the key binding should be.";
    assert_eq!(sentence(&[AUDIENCE]), open);
    assert_eq!(sentence(&["kb-nonce n-0S6_WzA2Mj"]), open);
    assert_eq!(
        sentence(&[AUDIENCE, "kb-nonce n-0S6_WzA2Mj"]),
        "Accept: valid ES256 signature, issuer and audience as expected, 1 claim disclosed, 2 kept back, key binding holds, expires in 12 minutes."
    );
    assert_eq!(
        sentence(&[AUDIENCE, "kb-nonce other"]),
        "Do not accept: the key binding does not hold: it was made for another nonce."
    );
}

const REQUEST: [&str; 3] = [
    "method POST",
    "url https://server.example.com/token",
    "jkt 7m8_zP5uXLtZV8ZU9ax4Ohcvp0NYaYqyOOO_sCMU9JU",
];

#[test]
fn a_proof_is_held_against_the_request_once_method_url_and_key_are_said() {
    let sentence = |expected: &[&str]| state_with("dpop-proof", expected)["verdict"]["sentence"].clone();
    let [method, url, jkt] = REQUEST;
    assert_eq!(sentence(&[method, url]), sentence(&[]));
    let requests: [&[&str]; 6] = [
        &REQUEST,
        &["method GET", url, jkt],
        &[method, "url https://other.example.com/token", jkt],
        &[method, url, "jkt another"],
        &[method, url, jkt, "access-token t"],
        &[method, url, jkt, "nonce n"],
    ];
    let told = requests.map(|request| sentence(request).as_str().unwrap().to_owned());
    insta::assert_snapshot!("inside-requests-of-a-proof", told.join("\n"));
}

#[test]
fn what_a_disclosure_says_stands_at_the_characters_that_are_lit_for_it() {
    let vector = vectors("states").into_iter().find(|vector| vector.name == "sd-jwt").unwrap();
    let answer = state("sd-jwt");
    let units: Vec<u16> = vector.input.encode_utf16().collect();
    let at = |number: &Value| usize::try_from(number.as_u64().unwrap()).unwrap();
    let mut held = 0;
    for part in answer["parts"].as_array().unwrap().iter().filter(|part| part["part"] == "disclosure") {
        let (start, end) = (at(&part["spans"][0][0]), at(&part["spans"][0][1]));
        let rows = answer["inside"]["views"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|view| view["rows"].as_array().unwrap());
        for row in rows.filter(|row| ["salt", "claim", "value"].contains(&row["name"].as_str().unwrap())) {
            let span = &row["tokenSpans"][0];
            let (from, upto) = (at(&span[0]), at(&span[1]));
            if from < start || upto > end {
                continue;
            }
            // The characters from the start of the disclosure on decode to a text that ends in what the row says.
            let encoded = String::from_utf16(&units[start..upto]).unwrap();
            let decoded = jotsmith::text::base64url::read(encoded.as_bytes()).bytes;
            let text = String::from_utf8_lossy(&decoded).into_owned();
            assert!(text.contains(row["value"].as_str().unwrap()), "{text}: {row}");
            held += 1;
        }
    }
    assert_eq!(held, 6);
}

/// Made by `jotsmith encrypt` for two shared keys, with additional data and an unprotected header.
const FOR_TWO: &str = concat!(
    r#"{"protected":"eyJlbmMiOiJBMjU2R0NNIiwidHlwIjoiSldUIn0","unprotected":{"team":"release"},"recipients""#,
    r#":[{"header":{"alg":"A256KW"},"encrypted_key":"vf6x6qFTussoepq0n0xBv8dC4B8qJ9p3AOJhLHYfwWgehI3ezB0BEw"#,
    r#""},{"header":{"alg":"A128KW"},"encrypted_key":"F75tZN05RXrtopNZ5f4KicN9dBdQHYB3iTrU-viFEmauvW7C_SK1l"#,
    r#"Q"}],"aad":"b3JkZXIgNDcxMQ","iv":"QQXYgIcL00GEwRlw","ciphertext":"JmbvSWztzGogesuUYHg","tag":"zv-1Av"#,
    r#"B1hJ4dHmfF47zOxw"}"#
);

#[test]
fn each_recipient_is_shown_and_the_one_that_was_opened_is_named() {
    let mut page = Page::default();
    let unopened = page.inspect(FOR_TWO, &[], &["iss", "aud", "exp"]);
    insta::assert_snapshot!("inside-for-two-unopened", shown(&unopened));
    let key = json!({"ask": "read-key", "text": "0123456789abcdef", "reading": "utf8", "source": "given"});
    page.ask(&key);
    let opened = page.inspect(FOR_TWO, &[1], &["iss", "aud", "exp"]);
    insta::assert_snapshot!("inside-for-two-opened", shown(&opened));
}

#[test]
fn what_is_inside_an_encrypted_token_lights_nothing_in_the_text() {
    let secret = jotsmith::key::Secret::new(&[7; 32]);
    let key = jotsmith::Key::of_secret(secret).unwrap();
    let key = key.with_key_management(jotsmith::alg::KeyManagement::Dir).unwrap();
    let presented = vectors("states").into_iter().find(|vector| vector.name == "sd-jwt-key-binding").unwrap();
    let text = jotsmith::Encrypter::new(&key).cty("JWT").encrypt(presented.input.as_bytes()).unwrap();
    let mut page = Page::default();
    page.ask(&json!({"ask": "read-key", "text": "07".repeat(32), "reading": "hex", "source": "given"}));
    let answer = page.inspect(&text, &[1], &[]);
    let inside = &answer["inside"];
    assert_eq!(inside["asks"], "sd-jwt");
    let titles: Vec<_> = inside["layers"].as_array().unwrap().iter().map(|layer| &layer["title"]).collect();
    assert_eq!(titles, ["JWE compact, dir", "SD-JWT with 1 disclosure", "Key binding JWT"]);
    let rows = inside["views"].as_array().unwrap().iter().flat_map(|view| view["rows"].as_array().unwrap());
    assert!(rows.clone().count() > 20);
    assert!(rows.flat_map(|row| row["tokenSpans"].as_array().unwrap()).next().is_none());
}
