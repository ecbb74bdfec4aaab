//! Pictures of seals (印章) and signature stamps (签名章): PNG, looked through once so that nothing after this
//! fails on them.

use std::io::Cursor;
use std::sync::Arc;

use crate::diag::{Diagnostic, Result, codes};
use crate::source::Spanned;

/// A picture that can be printed.
#[derive(Clone, Debug)]
pub struct Image {
    /// The file's bytes.
    pub png: Arc<[u8]>,
    /// Height as a part of the width.
    pub aspect: f64,
    /// Whether what lies below it can be seen somewhere.
    pub transparent: bool,
}

/// What a decoder may take for one picture.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Reads a picture.
///
/// # Errors
/// When the file is no PNG or is broken; the message stands where the campaign names the file.
pub fn read(file: &Spanned<String>, bytes: &[u8]) -> Result<Image> {
    let decoded = decode(bytes).map_err(|error| {
        let message = match error {
            png::DecodingError::Format(_) if !bytes.starts_with(b"\x89PNG") => {
                format!("“{}”不是 PNG 图片", file.v)
            }
            png::DecodingError::LimitsExceeded => format!("“{}”的图片太大了", file.v),
            _ => format!("“{}”这张图片坏了，读不出来", file.v),
        };
        Diagnostic::error(codes::BAD_PICTURE, file.place.clone(), message)
            .hint("另存为 PNG 格式（背景透明），边长在 4000 像素以内")
    })?;
    let (width, height, transparent) = decoded;
    Ok(Image {
        png: bytes.into(),
        aspect: f64::from(height) / f64::from(width.max(1)),
        transparent,
    })
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
