//! What claims and header parameters are, in words that come later: the second module tells them as one text, which is
//! a file of the page, and the first module learns them when it first meets a name that it does not know.
//!
//! A name stands on a line: the part that it is of, the name, its class, a few words, a sentence, its source, with a
//! tabulator between them.

use core::cell::Cell;
#[cfg(any(feature = "extra", test))]
use core::fmt::Write as _;

use jotsmith::describe::{self, Description};
use jotsmith::reason::Part;

use crate::answer::RowView;

/// The words, once they are known, and whether somebody has asked for them before.
#[derive(Debug, Default)]
pub(crate) struct Words {
    text: Option<String>,
    wanted: Cell<bool>,
}

impl Words {
    pub(crate) fn learn(&mut self, text: String) {
        self.text = Some(text);
    }

    /// Whether words were missing since this was last asked.
    pub(crate) fn were_wanted(&self) -> bool {
        self.wanted.take()
    }

    /// Puts what a member of a part is into its row.
    pub(crate) fn tell(&self, row: &mut RowView, part: Part, name: &str) {
        let description = describe::member(part, name);
        if describe::WHOLE || description.is_known() {
            return put(&description, row);
        }
        let Some(text) = &self.text else { return self.wanted.set(true) };
        let fields = |line: &'_ str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
        let wanted = kind(part);
        let fits = |line: &Vec<String>| {
            line.first().is_some_and(|of| of == wanted)
                && line.get(1).is_some_and(|known| describe::is_named(known, name))
        };
        let Some(line) = text.lines().map(fields).find(fits) else { return put(&description, row) };
        let mut words = line.into_iter().skip(2);
        row.class = words.next();
        row.short = words.next();
        row.sentence = words.next();
        row.source = words.next();
    }
}

/// The first field of the line of a member of this part.
const fn kind(part: Part) -> &'static str {
    if matches!(part, Part::Header | Part::Unprotected) { "header" } else { "claim" }
}

fn put(description: &Description, row: &mut RowView) {
    row.class = Some(description.class().as_str().into());
    row.short = Some(description.short().into());
    row.sentence = Some(description.sentence().into());
    row.source = Some(description.source());
}

/// The text for the file of the page.
#[cfg(any(feature = "extra", test))]
pub(crate) fn text() -> String {
    let mut text = String::new();
    for (part, name, told) in describe::dictionary() {
        let (kind, class, source) = (kind(part), told.class().as_str(), told.source());
        // Writing to a String cannot fail.
        _ = writeln!(text, "{kind}\t{name}\t{class}\t{}\t{}\t{source}", told.short(), told.sentence());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_on_a_line_with_its_six_fields() {
        let text = text();
        assert!(text.lines().count() > 190);
        assert!(text.lines().all(|line| line.split('\t').filter(|field| !field.is_empty()).count() == 6));
        assert_eq!(
            text.lines().find(|line| line.starts_with("claim\tnonce\t")),
            Some(
                "claim\tnonce\tpublic\tnonce\tA value used once, which stops replay: the client's in an ID token, the server's in a DPoP proof, the verifier's in a key binding.\tOpenID Connect Core 1.0 section 2"
            )
        );
        assert!(text.lines().any(|line| line.starts_with("header\tjwk\tregistered\tpublic key\t")));
        assert!(text.lines().any(|line| line.starts_with("claim\tcustom:*\tprivate\tcustom attribute\t")));
    }
}
