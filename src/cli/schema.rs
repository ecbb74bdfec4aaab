//! `hongtou schema`: what may be written, for editors.

use super::args::SchemaOptions;
use super::print;
use crate::diag::Result;
use crate::output;
use crate::schema;

pub(super) fn schema(options: &SchemaOptions) -> Result<()> {
    let text = schema::text(options.kind.into());
    if let Some(path) = &options.out {
        return output::replace_own(path, text.as_bytes(), schema::is_one);
    }
    print(text.as_bytes())
}
