//! What must hold for any clock, whatever the country.

use chrono::{Days, TimeDelta};
use hilo_rules::calendars::Calendar;
use hilo_rules::clocks::{ClockEvent, ClockRule, Unit, What, compute, explain};
use proptest::prelude::*;

use super::oracle::{PAPERS, any_events, any_moment, any_rule, any_zone, layer};
use super::world::{at, of};

fn filed(at: chrono::DateTime<chrono::Utc>) -> Vec<ClockEvent> {
    vec![ClockEvent::new(at, What::Start)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn later_filing_is_never_due_earlier(
        paper in 0_usize..40, rule in any_rule(), zone in any_zone(), start in any_moment(),
        wait in 0_i64..20_000,
    ) {
        let calendar = &PAPERS.get(paper).unwrap().calendar;
        let early = compute(&rule, &filed(start), calendar, zone).unwrap();
        let later = filed(start + TimeDelta::minutes(wait));
        let late = compute(&rule, &later, calendar, zone).unwrap();
        prop_assert!(early.due_on <= late.due_on);
    }

    #[test]
    fn longer_term_is_never_due_earlier(
        paper in 0_usize..40, rule in any_rule(), zone in any_zone(), events in any_events(),
    ) {
        let calendar = &PAPERS.get(paper).unwrap().calendar;
        let longer = ClockRule { length: rule.length + 1, ..rule.clone() };
        let short = compute(&rule, &events, calendar, zone).unwrap();
        let long = compute(&longer, &events, calendar, zone).unwrap();
        prop_assert!(short.due_on <= long.due_on);
    }

    #[test]
    fn due_day_is_a_working_day(
        paper in 0_usize..40, rule in any_rule(), zone in any_zone(), events in any_events(),
    ) {
        let calendar = &PAPERS.get(paper).unwrap().calendar;
        let rule = ClockRule { roll_end: true, ..rule };
        prop_assert!(calendar.is_working(compute(&rule, &events, calendar, zone).unwrap().due_on));
    }

    #[test]
    fn pause_never_brings_the_end_nearer(
        paper in 0_usize..40, rule in any_rule(), zone in any_zone(), events in any_events(),
    ) {
        let calendar = &PAPERS.get(paper).unwrap().calendar;
        let mut unpaused = events.clone();
        unpaused.retain(|event| !matches!(event.what, What::Pause { .. } | What::Resume));
        let with = compute(&rule, &events, calendar, zone).unwrap();
        let without = compute(&rule, &unpaused, calendar, zone).unwrap();
        prop_assert!(without.due_on <= with.due_on);
    }

    #[test]
    fn extension_adds_exactly_its_days(
        paper in 0_usize..40, rule in any_rule(), zone in any_zone(), start in any_moment(),
        days in 1_u16..60,
    ) {
        let calendar = &PAPERS.get(paper).unwrap().calendar;
        let rule = ClockRule { unit: Unit::WorkingDays, length: rule.length.max(1), ..rule };
        let plain = compute(&rule, &filed(start), calendar, zone).unwrap();
        let mut events = filed(start);
        events.push(ClockEvent::new(start, What::Extend { days, reason: String::new() }));
        let extended = compute(&rule, &events, calendar, zone).unwrap();
        prop_assert_eq!(Some(extended.due_on), calendar.add_working_days(plain.due_on, days));
        prop_assert_eq!(extended.extended_by, days);
    }

    /// Days are told once, in order, without gaps, and the numbers run from 1 to the term.
    #[test]
    fn explanation_is_complete(
        paper in 0_usize..40, rule in any_rule(), zone in any_zone(), events in any_events(),
    ) {
        let calendar = &PAPERS.get(paper).unwrap().calendar;
        let clock = compute(&rule, &events, calendar, zone).unwrap();
        let days = explain(&clock);
        prop_assert_eq!(days.first().map(|day| day.on), Some(clock.received_on));
        for (day, expected) in days.iter().zip(clock.received_on.iter_days()) {
            prop_assert_eq!(day.on, expected);
            prop_assert_eq!(day.counts, day.n.is_some());
            prop_assert_eq!(day.counts, day.why.is_none());
        }
        let numbers: Vec<u16> = days.iter().filter_map(|day| day.n).collect();
        let wanted: Vec<u16> = (1..).take(numbers.len()).collect();
        prop_assert_eq!(numbers, wanted);
    }

    #[test]
    fn used_and_unused_days_make_the_term(
        paper in 0_usize..40, rule in any_rule(), zone in any_zone(), events in any_events(),
        later in 0_u64..200,
    ) {
        let calendar = &PAPERS.get(paper).unwrap().calendar;
        let clock = compute(&rule, &events, calendar, zone).unwrap();
        let today = clock.received_on.checked_add_days(Days::new(later)).unwrap();
        let tomorrow = today.succ_opt().unwrap();
        prop_assert_eq!(clock.consumed(today) + clock.remaining(today), clock.total);
        prop_assert!(clock.consumed(today) <= clock.consumed(tomorrow));
        prop_assert!(clock.days_left(tomorrow) <= clock.days_left(today));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn added_holiday_never_brings_the_end_nearer(
        rule in any_rule(), zone in any_zone(), events in any_events(), offset in 0_u64..120,
    ) {
        let filed_on = events.first().unwrap().at.date_naive();
        let day = filed_on.checked_add_days(Days::new(offset)).unwrap();
        let extra = layer([day].into_iter(), Vec::new());
        let chain = hilo_rules::calendars::shipped::with_parents("CL").unwrap();
        let more = Calendar::compose(chain.into_iter().chain([&extra]));
        let before = compute(&rule, &events, &of(&["CL"]), zone).unwrap();
        let after = compute(&rule, &events, &more, zone).unwrap();
        prop_assert!(before.due_on <= after.due_on);
    }
}

/// A clone shares its days: ten thousand clocks on one calendar cost no calendar each.
#[test]
fn calendars_are_cheap_to_share() {
    let calendar = of(&["PE"]);
    let rule = super::world::working(30);
    let events = filed(at("2026-07-20T15:00:00Z"));
    let clocks: Vec<_> = (0..10_000)
        .map(|_| compute(&rule, &events, &calendar, chrono_tz::Tz::America__Lima).unwrap())
        .collect();
    assert!(
        clocks
            .iter()
            .all(|clock| clock.due_on == super::world::date("2026-09-04"))
    );
}
