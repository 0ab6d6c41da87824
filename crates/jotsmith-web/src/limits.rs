//! How much of a token the page is shown. The engine's own bounds stand in `jotsmith::limits`.

/// Members and elements of one part that get a row. A claims set has a few dozen; an array of a megabyte would make
/// an answer of a hundred.
pub(crate) const ROWS: usize = 4_000;

/// Pieces of the text that one member is shown on. A token that is broken into lines of 64 characters gives one piece
/// a line; where there are more, one span from the first to the last stands for all.
pub(crate) const PIECES: usize = 400;

/// Characters of the text that are quoted on either side of a fault.
pub(crate) const EXCERPT_CHARACTERS: usize = 30;

/// Bytes of the longest place that is quoted: a longer one is seen in the text itself.
pub(crate) const EXCERPT_SPAN_BYTES: usize = 16;

/// Bytes of a part that is no text which are shown as hexadecimal.
pub(crate) const HEX_BYTES: usize = 4_096;
