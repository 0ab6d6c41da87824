//! What the dictionary promises, by example.

use std::collections::HashSet;

use super::*;
use crate::json::{Kind, Node, parse};
use crate::text::time::NumericDate;

const NOW: NumericDate = NumericDate(1_795_442_711);

/// The JSON value as the parser gives it.
fn json(text: &str) -> Node {
    parse(text.as_bytes()).unwrap().node().clone()
}

fn beside(part: Part, name: &str, text: &str) -> String {
    line(part, name, &json(text).kind, NOW, NumericDate::utc)
}

#[test]
fn every_name_stands_once_and_has_its_words() {
    for rows in [
        header::FIRST.iter().chain(header::OTHERS).collect::<Vec<_>>(),
        registered::FIRST.iter().chain(registered::OTHERS).collect(),
    ] {
        let mut names = HashSet::new();
        for row in rows {
            assert!(names.insert(row.name), "{} stands twice", row.name);
            assert!(row.sentence.ends_with('.') && !row.sentence.contains(['!', '\n']), "{}", row.name);
            assert!(!row.short.is_empty() && !row.short.ends_with('.'), "{}", row.name);
            let sections = row.section.chars().all(|c| c.is_ascii_digit() || c == '.');
            assert!(sections && !row.section.ends_with('.'), "{}: {}", row.name, row.section);
        }
    }
    let mut names = HashSet::new();
    for vendor in vendor::CLAIMS {
        assert!(names.insert(vendor.name), "{} stands twice", vendor.name);
        assert!(vendor.sentence.ends_with('.') && !vendor.sentence.contains('!'), "{}", vendor.name);
        assert_eq!(claim(vendor.name).defined_by(), Some(vendor.product), "{} is hidden", vendor.name);
    }
    assert!(
        registered::FIRST.len() + registered::OTHERS.len() > 120
            && header::FIRST.len() + header::OTHERS.len() > 28
            && vendor::CLAIMS.len() > 70
    );
}

#[test]
fn says_registered_public_or_private_and_who_defines_it() {
    for (name, words) in [
        ("sub", "subject (registered)"),
        ("name", "full name (public: OpenID Connect)"),
        ("htm", "HTTP method (public: DPoP)"),
        ("cnf", "confirmation key (public: proof of possession)"),
        ("realm_access", "roles in the realm (private: Keycloak)"),
        ("cognito:groups", "groups (private: Amazon Cognito)"),
        ("custom:tenant", "custom attribute (private: Amazon Cognito)"),
        ("vct", "credential type (private: SD-JWT VC)"),
        ("username", "user name (private: OAuth introspection)"),
        ("challenge", "challenge (private: OAuth client attestation)"),
        ("login_hint", "login hint (private: OpenID Connect)"),
        ("clientHost", "client host (private: Keycloak)"),
        ("version", "version of the token (private: Amazon Cognito)"),
        ("sha", "commit (private: GitHub Actions)"),
        ("xms_edov", "e-mail domain checked (private: Microsoft Entra)"),
        ("xms_tcdt", "internal (private: Microsoft Entra)"),
        ("https://example.com/roles", "named by an address of its own (public)"),
        ("urn:example:x", "named by an address of its own (public)"),
        ("tenant", "defined by its issuer (private)"),
        ("custom:", "defined by its issuer (private)"),
        ("Sub", "defined by its issuer (private)"),
        ("", "defined by its issuer (private)"),
    ] {
        assert_eq!(claim(name).to_string(), words, "{name}");
    }
    assert_eq!(header_parameter("kid").to_string(), "key id (registered)");
    assert_eq!(header_parameter("htm").to_string(), "HTTP method (private: GNAP)");
    assert_eq!(header_parameter("x-team").to_string(), "defined by its issuer (private)");
    assert_eq!(header_parameter("exp").to_string(), "defined by its issuer (private)");
}

