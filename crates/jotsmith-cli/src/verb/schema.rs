//! `schema`: the JSON Schema of a form that comes out, as the engine and the command line keep it.

use jotsmith::json::Writer;
use jotsmith::reason::escape::quoted;

use crate::exit::{Exit, Failure};
use crate::output::Io;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith schema
  $ jotsmith schema verdict";

/// The command line's own forms, each with its schema. Those of the engine are [`jotsmith::schema::SCHEMAS`].
const OWN: &[(&str, &str)] = &[
    ("completions", include_str!("../../schema/completions.json")),
    ("decrypted", include_str!("../../schema/decrypted.json")),
    ("encrypted", include_str!("../../schema/encrypted.json")),
    ("key", include_str!("../../schema/key.json")),
    ("manual", include_str!("../../schema/manual.json")),
    ("match", include_str!("../../schema/match.json")),
    ("page", include_str!("../../schema/page.json")),
    ("presented", include_str!("../../schema/presented.json")),
    ("reasons", include_str!("../../schema/reasons.json")),
    ("schemas", include_str!("../../schema/schemas.json")),
    ("signed", include_str!("../../schema/signed.json")),
    ("thumbprint", include_str!("../../schema/thumbprint.json")),
];

/// Each form by its name.
fn schemas() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    jotsmith::schema::SCHEMAS.iter().chain(jotsmith_audit::SCHEMAS).chain(OWN)
}

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
    let names = || schemas().map(|(name, _)| *name);
    match args.name.as_deref() {
        Some(wanted) => {
            let Some((_, schema)) = schemas().find(|(name, _)| *name == wanted) else {
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
