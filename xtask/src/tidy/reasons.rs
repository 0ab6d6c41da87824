//! A row of the catalogue that is `of` a feature has no words in a build without it, so only what such a build leaves out
//! may raise its code: a sentence without words would stand on the page.

use super::{Source, breach};

const CATALOGUE: &str = "crates/jotsmith/src/reason/catalogue.rs";

/// The engine, whose files are left out by features.
const ENGINE: &str = "crates/jotsmith/src/";

/// Which files each feature has alone, as `mod` lines of the engine say.
const FILES: &[(&str, &[&str])] = &[
    ("jwe", &["jwe/", "token/encrypted.rs", "verify/encrypted.rs"]),
    ("diagnosis", &["diagnose/"]),
    ("key-files", &["key/chain.rs", "key/locked.rs", "key/openssh/"]),
    ("policy", &["policy/"]),
    ("profiles", &["profile/"]),
    // Encryption and the profiles bring the serializations along.
    (
        "serializations",
        &[
            "jws/serialize.rs",
            "profile/",
            "token/encrypted.rs",
            "token/serialization/",
            "verify/serialized.rs",
        ],
    ),
];

/// The codes of rows that are `of` a feature, raised where another build has the file too.
pub(super) fn check(sources: &[Source]) -> Vec<String> {
    let catalogue = sources.iter().find(|source| source.path == CATALOGUE);
    let rows = catalogue.into_iter().flat_map(|source| source.content.lines()).filter_map(row);
    let files = || {
        sources.iter().filter(|source| {
            source.path.starts_with(ENGINE) && source.path != CATALOGUE && !source.path.contains("tests")
        })
    };
    let raised = |(code, feature): (&str, &str)| {
        let own = FILES.iter().find(|(name, _)| *name == feature).map_or(&[][..], |(_, files)| files);
        let foreign = files().filter(move |source| {
            let inner = source.path.strip_prefix(ENGINE).unwrap_or_default();
            !own.iter().any(|file| inner.starts_with(file))
        });
        let sentence =
            format!("{code} has its words with the feature {feature} alone, which this file is not of");
        foreign
            .flat_map(|source| lines(source, code).map(move |line| (source, line)))
            .map(|(source, line)| breach(source, line, &sentence))
            .collect::<Vec<_>>()
    };
    rows.flat_map(raised).collect()
}

/// Code and feature of the first line of a row that is `of` one.
fn row(line: &str) -> Option<(&str, &str)> {
    let (head, feature) = line.strip_suffix('"')?.rsplit_once(" of \"")?;
    let code = head.split_whitespace().next()?;
    code.starts_with(|c: char| c.is_ascii_uppercase()).then_some((code, feature))
}

/// The lines that name a code, tests aside.
fn lines<'s>(source: &'s Source, code: &str) -> impl Iterator<Item = usize> + use<'s> {
    let name = format!("Code::{code}");
    let shipped = source.content.split("#[cfg(test)]").next().unwrap_or_default();
    let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let names = move |line: &str| line.split(name.as_str()).skip(1).any(|rest| !goes_on(rest));
    shipped.lines().enumerate().filter(move |(_, line)| names(line)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn words_of_a_feature_are_raised_by_its_files_alone() {
        let catalogue =
            "    JweZip \"jwe-zip\" Signature Error 1 \"RFC 7516\" of \"jwe\"\n        when \"x\"\n";
        let raising = |path: &str| {
            let sources = [
                sample(CATALOGUE, catalogue),
                sample(
                    &format!("{ENGINE}{path}"),
                    "\nReason::new(Code::JweZip)\nReason::new(Code::JweZipBomb)\n",
                ),
            ];
            check(&sources)
        };
        assert_eq!(raising("jwe/zip.rs"), Vec::<String>::new());
        let told = "JweZip has its words with the feature jwe alone, which this file is not of";
        assert_eq!(raising("jws/sign.rs"), [format!("{ENGINE}jws/sign.rs:2: {told}")]);
    }
}
