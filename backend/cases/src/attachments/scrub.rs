//! What a file is, by its content, and its copy without metadata (promises I3, I4, P8).

use std::io::Cursor;

use bytes::Bytes;
use hilo_platform::problem::{Answer, Problem};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// Widest or highest picture, in pixels.
const SIDE_LIMIT: u32 = 12_000;
/// Memory a picture may take to decode, in bytes.
const MEMORY_LIMIT: u64 = 256 * 1024 * 1024;
/// Quality of pictures written anew.
const JPEG_QUALITY: u8 = 88;

/// A file that may be kept.
#[derive(Debug)]
pub struct Clean {
    pub media_type: &'static str,
    pub bytes: Bytes,
}

/// Decides by content, never by name or header. Pictures are decoded within limits and written anew, which leaves place,
/// serial numbers and thumbnails behind; their turn is carried out first.
///
/// # Errors
/// 422 at `/file` when it is of another kind or broken.
pub fn clean(bytes: Bytes) -> Answer<Clean> {
    let found = infer::get(&bytes).map(|kind| kind.mime_type());
    match found {
        Some("image/jpeg") => rewritten(&bytes, ImageFormat::Jpeg, "image/jpeg"),
        Some("image/png") => rewritten(&bytes, ImageFormat::Png, "image/png"),
        Some("image/webp") => rewritten(&bytes, ImageFormat::WebP, "image/webp"),
        Some("application/pdf") => Ok(Clean {
            media_type: "application/pdf",
            bytes,
        }),
        _ => Err(Problem::field("/file", "file-kind")),
    }
}

fn rewritten(bytes: &[u8], format: ImageFormat, media_type: &'static str) -> Answer<Clean> {
    let broken = |_| Problem::field("/file", "file-broken");
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_LIMIT);
    limits.max_image_height = Some(SIDE_LIMIT);
    limits.max_alloc = Some(MEMORY_LIMIT);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    let mut out = Cursor::new(Vec::new());
    match format {
        ImageFormat::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
            picture
                .to_rgb8()
                .write_with_encoder(encoder)
                .map_err(broken)?;
        }
        other => picture.write_to(&mut out, other).map_err(broken)?,
    }
    Ok(Clean {
        media_type,
        bytes: Bytes::from(out.into_inner()),
    })
}

/// A name that is safe to show and to save: no path, no control characters, with the ending of its kind.
pub fn safe_name(name: &str, media_type: &str) -> String {
    let ending = match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "pdf",
    };
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let kept: String = stem
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .take(80)
        .collect();
    let kept = kept.trim();
    format!("{}.{ending}", if kept.is_empty() { "file" } else { kept })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: ImageFormat) -> Bytes {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(8, 4)
            .write_to(&mut out, format)
            .unwrap();
        Bytes::from(out.into_inner())
    }

    /// A JPEG with an EXIF block that names a place and asks for a quarter turn.
    fn picture_with_exif() -> Bytes {
        let plain = picture(ImageFormat::Jpeg);
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]); // orientation 6
        tiff.extend([0x0f, 0x01, 2, 0, 8, 0, 0, 0, 38, 0, 0, 0]); // make
        tiff.extend([0, 0, 0, 0]);
        tiff.extend(b"CANARY1\0");
        let mut exif = b"Exif\0\0".to_vec();
        exif.extend(tiff);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut out = plain[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(length);
        out.extend(exif);
        out.extend(&plain[2..]);
        Bytes::from(out)
    }

    #[test]
    fn pictures_lose_their_metadata_but_keep_their_turn() {
        // promise P8
        let clean = clean(picture_with_exif()).unwrap();
        assert!(!clean.bytes.windows(6).any(|part| part == b"CANARY"));
        let again = image::load_from_memory(&clean.bytes).unwrap();
        assert_eq!((again.width(), again.height()), (4, 8));
    }

    #[test]
    fn the_kind_comes_from_the_content() {
        // promise I4
        assert_eq!(
            clean(picture(ImageFormat::Png)).unwrap().media_type,
            "image/png"
        );
        assert_eq!(
            clean(Bytes::from_static(b"%PDF-1.7\n%%EOF"))
                .unwrap()
                .media_type,
            "application/pdf"
        );
        for hostile in [
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<html><script>1</script>",
            "MZ\u{0}\u{0}",
            "text",
        ] {
            let problem = clean(Bytes::copy_from_slice(hostile.as_bytes())).unwrap_err();
            assert_eq!(problem.errors[0].code, "file-kind", "{hostile}");
        }
        assert_eq!(
            clean(Bytes::from_static(b"\xff\xd8\xff\xe0broken"))
                .unwrap_err()
                .errors[0]
                .code,
            "file-broken"
        );
    }

    #[test]
    fn names_carry_no_path_and_the_ending_of_their_kind() {
        assert_eq!(safe_name("../../etc/passwd.php", "image/png"), "passwd.png");
        assert_eq!(
            safe_name("C:\\fotos\\poste ñ.jpeg", "image/jpeg"),
            "poste ñ.jpg"
        );
        assert_eq!(safe_name("\u{202e}..", "application/pdf"), "file.pdf");
    }
}
