//! JSON Web Keys (RFC 7517, RFC 7518 section 6, RFC 8037), read strictly: no name twice, canonical base64url, numbers
//! of the length that their RFC says, private parts that fit the public ones. Unknown members are ignored.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::about::{About, Binding, Form, KeyId, Usage};
use super::material::{Held, Material, PrivateMaterial, PublicMaterial, SharedMaterial};
use super::{AnyKey, KeyError, Secret, certificates};
use crate::alg::{Algorithm, Algorithms, Curve, KeyType, Scheme};
use crate::crypto::{EcPrivate, MlDsaPrivate, PUBLIC_KEYS, RsaParts};
use crate::json::Value;
use crate::reason::escape::quoted;
use crate::text::base64url;

type Bytes = Zeroizing<Vec<u8>>;

/// The key of a JWK.
///
/// # Errors
/// `key-unreadable` for a value without `kty`, `key-unsupported` for a type or curve that is not known here,
/// `key-invalid` and the codes of its numbers else.
pub(crate) fn parse(jwk: Value<'_>) -> Result<AnyKey, KeyError> {
    if !jwk.is_object() {
        return Err(KeyError::unreadable(format!("{} where a JWK is expected", jwk.kind_name())));
    }
    let Some(kty) = text(jwk, "kty")? else {
        return Err(KeyError::unreadable("a JSON object without kty, which every JWK has"));
    };
    let material = match kty {
        "oct" => secret(jwk)?,
        "RSA" | "EC" | "OKP" | "AKP" if !PUBLIC_KEYS => {
            return Err(KeyError::unavailable(format!("keys of type {kty}")).member("kty"));
        }
        "RSA" => rsa(jwk)?,
        "EC" => ec(jwk)?,
        "OKP" => okp(jwk)?,
        "AKP" => akp(jwk)?,
        kty => return Err(KeyError::unsupported(format!("kty {}", quoted(kty))).member("kty")),
    };
    let mut held = Held::new(material, Form::Jwk);
    held.about = About {
        kid: text(jwk, "kid")?.map(KeyId::new),
        binding: binding(&held, text(jwk, "alg")?)?,
        usage: Usage { public_use: text(jwk, "use")?.map(str::to_owned), operations: operations(jwk)? },
        form: Form::Jwk,
        certificates: Arc::default(),
    };
    if PUBLIC_KEYS {
        held.about.certificates = certificates::read(jwk, &held)?;
    }
    Ok(AnyKey::of(held))
}

/// Whether the value says that it is a public key, whatever its numbers are worth.
pub(super) fn is_public(jwk: Value<'_>) -> bool {
    let kty = jwk.member("kty").and_then(Value::as_str);
    kty.is_some_and(|kty| kty != "oct") && !["d", "priv"].iter().any(|name| jwk.member(name).is_some())
}

/// What `alg` makes of the key: it binds (RFC 7517 section 4.4).
fn binding(held: &Held, alg: Option<&str>) -> Result<Binding, KeyError> {
    let Some(alg) = alg else { return Ok(held.about.binding.clone()) };
    let Some(algorithm) = Algorithm::named(alg) else { return Ok(Binding::Foreign(alg.to_owned())) };
    if held.possible_algorithms().allows_on(algorithm, held.curve()) {
        return Ok(Binding::To(Algorithms::only(algorithm)));
    }
    let kind = match held.curve() {
        Some(curve) => format!("{} key on {curve}", held.key_type().as_str()),
        None => format!("{} key", held.key_type().as_str()),
    };
    Err(KeyError::invalid(format!("alg is {alg}, which no {kind} is for")).member("alg"))
}

fn operations(jwk: Value<'_>) -> Result<Option<Vec<String>>, KeyError> {
    let Some(value) = jwk.member("key_ops") else { return Ok(None) };
    let wrong = || KeyError::invalid("key_ops is no array of different strings").member("key_ops");
    if !value.is_array() {
        return Err(wrong());
    }
    let mut names = Vec::new();
    for element in value.elements() {
        let name = element.as_str().ok_or_else(wrong)?;
        // Eight operations are registered (RFC 7517 section 4.3); a longer list is not worth its quadratic check.
        if names.len() >= 32 || names.iter().any(|known| known == name) {
            return Err(wrong());
        }
        names.push(name.to_owned());
    }
    Ok(Some(names))
}

