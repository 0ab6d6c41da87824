//! Fresh keys in every form that a peer asks for, made by ours.

use anyhow::{Context as _, Result};
use jotsmith::Algorithm;
use jotsmith::alg::Curve;
use jotsmith::key::{Form, Key, Private};
use std::path::{Path, PathBuf};

/// One private key and its algorithm.
pub struct Pair {
    pub algorithm: Algorithm,
    pub ours: Key<Private>,
    pub pkcs8: Vec<u8>,
    pub spki: Vec<u8>,
    pub pkcs8_pem: String,
    pub spki_pem: String,
    /// Where the DER of the private key lies, for a peer that reads files only.
    pub file: PathBuf,
}

/// The keys of all algorithms measured.
pub struct Keys {
    pub rsa: Pair,
    pub p256: Pair,
    pub p384: Pair,
    pub ed25519: Pair,
}

impl Keys {
    /// Makes them; what must be a file goes below `folder`.
    pub fn make(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let rsa = Key::<Private>::generate_rsa(2048)?.with_algorithm(Algorithm::Rs256)?;
        let ed25519 = Key::<Private>::generate(Curve::Ed25519)?.with_algorithm(Algorithm::EdDsa)?;
        Ok(Self {
            rsa: pair(Algorithm::Rs256, rsa, folder, Form::Pkcs1)?,
            p256: pair(Algorithm::Es256, Key::<Private>::generate(Curve::P256)?, folder, Form::Pkcs8)?,
            p384: pair(Algorithm::Es384, Key::<Private>::generate(Curve::P384)?, folder, Form::Pkcs8)?,
            ed25519: pair(Algorithm::EdDsa, ed25519, folder, Form::Pkcs8)?,
        })
    }

    /// All of them, in the order of the table.
    pub fn pairs(&self) -> [&Pair; 4] {
        [&self.rsa, &self.p256, &self.p384, &self.ed25519]
    }
}

impl Pair {
    /// The bare public key at the end of the `SubjectPublicKeyInfo`: a point, or PKCS#1 for RSA.
    pub fn public_bytes(&self) -> &[u8] {
        let skip = match self.algorithm {
            Algorithm::Rs256 => 24,
            Algorithm::Es256 => 26,
            Algorithm::Es384 => 23,
            _ => 12,
        };
        self.spki.get(skip..).unwrap_or_default()
    }

    /// The seed of an Ed25519 key.
    pub fn seed(&self) -> Result<[u8; 32]> {
        // version, algorithm, then the seed as an octet string in an octet string: RFC 8410 section 7
        Ok(self.pkcs8.get(16..48).context("a PKCS#8 of Ed25519 has its seed at 16")?.try_into()?)
    }
}

fn pair(algorithm: Algorithm, ours: Key<Private>, folder: &Path, file_form: Form) -> Result<Pair> {
    let ours = ours.with_kid(crate::data::KID);
    let (private, public) = (ours.to_form(Form::Pkcs8)?, ours.public().to_form(Form::Spki)?);
    let file = folder.join(format!("{algorithm}.der"));
    std::fs::write(&file, ours.to_form(file_form)?.der())
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(Pair {
        algorithm,
        pkcs8: private.der().to_vec(),
        spki: public.der().to_vec(),
        pkcs8_pem: private.pem().to_string(),
        spki_pem: public.pem().to_string(),
        ours,
        file,
    })
}
