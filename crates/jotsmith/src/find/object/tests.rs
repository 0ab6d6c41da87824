//! What the search for objects promises, by example.

use super::*;

const FLAT: &str = r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln"}"#;
const GENERAL: &str = r#"{"payload":"e30","signatures":[{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln"},{"header":{"alg":"HS512"},"signature":"bW9y"}]}"#;
const JWE: &str = r#"{"protected":"eyJlbmMiOiJBMTI4R0NNIn0","recipients":[{"header":{"alg":"A128KW"},"encrypted_key":"a2V5"}],"iv":"aXY","ciphertext":"Y3Q","tag":"dGFn"}"#;

fn texts(text: &str) -> Vec<String> {
    objects(text, 0).tokens.into_iter().map(|found| found.text).collect()
}

fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[test]
fn finds_each_serialization_among_other_text() {
    for token in [FLAT, GENERAL, JWE] {
        let pretty = token.replace(',', ",\n  ").replace('{', "{\n ");
        for text in [token, &pretty] {
            assert_eq!(texts(&format!("INFO said \"x {{ y\" body={text} {{done}}\n")), [text]);
            assert_eq!(texts(&format!("{{\"log\":[1,{{\"a\":{text}}}]}}")), [text]);
        }
    }
    assert_eq!(texts(&format!("{FLAT}{JWE}\n{GENERAL}")), [FLAT, JWE, GENERAL]);
}

#[test]
fn finds_private_keys_wherever_a_token_would_be_found() {
    let keys = |text: &str| -> Vec<String> {
        objects(text, 0).private_keys.into_iter().map(|key| key.found.text).collect()
    };
    for key in [
        r#"{"kty":"EC","crv":"P-256","x":"eA","y":"eQ","d":"c2Vj"}"#,
        r#"{"k":"c2Vj","kty":"oct"}"#,
        r#"{"kty":"AKP","alg":"ML-DSA-44","pub":"cHVi","priv":"c2Vj"}"#,
        r#"{"kty":"RSA","n":"bg","e":"AQAB","oth":[{"r":"cg","d":"ZA","t":"dA"}]}"#,
        "{\n  \"\\u006bty\": \"OKP\",\n  \"\\u0064\": \"c2Vj\"\n}",
    ] {
        let text = format!("{{\"keys\":[{key},{key}]}} {{ \"x\":\"{}\"}} {FLAT}", escaped(key));
        assert_eq!(keys(&text), [key; 3]);
        assert_eq!(texts(&text), [FLAT]);
    }
    for public in [
        r#"{"kty":"EC","crv":"P-256","x":"eA","y":"eQ"}"#,
        r#"{"d":"c2Vj"}"#,
        r#"{"kty":7,"d":"c2Vj"}"#,
        r#"{"kty":"EC","d":null}"#,
        r#"{"kty":"EC","of":{"d":"c2Vj"}}"#,
        r#"{"d":"c2Vj","kty":"#,
        r#"{"kty":"oct","#,
    ] {
        assert_eq!(keys(public).len(), 0, "{public}");
    }
}

