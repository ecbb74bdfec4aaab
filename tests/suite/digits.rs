//! The digits of the shipped faces.

use hongtou::Fonts;
use hongtou::internals::doc::text::Face;
use ttf_parser::{GlyphId, OutlineBuilder, Rect};

/// The path of a glyph, one command after another.
#[derive(Debug, Default, PartialEq)]
struct Path(Vec<(char, [f32; 6])>);

impl OutlineBuilder for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(('m', [x, y, 0.0, 0.0, 0.0, 0.0]));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(('l', [x, y, 0.0, 0.0, 0.0, 0.0]));
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(('q', [x1, y1, x, y, 0.0, 0.0]));
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(('c', [x1, y1, x2, y2, x, y]));
    }
    fn close(&mut self) {
        self.0.push(('z', [0.0; 6]));
    }
}

/// The shipped font of a face.
fn font(fonts: &Fonts, face: Face) -> ttf_parser::Face<'_> {
    ttf_parser::Face::parse(&fonts.chain(face)[0].bytes, 0).unwrap()
}

fn glyphs<'a>(font: &'a ttf_parser::Face<'_>, text: &'a str) -> impl Iterator<Item = GlyphId> + 'a {
    text.chars().map(|c| font.glyph_index(c).unwrap())
}

const DIGITS: &str = "0123456789";

/// A heading of 楷体 runs into text of 仿宋: what stands in one line is of one design.
#[test]
fn digits_of_kai_are_those_of_fang_song() {
    let fonts = Fonts::shipped().unwrap();
    let drawn = |face| -> Vec<(Option<u16>, Path)> {
        let font = font(&fonts, face);
        let latin: String = ('!'..='~').collect();
        glyphs(&font, &latin)
            .map(|glyph| {
                let mut path = Path::default();
                assert!(font.outline_glyph(glyph, &mut path).is_some());
                (font.glyph_hor_advance(glyph), path)
            })
            .collect()
    };
    assert_eq!(drawn(Face::Kai), drawn(Face::FangSong));
}

/// What reckons with text before it is laid out takes digits of both for half as wide as characters.
#[test]
fn digits_of_the_text_are_half_as_wide_as_characters() {
    let fonts = Fonts::shipped().unwrap();
    for face in [Face::FangSong, Face::Kai] {
        let font = font(&fonts, face);
        for glyph in glyphs(&font, DIGITS) {
            assert_eq!(
                font.glyph_hor_advance(glyph).map(|half| half * 2),
                Some(font.units_per_em())
            );
        }
    }
}

/// All stand on the line and are of one height, but for what rounds overshoot.
#[test]
fn digits_are_lining() {
    let fonts = Fonts::shipped().unwrap();
    for face in Face::ALL {
        let font = font(&fonts, face);
        let boxes: Vec<Rect> =
            glyphs(&font, DIGITS).map(|digit| font.glyph_bounding_box(digit).unwrap()).collect();
        let overshoot = i32::from(font.units_per_em()) / 40;
        let tallest = boxes.iter().map(|digit| i32::from(digit.y_max)).max().unwrap();
        for (digit, drawn) in DIGITS.chars().zip(&boxes) {
            assert!(i32::from(drawn.y_min).abs() <= overshoot, "{face:?} {digit}: {drawn:?}");
            assert!(tallest - i32::from(drawn.y_max) <= overshoot, "{face:?} {digit}: {drawn:?}");
        }
    }
}