fn secret(jwk: Value<'_>) -> Result<Material, KeyError> {
    let bytes = needed(jwk, "k", KeyType::Oct)?;
    let shared = SharedMaterial::new(Secret::new(&bytes)).map_err(|fault| fault.member("k"))?;
    Ok(Material::Shared(Arc::new(shared)))
}

fn rsa(jwk: Value<'_>) -> Result<Material, KeyError> {
    let modulus = needed(jwk, "n", KeyType::Rsa)?;
    let exponent = needed(jwk, "e", KeyType::Rsa)?;
    for (name, number) in [("n", &modulus), ("e", &exponent)] {
        if number.first().is_none_or(|first| *first == 0) {
            let found = format!("{name} begins with a zero byte, which RFC 7518 section 6.3.1 forbids");
            return Err(KeyError::invalid(found).member(name));
        }
    }
    let Some(d) = bytes(jwk, "d")? else {
        let stray = ["p", "q", "dp", "dq", "qi", "oth"].into_iter().find(|name| jwk.member(name).is_some());
        return match stray {
            Some(name) => {
                Err(KeyError::invalid(format!("it has the private member {name} and no d")).member(name))
            }
            None => Ok(Material::Public(Arc::new(PublicMaterial::rsa(&modulus, &exponent)?))),
        };
    };
    if jwk.member("oth").is_some() {
        let found = "it has more than two primes (oth), which is not taken";
        return Err(KeyError::invalid(found).member("oth"));
    }
    let part = |name| {
        bytes(jwk, name)?.ok_or_else(|| {
            KeyError::invalid(format!(
                "a private RSA key has p, q, dp, dq and qi beside d; {name} is missing"
            ))
        })
    };
    let parts = RsaParts {
        n: modulus.to_vec(),
        e: exponent.to_vec(),
        d,
        p: part("p")?,
        q: part("q")?,
        dp: part("dp")?,
        dq: part("dq")?,
        qi: part("qi")?,
    };
    Ok(Material::Private(Arc::new(PrivateMaterial::rsa(parts)?)))
}

fn ec(jwk: Value<'_>) -> Result<Material, KeyError> {
    let curve = match text(jwk, "crv")? {
        None => return Err(missing("crv", KeyType::Ec)),
        Some(name) => match Curve::named(name) {
            Some(curve) if curve.key_type() != KeyType::Ec => {
                return Err(KeyError::invalid(format!("{curve} is a curve of kty OKP, not EC")).member("crv"));
            }
            Some(curve) => curve,
            None => return Err(KeyError::unsupported(format!("the curve {}", quoted(name))).member("crv")),
        },
    };
    let x = sized(curve, "x", needed(jwk, "x", KeyType::Ec)?)?;
    let y = sized(curve, "y", needed(jwk, "y", KeyType::Ec)?)?;
    let Some(d) = bytes(jwk, "d")? else {
        return Ok(Material::Public(Arc::new(PublicMaterial::ec(curve, &x, &y)?)));
    };
    let key = EcPrivate::new(curve, &sized(curve, "d", d)?)?;
    if key.point() != (x.as_slice(), y.as_slice()) {
        // A point that is off its curve fits no private part either; say the more helpful of the two.
        PublicMaterial::ec(curve, &x, &y)?;
        return Err(KeyError::invalid("the private part does not fit the public part").member("d"));
    }
    Ok(Material::Private(Arc::new(PrivateMaterial::ec(key, curve)?)))
}

