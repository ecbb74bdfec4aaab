//! 合订本: all documents in one PDF for the print shop, each beginning on a front page.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io;
use std::iter;
use std::ops::Range;

use hayro_syntax::object::{Dict, MaybeRef, Number, ObjRef, Object};
use hayro_syntax::xref::XRef;
use pdf_writer::types::{NumberingStyle, PageMode};
use pdf_writer::writers::PageLabel;
use pdf_writer::{Chunk, Finish, Name, Null, Obj, Pdf, Rect, Ref, Settings, Str, TextStr};
use xmp_writer::{LangId, XmpWriter};

/// 合订本 in the making: documents are added one by one, so that only one of them has to be in memory.
///
/// What several documents have in common, as a color profile or the same part of a font, is in it once.
/// Only what is printed is taken over: tags, bookmarks inside a document and links are not.
pub(super) struct Merger {
    out: Pdf,
    title: String,
    next: Ref,
    catalog: Ref,
    tree: Ref,
    /// Empty pages among them.
    pages: Vec<Ref>,
    parts: Vec<Part>,
    /// What is in `out` already, by the hash of its bytes: its number and where it is.
    written: HashMap<u64, (Ref, Range<usize>)>,
    intents: Option<Ref>,
}

/// A document that is in it.
struct Part {
    title: String,
    first: usize,
    /// Without the empty one.
    pages: usize,
}

/// Why a document can't be taken in.
type Taken<T> = Result<T, &'static str>;

/// As typst writes its A4 pages, in points.
const A4: (f32, f32) = (595.2756, 841.8898);

/// What makes up a printed page. The rest of it is tied to the tags and the catalog of its own file.
const PAGE: [&str; 10] = [
    "MediaBox",
    "CropBox",
    "BleedBox",
    "TrimBox",
    "ArtBox",
    "Rotate",
    "UserUnit",
    "Group",
    "Resources",
    "Contents",
];

/// Keys that lead into the tags of the file.
const TAGS: [&[u8]; 2] = [b"StructParent", b"StructParents"];

/// More levels than any page tree has; a broken one may run in a circle.
const LEVELS: usize = 32;

const COMPACT: Settings = Settings { pretty: false };

impl Merger {
    /// Nothing in it yet. The title is the file's, as viewers show it.
    pub(super) fn new(title: &str) -> Self {
        let mut next = Ref::new(1);
        let (catalog, tree) = (next.bump(), next.bump());
        Self {
            out: Pdf::with_settings(COMPACT),
            title: title.to_owned(),
            next,
            catalog,
            tree,
            pages: Vec::new(),
            parts: Vec::new(),
            written: HashMap::new(),
            intents: None,
        }
    }

    /// Adds a document and its bookmark. When its pages are odd in number, an empty page follows, so that
    /// it ends with its last sheet.
    ///
    /// # Errors
    /// When the bytes are not those of a whole PDF. The others are not touched by that.
    pub(super) fn add(&mut self, title: &str, pdf: &[u8]) -> io::Result<()> {
        let pages = self.take(pdf).map_err(|reason| {
            io::Error::new(io::ErrorKind::InvalidData, format!("“{title}”的PDF{reason}"))
        })?;
        let first = self.pages.len();
        self.parts.push(Part { title: title.to_owned(), first, pages: pages.len() });
        self.pages.extend(pages);
        if !self.pages.len().is_multiple_of(2) {
            let blank = self.next.bump();
            let mut page = self.out.page(blank);
            page.parent(self.tree).media_box(Rect::new(0.0, 0.0, A4.0, A4.1));
            page.resources();
            page.finish();
            self.pages.push(blank);
        }
        Ok(())
    }

