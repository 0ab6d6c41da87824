//! The verdict for people: the sentence; if it is not accepted, the four questions and what to do now. Every word about
//! the token comes from the engine; the columns are ours.

use jotsmith::Verdict;
use jotsmith::check::State;
use jotsmith::reason::{Code, Question, Reason, Severity};
use jotsmith::verdict::{EachSignature, Outcome};

use super::paint::Paint;

/// The order in which the questions are shown.
const QUESTIONS: [Question; 4] = [Question::Form, Question::Signature, Question::Claims, Question::Trust];

/// What `verify` says: one line where all is well. Remedies do not name the flags that are `refused` here.
pub(crate) fn talk(verdict: &Verdict, refused: &[&str], paint: Paint) -> String {
    let mut lines = vec![sentence(verdict, paint)];
    if verdict.accept() {
        lines.extend(signatures(verdict, paint));
    } else {
        lines.extend(questions(verdict, paint));
    }
    lines.extend(reasons(verdict, refused, paint));
    lines.extend(open(verdict).map(|note| row(&paint.strong("remedy   "), &note.remedy())));
    lines.join("\n")
}

/// Begins what is said of a token that has no payload of its own.
pub(crate) const EMPTY: &str = "The payload part is empty. If the payload came beside the token,";

/// Whether a compact token is refused, and the payload that is not in it may be why.
pub(crate) fn lacks_payload(verdict: &Verdict, token: &str) -> bool {
    let fits = verdict.has(Code::SignatureMismatch) || verdict.outcome() == Outcome::Unreadable;
    fits && matches!(token.split('.').collect::<Vec<_>>().as_slice(), [_, "", _])
}

/// What the sentence tells of a token that nothing speaks against, and that was not verified.
fn open(verdict: &Verdict) -> Option<&Reason> {
    let sentence = verdict.sentence();
    let mut notes = verdict.reasons().iter().filter(|reason| reason.severity() == Severity::Note);
    notes.find(|note| verdict.outcome() == Outcome::NotVerified && says_all(&sentence, note))
}

/// The whole verdict, as `inspect` shows it.
pub(crate) fn whole(verdict: &Verdict, refused: &[&str], paint: Paint) -> String {
    let mut lines = vec![sentence(verdict, paint)];
    lines.extend(questions(verdict, paint));
    lines.extend(reasons(verdict, refused, paint));
    lines.join("\n")
}

fn sentence(verdict: &Verdict, paint: Paint) -> String {
    let sentence = verdict.sentence();
    match verdict.outcome() {
        Outcome::Accept => paint.good(&sentence),
        Outcome::DoNotAccept | Outcome::Unreadable => paint.bad(&sentence),
        Outcome::NotVerified => paint.warn(&sentence),
    }
}

fn questions(verdict: &Verdict, paint: Paint) -> Vec<String> {
    let width =
        QUESTIONS.iter().map(|question| state(verdict.state(*question)).len()).max().unwrap_or_default();
    let line = |question: Question| {
        let shown = painted(verdict.state(question), width, paint);
        format!("  {:9}  {shown}  {}", question.as_str(), verdict.words(question)).trim_end().to_owned()
    };
    let mut lines = Vec::new();
    for question in QUESTIONS {
        lines.push(line(question));
        if question == Question::Signature {
            lines.extend(signatures(verdict, paint));
        }
    }
    lines
}

/// A line for each signature of a general serialization.
fn signatures(verdict: &Verdict, paint: Paint) -> Vec<String> {
    let each = verdict.each_signature();
    let width = each.iter().map(|one| state(one.state).len()).max().unwrap_or_default();
    let line = |(index, one): (usize, &EachSignature)| {
        let shown = painted(one.state, width, paint);
        format!("    {:7}  {shown}  {}", index + 1, verdict.words_of_signature(one)).trim_end().to_owned()
    };
    each.iter().enumerate().map(line).collect()
}

/// A state in its colour, as wide as the others.
fn painted(state: State, width: usize, paint: Paint) -> String {
    let padded = format!("{:width$}", self::state(state));
    match state {
        State::Pass => paint.good(&padded),
        State::Fail => paint.bad(&padded),
        State::NotChecked | State::NotApplicable => paint.faint(&padded),
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::Pass => "pass",
        State::Fail => "FAIL",
        State::NotChecked => "not checked",
        State::NotApplicable => "no question",
    }
}

/// What the sentence leaves out: the other errors, warnings, hints. The remedy of the first error is shown unless a
/// hint, which knows better, is there.
fn reasons(verdict: &Verdict, refused: &[&str], paint: Paint) -> Vec<String> {
    let mut lines = Vec::new();
    let mut errors = in_order_of_the_sentence(verdict);
    let first = errors.next();
    for error in errors {
        lines.push(row(&paint.bad("also     "), &said(error)));
        lines.push(row("         ", &remedy(error, refused)));
    }
    for warning in verdict.reasons().iter().filter(|reason| reason.severity() == Severity::Warning) {
        lines.push(row(&paint.warn("warning  "), &said(warning)));
    }
    // The other notes say what was not asked for, as the lines of the questions do.
    let is_note = |reason: &&Reason| reason.code() == Code::NumericdateMilliseconds;
    for note in verdict.reasons().iter().filter(is_note) {
        lines.push(row(&paint.warn("note     "), &said(note)));
    }
    for hint in verdict.hints() {
        lines.push(row(&paint.warn("hint     "), &hint.to_string()));
    }
    let mut first_lines = Vec::new();
    if let Some(first) = first.filter(|first| !says_all(&verdict.sentence(), first)) {
        first_lines.push(row(&paint.strong("why      "), &first.to_string()));
    }
    if let Some(first) = first.filter(|_| verdict.hints().is_empty()) {
        first_lines.push(row(&paint.strong("remedy   "), &remedy(first, refused)));
    }
    first_lines.append(&mut lines);
    first_lines
}

/// What to do now, less the sentences about flags that the command line refuses here.
fn remedy(reason: &Reason, refused: &[&str]) -> String {
    let remedy = reason.remedy();
    let fits = |sentence: &&str| !refused.iter().any(|flag| sentence.contains(flag));
    remedy.split_inclusive(". ").filter(fits).collect::<String>().trim_end().to_owned()
}

/// The message; one about one signature of several says which.
fn said(reason: &Reason) -> String {
    let signature = reason.place().and_then(|place| place.part.of_signature());
    signature.map_or_else(|| reason.to_string(), |index| format!("Signature {}: {reason}", index + 1))
}

/// Whether the sentence of the verdict holds the whole message of the reason, large and small letters aside.
fn says_all(sentence: &str, reason: &Reason) -> bool {
    let message = reason.to_string().to_lowercase();
    sentence.to_lowercase().contains(message.trim_end_matches('.'))
}

fn row(name: &str, text: &str) -> String {
    format!("  {name}  {text}")
}

fn in_order_of_the_sentence(verdict: &Verdict) -> impl Iterator<Item = &Reason> {
    [Question::Form, Question::Signature, Question::Trust, Question::Claims].into_iter().flat_map(
        |question| {
            let answers =
                move |reason: &&Reason| reason.severity() == Severity::Error && reason.question() == question;
            verdict.reasons().iter().filter(answers)
        },
    )
}
