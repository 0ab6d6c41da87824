//! `explain`: what a reason code means, and what to do about it. The words are the catalogue's.

use jotsmith::json::Writer;
use jotsmith::reason::catalogue::ROWS;
use jotsmith::reason::escape::quoted;
use jotsmith::reason::{Code, Row};

use crate::exit::{Exit, Failure};
use crate::output::Io;
use crate::render;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith explain token-expired
  $ jotsmith explain --json alg-none
  $ jotsmith explain --all";

/// Explain a reason code, such as token-expired
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The code
    #[arg(value_name = "CODE", required_unless_present = "all")]
    code: Option<String>,

    /// List every code
    #[arg(long, conflicts_with = "code")]
    all: bool,

    /// Write a document of it
    #[arg(long, requires = "all", conflicts_with = "json")]
    markdown: bool,

    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let rows = match args.code.as_deref() {
        Some(name) => vec![Code::named(name).ok_or_else(|| unknown(name))?.row()],
        None => ROWS.iter().collect(),
    };
    let text = match (args.json, args.markdown, args.all) {
        (true, _, _) => json(&rows),
        (_, true, _) => render::reason::document(&rows),
        (_, _, true) => render::reason::list(&rows, io.product_paint()),
        (_, _, _) => rows.into_iter().map(|row| render::reason::page(row, io.product_paint())).collect(),
    };
    io.product(text.as_bytes())?;
    Ok(Exit::Fine)
}

fn unknown(name: &str) -> Failure {
    let near = ROWS.iter().map(|row| row.name).min_by_key(|known| distance(known, name));
    let near = near.filter(|known| distance(known, name) <= name.len() / 2);
    let remedy = near
        .map_or_else(|| "jotsmith explain --all lists them.".into(), |near| format!("Did you mean {near}?"));
    Failure::usage(format!("There is no code {}.", quoted(name)), remedy)
}

/// How many letters must be added, taken or changed to make one word the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        for (place, wanted) in row.iter_mut().zip(std::iter::once(None).chain(other.iter().map(Some))) {
            let above = *place;
            if let Some(wanted) = wanted {
                left = (above + 1).min(left + 1).min(diagonal + usize::from(*wanted != letter));
            }
            diagonal = above;
            *place = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn json(rows: &[&Row]) -> String {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.reasons/1");
        w.name("reasons").array(|w| {
            for row in rows {
                w.object(|w| {
                    w.name("code").string(row.name);
                    w.name("question").string(row.question.as_str());
                    w.name("severity").string(row.severity.as_str());
                    w.name("exit").number(row.exit);
                    w.name("source").string(row.source);
                    w.name("condition").string(row.condition);
                    w.name("remedy").string(&render::reason::plain(row.remedy));
                });
            }
        });
    });
    format!("{}\n", w.into_text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_code_is_suggested() {
        assert_eq!(distance("token-expired", "token-expird"), 1);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        let failure = unknown("token-expird");
        assert_eq!(failure.message, "There is no code \"token-expird\".");
        assert_eq!(failure.remedy, "Did you mean token-expired?");
        assert_eq!(unknown("zzz").remedy, "jotsmith explain --all lists them.");
    }
}
