//! Either all organs of a joint document have a picture of their seal, or none.

use crate::diag::{Diagnostic, Diagnostics};
use crate::doc::{Document, SignedBy};
use crate::lint::{Check, Rule};

pub(in crate::lint) const RULE: Rule = Rule {
    name: "joint_seals",
    basis: "《党政机关公文处理工作条例》第九条（十三）",
    check: Check::Document(check),
};

fn check(document: &Document, found: &mut Diagnostics) {
    let Some(SignedBy::Sealed(seals)) = document.body.signature.as_ref().map(|it| &it.by) else {
        return;
    };
    let organs = || seals.rows.iter().flatten();
    if organs().any(|organ| organ.seal.is_some())
        && let Some(without) = organs().find(|organ| organ.seal.is_none())
    {
        found.push(
            Diagnostic::warning(
                without.organ.place().clone(),
                format!("别的机关有印章图片，“{}”没有", &*without.organ),
            )
            .hint("写成 { 名称: ……, 印章: …….png }，或者都不写，留出位置盖实体印章"),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::*;
    use crate::doc::seals::{Sealed, in_rows};
    use crate::doc::{Body, Document, Format, Meta, Picture, Signature, Text};

    fn said(pictures: [bool; 2]) -> usize {
        let picture =
            Picture { file: "章.png".into(), width: 42.0, height: 42.0, png: Arc::new([]) };
        let sealed = |has: bool| Sealed {
            organ: Text::program("青溪县财政局"),
            seal: has.then(|| picture.clone()),
        };
        let date = Text::program("2026年1月5日");
        let by = SignedBy::Sealed(in_rows(pictures.map(sealed).into(), &date));
        let document = Document {
            format: Format::Document,
            head: None,
            body: Body { signature: Some(Signature { by, date }), ..Body::default() },
            imprint: None,
            preprinted: false,
            draft: false,
            meta: Meta { title: String::new(), author: String::new(), date: NaiveDate::default() },
        };
        let mut found = Diagnostics::new();
        check(&document, &mut found);
        found.into_iter().count()
    }

    #[test]
    fn all_have_a_picture_or_none_has() {
        assert_eq!((said([true, true]), said([false, false]), said([true, false])), (0, 0, 1));
    }
}
