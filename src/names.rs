//! What file systems take in names, and which names they take for the same.

use unicode_normalization::UnicodeNormalization;

use crate::characters;
use crate::fingerprint::Fingerprint;

/// What some file system does not take in a name, and what nobody sees in one: marks of direction make a name read
/// otherwise than it is.
pub fn is_forbidden(c: char) -> bool {
    c.is_control() || r#"/\:*?"<>|"#.contains(c) || characters::is_invisible(c)
}

/// Whether Windows keeps a name for a device, whatever its ending: `CON`, `com1.txt`, `LPT²`, `CONIN$`.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let port = ["COM", "LPT"].iter().find_map(|port| stem.strip_prefix(port));
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || port.is_some_and(|nth| {
            let mut digits = nth.chars();
            let is_digit = digits.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c));
            is_digit && digits.next().is_none()
        })
}

/// What names have in common that some file system takes for one: case does not count there, nor how an accent is
/// written.
pub fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// How long a name may be, in bytes. 255 is what file systems take; an ending and a temporary name want some of them.
pub const LONGEST: usize = 200;

/// A name in which nothing is left that some file system does not take. Of one that is too long a hash stands for
/// the end, so that two stay two.
pub fn safe(name: &str) -> String {
    let safe = name.replace(is_forbidden, "_");
    if safe.len() <= LONGEST {
        return safe;
    }
    let end = format!("~{:08x}", Fingerprint::of_bytes(name.as_bytes()).short());
    format!("{}{end}", &safe[..safe.floor_char_boundary(LONGEST - end.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_keeps_are_known() {
        for name in ["con", "Aux.txt", "COM1", "com¹", "LPT9.docx", "CONIN$", "nul .pdf"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["通知", "COM", "COM10", "CONSOLE", "LPTX", "通知.con"] {
            assert!(!is_reserved(name), "{name}");
        }
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        assert_eq!(folded("Caf\u{e9}"), folded("cafe\u{301}"));
        assert_eq!(folded("\u{212a}"), folded("k"));
        assert_ne!(folded("甲"), folded("乙"));
        assert!(is_forbidden('\u{202e}') && is_forbidden('\u{200b}') && !is_forbidden('（'));
        assert_eq!(safe("/../../甲"), "_.._.._甲");
    }

    #[test]
    fn a_long_name_is_cut_and_stays_its_own() {
        let [a, b] = ["甲", "乙"].map(|last| safe(&("名".repeat(300) + last)));
        assert!(a != b && a.starts_with("名名") && a.len() <= LONGEST && b.len() <= LONGEST);
        assert_eq!(safe(&"名".repeat(66)), "名".repeat(66));
    }
}
