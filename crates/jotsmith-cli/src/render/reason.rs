//! A row of the catalogue for people: a page, a list, a document. The words are the row's own.

use std::fmt::Write as _;

use jotsmith::reason::{Question, Row};

use super::paint::Paint;

const QUESTIONS: [(Question, &str); 4] = [
    (Question::Form, "Form: is it well formed?"),
    (Question::Signature, "Signature: does it hold?"),
    (Question::Claims, "Claims: do they allow it, here and now?"),
    (Question::Trust, "Trust: where did the key come from, and is it strong enough?"),
];

/// One code, whole.
pub(crate) fn page(row: &Row, paint: Paint) -> String {
    let sentence = capitalised(&plain(row.clause));
    format!(
        "{}\n  {}\n\n  says      {sentence}.\n  answers   {}, {}\n  exit      {}\n  source    {}\n  remedy    {}\n",
        paint.strong(row.name),
        row.condition,
        row.question.as_str(),
        row.severity.as_str(),
        row.exit,
        row.source,
        plain(row.remedy),
    )
}

/// Every code in one line.
pub(crate) fn list(rows: &[&Row], paint: Paint) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    let line = |row: &&Row| format!("{}  {}\n", paint.name(&format!("{:width$}", row.name)), row.condition);
    rows.iter().map(line).collect()
}

/// Every code as a document.
pub(crate) fn document(rows: &[&Row]) -> String {
    let mut text = String::from(
        "# Reason codes\n\nWhat `jotsmith explain --all --markdown` prints: every code with its condition and what to do. \
         A code is never renamed and never reused.\n",
    );
    for (question, heading) in QUESTIONS {
        writeln!(text, "\n## {heading}").unwrap_or_default();
        for row in rows.iter().filter(|row| row.question == question) {
            writeln!(
                text,
                "\n### `{}`\n\n{} {}\n\n*{}, exit {}, {}.*",
                row.name,
                row.condition,
                plain(row.remedy),
                capitalised(row.severity.as_str()),
                row.exit,
                row.source,
            )
            .unwrap_or_default();
        }
    }
    text
}

/// A template as a sentence: the words that a token would fill in show as `…`, optional ones are left out, and of several
/// the last stand, which are for every case that the others are not for.
pub(crate) fn plain(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let is_value = from.starts_with('{');
        let (inner, after) = from.split_once(if is_value { '}' } else { ']' }).unwrap_or((from, ""));
        let otherwise = inner.rsplit_once('|').map(|(_, last)| last).filter(|last| !last.contains('{'));
        out.push_str(if is_value { "…" } else { otherwise.unwrap_or_default() });
        rest = after;
    }
    out.push_str(rest);
    out
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_reads_as_a_sentence() {
        assert_eq!(plain("the {part} names {found} twice[ at byte {input_byte}]"), "the … names … twice");
        assert_eq!(plain("Use {expected} random bytes."), "Use … random bytes.");
        assert_eq!(plain("it is[{name=x} this|, or {found}]."), "it is.");
        assert_eq!(plain("it is[{name=x} this|{name=y} that| another]."), "it is another.");
    }
}
