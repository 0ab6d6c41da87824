//! Keys in DER: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017), SEC 1 (RFC 5915), `SubjectPublicKeyInfo` (RFC 5280). What a text
//! is shows in the tags of its first level; then the one fitting parser reads it and says what is wrong.

use std::sync::Arc;

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Encode, SliceReader, Tag, TagNumber, Tagged};
use pkcs1::UintRef;
use pkcs8::PrivateKeyInfoRef;
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use zeroize::Zeroizing;

use super::about::{Binding, Form};
use super::material::{Held, Material, PrivateMaterial, PrivateNumbers, PublicMaterial};
use super::shape::{self, BIT_STRING, INTEGER, OCTET_STRING, SEQUENCE};
pub(super) use super::x509::certificate;
use super::{AnyKey, KeyError, locked, x509};
use crate::alg::{Algorithm, Algorithms, Curve, KeyType, ParameterSet};
use crate::crypto::{EcPrivate, MlDsaPrivate, RsaParts};

/// Whether this build has it: see `der_absent.rs`.
pub(super) const PRESENT: bool = true;

pub(super) const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
pub(super) const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// Sound keys of kinds that are not known here, by the object identifier of their algorithm.
const OTHERS: &[(&str, &str)] =
    &[("1.2.840.10040.4.1", "DSA"), ("1.2.840.113549.1.1.7", "RSA for OAEP alone")];

/// The object identifier of a curve (RFC 5480 section 2.1.1.1, SEC 2, RFC 8410 section 3).
pub(super) const fn curve_oid(curve: Curve) -> ObjectIdentifier {
    match curve {
        Curve::P256 => ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"),
        Curve::P384 => ObjectIdentifier::new_unwrap("1.3.132.0.34"),
        Curve::P521 => ObjectIdentifier::new_unwrap("1.3.132.0.35"),
        Curve::Secp256k1 => ObjectIdentifier::new_unwrap("1.3.132.0.10"),
        Curve::X25519 => ObjectIdentifier::new_unwrap("1.3.101.110"),
        Curve::X448 => ObjectIdentifier::new_unwrap("1.3.101.111"),
        Curve::Ed25519 => ObjectIdentifier::new_unwrap("1.3.101.112"),
        Curve::Ed448 => ObjectIdentifier::new_unwrap("1.3.101.113"),
    }
}

/// The object identifier of a parameter set of ML-DSA (RFC 9881 section 2).
pub(super) const fn ml_dsa_oid(set: ParameterSet) -> ObjectIdentifier {
    match set {
        ParameterSet::MlDsa44 => ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.17"),
        ParameterSet::MlDsa65 => ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.18"),
        ParameterSet::MlDsa87 => ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.19"),
    }
}

/// The curve of kty OKP that the object identifier itself names.
fn okp_of(oid: ObjectIdentifier) -> Option<Curve> {
    let okp = |curve: &Curve| curve.key_type() == KeyType::Okp;
    Curve::ALL.iter().copied().filter(okp).find(|curve| curve_oid(*curve) == oid)
}

fn ml_dsa_of(oid: ObjectIdentifier) -> Option<ParameterSet> {
    let all = [ParameterSet::MlDsa44, ParameterSet::MlDsa65, ParameterSet::MlDsa87];
    all.into_iter().find(|set| ml_dsa_oid(*set) == oid)
}

fn curve_of(oid: ObjectIdentifier) -> Result<Curve, KeyError> {
    let ec = |curve: &Curve| curve.key_type() == KeyType::Ec;
    let known = Curve::ALL.iter().copied().filter(ec).find(|curve| curve_oid(*curve) == oid);
    known.ok_or_else(|| KeyError::unsupported(format!("the curve with the object identifier {oid}")))
}

/// Whether the text has the shape of an encrypted PKCS#8, which [`read`] opens with the password.
pub(super) fn is_locked(bytes: &[u8]) -> bool {
    shape::of(bytes).is_some_and(|shape| shape.tags == [SEQUENCE, OCTET_STRING])
}

