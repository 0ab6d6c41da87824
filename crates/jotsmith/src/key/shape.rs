//! The outside of a DER text: the tags of the first level of one SEQUENCE (X.690 sections 8.1 and 10.1). It says what
//! kind of key a text is before any parser of keys looks at it, and in builds that have none.

/// INTEGER.
pub(super) const INTEGER: u8 = 0x02;
/// BIT STRING.
pub(super) const BIT_STRING: u8 = 0x03;
/// OCTET STRING.
#[cfg(feature = "key-files")]
pub(super) const OCTET_STRING: u8 = 0x04;
/// SEQUENCE.
pub(super) const SEQUENCE: u8 = 0x30;

/// Elements that are looked at: no key is told from another by more.
const ELEMENTS: usize = 5;

/// The tags of the first elements, and the number that the first one is.
pub(super) struct Shape {
    pub(super) tags: Vec<u8>,
    pub(super) version: Option<u8>,
}

/// The shape, if the bytes are one DER SEQUENCE and nothing else.
pub(super) fn of(bytes: &[u8]) -> Option<Shape> {
    let (tag, mut rest, after) = element(bytes)?;
    if tag != SEQUENCE || !after.is_empty() {
        return None;
    }
    let mut shape = Shape { tags: Vec::new(), version: None };
    while !rest.is_empty() && shape.tags.len() < ELEMENTS {
        let (tag, value, after) = element(rest)?;
        if let (true, INTEGER, [number]) = (shape.tags.is_empty(), tag, value) {
            shape.version = Some(*number);
        }
        shape.tags.push(tag);
        rest = after;
    }
    Some(shape)
}

/// Whether the bytes are one DER SEQUENCE from end to end.
pub(super) fn is_sequence(bytes: &[u8]) -> bool {
    of(bytes).is_some()
}

/// Whether the bytes have the shape of a public key or a certificate, whatever is inside.
pub(super) fn is_public(bytes: &[u8]) -> bool {
    of(bytes).is_some_and(|shape| {
        matches!(
            shape.tags.as_slice(),
            [SEQUENCE, BIT_STRING] | [SEQUENCE, SEQUENCE, BIT_STRING] | [INTEGER, INTEGER]
        )
    })
}

/// The first element: its tag, its value, and what stands behind it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        // The long form, of as few bytes as the number needs.
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit));
            if digits.first() == Some(&0) || length < 0x80 {
                return None;
            }
            (length, rest)
        }
        _ => return None,
    };
    let (value, after) = rest.split_at_checked(length)?;
    Some((*tag, value, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_whole_sequence_from_one_that_was_cut_or_changed() {
        assert!(is_sequence(&[0x30, 0x00]));
        assert!(is_sequence(&[0x30, 0x03, 0x02, 0x01, 0x05]));
        assert!(!is_sequence(&[0x30, 0x03, 0x02, 0x02, 0x05]), "the element has no end");
        assert!(!is_sequence(&[0x30, 0x04, 0x02, 0x01, 0x05]), "the sequence has no end");
        assert!(!is_sequence(&[0x30, 0x00, 0x00]), "something stands behind it");
        assert!(!is_sequence(&[0x30, 0x81, 0x03, 0x02, 0x01, 0x05]), "the length could be shorter");
        assert!(!is_sequence(&[0x30, 0x80, 0x00, 0x00]), "the length is not said");
        assert!(!is_sequence(&[0x31, 0x00]) && !is_sequence(&[0x30]) && !is_sequence(&[]));
    }

    #[test]
    fn knows_a_public_key_by_its_first_level() {
        let spki = [0x30, 0x05, 0x30, 0x00, 0x03, 0x01, 0x00];
        assert!(is_public(&spki));
        assert!(is_public(&[0x30, 0x07, 0x30, 0x00, 0x30, 0x00, 0x03, 0x01, 0x00]), "a certificate");
        assert!(is_public(&[0x30, 0x06, 0x02, 0x01, 0x0b, 0x02, 0x01, 0x03]), "an RSA key of PKCS#1");
        assert!(!is_public(&[0x30, 0x07, 0x02, 0x01, 0x00, 0x30, 0x00, 0x04, 0x00]), "PKCS#8");
    }
}