    /// The PDF. The same documents in the same order give the same bytes.
    ///
    /// # Errors
    /// When nothing was added: a PDF has at least one page.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        if self.parts.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "没有可以合订的文件"));
        }
        self.out.pages(self.tree).count(count(self.pages.len())?).kids(self.pages.iter().copied());
        let outline = self.outline()?;
        let info = self.next.bump();
        self.out.document_info(info).title(TextStr(&self.title)).creator(TextStr("hongtou"));
        self.catalog(outline)?;
        Ok(self.out.finish())
    }

    /// 书签: one for each document.
    fn outline(&mut self) -> io::Result<Ref> {
        let outline = self.next.bump();
        let items: Vec<Ref> = self.parts.iter().map(|_| self.next.bump()).collect();
        for (at, (part, &id)) in self.parts.iter().zip(&items).enumerate() {
            let mut item = self.out.outline_item(id);
            item.parent(outline).title(TextStr(&part.title));
            item.dest().page(self.pages[part.first]).fit();
            if let Some(&previous) = at.checked_sub(1).and_then(|before| items.get(before)) {
                item.prev(previous);
            }
            if let Some(&next) = items.get(at + 1) {
                item.next(next);
            }
        }
        let mut root = self.out.outline(outline);
        root.count(count(items.len())?);
        if let (Some(&first), Some(&last)) = (items.first(), items.last()) {
            root.first(first).last(last);
        }
        Ok(outline)
    }

    fn catalog(&mut self, outline: Ref) -> io::Result<()> {
        let (numbered, blank, about) = (self.next.bump(), self.next.bump(), self.next.bump());
        self.out.indirect(numbered).start::<PageLabel<'_>>().style(NumberingStyle::Arabic);
        self.out.indirect(blank).start::<PageLabel<'_>>().prefix(TextStr("空白"));
        let mut xmp = XmpWriter::new();
        xmp.title([(Some(LangId("zh-CN")), &*self.title)]).language([LangId("zh-CN")]);
        xmp.format("application/pdf").creator_tool("hongtou");
        self.out.metadata(about, xmp.finish(None).as_bytes());
        let mut catalog = self.out.catalog(self.catalog);
        catalog.metadata(about);
        catalog.pages(self.tree).lang(TextStr("zh-CN"));
        catalog.outlines(outline).page_mode(PageMode::UseOutlines);
        let mut printing = catalog.viewer_preferences();
        printing.display_doc_title(true);
        // the margins of the standard hold only at full size
        printing.pair(Name(b"PrintScaling"), Name(b"None"));
        printing.pair(Name(b"Duplex"), Name(b"DuplexFlipLongEdge"));
        printing.finish();
        if let Some(intents) = self.intents {
            catalog.pair(Name(b"OutputIntents"), intents);
        }
        let mut labels = catalog.page_labels();
        let mut ranges = labels.nums();
        for part in &self.parts {
            ranges.insert(count(part.first)?, numbered);
            if !part.pages.is_multiple_of(2) {
                ranges.insert(count(part.first + part.pages)?, blank);
            }
        }
        Ok(())
    }

    /// Writes the pages of a file and what they show.
    fn take(&mut self, pdf: &[u8]) -> Taken<Vec<Ref>> {
        // the reader mends what it can, and a file that was cut off would be taken for a shorter one
        if !pdf.starts_with(b"%PDF-") || !pdf.trim_ascii_end().ends_with(b"%%EOF") {
            return Err("不完整");
        }
        let from = hayro_syntax::Pdf::new(pdf.to_vec()).map_err(|_| "读不出来")?;
        let root: Dict<'_> = from.xref().get(from.xref().root_id()).ok_or("读不出来")?;
        let told = root.get::<Dict<'_>>("Pages").and_then(|tree| tree.get::<Number>("Count"));
        let pages = from.pages();
        let found = i64::try_from(pages.len()).ok();
        if pages.is_empty() || told.map(|told| told.as_i64()) != found {
            return Err("缺页");
        }
        let mut taking = Taking { from: &from, to: self, copies: HashMap::new() };
        let written = pages.iter().map(|page| taking.page(page.raw())).collect::<Taken<_>>()?;
        // one file, one intent; all of them were made for the same
        if taking.to.parts.is_empty()
            && let Some(intents) = root.get_raw("OutputIntents")
        {
            taking.to.intents = Some(taking.value(&intents)?);
        }
        Ok(written)
    }

    /// Adds an object, or finds the one that was written with the same bytes.
    fn keep(&mut self, id: Ref, object: &Chunk) -> Ref {
        let bytes = body(object.as_bytes());
        let key = BuildHasherDefault::<DefaultHasher>::default().hash_one(bytes);
        if let Some((same, place)) = self.written.get(&key)
            && self.out.as_bytes().get(place.clone()) == Some(bytes)
        {
            // all it points at was found as well, so no number was given after its own
            self.next = id;
            return *same;
        }
        self.out.extend(object);
        let end = self.out.len();
        self.written.insert(key, (id, end - bytes.len()..end));
        id
    }
}