#[test]
fn cites_document_and_section() {
    for (description, source, link) in [
        (claim("sub"), "RFC 7519 section 4.1.2", "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2"),
        (
            claim("name"),
            "OpenID Connect Core 1.0 section 5.1",
            "https://openid.net/specs/openid-connect-core-1_0.html",
        ),
        (claim("rcd"), "RFC 9795", "https://www.rfc-editor.org/rfc/rfc9795"),
        (claim("ueid"), "RFC 9711 section 4.2.1", "https://www.rfc-editor.org/rfc/rfc9711#section-4.2.1"),
        (claim("tid"), "RFC 7519 section 4.3", "https://www.rfc-editor.org/rfc/rfc7519#section-4.3"),
        (
            header_parameter("epk"),
            "RFC 7518 section 4.6.1.1",
            "https://www.rfc-editor.org/rfc/rfc7518#section-4.6.1.1",
        ),
    ] {
        assert_eq!((description.source().as_str(), description.link().as_str()), (source, link));
    }
}

#[test]
fn says_which_type_is_wanted() {
    assert_eq!(claim("aud").expects(), "a string or an array of strings");
    assert_eq!(claim("exp").expects(), "a number: seconds since 1970-01-01T00:00:00Z");
    assert_eq!(header_parameter("b64").expects(), "true or false");
    assert!(claim("auth_time").is_time() && !claim("exi").is_time());
}

