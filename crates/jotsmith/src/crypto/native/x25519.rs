//! X25519 by aws-lc-rs.

use aws_lc_rs::agreement::{PrivateKey, UnparsedPublicKey, X25519, agree};
use zeroize::Zeroizing;

use super::super::KeyFault;

const REFUSED: KeyFault = KeyFault::Broken("it is not taken as an X25519 key");

/// The public point of the private number.
pub(crate) fn x25519_public(d: &[u8; 32]) -> Result<[u8; 32], KeyFault> {
    let key = PrivateKey::from_private_key(&X25519, d).map_err(|_| REFUSED)?;
    let public = key.compute_public_key().map_err(|_| REFUSED)?;
    public.as_ref().try_into().map_err(|_| REFUSED)
}

/// The point that both sides share; all zero for a point of small order, which aws-lc-rs refuses.
pub(crate) fn x25519(d: &[u8; 32], u: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, KeyFault> {
    let key = PrivateKey::from_private_key(&X25519, d).map_err(|_| REFUSED)?;
    let mut shared = Zeroizing::new([0; 32]);
    // The one fault that is left once the lengths are right is the all-zero secret, which the caller looks for.
    agree(&key, UnparsedPublicKey::new(&X25519, u), (), |secret| {
        shared.iter_mut().zip(secret).for_each(|(to, from)| *to = *from);
        Ok(())
    })
    .unwrap_or_default();
    Ok(shared)
}