/// A file being taken in.
struct Taking<'a> {
    from: &'a hayro_syntax::Pdf,
    to: &'a mut Merger,
    /// What was taken already; nothing while it is under way.
    copies: HashMap<ObjRef, Option<Ref>>,
}

impl<'a> Taking<'a> {
    /// Pages are never shared: each is its own place in the tree.
    fn page(&mut self, page: &Dict<'a>) -> Taken<Ref> {
        let id = self.to.next.bump();
        let mut chunk = Chunk::with_settings(COMPACT);
        let mut dict = chunk.indirect(id).dict();
        dict.pair(Name(b"Type"), Name(b"Page")).pair(Name(b"Parent"), self.to.tree);
        for key in PAGE {
            if let Some(value) = inherited(self.from.xref(), page, key) {
                self.put(&value, dict.insert(Name(key.as_bytes())))?;
            } else if key == "MediaBox" {
                return Err("有一页没有大小");
            }
        }
        dict.finish();
        self.to.out.extend(&chunk);
        Ok(id)
    }

    /// A value as an object of its own.
    fn value(&mut self, value: &MaybeRef<Object<'_>>) -> Taken<Ref> {
        match value {
            MaybeRef::Ref(old) => self.copy(*old),
            MaybeRef::NotRef(object) => self.object(object),
        }
    }

    /// An object and all it points at.
    fn copy(&mut self, old: ObjRef) -> Taken<Ref> {
        match self.copies.get(&old) {
            Some(Some(new)) => return Ok(*new),
            Some(None) => return Err("里有对象指向自己"),
            None => self.copies.insert(old, None),
        };
        let object: Object<'_> = self.from.xref().get(old.into()).ok_or("里缺对象")?;
        let new = self.object(&object)?;
        self.copies.insert(old, Some(new));
        Ok(new)
    }

    fn object(&mut self, object: &Object<'_>) -> Taken<Ref> {
        let id = self.to.next.bump();
        let mut chunk = Chunk::with_settings(COMPACT);
        if let Object::Stream(stream) = object {
            let data = stream.raw_data();
            let mut written = chunk.stream(id, &data);
            self.entries(stream.dict(), &mut written, &[b"Length"])?;
        } else {
            self.direct(object, chunk.indirect(id))?;
        }
        Ok(self.to.keep(id, &chunk))
    }

    fn put(&mut self, value: &MaybeRef<Object<'_>>, to: Obj<'_>) -> Taken<()> {
        match value {
            MaybeRef::Ref(old) => to.primitive(self.copy(*old)?),
            MaybeRef::NotRef(object) => self.direct(object, to)?,
        }
        Ok(())
    }

