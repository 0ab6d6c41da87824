//! What is said of keys for which one call has no trials left.

use crate::reason::{Code, Part, Place, Reason};

/// The key fits, and is not tried: other tokens or signatures of the call took the trials, of which there are `most`.
pub(crate) fn untried(key: usize, most: usize) -> Reason {
    let found = format!("one call tries {most} keys at most, and fewer are left than fit here");
    Reason::new(Code::KeyLeftOut).at(Place::part(Part::Key(key))).found(found)
}
