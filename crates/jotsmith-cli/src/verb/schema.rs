//! `schema`: the JSON Schema of a form that comes out, as the engine and the command line keep it.

use jotsmith::json::Writer;
use jotsmith::reason::escape::quoted;

use crate::exit::{Exit, Failure};
use crate::output::Io;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith schema
  $ jotsmith schema verdict";

/// Each form by its name, with its schema. Those of the engine lie beside it; the others are the command line's own.
const SCHEMAS: &[(&str, &str)] = &[
    ("decode", include_str!("../../../jotsmith/schema/decode.json")),
    ("inspection", include_str!("../../../jotsmith/schema/inspection.json")),
    ("verdict", include_str!("../../../jotsmith/schema/verdict.json")),
    ("completions", include_str!("../../schema/completions.json")),
    ("key", include_str!("../../schema/key.json")),
    ("match", include_str!("../../schema/match.json")),
    ("page", include_str!("../../schema/page.json")),
    ("reasons", include_str!("../../schema/reasons.json")),
    ("schemas", include_str!("../../schema/schemas.json")),
    ("signed", include_str!("../../schema/signed.json")),
    ("thumbprint", include_str!("../../schema/thumbprint.json")),
];

/// Print the JSON Schema of a form that comes out, or list the forms
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The form: verdict for jotsmith.verdict/1
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// List the forms as JSON; a schema is JSON anyway
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let names = || SCHEMAS.iter().map(|(name, _)| *name);
    match args.name.as_deref() {
        Some(wanted) => {
            let Some((_, schema)) = SCHEMAS.iter().find(|(name, _)| *name == wanted) else {
                let list: Vec<&str> = names().collect();
                return Err(Failure::usage(
                    format!("There is no form {}.", quoted(wanted)),
                    format!("Write one of {}.", list.join(", ")),
                ));
            };
            io.product(schema.as_bytes())?;
        }
        None if args.json => {
            let mut w = Writer::new();
            w.object(|w| {
                w.name("schema").string("jotsmith.schemas/1");
                w.name("names").array(|w| names().for_each(|name| w.string(name)));
            });
            io.product_line(&w.into_text())?;
        }
        None => io.product_line(&names().collect::<Vec<_>>().join("\n"))?,
    }
    Ok(Exit::Fine)
}
