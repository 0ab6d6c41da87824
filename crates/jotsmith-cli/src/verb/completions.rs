//! `completions`: the script that completes verbs and flags in a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;
use jotsmith::json::Writer;

use crate::exit::{Exit, Failure};
use crate::output::Io;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith completions bash
  $ jotsmith completions zsh
  $ jotsmith completions fish";

/// Print the script that completes verbs and flags in a shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,

    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::Cli::command(), "jotsmith", &mut script);
    if args.json {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("schema").string("jotsmith.completions/1");
            w.name("shell").string(&args.shell.to_string());
            w.name("script").string(&String::from_utf8_lossy(&script));
        });
        io.product_line(&w.into_text())?;
    } else {
        io.product(&script)?;
    }
    Ok(Exit::Fine)
}
