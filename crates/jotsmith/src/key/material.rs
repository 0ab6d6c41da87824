//! The numbers of a key, parsed once and ready for use, and the operations on them. Kinds are told apart here by an
//! enum; the types of `kind.rs` see to it that no caller asks a public key to sign.

use core::fmt;
use std::sync::{Arc, OnceLock};

use zeroize::Zeroizing;

use super::about::{About, Binding, Form, KeyId, Usage};
use super::strength;
use super::thumbprint::{self, Thumbprint};
use super::{KeyError, Secret};
use crate::alg::{Algorithm, Algorithms, Curve, Hash, KeyType, ParameterSet, Scheme};
use crate::crypto::{
    EcPrivate, EcPublic, Ed448Private, Ed448Public, Ed25519Private, Ed25519Public, Mac, MlDsaPrivate,
    MlDsaPublic, Padding, RsaParts, RsaPrivate, RsaPublic, SignatureFault, SigningFault, close_factors,
    rules, xdh_check, xdh_public,
};
use crate::reason::{Reason, Severity};

/// A secret and the HMAC keys made of it, each when it is first used.
pub(super) struct SharedMaterial {
    pub(super) secret: Secret,
    macs: [OnceLock<Mac>; 3],
    /// What is said each time such a secret is let in although it is short, by the same hashes.
    short: [OnceLock<Option<Reason>>; 3],
}

impl SharedMaterial {
    /// Refuses the empty secret and the text of a public key, always.
    pub(super) fn new(secret: Secret) -> Result<Self, KeyError> {
        strength::fit_for_hmac(&secret)?;
        Ok(Self { secret, macs: Default::default(), short: Default::default() })
    }

    fn mac(&self, hash: Hash) -> &Mac {
        of_hash(&self.macs, hash).get_or_init(|| Mac::new(hash, self.secret.bytes()))
    }
}

/// What is kept for one hash of the three.
const fn of_hash<T>(kept: &[T; 3], hash: Hash) -> &T {
    let [sha256, sha384, sha512] = kept;
    match hash {
        Hash::Sha256 => sha256,
        Hash::Sha384 => sha384,
        Hash::Sha512 => sha512,
    }
}

/// A public key: its numbers as a JWK writes them, and what verifies.
pub(super) enum PublicMaterial {
    Ec {
        curve: Curve,
        x: Vec<u8>,
        y: Vec<u8>,
        key: EcPublic,
    },
    Ed25519 {
        x: Vec<u8>,
        key: Ed25519Public,
    },
    Ed448 {
        x: Vec<u8>,
        key: Ed448Public,
    },
    MlDsa {
        set: ParameterSet,
        public: Vec<u8>,
        key: MlDsaPublic,
    },
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
        roca: bool,
        key: RsaPublic,
    },
    /// X25519 or X448: agrees on keys and verifies nothing.
    Xdh {
        curve: Curve,
        x: Vec<u8>,
    },
}

impl PublicMaterial {
    pub(super) fn ec(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, KeyError> {
        Ok(Self::Ec { curve, x: x.to_vec(), y: y.to_vec(), key: EcPublic::new(curve, x, y)? })
    }

    pub(super) fn ed25519(x: &[u8]) -> Result<Self, KeyError> {
        Ok(Self::Ed25519 { x: x.to_vec(), key: Ed25519Public::new(x)? })
    }

    pub(super) fn ed448(x: &[u8]) -> Result<Self, KeyError> {
        Ok(Self::Ed448 { x: x.to_vec(), key: Ed448Public::new(x)? })
    }

    pub(super) fn ml_dsa(set: ParameterSet, public: &[u8]) -> Result<Self, KeyError> {
        Ok(Self::MlDsa { set, public: public.to_vec(), key: MlDsaPublic::new(set, public)? })
    }

    pub(super) fn xdh(curve: Curve, x: &[u8]) -> Result<Self, KeyError> {
        xdh_check(curve, x)?;
        Ok(Self::Xdh { curve, x: x.to_vec() })
    }

    /// The key of a point on one of the curves of kty OKP.
    pub(super) fn okp(curve: Curve, x: &[u8]) -> Result<Self, KeyError> {
        match curve {
            Curve::Ed25519 => Self::ed25519(x),
            Curve::Ed448 => Self::ed448(x),
            Curve::X25519 | Curve::X448 => Self::xdh(curve, x),
            Curve::P256 | Curve::P384 | Curve::P521 | Curve::Secp256k1 => {
                Err(KeyError::invalid(format!("{curve} is a curve of kty EC, not OKP")))
            }
        }
    }

    /// The public key as one run of bytes, where it is one: of OKP and AKP.
    pub(super) fn encoded(&self) -> &[u8] {
        match self {
            Self::Ed25519 { x, .. } | Self::Ed448 { x, .. } | Self::Xdh { x, .. } => x,
            Self::MlDsa { public, .. } => public,
            Self::Ec { .. } | Self::Rsa { .. } => &[],
        }
    }

    pub(super) fn rsa(n: &[u8], e: &[u8]) -> Result<Self, KeyError> {
        let (n, e) = (rules::significant(n), rules::significant(e));
        let key = RsaPublic::new(n, e)?;
        if close_factors(n) {
            return Err(KeyError::invalid("the two factors of the modulus n lie close together"));
        }
        Ok(Self::Rsa { n: n.to_vec(), e: e.to_vec(), roca: rules::roca(n), key })
    }
}

/// A private key and its public half.
pub(super) struct PrivateMaterial {
    pub(super) numbers: PrivateNumbers,
    pub(super) public: Arc<PublicMaterial>,
}

/// What signs.
#[cfg_attr(
    all(feature = "public-keys", not(any(feature = "native", feature = "rare-curves"))),
    expect(clippy::large_enum_variant, reason = "a key is kept behind an Arc and never moved")
)]
pub(super) enum PrivateNumbers {
    Ec(EcPrivate),
    Ed25519(Ed25519Private),
    Ed448(Ed448Private),
    MlDsa(MlDsaPrivate),
    Rsa {
        parts: RsaParts,
        key: RsaPrivate,
    },
    /// X25519 or X448: agrees on keys and signs nothing.
    Xdh(Zeroizing<Vec<u8>>),
}

