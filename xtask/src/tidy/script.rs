//! TypeScript: the page decides nothing about tokens, and the type checker is not talked over. Strings and comments
//! are blanked first, so that only code counts.

use super::{Source, breach};

/// What no file may say, with what to do instead.
const NEVER: &[(&str, &str)] = &[
    ("innerHTML", "markup from text: build elements"),
    ("outerHTML", "markup from text: build elements"),
    ("insertAdjacentHTML", "markup from text: build elements"),
    ("dangerouslySetInnerHTML", "markup from text: build elements"),
    ("document.write", "markup from text: build elements"),
    ("atob(", "base64 is the engine's business"),
    ("btoa(", "base64 is the engine's business"),
    ("eval(", "no code from text"),
    ("new Function", "no code from text"),
];

/// What some files may say: the words, where, and what to do instead.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    ("JSON.parse", &["src/engine.ts", "src/state/prefs.ts"], "text is read by the engine"),
    ("localStorage", &["src/state/prefs.ts"], "only preferences are stored"),
    ("sessionStorage", &[], "nothing of a session is stored"),
    ("indexedDB", &[], "nothing is stored but preferences"),
    ("document.cookie", &[], "nothing is stored but preferences"),
    ("fetch(", &["src/sw.ts"], "the page contacts nobody"),
];

pub(super) fn check(source: &Source) -> Vec<String> {
    if !(source.is("ts") || source.is("tsx")) || source.path.ends_with(".d.ts") {
        return Vec::new();
    }
    let code = blanked(&source.content);
    let mut breaches = Vec::new();
    for (number, line) in code.lines().enumerate() {
        for (words, instead) in NEVER {
            if line.contains(words) {
                breaches.push(breach(source, number, &format!("{words}: {instead}")));
            }
        }
        for (words, places, instead) in ONLY_IN {
            if line.contains(words) && !places.iter().any(|place| source.path.ends_with(place)) {
                breaches.push(breach(source, number, &format!("{words}: {instead}")));
            }
        }
        let compares = [" < ", " > ", " <= ", " >= "].iter().any(|operator| line.contains(operator));
        if compares && (line.contains("Date.now") || words(line).any(|(word, _)| word == "exp")) {
            breaches.push(breach(source, number, "an instant compared: the engine decides about time"));
        }
    }
    breaches.extend(grammar(source, &code));
    breaches
}

/// Words that are wrong by their place: `as`, `any`, `enum`, `class`, default exports.
fn grammar(source: &Source, code: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut in_import = false;
    let mut before = "";
    for (number, line) in code.lines().enumerate() {
        for (word, rest) in words(line) {
            let opens = rest.trim_start();
            if word == "import"
                && !opens.starts_with('(')
                && !opens.starts_with('.')
                && !opens.starts_with(':')
            {
                in_import = true;
            }
            if word == "export" && (opens.starts_with('{') || opens.starts_with('*')) {
                in_import = true;
            }
            let fault = match word {
                "as" if !in_import && !opens.starts_with(['=', ':', '(']) && !opens.starts_with("const") => {
                    (!source.path.ends_with("src/engine.ts"))
                        .then_some("as: let the types agree, or check at run time")
                }
                "any" if is_type(line, rest) => Some("any: say what it is, or unknown"),
                "default" if before == "export" => Some("a default export: give it its name"),
                "enum" if opens.starts_with(char::is_uppercase) => Some("enum: use a union of texts"),
                "class"
                    if opens.starts_with(char::is_uppercase) && !opens.contains("extends HTMLElement") =>
                {
                    Some("class: use functions and signals")
                }
                _ => None,
            };
            if let Some(fault) = fault {
                breaches.push(breach(source, number, fault));
            }
            if in_import && (word == "from" || rest.starts_with(';')) {
                in_import = false;
            }
            before = word;
        }
        if line.contains(';') {
            in_import = false;
        }
    }
    breaches
}

/// Whether the word before `rest` stands where a type stands.
fn is_type(line: &str, rest: &str) -> bool {
    let before = line.get(..line.len() - rest.len()).unwrap_or_default().trim_end_matches("any").trim_end();
    before.ends_with([':', '<', '|', '&'])
        || before.ends_with(" as")
        || (before.ends_with([',', '=']) && rest.starts_with(['>', '[', ';']))
}

/// Each word of the line with what follows it.
fn words(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
    let mut rest = line;
    std::iter::from_fn(move || {
        let start = rest.find(is_word)?;
        let from = rest.get(start..)?;
        let end = from.find(|character| !is_word(character)).unwrap_or(from.len());
        rest = from.get(end..)?;
        Some((from.get(..end)?, rest))
    })
}

