//! x
pub mod characters;
pub mod diag;
pub mod doc;
pub mod fonts;
pub mod load;
pub mod markup;
pub mod model;
pub mod render;
pub mod source;
pub mod standard;
pub mod write;
