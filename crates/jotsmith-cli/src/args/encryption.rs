//! `--key`, `--secret`, `--jwks`, `--alg` and `--enc` of `encrypt` and `decrypt`.
//!
//! In go inputs that the operator named, out come keys and names of algorithms. Which key serves which algorithm is the
//! engine's to judge.

use jotsmith::alg::{ContentEncryption, KeyManagement};
use jotsmith::{AnyKey, KeyError};

use super::algorithm::{content, management};
use super::key::{Given, read_key};
use super::password::KeyPassword;
use super::secret::SecretInput;
use crate::exit::{Exit, Failure};
use crate::input::Operand;

/// The keys that a token is decrypted with.
#[derive(Clone, clap::Args)]
pub(crate) struct DecryptingKeys {
    /// A private or shared key as JWK, PEM, DER or OpenSSH: the text itself, -, @FILE or env:NAME
    #[arg(long = "key", value_name = "INPUT", allow_hyphen_values = true)]
    keys: Vec<Operand>,

    /// A shared secret or a password: utf8:TEXT, base64:, base64url: or hex:VALUE, or @FILE, env:NAME, - for raw bytes
    #[arg(long = "secret", value_name = "SECRET", allow_hyphen_values = true)]
    secrets: Vec<SecretInput>,

    /// A set of keys, JWKS: the text itself, -, @FILE or env:NAME
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    jwks: Vec<Operand>,

    /// The key management algorithms that are allowed; needed where an RSA key or a secret does not say
    #[arg(long, value_name = "ALG", value_delimiter = ',', value_parser = management)]
    alg: Vec<KeyManagement>,

    /// The content encryptions that are allowed; all unless said
    #[arg(long, value_name = "ENC", value_delimiter = ',', value_parser = content)]
    enc: Vec<ContentEncryption>,

    #[command(flatten)]
    password: KeyPassword,
}

impl DecryptingKeys {
    /// The allow-list of key management, where one was given.
    pub(crate) fn algorithms(&self) -> Option<&[KeyManagement]> {
        (!self.alg.is_empty()).then_some(&self.alg)
    }

    /// The allow-list of content encryption, where one was given.
    pub(crate) fn contents(&self) -> Option<&[ContentEncryption]> {
        (!self.enc.is_empty()).then_some(&self.enc)
    }

    /// Whether a set was named and nothing else.
    pub(crate) const fn are_a_set(&self) -> bool {
        self.keys.is_empty() && self.secrets.is_empty() && !self.jwks.is_empty()
    }

    /// Reads the keys.
    pub(crate) fn read(&self) -> Result<Given, Failure> {
        self.secrets.iter().try_for_each(SecretInput::check)?;
        if self.keys.is_empty() && self.secrets.is_empty() && self.jwks.is_empty() {
            return Err(no_key("Add --key INPUT, --secret SECRET or --jwks INPUT."));
        }
        let mut given = Given::default();
        for operand in &self.keys {
            let key = read_key(operand, "--key ", &self.password, &mut given.warnings)?;
            given.take(key);
        }
        read_secrets(&self.secrets, &mut given)?;
        for operand in &self.jwks {
            given.take_set(operand, &self.password)?;
        }
        given.warnings.extend(self.password.warning());
        Ok(given)
    }

    /// The failure of a key that cannot be used.
    pub(crate) fn failure(&self, fault: &KeyError) -> Failure {
        self.password.failure(fault.clone())
    }
}

/// The keys that a token is encrypted to, one for each receiver.
#[derive(Clone, clap::Args)]
pub(crate) struct EncryptingKeys {
    /// The public or shared key of a receiver as JWK, PEM, DER or OpenSSH: the text itself, -, @FILE or env:NAME; said again,
    /// another receiver
    #[arg(long = "key", value_name = "INPUT", allow_hyphen_values = true)]
    keys: Vec<Operand>,

    /// A shared secret or a password: utf8:TEXT, base64:, base64url: or hex:VALUE, or @FILE, env:NAME, - for raw bytes
    #[arg(long = "secret", value_name = "SECRET", allow_hyphen_values = true)]
    secrets: Vec<SecretInput>,

    /// The key management algorithm; one for all receivers, or one for each: first those of --key, then of --secret
    #[arg(long, value_name = "ALG", value_delimiter = ',', value_parser = management)]
    alg: Vec<KeyManagement>,

    /// The content encryption; A256GCM unless the key says otherwise
    #[arg(long, value_name = "ENC", value_parser = content)]
    enc: Option<ContentEncryption>,

    #[command(flatten)]
    password: KeyPassword,
}

/// The keys of those who shall be able to read.
#[derive(Debug)]
pub(crate) struct Receivers {
    /// Each key, with the algorithm that was named for it.
    pub(crate) keys: Vec<(AnyKey, Option<KeyManagement>)>,
    /// What is worth saying about the way they were given.
    pub(crate) warnings: Vec<String>,
}

impl EncryptingKeys {
    /// The content encryption that was named.
    pub(crate) const fn content(&self) -> Option<ContentEncryption> {
        self.enc
    }

    /// How many keys were named.
    pub(crate) fn count(&self) -> usize {
        self.keys.len() + self.secrets.len()
    }

    /// Reads the keys, each with the algorithm that was named for it.
    pub(crate) fn read(&self) -> Result<Receivers, Failure> {
        self.secrets.iter().try_for_each(SecretInput::check)?;
        let count = self.count();
        if count == 0 {
            return Err(no_key("Add --key INPUT or --secret SECRET."));
        }
        if self.alg.len() > 1 && self.alg.len() != count {
            let receivers = if count == 1 { "1 receiver".into() } else { format!("{count} receivers") };
            return Err(Failure::usage(
                format!("There are {} algorithms and {receivers}.", self.alg.len()),
                "Name one for all, or one for each.",
            ));
        }
        let mut given = Given::default();
        for operand in &self.keys {
            let key = read_key(operand, "--key ", &self.password, &mut given.warnings)?;
            given.keys.push(key.map_err(|fault| self.password.failure(fault))?);
        }
        read_secrets(&self.secrets, &mut given)?;
        given.warnings.extend(self.password.warning());
        if let Some(fault) = given.fault {
            return Err(fault.into());
        }
        if let Some(failure) = given.keys.iter().find_map(|key| self.other_content(key)) {
            return Err(failure);
        }
        let algorithm = |index: usize| self.alg.get(index).or_else(|| self.alg.first()).copied();
        let keys = given.keys.into_iter().enumerate().map(|(index, key)| (key, algorithm(index)));
        Ok(Receivers { keys: keys.collect(), warnings: given.warnings })
    }
}

impl EncryptingKeys {
    /// The failure of a key whose `alg` is another content encryption than the one that was named.
    fn other_content(&self, key: &AnyKey) -> Option<Failure> {
        let (named, own) = (self.enc?, ContentEncryption::named(key.other_algorithm()?)?);
        (named != own).then(|| {
            let (named, own) = (named.as_str(), own.as_str());
            Failure::new(
                Exit::Key,
                format!("The key is for {own}, by its alg, and --enc says {named}."),
                format!(
                    "Leave --enc out, or give a key that jotsmith key generate --alg dir --enc {named} makes."
                ),
            )
        })
    }
}

fn read_secrets(secrets: &[SecretInput], given: &mut Given) -> Result<(), Failure> {
    for secret in secrets {
        let read = secret.read()?;
        given.warnings.extend(read.warnings);
        given.take(read.key.map(AnyKey::from));
    }
    Ok(())
}

fn no_key(remedy: &str) -> Failure {
    Failure::usage("No key was given.", remedy)
}