impl PrivateMaterial {
    pub(super) fn ec(key: EcPrivate, curve: Curve) -> Result<Self, KeyError> {
        let (x, y) = key.point();
        let public = Arc::new(PublicMaterial::ec(curve, x, y)?);
        Ok(Self { numbers: PrivateNumbers::Ec(key), public })
    }

    pub(super) fn ed25519(key: Ed25519Private) -> Result<Self, KeyError> {
        let public = Arc::new(PublicMaterial::ed25519(key.public())?);
        Ok(Self { numbers: PrivateNumbers::Ed25519(key), public })
    }

    pub(super) fn ed448(key: Ed448Private) -> Result<Self, KeyError> {
        let public = Arc::new(PublicMaterial::ed448(key.public())?);
        Ok(Self { numbers: PrivateNumbers::Ed448(key), public })
    }

    pub(super) fn ml_dsa(set: ParameterSet, key: MlDsaPrivate) -> Result<Self, KeyError> {
        let public = Arc::new(PublicMaterial::ml_dsa(set, key.public())?);
        Ok(Self { numbers: PrivateNumbers::MlDsa(key), public })
    }

    pub(super) fn xdh(curve: Curve, d: &[u8]) -> Result<Self, KeyError> {
        let public = Arc::new(PublicMaterial::xdh(curve, &xdh_public(curve, d)?)?);
        Ok(Self { numbers: PrivateNumbers::Xdh(Zeroizing::new(d.to_vec())), public })
    }

    /// The key of a private number on one of the curves of kty OKP.
    pub(super) fn okp(curve: Curve, d: &[u8]) -> Result<Self, KeyError> {
        match curve {
            Curve::Ed25519 => Self::ed25519(Ed25519Private::new(d)?),
            Curve::Ed448 => Self::ed448(Ed448Private::new(d)?),
            Curve::X25519 | Curve::X448 => Self::xdh(curve, d),
            Curve::P256 | Curve::P384 | Curve::P521 | Curve::Secp256k1 => {
                Err(KeyError::invalid(format!("{curve} is a curve of kty EC, not OKP")))
            }
        }
    }

    pub(super) fn rsa(parts: RsaParts) -> Result<Self, KeyError> {
        let public = Arc::new(PublicMaterial::rsa(&parts.n, &parts.e)?);
        let key = RsaPrivate::new(&parts)?;
        Ok(Self { numbers: PrivateNumbers::Rsa { parts, key }, public })
    }
}

/// The material of any kind of key.
#[derive(Clone)]
pub(super) enum Material {
    Private(Arc<PrivateMaterial>),
    Public(Arc<PublicMaterial>),
    Shared(Arc<SharedMaterial>),
}

/// A key of any kind: its material and what is said about it.
#[derive(Clone)]
pub(crate) struct Held {
    pub(super) material: Material,
    pub(super) about: About,
}

impl Held {
    /// The key of the material; its curve says the algorithm where there is one.
    pub(super) fn new(material: Material, form: Form) -> Self {
        let about = About {
            kid: None,
            binding: Binding::Unstated,
            usage: Usage::default(),
            form,
            certificates: Arc::default(),
        };
        let mut held = Self { material, about };
        if let Some(set) = held.parameter_set() {
            held.about.binding = Binding::To(Algorithms::only(set.algorithm()));
        } else if let Some(algorithm) = held.curve().and_then(Curve::algorithm) {
            held.about.binding = Binding::OfCurve(Algorithms::only(algorithm));
        }
        held
    }

