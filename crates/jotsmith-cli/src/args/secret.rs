//! `--secret`: a shared secret with its encoding.
//!
//! `utf8:` is followed by the text itself; `base64:`, `base64url:` and `hex:` by the encoded text, or by `@FILE` or
//! `env:NAME` that holds it. Bare `@FILE`, `env:NAME` and `-` are raw bytes, taken whole. Nothing is guessed: a value
//! without a prefix is refused, and no message quotes it.

use jotsmith::AnyKey;
use jotsmith::key::{Encoding, Key, Secret, Shared};
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::input::{Operand, SECRET, without_final_newline};

/// What is said where a value has none of the forms.
const FORMS: &str = "Write utf8:TEXT, base64:VALUE, base64url:VALUE or hex:VALUE, where VALUE may be @FILE or env:NAME; \
                     or @FILE, env:NAME or - for raw bytes.";

/// A secret as it was named, not yet read.
#[derive(Clone)]
pub(crate) enum SecretInput {
    /// The text of an encoding.
    Encoded(Encoding, Operand),
    /// Bytes as they are.
    Raw(Operand),
    /// An encoding, and nothing after it.
    Empty,
    /// None of the forms.
    Unclear,
}

/// A secret that was read, with what is to be said about the way it was given.
#[derive(Debug)]
pub(crate) struct Given {
    /// The key, for no algorithm yet.
    pub(crate) key: Result<Key<Shared>, jotsmith::KeyError>,
    /// What is worth saying.
    pub(crate) warnings: Vec<String>,
}

impl std::str::FromStr for SecretInput {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let operand = |text: &str| text.parse::<Operand>().unwrap_or_else(|never| match never {});
        if text == "-" || text.starts_with('@') || text.starts_with("env:") {
            return Ok(Self::Raw(operand(text)));
        }
        Ok(match text.split_once(':').and_then(|(name, value)| Some((Encoding::named(name)?, value))) {
            None => Self::Unclear,
            Some((_, "")) => Self::Empty,
            Some((Encoding::Utf8, value)) => {
                Self::Encoded(Encoding::Utf8, Operand::Literal(Zeroizing::new(value.into())))
            }
            // Base64 and hexadecimal have no hyphen to be confused with, but base64url has: it stays a literal.
            Some((encoding, "-")) => Self::Encoded(encoding, Operand::Literal(Zeroizing::new("-".into()))),
            Some((encoding, value)) => Self::Encoded(encoding, operand(value)),
        })
    }
}

impl SecretInput {
    /// Refuses a value that has none of the forms.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        match self {
            Self::Encoded(..) | Self::Raw(_) => Ok(()),
            Self::Empty => Err(empty()),
            Self::Unclear => Err(unclear()),
        }
    }

    /// Reads the secret.
    pub(crate) fn read(&self) -> Result<Given, Failure> {
        let mut warnings = Vec::new();
        let secret = match self {
            Self::Encoded(encoding, operand) => {
                if operand.is_literal() {
                    warnings.push(
                        "The secret stays in the shell's history: use --secret @FILE or env:NAME.".into(),
                    );
                }
                let bytes = operand.bytes(SECRET)?;
                // The newline that ends a file of base64 or hexadecimal is no part of the secret; one after utf8: is.
                let text =
                    if operand.is_literal() { bytes.as_slice() } else { without_final_newline(&bytes) };
                Secret::parse(*encoding, &String::from_utf8_lossy(text))
            }
            Self::Raw(operand) => {
                let bytes = operand.bytes(SECRET)?;
                if bytes.ends_with(b"\n") {
                    warnings.push(
                        "The secret ends with a newline, which counts as part of it. If it is not meant, write the \
                         file with printf %s."
                            .into(),
                    );
                }
                if let Ok(key) = AnyKey::read(&bytes)
                    && key.is_secret()
                {
                    warnings.push(format!(
                        "The secret is itself a key ({}), and every byte of its text was taken. If that key is meant, \
                         give it by --key; to a verb of keys, as the last word.",
                        key.form()
                    ));
                }
                Ok(Secret::new(&bytes))
            }
            Self::Empty => return Err(empty()),
            Self::Unclear => return Err(unclear()),
        };
        Ok(Given { key: secret.and_then(Key::of_secret), warnings })
    }
}

fn empty() -> Failure {
    Failure::usage("The secret is empty: nothing follows its encoding.", FORMS)
}

fn unclear() -> Failure {
    Failure::usage("The value of --secret does not say how it is encoded.", FORMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(text: &str) -> SecretInput {
        text.parse().unwrap()
    }

    #[test]
    fn an_encoding_is_named_or_the_value_is_refused() {
        for unclear in ["", "hunter2", "UTF8:a", "ascii:a", ":a"] {
            assert!(matches!(input(unclear), SecretInput::Unclear), "{unclear}");
        }
        for empty in ["utf8:", "base64:", "base64url:", "hex:"] {
            assert!(matches!(input(empty), SecretInput::Empty), "{empty}");
        }
        assert!(
            matches!(input("utf8:@a"), SecretInput::Encoded(Encoding::Utf8, Operand::Literal(text)) if text.as_str() == "@a")
        );
        assert!(matches!(input("hex:@a"), SecretInput::Encoded(Encoding::Hex, Operand::File(_))));
        assert!(matches!(
            input("base64:env:A"),
            SecretInput::Encoded(Encoding::Base64, Operand::Variable(_))
        ));
        assert!(matches!(input("@a"), SecretInput::Raw(Operand::File(_))));
        assert!(matches!(input("env:A"), SecretInput::Raw(Operand::Variable(_))));
        assert!(matches!(input("-"), SecretInput::Raw(Operand::Stdin)));
    }

    #[test]
    fn no_message_quotes_the_secret() {
        let failure = input("hunter2").check().unwrap_err();
        assert!(!failure.message.contains("hunter") && !failure.remedy.contains("hunter"));
        let given = input("hex:hunter2").read().unwrap();
        assert_eq!(given.key.unwrap_err().to_string(), "The secret is not hex: byte 1 does not belong.");
    }
}
