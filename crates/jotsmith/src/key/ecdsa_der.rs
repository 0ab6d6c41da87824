//! An ECDSA signature as X.509 and TLS write it, in DER, where JOSE wants r and s side by side.

/// `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 section 2.2.3) as two numbers of `length` bytes each.
pub(crate) fn side_by_side(der: &[u8], length: usize) -> Option<Vec<u8>> {
    let (sequence, after) = element(der, 0x30)?;
    let (r, rest) = element(sequence, 0x02)?;
    let (s, end) = element(rest, 0x02)?;
    if !after.is_empty() || !end.is_empty() {
        return None;
    }
    let mut out = Vec::with_capacity(2 * length);
    for number in [r, s] {
        let number = match number {
            [0, rest @ ..] if rest.first().is_some_and(|byte| byte & 0x80 != 0) => rest,
            [first, ..] if *first != 0 && first & 0x80 == 0 => number,
            _ => return None,
        };
        out.resize(out.len() + length.checked_sub(number.len())?, 0);
        out.extend_from_slice(number);
    }
    Some(out)
}

/// The content of the element with this tag at the start, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (length, rest) = match der.strip_prefix(&[tag])? {
        [0x81, length, rest @ ..] if *length >= 0x80 => (*length, rest),
        [length, rest @ ..] if *length < 0x80 => (*length, rest),
        _ => return None,
    };
    rest.split_at_checked(usize::from(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_strict_der_of_two_numbers_and_nothing_else() {
        assert_eq!(side_by_side(&[0x30, 6, 2, 1, 7, 2, 1, 9], 2), Some(vec![0, 7, 0, 9]));
        assert_eq!(side_by_side(&[0x30, 8, 2, 2, 0, 0x80, 2, 2, 1, 0], 2), Some(vec![0, 0x80, 1, 0]));
        for not_der in [
            &[][..],
            &[0x30, 6, 2, 1, 7, 2, 1],
            &[0x30, 6, 2, 1, 7, 2, 1, 9, 0],
            &[0x30, 6, 2, 1, 0, 2, 1, 9],
            &[0x30, 7, 2, 2, 0, 7, 2, 1, 9],
            &[0x30, 6, 2, 1, 0x87, 2, 1, 9],
            &[0x30, 8, 2, 3, 1, 0, 0, 2, 1, 9],
            &[0x30, 0x81, 6, 2, 1, 7, 2, 1, 9],
            &[0x31, 6, 2, 1, 7, 2, 1, 9],
        ] {
            assert_eq!(side_by_side(not_der, 2), None, "{not_der:?}");
        }
    }
}
