//! From a row to a case: every odd value is either refused with a reason or kept with a counted decision.

use chrono::{Datelike, NaiveDate};
use csv::StringRecord;
use hilo_platform::words::folded;
use hilo_rules::vocabulary::{Channel, Outcome, State};
use serde_json::{Map, Value};

use super::Refused;
use super::bound::Bound;
use super::due::{Due, Dues, House};
use super::file::Row;
use super::mapping::{Exact, Mapping, Standing};
use super::moments;
use super::prepared::{Heading, Prepared, steps};
use super::repeats::Repeats;
use super::report::Report;
use super::template::Header;

/// The longest story that the database takes.
const STORY: usize = 10_000;
/// The longest reason kept.
const REASON: usize = 2_000;
/// The longest name of a unit, service or district.
const NAME: usize = 300;

/// Converts the rows of one file, in order.
pub struct Converter<'a> {
    mapping: &'a Mapping,
    bound: Bound,
    house: &'a House,
    dues: Dues<'a>,
    repeats: Repeats,
    /// Grows with each row.
    pub report: Report,
}

/// What became of a row.
#[derive(Debug)]
pub enum Converted {
    Case(Box<Prepared>),
    /// An earlier row is equal, and the mapping leaves such rows out.
    Repeat,
    Rejected(&'static str),
}

impl<'a> Converter<'a> {
    /// Binds a mapping to the columns of a file.
    ///
    /// # Errors
    /// When the mapping names a column that the file does not have.
    pub fn new(mapping: &'a Mapping, header: &Header, house: &'a House) -> Result<Self, Refused> {
        Ok(Self {
            bound: Bound::new(mapping, header)?,
            mapping,
            house,
            dues: Dues::new(house),
            repeats: Repeats::default(),
            report: Report::default(),
        })
    }

    /// Converts one row and counts what was decided about it.
    pub fn convert(&mut self, row: &Row) -> Converted {
        if row.had_blanks {
            self.report.quirk("outer blanks taken off");
        }
        match self.case(row) {
            Ok(Some(case)) => Converted::Case(Box::new(case)),
            Ok(None) => Converted::Repeat,
            Err(reason) => Converted::Rejected(reason),
        }
    }

    fn case(&mut self, row: &Row) -> Result<Option<Prepared>, &'static str> {
        let fields = &row.fields;
        let opened = self.moment(fields, self.bound.opened, &self.mapping.opened.formats)?;
        let opened = opened.ok_or("no date of opening")?;
        if !(2000..=2099).contains(&opened.on.year()) {
            return Err("opened outside 2000 to 2099");
        }
        let Some(source_id) = self.identity(fields, opened.on)? else {
            return Ok(None);
        };
        let standing = self.standing(fields)?;
        let heading = self.heading(fields)?;
        let unit = self.named(
            fields,
            |bound| &bound.unit,
            "no unit",
            "unit missing: the mapping's own taken",
        )?;
        let finished_at = self.finished_at(fields, &opened, standing.state)?;
        let (outcome, reason) = self.ending(fields, standing);
        let due = self.due(fields, &opened, &heading, finished_at)?;
        let (district, place_text) = self.place(fields);
        let story = self.story(fields)?;
        let words = [
            story.as_str(),
            heading.service.as_str(),
            heading.theme.as_str(),
            place_text.as_deref().unwrap_or_default(),
            district.as_deref().unwrap_or_default(),
        ];
        Ok(Some(Prepared {
            line: row.line,
            words: folded(&words.join(" ")),
            data: self.data(fields, &source_id),
            source_id,
            unit,
            channel: self.channel(fields),
            outcome,
            filed_at: opened.at,
            year: i16::try_from(opened.on.year()).map_err(|_| "opened outside 2000 to 2099")?,
            finished_at,
            story,
            place_text,
            district,
            point: self.point(fields)?,
            due,
            steps: steps(
                standing.state,
                opened.at,
                finished_at.unwrap_or(opened.at),
                reason,
            ),
            heading,
            shown: fields.iter().collect::<Vec<_>>().join("|"),
        }))
    }

