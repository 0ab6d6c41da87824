//! Whole programs: the command line on one token and on 100,000 a line, beside other people's tools and scripts. Each
//! run is a process of its own, its wall-clock time and its peak memory taken, one side after the other in each round.

use crate::data::{AUDIENCE, ISSUER, KID, PAYLOAD, SECRET, now};
use crate::harness::Measured;
use crate::machine::{self, Used};
use anyhow::{Context as _, Result, bail};
use jotsmith::key::Key;
use jotsmith::{Algorithm, NumericDate, Scratch, Signer, Verifier};
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

pub const LINES: &str = "100,000 tokens, one a line";
pub const ONE_CORE: &str = "jotsmith verify --lines --jobs 1";
pub const TWO_CORES: &str = "jotsmith verify --lines --jobs 2";
pub const LIBRARY: &str = "library, one call a token";
pub const FAST_JWT: &str = "fast-jwt script";
pub const JOSE: &str = "jose script";
pub const PYJWT: &str = "PyJWT script";

pub const ONE_TOKEN: &str = "one token, whole process";
pub const JOTSMITH: &str = "jotsmith verify";
pub const JWT_CLI: &str = "jwt-cli 6.2";

/// Tokens of the file.
const TOKENS: usize = 100_000;

/// Rounds of the case of one token: a run takes a few milliseconds.
const SHORT_ROUNDS: usize = 60;

/// The programs, as the chore has built and set them up; what is not given is not measured.
#[derive(Default)]
pub struct Programs {
    pub jotsmith: Option<PathBuf>,
    pub jwt_cli: Option<PathBuf>,
    pub scripts: Option<PathBuf>,
    pub python: Option<PathBuf>,
}

/// One side: how it is started and on which cores, or a function of ours.
struct Side {
    case: &'static str,
    name: &'static str,
    cores: Vec<usize>,
    run: Box<dyn Fn() -> Result<Used>>,
    seconds: Vec<f64>,
    peak_kib: f64,
}

/// Measures all that is there and whose case holds the word.
pub fn measure(programs: &Programs, folder: &Path, filter: &str, rounds: usize) -> Result<Vec<Measured>> {
    let mut all = Vec::new();
    if ONE_TOKEN.contains(filter) {
        all.extend(in_turn(one_token(programs)?, rounds.max(SHORT_ROUNDS))?);
    }
    if LINES.contains(filter) {
        all.extend(in_turn(lines(programs, folder)?, rounds)?);
    }
    Ok(all)
}

fn in_turn(mut sides: Vec<Side>, rounds: usize) -> Result<Vec<Measured>> {
    let core = machine::last_core();
    for round in 0..rounds {
        let mut left_out = Vec::new();
        for (index, side) in sides.iter_mut().enumerate() {
            machine::bind(&side.cores)?;
            let used = (side.run)()?;
            if used.succeeded {
                side.seconds.push(used.seconds);
                side.peak_kib = side.peak_kib.max(used.peak_kib);
            } else if round == 0 {
                eprintln!("bench: {} did not succeed and is left out", side.name);
                left_out.push(index);
            } else {
                bail!("{} succeeded before and does not now", side.name);
            }
        }
        for index in left_out.into_iter().rev() {
            sides.remove(index);
        }
    }
    machine::bind(&[core])?;
    Ok(sides.into_iter().map(Side::measured).collect())
}

impl Side {
    fn measured(mut self) -> Measured {
        self.seconds.sort_by(f64::total_cmp);
        let at = |index: usize| self.seconds.get(index).map_or(f64::NAN, |seconds| seconds * 1e9);
        Measured {
            case: self.case.to_owned(),
            side: self.name.to_owned(),
            minimum: at(0),
            median: at(self.seconds.len() / 2),
            allocations: 0.0,
            peak_kib: self.peak_kib,
        }
    }
}

fn one_token(programs: &Programs) -> Result<Vec<Side>> {
    let key = Key::hmac(Algorithm::Hs256, SECRET)?;
    let token = Signer::new(&key).sign_json(PAYLOAD.as_bytes())?;
    let secret = String::from_utf8_lossy(SECRET).into_owned();
    let mut sides = Vec::new();
    if let Some(program) = &programs.jotsmith {
        let words = [
            "verify",
            "--secret",
            "env:BENCH_SECRET",
            "--alg",
            "HS256",
            "--issuer",
            ISSUER,
            "--audience",
            AUDIENCE,
        ];
        let words = words.into_iter().chain([token.as_str()]);
        sides.push(side(ONE_TOKEN, JOTSMITH, program, words, 1));
    }
    if let Some(program) = &programs.jwt_cli {
        let option = format!("--secret={secret}");
        sides.push(side(ONE_TOKEN, JWT_CLI, program, ["decode", "--alg", "HS256", &option, &token], 1));
    }
    Ok(sides)
}

