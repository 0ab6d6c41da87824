//! How a run ends: the exit codes, and the failure that ends a verb early.
//!
//! In goes what stopped a verb; out come a code, a sentence and what to do now. A verdict is no failure: its verb ends
//! well and says so by its own code. Sentences about tokens and keys are the engine's and only pass through.

use jotsmith::Verdict;
use jotsmith::jwe::EncryptError;
use jotsmith::jws::SignError;
use jotsmith::key::KeyError;
use jotsmith::reason::{Code, Question, Reason};

/// The exit codes. Several at once: the first of 2, 7, 4, 3, 1, 5, 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: all is well.
    Fine,
    /// 1: the token is refused for its signature, its key or anything between the two.
    Rejected,
    /// 2: the command line does not say what to do.
    Usage,
    /// 3: the token, or a text that was given, is not well formed.
    Malformed,
    /// 4: the key cannot be used whatever the token.
    Key,
    /// 5: the token is refused for its claims only.
    Claims,
    /// 6: something was found that was looked for.
    Findings,
    /// 7: a file, a variable, a stream or a socket failed.
    InputOutput,
}

impl Exit {
    /// The number that the process ends with.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Rejected => 1,
            Self::Usage => 2,
            Self::Malformed => 3,
            Self::Key => 4,
            Self::Claims => 5,
            Self::Findings => 6,
            Self::InputOutput => 7,
        }
    }

    /// The code of a reason, as the catalogue of the engine gives it.
    pub(crate) const fn of_catalogue(code: u8) -> Self {
        match code {
            0 => Self::Fine,
            2 => Self::Usage,
            3 => Self::Malformed,
            4 => Self::Key,
            5 => Self::Claims,
            _ => Self::Rejected,
        }
    }
}

/// The codes for the end of a help.
pub(crate) const CODES: &str = "\
Exit codes:
  0  fine
  1  rejected: the signature, the key, or what is between the two
  2  the command line does not say what to do
  3  not well formed
  4  the key cannot be used, whatever the token
  5  rejected for its claims only
  6  found what was looked for: scan
  7  a file, a variable or a stream failed
Several at once: the first of 2, 7, 4, 3, 1, 5, 6.";

/// The order in which codes decide, the gravest first.
const ORDER: [Exit; 7] = [
    Exit::Usage,
    Exit::InputOutput,
    Exit::Key,
    Exit::Malformed,
    Exit::Rejected,
    Exit::Claims,
    Exit::Findings,
];

impl Exit {
    /// The place in the order: the lowest decides.
    fn rank(self) -> usize {
        ORDER.iter().position(|known| *known == self).unwrap_or(ORDER.len())
    }

    /// The graver of the two.
    #[must_use]
    pub(crate) fn graver(self, other: Self) -> Self {
        if other.rank() < self.rank() { other } else { self }
    }
}

impl From<&Verdict> for Exit {
    fn from(verdict: &Verdict) -> Self {
        Self::of_catalogue(verdict.exit_code())
    }
}

/// What ended a verb before its end.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit code.
    pub(crate) exit: Exit,
    /// One whole sentence.
    pub(crate) message: String,
    /// What to do now.
    pub(crate) remedy: String,
}

impl Failure {
    /// A failure with its sentence and its remedy.
    pub(crate) fn new(exit: Exit, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { exit, message: message.into(), remedy: remedy.into() }
    }

    /// The command line does not say what to do.
    pub(crate) fn usage(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message, remedy)
    }

    /// A reason of the engine that stopped a verb, under this code.
    pub(crate) fn of_reason(exit: Exit, reason: &Reason) -> Self {
        Self::new(exit, reason.to_string(), reason.remedy())
    }
}

impl From<KeyError> for Failure {
    fn from(fault: KeyError) -> Self {
        Self::of_reason(Exit::Key, fault.reason())
    }
}

impl From<SignError> for Failure {
    /// What is signed may be malformed; all else is a key that cannot do what is asked of it.
    fn from(fault: SignError) -> Self {
        let exit = if fault.reason().question() == Question::Form { Exit::Malformed } else { Exit::Key };
        Self::of_reason(exit, fault.reason())
    }
}

impl From<EncryptError> for Failure {
    /// What is written may be malformed; all else is a key that cannot do what is asked of it, or was not said which way.
    fn from(fault: EncryptError) -> Self {
        let reason = fault.reason();
        match (reason.code(), reason.question()) {
            (Code::KeyWithoutAlgorithm, _) => Self::usage(
                reason.to_string(),
                format!("{} with --alg.", reason.remedy().trim_end_matches('.')),
            ),
            (Code::SerializationMalformed, _) => Self::of_reason(Exit::Usage, reason),
            (_, Question::Form) => Self::of_reason(Exit::Malformed, reason),
            (_, _) => Self::of_reason(Exit::Key, reason),
        }
    }
}

/// Both, or the graver failure of the two.
pub(crate) fn both<A, B>(one: Result<A, Failure>, two: Result<B, Failure>) -> Result<(A, B), Failure> {
    match (one, two) {
        (Ok(one), Ok(two)) => Ok((one, two)),
        (Err(failure), Ok(_)) | (Ok(_), Err(failure)) => Err(failure),
        (Err(one), Err(two)) => Err(if one.exit.rank() <= two.exit.rank() { one } else { two }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_lists_every_code_and_their_order() {
        for exit in [Exit::Fine].into_iter().chain(ORDER) {
            assert!(CODES.contains(&format!("\n  {}  ", exit.code())), "{exit:?}");
        }
        let order = ORDER.map(|exit| exit.code().to_string()).join(", ");
        assert!(CODES.ends_with(&format!(": the first of {order}.")), "{order}");
    }

    #[test]
    fn of_two_failures_the_graver_one_decides() {
        let fails = |exit| Err::<(), _>(Failure::new(exit, "", ""));
        for (one, two, decides) in [
            (Exit::InputOutput, Exit::Usage, Exit::Usage),
            (Exit::Key, Exit::InputOutput, Exit::InputOutput),
            (Exit::Malformed, Exit::Key, Exit::Key),
            (Exit::Claims, Exit::Rejected, Exit::Rejected),
        ] {
            assert_eq!(both(fails(one), fails(two)).unwrap_err().exit, decides);
        }
    }
}
