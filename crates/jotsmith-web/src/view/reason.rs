//! A reason as the page shows it, with the piece of the text around its place where that helps: a character that does
//! not belong is found by the eye, an expired time is not.

use jotsmith::json;
use jotsmith::reason::escape::visible;
use jotsmith::reason::{Part, Question, Reason};

use super::Given;
use crate::answer::{Excerpt, ReasonView};
use crate::edit;
use crate::limits::{EXCERPT_CHARACTERS, EXCERPT_SPAN_BYTES};
use crate::offsets::{Offsets, units};

/// A reason whose place is in the text as given.
pub(crate) fn view(reason: &Reason, given: &Given<'_>) -> ReasonView {
    let mut view = elsewhere(reason);
    let span =
        reason.place().filter(|place| !matches!(place.part, Part::Key(_))).and_then(|place| place.span);
    view.span = span.map(|span| given.units(span));
    if reason.question() == Question::Form {
        view.excerpt =
            span.filter(|span| span.len() <= EXCERPT_SPAN_BYTES).map(|span| excerpt(given.text, span.start));
    }
    view
}

/// A reason whose place is in a JSON text that the page sent, such as claims to be signed: where the text stops being
/// JSON, else the member that the reason names.
pub(crate) fn of_json(reason: &Reason, json_text: &str) -> ReasonView {
    let mut view = elsewhere(reason);
    let fault = json::parse(json_text.as_bytes()).err().map(|fault| fault.span);
    let member = || edit::located(json_text, reason.place()?.pointer.as_deref()?);
    if let Some(span) = fault.or_else(member) {
        view.span = Some(Offsets::new(json_text).units(span));
        view.excerpt = Some(excerpt(json_text, span.start));
    }
    view
}

/// A reason whose place is in no text that the page shows.
pub(crate) fn elsewhere(reason: &Reason) -> ReasonView {
    let place = reason.place();
    ReasonView {
        code: reason.code().as_str().into(),
        question: reason.question().as_str().into(),
        severity: reason.severity().as_str().into(),
        message: reason.to_string(),
        remedy: reason.remedy(),
        source: reason.source().into(),
        part: place.map(|place| place.part.to_string()),
        pointer: place.and_then(|place| place.pointer.as_deref()).map(visible),
        span: None,
        excerpt: None,
    }
}

/// The line around the byte `at`, cut to a few characters on either side.
fn excerpt(text: &str, at: usize) -> Excerpt {
    let at = text.floor_char_boundary(at);
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let line_before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let line_after = after.split(['\n', '\r']).next().unwrap_or_default();
    let cut_before =
        line_before.char_indices().rev().nth(EXCERPT_CHARACTERS - 1).map_or(0, |(index, _)| index);
    let cut_after =
        line_after.char_indices().nth(EXCERPT_CHARACTERS).map_or(line_after.len(), |(index, _)| index);
    let mut shown = String::new();
    if cut_before > 0 {
        shown.push('…');
    }
    shown.push_str(&visible(line_before.get(cut_before..).unwrap_or_default()));
    let caret = units(&shown);
    shown.push_str(&visible(line_after.get(..cut_after).unwrap_or_default()));
    if cut_after < line_after.len() {
        shown.push('…');
    }
    Excerpt { text: shown, caret }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt with a caret in it, as it is shown in two lines.
    fn shown(text: &str, at: usize) -> String {
        let Excerpt { text, caret } = excerpt(text, at);
        let units: Vec<u16> = text.encode_utf16().collect();
        format!("{}^{}", String::from_utf16_lossy(&units[..caret]), String::from_utf16_lossy(&units[caret..]))
    }

    #[test]
    fn shows_a_short_line_whole() {
        assert_eq!(shown("eyJhbGciOi*", 10), "eyJhbGciOi^*");
        assert_eq!(shown("first\nabc*def\nlast", 9), "abc^*def");
        assert_eq!(shown("", 0), "^");
    }

    #[test]
    fn cuts_a_long_line_on_both_sides() {
        let text = format!("{}*{}", "a".repeat(50), "b".repeat(50));
        assert_eq!(shown(&text, 50), format!("…{}^*{}…", "a".repeat(30), "b".repeat(29)));
    }

    #[test]
    fn the_caret_counts_what_is_shown_and_not_what_was_read() {
        assert_eq!(shown("🔑\u{202e}x*", 8), "🔑\\u202ex^*");
        assert_eq!(excerpt("🔑x", 4).caret, 2);
    }
}
