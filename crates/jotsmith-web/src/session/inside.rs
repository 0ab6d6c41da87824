//! What is inside a token, as the page is answered: each kind with its snapshot.

use std::fmt::Write as _;

use serde_json::Value;

use super::tests::{state, state_with};

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
    ] {
        insta::assert_snapshot!(format!("inside-{name}"), shown(&state(name)));
    }
}

#[test]
fn a_token_of_three_parts_has_nothing_inside() {
    assert_eq!(state("expired").get("inside"), None);
    assert_eq!(state("github-token").get("inside"), None);
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
