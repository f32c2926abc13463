//! Files that people attach.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

/// A small picture.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(8, 4)
        .write_to(&mut out, format)
        .unwrap();
    out.into_inner()
}

/// A JPEG whose EXIF block names its camera.
pub fn picture_that_tells(words: &str) -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let block = [b"Exif\0\0".as_slice(), words.as_bytes()].concat();
    let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &block, &plain[2..]].concat()
}

/// The smallest thing that is a PDF by its content.
pub fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n%%EOF".to_vec()
}
