//! Hashes that tell whether something is what it was.

use std::fmt;
use std::hash::Hash;

use siphasher::sip128::{Hasher128, SipHasher13};

/// A hash of contents, the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Of all that is hashed in `add`.
    pub fn of(add: impl FnOnce(&mut SipHasher13)) -> Self {
        let mut hasher = SipHasher13::new();
        add(&mut hasher);
        Self(hasher.finish128().as_u128())
    }

    /// A part of it: enough to tell what changed, not to tell that nothing did.
    pub fn short(self) -> u32 {
        u32::try_from(self.0 & u128::from(u32::MAX)).unwrap_or_default()
    }

    /// Of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::of(|hasher| bytes.hash(hasher))
    }
}

impl Hash for Fingerprint {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// As it was written down.
impl From<u128> for Fingerprint {
    fn from(written: u128) -> Self {
        Self(written)
    }
}

/// As it is written down: 32 hexadecimal digits.
impl fmt::LowerHex for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