fn lines(programs: &Programs, folder: &Path) -> Result<Vec<Side>> {
    let file = folder.join("tokens.txt");
    let text = tokens()?;
    fs::write(&file, &text).with_context(|| format!("cannot write {}", file.display()))?;
    let path = file.to_string_lossy().into_owned();
    let mut sides = Vec::new();
    if let Some(program) = &programs.jotsmith {
        let words = |jobs| {
            let words =
                ["verify", "--lines", "--jobs", jobs, "--secret", "env:BENCH_SECRET", "--alg", "HS256"];
            let expected = ["--issuer", ISSUER, "--audience", AUDIENCE, "--in", &path];
            words.into_iter().chain(expected).map(str::to_owned).collect::<Vec<_>>()
        };
        sides.push(side(LINES, ONE_CORE, program, words("1"), 1));
        if machine::cores() > 1 {
            sides.push(side(LINES, TWO_CORES, program, words("2"), 2));
        }
    }
    sides.push(library(text)?);
    if let Some(scripts) = &programs.scripts {
        let node = Path::new("node");
        for (name, script) in [(FAST_JWT, "fast-jwt.mjs"), (JOSE, "jose.mjs")] {
            let script = scripts.join(script).to_string_lossy().into_owned();
            sides.push(side(LINES, name, node, [script.as_str(), &path], 1));
        }
        if let Some(python) = &programs.python {
            let script = scripts.join("pyjwt.py").to_string_lossy().into_owned();
            sides.push(side(LINES, PYJWT, python, [script.as_str(), &path], 1));
        }
    }
    Ok(sides)
}

/// The same tokens, in memory already, each verified by one call of the library and its claims let go.
fn library(text: String) -> Result<Side> {
    let key = Key::hmac(Algorithm::Hs256, SECRET)?;
    let verifier = Verifier::new(&key).issuer(ISSUER).audience(AUDIENCE).build();
    let instant = NumericDate(i64::try_from(now())?);
    let run = move || {
        let mut scratch = Scratch::new();
        let started = Instant::now();
        for token in text.lines() {
            let accepted =
                verifier.verify_in::<crate::data::BorrowedClaims<'_>>(token, instant, &mut scratch);
            black_box(accepted.context("every token of the file holds")?);
        }
        Ok(Used { seconds: started.elapsed().as_secs_f64(), peak_kib: 0.0, succeeded: true })
    };
    Ok(Side {
        case: LINES,
        name: LIBRARY,
        cores: vec![machine::last_core()],
        run: Box::new(run),
        seconds: Vec::new(),
        peak_kib: 0.0,
    })
}

fn side<W: AsRef<str>>(
    case: &'static str,
    name: &'static str,
    program: &Path,
    words: impl IntoIterator<Item = W>,
    cores: usize,
) -> Side {
    let program = program.to_owned();
    let words: Vec<String> = words.into_iter().map(|word| word.as_ref().to_owned()).collect();
    let run = move || {
        let mut command = Command::new(&program);
        command.args(&words).env("BENCH_SECRET", String::from_utf8_lossy(SECRET).as_ref());
        machine::run(&command)
    };
    let last = machine::last_core();
    let cores = (0..cores).map(|back| last.saturating_sub(back)).collect();
    Side { case, name, cores, run: Box::new(run), seconds: Vec::new(), peak_kib: 0.0 }
}

/// The file: *real* again and again, its `jti` counted up.
fn tokens() -> Result<String> {
    let key = Key::hmac(Algorithm::Hs256, SECRET)?.with_kid(KID);
    let signer = Signer::new(&key);
    let (before, after) = PAYLOAD.split_once("3e7f1b2c4d5a").context("the payload is a constant")?;
    let mut text = String::new();
    let mut payload = String::new();
    for number in 0..TOKENS {
        payload.clear();
        write!(payload, "{before}{number:012x}{after}")?;
        text.push_str(&signer.sign_bytes(payload.as_bytes())?);
        text.push('\n');
    }
    Ok(text)
}
