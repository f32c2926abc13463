//! Due dates of imported cases: the pack's rule or the source's own target, computed once for each day.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use hilo_rules::calendars::Calendar;
use hilo_rules::clocks::{
    self, ClockEvent, ClockRule, ClosedDayFiling, Extension, Starts, Unit, What,
};

/// What an import needs to know of the entity that takes the cases.
#[derive(Debug, Clone)]
pub struct House {
    pub zone: Tz,
    pub calendar: Calendar,
    /// Rule of the pack for the kind of the mapping; none where no term applies.
    pub rule: Option<ClockRule>,
    /// Terms of services that promise less, by folded name.
    pub terms: HashMap<String, (u16, Unit)>,
}

/// A computed main clock, ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// The rule as JSON.
    pub rule: Arc<str>,
    pub counted_from: NaiveDate,
    pub due_on: NaiveDate,
    pub due_at: DateTime<Utc>,
}

/// The day lies outside the calendar, or the rule cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDue;

type Key = (NaiveDate, bool, u16, Unit);

/// Computes due dates, each once.
pub struct Dues<'a> {
    house: &'a House,
    known: HashMap<Key, Result<Due, NoDue>>,
    targets: HashMap<(NaiveDate, u16), Result<Due, NoDue>>,
}

impl<'a> Dues<'a> {
    /// For one entity.
    pub fn new(house: &'a House) -> Self {
        Self {
            house,
            known: HashMap::new(),
            targets: HashMap::new(),
        }
    }

    /// By the pack, or by the service where it promises less in the same unit; `None` where no term applies.
    ///
    /// # Errors
    /// [`NoDue`] outside the years of the calendar.
    pub fn by_pack(
        &mut self,
        filed_at: DateTime<Utc>,
        service: &str,
    ) -> Result<Option<Due>, NoDue> {
        let Some(rule) = &self.house.rule else {
            return Ok(None);
        };
        let promised = self
            .house
            .terms
            .get(service)
            .filter(|(length, unit)| *unit == rule.unit && *length < rule.length);
        let length = promised.map_or(rule.length, |(length, _)| *length);
        let local = filed_at.with_timezone(&self.house.zone);
        let is_late = rule.cut_off.is_some_and(|cut_off| local.time() > cut_off);
        let house = self.house;
        let make = || {
            let mut own = rule.clone();
            if length != rule.length {
                own.length = length;
                own.source = format!("Term of the service; {}", rule.source);
            }
            compute(&own, filed_at, house)
        };
        self.known
            .entry((local.date_naive(), is_late, length, rule.unit))
            .or_insert_with(make)
            .clone()
            .map(Some)
    }

    /// By the target day of the source, as calendar days from the filing.
    ///
    /// # Errors
    /// [`NoDue`] when the target lies before the filing or outside the years of the calendar.
    pub fn by_target(
        &mut self,
        filed_at: DateTime<Utc>,
        target: NaiveDate,
        says: &str,
    ) -> Result<Due, NoDue> {
        let filed_on = filed_at.with_timezone(&self.house.zone).date_naive();
        let length = u16::try_from((target - filed_on).num_days()).map_err(|_| NoDue)?;
        let house = self.house;
        let make = || {
            let rule = ClockRule {
                name: "main".to_owned(),
                unit: Unit::CalendarDays,
                length,
                starts: Starts::DayAfterFiling,
                closed_day_filing: ClosedDayFiling::AsIs,
                roll_end: false,
                cut_off: None,
                extension: Extension::None,
                source: says.to_owned(),
            };
            compute(&rule, filed_at, house)
        };
        self.targets
            .entry((filed_on, length))
            .or_insert_with(make)
            .clone()
    }
}

fn compute(rule: &ClockRule, filed_at: DateTime<Utc>, house: &House) -> Result<Due, NoDue> {
    let start = ClockEvent::new(filed_at, What::Start);
    let clock = clocks::compute(rule, &[start], &house.calendar, house.zone).map_err(|_| NoDue)?;
    let rule = serde_json::to_string(rule).map_err(|_| NoDue)?;
    Ok(Due {
        rule: rule.into(),
        counted_from: clock.counted_from,
        due_on: clock.due_on,
        due_at: clock.due_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use hilo_rules::calendars::shipped;
    use hilo_rules::packs;
    use hilo_rules::vocabulary::Kind;

    fn house() -> House {
        let packs = packs::shipped().unwrap();
        let pack = packs.iter().find(|pack| pack.name == "br-156").unwrap();
        House {
            zone: chrono_tz::America::Sao_Paulo,
            calendar: shipped::calendar(&["BR"]).unwrap(),
            rule: pack.kinds[&Kind::ServiceRequest].clock.clone(),
            terms: [
                ("poda".to_owned(), (5, Unit::CalendarDays)),
                ("luz".to_owned(), (90, Unit::CalendarDays)),
            ]
            .into(),
        }
    }

    fn filed() -> DateTime<Utc> {
        "2019-06-03T13:00:00Z".parse().unwrap()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_pack_counts_unless_the_service_promises_less() {
        let house = house();
        let mut dues = Dues::new(&house);
        assert_eq!(
            dues.by_pack(filed(), "x").unwrap().unwrap().due_on,
            date("2019-07-03")
        );
        assert_eq!(
            dues.by_pack(filed(), "poda").unwrap().unwrap().due_on,
            date("2019-06-10")
        );
        assert_eq!(
            dues.by_pack(filed(), "luz").unwrap().unwrap().due_on,
            date("2019-07-03")
        );
    }

    #[test]
    fn a_target_of_the_source_is_the_due_day_and_says_so() {
        let house = house();
        let due = Dues::new(&house)
            .by_target(filed(), date("2019-06-08"), "their word")
            .unwrap();
        assert_eq!(
            (due.due_on, due.rule.contains("their word")),
            (date("2019-06-08"), true)
        );
        assert!(
            Dues::new(&house)
                .by_target(filed(), date("2019-06-02"), "")
                .is_err()
        );
    }

    #[test]
    fn years_without_a_calendar_give_no_due_date() {
        let house = house();
        assert_eq!(
            Dues::new(&house).by_pack("2005-01-03T13:00:00Z".parse().unwrap(), "x"),
            Err(NoDue)
        );
    }
}
