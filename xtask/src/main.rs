//! The chores, by name. Words of the command line come in, a chore runs, the exit code goes out; what a chore
//! does stands in its own file. Nothing here or below depends on a crate of ours.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "chores talk to a developer's terminal, and they read files, write files and start programs"
)]

mod app;
mod bench;
mod docs;
mod e2e;
mod fuzz;
mod house;
mod page;
mod peers;
mod setup;
mod stamp;
mod test;
mod tidy;

use std::env;
use std::process::ExitCode;

/// What `cargo xtask` alone prints.
const USAGE: &str = "\
cargo xtask app [--no-open]    build the page, serve it on the loopback, open a browser
cargo xtask test [--fast]      set up what is missing, then run everything (--fast: format, clippy, unit tests)
cargo xtask page               build target/page: the page, its service worker, the single file
cargo xtask e2e [FILTER]       the browser tests, on the built page
cargo xtask peers              other people's libraries: what one makes the other reads
cargo xtask bench [FLAGS]      the engine beside its peers: --filter CASE, --rounds N, --json FILE, --sides
cargo xtask docs [--check]     write docs/ from the tables, or fail where it is stale
cargo xtask tidy               the rules of the house that no compiler checks";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["app"] => app::run(app::Browser::Opened),
        ["app", "--no-open"] => app::run(app::Browser::Left),
        ["bench", flags @ ..] => bench::run(flags),
        ["docs"] => docs::run(docs::Manner::Write),
        ["docs", "--check"] => docs::run(docs::Manner::Check),
        ["page"] => page::run(),
        ["peers"] => peers::run(),
        ["e2e"] => e2e::run(None),
        ["e2e", filter] => e2e::run(Some(filter)),
        ["test"] => test::run(test::Extent::Whole),
        ["test", "--fast"] => test::run(test::Extent::Fast),
        ["tidy"] => tidy::run(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
