//! Pictures of seals (印章) and signature stamps (签名章): PNG, looked through once so that nothing after this
//! fails on them, and without what is not printed.

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

use crate::diag::{Diagnostic, Result, codes};
use crate::source::Spanned;

/// A picture that can be printed.
#[derive(Clone, Debug)]
pub struct Image {
    /// The file without what nobody prints: words, times, colour profiles.
    pub png: Arc<[u8]>,
    /// Height as a part of the width.
    pub aspect: f64,
    /// Whether what lies below it can be seen somewhere.
    pub transparent: bool,
}

/// What a decoder may take for one picture.
const MOST_BYTES: usize = 256 * 1024 * 1024;
/// What a PNG file begins with.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunks that make a picture. All others may be left out, by the standard of the format; some of them
/// unpack to a thousand times their size.
const CHUNKS: [&[u8]; 5] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"];

/// Reads a picture.
///
/// # Errors
/// When the file is no PNG or is broken; the message stands where the campaign names the file.
pub fn read(file: &Spanned<String>, bytes: &[u8]) -> Result<Image> {
    let bytes = bare(bytes);
    let decoded = decode(&bytes).map_err(|error| {
        let message = match error {
            _ if bytes.starts_with(b"\xff\xd8\xff") => {
                format!("“{}”是 JPEG 图片，不是 PNG", file.v)
            }
            _ if !bytes.starts_with(SIGNATURE) => format!("“{}”不是 PNG 图片", file.v),
            png::DecodingError::LimitsExceeded => format!("“{}”的图片太大了", file.v),
            _ => format!("“{}”这张图片坏了，读不出来", file.v),
        };
        Diagnostic::error(codes::BAD_PICTURE, file.place.clone(), message)
            .hint("另存为 PNG 格式（背景透明），边长在 4000 像素以内")
    })?;
    let (width, height, transparent) = decoded;
    Ok(Image {
        png: bytes.into_owned().into(),
        aspect: f64::from(height) / f64::from(width.max(1)),
        transparent,
    })
}

/// A file with the chunks that make the picture and no others; as it is where it has no chunks.
fn bare(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(mut rest) = bytes.strip_prefix(SIGNATURE) else { return Cow::Borrowed(bytes) };
    let mut kept = SIGNATURE.to_vec();
    while let Some((length, chunk)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        // length, name, data, checksum
        let end = length.saturating_add(12).min(rest.len());
        if chunk.get(..4).is_none_or(|name| CHUNKS.contains(&name)) {
            kept.extend_from_slice(&rest[..end]);
        }
        rest = &rest[end..];
    }
    if kept.len() == bytes.len() { Cow::Borrowed(bytes) } else { Cow::Owned(kept) }
}

fn decode(bytes: &[u8]) -> std::result::Result<(u32, u32, bool), png::DecodingError> {
    let limits = png::Limits { bytes: MOST_BYTES };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info()?;
    let size = reader.output_buffer_size().filter(|size| *size <= MOST_BYTES);
    let mut pixels = vec![0; size.ok_or(png::DecodingError::LimitsExceeded)?];
    let frame = reader.next_frame(&mut pixels)?;
    reader.finish()?;
    let samples = frame.color_type.samples();
    let transparent =
        pixels[..frame.buffer_size()].chunks_exact(samples).any(|pixel| pixel[samples - 1] < 255);
    Ok((frame.width, frame.height, transparent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;

    /// The checksum of the head of a picture of 20,000 × 20,000 pixels.
    const VAST: u32 = 0xe370_4639;

    /// A picture of so many pixels, with a chunk before its pixels.
    fn picture(color: png::ColorType, side: u32, chunk: Option<(&[u8; 4], &[u8])>) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(color);
        let mut writer = encoder.write_header().unwrap();
        if let Some((name, data)) = chunk {
            writer.write_chunk(png::chunk::ChunkType(*name), data).unwrap();
        }
        let pixels = vec![7; side as usize * side as usize * color.samples()];
        writer.write_image_data(&pixels).unwrap();
        writer.finish().unwrap();
        file
    }

    fn said(bytes: &[u8]) -> String {
        let file = Spanned::new("章.png".to_owned(), Place::Program);
        read(&file, bytes).map_or_else(
            |found| found.iter().map(|said| said.message.clone()).collect(),
            |image| format!("{} {}", image.aspect, image.transparent),
        )
    }

    #[test]
    fn what_is_not_printed_is_left_out() {
        let plain = picture(png::ColorType::Rgba, 3, None);
        for name in [b"iCCP", b"zTXt", b"iTXt", b"tEXt", b"eXIf", b"abCd"] {
            let more = picture(png::ColorType::Rgba, 3, Some((name, &[0x78; 5000])));
            assert!(more.len() > plain.len());
            assert_eq!(bare(&more), plain);
        }
        assert!(matches!(bare(&plain), Cow::Borrowed(_)));
    }

    #[test]
    fn pictures_of_every_kind_are_read() {
        assert_eq!(said(&picture(png::ColorType::GrayscaleAlpha, 1, None)), "1 true");
        assert_eq!(said(&picture(png::ColorType::Grayscale, 2, None)), "1 false");
        assert_eq!(said(&picture(png::ColorType::Rgb, 1, None)), "1 false");
    }

    #[test]
    fn what_is_no_such_picture_is_called_what_it_is() {
        assert_eq!(said(b"\xff\xd8\xff\xe0\0\x10JFIF"), "“章.png”是 JPEG 图片，不是 PNG");
        assert_eq!(said(b"GIF89a"), "“章.png”不是 PNG 图片");
        let whole = picture(png::ColorType::Rgba, 9, None);
        for end in [9, 20, 40, whole.len() - 20] {
            assert_eq!(said(&whole[..end]), "“章.png”这张图片坏了，读不出来", "{end}");
        }
        let mut vast = whole;
        // width and height, and the checksum over them
        vast[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
        vast[29..33].copy_from_slice(&VAST.to_be_bytes());
        assert_eq!(said(&vast), "“章.png”的图片太大了");
    }
}
