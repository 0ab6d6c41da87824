//! Tokens in JSON serialization among other text (RFC 7515 section 7.2, RFC 7516 section 7.2): in logs on one line or
//! over several, in recordings, and in JSON strings with their escapes.
//!
//! In goes a text, out come the objects in it that have the members of a token, or of a private key (RFC 7517 section 4).
//! THE parser reads each object where it begins; whether its header is one of a token is not looked at here.
//!
//! The cost is linear. An object that was read as part of another one is not read again: it would end at the same byte.
//! What stands in the strings of an object that does not end is read once more, with the quotes the other way round, and
//! there is no third way. Objects in the lower half of the depth that the parser takes are read a second time.

mod walk;

use std::collections::{BTreeMap, BTreeSet};

pub use self::walk::PRIVATE_MEMBERS;

use self::walk::{Seen, Walk};
use super::escaped::View;
use super::wrapper::{self, Whole};
use super::{Cleaning, Found, Shape, outer_white_space};
use crate::json::Names;
use crate::json::parse::run_within;
use crate::limits::{ESCAPE_DEPTH, TOKEN_BYTES};
use crate::reason::Span;

/// The tokens in JSON serialization and the private JSON Web Keys of a text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Objects {
    /// They, in the order of the text. One may stand inside another.
    pub tokens: Vec<Found>,
    /// The objects with `kty` and one of [`PRIVATE_MEMBERS`], in the order of the text.
    pub private_keys: Vec<Found>,
    /// Where the first object begins that the end of the text cuts and that can still become one of these.
    pub open: Option<usize>,
    /// Bytes that were read as JSON: what the search cost.
    pub walked: usize,
}

/// Finds the objects of a text, from the byte `from` on, that have the members of a token in flattened or general
/// serialization, or of a private key. What stands before `from` is looked at for names. Objects longer than [`TOKEN_BYTES`] are none.
pub fn objects(text: &str, from: usize) -> Objects {
    let mut search = Search {
        given: text,
        whole: Whole::piece(text),
        tokens: BTreeMap::new(),
        private_keys: BTreeMap::new(),
        open: None,
        walked: 0,
    };
    search.look(&View::of(text), from, ESCAPE_DEPTH);
    Objects {
        tokens: search.tokens.into_values().collect(),
        private_keys: search.private_keys.into_values().collect(),
        open: search.open,
        walked: search.walked,
    }
}

/// Bytes before the end of a text in which it may be the end that reading stopped at: a literal or an escape is cut.
const CUT: usize = 8;

struct Search<'t> {
    given: &'t str,
    whole: Whole,
    /// By the place where each begins.
    tokens: BTreeMap<usize, Found>,
    private_keys: BTreeMap<usize, Found>,
    open: Option<usize>,
    walked: usize,
}

impl Search<'_> {
    fn look(&mut self, view: &View<'_>, from: usize, levels: usize) {
        let bytes = view.text.as_bytes();
        self.read(view, from);
        let mut at = from;
        while let Some(start) = brace(bytes, at) {
            at = start + 1;
            if levels > 0 && opening(bytes, start) == Opening::Escaped {
                let (inside, end) = view.unescaped(start);
                self.look(&inside, 0, levels - 1);
                at = end.max(at);
            }
        }
    }

    /// The objects whose quotes stand there as they are.
    fn read(&mut self, view: &View<'_>, from: usize) {
        let bytes = view.text.as_bytes();
        let mut names = Names::default();
        let mut seen = BTreeSet::new();
        let mut at = from;
        while let Some(start) = brace(bytes, at) {
            at = start + 1;
            match opening(bytes, start) {
                Opening::Cut => self.may_go_on(view, start),
                Opening::Plain if !seen.contains(&start) => {
                    let mut walk = Walk::new(&view.text, &mut seen);
                    let within = run_within(&view.text, start, &mut names, &mut walk);
                    let Seen { tokens, private_keys, unfinished } = walk.end();
                    self.walked += within.end - start;
                    for span in tokens {
                        if let Some(found) = self.found(view, span) {
                            self.tokens.insert(found.span.start, found);
                        }
                    }
                    for span in private_keys {
                        if let Some(found) = self.found(view, span) {
                            self.private_keys.insert(found.span.start, found);
                        }
                    }
                    if within.complete {
                        at = within.end;
                    } else if within.end + CUT > bytes.len() {
                        for start in unfinished {
                            self.may_go_on(view, start);
                        }
                    }
                }
                Opening::Plain | Opening::Escaped | Opening::None => {}
            }
        }
    }

    /// An object that the end of the text cuts.
    fn may_go_on(&mut self, view: &View<'_>, start: usize) {
        let start = view.given(Span::byte(start)).start;
        if view.cut && self.given.len() - start <= TOKEN_BYTES {
            self.open = Some(self.open.map_or(start, |open| open.min(start)));
        }
    }

    /// An object of a view; none where it is too long.
    fn found(&self, view: &View<'_>, span: Span) -> Option<Found> {
        let given = Some(view.given(span)).filter(|given| given.len() <= TOKEN_BYTES)?;
        let wrapper = wrapper::around(self.given, &self.whole, given.start);
        let mut cleanings = wrapper.cleanings;
        if given.len() != span.len() {
            cleanings.push(Cleaning::new("json-escapes", given, "Escapes of JSON were undone."));
        }
        if cleanings.is_empty() {
            cleanings.extend(outer_white_space(self.given, self.whole.inner, given));
        }
        Some(Found {
            text: span.of_str(&view.text).to_owned(),
            shape: Shape::Json,
            label: wrapper.label.map(str::to_owned),
            span: given,
            cleanings,
            runs: view.runs(span),
        })
    }
}

