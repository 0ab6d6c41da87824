//! The two documents: `index.html` with its parts beside it, and `jotsmith.html` with its parts inside. The shell
//! from `ui/index.html` goes in; where the parts come from is `bundle.rs`, what they may do is `policy.rs`.

use super::policy;
use anyhow::{Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest as _, Sha256};

/// Where the shell leaves room for policy, style and script.
const PLACE: &str = "<!-- jotsmith:head -->";

/// The names of the files that the page loads first.
pub(super) struct Linked<'a> {
    pub(super) app: &'a str,
    pub(super) core: &'a str,
    pub(super) style: &'a str,
    pub(super) manifest: Option<&'a str>,
}

/// `index.html`. The engine's module is announced at once, so that it is under way while the page starts.
pub(super) fn index(shell: &str, build: &str, linked: &Linked<'_>) -> Result<String> {
    let Linked { app, core, style, manifest } = linked;
    let manifest =
        manifest.map(|name| format!("<link rel=\"manifest\" href=\"{name}\">\n")).unwrap_or_default();
    fill(
        shell,
        &format!(
            "{}<link rel=\"stylesheet\" href=\"{style}\">\n\
             <script type=\"module\" src=\"{app}\"></script>\n\
             <link rel=\"modulepreload\" href=\"{core}\">\n{manifest}",
            first(&policy::served_meta(), build)
        ),
    )
}

/// `jotsmith.html`: one file that opens from a disk.
pub(super) fn single(shell: &str, build: &str, script: &str, style: &str) -> Result<String> {
    // An HTML parser would end the element there, or change a carriage return before the digest is taken.
    ensure!(
        !script.contains("</script") && !script.contains("<!--"),
        "the bundle would end its own script element"
    );
    ensure!(!style.contains("</style"), "the style sheet would end its own element");
    ensure!(!script.contains('\r') && !style.contains('\r'), "a carriage return would change the digest");
    let policy = policy::single_meta(&digest(script), &digest(style));
    fill(
        shell,
        &format!(
            "{}<style>{style}</style>\n<script type=\"module\">{script}</script>\n",
            first(&policy, build)
        ),
    )
}

/// A text as a comment after the document.
pub(super) fn comment(text: &str) -> String {
    format!("<!--\n{}\n-->\n", text.replace("--", "- -"))
}

/// What comes before all else: the policy holds only for what stands after it.
fn first(policy: &str, build: &str) -> String {
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"jotsmith-build\" content=\"{build}\">\n"
    )
}

fn fill(shell: &str, head: &str) -> Result<String> {
    ensure!(shell.matches(PLACE).count() == 1, "ui/index.html needs {PLACE} exactly once");
    Ok(shell.replace(PLACE, head.trim_end()))
}

fn digest(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str = "<!doctype html><meta charset=\"utf-8\">\n<!-- jotsmith:head -->\n<title>t</title>";

    #[test]
    fn the_single_file_names_the_digest_of_its_script() {
        let page = single(SHELL, "b", "alert(1)", "a{}").unwrap();
        // printf %s 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert!(page.contains("script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"), "{page}");
        assert!(page.contains("<script type=\"module\">alert(1)</script>"), "{page}");
    }

    #[test]
    fn a_bundle_that_would_end_its_element_is_refused() {
        let fault = single(SHELL, "b", "x='</script>'", "").unwrap_err();
        assert_eq!(fault.to_string(), "the bundle would end its own script element");
    }

    #[test]
    fn a_shell_without_its_place_is_refused() {
        let linked = Linked { app: "a", core: "c", style: "s", manifest: None };
        let fault = index("<!doctype html>", "b", &linked).unwrap_err();
        assert_eq!(fault.to_string(), "ui/index.html needs <!-- jotsmith:head --> exactly once");
    }

    #[test]
    fn the_policy_stands_before_what_it_rules() {
        let linked = Linked { app: "app.js", core: "core.js", style: "style.css", manifest: Some("m") };
        let page = index(SHELL, "b", &linked).unwrap();
        assert!(page.find("Content-Security-Policy").unwrap() < page.find("style.css").unwrap(), "{page}");
    }
}
