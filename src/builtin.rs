//! 模板库: what ships in `templates/`, in the program itself. Files are texts for the key 模板; folders are
//! starter campaigns for `hongtou new`.

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The texts: name with ending, and content.
pub fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// The starters by name.
pub fn starters() -> impl Iterator<Item = (&'static str, Vec<(&'static str, &'static str)>)> {
    TEMPLATES.dirs().filter_map(|folder| Some((folder.path().to_str()?, files(folder))))
}

/// All texts of a folder and the folders in it, by their paths in that folder.
fn files(folder: &'static Dir<'static>) -> Vec<(&'static str, &'static str)> {
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(next) = folders.pop() {
        folders.extend(next.dirs());
        files.extend(next.files().filter_map(|file| {
            let path = file.path().strip_prefix(folder.path()).ok()?;
            Some((path.to_str()?, file.contents_utf8()?))
        }));
    }
    files.sort_unstable();
    files
}