/// The key of a DER text.
///
/// # Errors
/// `key-encrypted`, `key-unsupported`, `key-invalid`; `key-unreadable` where the shape is that of no key.
pub(super) fn read(bytes: &[u8], password: Option<&[u8]>) -> Result<AnyKey, KeyError> {
    let Some(shape) = shape::of(bytes) else {
        return Err(KeyError::unreadable("bytes that begin like DER and are not: they were cut or changed"));
    };
    let (tags, version) = (shape.tags.as_slice(), shape.version);
    match tags {
        [INTEGER, SEQUENCE, OCTET_STRING, ..] if version == Some(0) || version == Some(1) => pkcs8(bytes),
        [SEQUENCE, OCTET_STRING] => {
            let key = pkcs8(&locked::open(bytes, password)?)?;
            let mut held = key.held().clone();
            held.about.form = Form::EncryptedPkcs8;
            Ok(AnyKey::of(held))
        }
        [SEQUENCE, BIT_STRING] => spki(bytes),
        [SEQUENCE, SEQUENCE, BIT_STRING] => x509::certificate_key(bytes),
        [INTEGER, OCTET_STRING, ..] if version == Some(1) => sec1(bytes, None, Form::Sec1),
        [INTEGER, INTEGER] => pkcs1_public(bytes, Form::Pkcs1),
        [INTEGER, INTEGER, INTEGER, INTEGER, INTEGER] => pkcs1_private(bytes, Form::Pkcs1),
        [INTEGER, SEQUENCE, ..] if version == Some(3) => Err(KeyError::unreadable(
            "a PKCS#12 file: take the key out first, for example with openssl pkcs12",
        )),
        _ => Err(KeyError::unreadable("DER that holds no key in a form that is known")),
    }
}

pub(super) fn malformed(form: Form) -> impl FnOnce(der::Error) -> KeyError {
    move |fault| {
        let at = fault.position().map(|at| format!(" at its byte {}", u32::from(at) + 1)).unwrap_or_default();
        KeyError::invalid(format!("its {form} is malformed{at}"))
    }
}

fn pkcs8(bytes: &[u8]) -> Result<AnyKey, KeyError> {
    let info = PrivateKeyInfoRef::from_der(bytes).map_err(malformed(Form::Pkcs8))?;
    let private = info.private_key.as_bytes();
    let key = match info.algorithm.oid {
        RSA => pkcs1_private(private, Form::Pkcs8)?,
        RSA_PSS => bound_to_pss(&pkcs1_private(private, Form::Pkcs8)?, info.algorithm)?,
        EC => sec1(private, Some(named_curve(info.algorithm)?), Form::Pkcs8)?,
        other => match (okp_of(other), ml_dsa_of(other)) {
            (Some(curve), _) => okp_private(curve, private)?,
            (None, Some(set)) => ml_dsa_private(set, private)?,
            (None, None) => return Err(unsupported(other)),
        },
    };
    if let (Some(public), Some(expected)) = (info.public_key, point(key.held()))
        && public.raw_bytes() != expected
    {
        return Err(KeyError::invalid("the private part does not fit the public part"));
    }
    Ok(key)
}

/// The public key as PKCS#8 and SEC 1 append it.
pub(super) fn point(held: &Held) -> Option<Vec<u8>> {
    match held.public_material()? {
        PublicMaterial::Ec { x, y, .. } => Some([&[4], x.as_slice(), y.as_slice()].concat()),
        PublicMaterial::Ed25519 { .. }
        | PublicMaterial::Ed448 { .. }
        | PublicMaterial::MlDsa { .. }
        | PublicMaterial::Xdh { .. } => Some(held.public_material()?.encoded().to_vec()),
        PublicMaterial::Rsa { .. } => None,
    }
}

/// The key of a `SubjectPublicKeyInfo`.
pub(super) fn spki(bytes: &[u8]) -> Result<AnyKey, KeyError> {
    let info = SubjectPublicKeyInfoRef::from_der(bytes).map_err(malformed(Form::Spki))?;
    let key = info
        .subject_public_key
        .as_bytes()
        .ok_or_else(|| KeyError::invalid("its bits fill no whole bytes"))?;
    public(info.algorithm, key, Form::Spki)
}

fn public(algorithm: AlgorithmIdentifierRef<'_>, key: &[u8], form: Form) -> Result<AnyKey, KeyError> {
    match algorithm.oid {
        RSA => pkcs1_public(key, form),
        RSA_PSS => bound_to_pss(&pkcs1_public(key, form)?, algorithm),
        EC => {
            let curve = named_curve(algorithm)?;
            let (x, y) = coordinates(curve, key)?;
            Ok(held(Material::Public(Arc::new(PublicMaterial::ec(curve, x, y)?)), form))
        }
        other => {
            let public = match (okp_of(other), ml_dsa_of(other)) {
                (Some(curve), _) => PublicMaterial::okp(curve, key)?,
                (None, Some(set)) => PublicMaterial::ml_dsa(set, key)?,
                (None, None) => return Err(unsupported(other)),
            };
            Ok(held(Material::Public(Arc::new(public)), form))
        }
    }
}

