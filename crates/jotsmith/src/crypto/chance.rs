//! The provider's random bytes for the crates of RustCrypto.

use core::fmt;

use rsa::rand_core::{TryCryptoRng, TryRng};

use super::random;

/// The provider's random bytes in the form that RustCrypto takes.
pub(crate) struct Chance;

impl TryRng for Chance {
    type Error = NoChance;

    fn try_next_u32(&mut self) -> Result<u32, NoChance> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, NoChance> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), NoChance> {
        random(bytes).map_err(|_| NoChance)
    }
}

impl TryCryptoRng for Chance {}

/// The system gave no random bytes.
#[derive(Debug)]
pub(crate) struct NoChance;

impl fmt::Display for NoChance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the system gave no random bytes")
    }
}

impl core::error::Error for NoChance {}
