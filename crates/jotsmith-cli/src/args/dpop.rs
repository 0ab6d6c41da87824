//! The request that a DPoP proof is for: `--method`, `--url`, `--access-token`, `--nonce`.

use jotsmith::profile::dpop::{is_method, is_target};
use jotsmith::reason::escape::compared;

use crate::exit::Failure;
use crate::input::{Operand, TOKEN, without_final_newline};

/// A request as flags.
#[derive(Clone, clap::Args)]
pub(crate) struct RequestFlags {
    /// The method of the request, with --as dpop
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,

    /// The URL of the request, with --as dpop; query and fragment do not count
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// The access token that is sent with the request, with --as dpop: the text itself, -, @FILE or env:NAME
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    access_token: Option<Operand>,

    /// The nonce that the server gave, with --as dpop
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    nonce: Option<String>,
}

/// A request that was said.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    pub(crate) access_token: Option<String>,
    pub(crate) nonce: Option<&'a str>,
}

impl RequestFlags {
    /// The request: method and URL must be said.
    pub(crate) fn said(&self) -> Result<Request<'_>, Failure> {
        let (Some(method), Some(url)) = (&self.method, &self.url) else {
            return Err(Failure::usage(
                "A DPoP proof is for one request, and it was not said for which.",
                "Add --method METHOD and --url URL.",
            ));
        };
        if !is_method(method) {
            return Err(Failure::usage(
                format!("{} is no method of HTTP.", compared(method)),
                "Methods are written in capital letters: GET, POST.",
            ));
        }
        if !is_target(url) {
            return Err(Failure::usage(
                format!("{} is no URL of a request.", compared(url)),
                "Write it whole, from http:// or https:// on.",
            ));
        }
        let access_token = self.access_token.as_ref().map(|operand| -> Result<String, Failure> {
            let bytes = operand.bytes(TOKEN)?;
            Ok(String::from_utf8_lossy(without_final_newline(&bytes)).into_owned())
        });
        let access_token = access_token.transpose()?;
        Ok(Request { method, url, access_token, nonce: self.nonce.as_deref() })
    }

    /// Refuses the flags where no DPoP proof is meant.
    pub(crate) fn check_unsaid(&self) -> Result<(), Failure> {
        let said = [
            ("--method", self.method.is_some()),
            ("--url", self.url.is_some()),
            ("--access-token", self.access_token.is_some()),
            ("--nonce", self.nonce.is_some()),
        ];
        match said.into_iter().find(|(_, said)| *said) {
            Some((flag, _)) => Err(Failure::usage(
                format!("{flag} says something about the request of a DPoP proof."),
                "Add --as dpop, or leave it out.",
            )),
            None => Ok(()),
        }
    }
}