/// The code with every string, template and comment turned into spaces; line ends stay. An apostrophe in the text of
/// an element ends with its line.
fn blanked(content: &str) -> String {
    let mut code = String::with_capacity(content.len());
    let mut inside = Inside::Code;
    // The braces open in each `${` that is open.
    let mut templates: Vec<usize> = Vec::new();
    let mut characters = content.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let mut shown = ' ';
        match inside {
            Inside::Code => match (character, next) {
                ('/', Some('/')) => inside = Inside::Line,
                ('/', Some('*')) => inside = Inside::Block,
                ('"' | '\'', _) => inside = Inside::Text(character),
                ('`', _) => inside = Inside::Template,
                ('}', _) if templates.last() == Some(&0) => {
                    templates.pop();
                    inside = Inside::Template;
                }
                _ => {
                    if let Some(open) = templates.last_mut() {
                        match character {
                            '{' => *open += 1,
                            '}' => *open -= 1,
                            _ => {}
                        }
                    }
                    shown = character;
                }
            },
            Inside::Line if character == '\n' => inside = Inside::Code,
            Inside::Block if character == '*' && next == Some('/') => {
                characters.next();
                inside = Inside::Code;
            }
            Inside::Text(quote) if character == quote || character == '\n' => inside = Inside::Code,
            Inside::Template if character == '`' => inside = Inside::Code,
            Inside::Template if character == '$' && next == Some('{') => {
                characters.next();
                templates.push(0);
                inside = Inside::Code;
            }
            Inside::Text(_) | Inside::Template if character == '\\' => {
                characters.next();
            }
            Inside::Line | Inside::Block | Inside::Text(_) | Inside::Template => {}
        }
        code.push(if character == '\n' { '\n' } else { shown });
    }
    code
}

/// Where in a script a character stands.
#[derive(Clone, Copy)]
enum Inside {
    Block,
    Code,
    Line,
    Template,
    Text(char),
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    const FILE: &str = "crates/jotsmith-web/ui/src/tool/claims.tsx";

    fn sentences(content: &str) -> Vec<String> {
        let shown = check(&sample(FILE, content));
        shown.iter().map(|breach| breach.trim_start_matches(FILE).to_owned()).collect()
    }

    #[test]
    fn every_forbidden_word_is_found() {
        for (bad, sentence) in [
            ("bar.innerHTML = text;", ":1: innerHTML: markup from text: build elements"),
            ("const a = atob(text);", ":1: atob(: base64 is the engine's business"),
            ("const a = JSON.parse(text);", ":1: JSON.parse: text is read by the engine"),
            ("if (claim < Date.now() / 1000) x();", ":1: an instant compared: the engine decides about time"),
            ("if (claims.exp < now) x();", ":1: an instant compared: the engine decides about time"),
            ("localStorage.setItem(name, token);", ":1: localStorage: only preferences are stored"),
            ("const a = b as Verdict;", ":1: as: let the types agree, or check at run time"),
            ("export default Page;", ":1: a default export: give it its name"),
            ("const a: any = b;", ":1: any: say what it is, or unknown"),
            ("const a: Map<string, any> = b;", ":1: any: say what it is, or unknown"),
            ("enum State { Open }", ":1: enum: use a union of texts"),
            ("export class Store {}", ":1: class: use functions and signals"),
            ("await fetch(address);", ":1: fetch(: the page contacts nobody"),
        ] {
            assert_eq!(sentences(bad), [sentence], "{bad}");
        }
    }

    #[test]
    fn the_files_that_may_are_let_through() {
        assert_eq!(
            check(&sample("crates/jotsmith-web/ui/src/engine.ts", "JSON.parse(answer) as Answer;")),
            [""; 0]
        );
        assert_eq!(check(&sample("crates/jotsmith-web/ui/src/sw.ts", "await fetch(name);")), [""; 0]);
        assert_eq!(
            check(&sample("crates/jotsmith-web/ui/src/state/prefs.ts", "localStorage.getItem(name);")),
            [""; 0]
        );
    }

    #[test]
    fn names_texts_and_comments_are_no_breach() {
        for good in [
            "import { signal as make } from \"@preact/signals\";",
            "import * as core from \"jotsmith-core\";",
            "import {\n  one as two,\n} from \"./a.ts\";",
            "export { a as b } from \"./a.ts\";",
            "const modes = [\"a\", \"b\"] as const;",
            "const text = `as any ${name} as x`;",
            "// as any\n/* innerHTML\n atob( */",
            "const any = Promise.any(list);",
            "const a = <div class=\"Pane\">{x}</div>;",
            "const it = \"it as such\";",
        ] {
            assert_eq!(sentences(good), [""; 0], "{good}");
        }
    }

    #[test]
    fn code_inside_a_template_counts() {
        assert_eq!(
            sentences("const a = `x ${b as C} y`;"),
            [":1: as: let the types agree, or check at run time"]
        );
    }
}
