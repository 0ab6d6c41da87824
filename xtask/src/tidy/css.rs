//! Style sheets: colours stand in `tokens.css` and nowhere else, so that both themes and their contrast are decided
//! in one place; no ids and no `!important`.

use super::{Source, breach};

/// Functions that make a colour, and the names that people type without thinking.
const COLOURS: &[&str] = &[
    "rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", ": white", ": black",
    ": red", ": gray", ": grey", ": silver", ": orange", ": green", ": blue", ": yellow",
];

pub(super) fn check(source: &Source) -> Vec<String> {
    if !source.is("css") || !source.path.contains("/ui/style/") {
        return Vec::new();
    }
    let is_tokens = source.path.ends_with("/tokens.css");
    let mut breaches = Vec::new();
    let mut in_comment = false;
    for (number, line) in source.content.lines().enumerate() {
        let code = without_comments(line, &mut in_comment);
        if !is_tokens && (COLOURS.iter().any(|colour| code.contains(colour)) || hash(&code, is_hex_colour)) {
            breaches.push(breach(source, number, "a colour: give it a name in tokens.css"));
        }
        if code.contains("!important") {
            breaches.push(breach(source, number, "!important: lower the other rule instead"));
        }
        if code.trim_end().ends_with(['{', ',']) && hash(&code, |word| !word.is_empty()) {
            breaches.push(breach(source, number, "an id as a selector: use a class"));
        }
    }
    breaches
}

/// Whether the word after some `#` is such a one.
fn hash(code: &str, is: impl Fn(&str) -> bool) -> bool {
    code.split('#').skip(1).any(|rest| {
        let end = rest
            .find(|character: char| !character.is_alphanumeric() && character != '-')
            .unwrap_or(rest.len());
        is(rest.get(..end).unwrap_or_default())
    })
}

fn is_hex_colour(word: &str) -> bool {
    matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|character| character.is_ascii_hexdigit())
}

fn without_comments(line: &str, in_comment: &mut bool) -> String {
    let mut code = String::new();
    let mut rest = line;
    loop {
        let (mark, length) = if *in_comment { ("*/", 2) } else { ("/*", 2) };
        let Some(at) = rest.find(mark) else { break };
        if !*in_comment {
            code.push_str(rest.get(..at).unwrap_or_default());
        }
        rest = rest.get(at + length..).unwrap_or_default();
        *in_comment = !*in_comment;
    }
    if !*in_comment {
        code.push_str(rest);
    }
    code
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    const SHEET: &str = "crates/jotsmith-web/ui/style/component/tab-list.css";

    #[test]
    fn colours_stand_in_the_tokens_only() {
        let colour = "a {\n  color: #fff;\n  background: rgb(0 0 0);\n}\n";
        assert_eq!(
            check(&sample(SHEET, colour)),
            [
                format!("{SHEET}:2: a colour: give it a name in tokens.css"),
                format!("{SHEET}:3: a colour: give it a name in tokens.css")
            ]
        );
        assert_eq!(check(&sample("crates/jotsmith-web/ui/style/tokens.css", colour)), [""; 0]);
        assert_eq!(check(&sample(SHEET, "/* was\n#fff */ a { color: var(--color-text); }\n")), [""; 0]);
    }

    #[test]
    fn ids_and_important_are_refused() {
        assert_eq!(
            check(&sample(SHEET, "#token-pane {\n")),
            [format!("{SHEET}:1: an id as a selector: use a class")]
        );
        let loud = "a {\n  margin: 0 !important;\n";
        assert_eq!(
            check(&sample(SHEET, loud)),
            [format!("{SHEET}:2: !important: lower the other rule instead")]
        );
    }
}
