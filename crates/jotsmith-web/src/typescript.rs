//! The types of the boundary as TypeScript: `ui/src/engine-types.ts` is what these Rust types say, kept by a test.

use crate::answer::{
    AlgorithmView, Answer, CleaningView, Excerpt, FoundView, Inspection, JsonView, KeyView, PartView,
    QuestionView, ReasonView, RowView, SecretReadings, SignatureView, VerdictView,
};
use crate::inside::{BlockView, GroupView, Inside, LayerView};
use crate::request::{Checks, EditedPart, KeyForm, KeyReading, KeySource, Request, Waiver};
use std::fmt::Write as _;
use ts_rs::{Config, TS};

const OPENING: &str = "\
/* What the page and the engine say to each other. Generated from crates/jotsmith-web/src/request.rs and answer.rs by
   `cargo test -p jotsmith-web`; change those, not this file. */
";

/// The type with its documentation, as an exported declaration.
fn declare<T: TS>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    format!("\n{docs}export {}\n", T::decl(config)).replace(" \n", "\n")
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test keeps a file of the source tree")]
fn the_types_of_the_page_are_those_of_the_boundary() {
    let config = Config::new().with_large_int("number");
    let mut text = OPENING.to_owned();
    let declarations = [
        declare::<Request>(&config),
        declare::<Checks>(&config),
        declare::<Waiver>(&config),
        declare::<EditedPart>(&config),
        declare::<KeyReading>(&config),
        declare::<KeySource>(&config),
        declare::<KeyForm>(&config),
        declare::<Answer>(&config),
        declare::<Inspection>(&config),
        declare::<Inside>(&config),
        declare::<LayerView>(&config),
        declare::<GroupView>(&config),
        declare::<BlockView>(&config),
        declare::<VerdictView>(&config),
        declare::<QuestionView>(&config),
        declare::<ReasonView>(&config),
        declare::<Excerpt>(&config),
        declare::<FoundView>(&config),
        declare::<CleaningView>(&config),
        declare::<PartView>(&config),
        declare::<JsonView>(&config),
        declare::<RowView>(&config),
        declare::<SignatureView>(&config),
        declare::<KeyView>(&config),
        declare::<SecretReadings>(&config),
        declare::<AlgorithmView>(&config),
    ];
    for declaration in declarations {
        write!(text, "{declaration}").unwrap();
    }

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/engine-types.ts");
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    if kept != text {
        std::fs::write(path, &text).unwrap();
    }
    assert!(kept == text, "ui/src/engine-types.ts was stale and is written anew: commit it");
}
