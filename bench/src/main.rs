//! How fast the engine is beside its peers and beside the floor. Flags come in, one table goes out: case, ours, peer
//! or floor, ratio, goal, met or not. Everything is a ratio of two sides measured in turn in one run on one core;
//! `cargo xtask bench` builds and sets up what is needed and starts this.

mod counting;
mod data;
mod floor;
mod goals;
mod harness;
mod keys;
mod machine;
mod ours;
mod peer;
mod process;
mod table;

use anyhow::{Context as _, Result, bail};
use goals::Row;
use harness::Bench;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

/// What the flags say.
struct Flags {
    filter: String,
    rounds: usize,
    json: Option<PathBuf>,
    /// Where keys and token files are made.
    folder: PathBuf,
    /// The same program with the peers that this one cannot be linked with.
    also: Option<PathBuf>,
    programs: process::Programs,
    /// Print every side, not only the goals.
    sides: bool,
    /// Do one side so many times and nothing else: for a profiler.
    profile: Option<(String, String, u64)>,
}

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    if let Some((machine::MEASURE, words)) = words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return machine::measure(words);
    }
    let flags = flags(words.into_iter())?;
    // Before the core is chosen: after that there is only one.
    machine::cores();
    machine::bind(&[machine::last_core()])?;
    let mut bench = Bench::new(&flags.filter);
    let keys = keys::Keys::make(&flags.folder)?;
    ours::add(&mut bench, &keys)?;
    floor::add(&mut bench, &keys)?;
    peer::add(&mut bench, &keys)?;
    if let Some((case, side, times)) = &flags.profile {
        return if bench.profile(case, side, *times) { Ok(()) } else { bail!("no side {side} of {case}") };
    }
    let mut measured = bench.run(flags.rounds);
    measured.extend(process::measure(&flags.programs, &flags.folder, &flags.filter, flags.rounds)?);
    let mut rows = goals::rows(&measured);
    if let Some(also) = &flags.also {
        rows = goals::merged(rows, &other_build(also, &flags)?);
    }
    if let Some(path) = &flags.json {
        table::write(path, flags.rounds, &rows, &measured)?;
    }
    println!("{}", table::markdown(&rows));
    if flags.sides {
        println!("{}", table::sides(&measured));
    }
    Ok(())
}

/// The rows of the other build.
fn other_build(program: &Path, flags: &Flags) -> Result<Vec<Row>> {
    let answer = flags.folder.join("other-build.json");
    let mut command = Command::new(program);
    command.args(["--filter", &flags.filter, "--rounds", &flags.rounds.to_string()]);
    command.arg("--folder").arg(&flags.folder).arg("--json").arg(&answer);
    let done = command.stdout(std::process::Stdio::null()).status()?;
    if !done.success() {
        bail!("{} ended with {done}", program.display());
    }
    let text = std::fs::read_to_string(&answer)?;
    let mut answer: serde_json::Value = serde_json::from_str(&text)?;
    Ok(serde_json::from_value(answer["rows"].take())?)
}

fn flags(mut words: impl Iterator<Item = String>) -> Result<Flags> {
    let mut flags = Flags {
        filter: String::new(),
        rounds: 25,
        json: None,
        folder: env::temp_dir().join("jotsmith-bench"),
        also: None,
        programs: process::Programs::default(),
        sides: false,
        profile: None,
    };
    while let Some(flag) = words.next() {
        let mut value = || words.next().with_context(|| format!("{flag} wants a value"));
        match flag.as_str() {
            "--filter" => flags.filter = value()?,
            "--rounds" => flags.rounds = value()?.parse().context("--rounds wants a number")?,
            "--json" => flags.json = Some(value()?.into()),
            "--folder" => flags.folder = value()?.into(),
            "--also" => flags.also = Some(value()?.into()),
            "--jotsmith" => flags.programs.jotsmith = Some(value()?.into()),
            "--jwt-cli" => flags.programs.jwt_cli = Some(value()?.into()),
            "--scripts" => flags.programs.scripts = Some(value()?.into()),
            "--python" => flags.programs.python = Some(value()?.into()),
            "--sides" => flags.sides = true,
            "--profile" => flags.profile = Some((value()?, value()?, value()?.parse()?)),
            other => bail!("{other} is no flag of this program"),
        }
    }
    Ok(flags)
}
