//! How a private block is locked: AES in counter or CBC mode, under a key that bcrypt makes of the password.

use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockSizeUser, KeyInit, consts::U16};
use aes::{Aes128, Aes192, Aes256};
use zeroize::Zeroizing;

use super::super::KeyError;
use super::wire::{Reader, Writer};
use crate::crypto::random;
use crate::limits::{BCRYPT_ROUNDS, BCRYPT_ROUNDS_MADE, BCRYPT_SALT_BYTES};
use crate::reason::escape::quoted;

/// Bytes of a block of AES.
pub(super) const BLOCK: usize = 16;

#[derive(Clone, Copy)]
enum Mode {
    Cbc,
    Counter,
}

/// The ciphers: name, bytes of the key, mode. OpenSSH makes the first.
const CIPHERS: &[(&str, usize, Mode)] = &[
    ("aes256-ctr", 32, Mode::Counter),
    ("aes192-ctr", 24, Mode::Counter),
    ("aes128-ctr", 16, Mode::Counter),
    ("aes256-cbc", 32, Mode::Cbc),
    ("aes192-cbc", 24, Mode::Cbc),
    ("aes128-cbc", 16, Mode::Cbc),
];

/// A lock as the block describes it.
pub(super) struct Lock {
    cipher: &'static str,
    key_bytes: usize,
    mode: Mode,
    salt: Vec<u8>,
    rounds: u32,
}

impl Lock {
    /// The lock that the first three fields of a block describe; none where they say so.
    pub(super) fn read(cipher: &[u8], kdf: &[u8], options: &[u8]) -> Result<Option<Self>, KeyError> {
        if cipher == b"none" && kdf == b"none" {
            return Ok(None);
        }
        let known = CIPHERS.iter().find(|(name, ..)| name.as_bytes() == cipher);
        let (Some((cipher, key_bytes, mode)), b"bcrypt") = (known, kdf) else {
            let name = quoted(&String::from_utf8_lossy(cipher));
            return Err(KeyError::unsupported(format!("an OpenSSH key locked with the cipher {name}")));
        };
        let mut reader = Reader::new(options);
        let (salt, rounds) = (reader.string()?, reader.number()?);
        reader.end()?;
        if salt.is_empty() || salt.len() > BCRYPT_SALT_BYTES || rounds == 0 {
            return Err(KeyError::invalid("the parameters of its bcrypt are none"));
        }
        if rounds > BCRYPT_ROUNDS {
            return Err(KeyError::invalid(format!(
                "its bcrypt asks for {rounds} rounds, and {BCRYPT_ROUNDS} are the most"
            )));
        }
        Ok(Some(Self { cipher, key_bytes: *key_bytes, mode: *mode, salt: salt.to_vec(), rounds }))
    }

    /// A fresh lock, as ssh-keygen makes it.
    pub(super) fn fresh(password: &[u8]) -> Result<Self, KeyError> {
        if password.is_empty() {
            return Err(KeyError::invalid("an empty password locks nothing"));
        }
        let mut salt = vec![0; 16];
        random(&mut salt)?;
        Ok(Self {
            cipher: "aes256-ctr",
            key_bytes: 32,
            mode: Mode::Counter,
            salt,
            rounds: BCRYPT_ROUNDS_MADE,
        })
    }

    pub(super) fn write(&self, out: &mut Writer) {
        let mut options = Writer::default();
        options.string(&self.salt).number(self.rounds);
        out.string(self.cipher.as_bytes()).string(b"bcrypt").string(&options.0);
    }

    /// What is inside. A wrong password gives other bytes, which the caller sees.
    pub(super) fn open(&self, bytes: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        if bytes.is_empty() || !bytes.len().is_multiple_of(BLOCK) {
            return Err(KeyError::invalid("its locked part does not fill whole blocks"));
        }
        let (key, iv) = self.derive(password)?;
        match self.key_bytes {
            16 => run::<Aes128>(self.mode, &key, iv, bytes),
            24 => run::<Aes192>(self.mode, &key, iv, bytes),
            _ => run::<Aes256>(self.mode, &key, iv, bytes),
        }
    }

    /// Locks what is inside; only the counter mode is made, which closes as it opens.
    pub(super) fn close(&self, bytes: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let (key, iv) = self.derive(password)?;
        run::<Aes256>(Mode::Counter, &key, iv, bytes)
    }

    fn derive(&self, password: &[u8]) -> Result<(Zeroizing<Vec<u8>>, [u8; BLOCK]), KeyError> {
        let mut key = Zeroizing::new(vec![0; self.key_bytes + BLOCK]);
        bcrypt_pbkdf::bcrypt_pbkdf(password, &self.salt, self.rounds, &mut key)
            .map_err(|_| KeyError::from(crate::reason::Reason::new(crate::reason::Code::KeyPassword)))?;
        let mut iv = [0; BLOCK];
        iv.iter_mut().zip(key.iter().skip(self.key_bytes)).for_each(|(to, from)| *to = *from);
        key.truncate(self.key_bytes);
        Ok((key, iv))
    }
}

fn run<C>(mode: Mode, key: &[u8], iv: [u8; BLOCK], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError>
where
    C: BlockCipherEncrypt + BlockCipherDecrypt + KeyInit + BlockSizeUser<BlockSize = U16>,
{
    let cipher =
        C::new_from_slice(key).map_err(|_| KeyError::invalid("its cipher takes no key of this length"))?;
    let mut out = Zeroizing::new(Vec::with_capacity(bytes.len()));
    let mut before = iv;
    for block in bytes.chunks(BLOCK) {
        let mut pad = match mode {
            Mode::Counter => {
                let mut pad = before.into();
                cipher.encrypt_block(&mut pad);
                before = u128::from_be_bytes(before).wrapping_add(1).to_be_bytes();
                pad
            }
            Mode::Cbc => {
                let mut opened = [0; BLOCK];
                opened.iter_mut().zip(block).for_each(|(to, from)| *to = *from);
                let next = opened;
                let mut opened = opened.into();
                cipher.decrypt_block(&mut opened);
                opened.iter_mut().zip(before).for_each(|(to, from)| *to ^= from);
                before = next;
                opened
            }
        };
        if matches!(mode, Mode::Counter) {
            pad.iter_mut().zip(block).for_each(|(to, from)| *to ^= from);
        }
        out.extend(pad.iter().take(block.len()));
    }
    Ok(out)
}
