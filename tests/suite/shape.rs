//! The architecture as the crate doc tells it: who may use whom, where each dependency lives, and who may touch
//! the world outside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module and the modules of ours it may use. What is not named here it must not know.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diag", &["source"]),
    ("characters", &["diag", "source"]),
    ("names", &["characters", "fingerprint"]),
    ("standard", &[]),
    ("doc", &["source", "standard"]),
    ("placeholder", &[]),
    ("model", &["diag", "placeholder", "source"]),
    ("yaml", &["diag", "placeholder", "source"]),
    ("load", &["characters", "diag", "model", "placeholder", "schema", "source", "yaml"]),
    ("sheet", &["characters", "diag", "source", "yaml"]),
    ("roster", &["diag", "doc", "model", "placeholder", "sheet", "source"]),
    ("schedule", &["model", "sheet", "source"]),
    ("directory", &["diag", "sheet", "source"]),
    ("builtin", &[]),
    ("markup", &["characters", "diag", "doc", "source", "standard"]),
    ("render", &["characters", "diag", "doc", "builtin", "markup", "model", "source"]),
    ("picture", &["diag", "source"]),
    (
        "project",
        &[
            "characters",
            "diag",
            "directory",
            "load",
            "model",
            "schedule",
            "picture",
            "fingerprint",
            "roster",
            "sheet",
            "source",
        ],
    ),
    (
        "compose",
        &[
            "characters",
            "diag",
            "directory",
            "doc",
            "ledger",
            "markup",
            "model",
            "names",
            "schedule",
            "picture",
            "placeholder",
            "project",
            "render",
            "roster",
            "sheet",
            "source",
            "standard",
        ],
    ),
    (
        "lint",
        &[
            "characters",
            "compose",
            "diag",
            "directory",
            "doc",
            "markup",
            "model",
            "placeholder",
            "roster",
            "sheet",
            "source",
        ],
    ),
    ("checklist", &["doc", "lint", "model"]),
    ("recognize", &["compose", "diag", "doc", "markup", "model", "source"]),
    ("mend", &["characters", "diag", "doc", "lint", "project", "sheet", "source", "yaml"]),
    ("fonts", &["diag", "doc", "fingerprint", "source"]),
    ("arrange", &["doc", "source", "standard"]),
    ("layout", &["arrange", "diag", "doc", "fonts", "source", "standard"]),
    ("write", &["arrange", "diag", "doc", "layout", "source", "standard", "write"]),
    ("storage", &[]),
    ("output", &["diag", "source", "storage"]),
    ("fingerprint", &[]),
    ("build_log", &["diag", "fingerprint", "output", "storage"]),
    ("history", &["diag", "names", "output", "roster", "sheet", "storage"]),
    (
        "starter",
        &["diag", "builtin", "load", "model", "placeholder", "project", "roster", "source"],
    ),
    (
        "press",
        &[
            "compose",
            "diag",
            "doc",
            "fingerprint",
            "fonts",
            "history",
            "layout",
            "ledger",
            "lint",
            "model",
            "names",
            "output",
            "project",
            "build_log",
            "render",
            "roster",
            "source",
            "storage",
            "write",
        ],
    ),
    ("ledger", &["characters", "diag", "model", "output", "source", "storage"]),
    ("schema", &["model", "roster", "source"]),
    (
        "cli",
        &[
            "checklist",
            "diag",
            "doc",
            "fonts",
            "history",
            "ledger",
            "lint",
            "load",
            "mend",
            "model",
            "names",
            "output",
            "press",
            "project",
            "build_log",
            "recognize",
            "roster",
            "schema",
            "sheet",
            "source",
            "starter",
            "storage",
            "write",
        ],
    ),
];

/// Each dependency, by the name that code has for it, and the modules that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["lint"]),
    ("annotate_snippets", &["diag"]),
    ("calamine", &["sheet"]),
    ("chinese_number", &["doc", "render"]),
    (
        "chrono",
        &[
            "cli",
            "compose",
            "doc",
            "layout",
            "lint",
            "model",
            "press",
            "recognize",
            "render",
            "starter",
            "write",
        ],
    ),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("comemo", &["layout"]),
    ("comfy_table", &["cli"]),
    ("comrak", &["markup"]),
    ("csv", &["ledger", "build_log", "roster", "sheet", "starter"]),
    ("docx_rs", &["write/docx"]),
    ("encoding_rs", &["characters", "sheet"]),
    ("fontdb", &["fonts"]),
    ("hayro_syntax", &["press/bind"]),
    ("icu_collator", &["roster"]),
    ("icu_locale_core", &["roster"]),
    ("icu_segmenter", &["arrange"]),
    ("include_dir", &["builtin"]),
    ("indicatif", &["cli"]),
    ("inquire", &["cli"]),
    ("jieba_rs", &["doc/words"]),
    ("mimalloc", &["main"]),
    ("minijinja", &["render"]),
    ("notify", &["cli"]),
    ("pdf_writer", &["press/bind"]),
    ("png", &["picture"]),
    ("quick_xml", &["sheet/xlsx", "write/docx"]),
    ("rayon", &["press/parallel"]),
    ("regex", &["lint"]),
    ("rust_decimal", &["render"]),
    ("rust_xlsxwriter", &["press/list", "starter/form"]),
    ("schemars", &["model", "schema"]),
    (
        "serde",
        &[
            "arrange", "cli", "diag", "doc", "layout", "load", "markup", "model", "output",
            "press", "roster", "sheet", "standard", "write", "yaml",
        ],
    ),
    (
        "serde_json",
        &[
            "cli", "diag", "fonts", "layout", "markup", "model", "output", "press", "render",
            "schema", "sheet", "starter", "write",
        ],
    ),
    ("serde_yaml", &["yaml"]),
    ("similar", &["render"]),
    ("siphasher", &["fingerprint", "layout/drawing"]),
    ("strsim", &["diag"]),
    ("tempfile", &["storage"]),
    ("ttf_parser", &["fonts"]),
    ("typst", &["layout", "write/pdf"]),
    ("typst_layout", &["layout"]),
    ("typst_pdf", &["write/pdf"]),
    ("unicode_normalization", &["names"]),
    ("xmp_writer", &["press/bind"]),
    ("zip", &["doc/words", "sheet/xlsx", "write/docx"]),
];

