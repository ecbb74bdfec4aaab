//! Why a text is not what a key asks for.

use std::fmt;

use crate::diag::{Diagnostic, codes};
use crate::source::Place;

/// What is wrong with a text, and what to write instead. Whoever knows where the text stands makes a
/// diagnostic of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// One sentence without a final point.
    pub message: String,
    /// What to write instead; empty where the message says it.
    pub hint: String,
}

impl Wrong {
    /// A message and a hint.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }

    /// The diagnostic, at the place of the text.
    #[must_use]
    pub fn at(&self, place: Place) -> Diagnostic {
        let diagnostic = Diagnostic::error(codes::BAD_VALUE, place, &self.message);
        if self.hint.is_empty() { diagnostic } else { diagnostic.hint(&self.hint) }
    }
}

/// The message; in the alternate form the hint. serde hands on what is wrong as something that prints, and so
/// neither has to be looked for in the other.
impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if f.alternate() { &self.hint } else { &self.message })
    }
}

impl std::error::Error for Wrong {}
