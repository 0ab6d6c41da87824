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

use std::mem::ManuallyDrop;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ArgMatches, Command, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::exit::{CODES, Exit, Failure};
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
#[command(name = "jotsmith", version, after_help = format!("{EXAMPLES}\n\n{CODES}"), max_term_width = 100)]
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

// The flags of a verb are made when it is called: making all flags of all verbs was a third of what a short run
// computes. So the list of verbs must have its lines from here, and a test holds them against the verbs' own.
#[derive(Subcommand)]
#[command(defer = true)]
enum Verb {
    /// Decode a token, or many, without verifying
    Decode(verb::decode::Args),
    /// Inspect a token: what it is, whether to accept it, and why
    Inspect(Box<verb::inspect::Args>),
    /// Verify a token, or many: exit 0 and its claims, or why not
    Verify(Box<verb::verify::Args>),
    /// Sign claims, or any payload
    #[command(visible_alias = "encode")]
    Sign(Box<verb::sign::Args>),
    /// Present an SD-JWT: disclose some of its claims, and no others
    Present(verb::present::Args),
    /// Encrypt bytes for whoever holds the key
    Encrypt(Box<verb::encrypt::Args>),
    /// Decrypt a token: exit 0 and what is inside, or why not
    Decrypt(verb::decrypt::Args),
    /// Make, show and convert keys
    #[command(subcommand, arg_required_else_help = true)]
    Key(verb::key::Verb),
    /// Look into a set of keys and change it
    #[command(subcommand, arg_required_else_help = true)]
    Jwks(verb::jwks::Verb),
    /// Open the page in the browser, write it to a file, or serve it on this machine
    App(verb::app::Args),
    /// Scan texts for tokens and other credentials, or redact them
    Scan(verb::scan::Args),
    /// Explain a reason code, such as token-expired
    Explain(verb::explain::Args),
    /// Print the JSON Schema of a form that comes out, or list the forms
    Schema(verb::schema::Args),
    /// Print the script that completes verbs and flags in a shell
    Completions(verb::completions::Args),
    /// Print a man page, or write all of them
    Manual(verb::manual::Args),
    /// Print the help of every verb as one document
    #[command(hide = true)]
    HelpMarkdown,
}

fn main() -> ExitCode {
    let exit = match parsed() {
        Ok(typed) => run(typed),
        Err(unread) => unread,
    };
    ExitCode::from(exit.code())
}

/// The words as they were meant, and as they were typed.
struct Typed {
    cli: Cli,
    // Taking the parser apart again costs a short run one part in thirty; the end of the process does it for nothing.
    command: ManuallyDrop<Command>,
    matches: ManuallyDrop<ArgMatches>,
}

/// The words as they were meant; an exit where they ask for help, or mean nothing.
fn parsed() -> Result<Typed, Exit> {
    let mut command = ManuallyDrop::new(Cli::command());
    let mut io = Io::of_process(Color::Auto);
    let fail = |failure: Failure| told(&failure, &mut Io::of_process(Color::Auto));
    let matches = match command.try_get_matches_from_mut(std::env::args_os()) {
        Ok(matches) => ManuallyDrop::new(matches),
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
    match Cli::from_arg_matches(&matches) {
        Ok(cli) => Ok(Typed { cli, command, matches }),
        Err(unread) => Err(fail(args::usage::failure(&unread))),
    }
}

fn is_help(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// Runs the verb, and says what ended it early.
fn run(Typed { cli, command, matches }: Typed) -> Exit {
    let io = &mut Io::of_process(cli.color);
    let (exit, said) = match called(cli.verb, io) {
        Ok(exit) => (exit, false),
        Err(failure) => (told(&failure, io), failure.remedy.contains("@FILE")),
    };
    if !said && matches!(exit, Exit::Key | Exit::Malformed | Exit::Rejected | Exit::Usage) {
        io.talk(&args::forgotten::hint(&command, &matches));
    }
    exit
}

fn called(verb: Option<Verb>, io: &mut Io) -> Result<Exit, Failure> {
    match verb {
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
    }
}

/// Says what ended the run, and gives its code.
fn told(failure: &Failure, io: &mut Io) -> Exit {
    io.talk(&io.talk_paint().bad(&failure.message));
    io.talk(&format!("  {}", failure.remedy));
    failure.exit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn abouts(command: &Command) -> Vec<String> {
        let inner = |command: &Command| {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            [vec![format!("{}: {about}", command.get_name())], abouts(command)].concat()
        };
        command.get_subcommands().filter(|inner| inner.get_name() != "help").flat_map(inner).collect()
    }

    #[test]
    fn the_list_of_verbs_says_what_each_verb_says_of_itself() {
        let listed = abouts(&Cli::command());
        let mut built = Cli::command();
        built.build();
        assert_eq!(listed, abouts(&built));
        assert!(listed.len() > 20 && listed.contains(&"sign: Sign claims, or any payload".to_owned()));
    }
}
