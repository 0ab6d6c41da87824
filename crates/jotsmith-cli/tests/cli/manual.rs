//! The man pages: one for each verb, and every flag in one.

use std::fs;

use crate::common::{folder, run, run_in};

#[test]
fn every_verb_has_its_page_and_every_flag_stands_in_it() {
    let folder = folder("manual");
    let ran = run_in(&folder, &["manual", "--out", "man/man1"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let page = |name: &str| fs::read_to_string(folder.join("man/man1").join(name)).unwrap();
    let program = page("jotsmith.1");
    assert!(program.contains(".TH JOTSMITH 1"), "{program}");
    let mut verbs = 0;
    for line in run(&["--help"], b"").stdout.lines().filter(|line| line.starts_with("  ")) {
        let Some(verb) = line.split_whitespace().next().filter(|word| word.chars().all(char::is_alphabetic))
        else {
            continue;
        };
        if program.contains(&format!("jotsmith\\-{verb}(1)")) {
            verbs += 1;
            let text = page(&format!("jotsmith-{verb}.1")).replace('\\', "");
            let help = run(&[verb, "--help"], b"").stdout;
            let flags = help.lines().map(str::trim_start).filter(|line| line.starts_with("--"));
            for flag in flags.filter_map(|line| line.split_whitespace().next()) {
                assert!(text.contains(flag), "{verb}: {flag}");
            }
        }
    }
    assert!(verbs >= 12, "only {verbs} verbs");
    for page in [program, page("jotsmith-verify.1")] {
        assert!(page.contains("Exit codes:") && page.contains("4  the key cannot be used"), "{page}");
    }
    assert!(page("jotsmith-key-generate.1").contains("alg"));
    assert_eq!(run(&["manual", "verify"], b"").stdout, page("jotsmith-verify.1"));
    let again = run_in(&folder, &["manual", "--out", "man/man1"], b"");
    assert_eq!(again.code, Some(7), "{}", again.stderr);
    assert_eq!(run_in(&folder, &["manual", "--out", "man/man1", "--force"], b"").code, Some(0));
    let nonsense = run(&["manual", "nonsense"], b"");
    assert!(nonsense.stderr.starts_with("There is no verb \"nonsense\".\n"), "{}", nonsense.stderr);
    assert_eq!(nonsense.code, Some(2));
}
