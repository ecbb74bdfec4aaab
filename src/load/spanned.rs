//! Lets serde fill in [`Spanned`] values.
//!
//! serde hands a `Deserialize` impl no context, so the source that is being loaded waits in a
//! thread-local for the time of the call: the one hidden thread between caller and callee here.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::source::{Place, Source, Spanned};

/// The struct name by which [`super::de`] knows that a place is asked for.
pub(super) const NAME: &str = "$hongtou::Spanned";
/// Its fields: start, end, value.
pub(super) const FIELDS: &[&str] = &["start", "end", "value"];

thread_local! {
    static SOURCE: RefCell<Option<Arc<Source>>> = const { RefCell::new(None) };
}

/// Runs `f` while places refer to `source`.
pub(super) fn within<T>(source: &Arc<Source>, f: impl FnOnce() -> T) -> T {
    let before = SOURCE.replace(Some(Arc::clone(source)));
    let result = f();
    SOURCE.set(before);
    result
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct(NAME, FIELDS, SpannedVisitor(PhantomData))
    }
}

struct SpannedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
    type Value = Spanned<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value with its place")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut range, mut value) = (0..0, None);
        while let Some(key) = map.next_key::<&str>()? {
            match key {
                "start" => range.start = map.next_value()?,
                "end" => range.end = map.next_value()?,
                _ => value = Some(map.next_value()?),
            }
        }
        let v = value.ok_or_else(|| serde::de::Error::missing_field("value"))?;
        let place = SOURCE.with_borrow(|source| {
            source.as_ref().map_or(Place::Program, |source| Place::text(source, range))
        });
        Ok(Spanned { v, place })
    }
}