fn brace(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.iter().position(|byte| *byte == b'{').map(|further| at + further)
}

/// What follows an opening brace.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Nothing but white space to the end of the text.
    Cut,
    /// A quote with backslashes before it: the object stands in a JSON string.
    Escaped,
    /// Something else: no object with members.
    None,
    /// A quote.
    Plain,
}

/// Looks past white space and its escapes for the quote of the first member.
fn opening(bytes: &[u8], brace: usize) -> Opening {
    let mut rest = bytes.get(brace + 1..).unwrap_or_default();
    let mut escaped = false;
    loop {
        rest = match rest {
            [] => return Opening::Cut,
            [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] => rest,
            [b'"', ..] => return if escaped { Opening::None } else { Opening::Plain },
            [b'\\', ..] => {
                escaped = true;
                let slashes = rest.iter().take_while(|byte| **byte == b'\\').count();
                match rest.get(slashes..).unwrap_or_default() {
                    [] => return Opening::Cut,
                    [b'n' | b'r' | b't', rest @ ..] => rest,
                    [b'"', ..] => return Opening::Escaped,
                    [_, ..] => return Opening::None,
                }
            }
            [_, ..] => return Opening::None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLAT: &str = r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln"}"#;
    const GENERAL: &str = r#"{"payload":"e30","signatures":[{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln"},{"header":{"alg":"HS512"},"signature":"bW9y"}]}"#;
    const JWE: &str = r#"{"protected":"eyJlbmMiOiJBMTI4R0NNIn0","recipients":[{"header":{"alg":"A128KW"},"encrypted_key":"a2V5"}],"iv":"aXY","ciphertext":"Y3Q","tag":"dGFn"}"#;

    fn texts(text: &str) -> Vec<String> {
        objects(text, 0).tokens.into_iter().map(|found| found.text).collect()
    }

    fn escaped(text: &str) -> String {
        text.replace('\\', r"\\").replace('"', "\\\"").replace('\n', "\\n")
    }

    #[test]
    fn finds_each_serialization_among_other_text() {
        for token in [FLAT, GENERAL, JWE] {
            let pretty = token.replace(',', ",\n  ").replace('{', "{\n ");
            for text in [token, &pretty] {
                assert_eq!(texts(&format!("INFO said \"x {{ y\" body={text} {{done}}\n")), [text]);
                assert_eq!(texts(&format!("{{\"log\":[1,{{\"a\":{text}}}]}}")), [text]);
            }
        }
        assert_eq!(texts(&format!("{FLAT}{JWE}\n{GENERAL}")), [FLAT, JWE, GENERAL]);
    }

    #[test]
    fn finds_private_keys_wherever_a_token_would_be_found() {
        let keys = |text: &str| -> Vec<String> {
            objects(text, 0).private_keys.into_iter().map(|found| found.text).collect()
        };
        for key in [
            r#"{"kty":"EC","crv":"P-256","x":"eA","y":"eQ","d":"c2Vj"}"#,
            r#"{"k":"c2Vj","kty":"oct"}"#,
            r#"{"kty":"AKP","alg":"ML-DSA-44","pub":"cHVi","priv":"c2Vj"}"#,
            r#"{"kty":"RSA","n":"bg","e":"AQAB","oth":[{"r":"cg","d":"ZA","t":"dA"}]}"#,
            "{\n  \"\\u006bty\": \"OKP\",\n  \"\\u0064\": \"c2Vj\"\n}",
        ] {
            let text = format!("{{\"keys\":[{key},{key}]}} {{ \"x\":\"{}\"}} {FLAT}", escaped(key));
            assert_eq!(keys(&text), [key; 3]);
            assert_eq!(texts(&text), [FLAT]);
        }
        for public in [
            r#"{"kty":"EC","crv":"P-256","x":"eA","y":"eQ"}"#,
            r#"{"d":"c2Vj"}"#,
            r#"{"kty":7,"d":"c2Vj"}"#,
            r#"{"kty":"EC","d":null}"#,
            r#"{"kty":"EC","of":{"d":"c2Vj"}}"#,
            r#"{"kty":"oct","k":"c2Vj""#,
        ] {
            assert_eq!(keys(public).len(), 0, "{public}");
        }
    }

    #[test]
    fn finds_what_is_escaped_and_maps_it_back() {
        let mut text = GENERAL.replace(',', ",\n");
        let token = text.clone();
        for level in 0..=ESCAPE_DEPTH {
            let found = objects(&text, 0).tokens;
            assert_eq!(found.len(), 1, "{level}");
            assert_eq!(found[0].text, token, "{level}");
            let at = token.find("c2ln").unwrap();
            assert_eq!(found[0].given(Span::new(at, at + 4)).of_str(&text), "c2ln", "{level}");
            text = format!("{{\"text\":\"{}\",\"more\":\"\"}}", escaped(&text));
        }
        assert_eq!(texts(&text).len(), 0, "deeper than is looked");
    }

    #[test]
    fn what_has_not_the_members_of_a_token_is_none() {
        for text in [
            "{}",
            r#"{"payload":"e30"}"#,
            r#"{"signature":"c2ln"}"#,
            r#"{"payload":{"a":1},"signature":"c2ln"}"#,
            r#"{"payload":"e30","signature":7}"#,
            r#"{"ciphertext":"Y3Q"}"#,
            r#"{"payload":"e30","signatures":[]}"#,
            r#"{"payload":"e30","protected":"e30","signature":"c2ln""#,
        ] {
            assert_eq!(texts(text).len(), 0, "{text}");
        }
    }

    #[test]
    fn quotes_that_do_not_close_hide_nothing_after_them() {
        for before in
            ["{\"", "{\"a\":\"", "{\"a\":{\"b\":[", "\"{\"", "{\"x\":1,\n{", "{\\\"", "'{\"a\": \"{"]
        {
            assert_eq!(texts(&format!("{before} {FLAT} end")), [FLAT], "{before}");
        }
        assert_eq!(texts(&format!("{}{FLAT}", "{\"payload\":".repeat(200))), [FLAT]);
    }

    #[test]
    fn says_where_an_object_begins_that_is_cut() {
        for cut in 1..FLAT.len() {
            let begun = FLAT.get(..cut).unwrap();
            let text = format!("text {begun}");
            assert_eq!((objects(&text, 0).open, texts(&text).len()), (Some(5), 0), "{text}");
            let text = format!("{{\"text\":\"{}", escaped(begun));
            assert_eq!(objects(&text, 1).open, Some(9), "{text}");
        }
        assert_eq!(objects("{\"a\":1} x", 0).open, None);
    }

    #[test]
    fn hostile_text_is_read_a_bounded_number_of_times() {
        for hostile in [
            "{",
            "{\"payload\":",
            "{\"payload\":\"",
            "{\"payload\":[",
            "{\"payload\":[0,",
            "{\"{\":\":\",\":\",",
            "{\"a\":{\"b\":{}},\"c{\":",
            "{\\\"payload\\\":",
            "{\\\\\\\"payload\\\\\\\":{\\\"a\\\":",
            "{ \\n",
            "[[[[{\"a\":",
        ] {
            let text = hostile.repeat(300_000 / hostile.len());
            let walked = objects(&text, 0).walked;
            assert!(walked <= 8 * text.len(), "{hostile}: {walked} of {}", text.len());
        }
    }

    #[test]
    fn the_work_grows_with_the_text_and_no_faster() {
        for hostile in ["{\"payload\":", "{\"{\":\":\",\":\",", "{\"a\":[{\"b\":0},"] {
            let of = |times: usize| objects(&hostile.repeat(times), 0).walked;
            assert!(of(20_000) <= 11 * of(2_000), "{hostile}");
        }
    }
}
