//! What the argument parser found wrong, in our words: what is wrong, and the nearest right flag.
//!
//! Words that were typed are escaped and cut, because a secret may stand in the wrong place.

use core::fmt;
use std::error::Error;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use jotsmith::reason::escape::{quoted, visible};

use crate::exit::Failure;

/// Why a flag cannot take its value, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unfit {
    /// The end of a sentence, without its full stop.
    pub(crate) what: String,
    /// What to do now.
    pub(crate) remedy: String,
}

impl Unfit {
    /// What is wrong, and what to do.
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for Unfit {}

/// The failure of a command line that could not be read.
#[expect(clippy::wildcard_enum_match_arm, reason = "the parser's own words serve where we have none")]
pub(crate) fn failure(error: &clap::Error) -> Failure {
    let arg = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => {
            format!("There is no flag {} here.", quoted(&arg))
        }
        ErrorKind::UnknownArgument => format!("The word {} is one too many.", quoted(&arg)),
        ErrorKind::InvalidSubcommand => {
            let verb = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("There is no verb {}.", quoted(&verb))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} needs a value."),
        ErrorKind::InvalidValue => format!("{} is no value for {arg}.", quoted(&value)),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|source| format!(": {source}")).unwrap_or_default();
            format!("{arg} was given a value that it cannot take{why}.")
        }
        ErrorKind::MissingRequiredArgument => format!("This is missing: {arg}."),
        ErrorKind::ArgumentConflict => match text(error, ContextKind::PriorArg) {
            Some(prior) if prior == arg => format!("{arg} stands twice."),
            Some(prior) => format!("{arg} and {prior} do not go together."),
            None => format!("{arg} does not go with the others."),
        },
        ErrorKind::InvalidUtf8 => "The command line holds bytes that are no UTF-8.".to_owned(),
        kind => format!("The command line cannot be read: {kind}."),
    };
    Failure::usage(message, remedy(error))
}

fn remedy(error: &clap::Error) -> String {
    if let Some(unfit) = error.source().and_then(<dyn Error>::downcast_ref::<Unfit>) {
        return unfit.remedy.clone();
    }
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(meant) = suggested.into_iter().find_map(|kind| text(error, kind)) {
        return format!("Did you mean {meant}?");
    }
    let valid = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    if let Some(list) = valid.into_iter().find_map(|kind| text(error, kind)) {
        return format!("Write one of {list}.");
    }
    match text(error, ContextKind::Usage) {
        Some(usage) => usage.split_whitespace().collect::<Vec<_>>().join(" "),
        None => "The flag --help shows what there is.".into(),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "nothing else is text")]
fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(visible(text)),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(visible(&texts.join(", "))),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}
