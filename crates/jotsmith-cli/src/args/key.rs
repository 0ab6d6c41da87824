//! `--key`, `--secret`, `--jwks`: the keys of a run.
//!
//! In go inputs that the operator named, out come keys, with what is to be said about them. A key that cannot be read
//! is handed on as its fault, because a verdict says so in its own words.

use jotsmith::alg::Algorithms;
use jotsmith::check::Source;
use jotsmith::reason::escape::visible;
use jotsmith::reason::{Code, Reason};
use jotsmith::{Algorithm, AnyKey, KeyError, KeySet, Verdict};

use super::algorithm::encrypts;
use super::password::KeyPassword;
use super::secret::SecretInput;
use crate::exit::{Exit, Failure};
use crate::input::{KEY, Operand};

/// The keys that a token is verified with.
#[derive(Clone, clap::Args)]
pub(crate) struct VerifyingKeys {
    /// A key as JWK, PEM, DER or OpenSSH: the text itself, -, @FILE or env:NAME
    #[arg(long = "key", value_name = "INPUT", allow_hyphen_values = true)]
    keys: Vec<Operand>,

    /// A shared secret: utf8:TEXT, base64:, base64url: or hex:VALUE, or @FILE, env:NAME, - for raw bytes; for HS256
    /// unless --alg says otherwise
    #[arg(long = "secret", value_name = "SECRET", allow_hyphen_values = true)]
    secrets: Vec<SecretInput>,

    /// A set of keys, JWKS: the text itself, -, @FILE or env:NAME
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    jwks: Vec<Operand>,

    /// The algorithms that are allowed; needed where an RSA key or a secret does not say
    #[arg(long, value_name = "ALG", value_delimiter = ',', value_parser = super::algorithm::named)]
    alg: Vec<Algorithm>,

    #[command(flatten)]
    password: KeyPassword,
}

/// The key that a token is signed with; several for a token of several signatures.
#[derive(Clone, clap::Args)]
pub(crate) struct SigningKey {
    /// A private key as JWK, PEM, DER or OpenSSH: the text itself, -, @FILE or env:NAME; with --serialization
    /// general, say it again for another signature
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    key: Vec<Operand>,

    /// A shared secret: utf8:TEXT, base64:, base64url: or hex:VALUE, or @FILE, env:NAME, - for raw bytes; for HS256
    /// unless --alg says otherwise
    #[arg(long, value_name = "SECRET", conflicts_with = "key", allow_hyphen_values = true)]
    secret: Option<SecretInput>,

    /// The algorithm; needed where an RSA key or a JWK of a secret does not say
    #[arg(long, value_name = "ALG", value_parser = super::algorithm::named)]
    alg: Option<Algorithm>,

    #[command(flatten)]
    password: KeyPassword,
}

/// Keys that were read.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// The keys.
    pub(crate) keys: Vec<AnyKey>,
    /// The first key that cannot be used whatever the token.
    pub(crate) fault: Option<KeyError>,
    /// The first entry of a set that was left out.
    pub(crate) left_out: Option<KeyError>,
    /// Whether a set was named and nothing else.
    pub(crate) source: Source,
    /// What is worth saying about the way they were given.
    pub(crate) warnings: Vec<String>,
}

impl VerifyingKeys {
    /// Whether any key was named.
    pub(crate) const fn are_named(&self) -> bool {
        !(self.keys.is_empty() && self.secrets.is_empty() && self.jwks.is_empty())
    }

    /// The allow-list, where one was given.
    pub(crate) fn algorithms(&self) -> Option<Algorithms> {
        (!self.alg.is_empty()).then(|| self.alg.iter().copied().collect())
    }

    /// Refuses a secret whose encoding was not said, before anything is read.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.secrets.iter().try_for_each(SecretInput::check)
    }

    /// Reads the keys. An RSA key or a JWK of a secret that does not say its algorithm needs `--alg`.
    pub(crate) fn read(&self) -> Result<Given, Failure> {
        let given = self.given(Some(Algorithm::Hs256))?;
        match given.keys.first() {
            Some(first) if self.alg.is_empty() && given.keys.iter().all(names_no_algorithm) => {
                Err(unnamed(first))
            }
            _ => Ok(given),
        }
    }

    /// Reads the keys as they are, those without an algorithm with them.
    pub(crate) fn read_any(&self) -> Result<Given, Failure> {
        self.given(None)
    }

    /// Reads the keys. A raw secret is for `unsaid` where no algorithm was named.
    fn given(&self, unsaid: Option<Algorithm>) -> Result<Given, Failure> {
        self.check()?;
        let mut given = Given::default();
        if self.keys.is_empty() && self.secrets.is_empty() && !self.jwks.is_empty() {
            given.source = Source::Jwks;
        }
        for operand in &self.keys {
            let key = read_key(operand, "--key ", &self.password, &mut given.warnings)?;
            given.take(key);
        }
        for secret in &self.secrets {
            let read = secret.read()?;
            given.warnings.extend(read.warnings);
            given.take(read.key.and_then(|key| match unsaid.filter(|_| self.alg.is_empty()) {
                Some(algorithm) => key.with_algorithm(algorithm).map(AnyKey::from),
                None => Ok(key.into()),
            }));
        }
        for operand in &self.jwks {
            given.take_set(operand, &self.password)?;
        }
        if given.keys.is_empty() {
            given.fault = given.fault.take().or_else(|| given.left_out.take());
        }
        given.warnings.extend(self.password.warning());
        Ok(given)
    }
}

