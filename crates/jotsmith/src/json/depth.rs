//! How deep a JSON text is nested, told without reading it: for callers whose bound is below that of the parser.

/// The first byte of a JSON text that opens a level deeper than `most`. Brackets inside strings do not count.
pub(crate) fn too_deep(json: &[u8], most: usize) -> Option<usize> {
    let (mut depth, mut inside, mut escaped) = (0_usize, false, false);
    for (at, byte) in json.iter().copied().enumerate() {
        if escaped {
            escaped = false;
            continue;
        }
        match byte {
            // Outside strings JSON has none.
            b'\\' => escaped = true,
            b'"' => inside = !inside,
            b'{' | b'[' if !inside => {
                depth += 1;
                if depth > most {
                    return Some(at);
                }
            }
            b'}' | b']' if !inside => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bracket_that_is_one_too_deep() {
        assert_eq!(too_deep(br#"{"a":[1,{"b":2}]}"#, 3), None);
        assert_eq!(too_deep(br#"{"a":[1,{"b":2}]}"#, 2), Some(8));
        assert_eq!(too_deep(b"[[],[[],{}],[]]", 3), None);
        assert_eq!(too_deep(b"1", 0), None);
        assert_eq!(too_deep(b"[]", 0), Some(0));
    }

    #[test]
    fn brackets_in_strings_count_for_nothing() {
        assert_eq!(too_deep(br#"{"a":"[[[{{\"[["}"#, 1), None);
        assert_eq!(too_deep(br#"{"a":"\\","b":[1]}"#, 1), Some(14));
        assert_eq!(too_deep(br#"{"a":"]}]}","b":[1]}"#, 1), Some(16));
    }
}
