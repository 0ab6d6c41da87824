//! The words of SSH (RFC 4251 section 5): numbers of four bytes, strings with their length, multiple precision integers.

use zeroize::Zeroizing;

use super::super::KeyError;

/// What is left to be read. It hands out slices and never copies.
pub(super) struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn number(&mut self) -> Result<u32, KeyError> {
        let (number, rest) = self.0.split_first_chunk::<4>().ok_or_else(cut)?;
        self.0 = rest;
        Ok(u32::from_be_bytes(*number))
    }

    pub(super) fn string(&mut self) -> Result<&'b [u8], KeyError> {
        let length = usize::try_from(self.number()?).map_err(|_| cut())?;
        let (string, rest) = self.0.split_at_checked(length).ok_or_else(cut)?;
        self.0 = rest;
        Ok(string)
    }

    /// A positive integer, big-endian without the zero that keeps its first bit from being a sign.
    pub(super) fn integer(&mut self) -> Result<&'b [u8], KeyError> {
        match self.string()? {
            [0, number @ ..] => Ok(number),
            [first, ..] if *first >= 0x80 => {
                Err(KeyError::invalid("a number of its OpenSSH form is negative"))
            }
            number => Ok(number),
        }
    }

    pub(super) const fn rest(&self) -> &'b [u8] {
        self.0
    }

    /// Refuses what stands behind the last field.
    pub(super) fn end(&self) -> Result<(), KeyError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(KeyError::invalid("its OpenSSH form has more than the fields of its type"))
        }
    }
}

fn cut() -> KeyError {
    KeyError::invalid("its OpenSSH form ends in the middle of a field")
}

/// Fields one after the other; wiped on drop.
#[derive(Default)]
pub(super) struct Writer(pub(super) Zeroizing<Vec<u8>>);

impl Writer {
    /// Appends bytes that stand for themselves.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            // A vector that grows by itself leaves what it held behind.
            let mut larger = Zeroizing::new(Vec::with_capacity(2 * needed));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        self
    }

    pub(super) fn number(&mut self, number: u32) -> &mut Self {
        self.bytes(&number.to_be_bytes())
    }

    pub(super) fn string(&mut self, bytes: &[u8]) -> &mut Self {
        // A key is at most 4 MiB long, so its parts fit.
        self.number(u32::try_from(bytes.len()).unwrap_or(u32::MAX)).bytes(bytes)
    }

    pub(super) fn integer(&mut self, number: &[u8]) -> &mut Self {
        let number = crate::crypto::rules::significant(number);
        if number.first().is_some_and(|first| *first >= 0x80) {
            let padded = Zeroizing::new([&[0], number].concat());
            return self.string(&padded);
        }
        self.string(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_that_moves_to_a_larger_place_keeps_what_it_holds_and_how_it_is_framed() {
        let mut writer = Writer::default();
        for number in 0..100_u8 {
            writer.string(&vec![number; usize::from(number)]).integer(&[0, 0x80, number]).bytes(b"end");
        }
        let mut reader = Reader::new(&writer.0);
        for number in 0..100_u8 {
            assert_eq!(reader.string().unwrap(), vec![number; usize::from(number)]);
            assert_eq!(reader.integer().unwrap(), [0x80, number]);
            assert!(reader.rest().starts_with(b"end"));
            reader = Reader::new(&reader.rest()[3..]);
        }
        reader.end().unwrap();
    }
}
