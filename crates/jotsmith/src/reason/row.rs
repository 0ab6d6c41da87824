//! One row of the catalogue: all that is known of one reason, but for where it was seen.

use super::{Code, Question, Severity};

/// What the table knows of one code.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Row {
    /// The code itself.
    pub code: Code,
    /// The stable name, kebab-case: never renamed, never reused.
    pub name: &'static str,
    /// The question of the verdict that it answers.
    pub question: Question,
    /// How much it weighs unless a setting says otherwise.
    pub severity: Severity,
    /// The exit code of the command line when this decides.
    pub exit: u8,
    /// Document and section.
    pub source: &'static str,
    /// The exact condition, one sentence; empty without the feature `explanations`.
    pub condition: &'static str,
    /// Template of the clause after "Do not accept: ".
    pub clause: &'static str,
    /// Template of what the message adds to the clause.
    pub more: &'static str,
    /// Template of what to do now.
    pub remedy: &'static str,
}
