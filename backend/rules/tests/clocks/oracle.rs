//! A second, slow reading of the law, written without looking at the first: it walks the days one
//! by one and asks of each what a clerk with a paper calendar would ask. (reliability.md T1)

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use hilo_rules::calendars::{Calendar, HolidayRule, Layer, Level, Suspension};
use hilo_rules::clocks::{
    ClockEvent, ClockRule, ClosedDayFiling, Extension, Starts, Unit, What, compute, explain,
};
use proptest::prelude::*;

use super::world::date;

/// A calendar and the plain lists it was made of.
pub struct Paper {
    pub calendar: Calendar,
    holidays: HashSet<NaiveDate>,
    suspended: HashSet<NaiveDate>,
}

/// Forty calendars of scattered days, made once by a fixed recipe.
pub static PAPERS: LazyLock<Vec<Paper>> = LazyLock::new(|| (0..40).map(paper).collect());

fn paper(seed: u64) -> Paper {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let day = |offset: u64| {
        date("2018-01-01")
            .checked_add_days(Days::new(offset))
            .unwrap()
    };
    let holidays: HashSet<NaiveDate> = (0..20 * seed).map(|_| day(next(5_500))).collect();
    let stretches: Vec<_> = (0..seed % 4)
        .map(|_| (day(next(5_000)), next(60)))
        .collect();
    let suspensions: Vec<Suspension> = stretches
        .iter()
        .map(|(from, days)| Suspension {
            from: *from,
            until: from.checked_add_days(Days::new(*days)).unwrap(),
            name: "held".to_owned(),
            source: "decree".to_owned(),
        })
        .collect();
    let suspended = stretches.iter().flat_map(|(from, days)| {
        (0..=*days).map(|offset| from.checked_add_days(Days::new(offset)).unwrap())
    });
    let suspended = suspended.collect();
    let layer = layer(holidays.iter().copied(), suspensions);
    Paper {
        calendar: Calendar::compose([&layer]),
        holidays,
        suspended,
    }
}

/// A layer of single days.
pub fn layer(days: impl Iterator<Item = NaiveDate>, suspensions: Vec<Suspension>) -> Layer {
    let rule = |day: NaiveDate| HolidayRule {
        on: day.to_string().parse().unwrap(),
        name: "day".to_owned(),
        english: "day".to_owned(),
        source: "law".to_owned(),
        moved: None,
        only_on: Vec::new(),
        from: None,
        until: None,
    };
    Layer {
        code: "paper".to_owned(),
        level: Level::Country,
        name: "Paper".to_owned(),
        parent: None,
        weekend: vec![Weekday::Sat, Weekday::Sun],
        holidays: days.map(rule).collect(),
        suspensions,
    }
}

impl Paper {
    fn office_is_open(&self, day: NaiveDate) -> bool {
        day.weekday().number_from_monday() <= 5
            && !self.holidays.contains(&day)
            && !self.suspended.contains(&day)
    }
}

/// The due date, the slow way.
fn due(paper: &Paper, rule: &ClockRule, events: &[ClockEvent], zone: Tz) -> NaiveDate {
    let local = events
        .first()
        .unwrap()
        .at
        .with_timezone(&zone)
        .naive_local();
    let mut filed = local.date();
    if rule.cut_off.is_some_and(|cut_off| local.time() > cut_off) {
        filed = filed.succ_opt().unwrap();
        while !paper.office_is_open(filed) {
            filed = filed.succ_opt().unwrap();
        }
    } else if rule.cut_off.is_some()
        || rule.closed_day_filing == ClosedDayFiling::DeemedNextWorkingDay
    {
        while !paper.office_is_open(filed) {
            filed = filed.succ_opt().unwrap();
        }
    }
    // A pause that still lasts says nothing yet: the due date is told as if it ended at once.
    let mut turns: Vec<&ClockEvent> = events.iter().collect();
    turns.retain(|event| !matches!(event.what, What::Extend { .. }));
    turns.pop_if(|event| matches!(event.what, What::Pause { .. }));
    let stands_still = |day: NaiveDate| {
        let last = turns
            .iter()
            .rfind(|e| e.at.with_timezone(&zone).date_naive() <= day);
        last.is_some_and(|event| matches!(event.what, What::Pause { .. }))
    };
    let mut left = i64::from(rule.length);
    for event in events {
        if let What::Extend { days, .. } = event.what {
            left += i64::from(days);
        }
    }
    let mut day = filed;
    if left > 0 && rule.starts == Starts::DayAfterFiling {
        day = day.succ_opt().unwrap();
    }
    while left > 0 {
        let good = match rule.unit {
            Unit::WorkingDays => paper.office_is_open(day),
            Unit::CalendarDays => !paper.suspended.contains(&day),
        };
        if good && !stands_still(day) {
            left -= 1;
        }
        if left > 0 {
            day = day.succ_opt().unwrap();
        }
    }
    while (rule.roll_end || rule.unit == Unit::WorkingDays)
        && (!paper.office_is_open(day) || stands_still(day))
    {
        day = day.succ_opt().unwrap();
    }
    day
}

