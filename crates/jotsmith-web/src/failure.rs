//! Why a question has no answer: a reason of the engine, or one of the few faults of the boundary itself.

use jotsmith::reason::Reason;
use jotsmith::{KeyError, SignError};

use crate::answer::{Answer, ReasonView};
use crate::view::reason;

/// What the page is answered instead.
#[derive(Debug)]
pub(crate) struct Failure(Box<ReasonView>);

/// One fault of the boundary: no token and no key is to blame.
struct Row {
    code: &'static str,
    message: &'static str,
    remedy: &'static str,
}

/// A fault of the boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    AlgorithmUnknown,
    CodeUnknown,
    HandoverMalformed,
    KeyForgotten,
    LeftToExtra,
    MemberMissing,
    PartMissing,
    RequestMalformed,
    RsaMadeByBrowser,
}

impl Fault {
    /// All of them.
    #[cfg(test)]
    const ALL: [Self; 9] = [
        Self::AlgorithmUnknown,
        Self::CodeUnknown,
        Self::HandoverMalformed,
        Self::KeyForgotten,
        Self::LeftToExtra,
        Self::MemberMissing,
        Self::PartMissing,
        Self::RequestMalformed,
        Self::RsaMadeByBrowser,
    ];

    /// The stable code.
    pub(crate) const fn code(self) -> &'static str {
        self.row().code
    }

    const fn row(self) -> Row {
        match self {
            Self::AlgorithmUnknown => Row {
                code: "ask-algorithm",
                message: "No algorithm of this name signs here.",
                remedy: "Choose one of the list.",
            },
            Self::CodeUnknown => Row {
                code: "ask-code",
                message: "There is no reason of this code.",
                remedy: "Take the code as the verdict names it.",
            },
            Self::HandoverMalformed => Row {
                code: "ask-handover",
                message: "The keys could not be carried over to the second module.",
                remedy: "Paste the keys again.",
            },
            Self::KeyForgotten => Row {
                code: "ask-key",
                message: "This key is not in the tray: it was forgotten.",
                remedy: "Paste the key again.",
            },
            Self::LeftToExtra => Row {
                code: "ask-extra",
                message: "This is answered by the second module, which could not be loaded.",
                remedy: "Reload the page while you are online.",
            },
            Self::MemberMissing => Row {
                code: "ask-member",
                message: "There is no such member to change.",
                remedy: "Make the object around it first, or mend the JSON up to it.",
            },
            Self::PartMissing => Row {
                code: "ask-part",
                message: "The token has no such part that can be edited.",
                remedy: "Begin a new token with header and payload.",
            },
            Self::RequestMalformed => Row {
                code: "ask-malformed",
                message: "The page asked something that the engine does not understand.",
                remedy: "Reload the page, so that both are of one version.",
            },
            Self::RsaMadeByBrowser => Row {
                code: "ask-rsa",
                message: "RSA keys are made by the browser, not here.",
                remedy: "Let the browser make the key and read it as PKCS#8 or JWK.",
            },
        }
    }
}

impl Failure {
    /// A reason whose place is in a text of the page.
    pub(crate) fn at(view: ReasonView) -> Self {
        Self(Box::new(view))
    }

    /// The answer.
    pub(crate) fn into_answer(self) -> Answer {
        Answer::Failure(*self.0)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let Row { code, message, remedy } = fault.row();
        Self(Box::new(ReasonView {
            code: code.into(),
            question: "form".into(),
            severity: "error".into(),
            message: message.into(),
            remedy: remedy.into(),
            source: "Jotsmith page".into(),
            part: None,
            pointer: None,
            span: None,
            excerpt: None,
        }))
    }
}

impl From<&Reason> for Failure {
    fn from(found: &Reason) -> Self {
        Self(Box::new(reason::elsewhere(found)))
    }
}

impl From<KeyError> for Failure {
    fn from(fault: KeyError) -> Self {
        Self::from(fault.reason())
    }
}

impl From<SignError> for Failure {
    fn from(fault: SignError) -> Self {
        Self::from(fault.reason())
    }
}

#[cfg(test)]
mod tests {
    use jotsmith::reason::Code;

    use super::*;

    #[test]
    fn no_fault_of_the_boundary_has_the_code_of_a_reason_or_of_another_fault() {
        let mut codes: Vec<_> = Fault::ALL.iter().map(|fault| fault.row().code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Fault::ALL.len());
        assert!(codes.iter().all(|code| Code::named(code).is_none()));
    }
}