fn held(material: Material, form: Form) -> AnyKey {
    AnyKey::of(Held::new(material, form))
}

fn unsupported(oid: ObjectIdentifier) -> KeyError {
    let name = OTHERS.iter().find(|(known, _)| *known == oid.to_string()).map(|(_, name)| (*name).to_owned());
    KeyError::unsupported(name.unwrap_or_else(|| format!("the algorithm with the object identifier {oid}")))
}

/// x and y of an uncompressed point.
pub(super) fn coordinates(curve: Curve, point: &[u8]) -> Result<(&[u8], &[u8]), KeyError> {
    match point.split_first() {
        Some((4, both)) if both.len() == 2 * curve.len_bytes() => Ok(both.split_at(curve.len_bytes())),
        Some((2 | 3, x)) if x.len() == curve.len_bytes() => Err(KeyError::invalid(
            "its point is compressed; write it uncompressed, for example with openssl ec -conv_form uncompressed",
        )),
        Some(_) | None => Err(KeyError::invalid(format!("its point has not the length of {curve}"))),
    }
}

fn named_curve(algorithm: AlgorithmIdentifierRef<'_>) -> Result<Curve, KeyError> {
    match algorithm.parameters.map(ObjectIdentifier::try_from) {
        Some(Ok(oid)) => curve_of(oid),
        Some(Err(_)) => Err(KeyError::unsupported("a curve written out by its parameters instead of named")),
        None => Err(KeyError::invalid("its curve is not named")),
    }
}

/// A key that says it is for PSS is for PSS, and for the one hash where it names it (RFC 4055 section 3.1).
fn bound_to_pss(key: &AnyKey, algorithm: AlgorithmIdentifierRef<'_>) -> Result<AnyKey, KeyError> {
    let all = [Algorithm::Ps256, Algorithm::Ps384, Algorithm::Ps512];
    let algorithms: Algorithms = match algorithm.parameters {
        None => all.into_iter().collect(),
        Some(parameters) => {
            let malformed = |_| KeyError::invalid("its PSS parameters are malformed");
            let parameters = parameters.to_der().map_err(malformed)?;
            let parameters = pkcs1::RsaPssParamsOwned::from_der(&parameters).map_err(malformed)?;
            match parameters.hash.oid.to_string().as_str() {
                "2.16.840.1.101.3.4.2.1" => Algorithms::only(Algorithm::Ps256),
                "2.16.840.1.101.3.4.2.2" => Algorithms::only(Algorithm::Ps384),
                "2.16.840.1.101.3.4.2.3" => Algorithms::only(Algorithm::Ps512),
                _ => return Err(KeyError::unsupported("RSA PSS with a hash that no JWS algorithm has")),
            }
        }
    };
    let mut held = key.held().clone();
    held.about.binding = Binding::To(algorithms);
    Ok(AnyKey::of(held))
}

pub(super) fn pkcs1_public(bytes: &[u8], form: Form) -> Result<AnyKey, KeyError> {
    let key = pkcs1::RsaPublicKeyRef::from_der(bytes).map_err(malformed(Form::Pkcs1))?;
    let public = PublicMaterial::rsa(key.modulus.as_bytes(), key.public_exponent.as_bytes())?;
    Ok(held(Material::Public(Arc::new(public)), form))
}

fn pkcs1_private(bytes: &[u8], form: Form) -> Result<AnyKey, KeyError> {
    let key = pkcs1::RsaPrivateKeyRef::from_der(bytes).map_err(malformed(Form::Pkcs1))?;
    if key.other_prime_infos.is_some() {
        return Err(KeyError::invalid("it has more than two primes, which is not taken"));
    }
    let secret = |number: UintRef<'_>| Zeroizing::new(number.as_bytes().to_vec());
    let parts = RsaParts {
        n: key.modulus.as_bytes().to_vec(),
        e: key.public_exponent.as_bytes().to_vec(),
        d: secret(key.private_exponent),
        p: secret(key.prime1),
        q: secret(key.prime2),
        dp: secret(key.exponent1),
        dq: secret(key.exponent2),
        qi: secret(key.coefficient),
    };
    Ok(held(Material::Private(Arc::new(PrivateMaterial::rsa(parts)?)), form))
}

