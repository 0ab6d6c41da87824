//! The private block (OpenSSH, PROTOCOL.key): how it is locked, the public half, and the private half twice guarded, by
//! a number that stands there twice and by counting padding.

use zeroize::Zeroizing;

use super::super::KeyError;
use super::super::material::{PrivateMaterial, PrivateNumbers, PublicMaterial};
use super::lock;
use super::public::{self, ED25519, RSA};
use super::wire::{Reader, Writer};
use crate::crypto::{EcPrivate, Ed25519Private, RsaParts, crt_exponent, random};
use crate::reason::{Code, Reason};

const MAGIC: &[u8] = b"openssh-key-v1\0";

/// Bytes that the private half is a multiple of where nothing locks it.
const BLOCK: usize = 8;

/// The key of a private block.
pub(super) fn read(block: &[u8], password: Option<&[u8]>) -> Result<PrivateMaterial, KeyError> {
    let bytes = block
        .strip_prefix(MAGIC)
        .ok_or_else(|| KeyError::invalid("its OpenSSH block does not begin with openssh-key-v1"))?;
    let mut reader = Reader::new(bytes);
    let lock = lock::Lock::read(reader.string()?, reader.string()?, reader.string()?)?;
    if reader.number()? != 1 {
        return Err(KeyError::invalid("its OpenSSH block holds several keys, or none"));
    }
    let outside = reader.string()?;
    let inside = reader.string()?;
    // A tag of authenticated ciphers would stand here; none of those is read.
    reader.end()?;
    let inside = match &lock {
        None => Zeroizing::new(inside.to_vec()),
        Some(lock) => {
            lock.open(inside, password.ok_or_else(|| KeyError::from(Reason::new(Code::KeyEncrypted)))?)?
        }
    };
    let mut reader = Reader::new(&inside);
    if reader.number()? != reader.number()? {
        return Err(match lock {
            Some(_) => Reason::new(Code::KeyPassword).into(),
            None => KeyError::invalid("the two check numbers of its OpenSSH block differ"),
        });
    }
    let private = fields(&mut reader)?;
    reader.string()?;
    let counts = reader.rest().iter().zip(1_u8..).all(|(byte, number)| *byte == number);
    if !counts || reader.rest().len() >= lock::BLOCK {
        return Err(KeyError::invalid("the padding of its OpenSSH block is not 1, 2, 3 and so on"));
    }
    let (_, stated) = public::read(outside)?;
    if public::write(&stated) != public::write(&private.public) {
        return Err(KeyError::invalid("the private part does not fit the public part"));
    }
    Ok(private)
}

fn fields(reader: &mut Reader<'_>) -> Result<PrivateMaterial, KeyError> {
    let name = reader.string()?;
    if name == ED25519.as_bytes() {
        let x = reader.string()?;
        let both = reader.string()?;
        // The seed, then the public half once more (RFC 8032 section 5.1.5).
        let (seed, again) = both
            .split_at_checked(32)
            .ok_or_else(|| KeyError::invalid("the private part d is not 32 bytes long"))?;
        let key = Ed25519Private::new(seed)?;
        if key.public() != x || again != x {
            return Err(KeyError::invalid("the private part does not fit the public part"));
        }
        return PrivateMaterial::ed25519(key);
    }
    if name == RSA.as_bytes() {
        return PrivateMaterial::rsa(rsa_parts(reader)?);
    }
    let Some((curve, inside)) = public::ecdsa(name) else { return Err(public::unknown(name)) };
    let point = public::point(reader, curve, inside)?;
    let d = reader.integer()?;
    let missing = curve.len_bytes().checked_sub(d.len());
    let missing =
        missing.ok_or_else(|| KeyError::invalid(format!("its private number is too long for {curve}")))?;
    let key = EcPrivate::new(curve, &Zeroizing::new([vec![0; missing].as_slice(), d].concat()))?;
    if key.point() != point {
        return Err(KeyError::invalid("the private part does not fit the public part"));
    }
    PrivateMaterial::ec(key, curve)
}

/// The numbers in the order of OpenSSH: n, e, d, the inverse of q, p, q. The two exponents it leaves out are computed.
fn rsa_parts(reader: &mut Reader<'_>) -> Result<RsaParts, KeyError> {
    let mut parts =
        RsaParts { n: reader.integer()?.to_vec(), e: reader.integer()?.to_vec(), ..RsaParts::default() };
    for part in [&mut parts.d, &mut parts.qi, &mut parts.p, &mut parts.q] {
        *part = Zeroizing::new(reader.integer()?.to_vec());
    }
    parts.dp = crt_exponent(&parts.d, &parts.p)?;
    parts.dq = crt_exponent(&parts.d, &parts.q)?;
    Ok(parts)
}

/// The block; none for a key that OpenSSH has no type for.
pub(super) fn write(
    private: &PrivateMaterial,
    comment: &str,
    password: Option<&[u8]>,
) -> Result<Option<Zeroizing<Vec<u8>>>, KeyError> {
    let Some((name, outside)) = public::write(&private.public) else { return Ok(None) };
    let mut inside = Writer::default();
    let mut check = [0; 4];
    random(&mut check)?;
    let check = u32::from_be_bytes(check);
    inside.number(check).number(check).string(name.as_bytes());
    match (&private.numbers, private.public.as_ref()) {
        (PrivateNumbers::Ed25519(key), _) => {
            let both = Zeroizing::new([key.seed(), key.public()].concat());
            inside.string(key.public()).string(&both);
        }
        (PrivateNumbers::Rsa { parts, .. }, _) => {
            inside.integer(&parts.n).integer(&parts.e).integer(&parts.d);
            inside.integer(&parts.qi).integer(&parts.p).integer(&parts.q);
        }
        (PrivateNumbers::Ec(key), PublicMaterial::Ec { curve, x, y, .. }) => {
            let Some((_, curve)) = public::ecdsa_names(*curve) else { return Ok(None) };
            inside.string(curve.as_bytes()).string(&[&[4], x.as_slice(), y].concat()).integer(key.scalar());
        }
        (_, _) => return Ok(None),
    }
    inside.string(comment.as_bytes());
    let lock = password.map(lock::Lock::fresh).transpose()?;
    let block = if lock.is_some() { lock::BLOCK } else { BLOCK };
    for number in 1_u8.. {
        if inside.0.len().is_multiple_of(block) {
            break;
        }
        inside.bytes(&[number]);
    }
    let mut out = Writer::default();
    out.bytes(MAGIC);
    match (&lock, password) {
        (Some(lock), Some(password)) => {
            lock.write(&mut out);
            out.number(1).string(&outside).string(&lock.close(&inside.0, password)?);
        }
        (_, _) => {
            out.string(b"none").string(b"none").string(b"").number(1).string(&outside).string(&inside.0);
        }
    }
    Ok(Some(out.0))
}
