//! Many tokens at once: one a line in, one line of JSON out, in order, whatever the number of threads.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use crate::common::{GUIDE, Ran, folder, program, run, run_in};
use serde_json::Value;

const FLAGS: &[&str] =
    &["verify", "--lines", "--secret", "env:S", "--any-issuer", "--any-audience", "--allow-missing-exp"];

fn verify(words: &[&str], stdin: &[u8]) -> Ran {
    run(&[FLAGS, words].concat(), stdin)
}

fn signed(claims: &str) -> String {
    let ran = run(&["sign", "--secret", "env:S", claims], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout.trim_end().to_owned()
}

/// The number, the code of the first reason and the subject of each answer.
fn answers(stdout: &str) -> Vec<(u64, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let answer = |line: &str| {
        let json: Value = serde_json::from_str(line).unwrap();
        assert_eq!(json["schema"], "jotsmith.line/1");
        assert_eq!(json["accept"] == true, json["outcome"] == "accept", "{line}");
        (json["line"].as_u64().unwrap(), text(&json["reasons"][0]["code"]), text(&json["payload"]["sub"]))
    };
    stdout.lines().map(answer).collect()
}

#[test]
fn each_line_has_its_answer_whatever_ends_it() {
    let (one, two) = (signed(r#"{"sub":"one"}"#), signed(r#"{"sub":"two"}"#));
    let long = "a".repeat(3 * 1024 * 1024);
    let text = format!("{one}\n\n{long}\r\n{GUIDE}\n  \n{one}\0\n{two}\r\n{two}");
    for jobs in ["1", "2", "5"] {
        let ran = verify(&["--jobs", jobs, "-"], text.as_bytes());
        let wanted = [
            (1, "", "one"),
            (2, "empty-input", ""),
            (3, "too-long", ""),
            (4, "signature-mismatch", ""),
            (5, "empty-input", ""),
            (6, "base64url-alphabet", ""),
            (7, "", "two"),
            (8, "", "two"),
        ];
        let wanted = wanted.map(|(line, code, sub)| (line, code.to_owned(), sub.to_owned()));
        assert_eq!(answers(&ran.stdout), wanted);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(3), "8 lines: 3 accepted, 5 not.\n"));
        assert!(ran.stdout.contains("longer than 1 MiB"), "{}", ran.stdout);
    }
}

#[test]
fn the_order_is_kept_over_many_chunks_and_threads() {
    let tokens = ["one", "two", "three"].map(|sub| signed(&format!("{{\"sub\":\"{sub}\"}}")));
    let mut text = String::new();
    let mut wanted = Vec::new();
    for line in 1..=6000_u64 {
        // Answers of refused lines are much longer than the lines: the writer must wait for the slow ones.
        let which = usize::try_from(line % 7).unwrap();
        let (token, code, sub) = match tokens.get(which) {
            Some(token) => (token.as_str(), "", ["one", "two", "three"][which]),
            None => ("x", "not-a-token", ""),
        };
        writeln!(text, "{token}").unwrap();
        wanted.push((line, code.to_owned(), sub.to_owned()));
    }
    let folder = folder("order");
    fs::write(folder.join("tokens"), text).unwrap();
    let verify = |jobs| run_in(&folder, &[FLAGS, &["--in", "tokens", "--jobs", jobs]].concat(), b"").stdout;
    let alone = verify("1");
    assert_eq!(answers(&alone), wanted);
    for jobs in ["2", "3", "8"] {
        assert!(verify(jobs) == alone, "{jobs} jobs");
    }
}

#[test]
fn the_worst_line_decides_the_exit_code() {
    let (good, late) = (signed(r#"{"sub":"u"}"#), signed(r#"{"exp":1}"#));
    for (lines, code) in [
        (vec![good.as_str(), good.as_str()], 0),
        (vec![good.as_str(), late.as_str()], 5),
        (vec![late.as_str(), GUIDE, good.as_str()], 1),
        (vec![late.as_str(), "nonsense", GUIDE], 3),
    ] {
        assert_eq!(verify(&["-"], lines.join("\n").as_bytes()).code, Some(code), "{lines:?}");
    }
    let short = [FLAGS, &["--secret", "utf8:short", "-"]].concat();
    let short: Vec<&str> = short.into_iter().filter(|word| *word != "env:S").collect();
    let short: Vec<&str> = [&short[..2], &short[3..]].concat();
    assert_eq!(run(&short, GUIDE.as_bytes()).code, Some(4));
}

#[test]
fn no_line_at_all_is_no_success() {
    for verb in [&["decode", "--lines", "-"][..], &[FLAGS, &["-"]].concat()] {
        let ran = run(verb, b"");
        assert!(ran.stderr.starts_with("The input holds no line.\n"), "{}", ran.stderr);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""));
    }
}

#[test]
fn the_denylist_counts_for_every_line() {
    let folder = folder("denied-lines");
    fs::write(folder.join("denied.txt"), "a1\n").unwrap();
    fs::write(folder.join("tokens"), [r#"{"jti":"a0"}"#, r#"{"jti":"a1"}"#, "{}"].map(signed).join("\n"))
        .unwrap();
    let ran = run_in(&folder, &[FLAGS, &["--denylist", "@denied.txt", "--in", "tokens"]].concat(), b"");
    let codes: Vec<String> = answers(&ran.stdout).into_iter().map(|(_, code, _)| code).collect();
    assert_eq!(codes, ["", "token-denied", "claim-missing"]);
    assert_eq!(ran.code, Some(5));
}

#[test]
fn a_closed_pipe_ends_it_silently() {
    for jobs in ["1", "2"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = program();
        command.args(FLAGS).args(["--jobs", jobs, "-"]).stdin(Stdio::piped());
        let mut child = command.stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // It stops reading: the rest is not taken.
        let fed = (0..200_000).try_for_each(|_| writeln!(stdin, "{GUIDE}"));
        assert_eq!(fed.unwrap_err().kind(), std::io::ErrorKind::BrokenPipe);
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(stderr, "");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn an_answer_does_not_wait_for_the_next_line() {
    for jobs in ["1", "2"] {
        let mut command = program();
        command.args(FLAGS).args(["--jobs", jobs, "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        for number in 1..=3 {
            writeln!(stdin, "{GUIDE}").unwrap();
            let mut answer = String::new();
            stdout.read_line(&mut answer).unwrap();
            assert!(
                answer.starts_with(&format!("{{\"schema\":\"jotsmith.line/1\",\"line\":{number},")),
                "{answer}"
            );
        }
        drop(stdin);
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_endless_line_is_not_held() {
    let mut command = program();
    command.args(FLAGS).arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..256 {
        stdin.write_all(&vec![b'a'; 1024 * 1024]).unwrap();
    }
    writeln!(stdin).unwrap();
    let mut answer = String::new();
    stdout.read_line(&mut answer).unwrap();
    assert!(answer.contains("\"code\":\"too-long\"") && answer.contains("268435456 bytes"), "{answer}");
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak < 64 * 1024, "{peak} kB");
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(3));
}

#[test]
fn what_makes_no_sense_with_lines_is_refused() {
    let which = run(&["decode", "--lines", "--which", "2", GUIDE], b"");
    assert!(which.stderr.starts_with("--which and --lines do not go together"), "{}", which.stderr);
    let bytes = run(&["verify", "--lines", "--as", "jws", "--secret", "env:S", GUIDE], b"");
    assert!(bytes.stderr.starts_with("--lines and --as jws do not go together"), "{}", bytes.stderr);
    let jobs = run(&["decode", "--jobs", "2", GUIDE], b"");
    assert_eq!((which.code, bytes.code, jobs.code), (Some(2), Some(2), Some(2)));
    let broken = run(&["verify", "--lines", "--key", "{}", "--any-issuer", "--any-audience", GUIDE], b"");
    assert_eq!((broken.code, broken.stdout.as_str()), (Some(4), ""));
}