fn sec1(bytes: &[u8], curve: Option<Curve>, form: Form) -> Result<AnyKey, KeyError> {
    let key = sec1::EcPrivateKey::from_der(bytes).map_err(malformed(Form::Sec1))?;
    let own = key.parameters.and_then(sec1::EcParameters::named_curve).map(curve_of).transpose()?;
    let curve = match (curve, own) {
        (Some(outer), Some(own)) if outer != own => return Err(KeyError::invalid("it names two curves")),
        (Some(curve), _) | (None, Some(curve)) => curve,
        (None, None) => return Err(KeyError::invalid("its curve is not named")),
    };
    // Some encoders drop the leading zeros that RFC 5915 section 3 wants.
    let length = curve.len_bytes();
    let missing = length.checked_sub(key.private_key.len());
    let missing =
        missing.ok_or_else(|| KeyError::invalid(format!("its private number is too long for {curve}")))?;
    let scalar = Zeroizing::new([vec![0; missing].as_slice(), key.private_key].concat());
    let private = EcPrivate::new(curve, &scalar)?;
    if let Some(point) = key.public_key
        && coordinates(curve, point)? != private.point()
    {
        return Err(KeyError::invalid("the private part does not fit the public part"));
    }
    Ok(held(Material::Private(Arc::new(PrivateMaterial::ec(private, curve)?)), form))
}

/// The bytes stand in an OCTET STRING of their own (RFC 8410 section 7).
fn okp_private(curve: Curve, bytes: &[u8]) -> Result<AnyKey, KeyError> {
    let seed = <&OctetStringRef>::from_der(bytes).map_err(malformed(Form::Pkcs8))?;
    let private = PrivateMaterial::okp(curve, seed.as_bytes())?;
    Ok(held(Material::Private(Arc::new(private)), Form::Pkcs8))
}

/// The seed stands alone, or before the expanded key, which says nothing more (RFC 9881 section 6). An expanded key
/// without its seed is no JWK, and is not taken.
fn ml_dsa_private(set: ParameterSet, bytes: &[u8]) -> Result<AnyKey, KeyError> {
    let outer = AnyRef::from_der(bytes).map_err(malformed(Form::Pkcs8))?;
    let seed = if outer.tag() == SEED {
        outer.value()
    } else if outer.tag() == Tag::Sequence {
        // SEQUENCE of the seed and the expanded key.
        let mut reader = SliceReader::new(outer.value()).map_err(malformed(Form::Pkcs8))?;
        <&OctetStringRef>::decode(&mut reader).map_err(malformed(Form::Pkcs8))?.as_bytes()
    } else {
        return Err(KeyError::unsupported("an ML-DSA key in its expanded form, without its seed"));
    };
    let private = PrivateMaterial::ml_dsa(set, MlDsaPrivate::new(set, seed)?)?;
    Ok(held(Material::Private(Arc::new(private)), Form::Pkcs8))
}

/// `[0] IMPLICIT OCTET STRING`, in which a seed stands alone.
const SEED: Tag = Tag::ContextSpecific { constructed: false, number: TagNumber(0) };

/// The key as PKCS#8; none for a public or shared one.
pub(super) fn write_pkcs8(held: &Held) -> Option<der::Result<Zeroizing<Vec<u8>>>> {
    let Material::Private(private) = &held.material else { return None };
    let curve = held.curve().map(curve_oid);
    let (oid, parameters, inner) = match &private.numbers {
        PrivateNumbers::Rsa { .. } => (RSA, Some(AnyRef::NULL), write_pkcs1(held)?),
        PrivateNumbers::Ec(key) => (EC, curve.as_ref().map(AnyRef::from), write_ec_private(key, None)),
        PrivateNumbers::Ed25519(key) => (curve?, None, octets(key.seed())),
        PrivateNumbers::Ed448(key) => (curve?, None, octets(key.seed())),
        PrivateNumbers::Xdh(d) => (curve?, None, octets(d)),
        PrivateNumbers::MlDsa(key) => {
            let seed = AnyRef::new(SEED, key.seed()).and_then(|seed| seed.to_der()).map(Zeroizing::new);
            (ml_dsa_oid(held.parameter_set()?), None, seed)
        }
    };
    Some(inner.and_then(|inner| {
        let algorithm = AlgorithmIdentifierRef { oid, parameters };
        let info = PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(&inner)?);
        Ok(Zeroizing::new(info.to_der()?))
    }))
}