fn okp(jwk: Value<'_>) -> Result<Material, KeyError> {
    let curve = match text(jwk, "crv")? {
        None => return Err(missing("crv", KeyType::Okp)),
        Some(name) => match Curve::named(name) {
            Some(curve) if curve.key_type() != KeyType::Okp => {
                return Err(KeyError::invalid(format!("{curve} is a curve of kty EC, not OKP")).member("crv"));
            }
            Some(curve) => curve,
            None => return Err(KeyError::unsupported(format!("the curve {}", quoted(name))).member("crv")),
        },
    };
    let x = sized(curve, "x", needed(jwk, "x", KeyType::Okp)?)?;
    let Some(d) = bytes(jwk, "d")? else {
        return Ok(Material::Public(Arc::new(PublicMaterial::okp(curve, &x)?)));
    };
    let private = PrivateMaterial::okp(curve, &sized(curve, "d", d)?)?;
    if private.public.encoded() != x.as_slice() {
        PublicMaterial::okp(curve, &x)?;
        return Err(KeyError::invalid("the private part does not fit the public part").member("d"));
    }
    Ok(Material::Private(Arc::new(private)))
}

/// An algorithm key pair, whose `alg` says what `pub` and `priv` are (RFC 9964 section 3).
fn akp(jwk: Value<'_>) -> Result<Material, KeyError> {
    let Some(alg) = text(jwk, "alg")? else { return Err(missing("alg", KeyType::Akp)) };
    let set = match Algorithm::named(alg).map(Algorithm::scheme) {
        Some(Scheme::MlDsa(set)) => set,
        Some(_) => {
            return Err(KeyError::invalid(format!("alg is {alg}, which no AKP key is for")).member("alg"));
        }
        None => return Err(KeyError::unsupported(format!("kty AKP with alg {}", quoted(alg))).member("alg")),
    };
    let public = needed(jwk, "pub", KeyType::Akp)?;
    let checked = || PublicMaterial::ml_dsa(set, &public).map_err(|fault| fault.member("pub"));
    let Some(seed) = bytes(jwk, "priv")? else { return Ok(Material::Public(Arc::new(checked()?))) };
    let private = MlDsaPrivate::new(set, &seed).map_err(|fault| KeyError::from(fault).member("priv"))?;
    let private = PrivateMaterial::ml_dsa(set, private)?;
    if private.public.encoded() != public.as_slice() {
        checked()?;
        return Err(KeyError::invalid("the private part does not fit the public part").member("priv"));
    }
    Ok(Material::Private(Arc::new(private)))
}

/// The number, if it is as long as the curve's numbers: leading zeros are kept (RFC 7518 section 6.2.1.2).
fn sized(curve: Curve, name: &str, number: Bytes) -> Result<Bytes, KeyError> {
    if number.len() == curve.len_bytes() {
        return Ok(number);
    }
    let found =
        format!("{name} is {} bytes long, not {}, as {curve} has them", number.len(), curve.len_bytes());
    Err(KeyError::invalid(found).member(name))
}

pub(super) fn text<'v>(jwk: Value<'v>, name: &str) -> Result<Option<&'v str>, KeyError> {
    match jwk.member(name) {
        None => Ok(None),
        Some(value) => match value.as_str() {
            Some(text) => Ok(Some(text)),
            None => {
                Err(KeyError::invalid(format!("{name} is {}, not a string", value.kind_name())).member(name))
            }
        },
    }
}

pub(super) fn bytes(jwk: Value<'_>, name: &str) -> Result<Option<Bytes>, KeyError> {
    let Some(text) = text(jwk, name)? else { return Ok(None) };
    match base64url::decode(text.as_bytes()) {
        Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
        // The character itself is not quoted: it may be one of a secret.
        Err(fault) => {
            let found =
                format!("{name} is not base64url without padding: see its character {}", fault.at() + 1);
            Err(KeyError::invalid(found).member(name))
        }
    }
}

fn needed(jwk: Value<'_>, name: &str, key_type: KeyType) -> Result<Bytes, KeyError> {
    bytes(jwk, name)?.ok_or_else(|| missing(name, key_type))
}

fn missing(name: &str, key_type: KeyType) -> KeyError {
    KeyError::invalid(format!("a key of kty {} has {name}; it is missing", key_type.as_str()))
}