/// What lies outside the pipeline, and the files that may touch it.
const DOORS: &[(&str, &[&str])] = &[
    (
        "fs",
        &[
            // the door for input
            "project/files",
            // what the program keeps: written here, and read by those who keep it
            "storage",
            "fonts",
            // files that people name on the command line
            "cli/new",
            "cli/report",
            "cli/roster",
            "cli/watch",
        ],
    ),
    // where the program is, and beside it its fonts; the arguments
    ("env", &["fonts", "main"]),
    // the exit code; git
    ("process", &["cli", "cli/roster", "main"]),
    ("net", &[]),
    // how many there are, and starting them
    ("thread", &["press/parallel", "press/plan"]),
];

/// Files that are there for tests only.
const TESTS: [&str; 4] = ["doc/arbitrary", "layout/ink", "parity", "write/docx/reread"];

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
    // the script that cargo runs is no part of the library
    let is_test = |name: &str| name.ends_with("/tests") || TESTS.contains(&name);
    found.retain(|name, _| name != "lib" && name != "build" && !is_test(name));
    found
}

/// The code of a file without its comments.
fn code(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The names that follow a root, as `crate::` or `std::`, also in braces: `use crate::{lint, output::replace};`.
fn used(code: &str, root: &str) -> BTreeSet<String> {
    let root = format!("{root}::");
    let follows = |(at, _): (usize, &str)| {
        let part_of_more = code[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c));
        (!part_of_more).then(|| &code[at + root.len()..])
    };
    code.match_indices(&root).filter_map(follows).flat_map(first_names).collect()
}

/// The first name of a path, or of each path in the braces that begin it.
fn first_names(path: &str) -> Vec<String> {
    let name = |path: &str| -> String {
        path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(list) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut names) = (0, vec![name(list)]);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&list[at + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn braces_hide_nothing() {
    let names = |code: &str| used(code, "crate").into_iter().collect::<Vec<_>>();
    assert_eq!(names("use crate::lint;"), ["lint"]);
    assert_eq!(names("use crate::{\n    doc::{Text, table},\n    output,\n};"), ["doc", "output"]);
    assert_eq!(names("crate::diag::collect(mycrate::x)"), ["diag"]);
}

#[test]
fn modules_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (file, text) in sources().into_iter().filter(|(file, _)| file != "main") {
        let module = file.split('/').next().unwrap();
        let (_, may) = MAY_USE.iter().find(|(name, _)| *name == module).expect(module);
        for used in used(&code(&text), "crate") {
            if used != module && !may.contains(&used.as_str()) {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The dependencies of the program, by the names that code has for them.
fn dependencies() -> BTreeSet<String> {
    let manifest = include_str!("../../Cargo.toml");
    let (_, rest) = manifest.split_once("\n[dependencies]\n").unwrap();
    let (ours, _) = rest.split_once("\n[").unwrap();
    let names = ours.lines().filter_map(|line| line.split_once(" = "));
    names
        .filter(|(name, _)| !name.starts_with('#'))
        .map(|(name, _)| name.replace('-', "_"))
        .collect()
}

#[test]
fn each_dependency_has_a_home() {
    let homes: BTreeSet<String> = HOMES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(homes, dependencies());
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let code = code(&text);
        for (name, homes) in HOMES {
            let lives_here = homes.iter().any(|home| {
                file == *home || file.strip_prefix(home).is_some_and(|rest| rest.starts_with('/'))
            });
            if !lives_here && !used(&code, name).is_empty() {
                wrong.push(format!("{file} uses {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_world_outside_is_reached_through_few_doors() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let code = code(&text);
        let used = used(&code, "std");
        for (name, doors) in DOORS {
            if used.contains(*name) && !doors.contains(&file.as_str()) {
                wrong.push(format!("{file} uses std::{name}"));
            }
        }
        let speaks = ["stdin()", "stdout()", "stderr()", "println!", "eprintln!"]
            .iter()
            .any(|stream| code.contains(stream));
        if speaks && file.split('/').next() != Some("cli") {
            wrong.push(format!("{file} uses the terminal"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
