//! `manual`: the man pages, made from the flags themselves, so that they never say something else.

use std::path::PathBuf;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use jotsmith::json::Writer;
use jotsmith::reason::escape::quoted;

use crate::args::out::out_path;
use crate::exit::{Exit, Failure};
use crate::output::{Existing, Io, Readers, make_folder, write_file};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith manual verify
  $ jotsmith manual --out man/man1";

/// Print a man page, or write all of them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The verb, such as verify, or key-generate; the page of the program unless said
    #[arg(value_name = "VERB")]
    verb: Option<String>,

    /// Write every page to this folder, which is made if it is not there
    #[arg(long, value_name = "FOLDER", conflicts_with = "verb", value_parser = out_path())]
    out: Option<PathBuf>,

    /// Replace pages that are there already
    #[arg(long, requires = "out")]
    force: bool,

    /// Print it as JSON; without a verb, every page
    #[arg(long, conflicts_with = "out")]
    json: bool,
}

/// One page.
struct Page {
    /// Its name without the section: `jotsmith-key-generate`.
    name: String,
    /// As roff.
    text: Vec<u8>,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let pages = pages()?;
    if let Some(folder) = &args.out {
        make_folder(folder)?;
        let existing = if args.force { Existing::Replace } else { Existing::Keep };
        for page in &pages {
            write_file(&folder.join(format!("{}.1", page.name)), &page.text, Readers::Anyone, existing)?;
        }
        io.talk(&format!("{} pages written.", pages.len()));
        return Ok(Exit::Fine);
    }
    let wanted = args.verb.as_deref().map(|verb| format!("jotsmith-{}", verb.replace(' ', "-")));
    let chosen: Vec<&Page> = match (&wanted, args.json) {
        (None, true) => pages.iter().collect(),
        (None, false) => pages.iter().filter(|page| page.name == "jotsmith").collect(),
        (Some(wanted), _) => pages.iter().filter(|page| page.name == *wanted).collect(),
    };
    if let (true, Some(verb)) = (chosen.is_empty(), &args.verb) {
        return Err(Failure::usage(
            format!("There is no verb {}.", quoted(verb)),
            "The flag --help lists them; write key-generate for key generate.",
        ));
    }
    if args.json {
        io.product_line(&json(&chosen))?;
    } else {
        chosen.iter().try_for_each(|page| io.product(&page.text))?;
    }
    Ok(Exit::Fine)
}

/// Every page, that of the program first.
fn pages() -> Result<Vec<Page>, Failure> {
    let mut command = crate::Cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    collect(&command, "jotsmith", &mut pages)?;
    Ok(pages)
}

fn collect(command: &Command, name: &str, pages: &mut Vec<Page>) -> Result<(), Failure> {
    let mut text = Vec::new();
    let page = Man::new(command.clone())
        .title(name.to_uppercase())
        .source(format!("jotsmith {}", env!("CARGO_PKG_VERSION")))
        .manual("Jotsmith");
    page.render(&mut text).map_err(|fault| {
        Failure::new(
            Exit::InputOutput,
            format!("Cannot make the page {name}: {}.", fault.kind()),
            "Report it, please.",
        )
    })?;
    pages.push(Page { name: name.to_owned(), text });
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        collect(inner, &format!("{name}-{}", inner.get_name()), pages)?;
    }
    Ok(())
}

fn json(pages: &[&Page]) -> String {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.manual/1");
        w.name("pages").array(|w| {
            for page in pages {
                w.object(|w| {
                    w.name("name").string(&page.name);
                    w.name("roff").string(&String::from_utf8_lossy(&page.text));
                });
            }
        });
    });
    w.into_text()
}