    /// The parameter set of an AKP key.
    pub(crate) fn parameter_set(&self) -> Option<ParameterSet> {
        if let PublicMaterial::MlDsa { set, .. } = self.public_material()? { Some(*set) } else { None }
    }

    pub(crate) const fn kid(&self) -> Option<&KeyId> {
        self.about.kid.as_ref()
    }

    pub(super) fn set_kid(&mut self, kid: String) {
        self.about.kid = Some(KeyId::new(kid));
    }

    pub(crate) const fn form(&self) -> Form {
        self.about.form
    }

    pub(crate) const fn algorithms(&self) -> Algorithms {
        match &self.about.binding {
            Binding::OfCurve(algorithms) | Binding::To(algorithms) => *algorithms,
            Binding::Unstated | Binding::Foreign(_) => Algorithms::NONE,
        }
    }

    pub(crate) fn possible_algorithms(&self) -> Algorithms {
        let (key_type, curve) = (self.key_type(), self.curve());
        let set = self.parameter_set();
        let fits = |algorithm: &Algorithm| {
            algorithm.key_type() == key_type
                && algorithm.takes_curve(curve)
                && set.is_none_or(|set| set.algorithm() == *algorithm)
        };
        Algorithm::ALL.iter().copied().filter(fits).collect()
    }

    pub(super) fn narrow(&mut self, wanted: Algorithms) -> Result<(), KeyError> {
        let (possible, curve) = (self.possible_algorithms(), self.curve());
        self.about.narrow(wanted, possible, curve)
    }

    pub(crate) fn permits_verify(&self) -> bool {
        // The private half is permitted to sign; whoever may sign may be verified.
        let usage = &self.about.usage;
        self.about.other_algorithm().is_none()
            && (usage.permits("verify")
                || matches!(self.material, Material::Private(_)) && usage.permits("sign"))
    }

    pub(crate) fn permits_sign(&self) -> bool {
        self.about.other_algorithm().is_none()
            && self.about.usage.permits("sign")
            && !matches!(self.material, Material::Public(_))
    }

    pub(crate) fn key_type(&self) -> KeyType {
        match self.public_material() {
            None => KeyType::Oct,
            Some(PublicMaterial::Ec { .. }) => KeyType::Ec,
            Some(
                PublicMaterial::Ed25519 { .. } | PublicMaterial::Ed448 { .. } | PublicMaterial::Xdh { .. },
            ) => KeyType::Okp,
            Some(PublicMaterial::MlDsa { .. }) => KeyType::Akp,
            Some(PublicMaterial::Rsa { .. }) => KeyType::Rsa,
        }
    }

    pub(crate) fn curve(&self) -> Option<Curve> {
        match self.public_material()? {
            PublicMaterial::Ec { curve, .. } | PublicMaterial::Xdh { curve, .. } => Some(*curve),
            PublicMaterial::Ed25519 { .. } => Some(Curve::Ed25519),
            PublicMaterial::Ed448 { .. } => Some(Curve::Ed448),
            PublicMaterial::MlDsa { .. } | PublicMaterial::Rsa { .. } => None,
        }
    }

    pub(crate) fn bits(&self) -> usize {
        match (&self.material, self.public_material()) {
            (Material::Shared(shared), _) => shared.secret.bytes().len() * 8,
            (_, Some(PublicMaterial::Rsa { n, .. })) => rules::bits(n),
            (_, Some(PublicMaterial::MlDsa { public, .. })) => public.len() * 8,
            (_, _) => self.curve().map_or(0, Curve::bits),
        }
    }

    /// The public half; none of a shared secret.
    pub(super) fn public_material(&self) -> Option<&PublicMaterial> {
        match &self.material {
            Material::Private(private) => Some(&private.public),
            Material::Public(public) => Some(public),
            Material::Shared(_) => None,
        }
    }

    /// Modulus and exponent of an RSA key.
    #[cfg(feature = "diagnosis")]
    pub(crate) fn rsa_numbers(&self) -> Option<(&[u8], &[u8])> {
        match self.public_material()? {
            PublicMaterial::Rsa { n, e, .. } => Some((n, e)),
            PublicMaterial::Ec { .. }
            | PublicMaterial::Ed25519 { .. }
            | PublicMaterial::Ed448 { .. }
            | PublicMaterial::MlDsa { .. }
            | PublicMaterial::Xdh { .. } => None,
        }
    }

    pub(super) fn secret(&self) -> Option<&Secret> {
        if let Material::Shared(shared) = &self.material { Some(&shared.secret) } else { None }
    }

