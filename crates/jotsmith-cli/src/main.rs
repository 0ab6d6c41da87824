//! The command line of Jotsmith: words in, one call of the engine, rendering out.
//!
//! Here the words become a verb, and its end an exit code. What a verb does is `verb/`, what it takes is `args/`, what it
//! shows is `render/`; files, streams and the clock are behind `input.rs`, `output.rs` and `clock.rs`.

mod args;
mod clock;
mod exit;
mod input;
mod lines;
mod output;
mod render;
mod verb;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::exit::{Exit, Failure};
use crate::output::{Color, Io};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith decode --in token.jwt
  $ jotsmith inspect --secret env:S --in token.jwt
  $ jotsmith verify --key @api.pub.pem --issuer https://auth.example.com \\
      --any-audience --in es256.jwt
  $ jotsmith sign --secret @secret.bin --exp +15m -c sub=u_42
  $ jotsmith key generate --alg ES256";

/// JSON Web Tokens: make, read, check and explain; safe by default
#[derive(Parser)]
#[command(name = "jotsmith", version, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Cli {
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    color: Color,

    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    Decode(verb::decode::Args),
    Inspect(Box<verb::inspect::Args>),
    Verify(Box<verb::verify::Args>),
    #[command(visible_alias = "encode")]
    Sign(Box<verb::sign::Args>),
    Present(verb::present::Args),
    Encrypt(Box<verb::encrypt::Args>),
    Decrypt(verb::decrypt::Args),
    /// Make, show and convert keys
    #[command(subcommand, arg_required_else_help = true)]
    Key(verb::key::Verb),
    /// Look into a set of keys and change it
    #[command(subcommand, arg_required_else_help = true)]
    Jwks(verb::jwks::Verb),
    App(verb::app::Args),
    Scan(verb::scan::Args),
    Explain(verb::explain::Args),
    Schema(verb::schema::Args),
    Completions(verb::completions::Args),
    Manual(verb::manual::Args),
    /// Print the help of every verb as one document
    #[command(hide = true)]
    HelpMarkdown,
}

fn main() -> ExitCode {
    let exit = match parsed() {
        Ok(cli) => run(cli),
        Err(unread) => unread,
    };
    ExitCode::from(exit.code())
}

/// The words as they were meant; an exit where they ask for help, or mean nothing.
fn parsed() -> Result<Cli, Exit> {
    let mut command = Cli::command();
    let mut io = Io::of_process(Color::Auto);
    let fail = |failure: Failure| told(&failure, &mut Io::of_process(Color::Auto));
    let matches = match command.try_get_matches_from_mut(std::env::args_os()) {
        Ok(matches) => matches,
        Err(asked) if !asked.use_stderr() || is_help(&asked) => {
            let help = asked.render();
            let text = if io.product_paint() == render::paint::Paint::On {
                help.ansi().to_string()
            } else {
                help.to_string()
            };
            return Err(io.product(text.as_bytes()).map_or_else(fail, |()| Exit::Fine));
        }
        Err(unread) => return Err(fail(args::usage::failure(&unread))),
    };
    args::check_one_stdin(&command, &matches).map_err(fail)?;
    Cli::from_arg_matches(&matches).map_err(|unread| fail(args::usage::failure(&unread)))
}

fn is_help(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

fn run(cli: Cli) -> Exit {
    let io = &mut Io::of_process(cli.color);
    let ended = match cli.verb {
        None => {
            io.product_line(&format!("{EXAMPLES}\n\njotsmith --help lists the verbs.")).map(|()| Exit::Fine)
        }
        Some(Verb::Decode(args)) => verb::decode::run(&args, io),
        Some(Verb::Inspect(args)) => verb::inspect::run(&args, io),
        Some(Verb::Verify(args)) => verb::verify::run(&args, io),
        Some(Verb::Sign(args)) => verb::sign::run(&args, io),
        Some(Verb::Present(args)) => verb::present::run(&args, io),
        Some(Verb::Encrypt(args)) => verb::encrypt::run(&args, io),
        Some(Verb::Decrypt(args)) => verb::decrypt::run(&args, io),
        Some(Verb::Key(verb)) => verb::key::run(&verb, io),
        Some(Verb::Jwks(verb)) => verb::jwks::run(&verb, io),
        Some(Verb::App(args)) => verb::app::run(&args, io),
        Some(Verb::Scan(args)) => verb::scan::run(&args, io),
        Some(Verb::Explain(args)) => verb::explain::run(&args, io),
        Some(Verb::Schema(args)) => verb::schema::run(&args, io),
        Some(Verb::Manual(args)) => verb::manual::run(&args, io),
        Some(Verb::Completions(args)) => verb::completions::run(&args, io),
        Some(Verb::HelpMarkdown) => verb::help_markdown::run(io),
    };
    ended.unwrap_or_else(|failure| told(&failure, io))
}

/// Says what ended the run, and gives its code.
fn told(failure: &Failure, io: &mut Io) -> Exit {
    io.talk(&io.talk_paint().bad(&failure.message));
    io.talk(&format!("  {}", failure.remedy));
    failure.exit
}