#[test]
fn a_private_key_that_is_cut_is_found_as_far_as_it_goes() {
    for (text, key, private) in [
        (r#"x {"kty":"oct","k":"c2Vj"#, r#"{"kty":"oct","k":"c2Vj"#, Some(r#":"c2Vj"#)),
        ("x {\"kty\":\"oct\",\"k\":\"c2Vj\nmore", r#"{"kty":"oct","k":"c2Vj"#, Some(r#":"c2Vj"#)),
        (r#"x {"kty":"EC","d":"c2Vj","x":"ZQ"#, r#"{"kty":"EC","d":"c2Vj","x":"ZQ"#, None),
        (
            r#"x {"kty":"RSA","oth":[{"d":"c2Vj"},"#,
            r#"{"kty":"RSA","oth":[{"d":"c2Vj"},"#,
            Some(r#":[{"d":"c2Vj"},"#),
        ),
        (r#"x {"kty":"RSA","d""#, r#"{"kty":"RSA","d""#, Some("")),
    ] {
        let found = objects(text, 0).private_keys;
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].found.text, key);
        assert_eq!(found[0].cut.map(|cut| key.get(cut..).unwrap()), private, "{text}");
    }
}

#[test]
fn finds_what_is_escaped_and_maps_it_back() {
    let mut text = GENERAL.replace(',', ",\n");
    let token = text.clone();
    for level in 0..=ESCAPE_DEPTH {
        let found = objects(&text, 0).tokens;
        assert_eq!(found.len(), 1, "{level}");
        assert_eq!(found[0].text, token, "{level}");
        let at = token.find("c2ln").unwrap();
        assert_eq!(found[0].given(Span::new(at, at + 4)).of_str(&text), "c2ln", "{level}");
        text = format!("{{\"text\":\"{}\",\"more\":\"\"}}", escaped(&text));
    }
    assert_eq!(texts(&text).len(), 0, "deeper than is looked");
}

#[test]
fn finds_what_is_percent_encoded_or_written_by_a_server() {
    let percent = |text: &str| -> String {
        let written = |byte: u8| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(written).collect()
    };
    let hex = |text: &str| text.replace('\\', "\\x5C").replace('"', "\\x22").replace('\n', "\\x0A");
    let pretty = GENERAL.replace(',', ",\n ").replace('{', "{\n ");
    for (token, last) in [(FLAT, "c2ln"), (&pretty, "bW9y"), (JWE, "dGFn")] {
        for text in [
            format!("GET /cb?response={}&state=1 HTTP/1.1", percent(token)),
            format!("GET /cb?next={} 200", percent(&format!("/x?r={}&s", percent(token)))),
            format!("/cb#r={}", token.replace('"', "%22").replace("\n ", "")),
            format!("r={}&b", percent(token).replace("%20", "+").replace("%7B", "%7b")),
            format!("10.0.0.1 \"{}\" 200", hex(token)),
            format!("10.0.0.1 \"{}\" 200", hex(&format!("{{\"a\":\"{}\"}}", escaped(token)))),
            format!("{{\"line\":\"{}\"}}", escaped(&hex(token))),
            format!("{{\"url\":\"/x?r={}\"}}", percent(token)),
            format!("{{\"a\":\"{}\"}}", token.replace('"', "\\u0022").replace('\n', "\\n")),
            format!("{{\\\"a\\\":{{{}", hex(token)),
        ] {
            let found = objects(&text, 0).tokens;
            assert_eq!(found.len(), 1, "{text}");
            let without = |text: &str| text.replace(['\n', ' '], "");
            assert_eq!(without(&found[0].text), without(token), "{text}");
            let at = found[0].text.find(last).unwrap();
            assert_eq!(found[0].given(Span::new(at, at + 4)).of_str(&text), last, "{text}");
        }
    }
}

#[test]
fn what_has_not_the_members_of_a_token_is_none() {
    for text in [
        "{}",
        r#"{"payload":"e30"}"#,
        r#"{"signature":"c2ln"}"#,
        r#"{"payload":{"a":1},"signature":"c2ln"}"#,
        r#"{"payload":"e30","signature":7}"#,
        r#"{"ciphertext":"Y3Q"}"#,
        r#"{"payload":"e30","signatures":[]}"#,
        r#"{"payload":"e30","protected":"e30","signature":"c2ln""#,
    ] {
        assert_eq!(texts(text).len(), 0, "{text}");
    }
}

#[test]
fn quotes_that_do_not_close_hide_nothing_after_them() {
    for before in ["{\"", "{\"a\":\"", "{\"a\":{\"b\":[", "\"{\"", "{\"x\":1,\n{", "{\\\"", "'{\"a\": \"{"] {
        assert_eq!(texts(&format!("{before} {FLAT} end")), [FLAT], "{before}");
    }
    assert_eq!(texts(&format!("{}{FLAT}", "{\"payload\":".repeat(200))), [FLAT]);
}

#[test]
fn says_where_an_object_begins_that_is_cut() {
    for cut in 1..FLAT.len() {
        let begun = FLAT.get(..cut).unwrap();
        let text = format!("text {begun}");
        assert_eq!((objects(&text, 0).open, texts(&text).len()), (Some(5), 0), "{text}");
        let text = format!("{{\"text\":\"{}", escaped(begun));
        assert_eq!(objects(&text, 1).open, Some(9), "{text}");
    }
    assert_eq!(objects("{\"a\":1} x", 0).open, None);
}

#[test]
fn hostile_text_is_read_a_bounded_number_of_times() {
    for hostile in [
        "{",
        "{\"payload\":",
        "{\"payload\":\"",
        "{\"payload\":[",
        "{\"payload\":[0,",
        "{\"{\":\":\",\":\",",
        "{\"a\":{\"b\":{}},\"c{\":",
        "{\\\"payload\\\":",
        "{\\\\\\\"payload\\\\\\\":{\\\"a\\\":",
        "{ \\n",
        "[[[[{\"a\":",
        "{%22payload%22:",
        "%7B%22a%22:%7B%22b%22:%7B%7D%7D,",
        "%257B%2522payload%2522:",
        "{\\x22payload\\x22:{\\x22",
        "{%22{\\x22{\\\"",
        "%7B%20",
    ] {
        let text = hostile.repeat(300_000 / hostile.len());
        let walked = objects(&text, 0).walked;
        assert!(walked <= 8 * text.len(), "{hostile}: {walked} of {}", text.len());
    }
}

#[test]
fn the_work_grows_with_the_text_and_no_faster() {
    for hostile in ["{\"payload\":", "{\"{\":\":\",\":\",", "{\"a\":[{\"b\":0},"] {
        let of = |times: usize| objects(&hostile.repeat(times), 0).walked;
        assert!(of(20_000) <= 11 * of(2_000), "{hostile}");
    }
}
