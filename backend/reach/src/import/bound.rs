//! A mapping bound to the columns of one file.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::Refused;
use super::districts::Districts;
use super::mapping::{self, Mapping, Words};
use super::report::Report;
use super::template::{Header, Template};

/// Places of columns, and texts made of them.
pub struct Bound {
    pub id: Option<usize>,
    pub similar: Vec<usize>,
    pub opened: usize,
    pub closed: usize,
    pub target: Option<usize>,
    pub verdict: Option<usize>,
    pub channel: Option<usize>,
    pub status: usize,
    pub reason: Option<usize>,
    pub theme: BoundWords,
    pub subject: BoundWords,
    pub service: BoundWords,
    pub unit: BoundWords,
    pub story: Template,
    pub place: Vec<Template>,
    pub point: Option<(usize, usize)>,
    pub keep: Vec<usize>,
    district: Option<BoundDistrict>,
}

/// A name made of columns, with what stands in for it.
pub struct BoundWords {
    text: Template,
    or: Option<String>,
    names: BTreeMap<String, String>,
}

struct BoundDistrict {
    text: Template,
    names: BTreeMap<String, String>,
    unknown: Vec<String>,
    list: Option<Districts>,
}

impl Bound {
    /// Finds every column that a mapping names.
    ///
    /// # Errors
    /// When one is missing, or a list of districts is not known.
    pub fn new(mapping: &Mapping, header: &Header) -> Result<Self, Refused> {
        let optional = |name: Option<&String>| name.map(|name| header.column(name)).transpose();
        let all = |names: &[String]| {
            names
                .iter()
                .map(|name| header.column(name))
                .collect::<Result<Vec<_>, _>>()
        };
        let target = mapping.target.as_ref();
        let verdict = target.and_then(|target| target.verdict.as_ref());
        let point = mapping.point.as_ref();
        let point = point.map(|point| {
            Ok((
                header.column(&point.latitude)?,
                header.column(&point.longitude)?,
            ))
        });
        Ok(Self {
            id: optional(mapping.id.as_ref())?,
            similar: all(&mapping.repeats.similar)?,
            opened: header.column(&mapping.opened.column)?,
            closed: header.column(&mapping.closed.column)?,
            target: optional(target.map(|target| &target.column))?,
            verdict: optional(verdict.map(|verdict| &verdict.column))?,
            channel: optional(mapping.channel.column.as_ref())?,
            status: header.column(&mapping.status.column)?,
            reason: optional(mapping.status.reason.as_ref().map(|reason| &reason.column))?,
            theme: BoundWords::new(&mapping.theme, header)?,
            subject: BoundWords::new(&mapping.subject, header)?,
            service: BoundWords::new(&mapping.service, header)?,
            unit: BoundWords::new(&mapping.unit, header)?,
            story: header.template(&mapping.story)?,
            place: mapping
                .place
                .iter()
                .map(|part| header.template(part))
                .collect::<Result<_, _>>()?,
            point: point.transpose()?,
            keep: all(&mapping.keep)?,
            district: mapping
                .district
                .as_ref()
                .map(|district| BoundDistrict::new(district, header))
                .transpose()?,
        })
    }

    /// The official district of a row, counted in the report; `None` where nothing sure can be said.
    pub fn district(&mut self, row: &StringRecord, report: &mut Report) -> Option<String> {
        let district = self.district.as_mut()?;
        let spelling = district.text.fill(row);
        if spelling.is_empty() || district.unknown.contains(&spelling) {
            *report.districts.rows.entry("empty or unknown").or_default() += 1;
            return None;
        }
        let Some(list) = district.list.as_mut() else {
            *report.districts.rows.entry("as written").or_default() += 1;
            return Some(district.names.get(&spelling).cloned().unwrap_or(spelling));
        };
        let (found, official) = list.find(&spelling);
        report
            .districts
            .count(&spelling, found, official.as_deref());
        official
    }
}

impl BoundWords {
    fn new(words: &Words, header: &Header) -> Result<Self, Refused> {
        Ok(Self {
            text: header.template(&words.text)?,
            or: words.or.clone(),
            names: words.names.clone(),
        })
    }

    /// The name for a row and whether it stands in for an empty one; `None` when there is nothing to stand in.
    pub fn name(&self, row: &StringRecord) -> Option<(String, bool)> {
        let text = self.text.fill(row);
        if text.is_empty() {
            return self.or.clone().map(|or| (or, true));
        }
        Some((self.names.get(&text).cloned().unwrap_or(text), false))
    }
}

impl BoundDistrict {
    fn new(district: &mapping::District, header: &Header) -> Result<Self, Refused> {
        let list = district
            .list
            .as_deref()
            .map(mapping::district_list)
            .transpose()?;
        Ok(Self {
            text: header.template(&district.text)?,
            names: district.names.clone(),
            unknown: district.unknown.clone(),
            list: list.as_ref().map(Districts::new),
        })
    }
}
