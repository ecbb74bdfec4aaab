//! An ellipsis is six points in the room of two characters.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "ellipsis",
    severity: Severity::Warning,
    basis: &[
        Basis::NationalStandard("GB/T 15834-2011 4.11.2"),
        Basis::NationalStandard("GB/T 15834-2011 附录 A.9.2"),
    ],
    doc: "省略号是“……”，占两个字，不用几个句点代替。后面或前面有“等”字的，不再用省略号。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("改厕、改水、改路【...】"),
        Sample::Text("改厕、改水、改路【。。。】"),
        Sample::Text("改厕、改水【…】都要落实。"),
        Sample::Text("改厕、改水【……等】工作。"),
        Sample::Text("改厕、改水【等……】"),
    ],
    right: &[
        Sample::Text("改厕、改水、改路……"),
        Sample::Text("改厕、改水等工作。"),
        Sample::Text("改厕……等到验收那天再说。"),
    ],
};

static DOTS: Pattern = Pattern::new(r"\.{3,}|。{2,}|……等等?(?:[，。；工]|$)|等等?……|…+");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let is_latin = |c: char| c.is_ascii_alphanumeric() || c == '/';
    for hit in DOTS.hits(prose.text()) {
        let dots = hit.words().trim_end_matches(['，', '。', '；', '工']);
        let dots = if dots.is_empty() { hit.words() } else { dots };
        let range = hit.range().start..hit.range().start + dots.len();
        let (message, right) = match dots {
            _ if dots.starts_with('.') && hit.before().ends_with(is_latin) => continue,
            _ if dots.contains('等') => ("“等”和省略号只用一个".to_owned(), "等"),
            _ if dots.starts_with('…') && dots.chars().count() % 2 == 0 => continue,
            "。。" => ("句号重复了".to_owned(), "。"),
            _ => (format!("省略号写成了“{dots}”"), "……"),
        };
        let said = RULE.at(&prose.place(range), message);
        found.push(said.hint(format!("改成“{right}”")).mend(right));
    }
}
