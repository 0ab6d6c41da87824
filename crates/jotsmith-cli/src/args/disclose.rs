//! How an SD-JWT is issued: `--disclose`, `--decoys`, `--sd-alg`, `--holder-key`.

use jotsmith::Signer;
use jotsmith::profile::sd_jwt::SdJwtIssuer;

use super::key::read_key;
use super::number::number;
use super::password::KeyPassword;
use crate::exit::Failure;
use crate::input::Operand;

/// The disclosures as flags.
#[derive(Clone, clap::Args)]
pub(crate) struct DiscloseFlags {
    /// A claim or an array element to be disclosed selectively, with --as sd-jwt: its JSON pointer; say it again for
    /// another
    #[arg(long, value_name = "POINTER")]
    disclose: Vec<String>,

    /// Decoy digests at the top and beside others, with --as sd-jwt
    #[arg(long, value_name = "NUMBER", value_parser = |text: &str| number(text, 0..=100))]
    decoys: Option<u16>,

    /// The hash of the disclosures, with --as sd-jwt; sha-256 unless said
    #[arg(long, value_name = "NAME")]
    sd_alg: Option<String>,

    /// The key of the holder, whose public half goes into cnf, with --as sd-jwt: the text itself, -, @FILE or env:NAME
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    holder_key: Option<Operand>,
}

impl DiscloseFlags {
    /// The issuer that they make of a signer.
    pub(crate) fn issuer<'k>(
        &self,
        signer: Signer<'k>,
        password: &KeyPassword,
        warnings: &mut Vec<String>,
    ) -> Result<SdJwtIssuer<'k>, Failure> {
        let mut issuer = SdJwtIssuer::with(signer).decoys(self.decoys.unwrap_or_default().into());
        for pointer in &self.disclose {
            issuer = issuer.disclose(pointer);
        }
        if let Some(name) = &self.sd_alg {
            issuer = issuer.hash(name);
        }
        if let Some(operand) = &self.holder_key {
            let key = read_key(operand, "--holder-key ", password, warnings)?
                .map_err(|fault| password.failure(fault))?;
            let public = key.public().ok_or_else(|| {
                Failure::usage(
                    "The key of the holder is a shared secret.",
                    "Give a key pair, or its public half.",
                )
            })?;
            issuer = issuer.holder(&public);
        }
        Ok(issuer)
    }

    /// Refuses the flags where no SD-JWT is meant.
    pub(crate) fn check_unsaid(&self) -> Result<(), Failure> {
        let said = [
            ("--disclose", !self.disclose.is_empty()),
            ("--decoys", self.decoys.is_some()),
            ("--sd-alg", self.sd_alg.is_some()),
            ("--holder-key", self.holder_key.is_some()),
        ];
        match said.into_iter().find(|(_, said)| *said) {
            Some((flag, _)) => Err(Failure::usage(
                format!("{flag} says how an SD-JWT is issued."),
                "Add --as sd-jwt, or leave it out.",
            )),
            None => Ok(()),
        }
    }
}
