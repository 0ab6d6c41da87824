//! Who may use whom. Crates: the table below. Modules of the engine: a module uses only modules that `lib.rs` names
//! above it. Tests may use everything.

use super::{Source, breach};

/// Each crate of ours with the crates of ours that it may depend on, tests aside.
const ARROWS: &[(&str, &[&str])] = &[
    ("jotsmith", &[]),
    ("jotsmith-audit", &["jotsmith"]),
    ("jotsmith-cli", &["jotsmith", "jotsmith-audit"]),
    ("jotsmith-web", &["jotsmith"]),
    ("testkit", &[]),
    ("xtask", &[]),
];

const ENGINE: &str = "crates/jotsmith/src/";

/// The dependencies in every manifest.
pub(super) fn crates(sources: &[Source]) -> Vec<String> {
    sources.iter().filter(|source| source.path.ends_with("/Cargo.toml")).flat_map(manifest).collect()
}

fn manifest(source: &Source) -> Vec<String> {
    let folder = source.path.trim_end_matches("/Cargo.toml");
    let name = folder.rsplit('/').next().unwrap_or(folder);
    if folder == "fuzz" || folder == "bench" {
        return Vec::new();
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        return vec![breach(
            source,
            0,
            &format!("the crate {name} is not in the table of xtask/src/tidy/arrows.rs"),
        )];
    };
    let mut breaches = Vec::new();
    let mut counts = false;
    for (number, line) in source.content.lines().enumerate() {
        if line.starts_with('[') {
            counts = line.ends_with("dependencies]") && !line.ends_with("dev-dependencies]");
            continue;
        }
        let dependency = line.split(['.', '=', ' ']).next().unwrap_or_default();
        let ours = ARROWS.iter().any(|(known, _)| *known == dependency);
        if counts && ours && !allowed.contains(&dependency) {
            breaches.push(breach(source, number, &format!("{name} may not depend on {dependency}")));
        }
    }
    breaches
}

/// The use of modules in every file of the engine.
pub(super) fn modules(sources: &[Source]) -> Vec<String> {
    let Some(root) = sources.iter().find(|source| source.path == format!("{ENGINE}lib.rs")) else {
        return Vec::new();
    };
    let order: Vec<&str> = root.content.lines().filter_map(declared).collect();
    let files = sources.iter().filter(|source| source.path.starts_with(ENGINE) && source.is("rs"));
    files.flat_map(|source| uses(source, &order)).collect()
}

/// The module that a line of `lib.rs` declares.
fn declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub ")).unwrap_or(line);
    line.strip_prefix("mod ")?.strip_suffix(';')
}

fn uses(source: &Source, order: &[&str]) -> Vec<String> {
    let inner = source.path.strip_prefix(ENGINE).unwrap_or_default();
    let own = inner.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    let Some(place) = order.iter().position(|module| *module == own) else {
        return Vec::new();
    };
    if inner.ends_with("tests.rs") || inner.contains("/tests/") {
        return Vec::new();
    }
    // In the file of a module itself, `super` is the crate.
    let is_root = inner.ends_with("/mod.rs") && inner.matches('/').count() == 1 || !inner.contains('/');
    let mut breaches = Vec::new();
    let code = source.content.split("#[cfg(test)]").next().unwrap_or_default();
    let whole: Vec<&str> = code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    for (number, line) in whole.iter().enumerate() {
        // A group may go over several lines.
        let rest = whole.get(number + 1..).unwrap_or_default().join("\n");
        for prefix in ["crate::", "super::"] {
            if prefix == "super::" && !is_root {
                continue;
            }
            for (at, _) in line.match_indices(prefix) {
                let after = format!("{}\n{rest}", line.get(at + prefix.len()..).unwrap_or_default());
                for used in first_names(&after) {
                    if order.iter().position(|module| *module == used).is_some_and(|found| found > place) {
                        let sentence = format!("{own} stands above {used} in lib.rs and may not use it");
                        breaches.push(breach(source, number, &sentence));
                    }
                }
            }
        }
    }
    breaches
}

/// The first name of a path, or of each path in a group.
fn first_names(text: &str) -> Vec<&str> {
    let Some(group) = text.strip_prefix('{') else {
        return vec![name(text)];
    };
    let mut names = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                names.push(name(group.get(start..at).unwrap_or_default().trim()));
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> &str {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    const LIB: &str = "//! Engine.\npub mod text;\n\npub mod json;\nmod crypto;\npub(crate) mod verify;\n";

    fn breaches(path: &str, content: &str) -> Vec<String> {
        modules(&[sample("crates/jotsmith/src/lib.rs", LIB), sample(path, content)])
    }

    #[test]
    fn a_module_may_not_use_one_below_it() {
        assert_eq!(
            breaches("crates/jotsmith/src/json/parse.rs", "//! x\nuse crate::verify::Verifier;\n"),
            ["crates/jotsmith/src/json/parse.rs:2: json stands above verify in lib.rs and may not use it"]
        );
    }

    #[test]
    fn groups_over_several_lines_are_read() {
        assert_eq!(
            breaches("crates/jotsmith/src/json/mod.rs", "use crate::{\n    text::{a, b},\n    crypto,\n};\n"),
            ["crates/jotsmith/src/json/mod.rs:1: json stands above crypto in lib.rs and may not use it"]
        );
    }

    #[test]
    fn super_in_the_file_of_a_module_is_the_crate() {
        assert_eq!(
            breaches("crates/jotsmith/src/text/mod.rs", "use super::json;\n"),
            ["crates/jotsmith/src/text/mod.rs:1: text stands above json in lib.rs and may not use it"]
        );
        assert_eq!(breaches("crates/jotsmith/src/text/time.rs", "use super::json;\n"), [""; 0]);
    }

    #[test]
    fn modules_above_comments_and_tests_are_free() {
        let content =
            "//! See crate::verify.\nuse crate::text;\n#[cfg(test)]\nmod tests { use crate::verify; }\n";
        assert_eq!(breaches("crates/jotsmith/src/json/mod.rs", content), [""; 0]);
        assert_eq!(breaches("crates/jotsmith/src/json/tests.rs", "use crate::verify;\n"), [""; 0]);
    }

    #[test]
    fn the_engine_depends_on_nothing_of_ours() {
        let manifest =
            "[dependencies]\njotsmith-cli.workspace = true\n[dev-dependencies]\ntestkit.workspace = true\n";
        assert_eq!(
            crates(&[sample("crates/jotsmith/Cargo.toml", manifest)]),
            ["crates/jotsmith/Cargo.toml:2: jotsmith may not depend on jotsmith-cli"]
        );
    }

    #[test]
    fn a_new_crate_needs_its_row() {
        assert_eq!(
            crates(&[sample("crates/novel/Cargo.toml", "[package]\n")]),
            ["crates/novel/Cargo.toml:1: the crate novel is not in the table of xtask/src/tidy/arrows.rs"]
        );
    }
}
