//! What holds for every row of the table.

use std::collections::HashSet;

use super::super::{Part, Place, Reason};
use super::*;

#[test]
fn every_row_stands_under_its_own_code_and_name() {
    let mut names = HashSet::new();
    for row in ROWS {
        assert_eq!(row.code.row().name, row.name);
        assert_eq!(Code::named(row.name), Some(row.code));
        assert!(names.insert(row.name), "{} stands twice", row.name);
        assert!(
            row.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{}",
            row.name
        );
    }
    assert!(ROWS.len() > 90, "the table lost rows: {}", ROWS.len());
}

#[test]
fn every_row_has_its_words() {
    for row in ROWS {
        for sentence in [row.condition, row.remedy] {
            assert!(sentence.ends_with(['.', '}']), "{}: {sentence}", row.name);
            assert!(!sentence.contains('!'), "{}: {sentence}", row.name);
        }
        assert!(!row.clause.ends_with('.') && !row.clause.contains('!'), "{}: {}", row.name, row.clause);
        assert!(!row.source.is_empty(), "{}", row.name);
        assert!(matches!(row.exit, 1..=5), "{}: exit {}", row.name, row.exit);
    }
}

#[test]
fn the_words_fit_what_was_too_long() {
    let token = Reason::new(Code::TooLong).at(Place::part(Part::Token)).expected("1 MiB");
    let (token, of_claims) = (token.clone().found("1048577 bytes"), token.found("1025 disclosures"));
    let kept = "Leave out what is not needed.";
    assert_eq!(token.remedy(), format!("{kept} The program or policy that verifies can raise the bound."));
    for fixed in [
        of_claims,
        Reason::new(Code::TooLong).expected("1000 keys"),
        Reason::new(Code::TooLong).found("4194305 bytes").expected("4 MiB"),
        Reason::new(Code::TooLong).at(Place::part(Part::Payload)).expected("1024 disclosures"),
    ] {
        assert_eq!(fixed.remedy(), kept, "{fixed}");
    }
}

#[test]
fn an_empty_array_is_told_by_what_it_should_hold() {
    for (name, message, remedy) in [
        ("signatures", "The array signatures is empty: nothing is signed.", "Refuse it: it is unsigned."),
        ("recipients", "The array recipients is empty: nobody can open it.", "Refuse it."),
    ] {
        let reason = Reason::new(Code::SignaturesEmpty).with("name", name);
        assert_eq!((reason.to_string().as_str(), reason.remedy().as_str()), (message, remedy));
    }
}

#[test]
fn a_token_of_another_kind_is_sent_where_its_kind_is_verified() {
    let named =
        "Use the token where its type belongs, or name the type that is expected (command line: --typ).";
    for (found, expected, remedy) in [
        ("\"dpop+jwt\"", "JWT or at+jwt", "Use the token where its type belongs (command line: --as dpop)."),
        (
            "\"dc+sd-jwt\"",
            "JWT or at+jwt",
            "Use the token where its type belongs (command line: --as sd-jwt).",
        ),
        ("\"dc+sd-jwt\"", "\"example+sd-jwt\"", named),
        ("\"logout+jwt\"", "JWT or at+jwt", named),
        ("absent", "\"at+jwt\"", named),
    ] {
        let reason = Reason::new(Code::TypMismatch).found(found).expected(expected);
        assert_eq!(reason.remedy(), remedy, "{found}");
    }
    assert_eq!(Reason::new(Code::TypMismatch).remedy(), named);
}
