//! `cargo xtask test`: everything that must hold, in the order of what fails soonest. Each step is a command; its
//! output goes to a log below `target/xtask/log` and is shown only if it fails. One line a step, then a plain
//! closing line. What a step checks is decided where that step lives, not here.

use crate::{docs, fuzz, house, peers, setup};
use anyhow::{Context as _, Result, bail};
use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The engine without aws-lc-rs, as the page has it, with every curve.
const PORTABLE: &[&str] =
    &["--package", "jotsmith", "--no-default-features", "--features", "portable,rare-curves,jwe"];

/// How much of it to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Format, clippy, unit tests: the daily loop. Sets nothing up.
    Fast,
    /// All of it.
    Whole,
}

/// One thing that must hold.
struct Step {
    name: String,
    command: Command,
}

/// Runs the steps up to the first that fails.
pub(crate) fn run(extent: Extent) -> Result<()> {
    let started = Instant::now();
    let mut passed = 0;
    if extent == Extent::Whole {
        setup::all()?;
    }
    for step in steps(extent)? {
        let Some(count) = perform(step)? else {
            println!("\n{passed} passed, 1 failed");
            bail!("stopped at the first step that failed");
        };
        passed += count;
    }
    println!("\neverything held, in {} s", started.elapsed().as_secs());
    println!("{passed} passed, 0 failed");
    Ok(())
}

fn steps(extent: Extent) -> Result<Vec<Step>> {
    let mut steps = vec![
        step("format", cargo(&["fmt", "--all", "--check"])),
        step("tidy", chore(&["tidy"])),
        step(
            "clippy",
            cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
        ),
    ];
    if extent == Extent::Fast {
        steps.push(step("unit tests", tests(&["--workspace", "--lib", "--bins"])));
        return Ok(steps);
    }
    let mut portable = vec!["clippy", "--all-targets", "--locked"];
    portable.extend(PORTABLE);
    portable.extend(["--", "-D", "warnings"]);
    steps.push(step("clippy, portable provider", cargo(&portable)));
    steps.push(step("page, with its types", chore(&["page"])));
    steps.push(step("tests", tests(&["--workspace"])));
    steps.push(step("tests, portable provider", tests(PORTABLE)));
    steps.push(step("examples in the documentation", cargo(&["test", "--workspace", "--doc", "--locked"])));
    let mut rustdoc = cargo(&["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"]);
    rustdoc.env("RUSTDOCFLAGS", "-D warnings");
    steps.push(step("rustdoc", rustdoc));
    steps.push(step("generated documents are fresh", docs::check_command()));
    steps.push(step("format, fuzz", cargo(&["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"])));
    steps.push(step("format, bench", cargo(&["fmt", "--manifest-path", "bench/Cargo.toml", "--check"])));
    steps.push(step("fuzz targets build", fuzz::build()));
    for target in fuzz::targets()? {
        steps.push(step(&format!("fuzz {target}"), fuzz::run(&target)?));
    }
    steps.push(step("peers", peers::command()?));
    steps.push(step("browser", chore(&["e2e"])));
    if house::works(house::cargo().args(["deny", "--version"])) {
        steps.push(step("licences and sources", cargo(&["deny", "check", "bans", "licenses", "sources"])));
    }
    Ok(steps)
}

fn step(name: &str, command: Command) -> Step {
    Step { name: name.to_owned(), command }
}

fn cargo(words: &[&str]) -> Command {
    let mut command = house::cargo();
    command.args(words);
    command
}

/// One of our own chores, as a program of its own.
pub(crate) fn chore(words: &[&str]) -> Command {
    let mut command = cargo(&["run", "--quiet", "--locked", "--package", "xtask", "--"]);
    command.args(words);
    command
}

/// The test runner: nextest where it is installed, which runs the slow test programs side by side.
fn tests(words: &[&str]) -> Command {
    let mut command = house::cargo();
    if house::works(house::cargo().args(["nextest", "--version"])) {
        command.args(["nextest", "run", "--no-fail-fast", "--locked"]);
    } else {
        command.args(["test", "--no-fail-fast", "--locked"]);
        if !words.iter().any(|word| matches!(*word, "--lib" | "--bins")) {
            // The examples in the documentation have a step of their own.
            command.args(["--lib", "--bins", "--tests"]);
        }
    }
    command.args(words);
    command
}

/// How many checks the step held, or nothing if it failed; then its whole output has been shown.
fn perform(step: Step) -> Result<Option<u64>> {
    let Step { name, mut command } = step;
    let folder = house::at("target/xtask/log");
    fs::create_dir_all(&folder)?;
    let log = folder.join(format!("{}.log", name.replace([' ', ','], "-")));
    let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let started = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("cannot start {}", house::shown(&command)))?;
    let talk = String::from_utf8_lossy(&house::bytes(&log)?).into_owned();
    let seconds = started.elapsed().as_secs_f32();
    if !status.success() {
        println!("FAILED {name:<36} {seconds:>7.1} s   {}\n\n{talk}", house::shown(&command));
        return Ok(None);
    }
    let count = counted(&talk);
    let shown = count.map(|count| format!("{count} tests")).unwrap_or_default();
    println!("ok     {name:<36} {seconds:>7.1} s   {shown}");
    Ok(Some(count.unwrap_or(1)))
}

/// The sum of what test runners say in their closing lines; nothing where no runner spoke.
fn counted(talk: &str) -> Option<u64> {
    let mut sum = None;
    for line in talk.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = match words.as_slice() {
            ["test", "result:", ..] | ["Summary", ..] => {
                let passed = words.iter().position(|word| word.starts_with("passed"));
                passed.and_then(|at| words.get(at.checked_sub(1)?)).copied().unwrap_or_default()
            }
            [_, "pass", count] | [count, "passed,", _, "failed"] => count,
            _ => continue,
        };
        if let Ok(number) = number.parse::<u64>() {
            sum = Some(sum.unwrap_or(0) + number);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn adds_the_closing_lines_of_every_runner() {
        let talk = "\
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
     Summary [   0.012s] 5 tests run: 5 passed, 0 skipped
     Summary [   0.012s] 8 tests run: 7 passed (1 slow), 1 skipped
ℹ pass 11
13 passed, 0 failed
";
        assert_eq!(counted(talk), Some(3 + 5 + 7 + 11 + 13));
    }

    #[test]
    fn a_silent_step_counts_nothing() {
        assert_eq!(counted("Finished dev profile\n"), None);
    }
}
