//! The keys of the session, behind handles. The page holds the handles and never a byte of a key.
//!
//! A handle is never given twice, so that one which was kept by mistake names nothing and not another key. A key that
//! is forgotten is dropped here; the engine wipes its numbers.

use jotsmith::AnyKey;
use zeroize::Zeroizing;

use crate::failure::{Failure, Fault};
use crate::request::KeySource;

/// The keys in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Tray {
    last: u32,
    keys: Vec<Entry>,
}

/// One key.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) handle: u32,
    pub(crate) key: AnyKey,
    pub(crate) source: KeySource,
}

impl Tray {
    /// Takes a key in. The first handle is 1.
    pub(crate) fn add(&mut self, key: AnyKey, source: KeySource) -> u32 {
        self.last = self.last.saturating_add(1);
        self.keys.push(Entry { handle: self.last, key, source });
        self.last
    }

    /// The key of this handle.
    pub(crate) fn entry(&self, handle: u32) -> Result<&Entry, Failure> {
        self.keys.iter().find(|entry| entry.handle == handle).ok_or_else(|| Fault::KeyForgotten.into())
    }

    /// The keys of these handles, in the order of the tray; a handle of a key that was forgotten names nothing.
    pub(crate) fn chosen(&self, handles: &[u32]) -> impl Iterator<Item = &Entry> {
        self.keys.iter().filter(|entry| handles.contains(&entry.handle))
    }

    /// Drops one key, or all of them.
    pub(crate) fn forget(&mut self, handle: Option<u32>) {
        match handle {
            Some(handle) => self.keys.retain(|entry| entry.handle != handle),
            None => self.keys.clear(),
        }
    }

    /// Everything in the tray as bytes, for the module that takes this one's place; the tray is empty afterwards.
    ///
    /// The last handle, then for each key: handle, source, length, JWK. Numbers are 4 bytes, least first.
    pub(crate) fn hand_over(&mut self) -> Zeroizing<Vec<u8>> {
        // The first module holds secrets alone, each for one algorithm or for all of its type: any is a JWK.
        let texts: Vec<_> =
            self.keys.iter().filter_map(|entry| Some((entry, entry.key.to_jwk().ok()?))).collect();
        // One allocation: a vector that grows would leave copies behind.
        let length = 4 + texts.iter().map(|(_, jwk)| 9 + jwk.len()).sum::<usize>();
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        bytes.extend(self.last.to_le_bytes());
        for (entry, jwk) in texts {
            bytes.extend(entry.handle.to_le_bytes());
            bytes.push(u8::from(entry.source == KeySource::Link));
            bytes.extend(u32::try_from(jwk.len()).unwrap_or_default().to_le_bytes());
            bytes.extend_from_slice(jwk.as_bytes());
        }
        self.forget(None);
        bytes
    }

    /// Takes in what another module handed over. Handles stay what they were.
    pub(crate) fn take_over(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let mut rest = bytes;
        let last = number(&mut rest)?;
        let mut keys = Vec::new();
        while !rest.is_empty() {
            let handle = number(&mut rest)?;
            let source = if taken(&mut rest, 1)? == [1] { KeySource::Link } else { KeySource::Given };
            let length = usize::try_from(number(&mut rest)?).map_err(|_| Fault::HandoverMalformed)?;
            keys.push(Entry { handle, key: AnyKey::read(taken(&mut rest, length)?)?, source });
        }
        self.last = self.last.max(last);
        self.keys.extend(keys);
        Ok(())
    }
}

fn taken<'b>(rest: &mut &'b [u8], length: usize) -> Result<&'b [u8], Failure> {
    let (front, back) = rest.split_at_checked(length).ok_or(Fault::HandoverMalformed)?;
    *rest = back;
    Ok(front)
}

fn number(rest: &mut &[u8]) -> Result<u32, Failure> {
    let (front, back) = rest.split_first_chunk::<4>().ok_or(Fault::HandoverMalformed)?;
    *rest = back;
    Ok(u32::from_le_bytes(*front))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> AnyKey {
        AnyKey::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_handle_is_never_given_twice() {
        let mut tray = Tray::default();
        assert_eq!(tray.add(key(testkit::keys::HMAC_256_JWK), KeySource::Given), 1);
        tray.forget(Some(1));
        assert_eq!(tray.add(key(testkit::keys::HMAC_256_JWK), KeySource::Given), 2);
        assert!(tray.entry(1).is_err_and(|failure| format!("{failure:?}").contains("ask-key")));
    }

    #[test]
    fn keys_are_carried_over_with_handle_and_source_and_leave_nothing_behind() {
        let (mut old, mut new) = (Tray::default(), Tray::default());
        old.add(key(testkit::keys::ED25519_PRIVATE_JWK), KeySource::Given);
        old.add(key(testkit::keys::HMAC_256_JWK), KeySource::Given);
        old.add(key(testkit::keys::P256_PUBLIC_JWK), KeySource::Link);
        old.forget(Some(2));
        let jwks: Vec<_> = old.chosen(&[1, 3]).map(|entry| entry.key.to_jwk().unwrap()).collect();

        new.take_over(&old.hand_over()).unwrap();

        assert_eq!(old.chosen(&[1, 2, 3]).count(), 0);
        let carried: Vec<_> = new.chosen(&[1, 2, 3]).collect();
        assert_eq!(carried.iter().map(|entry| entry.handle).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(
            carried.iter().map(|entry| entry.source).collect::<Vec<_>>(),
            [KeySource::Given, KeySource::Link]
        );
        assert_eq!(carried.iter().map(|entry| entry.key.to_jwk().unwrap()).collect::<Vec<_>>(), jwks);
        assert_eq!(new.add(key(testkit::keys::HMAC_256_JWK), KeySource::Given), 4);
    }

    #[test]
    fn bytes_that_no_module_wrote_are_refused_and_add_nothing() {
        for bytes in [&[][..], &[1, 0, 0], &[1, 0, 0, 0, 1], &[0, 0, 0, 0, 1, 0, 0, 0, 0, 255, 255, 255, 255]]
        {
            let mut tray = Tray::default();
            let failure = tray.take_over(bytes).unwrap_err();
            assert!(format!("{failure:?}").contains("ask-handover"), "{bytes:?}");
            assert_eq!(tray.chosen(&[0, 1]).count(), 0);
        }
    }
}