    /// A column with a moment; `None` when it is empty.
    fn moment(
        &mut self,
        fields: &StringRecord,
        column: usize,
        formats: &[String],
    ) -> Result<Option<moments::Read>, &'static str> {
        let text = fields.get(column).unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let read = moments::read(text, formats, self.house.zone).ok_or("a date cannot be read")?;
        if let Some(quirk) = read.quirk {
            self.report.quirk(quirk);
        }
        if read.had_zone {
            self.report.quirk("mark of zone ignored: times are local");
        }
        Ok(Some(read))
    }

    /// The number of the source or one made of the row; `None` for a repeat that is left out.
    fn identity(
        &mut self,
        fields: &StringRecord,
        on: NaiveDate,
    ) -> Result<Option<String>, &'static str> {
        if let Some(column) = self.bound.id {
            let id = fields.get(column).unwrap_or_default();
            return if id.is_empty() {
                Err("no number of the source")
            } else {
                Ok(Some(id.to_owned()))
            };
        }
        let seen = self.repeats.see(on, fields, &self.bound.similar);
        let seen = seen.ok_or("far from the other rows of its day: cannot tell repeats")?;
        if seen.is_similar {
            self.report
                .quirk("same moment, service and place as another row: both kept");
        }
        if seen.occurrence > 1 && self.mapping.repeats.exact == Exact::Skip {
            return Ok(None);
        }
        if seen.occurrence > 1 {
            self.report
                .quirk("equal to an earlier row: kept as a case of its own");
        }
        Ok(Some(seen.id))
    }

    fn standing(&self, fields: &StringRecord) -> Result<Standing, &'static str> {
        let word = fields.get(self.bound.status).unwrap_or_default();
        self.mapping
            .status
            .values
            .get(word)
            .copied()
            .ok_or("status is not in the mapping")
    }

    fn heading(&mut self, fields: &StringRecord) -> Result<Heading, &'static str> {
        Ok(Heading {
            theme: self.named(
                fields,
                |bound| &bound.theme,
                "no theme",
                "theme missing: the mapping's own taken",
            )?,
            subject: self.named(
                fields,
                |bound| &bound.subject,
                "no subject",
                "subject missing: the mapping's own taken",
            )?,
            service: self.named(
                fields,
                |bound| &bound.service,
                "no service",
                "service missing: the mapping's own taken",
            )?,
        })
    }

    fn named(
        &mut self,
        fields: &StringRecord,
        which: impl Fn(&Bound) -> &super::bound::BoundWords,
        refusal: &'static str,
        quirk: &'static str,
    ) -> Result<String, &'static str> {
        let (name, was_empty) = which(&self.bound).name(fields).ok_or(refusal)?;
        if was_empty {
            self.report.quirk(quirk);
        }
        Ok(self.cut(name, NAME, "name longer than 300 signs cut"))
    }

    fn cut(&mut self, text: String, most: usize, quirk: &'static str) -> String {
        if text.chars().count() <= most {
            return text;
        }
        self.report.quirk(quirk);
        text.chars().take(most).collect()
    }

    /// When the case ended, for a status that is final; an opinion on an open case is no end.
    fn finished_at(
        &mut self,
        fields: &StringRecord,
        opened: &moments::Read,
        state: State,
    ) -> Result<Option<chrono::DateTime<chrono::Utc>>, &'static str> {
        let closed = self.moment(fields, self.bound.closed, &self.mapping.closed.formats)?;
        if matches!(state, State::Registered | State::Assigned) {
            if closed.is_some() {
                self.report.quirk(
                    "open with a date of opinion: stays open, the date is kept in the history",
                );
            }
            return Ok(None);
        }
        let Some(closed) = closed else {
            self.report
                .quirk("ended without a date: the moment of opening taken");
            return Ok(Some(opened.at));
        };
        if closed.at < opened.at {
            self.report.quirk("closed before it was opened: closed at the opening, the date is kept in the history");
            return Ok(Some(opened.at));
        }
        if closed.at == opened.at && closed.quirk.is_none() {
            self.report
                .quirk("closed in the second of its opening: kept");
        }
        Ok(Some(closed.at))
    }

    fn ending(
        &mut self,
        fields: &StringRecord,
        standing: Standing,
    ) -> (Option<Outcome>, Option<String>) {
        let Some((column, reason)) = self.bound.reason.zip(self.mapping.status.reason.as_ref())
        else {
            return (standing.outcome, None);
        };
        let text = fields.get(column).unwrap_or_default();
        let text = text
            .strip_prefix(reason.strip.as_str())
            .unwrap_or(text)
            .trim()
            .to_owned();
        if standing.outcome.is_none() {
            return (None, Some(text).filter(|text| !text.is_empty()));
        }
        let told = reason
            .outcomes
            .iter()
            .find(|beginning| text.starts_with(beginning.starts.as_str()));
        if told.is_none() {
            self.report
                .quirk("ended without an outcome code: the outcome of the status taken");
        }
        let outcome = told.map(|beginning| beginning.outcome).or(standing.outcome);
        let text = self.cut(text, REASON, "reason longer than 2,000 signs cut");
        (outcome, Some(text).filter(|text| !text.is_empty()))
    }

    fn due(
        &mut self,
        fields: &StringRecord,
        opened: &moments::Read,
        heading: &Heading,
        finished_at: Option<chrono::DateTime<chrono::Utc>>,
    ) -> Result<Option<Due>, &'static str> {
        const NO_CALENDAR: &str = "opened in a year without a calendar";
        let Some((column, target)) = self.bound.target.zip(self.mapping.target.as_ref()) else {
            return self
                .dues
                .by_pack(opened.at, &folded(&heading.service))
                .map_err(|_| NO_CALENDAR);
        };
        let Some(promised) = self.moment(fields, column, &target.formats)? else {
            self.report.quirk("no target in the source: no clock");
            return Ok(None);
        };
        if promised.on < opened.on {
            self.report.quirk("target before the opening: no clock");
            return Ok(None);
        }
        let Ok(due) = self.dues.by_target(opened.at, promised.on, &target.says) else {
            self.report
                .quirk("target beyond the years of the calendar: no clock");
            return Ok(None);
        };
        if let (Some(verdict), Some(finished_at)) = (self.bound.verdict, finished_at) {
            let word = fields.get(verdict).unwrap_or_default();
            let is_late = target
                .verdict
                .as_ref()
                .is_some_and(|verdict| verdict.late == word);
            match (word.is_empty(), is_late, finished_at > due.due_at) {
                (true, _, _) => self.report.quirk("source does not say whether it was late"),
                (_, true, false) => self
                    .report
                    .quirk("late by hours in the source, on the due day for us"),
                (_, false, true) => self
                    .report
                    .quirk("on time in the source, late by our count"),
                _ => {}
            }
        }
        Ok(Some(due))
    }

    fn place(&mut self, fields: &StringRecord) -> (Option<String>, Option<String>) {
        let parts = self
            .bound
            .place
            .iter()
            .map(|part| part.fill(fields))
            .filter(|part| !part.is_empty());
        let place = parts.collect::<Vec<_>>().join(", ");
        let place = self.cut(place, 500, "place longer than 500 signs cut");
        let district = self.bound.district(fields, &mut self.report);
        (
            district.map(|name| self.cut(name, 120, "district longer than 120 signs cut")),
            some(place),
        )
    }

    fn story(&mut self, fields: &StringRecord) -> Result<String, &'static str> {
        let story = some(self.bound.story.fill(fields)).ok_or("no text for the story")?;
        Ok(self.cut(story, STORY, "story longer than 10,000 signs cut"))
    }

    fn channel(&mut self, fields: &StringRecord) -> Channel {
        let Some(column) = self.bound.channel else {
            return Channel::Unknown;
        };
        let word = fields.get(column).unwrap_or_default();
        let values = &self.mapping.channel.values;
        let begins = |(key, _): &(&String, &Channel)| {
            key.strip_suffix('*')
                .is_some_and(|start| word.starts_with(start))
        };
        let found = values
            .get(word)
            .or_else(|| values.iter().find(begins).map(|(_, channel)| channel));
        if found.is_none() {
            self.report.quirk("channel is not in the mapping: unknown");
        }
        found.copied().unwrap_or(Channel::Unknown)
    }

    fn point(&mut self, fields: &StringRecord) -> Result<Option<(f64, f64)>, &'static str> {
        let Some((latitude, longitude)) = self.bound.point else {
            return Ok(None);
        };
        let texts = (
            fields.get(latitude).unwrap_or_default(),
            fields.get(longitude).unwrap_or_default(),
        );
        if texts.0.is_empty() && texts.1.is_empty() {
            return Ok(None);
        }
        let (Ok(latitude), Ok(longitude)) = (texts.0.parse::<f64>(), texts.1.parse::<f64>()) else {
            return Err("coordinates cannot be read");
        };
        if !((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)) {
            return Err("coordinates are not on earth");
        }
        let unknown = self.mapping.point.iter().flat_map(|point| &point.unknown);
        // About a metre: the sources round to four digits or more.
        let is_same = |point: &&(f64, f64)| {
            (point.0 - latitude).abs() < 1e-5 && (point.1 - longitude).abs() < 1e-5
        };
        if unknown.clone().any(|point| is_same(&point)) {
            self.report
                .quirk("point that stands for an unknown address: left out");
            return Ok(None);
        }
        Ok(Some((latitude, longitude)))
    }

    /// What the first history entry keeps: the source, its number and dates as written, and the columns of the mapping.
    fn data(&self, fields: &StringRecord, source_id: &str) -> Value {
        let mut row = Map::new();
        let dates = [
            &self.mapping.opened.column,
            &self.mapping.closed.column,
            &self.mapping.status.column,
        ];
        let columns = [self.bound.opened, self.bound.closed, self.bound.status];
        let kept = self
            .mapping
            .keep
            .iter()
            .zip(self.bound.keep.iter().copied());
        for (name, column) in dates.into_iter().zip(columns).chain(kept) {
            let value = fields.get(column).unwrap_or_default();
            if !value.is_empty() {
                row.insert(name.clone(), Value::String(value.to_owned()));
            }
        }
        let mut data = Map::new();
        data.insert(
            "source".to_owned(),
            Value::String(self.mapping.source.clone()),
        );
        data.insert("source_id".to_owned(), Value::String(source_id.to_owned()));
        data.insert("row".to_owned(), Value::Object(row));
        Value::Object(data)
    }
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
