//! Opening a file of rows: plain or gzip, of any size, read once from front to back.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};
use flate2::bufread::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};

use super::Refused;
use super::template::Header;

const BUFFER: usize = 256 * 1024;

/// Rows of a file, with their line numbers.
pub struct Rows {
    reader: Reader<Box<dyn Read + Send>>,
    /// Column names.
    pub header: Header,
    record: ByteRecord,
    bar: ProgressBar,
}

/// One row, trimmed.
pub struct Row {
    /// Line in the file on which the row begins, from 1.
    pub line: u64,
    /// Fields without outer blanks.
    pub fields: StringRecord,
    /// Some field had outer blanks.
    pub had_blanks: bool,
}

/// What can be wrong with a row before anybody looks at its meaning.
#[derive(Debug)]
pub struct BadRow {
    pub line: u64,
    pub reason: &'static str,
    /// The row as far as it can be shown.
    pub shown: String,
}

impl Rows {
    /// Opens a file; gzip is known by its first bytes, not by its name. The bar is drawn on terminals only.
    ///
    /// # Errors
    /// When it cannot be read or has no header.
    pub fn open(path: &Path, separator: char) -> Result<Self, Refused> {
        let told = |error: std::io::Error| Refused(format!("{}: {error}", path.display()));
        let file = File::open(path).map_err(told)?;
        let bar = bar(file.metadata().map_or(0, |about| about.len()));
        let mut bytes = BufReader::with_capacity(BUFFER, bar.wrap_read(file));
        let is_gzip = bytes.fill_buf().map_err(told)?.starts_with(&[0x1f, 0x8b]);
        let plain: Box<dyn Read + Send> = if is_gzip {
            Box::new(MultiGzDecoder::new(bytes))
        } else {
            Box::new(bytes)
        };
        let separator = u8::try_from(separator).map_err(Refused::because)?;
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(plain);
        let header = Header::new(reader.headers().map_err(Refused::because)?);
        if header.is_empty() {
            return Err(Refused(format!("{} is empty", path.display())));
        }
        Ok(Self {
            reader,
            header,
            record: ByteRecord::new(),
            bar,
        })
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// [`Refused`] when the file itself cannot be read further, such as a torn gzip.
    pub fn next_row(&mut self) -> Result<Option<Result<Row, BadRow>>, Refused> {
        let is_row = self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(Refused::because)?;
        if !is_row {
            self.bar.finish_and_clear();
            return Ok(None);
        }
        let line = self.record.position().map_or(0, csv::Position::line);
        let bad = |reason| {
            let fields: Vec<String> = self
                .record
                .iter()
                .map(|field| String::from_utf8_lossy(field).into_owned())
                .collect();
            BadRow {
                line,
                reason,
                shown: fields.join("|"),
            }
        };
        if self.record.len() != self.header.len() {
            return Ok(Some(Err(bad("wrong number of fields"))));
        }
        let row = match StringRecord::from_byte_record(self.record.clone()) {
            Err(_) => Err(bad("not UTF-8")),
            Ok(fields) if fields.iter().any(|field| field.contains('\0')) => {
                Err(bad("contains a NUL sign"))
            }
            Ok(mut fields) => {
                let had_blanks = fields.iter().any(|field| field.trim().len() != field.len());
                fields.trim();
                Ok(Row {
                    line,
                    fields,
                    had_blanks,
                })
            }
        };
        Ok(Some(row))
    }
}

/// A bar by bytes of the file: their number is known, that of its rows is not.
fn bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let style = ProgressStyle::with_template(
        "{wide_bar} {percent}% {bytes}/{total_bytes} {elapsed} ({eta} left)",
    );
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn file(name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("hilo-import-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn zipped(text: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(text).unwrap();
        out.finish().unwrap()
    }

    type Told = Result<(u64, Vec<String>), (u64, &'static str)>;

    fn lines(path: &Path) -> Vec<Told> {
        let mut rows = Rows::open(path, ';').unwrap();
        let mut out = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            out.push(match row {
                Ok(row) => Ok((row.line, row.fields.iter().map(str::to_owned).collect())),
                Err(bad) => Err((bad.line, bad.reason)),
            });
        }
        std::fs::remove_file(path).unwrap();
        out
    }

    #[test]
    fn a_gzip_of_several_members_is_one_file_and_newlines_in_fields_keep_the_count() {
        let bytes = [zipped(b"a;b\n\"1\nx\"; 2 \n"), zipped(b"3;4\n")].concat();
        let read = lines(&file("members.csv", &bytes));
        assert_eq!(read[0], Ok((2, vec!["1\nx".to_owned(), "2".to_owned()])));
        assert_eq!(read[1], Ok((4, vec!["3".to_owned(), "4".to_owned()])));
    }

    #[test]
    fn bad_rows_are_told_with_their_line_and_the_rest_is_read() {
        let read = lines(&file("bad.csv", b"a;b\n1\n\xff;2\n3;\0\n5;6\n"));
        let reasons: Vec<_> = read.iter().filter_map(|row| row.as_ref().err()).collect();
        assert_eq!(
            reasons,
            [
                &(2, "wrong number of fields"),
                &(3, "not UTF-8"),
                &(4, "contains a NUL sign")
            ]
        );
        assert_eq!(read.len(), 4);
    }

    #[test]
    fn a_torn_gzip_is_an_error_not_an_end() {
        let mut bytes = zipped("a;b\n1;2\n".repeat(2000).as_bytes());
        bytes.truncate(bytes.len() / 2);
        let path = file("torn.csv", &bytes);
        let mut rows = Rows::open(&path, ';').unwrap();
        let torn = loop {
            match rows.next_row() {
                Ok(Some(_)) => {}
                Ok(None) => break false,
                Err(_) => break true,
            }
        };
        std::fs::remove_file(path).unwrap();
        assert!(torn);
    }
}
