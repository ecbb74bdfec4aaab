//! Who signs, and how (7.3.5).

use super::Evaluator;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::seals::{self, Sealed};
use crate::doc::{Picture, Signatory, SignedBy, Stamp, Text};
use crate::model::{DocumentSpec, PageFormatSpec, PersonSpec, PictureSpec};
use crate::project::Project;

/// Width in mm of a 签名章 that says none (not in the standard; the figure is ours).
const STAMP_WIDTH: f64 = 36.0;
/// A 署名 stands on one line (5.2.3).
const LONGEST: usize = 28;
/// Widths in mm that a seal or a stamp can have.
const WIDTHS: std::ops::RangeInclusive<f64> = 10.0..=60.0;

impl Evaluator<'_> {
    /// Who signs; nobody signs minutes, for 10.3 asks for no signature.
    pub(in crate::compose) fn signed_by(
        &self,
        project: &Project,
        spec: &DocumentSpec,
        date: &Text,
    ) -> Result<Option<SignedBy>> {
        let organs = self.organs(&project.campaign, spec)?;
        if let Some(long) = organs.iter().find(|organ| organ.chars().count() > LONGEST) {
            return Err(Diagnostic::error(
                codes::ORGAN_NAME_TOO_LONG,
                long.place().clone(),
                "机关名称太长，署名一行排不下",
            )
            .hint("用规范化简称（7.2.4），28 个字以内")
            .into());
        }
        if let Some(first) = spec.signed_by.first() {
            if spec.signed_by.len() != organs.len() {
                let (people, organs) = (spec.signed_by.len(), organs.len());
                return Err(Diagnostic::error(
                    codes::SIGNER_COUNT,
                    first.post.place.clone(),
                    format!("发文机关有{organs}个，“签署”写了{people}人"),
                )
                .hint("一个机关一人，主办机关的排在最前（7.3.5.3）")
                .into());
            }
            let people = spec.signed_by.iter().map(|person| self.signatory(project, person));
            return Ok(Some(SignedBy::Stamped { people: crate::diag::collect(people)? }));
        }
        if spec.format == PageFormatSpec::Minutes || spec.signed == Some(false) {
            return Ok(None);
        }
        if !spec.sealed.unwrap_or(true) {
            return Ok(Some(SignedBy::Unsealed { organs }));
        }
        let specs = std::iter::once(project.campaign.organ.seal.as_ref())
            .chain(spec.joint.iter().map(|organ| organ.seal.as_ref()));
        let seals =
            crate::diag::collect(specs.map(|spec| spec.map(|it| seal(project, it)).transpose()))?;
        let sealed = organs.into_iter().zip(seals).map(|(organ, seal)| Sealed { organ, seal });
        Ok(Some(SignedBy::Sealed(seals::in_rows(sealed.collect(), date))))
    }

    fn signatory(&self, project: &Project, person: &PersonSpec) -> Result<Signatory> {
        let post = self.text(&person.post)?;
        let name = self.name(&person.name)?;
        let stamp = match &person.stamp {
            None => Stamp::Name(name),
            Some(spec) => Stamp::Picture(picture(project, spec, STAMP_WIDTH)?),
        };
        Ok(Signatory { post, stamp })
    }
}

/// 印章: the name below it must stay legible.
fn seal(project: &Project, spec: &PictureSpec) -> Result<Picture> {
    let image = project.picture(&spec.file)?;
    if !image.transparent {
        return Err(Diagnostic::error(
            codes::SEAL_OPAQUE,
            spec.file.place.clone(),
            format!("“{}”的背景不透明，会盖住署名和日期", spec.file.v),
        )
        .hint("用图片软件把背景设成透明，另存为 PNG")
        .into());
    }
    picture(project, spec, seals::DIAMETER)
}

fn picture(project: &Project, spec: &PictureSpec, usual: f64) -> Result<Picture> {
    let image = project.picture(&spec.file)?;
    let width = spec.width.as_ref().map_or(usual, |width| width.v);
    let height = width * image.aspect;
    if !WIDTHS.contains(&width) || height > *WIDTHS.end() {
        let place = spec.width.as_ref().map_or(&spec.file.place, |width| &width.place);
        return Err(Diagnostic::error(
            codes::SEAL_SIZE,
            place.clone(),
            format!("“{}”印出来宽{width:.0}毫米、高{height:.0}毫米，不像印章", spec.file.v),
        )
        .hint("“宽”按毫米写，例如：宽: 42")
        .into());
    }
    Ok(Picture { file: spec.file.v.clone(), width, height, png: image.png })
}