    fn direct(&mut self, object: &Object<'_>, to: Obj<'_>) -> Taken<()> {
        match object {
            Object::Null(_) => to.primitive(Null),
            Object::Boolean(value) => to.primitive(*value),
            Object::Number(value) => match whole(*value) {
                Some(value) => to.primitive(value),
                None => to.primitive(value.as_f32()),
            },
            Object::String(value) => to.primitive(Str(value.as_bytes())),
            Object::Name(value) => to.primitive(Name(value)),
            Object::Array(values) => {
                let mut array = to.array();
                for value in values.raw_iter() {
                    self.put(&value, array.push())?;
                }
            }
            Object::Dict(values) => self.entries(values, &mut to.dict(), &[])?,
            Object::Stream(_) => return Err("里有放错地方的数据流"),
        }
        Ok(())
    }

    fn entries(
        &mut self,
        from: &Dict<'_>,
        to: &mut pdf_writer::Dict<'_>,
        except: &[&[u8]],
    ) -> Taken<()> {
        for (key, value) in from.entries() {
            if !TAGS.contains(&&*key) && !except.contains(&&*key) {
                self.put(&value, to.insert(Name(&key)))?;
            }
        }
        Ok(())
    }
}

/// What a page says, or the tree above it for all its pages.
fn inherited<'a>(xref: &'a XRef, page: &Dict<'a>, key: &str) -> Option<MaybeRef<Object<'a>>> {
    // looked up anew: the reader came down the tree and takes the way back for a circle
    let above = |node: &Dict<'a>| xref.get(node.get_ref("Parent")?.into());
    iter::successors(Some(page.clone()), above).take(LEVELS).find_map(|node| node.get_raw(key))
}

/// The number, if it is a whole one.
fn whole(number: Number) -> Option<i32> {
    let value = i32::try_from(number.as_i64()).ok()?;
    (f64::from(value).total_cmp(&number.as_f64()).is_eq()).then_some(value)
}

/// An object without its number.
fn body(object: &[u8]) -> &[u8] {
    object.iter().position(|byte| *byte == b'\n').map_or(object, |line| &object[line..])
}

