//! What the finder promises, by example.

use super::*;

const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
/// `{"alg":"none"}` and an empty claims set.
const UNSIGNED: &str = "eyJhbGciOiJub25lIn0.e30.";

/// The one token of the text, after checking that each of its bytes stands where the map says.
fn one(text: &str) -> Found {
    let findings = find(text);
    assert_eq!(findings.tokens.len(), 1, "{text}: {findings:?}");
    let found = findings.tokens.into_iter().next().unwrap();
    for (at, byte) in found.text.bytes().enumerate() {
        let given = found.given(Span::new(at, at + 1)).of(text.as_bytes());
        assert!(given == [byte] || given.len() > 1, "{text}: byte {at} is {given:?}");
    }
    found
}

fn names(found: &Found) -> Vec<&'static str> {
    found.cleanings.iter().map(|cleaning| cleaning.what).collect()
}

#[test]
fn a_bare_token_is_untouched() {
    for text in [TOKEN, UNSIGNED, HEADER] {
        let found = one(text);
        assert_eq!(found.text, text);
        assert!(found.is_untouched(), "{:?}", found.cleanings);
        assert_eq!(found.span, Span::new(0, text.len()));
    }
}

#[test]
fn each_wrapper_is_left_out_named_and_labelled() {
    for (text, label, cleanings) in [
        (format!("  {TOKEN}\n"), None, &["white-space"][..]),
        (format!("\u{feff}{TOKEN}"), None, &["byte-order-mark"]),
        (format!("\"{TOKEN}\","), None, &["quotes"]),
        (format!("'{TOKEN}'"), None, &["quotes"]),
        (format!("`{TOKEN}`"), None, &["quotes"]),
        (format!("{TOKEN}\","), None, &["surrounding-text"]),
        (format!("Bearer {TOKEN}"), None, &["authorization-scheme"]),
        (format!("bearer%20{TOKEN}"), None, &["authorization-scheme"]),
        (
            format!("Authorization: Bearer {TOKEN}"),
            Some("Authorization"),
            &["header-line", "authorization-scheme"],
        ),
        (
            format!(
                "GET /me HTTP/1.1\r\nHost: api.example.com\r\nAuthorization: Bearer {TOKEN}\r\nAccept: */*\r\n\r\n"
            ),
            Some("Authorization"),
            &["header-line", "authorization-scheme"],
        ),
        (
            format!("Authorization: Bearer {TOKEN}\nHost: api.example.com\n"),
            Some("Authorization"),
            &["header-line", "authorization-scheme"],
        ),
        (format!("Cookie: theme=dark; session={TOKEN}; lang=en"), Some("session"), &["cookie"]),
        (
            format!("Set-Cookie: __Host-token={TOKEN}; Path=/; Secure; HttpOnly"),
            Some("__Host-token"),
            &["cookie"],
        ),
        (
            format!("https://app.example.com/cb#access_token={TOKEN}&token_type=bearer&expires_in=900"),
            Some("access_token"),
            &["url"],
        ),
        (format!("https://api.example.com/x?page=2&token={TOKEN}"), Some("token"), &["url"]),
        (
            format!("https://x.example/?next=https%3A%2F%2Fy.example%2Fcb%23id_token%3D{TOKEN}%26state%3D1"),
            Some("id_token"),
            &["url"],
        ),
        (format!("access_token={TOKEN}&token_type=bearer"), Some("access_token"), &["assignment"]),
        (format!("export TOKEN={TOKEN}"), Some("TOKEN"), &["assignment"]),
        (format!("TOKEN='{TOKEN}'"), Some("TOKEN"), &["assignment", "quotes"]),
        (
            format!("curl https://api.example.com/me -H 'Authorization: Bearer {TOKEN}' -H 'Accept: */*'"),
            Some("Authorization"),
            &["curl-command", "header-line", "authorization-scheme"],
        ),
        (
            format!("{{\"access_token\": \"{TOKEN}\", \"token_type\": \"Bearer\", \"expires_in\": 900}}"),
            Some("access_token"),
            &["json"],
        ),
        (format!(r#"{{"body":"{{\"id_token\":\"{TOKEN}\"}}"}}"#), Some("id_token"), &["json"]),
        (
            format!(
                r#"{{"log":{{"version":"1.2","entries":[{{"request":{{"headers":[{{"name":"Authorization","value":"Bearer {TOKEN}"}}]}}}}]}}}}"#
            ),
            Some("Authorization"),
            &["har", "authorization-scheme"],
        ),
        (format!("2026-11-24T10:00:00Z INFO accepted ({TOKEN}): user=5"), None, &["surrounding-text"]),
        (format!("My token is {TOKEN}."), None, &["trailing-punctuation"]),
        (format!("<token>{TOKEN}</token>"), None, &["surrounding-text"]),
    ] {
        let found = one(&text);
        assert_eq!(found.text, TOKEN, "{text}");
        assert_eq!(found.label.as_deref(), label, "{text}");
        assert_eq!(names(&found), cleanings, "{text}");
        for cleaning in &found.cleanings {
            assert!(cleaning.words.ends_with('.') && cleaning.span.end <= text.len(), "{cleaning:?}");
        }
    }
}

#[test]
fn white_space_inside_is_left_out_and_the_map_jumps_over_it() {
    let (a, b) = TOKEN.split_at(60);
    let (b, c) = b.split_at(60);
    for (text, cleanings) in [
        (format!("{a}\n{b}\n{c}\n"), &["line-breaks"][..]),
        (format!("{a}\r\n    {b}\r\n    {c}"), &["line-breaks"]),
        (format!("Bearer {a}\n{b}\n{c}"), &["authorization-scheme", "line-breaks"]),
        (format!("'{a}\\\n{b}\\\n{c}'"), &["quotes", "json-escapes", "line-breaks"]),
        (format!("{a} {b} {c}"), &["spaces"]),
        (TOKEN.replace('.', " . "), &["spaces"]),
        (TOKEN.replace('.', ".\n"), &["line-breaks"]),
        (
            format!("curl -H 'Authorization: Bearer {a}\n{b}\n{c}' https://x.example"),
            &["curl-command", "header-line", "authorization-scheme", "line-breaks"],
        ),
    ] {
        let found = one(&text);
        assert_eq!(found.text, TOKEN, "{text}");
        let names: Vec<_> = names(&found).into_iter().filter(|name| *name != "json-escapes").collect();
        let cleanings: Vec<_> = cleanings.iter().copied().filter(|name| *name != "json-escapes").collect();
        assert_eq!(names, cleanings, "{text}");
    }
    let found = one(&format!("{a}\n{b}\n{c}"));
    assert_eq!(found.given(Span::new(59, 61)), Span::new(59, 62));
    assert_eq!(found.given(Span::new(60, 60)), Span::new(61, 61));
}

#[test]
fn escapes_are_undone_and_the_map_knows_their_length() {
    let percent = TOKEN.replacen('.', "%2E", 1).replace('_', "%5f");
    let found = one(&percent);
    assert_eq!(found.text, TOKEN);
    assert_eq!(names(&found), ["percent-encoding"]);
    assert_eq!(
        found.given(Span::new(HEADER.len(), HEADER.len() + 1)),
        Span::new(HEADER.len(), HEADER.len() + 3)
    );
    let json = format!("\"{}\"", TOKEN.replace('.', r"\u002e"));
    let found = one(&json);
    assert_eq!(found.text, TOKEN);
    assert_eq!(names(&found), ["quotes", "json-escapes"]);
    assert_eq!(
        found.given(Span::new(HEADER.len(), HEADER.len() + 1)),
        Span::new(HEADER.len() + 1, HEADER.len() + 7)
    );
}

#[test]
fn prose_lists_and_neighbours_are_no_part_of_the_token() {
    for text in [
        format!("{TOKEN} is what I got"),
        format!("{TOKEN}\nThanks"),
        format!("{TOKEN}\nGET /me HTTP/1.1"),
        format!("{TOKEN} 2026-11-24"),
        format!("{TOKEN} OK"),
        format!("{TOKEN}&token_type=bearer"),
        format!("{TOKEN}; Path=/"),
        format!("{UNSIGNED}\nRegards"),
    ] {
        let token = if text.starts_with(TOKEN) { TOKEN } else { UNSIGNED };
        assert_eq!(one(&text).text, token, "{text}");
    }
    for text in [
        format!("{TOKEN}\n{UNSIGNED}\n"),
        format!("{TOKEN} {UNSIGNED}"),
        format!("{TOKEN},{UNSIGNED}"),
        format!("[\"{TOKEN}\", \"{UNSIGNED}\"]"),
        format!("first {TOKEN}, second {UNSIGNED}, and no more"),
        format!("{{\"access_token\":\"{TOKEN}\",\"id_token\":\"{UNSIGNED}\"}}"),
    ] {
        let findings = find(&text);
        let texts: Vec<_> = findings.tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(texts, [TOKEN, UNSIGNED], "{text}");
    }
}

#[test]
fn a_malformed_token_comes_out_whole_with_its_faults() {
    for token in [
        "eyJhbGciOi*",
        "eyJhbGciOiJIUzI1NiJ9}.e30.",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkw*OTAi.c2ln",
        "eyJhbGciOiJIUzI1NiJ9.eyJz,dWIi;OiIxMjM0.c2ln",
        "eyJhbGciOiJIUzI1NiJ9.eyJz%zzdWIi.c2ln",
        "eyJhbGciOiJIUzI1NiJ9.e30=.c2ln",
        "eyJhbGciOiJIUzI1NiJ9.éé.c2ln",
        "eyJhbGciOiJIUzI1NiJ9.e30.c2ln.extra",
        "eyJhbGciOiJIUzI1NiJ9..",
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJIUzI1NiJ9.e30.\u{200b}c2ln",
    ] {
        assert_eq!(clean_one(token).text, token);
        assert!(clean_one(token).is_untouched(), "{token}: {:?}", clean_one(token).cleanings);
        assert_eq!(clean_one(&format!("Bearer {token}")).text, token);
        assert_eq!(clean_one(&format!("\"{token}\"")).text, token);
    }
}

#[test]
fn what_is_no_token_comes_out_of_clean_one_as_it_is() {
    for text in [
        "",
        "hello world",
        "@/etc/hostname",
        "env:HOME",
        "a.b.c",
        "XyJhbGci.eyJzdWIi.sig",
        "…",
        "one. two. three.",
    ] {
        let found = clean_one(text);
        assert_eq!(found.text, text);
        assert!(find(text).tokens.is_empty(), "{text}");
    }
    assert_eq!(clean_one(" \n ").text, "");
    assert_eq!(clean_one("Authorization: Bearer XyJhbGci.eyJzdWIi.sig").text, "XyJhbGci.eyJzdWIi.sig");
    assert_eq!(clean_one("'XyJhbGci.eyJzdWIi.sig'").text, "XyJhbGci.eyJzdWIi.sig");
}

#[test]
fn shapes_are_told_by_dots_and_tildes() {
    let jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aaaaaaaaaaaaaaaa.bbbb.cccccccccccccccccccccc";
    let sd_jwt = format!("{TOKEN}~WyJzYWx0IiwibmFtZSIsIkFkYSJd~{TOKEN}");
    for (text, shape) in [
        (TOKEN, Shape::Jws),
        (jwe, Shape::Jwe),
        (sd_jwt.as_str(), Shape::SdJwt),
        (HEADER, Shape::Unknown),
        (r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln"}"#, Shape::Json),
    ] {
        let found = one(text);
        assert_eq!((found.shape, found.text.as_str()), (shape, text));
    }
}

#[test]
fn words_and_cursors_are_no_tokens() {
    for text in [
        "see www.example.com and eyewitness.news.com",
        "cursor=eyJpZCI6MX0 next",
        "version 1.2.3 of e.g. this",
        "the payload .eyJzdWIiOiJ4In0 alone",
    ] {
        assert!(find(text).tokens.is_empty(), "{text}");
    }
}

#[test]
fn takes_no_more_than_the_bound_and_says_so() {
    let text = format!("{UNSIGNED}\n").repeat(FOUND_TOKENS + 1);
    let findings = find(&text);
    assert_eq!(findings.tokens.len(), FOUND_TOKENS);
    assert!(findings.more);
    for count in [FOUND_TOKENS - 1, FOUND_TOKENS] {
        let findings = find(&format!("{UNSIGNED}\n").repeat(count));
        assert_eq!((findings.tokens.len(), findings.more), (count, false));
    }
}

#[test]
fn other_credentials_are_named() {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789abcd";
    let uuid = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    for (text, name, words) in [
        (format!("ghp_{}", letters.split_at(36).0), "github", "a GitHub token (ghp_)"),
        (format!("github_pat_{letters}"), "github", "a GitHub token (github_pat_)"),
        (format!("glpat-{}", letters.split_at(20).0), "gitlab", "a GitLab token (glpat-)"),
        (format!("xoxb-{letters}"), "slack", "a Slack token (xoxb-)"),
        (format!("sk_live_{letters}"), "stripe", "a Stripe key (sk_live_)"),
        ("AKIAIOSFODNN7EXAMPLE".into(), "aws", "an AWS access key id (AKIA)"),
        (format!("AIza{}", letters.split_at(35).0), "google", "a Google API key (AIza)"),
        (format!("npm_{}", letters.split_at(36).0), "npm", "an npm token (npm_)"),
        (format!("SG.{}.{letters}abc", letters.split_at(22).0), "sendgrid", "a SendGrid key (SG)"),
        (format!("v4.local.{letters}"), "paseto-local", "a PASETO token (v4.local)"),
        ("-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n".into(), "pem", "a public key in PEM"),
        (r#"{"kty":"oct","k":"c2Vj"}"#.into(), "jwk", "a JSON Web Key"),
        (r#"{"keys":[{"kty":"oct","k":"c2Vj"}]}"#.into(), "jwk", "a set of JSON Web Keys"),
        ("<samlp:Response xmlns:samlp=\"urn\"></samlp:Response>".into(), "saml", "a SAML message (XML)"),
        (
            "PHNhbWxwOlJlc3BvbnNlIHhtbG5zOnNhbWxwPSJ1cm4iPjwvc2FtbHA6UmVzcG9uc2U+".into(),
            "saml",
            "a SAML message (XML in base64)",
        ),
        (
            "d28443a10126a104524173796d6d65747269634543445341323536".into(),
            "cwt",
            "a CBOR Web Token (COSE in hex)",
        ),
        (
            "0oRDoQEmoQRSQXN5bW1ldHJpY0VDRFNBMjU2WFCnAXVjb2Fw".into(),
            "cwt",
            "a CBOR Web Token (COSE in base64)",
        ),
        ("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".into(), "basic", "HTTP Basic credentials"),
        (uuid.into(), "uuid", "a UUID"),
        ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b".into(), "opaque", "an opaque token (hexadecimal)"),
        (
            "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c".into(),
            "opaque",
            "an opaque token (random characters)",
        ),
    ] {
        let findings = find(&format!(" {text}\n"));
        assert!(findings.tokens.is_empty(), "{text}");
        let [foreign] = findings.foreign.as_slice() else { panic!("{text}: {:?}", findings.foreign) };
        assert_eq!((foreign.name, foreign.words.as_str()), (name, words), "{text}");
        assert_eq!(foreign.span, Span::new(1, 1 + text.trim().len()), "{text}");
        assert!(foreign.remedy.ends_with('.'));
    }
}

#[test]
fn shows_the_payload_of_a_public_paseto_token() {
    // Test vector 4-S-1 of the PASETO specification.
    let token = "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9bg_XBBzds8lTZShVlwwKSgeKpLT3yukTw6JUz3W4h_ExsQV-P0V54zemZDcAxFaSeef1QlXEFtkqxT1ciiQEDA";
    let findings = find(token);
    assert!(findings.tokens.is_empty());
    assert_eq!(findings.foreign[0].name, "paseto-public");
    assert_eq!(
        findings.foreign[0].payload.as_deref(),
        Some(r#"{"data":"this is a signed message","exp":"2022-01-01T00:00:00+00:00"}"#)
    );
}

#[test]
fn credentials_are_found_beside_tokens_and_ordinary_words_are_none() {
    let dump = format!(
        "TOKEN={TOKEN}\nGITHUB_TOKEN=ghp_abcdefghijklmnopqrstuvwxyz0123456789\nHOME=/home/ada\nID=1b4e28ba-2fa1-11d2-883f-0016d3cca427\n"
    );
    let findings = find(&dump);
    assert_eq!(findings.tokens.len(), 1);
    assert_eq!(findings.foreign.len(), 1);
    assert_eq!(findings.foreign[0].span.of_str(&dump), "ghp_abcdefghijklmnopqrstuvwxyz0123456789");
    for text in ["ghp_short", "hello", "this-is-a-long-name-without-digits", "sk_test_51H", TOKEN, "a.b.c"] {
        assert!(find(text).foreign.is_empty(), "{text}");
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_breaks_a_bound_or_the_map(text in any::<String>()) {
            check(&text);
        }

        #[test]
        fn no_text_of_wrappers_and_pieces_breaks_a_bound_or_the_map(pieces in prop::collection::vec(prop::sample::select(vec![
            "eyJhbGciOiJub25lIn0", ".", "e30", "eyJ", "\"", "'", "\\", "\\u002e", "\\n", "\\\"", "%2E", "%", "%20", " ", "\n", "\r\n",
            "Bearer", "Authorization:", "token=", "&", "#", ";", ",", "(", ")", "}", "~", "é", "\u{feff}", "\u{2028}", "curl ", "{",
            "\"value\":", "\"name\":", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "v4.public.", "=", "*", "SflKxwRJSMeKKF2QT4fwpMeJf36POk6y",
        ]), 0..24)) {
            check(&pieces.concat());
        }
    }

    fn check(text: &str) {
        let findings = find(text);
        let mut end = 0;
        for found in findings.tokens.iter().chain([&clean_one(text)]) {
            let mut last = 0;
            for at in 0..found.text.len() {
                let given = found.given(Span::new(at, at + 1));
                assert!(given.start >= last && given.end <= text.len(), "{text:?}: byte {at} at {given:?}");
                if given.len() == 1 {
                    assert_eq!(text.as_bytes()[given.start], found.text.as_bytes()[at], "{text:?}");
                }
                last = given.end;
            }
        }
        for found in &findings.tokens {
            assert!(found.span.start >= end && found.span.end <= text.len(), "{text:?}: {found:?}");
            end = found.span.end;
        }
        for foreign in &findings.foreign {
            assert!(!foreign.span.of_str(text).is_empty());
        }
    }
}

#[test]
fn a_finder_gives_every_token_and_says_how_far_it_read() {
    let text = format!("{TOKEN} ").repeat(FOUND_TOKENS + 3);
    assert_eq!(Finder::new(&text).count(), FOUND_TOKENS + 3);
    assert!(find(&text).more);
    assert!(!find(&format!("{TOKEN} ").repeat(FOUND_TOKENS)).more);
    let mut finder = Finder::new(&text);
    let first = finder.next().unwrap();
    assert_eq!((first.span, finder.next_from()), (Span::new(0, TOKEN.len()), TOKEN.len()));
}

#[test]
fn a_piece_of_a_longer_text_is_never_taken_for_a_whole_one() {
    let (a, b) = TOKEN.split_at(100);
    let text = format!("{a}\n{b} x");
    assert_eq!(Finder::new(&text).next().unwrap().text, TOKEN);
    let piece = format!("session={TOKEN}; a=b");
    let found = Finder::within(&piece, 8).next().unwrap();
    assert_eq!((found.text.as_str(), found.label.as_deref()), (TOKEN, Some("session")));
    assert_eq!(Finder::within(&piece, 9).next().map(|found| found.text), None);
}

#[test]
fn a_row_of_quotes_without_an_end_costs_one_look() {
    // Each of these was a pass to the end of the text.
    let text = format!("x='{}", "'eyJ9.".repeat(100_000));
    assert!(Finder::new(&text).count() > 10_000);
    let text = format!("`eyJ9. \"{}", "x eyJ9. ".repeat(100_000));
    assert!(Finder::new(&text).count() > 10_000);
}

#[test]
fn private_keys_are_found_with_their_ends() {
    let key = "-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----";
    let text = format!("KEY=\"{}\" -----BEGIN CERTIFICATE----- {key}\nx", key.replace('\n', "\\n"));
    let found: Vec<_> = foreign::private_keys(&text).map(|key| key.span.of_str(&text).to_owned()).collect();
    assert_eq!(found, [key.replace('\n', "\\n"), key.to_owned()]);
}