#[test]
fn the_guides_token_reads_as_the_contract_shows_it() {
    assert_eq!(beside(Part::Header, "alg", r#""HS256""#), "HMAC with SHA-256");
    assert_eq!(beside(Part::Payload, "sub", r#""1234567890""#), "subject (registered)");
    assert_eq!(beside(Part::Payload, "name", r#""John Doe""#), "full name (public: OpenID Connect)");
    assert_eq!(beside(Part::Payload, "iat", "1516239022"), "issued at: 2018-01-18 01:30:22 UTC, 8 years ago");
}

#[test]
fn times_are_shown_and_numbers_that_look_like_times_say_so() {
    for (name, number, words) in [
        ("exp", "1795442531", Some("2026-11-23 14:02:11 UTC, 3 minutes ago")),
        ("exp", "1.795442531e9", Some("2026-11-23 14:02:11 UTC, 3 minutes ago")),
        ("exp", "0", Some("1970-01-01 00:00:00 UTC, 56 years ago")),
        ("exp", "1795442531000", Some("milliseconds? read so: 2026-11-23 14:02:11 UTC, 3 minutes ago")),
        ("exp", "1e30", None),
        ("seen", "1795442531", Some("as a time: 2026-11-23 14:02:11 UTC, 3 minutes ago")),
        ("seen", "1795442531000", Some("milliseconds? read so: 2026-11-23 14:02:11 UTC, 3 minutes ago")),
        ("seen", "1795442531.5", None),
        ("seen", "999999999", None),
        ("seen", "4000000001", None),
        ("seen", "98765432109", None),
        ("exp", "\"1795442531\"", None),
    ] {
        let said = value(Part::Payload, name, &json(number).kind, NOW);
        assert_eq!(said.as_deref(), words, "{name} {number}");
    }
    assert_eq!(
        beside(Part::Payload, "seen", "1795442531"),
        "defined by its issuer (private); as a time: 2026-11-23 14:02:11 UTC, 3 minutes ago"
    );
    let raw = line(Part::Payload, "exp", &Kind::Number("1795442531".into()), NOW, |_| None);
    assert_eq!(raw, "expires (registered)");
}

#[test]
fn values_that_stand_in_a_table_are_named() {
    for (part, name, text, words) in [
        (Part::Header, "alg", r#""none""#, "unsigned: anyone can write this"),
        (Part::Header, "alg", r#""ECDH-ES""#, "a key agreed on by elliptic curve Diffie-Hellman"),
        (Part::Header, "enc", r#""A256GCM""#, "AES-256-GCM"),
        (Part::Header, "typ", r#""JWT""#, "a JSON Web Token"),
        (Part::Header, "typ", r#""application/at+JWT""#, "an OAuth access token (RFC 9068)"),
        (Part::Header, "cty", r#""JWT""#, "a token within the token"),
        (Part::Header, "b64", "false", "the payload stands as it is, not in base64url"),
        (Part::Header, "typ", r#""GNAP-binding-jws""#, "a signed request (GNAP, RFC 9635)"),
        (Part::Header, "cty", r#""application/VC+jwt""#, "a verifiable credential (W3C)"),
        (Part::Header, "created", "1795442531", "as a time: 2026-11-23 14:02:11 UTC, 3 minutes ago"),
        (Part::Payload, "attest", r#""A""#, "full attestation"),
        (Part::Payload, "amr", r#"["pwd","otp"]"#, "password, one-time password"),
        (Part::Payload, "cnf", r#"{"jkt":"x"}"#, "bound to a key, by its thumbprint (RFC 9449 section 6.1)"),
    ] {
        assert_eq!(value(part, name, &json(text).kind, NOW).as_deref(), Some(words), "{name} {text}");
    }
    for (part, name, text) in [
        (Part::Header, "alg", r#""HS257""#),
        (Part::Header, "typ", r#""thing""#),
        (Part::Header, "b64", "true"),
        (Part::Payload, "alg", r#""HS256""#),
        (Part::Payload, "amr", r#"["pwd",1]"#),
        (Part::Payload, "amr", "[]"),
        (Part::Payload, "amr", r#"["PWD"]"#),
        (Part::Payload, "cnf", r#"{"JKT":"x"}"#),
        (Part::Payload, "attest", r#""a""#),
        (Part::Payload, "typ", r#""JWT""#),
    ] {
        assert_eq!(value(part, name, &json(text).kind, NOW), None, "{name} {text}");
    }
}

/// The names of a registry, one a line.
fn names(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty())
}

const CLAIMS: &str = include_str!("../../../../tests/vectors/iana/jwt-claims.txt");

const PARAMETERS: &str = include_str!("../../../../tests/vectors/iana/jose-header-parameters.txt");

#[test]
fn every_claim_and_header_parameter_of_the_registries_has_its_words() {
    let private = |description: Description| description.class() == Class::Private;
    let claims: Vec<&str> = names(CLAIMS).filter(|name| private(claim(name))).collect();
    let parameters: Vec<&str> = names(PARAMETERS).filter(|name| private(header_parameter(name))).collect();
    assert_eq!((claims, parameters), (vec![], vec![]));
    assert_eq!((names(CLAIMS).count(), names(PARAMETERS).count()), (163, 33));
}

#[test]
fn what_is_called_registered_or_public_stands_in_the_registry() {
    let claims = registered::FIRST
        .iter()
        .chain(registered::OTHERS)
        .filter(|row| row.class != Class::Private)
        .map(|row| row.name);
    let strays: Vec<&str> = claims
        .filter(|name| !is_collision_resistant(name) && names(CLAIMS).all(|known| known != *name))
        .collect();
    let parameters = header::FIRST
        .iter()
        .chain(header::OTHERS)
        .filter(|row| row.class == Class::Registered)
        .map(|row| row.name);
    let stray_parameters: Vec<&str> =
        parameters.filter(|name| names(PARAMETERS).all(|known| known != *name)).collect();
    assert_eq!((strays, stray_parameters), (vec![], vec![]));
}

#[test]
fn the_first_part_has_every_time_and_the_dictionary_has_all_the_rest() {
    assert!(registered::OTHERS.iter().all(|row| !matches!(row.expects, Expects::Time)));
    let mut count = 0;
    for (part, name, description) in dictionary() {
        let fitting = name.replace('*', "x");
        assert!(is_named(name, &fitting), "{name}");
        let told = member(part, &fitting);
        assert!(told.is_known() && description.is_known(), "{name}");
        assert_eq!(
            (told.sentence(), told.source()),
            (description.sentence(), description.source()),
            "{name}"
        );
        count += 1;
    }
    assert_eq!(count, header::OTHERS.len() + registered::OTHERS.len() + vendor::CLAIMS.len());
    assert!(!claim("tenant").is_known() && !claim("custom:").is_known());
}
