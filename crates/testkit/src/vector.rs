//! The loader of our own vectors: `tests/vectors/defects` and `tests/vectors/states`.
//!
//! A vector is a text file: lines `name: value` that say what must happen, an empty line, then the input. In the
//! input `{{TEXT*COUNT}}` stands for a text repeated, so that a token of 2 MB is a line. One final newline is dropped.
#![expect(
    clippy::panic,
    clippy::disallowed_methods,
    clippy::missing_panics_doc,
    reason = "development only: a vector that cannot be read ends the test"
)]

use std::path::{Path, PathBuf};

/// One vector.
#[derive(Clone, Debug)]
pub struct Vector {
    /// The file's name without its ending.
    pub name: String,
    fields: Vec<(String, String)>,
    /// The input.
    pub input: String,
}

impl Vector {
    /// The value of a field; where it stands several times, the first.
    pub fn field<'v>(&'v self, name: &'v str) -> Option<&'v str> {
        self.fields(name).next()
    }

    /// Every value of a field.
    pub fn fields<'v>(&'v self, name: &'v str) -> impl Iterator<Item = &'v str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn parse(name: &str, text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let fields = head.lines().map(|line| {
            let (field, value) =
                line.split_once(": ").unwrap_or_else(|| panic!("{name}: no field in {line:?}"));
            (field.to_owned(), value.to_owned())
        });
        let input = body.strip_suffix('\n').unwrap_or(body);
        Self { name: name.into(), fields: fields.collect(), input: expanded(input) }
    }
}

/// The folder of the vectors.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

/// All vectors of a folder, by name. There is at least one: a loop over none proves nothing.
pub fn vectors(under: &str) -> Vec<Vector> {
    let folder = folder().join(under);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no vectors under {under}");
    let load = |path: &PathBuf| {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        Vector::parse(name, &text)
    };
    paths.iter().map(load).collect()
}

/// The input with every `{{TEXT*COUNT}}` written out.
fn expanded(input: &str) -> String {
    let mut out = String::new();
    let mut rest = input;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, after) = after.split_once("}}").unwrap_or_else(|| panic!("an open {{{{ in {before}"));
        let (text, count) = inside.rsplit_once('*').unwrap_or_else(|| panic!("no count in {inside}"));
        out.push_str(before);
        out.push_str(&text.repeat(count.parse().unwrap_or_else(|fault| panic!("{inside}: {fault}"))));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_fields_and_writes_repeats_out() {
        let vector = Vector::parse("x", "strict: a at 1\nkey: k: v\nkey: l\n\nab{{cd*3}}e\n");
        assert_eq!((vector.field("strict"), vector.input.as_str()), (Some("a at 1"), "abcdcdcde"));
        assert_eq!(vector.fields("key").collect::<Vec<_>>(), ["k: v", "l"]);
    }
}
