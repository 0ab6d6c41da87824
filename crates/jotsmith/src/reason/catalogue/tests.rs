//! What holds for every row of the table.

use std::collections::HashSet;

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
