//! `--key-password`: what opens a key that is encrypted. Where it was not given, a person is asked for it, and nobody else.

use std::sync::OnceLock;

use jotsmith::jwe::{is_wrapped_key, open_wrapped_keys};
use jotsmith::reason::{Code, Reason};
use jotsmith::{AnyKey, KeyError, KeySet};
use zeroize::Zeroizing;

use crate::exit::{Exit, Failure};
use crate::input::{Operand, PASSWORD, ask};
use crate::output::Io;
use crate::render::counted;

/// The password of the keys of a run.
#[derive(Clone, clap::Args)]
pub(crate) struct KeyPassword {
    /// The password of an encrypted key, taken whole: the text itself, -, @FILE or env:NAME; without it a person at a
    /// terminal is asked
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    key_password: Option<Operand>,

    /// The same once it was read: standard input gives it to the first key alone.
    #[arg(skip)]
    read: OnceLock<Zeroizing<Vec<u8>>>,
}

impl KeyPassword {
    /// The one key of the text.
    pub(crate) fn key(&self, text: &[u8]) -> Result<Result<AnyKey, KeyError>, Failure> {
        if let Some(wrapped) = self.wrapped(text)? {
            return match wrapped.as_ref().map(KeySet::entries) {
                Ok([one]) => Ok(one.clone()),
                Ok(several) => Err(not_one(several.len())),
                Err(fault) => Ok(Err(fault.clone())),
            };
        }
        let read = one_key(text)?;
        match &read {
            Err(fault) if fault.code() == Code::KeyEncrypted => {
                Ok(self.password()?.map_or(read, |password| AnyKey::read_locked(text, &password)))
            }
            Ok(_) | Err(_) => Ok(read),
        }
    }

    /// All keys of the text.
    pub(crate) fn set(&self, text: &[u8]) -> Result<Result<KeySet, KeyError>, Failure> {
        if let Some(wrapped) = self.wrapped(text)? {
            return Ok(wrapped);
        }
        let read = KeySet::read(text);
        let locked = |set: &KeySet| set.left_out().any(|fault| fault.code() == Code::KeyEncrypted);
        if read.as_ref().is_ok_and(locked)
            && let Some(password) = self.password()?
        {
            return Ok(KeySet::read_locked(text, &password));
        }
        Ok(read)
    }

    /// The password, where it was given; nobody is asked.
    pub(crate) fn given(&self) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
        let Some(operand) = &self.key_password else { return Ok(None) };
        if self.read.get().is_none() {
            let password = operand.bytes(PASSWORD)?;
            self.read.get_or_init(|| password);
        }
        Ok(self.read.get().cloned())
    }

    /// What is worth saying about the way it was given.
    pub(crate) fn warning(&self) -> Option<String> {
        warning(self.key_password.as_ref()?, self.read.get().map(|read| read.as_slice()), "--key-password")
    }

    /// The failure of a key; where the password ends with a newline, that is likely why it does not open.
    pub(crate) fn failure(&self, fault: KeyError) -> Failure {
        let newline =
            fault.code() == Code::KeyPassword && self.read.get().is_some_and(|read| read.ends_with(b"\n"));
        let failure = Failure::from(fault);
        if newline { Failure { remedy: format!("{} {NEWLINE}", failure.remedy), ..failure } } else { failure }
    }

    /// The keys of a JWE that holds some (RFC 7517 section 7); none where the text is no such.
    fn wrapped(&self, text: &[u8]) -> Result<Option<Result<KeySet, KeyError>>, Failure> {
        let Some(text) = wrapped_text(text) else { return Ok(None) };
        let password = self.password()?;
        Ok(Some(unwrapped(text, password.as_deref().map(Vec::as_slice))))
    }

    fn password(&self) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
        match self.given()? {
            Some(password) => Ok(Some(password)),
            None => ask("Password of the key: "),
        }
    }
}

