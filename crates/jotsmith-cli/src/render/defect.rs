//! Defects of a token for people: the sentence, the place under the text, what to do now.

use jotsmith::inspect::Layer;
use jotsmith::reason::escape::visible;
use jotsmith::reason::{Code, Reason, Severity};

use super::paint::Paint;

/// Characters of the text that are shown on each side of a place.
const AROUND: usize = 32;

/// The defects that are worth a person's time, each with its place in `text`.
pub(crate) fn talk(layer: &Layer, text: &str, paint: Paint) -> String {
    let mut lines: Vec<String> = Vec::new();
    for defect in worth_telling(&layer.defects) {
        let sentence = defect.to_string();
        let shown = if lines.is_empty()
            && layer.foreign.is_none()
            && !layer.reading.parts.is_empty()
            && defect.severity() == Severity::Error
        {
            "What could be read is shown. "
        } else {
            ""
        };
        lines.push(if defect.severity() == Severity::Error {
            paint.bad(&sentence)
        } else {
            paint.warn(&sentence)
        });
        lines.extend(excerpt(defect, text));
        lines.push(format!("  {shown}{}", defect.remedy()));
    }
    lines.join("\n")
}

/// The same beside a verdict, which has said already that a text is no token at all.
pub(crate) fn beside_verdict(layer: &Layer, text: &str, paint: Paint) -> String {
    let is_token = layer.foreign.is_none() && !layer.reading.parts.is_empty();
    if is_token { talk(layer, text, paint) } else { String::new() }
}

/// Where a foreign character stands, what follows from it is not said as well: that the JSON ends, that bits are left
/// over, that dots are missing.
fn worth_telling(defects: &[Reason]) -> Vec<&Reason> {
    let follows = |code: Code| {
        matches!(
            code,
            Code::Base64urlUnusedBits
                | Code::HintTruncated
                | Code::JsonSyntax
                | Code::NotAToken
                | Code::PartCount
                | Code::Utf8Invalid
        )
    };
    let foreign = defects.iter().any(|defect| defect.code() == Code::Base64urlAlphabet);
    defects.iter().filter(|defect| !(foreign && follows(defect.code()))).collect()
}

/// The text around the place and a mark under it; nothing where the place is the whole text.
fn excerpt(defect: &Reason, text: &str) -> Vec<String> {
    let Some(span) = defect.place().and_then(|place| place.span) else { return Vec::new() };
    let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.start..)) else {
        return Vec::new();
    };
    if span.start == 0 && span.end >= text.len() {
        return Vec::new();
    }
    let skipped = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skipped).collect();
    let shown: String = after.chars().take(AROUND).collect();
    let (lead, trail) =
        (if skipped > 0 { "…" } else { "" }, if shown.len() < after.len() { "…" } else { "" });
    let before = format!("{lead}{}", visible(&before));
    let marked = text.get(span.start..span.end).map_or(1, |marked| visible(marked).chars().count());
    let marks = "^".repeat(marked.clamp(1, AROUND));
    vec![
        format!("  {before}{}{trail}", visible(&shown)),
        format!("  {}{marks}", " ".repeat(before.chars().count())),
    ]
}
