//! The kinds of keys, as types: what a key can do is known before the program runs.

mod sealed {
    /// Nobody else makes a kind.
    #[expect(unnameable_types, reason = "a trait that cannot be named cannot be implemented elsewhere")]
    pub trait Sealed {}
}

/// A kind of key: [`Shared`], [`Private`] or [`Public`].
pub trait Kind: sealed::Sealed {}

/// A kind that signs: [`Shared`] and [`Private`].
pub trait Signs: Kind {}

/// A kind that verifies: [`Shared`] and [`Public`].
pub trait Verifies: Kind {}

/// A kind that encrypts: [`Shared`] and [`Public`].
pub trait Encrypts: Kind {}

/// A kind that decrypts: [`Shared`] and [`Private`].
pub trait Decrypts: Kind {}

/// One secret for both sides: signs and verifies, encrypts and decrypts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Shared;

/// The private half of a pair: signs and decrypts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Private;

/// The public half of a pair: verifies and encrypts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Public;

impl sealed::Sealed for Shared {}
impl sealed::Sealed for Private {}
impl sealed::Sealed for Public {}
impl Kind for Shared {}
impl Kind for Private {}
impl Kind for Public {}
impl Signs for Shared {}
impl Signs for Private {}
impl Verifies for Shared {}
impl Verifies for Public {}
impl Encrypts for Shared {}
impl Encrypts for Public {}
impl Decrypts for Shared {}
impl Decrypts for Private {}
