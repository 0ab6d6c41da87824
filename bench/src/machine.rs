//! What the standard library does not ask of the machine: on which core to run, and what a finished program used.

use anyhow::{Result, bail};
use std::mem::{size_of, zeroed};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

/// What one run of a program took.
pub struct Used {
    pub seconds: f64,
    pub peak_kib: f64,
    pub succeeded: bool,
}

/// Binds this thread, and the programs it will start, to these cores.
pub fn bind(cores: &[usize]) -> Result<()> {
    // SAFETY: a set of cores is plain bits, all of which may be 0.
    let mut set: libc::cpu_set_t = unsafe { zeroed() };
    for core in cores {
        // SAFETY: the macro checks the number against the size of the set.
        unsafe { libc::CPU_SET(*core, &mut set) };
    }
    // SAFETY: the set lives through the call, and its size is given.
    if unsafe { libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const set) } != 0 {
        bail!("this machine does not let a program choose core {cores:?}");
    }
    Ok(())
}

/// The word that makes this program a measuring helper.
pub const MEASURE: &str = "--measure";

/// Runs the program to its end and says what it used.
///
/// A program begins with the peak of the one that started it, so a fresh and small helper starts it: this program
/// again, which does nothing else.
pub fn run(command: &Command) -> Result<Used> {
    let mut helper = Command::new(std::env::current_exe()?);
    helper.arg(MEASURE).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        helper.env(name, value.unwrap_or_default());
    }
    let answer = String::from_utf8(helper.output()?.stdout)?;
    let numbers: Vec<f64> = answer.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [seconds, peak_kib, succeeded] = numbers[..] else {
        bail!("no measurement of {:?}", command.get_program())
    };
    Ok(Used { seconds, peak_kib, succeeded: succeeded == 1.0 })
}

/// What the helper does: starts the program, waits for it, prints seconds, KiB and whether it succeeded.
pub fn measure(words: &[String]) -> Result<()> {
    let [program, words @ ..] = words else { bail!("{MEASURE} wants a program") };
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let child = command.spawn()?;
    let mut status = 0;
    // SAFETY: the record is plain numbers, all of which may be 0.
    let mut usage: libc::rusage = unsafe { zeroed() };
    let id = libc::pid_t::try_from(child.id())?;
    // SAFETY: both places live through the call, and nobody else waits for this child.
    if unsafe { libc::wait4(id, &raw mut status, 0, &raw mut usage) } != id {
        bail!("lost sight of {program}");
    }
    let seconds = started.elapsed().as_secs_f64();
    let succeeded = libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0;
    println!("{seconds} {} {}", usage.ru_maxrss, u8::from(succeeded));
    Ok(())
}

/// How many cores the program was started with.
pub fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// The core that everything runs on: the first one has the machine's own work.
pub fn last_core() -> usize {
    cores().saturating_sub(1)
}
