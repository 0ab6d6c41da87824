//! What the standard library does not ask of the machine: on which core to run, and what a finished program used.

use anyhow::{Result, bail};
use std::mem::{size_of, zeroed};
use std::process::Command;
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

/// Runs the program to its end and says what it used.
pub fn run(command: &mut Command) -> Result<Used> {
    let started = Instant::now();
    let child = command.spawn()?;
    let mut status = 0;
    // SAFETY: the record is plain numbers, all of which may be 0.
    let mut usage: libc::rusage = unsafe { zeroed() };
    let id = libc::pid_t::try_from(child.id())?;
    // SAFETY: both places live through the call, and nobody else waits for this child.
    if unsafe { libc::wait4(id, &raw mut status, 0, &raw mut usage) } != id {
        bail!("lost sight of {:?}", command.get_program());
    }
    let seconds = started.elapsed().as_secs_f64();
    let succeeded = libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0;
    Ok(Used { seconds, peak_kib: usage.ru_maxrss as f64, succeeded })
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
