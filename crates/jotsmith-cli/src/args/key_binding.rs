//! What is expected of the key binding of an SD-JWT: `--kb-audience` with `--kb-nonce`, or `--ignore-key-binding`.

use jotsmith::Seconds;
use jotsmith::check::KeyBinding;
use jotsmith::limits::PROOF_SECONDS;

use super::time::duration;
use crate::exit::Failure;

/// Expectations of a key binding as flags.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct KeyBindingFlags {
    /// The audience that the key binding of an SD-JWT must name; it is then required
    #[arg(long, value_name = "TEXT", requires = "kb_nonce", conflicts_with = "ignore_key_binding")]
    kb_audience: Option<String>,

    /// The nonce that the key binding of an SD-JWT must carry
    #[arg(long, value_name = "TEXT", requires = "kb_audience", allow_hyphen_values = true)]
    kb_nonce: Option<String>,

    /// The greatest age of the key binding of an SD-JWT; 5 minutes unless said
    #[arg(long, value_name = "DURATION", value_parser = duration, requires = "kb_audience")]
    kb_max_age: Option<Seconds>,

    /// Leave the key binding of an SD-JWT unchecked
    #[arg(long)]
    ignore_key_binding: bool,
}

impl KeyBindingFlags {
    /// What was stated; a key binding that nobody asked about stays open.
    pub(crate) fn stated(&self) -> KeyBinding {
        match (&self.kb_audience, &self.kb_nonce, self.ignore_key_binding) {
            (Some(audience), Some(nonce), _) => KeyBinding::Required {
                audience: audience.clone(),
                nonce: nonce.clone(),
                max_age: self.kb_max_age.unwrap_or(Seconds(PROOF_SECONDS)),
            },
            (_, _, true) => KeyBinding::Ignored,
            (_, _, false) => KeyBinding::Unstated,
        }
    }

    /// The same for a gate: one that is there and was not asked about is refused.
    pub(crate) fn said(&self) -> KeyBinding {
        match self.stated() {
            KeyBinding::Unstated => KeyBinding::Absent,
            said @ (KeyBinding::Absent | KeyBinding::Ignored | KeyBinding::Required { .. }) => said,
        }
    }

    /// Refuses the flags where the token is no SD-JWT.
    pub(crate) fn check_unsaid(&self) -> Result<(), Failure> {
        if self.stated() == KeyBinding::Unstated {
            return Ok(());
        }
        Err(Failure::usage("Only an SD-JWT has a key binding.", "Add --as sd-jwt, or leave the flag out."))
    }
}
