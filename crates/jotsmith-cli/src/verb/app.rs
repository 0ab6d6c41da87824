//! `app`: the page, which this program carries. As a file, opened in the browser; or served on the loopback.
//!
//! Nothing is fetched from anywhere. The server answers on the loopback only, to requests whose Host is the loopback,
//! and gives the files it carries with their headers. Without a page inside, the verb says how to get one.

mod open;
mod page {
    //! The page as `build.rs` embedded it.
    include!(concat!(env!("OUT_DIR"), "/page.rs"));
}
mod serve;

use std::path::PathBuf;

use jotsmith::json::Writer;

use crate::args::out::out_path;
use crate::exit::{Exit, Failure};
use crate::input::named;
use crate::output::{Existing, Io, Readers, write_file};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith app
  $ jotsmith app --out jotsmith.html
  $ jotsmith app --serve --port 8600";

/// Open the page in the browser, write it to a file, or serve it on this machine
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// Write the page to this file and open nothing
    #[arg(long, value_name = "FILE", conflicts_with = "serve", value_parser = out_path())]
    out: Option<PathBuf>,

    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    force: bool,

    /// Serve the page on the loopback until interrupted
    #[arg(long)]
    serve: bool,

    /// The port to serve on; any that is free unless said
    #[arg(long, value_name = "NUMBER", requires = "serve", default_value = "0")]
    port: u16,

    /// Open what is served in the browser, where there is one
    #[arg(long, requires = "serve")]
    open: bool,

    /// Print the file or the address as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let single = page::SINGLE.ok_or_else(no_page)?;
    if args.serve {
        return serve::run(args.port, |address| {
            let address = format!("http://{address}/");
            say(args, io, "address", &address)?;
            io.talk("Interrupt with Ctrl-C.");
            if args.open {
                // The address was said: where there is no browser, the person has one elsewhere.
                open::open(address.as_ref()).unwrap_or_default();
            }
            Ok(())
        });
    }
    if let Some(path) = &args.out {
        let existing = if args.force { Existing::Replace } else { Existing::Keep };
        write_file(path, single, Readers::Anyone, existing)?;
        say(args, io, "file", &path.display().to_string())?;
        return Ok(Exit::Fine);
    }
    let path = std::env::temp_dir().join(format!("jotsmith-{}.html", std::process::id()));
    write_file(&path, single, Readers::Owner, Existing::Supplant)?;
    say(args, io, "file", &path.display().to_string())?;
    open::open(path.as_os_str()).map_err(|kind| {
        Failure::new(
            Exit::InputOutput,
            format!("No browser was opened: {kind}."),
            format!("Open the file {} yourself.", named(&path)),
        )
    })?;
    Ok(Exit::Fine)
}

fn say(args: &Args, io: &mut Io, name: &str, value: &str) -> Result<(), Failure> {
    if !args.json {
        io.talk(&jotsmith::reason::escape::visible(value));
        return Ok(());
    }
    let mut w = Writer::new();
    w.object(|w| {
        w.name("schema").string("jotsmith.page/1");
        w.name(name).string(value);
    });
    io.product_line(&w.into_text())
}

fn no_page() -> Failure {
    Failure::new(
        Exit::InputOutput,
        "This build carries no page.",
        "Run cargo xtask page and build again; cargo xtask app does both.",
    )
}