fn count(number: usize) -> io::Result<i32> {
    i32::try_from(number).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use hayro_syntax::object::ObjectIdentifier;
    use pdf_writer::types::TabOrder;

    use super::*;

    /// What a document is printed in: the same bytes in each of them.
    const COMMON: &[u8] = b"color profile 4711";

    /// A PDF as the program writes it, tags and all; each page shows its text.
    fn pdf(pages: &[&str]) -> Vec<u8> {
        let mut next = Ref::new(1);
        let mut bump = || next.bump();
        let (catalog, tree, tags, profile, group, intents) =
            (bump(), bump(), bump(), bump(), bump(), bump());
        let mut pdf = Pdf::new();
        let mut root = pdf.catalog(catalog);
        root.pages(tree).pair(Name(b"OutputIntents"), intents);
        root.struct_tree_root();
        root.finish();
        pdf.indirect(intents).array().push().dict().pair(Name(b"DestOutputProfile"), profile);
        pdf.stream(profile, COMMON).pair(Name(b"N"), 3);
        pdf.indirect(tags).dict().pair(Name(b"Type"), Name(b"StructElem"));
        pdf.form_xobject(group, b"q Q").struct_parent(7).pair(Name(b"OPI"), Null);
        let ids: Vec<Ref> = pages.iter().map(|_| bump()).collect();
        for (text, &id) in pages.iter().zip(&ids) {
            let (contents, resources) = (bump(), bump());
            let mut page = pdf.page(id);
            page.parent(tree)
                .contents(contents)
                .struct_parents(0)
                .tab_order(TabOrder::StructureOrder);
            page.pair(Name(b"Resources"), resources).pair(Name(b"PieceInfo"), tags);
            page.finish();
            pdf.stream(contents, text.as_bytes()).pair(Name(b"Odd#Name"), Str(b"\x00\xff()"));
            let mut shown = pdf.indirect(resources).dict();
            shown.insert(Name(b"XObject")).dict().pair(Name(b"x0"), group);
            shown.insert(Name(b"ColorSpace")).dict().pair(Name(b"c0"), profile);
        }
        // the size is given for all pages
        let size = Rect::new(0.0, 0.0, 595.2756, 841.8898);
        let number = i32::try_from(ids.len()).unwrap();
        pdf.pages(tree).kids(ids.iter().copied()).count(number).media_box(size);
        pdf.finish()
    }

    fn merged(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut merger = Merger::new("合订本");
        for (title, part) in parts {
            merger.add(title, part).unwrap();
        }
        merger.finish().unwrap()
    }

    fn read(pdf: &[u8]) -> hayro_syntax::Pdf {
        hayro_syntax::Pdf::new(pdf.to_vec()).unwrap()
    }

    fn root(pdf: &hayro_syntax::Pdf) -> Dict<'_> {
        pdf.xref().get(pdf.xref().root_id()).unwrap()
    }

    /// What is written on each page.
    fn texts(pdf: &hayro_syntax::Pdf) -> Vec<String> {
        let text = |page: &hayro_syntax::page::Page<'_>| {
            String::from_utf8(page.page_stream().unwrap_or_default().to_vec()).unwrap()
        };
        pdf.pages().iter().map(|page| text(page).trim().to_owned()).collect()
    }

    fn times(haystack: &[u8], needle: &[u8]) -> usize {
        haystack.windows(needle.len()).filter(|window| *window == needle).count()
    }

    fn utf16(text: &str) -> Vec<u8> {
        iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
    }

    /// All references inside a value.
    fn references(value: &MaybeRef<Object<'_>>, found: &mut Vec<ObjRef>) {
        match value {
            MaybeRef::Ref(to) => found.push(*to),
            MaybeRef::NotRef(Object::Array(values)) => {
                values.raw_iter().for_each(|value| references(&value, found));
            }
            MaybeRef::NotRef(Object::Dict(values)) => {
                values.entries().for_each(|(_, value)| references(&value, found));
            }
            MaybeRef::NotRef(Object::Stream(stream)) => {
                stream.dict().entries().for_each(|(_, value)| references(&value, found));
            }
            MaybeRef::NotRef(_) => {}
        }
    }

    #[test]
    fn each_document_begins_on_a_front_page() {
        let (one, two, three) = (pdf(&["a"]), pdf(&["b", "c"]), pdf(&["d", "e", "f"]));
        let merged = merged(&[("甲", &one), ("乙", &two), ("丙", &three)]);
        let merged = read(&merged);
        assert_eq!(texts(&merged), ["a", "", "b", "c", "d", "e", "f", ""]);
        for page in merged.pages().iter() {
            let size = page.media_box();
            let size = [size.x0, size.y0, size.x1, size.y1].map(|side| (side * 1e4).round() / 1e4);
            assert_eq!(size.map(|side| side.to_string()), ["0", "0", "595.2756", "841.8898"]);
        }
        let numbers: Vec<_> = merged.pages().iter().map(|page| page.raw().obj_id()).collect();
        assert_eq!(root(&merged).get::<Dict<'_>>("Pages").unwrap().get::<i32>("Count"), Some(8));
        assert!(numbers.iter().enumerate().all(|(at, id)| !numbers[..at].contains(id)));
    }

    #[test]
    fn bookmarks_lead_to_the_first_page_of_each() {
        let part = pdf(&["a"]);
        let merged = merged(&[("关于防汛的通知", &part), ("A & (B)", &part), ("𠮷庆镇", &part)]);
        let merged = read(&merged);
        let outline: Dict<'_> = root(&merged).get("Outlines").unwrap();
        assert_eq!(outline.get::<i32>("Count"), Some(3));
        let mut item = outline.get::<Dict<'_>>("First");
        let mut last = None;
        let titles = [utf16("关于防汛的通知"), b"A & (B)".to_vec(), utf16("𠮷庆镇")];
        for (at, title) in titles.iter().enumerate() {
            let this = item.unwrap();
            let named: hayro_syntax::object::String<'_> = this.get("Title").unwrap();
            assert_eq!(named.as_bytes(), title);
            let place: hayro_syntax::object::Array<'_> = this.get("Dest").unwrap();
            let page = place.raw_iter().next().unwrap().as_obj_ref().map(ObjectIdentifier::from);
            assert_eq!(page, merged.pages()[2 * at].raw().obj_id());
            assert_eq!(this.get_ref("Prev").map(ObjectIdentifier::from), last);
            last = this.obj_id();
            item = this.get("Next");
        }
        assert!(item.is_none());
        assert_eq!(outline.get_ref("Last").map(ObjectIdentifier::from), last);
    }

    #[test]
    fn page_labels_begin_anew_and_blank_pages_are_called_so() {
        let (one, two) = (pdf(&["a"]), pdf(&["b", "c"]));
        let merged = merged(&[("甲", &one), ("乙", &two), ("丙", &two)]);
        let merged = read(&merged);
        let labels: Dict<'_> = root(&merged).get("PageLabels").unwrap();
        let ranges: hayro_syntax::object::Array<'_> = labels.get("Nums").unwrap();
        let said = ranges.iter::<Object<'_>>().map(|value| match value {
            Object::Number(at) => at.as_i64().to_string(),
            Object::Dict(label) => String::from_utf8(label.data().to_vec()).unwrap(),
            other => panic!("{other:?}"),
        });
        let number = "<</Type/PageLabel/S/D>>";
        let blank = "<</Type/PageLabel/P<FEFF7A7A767D>>>";
        assert_eq!(said.collect::<Vec<_>>(), ["0", number, "1", blank, "2", number, "4", number]);
    }

    #[test]
    fn the_catalog_says_language_paper_and_color() {
        let part = pdf(&["a"]);
        let bytes = merged(&[("甲", &part), ("乙", &part)]);
        let merged = read(&bytes);
        let root = root(&merged);
        let language: hayro_syntax::object::String<'_> = root.get("Lang").unwrap();
        assert_eq!(language.as_bytes(), b"zh-CN");
        let printing: Dict<'_> = root.get("ViewerPreferences").unwrap();
        let said = ["PrintScaling", "Duplex"]
            .map(|key| printing.get::<hayro_syntax::object::Name<'_>>(key).unwrap().to_vec());
        assert_eq!(said, [b"None".to_vec(), b"DuplexFlipLongEdge".to_vec()]);
        let intents: hayro_syntax::object::Array<'_> = root.get("OutputIntents").unwrap();
        let intent: Dict<'_> = intents.iter().next().unwrap();
        let profile: hayro_syntax::object::Stream<'_> = intent.get("DestOutputProfile").unwrap();
        assert_eq!(&*profile.raw_data(), COMMON);
        assert_eq!(merged.metadata().title.as_deref(), Some(&*utf16("合订本")));
    }

    #[test]
    fn what_is_the_same_is_in_it_once() {
        let (one, two) = (pdf(&["a", "same"]), pdf(&["same", "b"]));
        let bytes = merged(&[("甲", &one), ("乙", &two)]);
        assert_eq!(times(&bytes, COMMON), 1);
        assert_eq!(times(&bytes, b"\nsame\n"), 1);
        assert_eq!(times(&bytes, b"\na\n"), 1);
        assert_eq!(texts(&read(&bytes)), ["a", "same", "same", "b"]);
    }

    #[test]
    fn numbers_follow_each_other_and_nothing_points_into_the_void() {
        let (one, two) = (pdf(&["a", "same"]), pdf(&["same", "b"]));
        let bytes = merged(&[("甲", &one), ("乙", &two), ("丙", &one)]);
        for gone in ["StructParent", "/Tabs", "StructTreeRoot", "StructElem", "PieceInfo"] {
            assert_eq!(times(&one, gone.as_bytes()).min(1), 1, "{gone} is in the document");
            assert_eq!(times(&bytes, gone.as_bytes()), 0, "{gone}");
        }
        let merged = read(&bytes);
        let mut found = Vec::new();
        for object in merged.objects() {
            references(&MaybeRef::NotRef(object), &mut found);
        }
        assert!(found.len() > 20);
        for to in found {
            assert!(merged.xref().get::<Object<'_>>(to.into()).is_some(), "{to:?}");
        }
        // no gap: the number after the last is the size
        let objects = times(&bytes, b" 0 obj\n");
        assert_eq!(times(&bytes, format!("/Size {}/", objects + 1).as_bytes()), 1);
    }

    #[test]
    fn values_are_taken_over_as_they_are() {
        let bytes = merged(&[("甲", &pdf(&["a"]))]);
        // a name with a character to escape, a string of bytes
        assert_eq!(times(&bytes, b"/Odd#23Name<00FF2829>"), 1);
        assert_eq!(times(&bytes, b"/Length "), times(&bytes, b"endstream"));
        assert_eq!(whole(Number::from_i32(-3)), Some(-3));
        assert_eq!(whole(Number::from_f32(0.5)), None);
        assert_eq!(whole(Number::from_f32(1e20)), None);
    }

    #[test]
    fn the_same_documents_give_the_same_bytes() {
        let (one, two) = (pdf(&["a"]), pdf(&["b", "c"]));
        let parts: [(&str, &[u8]); 2] = [("甲", &one), ("乙", &two)];
        assert_eq!(merged(&parts), merged(&parts));
        assert_eq!(times(&merged(&parts), b"/ID"), 0);
        assert_eq!(times(&merged(&parts), b"Date"), 0);
    }

    #[test]
    fn a_broken_document_is_named_and_leaves_the_others_alone() {
        let good = pdf(&["a", "b"]);
        let cut = &good[..good.len() / 2];
        let mended = [cut, b"\n%%EOF\n"].concat();
        let damaged = |from: &str, to: &str| {
            assert_eq!(from.len(), to.len());
            let text = good.iter().map(|byte| char::from(*byte)).collect::<String>();
            assert!(text.contains(from), "{from}");
            let text = text.replace(from, to);
            text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()
        };
        let cases = [
            (Vec::new(), "不完整"),
            (b"PK\x03\x04".to_vec(), "不完整"),
            (cut.to_vec(), "不完整"),
            (mended, "缺页"),
            (damaged("/Count 2", "/Count 3"), "缺页"),
            (damaged("/Resources 10 0 R", "/Resources 99 0 R"), "里缺对象"),
            (damaged("/MediaBox", "/MediaFox"), "有一页没有大小"),
            (damaged("/c0 4 0 R\n", "/c0 10 0 R"), "里有对象指向自己"),
        ];
        for (bytes, reason) in cases {
            let mut merger = Merger::new("合订本");
            merger.add("好的", &good).unwrap();
            let error = merger.add("坏的", &bytes).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
            assert_eq!(error.to_string(), format!("“坏的”的PDF{reason}"));
            merger.add("也好", &good).unwrap();
            assert_eq!(texts(&read(&merger.finish().unwrap())), ["a", "b", "a", "b"]);
        }
    }

    #[test]
    fn damage_anywhere_is_never_a_panic() {
        let good = pdf(&["a", "b"]);
        for at in 0..good.len() {
            for byte in [b'9', b'>', 0xFF] {
                let mut bad = good.clone();
                bad[at] = byte;
                let mut merger = Merger::new("合订本");
                // most of it is not seen, as a letter in a text
                if merger.add("坏的", &bad).is_ok() {
                    assert!(merger.finish().is_ok());
                }
            }
        }
    }

    #[test]
    fn there_is_no_pdf_without_pages() {
        assert!(Merger::new("合订本").finish().is_err());
    }
}
