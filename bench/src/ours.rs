//! The engine, as its callers use it: keys, verifier and signer made once, outside.

use crate::data::{
    AUDIENCE, BorrowedClaims, CLASSIC, CLASSIC_SECRET, Claims, ClassicClaims, ISSUER, KID, PAYLOAD, SECRET,
    claims, crowded_payload, now,
};
use crate::harness::Bench;
use crate::keys::Keys;
use anyhow::Result;
use jotsmith::key::{Key, Signs, Verifies, WeakKeys};
use jotsmith::verify::Verifier;
use jotsmith::{Algorithm, NumericDate, Scratch, Signer};
use std::hint::black_box;

/// Claims into a scratch that is used again, borrowed.
pub const BORROWED: &str = "jotsmith, borrowed";
/// The same, owned.
pub const OWNED: &str = "jotsmith, owned";
/// `Verifier::verify`, which is given no scratch.
pub const PLAIN: &str = "jotsmith, verify";
/// `Signer::sign`.
pub const SIGN: &str = "jotsmith";
/// `Signer::sign_into`.
pub const SIGN_INTO: &str = "jotsmith, sign_into";

/// Adds every case of the engine.
pub fn add(bench: &mut Bench, keys: &Keys) -> Result<()> {
    let instant = NumericDate(i64::try_from(now())?);
    hmac(bench, instant)?;
    classic(bench, instant)?;
    for pair in keys.pairs() {
        let name = pair.algorithm.as_str();
        let token = leak(sign(&pair.ours)?);
        verify(bench, &format!("{name} verify"), &pair.ours.public(), token, instant);
        signer(bench, &format!("{name} sign"), pair.ours.clone());
    }
    Ok(())
}

fn hmac(bench: &mut Bench, instant: NumericDate) -> Result<()> {
    let key = Key::hmac(Algorithm::Hs256, SECRET)?.with_kid(KID);
    let token = leak(sign(&key)?);
    verify(bench, "HS256 verify", &key, token, instant);
    let verifier = verifier(&key);
    let mut scratch = Scratch::new();
    bench.add("HS256 verify", BORROWED, move || {
        let accepted = verifier.verify_in::<BorrowedClaims<'_>>(black_box(token), instant, &mut scratch);
        black_box(accepted.expect("the token holds"));
    });
    let crowded = leak(Signer::new(&key).sign_json(crowded_payload().as_bytes())?);
    let verifier = self::verifier(&key);
    let mut scratch = Scratch::new();
    bench.add("HS256 verify, 32 members", BORROWED, move || {
        let accepted = verifier.verify_in::<BorrowedClaims<'_>>(black_box(crowded), instant, &mut scratch);
        black_box(accepted.expect("the token holds"));
    });
    signer(bench, "HS256 sign", key);
    Ok(())
}

fn classic(bench: &mut Bench, instant: NumericDate) -> Result<()> {
    let key = Key::insecure_hmac(Algorithm::Hs256, CLASSIC_SECRET)?;
    let verifier = || {
        let builder = Verifier::new(&key).any_issuer().any_audience().allow_missing_exp();
        builder.weak_keys(WeakKeys::Allow).build()
    };
    let (owned, plain) = (verifier(), verifier());
    let mut scratch = Scratch::new();
    bench.add("HS256 verify classic", OWNED, move || {
        let accepted = owned.verify_in::<ClassicClaims>(black_box(CLASSIC), instant, &mut scratch);
        black_box(accepted.expect("the token holds"));
    });
    bench.add("HS256 verify classic", PLAIN, move || {
        black_box(plain.verify::<ClassicClaims>(black_box(CLASSIC), instant).expect("the token holds"));
    });
    Ok(())
}

fn verify<K: Verifies>(
    bench: &mut Bench,
    case: &str,
    key: &Key<K>,
    token: &'static str,
    instant: NumericDate,
) {
    let (owned, plain) = (verifier(key), verifier(key));
    let mut scratch = Scratch::new();
    bench.add(case, OWNED, move || {
        let accepted = owned.verify_in::<Claims>(black_box(token), instant, &mut scratch);
        black_box(accepted.expect("the token holds"));
    });
    bench.add(case, PLAIN, move || {
        black_box(plain.verify::<Claims>(black_box(token), instant).expect("the token holds"));
    });
}

fn verifier<K: Verifies>(key: &Key<K>) -> Verifier<'static> {
    Verifier::new(key).issuer(ISSUER).audience(AUDIENCE).build()
}

fn signer<K: Signs + 'static>(bench: &mut Bench, case: &str, key: Key<K>) {
    let key: &'static Key<K> = Box::leak(Box::new(key));
    let (claims, again) = (claims(), claims());
    let signer = Signer::new(key);
    bench.add(case, SIGN, move || {
        black_box(signer.sign(black_box(&claims)).expect("the key signs"));
    });
    let signer = Signer::new(key);
    let mut token = String::new();
    bench.add(case, SIGN_INTO, move || {
        token.clear();
        signer.sign_into(black_box(&again), &mut token).expect("the key signs");
        black_box(&token);
    });
}

fn sign<K: Signs>(key: &Key<K>) -> Result<String> {
    Ok(Signer::new(key).sign_json(PAYLOAD.as_bytes())?)
}

/// A token that lives as long as the program.
fn leak(token: String) -> &'static str {
    Box::leak(token.into_boxed_str())
}
