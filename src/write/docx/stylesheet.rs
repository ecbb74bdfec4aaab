//! styles.xml, written from the table of styles.

use super::measure::Grid;
use super::styles::{self, Align, BODY, RED, Style};
use super::xml::{DECLARATION, push};
use crate::doc::Level;
use crate::doc::text::{Face, Role};
use crate::standard::word::{eighths, twips};
use crate::standard::{GBT9704, MM_PER_PT};

/// Not a style of ours, but Word wants them.
const BUILT_IN: &str = concat!(
    r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>"#,
    r#"<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>"#,
    r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>"#,
    r#"<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>"#,
    r#"<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>"#,
    r#"<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
    r#"<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>"#,
    r#"<w:semiHidden/><w:unhideWhenUsed/></w:style>"#,
);

/// The part `word/styles.xml`: with the 行 and 字 of this grid, without red rules where they are printed
/// already (套打).
pub(super) fn part(grid: Grid, preprinted: bool) -> String {
    let body = BODY.on(grid);
    let mut out = format!(
        concat!(
            "{}",
            r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults>"#,
            r#"<w:rPrDefault><w:rPr>{}{}<w:szCs w:val="{}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>"#,
            r#"<w:pPrDefault/></w:docDefaults>"#,
        ),
        DECLARATION,
        fonts(body.face),
        spacing_and_size(&body),
        body.size,
    );
    for style in styles::ALL {
        let rule = style.rule.filter(|_| !preprinted);
        paragraph(&mut out, &Style { rule, ..style.on(grid) }, &body);
    }
    for level in Level::ALL {
        let style = styles::heading(level);
        let (id, name) = (styles::run_in(level), style.name);
        character(
            &mut out,
            id,
            &format!("{name}字符"),
            &format!(r#"<w:link w:val="{}"/>"#, style.id),
            &fonts(style.face),
        );
    }
    character(&mut out, styles::STRONG, "加粗", "", "<w:b/><w:bCs/>");
    character(&mut out, styles::LABEL, "出席标签", "", &fonts(Role::AttendanceLabel.face()));
    character(&mut out, styles::SIGNER, "签发人姓名", "", &fonts(Role::Signer.face()));
    out.push_str(BUILT_IN);
    let cell = eighths(GBT9704.table_rule * MM_PER_PT);
    table(
        &mut out,
        styles::TABLE,
        "公文表格",
        &["top", "left", "bottom", "right", "insideH", "insideV"].map(|side| (side, cell)),
        (twips(GBT9704.table_air), twips(GBT9704.table_padding)),
    );
    let (thick, thin) = (eighths(GBT9704.thick_rule), eighths(GBT9704.thin_rule));
    table(
        &mut out,
        styles::IMPRINT_TABLE,
        "版记表格",
        &[("top", thick), ("bottom", thick), ("insideH", thin)],
        (0, 0),
    );
    out.push_str("</w:styles>");
    out
}

/// A paragraph style: what differs from 正文, so that a change of 正文 reaches the others.
fn paragraph(out: &mut String, style: &Style, body: &Style) {
    let default = style.id == body.id;
    push(out, format_args!(r#"<w:style w:type="paragraph""#));
    out.push_str(if default { r#" w:default="1""# } else { r#" w:customStyle="1""# });
    push(out, format_args!(r#" w:styleId="{}"><w:name w:val="{}"/>"#, style.id, style.name));
    if !default {
        push(out, format_args!(r#"<w:basedOn w:val="{}"/>"#, body.id));
        if style.keep_next {
            push(out, format_args!(r#"<w:next w:val="{}"/>"#, body.id));
        }
    }
    if let Some(level) = Level::ALL.into_iter().find(|level| styles::heading(*level).id == style.id)
    {
        push(out, format_args!(r#"<w:link w:val="{}"/>"#, styles::run_in(level)));
    }
    out.push_str("<w:qFormat/><w:pPr>");
    paragraph_properties(out, style, body);
    out.push_str("</w:pPr>");
    let mut run = String::new();
    if style.face != body.face {
        run.push_str(&fonts(style.face));
    }
    if let Some(colour) = style.colour {
        push(&mut run, format_args!(r#"<w:color w:val="{colour}"/>"#));
    }
    if (style.tight, style.size) != (body.tight, body.size) {
        run.push_str(&spacing_and_size(style));
        push(&mut run, format_args!(r#"<w:szCs w:val="{}"/>"#, style.size));
    }
    if !run.is_empty() {
        push(out, format_args!("<w:rPr>{run}</w:rPr>"));
    }
    out.push_str("</w:style>");
}

/// In the order of the schema.
fn paragraph_properties(out: &mut String, style: &Style, body: &Style) {
    let default = style.id == body.id;
    if style.keep_next {
        out.push_str("<w:keepNext/>");
    }
    if style.new_page {
        out.push_str("<w:pageBreakBefore/>");
    }
    if default {
        // 22 rows, whatever they hold
        out.push_str(r#"<w:widowControl w:val="0"/>"#);
    }
    if let Some(space) = style.rule {
        push(
            out,
            format_args!(
                r#"<w:pBdr><w:bottom w:val="single" w:sz="{}" w:space="{space}" w:color="{RED}"/></w:pBdr>"#,
                eighths(GBT9704.head_rule),
            ),
        );
    }
    if let Some(tab) = style.tab {
        push(out, format_args!(r#"<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>"#));
    }
    if default {
        // no punctuation outside the type area, no space around digits, no pitch but the line's own:
        // LibreOffice would stretch every line to the grid's
        out.push_str(concat!(
            r#"<w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>"#,
            r#"<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>"#,
        ));
    }
    if default || (style.before, style.after, style.line) != (body.before, body.after, body.line) {
        let Style { before, after, line, .. } = style;
        push(
            out,
            format_args!(
                r#"<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>"#
            ),
        );
    }
    if default || (style.left, style.first, style.right) != (body.left, body.first, body.right) {
        // characters win over twips, so 正文's two characters must be taken back
        let (first, characters) = (style.first, if default { 200 } else { 0 });
        push(
            out,
            format_args!(
                r#"<w:ind w:left="{}" w:right="{}" w:firstLineChars="{characters}""#,
                style.left, style.right
            ),
        );
        match first {
            0.. => push(out, format_args!(r#" w:firstLine="{first}"/>"#)),
            _ => push(out, format_args!(r#" w:hanging="{}"/>"#, -first)),
        }
    }
    if default || style.align != body.align {
        let align = match style.align {
            Align::Both => "both",
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        };
        push(out, format_args!(r#"<w:jc w:val="{align}"/>"#));
    }
    if let Some(level) = style.outline {
        push(out, format_args!(r#"<w:outlineLvl w:val="{level}"/>"#));
    }
}

fn character(out: &mut String, id: &str, name: &str, link: &str, run: &str) {
    push(
        out,
        format_args!(
            r#"<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>{link}<w:qFormat/><w:rPr>{run}</w:rPr></w:style>"#,
        ),
    );
}

/// A table style with rules (weights in eighths of a point) and margins above and beside a cell's text.
fn table(
    out: &mut String,
    id: &str,
    name: &str,
    rules: &[(&str, usize)],
    (above, beside): (i32, i32),
) {
    push(
        out,
        format_args!(
            r#"<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>"#,
        ),
    );
    for (side, weight) in rules {
        push(
            out,
            format_args!(
                r#"<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="000000"/>"#
            ),
        );
    }
    out.push_str("</w:tblBorders><w:tblCellMar>");
    for (side, margin) in [("top", above), ("left", beside), ("bottom", above), ("right", beside)] {
        push(out, format_args!(r#"<w:{side} w:w="{margin}" w:type="dxa"/>"#));
    }
    out.push_str("</w:tblCellMar></w:tblPr></w:style>");
}

/// One face for Chinese and Latin alike: digits are printed in it too.
fn fonts(face: Face) -> String {
    let (name, _) = styles::names(face);
    format!(r#"<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>"#)
}

fn spacing_and_size(style: &Style) -> String {
    format!(r#"<w:spacing w:val="{}"/><w:sz w:val="{}"/>"#, style.tight, style.size)
}
