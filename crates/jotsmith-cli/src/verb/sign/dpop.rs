//! `sign --as dpop`: a proof for one request, by the client's key.

use jotsmith::AnyKey;
use jotsmith::profile::dpop::DpopProof;

use super::{Args, cannot_sign};
use crate::exit::{Exit, Failure};

/// The proof, and what is to be said about the key.
pub(super) fn proof(args: &Args) -> Result<(String, Vec<String>), Failure> {
    let claims = args.claims.is_some() || args.file.is_some() || !args.members.is_empty();
    if claims || args.registered.are_said() {
        return Err(Failure::usage(
            "The claims of a DPoP proof are those of its request.",
            "Leave them out, and add --method METHOD and --url URL.",
        ));
    }
    let request = args.request.said()?;
    let now = args.at.instant()?;
    let (keys, warnings) = args.key.read()?;
    let key = match keys.as_slice() {
        [AnyKey::Private(key)] => key,
        [AnyKey::Shared(_)] => {
            return Err(Failure::new(
                Exit::Key,
                "A DPoP proof is signed by one half of a key pair, and this is a shared secret.",
                "Give a private key, such as jotsmith key generate --alg ES256 makes.",
            ));
        }
        _ => return Err(cannot_sign()),
    };
    let mut proof = DpopProof::new(key, request.method, request.url).signer(args.signer_of(key));
    if let Some(token) = &request.access_token {
        proof = proof.access_token(token);
    }
    if let Some(nonce) = request.nonce {
        proof = proof.nonce(nonce);
    }
    Ok((proof.sign(now)?, warnings))
}