pub const ZONES: [Tz; 9] = [
    Tz::America__Lima,
    Tz::America__Santiago,
    Tz::America__Punta_Arenas,
    Tz::America__Coyhaique,
    Tz::Pacific__Easter,
    Tz::America__Sao_Paulo,
    Tz::America__Noronha,
    Tz::America__Rio_Branco,
    Tz::UTC,
];

pub fn any_zone() -> impl Strategy<Value = Tz> {
    prop::sample::select(ZONES.to_vec())
}

pub fn any_rule() -> impl Strategy<Value = ClockRule> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (flags, 0_u16..=90, prop::option::of(0_u32..24)).prop_map(|(flags, length, hour)| ClockRule {
        name: "any".to_owned(),
        unit: if flags.0 {
            Unit::WorkingDays
        } else {
            Unit::CalendarDays
        },
        length,
        starts: if flags.1 {
            Starts::DayAfterFiling
        } else {
            Starts::FilingDay
        },
        closed_day_filing: match flags.2 {
            true => ClosedDayFiling::DeemedNextWorkingDay,
            false => ClosedDayFiling::AsIs,
        },
        roll_end: flags.3,
        cut_off: hour.and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0)),
        extension: Extension::OnceEqual,
        source: "any".to_owned(),
    })
}

/// Any minute from 2019 to 2030.
pub fn any_moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..12 * 365 * 24 * 60).prop_map(|minutes| {
        date("2019-01-01").and_time(NaiveTime::MIN).and_utc() + TimeDelta::minutes(minutes)
    })
}

/// A start, up to four pauses of hours to weeks (the last one may last), perhaps an extension.
pub fn any_events() -> impl Strategy<Value = Vec<ClockEvent>> {
    let gaps = prop::collection::vec(1_i64..30_000, 0..9);
    (any_moment(), gaps, prop::option::of(1_u16..40)).prop_map(|(start, gaps, extra)| {
        let mut events = vec![ClockEvent::new(start, What::Start)];
        let mut now = start;
        for (turn, gap) in gaps.into_iter().enumerate() {
            now += TimeDelta::minutes(gap);
            let ground = "any".to_owned();
            let what = if turn % 2 == 0 {
                What::Pause { ground }
            } else {
                What::Resume
            };
            events.push(ClockEvent::new(now, what));
        }
        if let Some(days) = extra {
            events.push(ClockEvent::new(
                now,
                What::Extend {
                    days,
                    reason: "any".to_owned(),
                },
            ));
        }
        events
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn two_readings_agree(
        paper in 0_usize..40,
        rule in any_rule(),
        events in any_events(),
        zone in any_zone(),
    ) {
        let paper = PAPERS.get(paper).unwrap();
        let clock = compute(&rule, &events, &paper.calendar, zone).unwrap();
        prop_assert_eq!(clock.due_on, due(paper, &rule, &events, zone));
        prop_assert_eq!(clock.due_at.with_timezone(&zone).date_naive(), clock.due_on);
        let next = clock.due_at + TimeDelta::microseconds(1);
        prop_assert!(next.with_timezone(&zone).date_naive() > clock.due_on);
        let counted = explain(&clock).iter().filter(|day| day.counts).count();
        if matches!(clock.state, hilo_rules::clocks::ClockState::Running) {
            prop_assert_eq!(counted, usize::from(clock.total));
        }
    }
}
