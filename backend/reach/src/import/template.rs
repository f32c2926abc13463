//! Texts made of columns: `{Rua}, {Número}`.

use csv::StringRecord;

use super::Refused;

/// A text with holes, bound to the columns of a file.
#[derive(Debug, Clone)]
pub struct Template(Vec<Part>);

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Column(usize),
}

/// Finds the columns of a file by name.
#[derive(Debug)]
pub struct Header(Vec<String>);

impl Header {
    /// Names are trimmed; a byte order mark before the first is dropped.
    pub fn new(record: &StringRecord) -> Self {
        Self(
            record
                .iter()
                .map(|name| name.trim_start_matches('\u{feff}').trim().to_owned())
                .collect(),
        )
    }

    /// How many columns each row has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A header always has at least one column; a file without any is refused when it is opened.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The place of a column.
    ///
    /// # Errors
    /// When the file has none of this name.
    pub fn column(&self, name: &str) -> Result<usize, Refused> {
        let found = self.0.iter().position(|column| column == name);
        found.ok_or_else(|| {
            Refused(format!(
                "the file has no column {name:?}; it has {}",
                self.0.join(", ")
            ))
        })
    }

    /// Binds a text.
    ///
    /// # Errors
    /// When it names a column that is not there, or leaves a brace open.
    pub fn template(&self, text: &str) -> Result<Template, Refused> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after
                .split_once('}')
                .ok_or_else(|| Refused(format!("{text:?} leaves a brace open")))?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::Column(self.column(name)?));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Template(parts))
    }
}

impl Template {
    /// The text for a row; empty when it has columns and all of them are.
    pub fn fill(&self, row: &StringRecord) -> String {
        let mut out = String::new();
        let (mut columns, mut filled) = (0, 0);
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Column(at) => {
                    let value = row.get(*at).unwrap_or_default();
                    columns += 1;
                    filled += usize::from(!value.is_empty());
                    out.push_str(value);
                }
            }
        }
        if columns > 0 && filled == 0 {
            String::new()
        } else {
            tidy(&out)
        }
    }
}

/// Brackets left empty by a missing value, and the blanks around them.
fn tidy(text: &str) -> String {
    text.replace(" ()", "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_and_empty_ones_leave_no_trace() {
        let header = Header::new(&StringRecord::from(vec!["\u{feff}Rua ", "Tipo"]));
        let template = header.template("{Rua} ({Tipo})").unwrap();
        assert_eq!(
            template.fill(&StringRecord::from(vec!["Rua A", "poda"])),
            "Rua A (poda)"
        );
        assert_eq!(
            template.fill(&StringRecord::from(vec!["Rua A", ""])),
            "Rua A"
        );
        assert_eq!(template.fill(&StringRecord::from(vec!["", ""])), "");
    }

    #[test]
    fn an_unknown_column_is_refused_with_those_there_are() {
        let header = Header::new(&StringRecord::from(vec!["Rua", "Tipo"]));
        assert!(
            header
                .template("{Via}")
                .unwrap_err()
                .0
                .contains("Rua, Tipo")
        );
        assert!(header.template("{Rua").is_err());
    }
}