/// Said of a password that ends with a newline.
const NEWLINE: &str = "The password ends with a newline, which counts as part of it. If it is not meant, write the file with \
                       printf %s.";

/// What is worth saying about a password that was given this way.
fn warning(operand: &Operand, password: Option<&[u8]>, flag: &str) -> Option<String> {
    if operand.is_literal() {
        return Some(format!("The password stays in the shell's history: use {flag} @FILE or env:NAME."));
    }
    password?.ends_with(b"\n").then(|| NEWLINE.into())
}

/// The one key of a text that needs no password. That it holds several is said as such: which flag takes them is no
/// matter of the key.
fn one_key(text: &[u8]) -> Result<Result<AnyKey, KeyError>, Failure> {
    match AnyKey::read(text) {
        Err(fault) if fault.code() == Code::KeyUnreadable => match KeySet::read(text) {
            Ok(set) if set.len() > 1 => Err(not_one(set.len())),
            Ok(_) | Err(_) => Ok(Err(fault)),
        },
        read => Ok(read),
    }
}

fn not_one(count: usize) -> Failure {
    Failure::new(
        Exit::Key,
        format!("One key is wanted here, and this holds {}.", counted(count, "key")),
        "Give one of them alone: jotsmith jwks list shows which there are. All of them together are taken by --jwks of \
         verify, inspect and decrypt.",
    )
}

/// All keys of the text, those that are encrypted with the password among them.
pub(crate) fn opened(text: &[u8], password: Option<&[u8]>) -> Result<KeySet, KeyError> {
    match (wrapped_text(text), password) {
        (Some(wrapped), _) => unwrapped(wrapped, password),
        (None, Some(password)) => KeySet::read_locked(text, password),
        (None, None) => KeySet::read(text),
    }
}

/// The text as a JWE that holds keys, where it is one.
fn wrapped_text(text: &[u8]) -> Option<&str> {
    std::str::from_utf8(text).ok().map(str::trim).filter(|text| is_wrapped_key(text))
}

fn unwrapped(text: &str, password: Option<&[u8]>) -> Result<KeySet, KeyError> {
    match password {
        Some(password) => open_wrapped_keys(text, password),
        None => Err(Reason::new(Code::KeyEncrypted).into()),
    }
}

/// Whether a private key is written encrypted, and with what.
#[derive(Clone, clap::Args)]
pub(crate) struct Encrypt {
    /// Encrypt the private key with a password: PKCS#8 by --to pem, pkcs8 or der, or --to openssh
    #[arg(long)]
    encrypt: bool,

    /// The password to encrypt it with, taken whole: the text itself, -, @FILE or env:NAME; without it a person at a
    /// terminal is asked
    #[arg(long, value_name = "INPUT", requires = "encrypt", allow_hyphen_values = true)]
    new_password: Option<Operand>,
}

impl Encrypt {
    /// The password, where the key is to be encrypted.
    pub(crate) fn password(&self, io: &mut Io) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
        if !self.encrypt {
            return Ok(None);
        }
        let password = match &self.new_password {
            Some(operand) => {
                let password = operand.bytes(PASSWORD)?;
                io.talk(&warning(operand, Some(&password), "--new-password").unwrap_or_default());
                password
            }
            None => match ask("New password: ")? {
                None => {
                    return Err(Failure::usage(
                        "There is no password to encrypt the key with, and nobody to ask.",
                        "Give it with --new-password @FILE or env:NAME.",
                    ));
                }
                Some(password) => {
                    if ask("The same again: ")?.as_ref() != Some(&password) {
                        return Err(Failure::usage("The two passwords differ.", "Type the same one twice."));
                    }
                    password
                }
            },
        };
        if password.is_empty() {
            return Err(Failure::usage(
                "An empty password encrypts nothing.",
                "Give one, or leave --encrypt out.",
            ));
        }
        Ok(Some(password))
    }
}
