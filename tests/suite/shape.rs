//! The architecture as the crate doc tells it: who may use whom, and where each large crate lives.

use std::collections::BTreeMap;
use std::path::Path;

/// A module and the modules of ours it may use. What is not named here it must not know.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diag", &["source"]),
    ("characters", &["diag", "source"]),
    ("standard", &[]),
    ("doc", &["source", "standard"]),
    ("placeholder", &["diag", "doc", "source"]),
    ("model", &["placeholder", "source"]),
    ("load", &["characters", "diag", "model", "placeholder", "source"]),
    ("sheet", &["characters", "diag", "doc", "source"]),
    ("roster", &["diag", "doc", "model", "placeholder", "sheet", "source"]),
    ("outline", &["model", "sheet", "source"]),
    ("library", &[]),
    ("markup", &["diag", "doc", "source", "standard"]),
    ("render", &["diag", "doc", "library", "markup", "model", "source"]),
    ("picture", &["diag", "source"]),
    (
        "project",
        &[
            "characters",
            "diag",
            "load",
            "model",
            "outline",
            "picture",
            "placeholder",
            "record",
            "roster",
            "sheet",
            "source",
        ],
    ),
    (
        "compose",
        &[
            "diag", "doc", "ledger", "markup", "model", "outline", "output", "picture", "project",
            "render", "roster", "sheet", "source", "standard",
        ],
    ),
    ("lint", &["diag", "doc", "load", "model", "placeholder", "roster", "sheet", "source"]),
    ("fonts", &["diag", "doc", "source"]),
    ("write", &["diag", "doc", "fonts", "source", "standard", "write"]),
    ("storage", &[]),
    ("output", &["diag", "source", "storage"]),
    ("record", &["diag", "output"]),
    ("history", &["diag", "output", "roster", "sheet"]),
    (
        "starter",
        &["diag", "library", "load", "model", "placeholder", "project", "roster", "source"],
    ),
    (
        "press",
        &[
            "compose",
            "diag",
            "doc",
            "fonts",
            "history",
            "ledger",
            "lint",
            "model",
            "output",
            "placeholder",
            "project",
            "record",
            "render",
            "roster",
            "source",
            "storage",
            "write",
        ],
    ),
    ("ledger", &["characters", "diag", "model", "output", "source", "storage"]),
    ("schema", &["compose", "model", "roster", "source"]),
    (
        "cli",
        &[
            "diag", "doc", "fonts", "history", "ledger", "load", "model", "output", "press",
            "project", "record", "roster", "schema", "sheet", "source", "starter", "storage",
            "write",
        ],
    ),
];

/// A crate and the modules that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("typst", &["write/pdf"]),
    ("typst_pdf", &["write/pdf"]),
    ("docx_rs", &["write/docx"]),
    ("minijinja", &["render"]),
    ("chinese_number", &["render"]),
    ("rust_decimal", &["render"]),
    ("comrak", &["markup"]),
    ("serde_yaml", &["load", "sheet"]),
    ("calamine", &["sheet"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("schemars", &["model", "schema"]),
    ("annotate_snippets", &["diag"]),
    ("fontdb", &["fonts"]),
    ("png", &["picture"]),
    ("pdf_writer", &["press/bind"]),
    ("rust_xlsxwriter", &["press/list", "starter/form"]),
    ("icu_collator", &["roster"]),
    ("similar", &["roster"]),
    ("include_dir", &["library"]),
    ("inquire", &["cli"]),
    ("notify", &["cli"]),
    ("comfy_table", &["cli"]),
];

/// Every source file by its path under `src`, without its tests.
fn sources() -> BTreeMap<String, String> {
    fn walk(folder: &Path, root: &Path, found: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap().with_extension("");
                let name = name.to_string_lossy().replace('\\', "/");
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
                found.insert(name, code);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    walk(&root, &root, &mut found);
    found.retain(|name, _| name != "lib" && name != "main" && !name.ends_with("/tests"));
    found
}

fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn modules_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let module = file.split('/').next().unwrap();
        let (_, may) = MAY_USE.iter().find(|(name, _)| *name == module).expect(module);
        for line in code_lines(&text) {
            for used in line.split("crate::").skip(1) {
                let used: String =
                    used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !used.is_empty() && used != module && !may.contains(&used.as_str()) {
                    wrong.push(format!("{file} uses {used}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_large_crate_has_one_home() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for (name, homes) in HOMES {
            let at_home = homes.iter().any(|home| file.starts_with(home));
            let used = code_lines(&text).any(|line| {
                line.match_indices(&format!("{name}::")).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                })
            });
            if used && !at_home {
                wrong.push(format!("{file} uses {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