impl SigningKey {
    /// The algorithm that was named.
    pub(crate) const fn algorithm(&self) -> Option<Algorithm> {
        self.alg
    }

    /// What opens a key that is encrypted.
    pub(crate) const fn password(&self) -> &KeyPassword {
        &self.password
    }

    /// How many keys were named.
    pub(crate) fn count(&self) -> usize {
        self.key.len() + usize::from(self.secret.is_some())
    }

    /// Reads the keys: at least one.
    pub(crate) fn read(&self) -> Result<(Vec<AnyKey>, Vec<String>), Failure> {
        let mut warnings = Vec::new();
        let mut keys = Vec::new();
        for operand in &self.key {
            let key = read_key(operand, "--key ", &self.password, &mut warnings)?;
            keys.push(key.map_err(|fault| self.password.failure(fault))?);
        }
        if let Some(secret) = &self.secret {
            let read = secret.read()?;
            warnings.extend(read.warnings);
            keys.push(read.key?.with_algorithm(self.alg.unwrap_or(Algorithm::Hs256))?.into());
        }
        warnings.extend(self.password.warning());
        if keys.is_empty() {
            return Err(Failure::usage("No key was given.", "Add --key INPUT or --secret SECRET."));
        }
        if let Some(failure) = keys.iter().find_map(only_encrypts) {
            return Err(failure);
        }
        match keys.iter().find(|key| self.alg.is_none() && names_no_algorithm(key)) {
            Some(key) => Err(unnamed(key)),
            None => Ok((keys, warnings)),
        }
    }
}

impl Given {
    /// The verdict with the fault of a key that cannot be used.
    pub(crate) fn completed(&self, verdict: Verdict) -> Verdict {
        match &self.fault {
            Some(fault) => verdict.with_unusable_key(fault),
            None => verdict,
        }
    }

    pub(super) fn take(&mut self, key: Result<AnyKey, KeyError>) {
        match key {
            Ok(key) => self.keys.push(key),
            Err(fault) => self.fault = self.fault.take().or(Some(fault)),
        }
    }

    /// Entries of a set that cannot be used are left out, and said to be.
    pub(super) fn take_set(&mut self, operand: &Operand, password: &KeyPassword) -> Result<(), Failure> {
        match password.set(&operand.bytes(KEY)?)? {
            Ok(set) => {
                self.warnings.extend(in_history(operand, "--jwks ", holds_secret(&set)));
                if set.keys().next().is_none() {
                    self.warnings.push("The set holds no key that can be used.".into());
                }
                for (index, entry) in set.entries().iter().enumerate() {
                    match entry {
                        Ok(key) => self.keys.push(key.clone()),
                        Err(fault) => {
                            self.warnings.push(format!("Key {} of the set is left out. {fault}", index + 1));
                            self.left_out.get_or_insert_with(|| fault.clone());
                        }
                    }
                }
            }
            Err(fault) => self.fault = self.fault.take().or(Some(fault)),
        }
        Ok(())
    }
}

/// Reads one key, which was named by this flag. That it cannot be read as a key is the inner fault.
pub(crate) fn read_key(
    operand: &Operand,
    flag: &str,
    password: &KeyPassword,
    warnings: &mut Vec<String>,
) -> Result<Result<AnyKey, KeyError>, Failure> {
    let key = password.key(&operand.bytes(KEY)?)?;
    warnings.extend(in_history(operand, flag, key.as_ref().is_ok_and(AnyKey::is_secret)));
    Ok(key)
}

/// That a key was typed which nobody else should see. The flag ends with a space; a key as a word has none.
pub(crate) fn in_history(operand: &Operand, flag: &str, secret: bool) -> Option<String> {
    (secret && operand.is_literal())
        .then(|| format!("The key stays in the shell's history: use {flag}@FILE or env:NAME."))
}

/// Whether any key of the set is one that nobody else should see.
pub(crate) fn holds_secret(set: &KeySet) -> bool {
    set.keys().any(|(_, key)| key.is_secret())
}

/// The failure of a key that is made to encrypt, where something is to be signed.
fn only_encrypts(key: &AnyKey) -> Option<Failure> {
    let says = match (key.other_algorithm(), key.curve()) {
        (Some(alg), _) if encrypts(alg) => format!("The key is for {}, which encrypts.", visible(alg)),
        (_, Some(curve)) if key.possible_algorithms().is_empty() => {
            format!("A key on {curve} agrees on keys, to encrypt, and signs nothing.")
        }
        (_, _) if key.public_use() == Some("enc") => "The key is for encrypting: its use is enc.".into(),
        (_, _) => return None,
    };
    let remedy = "Encrypt to it: jotsmith encrypt. To sign, give another key, such as jotsmith key generate --alg ES256 \
                  makes.";
    Some(Failure::new(Exit::Key, says, remedy))
}

fn names_no_algorithm(key: &AnyKey) -> bool {
    key.algorithms().is_empty() && key.other_algorithm().is_none() && !key.possible_algorithms().is_empty()
}

/// The usage error of a key that does not say its algorithm: the choices are listed.
fn unnamed(key: &AnyKey) -> Failure {
    let reason = Reason::new(Code::KeyWithoutAlgorithm).expected(key.possible_algorithms().to_string());
    Failure::usage(reason.to_string(), format!("{} with --alg.", reason.remedy().trim_end_matches('.')))
}
