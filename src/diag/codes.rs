//! Every code of a message that no rule of [`crate::lint`] gives, and what it means.
//!
//! A code is for ever: scripts, answers and notes rest on it. A new one is a line here.

/// A kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its name: English, kebab-case.
    pub name: &'static str,
    /// What it means and what to do, in Chinese.
    pub doc: &'static str,
}

/// All of them by name.
pub const CODES: &[Code] = &[
    Code {
        name: "answer-on-error",
        doc: "“不再提醒”里写了一条依据标准或者条例的错误规则。错误要改，不能不提醒。",
    },
    Code {
        name: "answer-unknown-rule",
        doc: "“不再提醒”里的“规则”没有这个名字。全部规则的名字：hongtou explain。",
    },
    Code {
        name: "answer-unused",
        doc: "“不再提醒”里的一项什么也没有对上：那个情形已经改好了，或者“内容”写得和消息里的不一样。对不上的删去，免得以后盖住别的毛病。",
    },
    Code {
        name: "blank",
        doc: "还有【待填：……】没有填。换成自己的内容；还没想好就加上 --draft，先出草稿。",
    },
];

/// The code of that name.
pub fn find(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_names() {
        assert!(CODES.is_sorted_by_key(|code| code.name));
        for Code { name, doc } in CODES {
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{name}");
            assert!(doc.ends_with('。'), "{name}");
        }
    }
}
