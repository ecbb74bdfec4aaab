//! Which element each paragraph is: the tail first, then the head, then what stands between them.

use super::words::{
    addressees, addressees_without_colon, attachment_label, date_at_end, ends_as_title, in_title,
    is_bracketed, is_date, is_organ, length, number, signatory,
};
use super::{Confidence, Element, Line};
use crate::doc::name::is_ideograph;

/// What each paragraph is, how sure that is, and why.
pub(super) type Frame = Vec<(Element, Confidence, &'static str)>;

/// 标题 and 主送机关 stand among so many paragraphs behind 版头.
const NEAR: usize = 8;
/// A title has so many lines at most.
const TITLE_LINES: usize = 5;
/// 落款 has so many lines of organs at most.
const ORGANS: usize = 8;
/// 附件说明 has so many lines at most.
const NOTES: usize = 40;

/// Finds the elements of a text.
pub(super) fn of(lines: &[Line<'_>]) -> Frame {
    let text = (Element::Text, Confidence::Certain, "没有别的特征");
    let mut finder = Finder { lines, frame: vec![text; lines.len()] };
    let end = finder.imprint(lines.len());
    let start = finder.head();
    let body = finder.title(start, end);
    finder.tail(body, end);
    finder.attendance(body, end);
    finder.frame
}

struct Finder<'l, 'b> {
    lines: &'l [Line<'b>],
    frame: Frame,
}

impl<'l> Finder<'l, '_> {
    fn words(&self, at: usize) -> &'l str {
        self.lines.get(at).map_or("", Line::words)
    }

    fn take(&mut self, at: usize, element: Element, reason: &'static str) {
        self.put(at, element, Confidence::Certain, reason);
    }

    fn guess(&mut self, at: usize, element: Element, reason: &'static str) {
        self.put(at, element, Confidence::Likely, reason);
    }

    fn put(&mut self, at: usize, element: Element, confidence: Confidence, reason: &'static str) {
        if let Some(place) = self.frame.get_mut(at) {
            *place = (element, confidence, reason);
        }
    }

    fn is_text(&self, at: usize) -> bool {
        self.frame.get(at).is_some_and(|(element, ..)| *element == Element::Text)
    }

    /// 版记 that ends before a paragraph; gives where it begins.
    fn imprint(&mut self, end: usize) -> usize {
        let imprint = |words: &str| {
            if is_printing(words) {
                Some((Element::Printing, "末尾是日期和“印发”"))
            } else if words.starts_with("抄送") && words.contains(['：', ':']) {
                Some((Element::CopyTo, "以“抄送：”开头"))
            } else if words.starts_with("主送：") || words.starts_with("主送:") {
                Some((Element::SendTo, "以“主送：”开头"))
            } else {
                None
            }
        };
        let first = (end.saturating_sub(6)..end).find(|at| imprint(self.words(*at)).is_some());
        let Some(first) = first else { return end };
        // behind 印发 stands nothing but how many are printed
        let is_other = |at: usize| length(self.words(at)) <= 60 && !self.lines[at].is_numbered();
        if !(first..end).all(|at| imprint(self.words(at)).is_some() || is_other(at)) {
            return end;
        }
        for at in first..end {
            match imprint(self.words(at)) {
                Some((element, reason)) => self.take(at, element, reason),
                None => self.guess(at, Element::ImprintOther, "在版记里"),
            }
        }
        first
    }

    /// 版头; gives where it ends.
    fn head(&mut self) -> usize {
        // what a converter left at the top has no Chinese character
        let is_foreign =
            |at: &usize| !self.words(*at).contains(is_ideograph) && !self.is_copy_number(*at);
        let first = (0..self.lines.len()).take_while(is_foreign).count();
        let mut at = if first < NEAR { first } else { 0 };
        while at < self.lines.len() && self.is_text(at) {
            let words = self.words(at);
            let of_mark = self.mark(at);
            if self.is_copy_number(at) {
                self.take(at, Element::CopyNumber, "开头只有几位数字");
            } else if ["绝密", "机密", "秘密"].iter().any(|level| words.starts_with(level))
                && length(words) <= 12
            {
                self.take(at, Element::Secrecy, "以密级开头");
            } else if ["特急", "加急", "平急", "特提", "急件"].contains(&words) {
                self.take(at, Element::Urgency, "是紧急程度");
            } else if number(words).is_some() {
                self.take(at, Element::Number, "是发文字号");
            } else if words.starts_with("签发人") {
                self.take(at, Element::Signers, "以“签发人”开头");
            } else if let Some(end) = of_mark {
                for line in at..end {
                    self.take(line, Element::Mark, "机关名称，在发文字号上面");
                }
                at = end;
                continue;
            } else {
                break;
            }
            at += 1;
        }
        at
    }

    fn is_copy_number(&self, at: usize) -> bool {
        let words = self.words(at);
        (4..=8).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Where 发文机关标志 ends that begins there: 文件 at its end, or 发文字号 below it.
    fn mark(&self, at: usize) -> Option<usize> {
        let is_mark = |at: usize| {
            let words = self.words(at);
            let named = words.strip_suffix("文件").map(str::trim);
            // 令号 and the number of minutes stand below marks that end otherwise (10.2, 10.3)
            let is_special = in_title(words)
                && (words.ends_with("纪要") || words.ends_with('令'))
                && number(self.words(at + 1)).is_some_and(|_| self.words(at + 1).starts_with('第'));
            named.is_some_and(|named| is_organ(named) || named.is_empty() && at > 0)
                || is_organ(words)
                || is_special
        };
        let count = (at..self.lines.len().min(at + ORGANS)).take_while(|at| is_mark(*at)).count();
        let end = at + count;
        let ends_as_mark = end > at && self.words(end - 1).ends_with("文件");
        (count > 0 && (ends_as_mark || number(self.words(end)).is_some())).then_some(end)
    }

    /// 标题 and 主送机关 from a paragraph on; gives where 正文 begins.
    fn title(&mut self, start: usize, end: usize) -> usize {
        let near = end.min(start + NEAR);
        let is_number = |at: usize| number(self.words(at)).is_some();
        let in_title = |at: usize| in_title(self.words(at)) && !self.lines[at].is_numbered();
        let lines: Vec<usize> =
            (start..near).filter(|at| !is_number(*at)).take(TITLE_LINES + 1).collect();
        let addressed = lines.iter().position(|at| addressees(self.words(*at)));
        let before = addressed.filter(|count| {
            *count <= TITLE_LINES && lines[..*count].iter().all(|at| in_title(*at))
        });
        let ending = || {
            let count = lines.iter().take_while(|at| in_title(**at)).take(TITLE_LINES).count();
            let ends = |count: &usize| ends_as_title(self.words(lines[count - 1]));
            (1..=count).rev().find(ends)
        };
        let (title, addressed) = match before {
            Some(count) => (count, lines.get(count).copied()),
            None => (ending().unwrap_or_default(), None),
        };
        let title: Vec<usize> = lines[..title].to_vec();
        let last = addressed.or(title.last().copied());
        for at in start..last.map_or(start, |last| last + 1) {
            if number(self.words(at)).is_some() {
                self.take(at, Element::Number, "是发文字号");
            }
        }
        let is_certain = title.last().is_some_and(|at| ends_as_title(self.words(*at)));
        for at in &title {
            if is_certain {
                self.take(*at, Element::Title, "在主送机关或正文前面，末尾是文种");
            } else {
                self.guess(*at, Element::Title, "在主送机关前面");
            }
        }
        let mut at = last.map_or(start, |last| last + 1);
        if let Some(addressed) = addressed {
            self.take(addressed, Element::Addressees, "机关名称，末尾是冒号");
            return at;
        }
        if title.is_empty() {
            return at;
        }
        if at < end && number(self.words(at)).is_some() {
            self.take(at, Element::Number, "是发文字号");
            at += 1;
        }
        let passed = ["通过", "批准", "公布", "发布", "修正", "修订", "姓氏"];
        if at < end
            && is_bracketed(self.words(at))
            && passed.iter().any(|word| self.words(at).contains(word))
        {
            self.take(at, Element::TitleNote, "在标题下面的括号里");
            at += 1;
        }
        if at < end && addressees(self.words(at)) {
            self.take(at, Element::Addressees, "机关名称，末尾是冒号");
            at += 1;
        } else if at < end && addressees_without_colon(self.words(at)) {
            self.guess(at, Element::Addressees, "标题下面的机关名称");
            at += 1;
        }
        at
    }

    /// 出席、请假、列席 of minutes (10.3).
    fn attendance(&mut self, start: usize, end: usize) {
        let titles =
            (0..start).filter(|at| matches!(self.frame[*at].0, Element::Title | Element::Mark));
        if !titles.map(|at| self.words(at)).any(|words| words.ends_with("纪要")) {
            return;
        }
        for at in start..end {
            let label = self.words(at).split(['：', ':']).next().unwrap_or_default();
            let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
            if self.is_text(at)
                && ["出席", "请假", "列席"].contains(&label.as_str())
                && label.len() < self.words(at).len()
            {
                self.take(at, Element::Attendance, "纪要里以“出席：”这样的话开头");
            }
        }
    }

    /// 落款 and what stands around and behind it, between 主送机关 and 版记.
    fn tail(&mut self, start: usize, end: usize) {
        let mut from = start;
        if let Some((first, date)) = (start..end).find_map(|date| self.signature(start, date, end))
        {
            from = self.signed(start, first, date, end);
        } else {
            // without 落款 附件说明 ends the text
            let first = (start..end).find(|at| self.is_label(*at)).unwrap_or(end);
            self.attachment_note(start, first);
        }
        self.attachments(from, end);
    }

    /// Takes 落款, 附注 and 附件说明 around it, and what is issued behind it; gives where attachments may begin.
    fn signed(&mut self, start: usize, first: usize, date: usize, end: usize) -> usize {
        for at in first..date {
            self.take(at, Element::Signature, "机关名称，在成文日期上面");
        }
        if is_date(self.words(date)) {
            self.take(date, Element::Date, "只有日期，在机关名称下面或文末");
        } else {
            self.take(date, Element::Signature, "机关名称，后面是成文日期");
        }
        let mut first = first;
        if first > start
            && is_bracketed(self.words(first - 1))
            && !self.lines[first - 1].is_numbered()
        {
            first -= 1;
            self.guess(first, Element::Annotation, "在落款上面的括号里");
        }
        self.attachment_note(start, first);
        let behind = self.behind(date + 1, end, true);
        // 附件说明 behind 落款, as on the web
        if behind < end && !self.is_label(behind) && is_note_lead(self.words(behind)) {
            let ends = (behind..end).find(|at| *at > behind && self.is_label(*at)).unwrap_or(end);
            if self.are_notes(behind, ends) {
                (behind..ends).for_each(|at| {
                    self.guess(at, Element::AttachmentNote, "在落款后面，以“附件：”开头");
                });
                return ends;
            }
        }
        if behind < end && !self.is_label(behind) {
            let count = self.title_lines(behind, end);
            for at in behind..behind + count {
                self.take(at, Element::IssuedTitle, "在落款后面，是标题");
            }
            let label = (behind..end).find(|at| self.is_label(*at)).unwrap_or(end);
            self.attachment_note(behind + count, label);
        }
        behind
    }

    /// 附注 and 版记 from a paragraph on, taken or only passed; gives where they end.
    fn behind(&mut self, start: usize, end: usize, take: bool) -> usize {
        let mut at = start;
        while at < end {
            let words = self.words(at);
            let (element, reason) = if is_bracketed(words) {
                (Element::Annotation, "在成文日期下面的括号里")
            } else if words.starts_with("联系人") || words.starts_with("此件") {
                (Element::Annotation, "在成文日期下面，是附注的话")
            } else if is_printing(words) {
                (Element::Printing, "末尾是日期和“印发”")
            } else if words.starts_with("抄送：") || words.starts_with("抄送:") {
                (Element::CopyTo, "以“抄送：”开头")
            } else {
                break;
            };
            // there is one of each
            if take {
                self.take(at, element, reason);
            }
            at += 1;
        }
        at
    }

    /// Where 落款 begins whose 成文日期 stands there, if what follows it is known.
    fn signature(&mut self, start: usize, date: usize, end: usize) -> Option<(usize, usize)> {
        let words = self.words(date);
        let own = date_at_end(words).filter(|at| is_organ(words[..*at].trim()));
        if own.is_none() && !is_date(words) {
            return None;
        }
        let signs = |at: &usize| is_organ(self.words(*at)) || signatory(self.words(*at)).is_some();
        let above = (start..date).rev().take(ORGANS).take_while(signs).count();
        let first = date - above;
        let behind = self.behind(date + 1, end, false);
        let follows = behind == end
            || self.is_label(behind)
            || is_note_lead(self.words(behind))
            || self.issues(start, behind, end);
        // a date without an organ is one only at the very end, or before what is issued
        let is_signed =
            above > 0 || own.is_some() || behind == end || self.issues(start, behind, end);
        (is_signed && follows).then_some((first, date))
    }

    /// Whether what begins there is what the document issues.
    fn issues(&self, start: usize, at: usize, end: usize) -> bool {
        let title: String = (0..start)
            .filter(|at| self.frame[*at].0 == Element::Title)
            .map(|at| self.words(at))
            .collect();
        let says = ["印发", "转发", "批转", "公布", "发布", "颁布"];
        says.iter().any(|word| title.contains(word)) && self.title_lines(at, end) > 0
    }

    /// How many lines a title has that begins there.
    fn title_lines(&self, at: usize, end: usize) -> usize {
        let is_line = |at: &usize| {
            in_title(self.words(*at)) && !self.lines[*at].is_numbered() && !is_date(self.words(*at))
        };
        let count = (at..end.min(at + 4)).take_while(is_line).count();
        // up to the last that ends as one; one line is a title without that
        let ends = (1..=count).rev().find(|count| ends_as_title(self.words(at + count - 1)));
        ends.unwrap_or(count.min(1))
    }

    /// Whether there is nothing but `附件` or `附件1`.
    fn is_label(&self, at: usize) -> bool {
        let words = self.words(at);
        attachment_label(words).is_some_and(|behind| behind == words.len())
    }

    /// Takes 附件说明 that ends before a paragraph.
    fn attachment_note(&mut self, start: usize, end: usize) {
        let lead = (start..end).rev().take(NOTES).find(|at| is_note_lead(self.words(*at)));
        let Some(lead) = lead.filter(|lead| self.are_notes(*lead, end)) else { return };
        for at in lead..end {
            self.take(at, Element::AttachmentNote, "在落款上面，以“附件：”开头");
        }
    }

    fn are_notes(&self, lead: usize, end: usize) -> bool {
        let is_note = |at: usize| {
            let words = self.words(at);
            let bare = words.trim_end_matches(['。', '；', '，', '、']);
            !words.is_empty() && length(words) <= 80 && !bare.contains(['。', '；', '\t'])
        };
        let says = self.words(lead).ends_with(['：', ':']);
        lead < end && !(says && end == lead + 1) && (lead..end).all(is_note)
    }

    /// Attachments from a paragraph on.
    fn attachments(&mut self, start: usize, end: usize) {
        let mut seen = false;
        for at in start..end {
            let words = self.words(at);
            let Some(behind) = attachment_label(words).filter(|_| self.is_text(at)) else {
                continue;
            };
            let alone = behind == words.len();
            // 附件1：名单 is a label only where attachments have begun, or 落款 is behind us
            let is_label = alone
                || (seen || start > 0 && self.has_signature()) && in_title(words[behind..].trim());
            if !is_label {
                continue;
            }
            seen = true;
            self.take(at, Element::AttachmentLabel, "以“附件”和序号开头，在正文后面");
            if alone {
                let count = self.title_lines(at + 1, end);
                for title in at + 1..at + 1 + count {
                    self.guess(title, Element::AttachmentTitle, "在“附件”下面");
                }
            }
        }
    }

    fn has_signature(&self) -> bool {
        self.frame.iter().any(|(element, ..)| matches!(element, Element::Date | Element::Signature))
    }
}

/// Whether 附件说明 begins there: `附件：` or `附：`, with a title or with nothing behind it.
fn is_note_lead(words: &str) -> bool {
    let lead = ["附件：", "附件:", "附：", "附:"];
    lead.iter().any(|lead| words.starts_with(lead))
        || attachment_label(words)
            .is_some_and(|behind| behind < words.len() && words[..behind].ends_with(['：', ':']))
}

/// Whether they are 印发机关和印发日期 (7.4.3).
fn is_printing(words: &str) -> bool {
    let Some(before) = words.strip_suffix('。').unwrap_or(words).strip_suffix("印发") else {
        return false;
    };
    let before = before.trim_end();
    length(before) <= 40 && (is_date(before) || date_at_end(before).is_some())
}