    /// The same key without what must stay private; a shared secret has nothing else and stays as it is.
    pub(super) fn public(&self) -> Self {
        let mut public = self.clone();
        if let Material::Private(private) = &self.material {
            public.material = Material::Public(Arc::clone(&private.public));
            public.about.usage = self.about.usage.of_public_half();
        }
        public
    }

    pub(crate) fn thumbprint(&self) -> Option<Thumbprint> {
        self.public_material().map(thumbprint::of_public)
    }

    pub(crate) fn weaknesses(&self, algorithm: Algorithm) -> Vec<Reason> {
        strength::weaknesses(self, algorithm)
    }

    /// The warning about a shared secret that is short for the algorithm, made once and shared from then on.
    pub(crate) fn short_secret_warning(&self, algorithm: Algorithm) -> Option<Reason> {
        let (Material::Shared(shared), Scheme::Hmac(hash)) = (&self.material, algorithm.scheme()) else {
            return None;
        };
        let warn = || Some(self.weaknesses(algorithm).pop()?.severe(Severity::Warning));
        of_hash(&shared.short, hash).get_or_init(warn).clone()
    }

    /// Whether the key of a verifier: shared or public. A private key verifies by its public half.
    pub(crate) fn verify_raw(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureFault> {
        if let (Material::Shared(shared), Scheme::Hmac(hash)) = (&self.material, algorithm.scheme()) {
            return shared.mac(hash).verify(message, signature);
        }
        match (self.public_material(), algorithm.scheme()) {
            (Some(PublicMaterial::Ec { curve, key, .. }), Scheme::Ecdsa(wanted, _)) if *curve == wanted => {
                key.verify(message, signature)
            }
            (Some(PublicMaterial::Ed25519 { key, .. }), Scheme::EdDsa(curves))
                if curves.contains(&Curve::Ed25519) =>
            {
                key.verify(message, signature)
            }
            (Some(PublicMaterial::Ed448 { key, .. }), Scheme::EdDsa(curves))
                if curves.contains(&Curve::Ed448) =>
            {
                key.verify(message, signature)
            }
            (Some(PublicMaterial::MlDsa { set, key, .. }), Scheme::MlDsa(wanted)) if *set == wanted => {
                key.verify(message, signature)
            }
            (Some(PublicMaterial::Rsa { key, .. }), Scheme::RsaPkcs1(hash)) => {
                key.verify(Padding::Pkcs1, hash, message, signature)
            }
            (Some(PublicMaterial::Rsa { key, .. }), Scheme::RsaPss(hash)) => {
                key.verify(Padding::Pss, hash, message, signature)
            }
            (_, _) => Err(SignatureFault::Mismatch),
        }
    }

    /// Appends the signature of the message to `out`.
    pub(crate) fn sign_raw(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), SigningFault> {
        let private = match (&self.material, algorithm.scheme()) {
            (Material::Shared(shared), Scheme::Hmac(hash)) => {
                shared.mac(hash).sign(message, out);
                return Ok(());
            }
            (Material::Private(private), _) => private,
            (_, _) => return Err(SigningFault::Unfit),
        };
        match (&private.numbers, algorithm.scheme()) {
            (PrivateNumbers::Ec(key), Scheme::Ecdsa(curve, _)) if self.curve() == Some(curve) => {
                key.sign(message, out)
            }
            (PrivateNumbers::Ed25519(key), Scheme::EdDsa(curves)) if curves.contains(&Curve::Ed25519) => {
                key.sign(message, out)
            }
            (PrivateNumbers::Ed448(key), Scheme::EdDsa(curves)) if curves.contains(&Curve::Ed448) => {
                key.sign(message, out)
            }
            (PrivateNumbers::MlDsa(key), Scheme::MlDsa(wanted)) if self.parameter_set() == Some(wanted) => {
                key.sign(message, out)
            }
            (PrivateNumbers::Rsa { key, .. }, Scheme::RsaPkcs1(hash)) => {
                key.sign(Padding::Pkcs1, hash, message, out)
            }
            (PrivateNumbers::Rsa { key, .. }, Scheme::RsaPss(hash)) => {
                key.sign(Padding::Pss, hash, message, out)
            }
            (_, _) => Err(SigningFault::Unfit),
        }
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.material {
            Material::Private(_) => "private",
            Material::Public(_) => "public",
            Material::Shared(_) => "shared",
        };
        match (self.curve(), self.parameter_set()) {
            (Some(curve), _) => write!(f, "Key({kind} {curve})"),
            (None, Some(set)) => write!(f, "Key({kind} {})", set.algorithm()),
            (None, None) => write!(f, "Key({kind} {}, {} bits)", self.key_type().as_str(), self.bits()),
        }
    }
}
