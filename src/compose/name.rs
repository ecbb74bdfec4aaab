//! The names of output files.

use std::fmt::Write as _;
use std::sync::Arc;

use super::context;
use super::each::Entry;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::names;
use crate::project::Project;
use crate::render::Renderer;
use crate::source::Spanned;

/// The name of a document's output files, without an ending.
///
/// # Errors
/// When it can't be evaluated or is no name that every file system takes.
pub fn file_name(
    project: &Project,
    renderer: &Renderer,
    entry: &Entry<'_>,
) -> Result<Spanned<String>> {
    // what is wrong with the facts, the document itself says
    let context = context::of_entry(&project.campaign, entry, &mut Diagnostics::new());
    let context = Arc::new(context);
    let spec = &entry.spec;
    let name = renderer.string(&spec.name, &context)?.v.trim().to_owned();
    let recipient = entry.recipient.as_ref();
    let place = recipient.map_or(&spec.name.place, |recipient| &recipient.place);
    let wrong = |message: String, hint: &str| {
        Err(Diagnostic::error(codes::BAD_FILE_NAME, place.clone(), message).hint(hint).into())
    };
    // a table is not the place to think of file systems
    let name = if recipient.is_some() { encoded(&name) } else { name };
    if let Some(c) = name.chars().find(|c| names::is_forbidden(*c)) {
        return wrong(
            format!("文件名里不能有“{}”", c.escape_debug()),
            "换成汉字、字母、数字、“-”或“（）”",
        );
    }
    if name.is_empty() || name.starts_with('.') || name.ends_with('.') {
        return wrong(format!("“{name}”不能作文件名"), "文件名不能是空的，也不能以“.”开头或结尾");
    }
    let lower = name.to_lowercase();
    if [".pdf", ".docx"].iter().any(|ending| lower.ends_with(ending)) {
        return wrong(format!("“{name}”带着扩展名"), "“名”里不写扩展名，程序自己加");
    }
    if name.len() > names::LONGEST {
        return wrong("文件名太长".to_owned(), "缩短到 60 个汉字以内");
    }
    if names::is_reserved(&name) {
        return wrong(format!("“{name}”是 Windows 的保留名，不能作文件名"), "换一个名字");
    }
    Ok(Spanned::new(name, place.clone()))
}

/// A name with what some file system does not take, and the `%` itself, as `%` and two hexadecimal digits,
/// as in a URL.
fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for c in name.chars() {
        if c == '%' || names::is_forbidden(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // writing to a string cannot fail
                let _ = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}