fn octets(bytes: &[u8]) -> der::Result<Zeroizing<Vec<u8>>> {
    OctetStringRef::new(bytes).and_then(|bytes| bytes.to_der()).map(Zeroizing::new)
}

/// The key as PKCS#8 under the password; none for a public or shared one.
pub(super) fn write_locked(held: &Held, password: &[u8]) -> Option<Result<Zeroizing<Vec<u8>>, KeyError>> {
    let pkcs8 = write_pkcs8(held)?.map_err(|_| KeyError::invalid("it could not be written"));
    Some(pkcs8.and_then(|pkcs8| locked::lock(&pkcs8, password)))
}

/// The key as PKCS#1, of either half; none for one that is not RSA.
pub(super) fn write_pkcs1(held: &Held) -> Option<der::Result<Zeroizing<Vec<u8>>>> {
    let numbers = |bytes: &[&[u8]]| -> der::Result<Zeroizing<Vec<u8>>> {
        let numbers = bytes.iter().map(|number| UintRef::new(number)).collect::<der::Result<Vec<_>>>()?;
        Ok(Zeroizing::new(numbers.to_der()?))
    };
    if let Material::Private(private) = &held.material {
        let PrivateNumbers::Rsa { parts: p, .. } = &private.numbers else { return None };
        // SEQUENCE of version 0 and eight numbers.
        return Some(numbers(&[&[0], &p.n, &p.e, &p.d, &p.p, &p.q, &p.dp, &p.dq, &p.qi]));
    }
    match held.public_material()? {
        PublicMaterial::Rsa { n, e, .. } => Some(numbers(&[n, e])),
        PublicMaterial::Ec { .. }
        | PublicMaterial::Ed25519 { .. }
        | PublicMaterial::Ed448 { .. }
        | PublicMaterial::MlDsa { .. }
        | PublicMaterial::Xdh { .. } => None,
    }
}

/// The key as SEC 1 with its curve; none for one that is not a private EC key.
pub(super) fn write_sec1(held: &Held) -> Option<der::Result<Zeroizing<Vec<u8>>>> {
    let Material::Private(private) = &held.material else { return None };
    match &private.numbers {
        PrivateNumbers::Ec(key) => Some(write_ec_private(key, held.curve())),
        PrivateNumbers::Ed25519(_)
        | PrivateNumbers::Ed448(_)
        | PrivateNumbers::MlDsa(_)
        | PrivateNumbers::Rsa { .. }
        | PrivateNumbers::Xdh(_) => None,
    }
}

fn write_ec_private(key: &EcPrivate, curve: Option<Curve>) -> der::Result<Zeroizing<Vec<u8>>> {
    let (x, y) = key.point();
    let point = [&[4], x, y].concat();
    let key = sec1::EcPrivateKey {
        private_key: key.scalar(),
        parameters: curve.map(|curve| sec1::EcParameters::NamedCurve(curve_oid(curve))),
        public_key: Some(&point),
    };
    Ok(Zeroizing::new(key.to_der()?))
}

/// The public half as `SubjectPublicKeyInfo`; none for a shared secret.
pub(super) fn write_spki(held: &Held) -> Option<der::Result<Vec<u8>>> {
    let curve = held.curve().map(curve_oid);
    let (oid, parameters, key) = match held.public_material()? {
        PublicMaterial::Rsa { n, e, .. } => {
            let numbers = UintRef::new(n).and_then(|n| Ok(vec![n, UintRef::new(e)?]));
            (RSA, Some(AnyRef::NULL), numbers.and_then(|numbers| numbers.to_der()))
        }
        PublicMaterial::Ec { .. } => (EC, curve.as_ref().map(AnyRef::from), Ok(point(held)?)),
        PublicMaterial::Ed25519 { .. } | PublicMaterial::Ed448 { .. } | PublicMaterial::Xdh { .. } => {
            (curve?, None, Ok(point(held)?))
        }
        PublicMaterial::MlDsa { set, .. } => (ml_dsa_oid(*set), None, Ok(point(held)?)),
    };
    Some(key.and_then(|key| {
        let algorithm = AlgorithmIdentifierRef { oid, parameters };
        SubjectPublicKeyInfoRef { algorithm, subject_public_key: BitStringRef::from_bytes(&key)? }.to_der()
    }))
}
