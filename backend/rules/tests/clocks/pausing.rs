//! Pauses, stops, cut-off hours, suspensions: which day counts and which does not.

use chrono::NaiveTime;
use chrono_tz::Tz;
use hilo_rules::calendars::{Calendar, Layer, Level, Suspension, shipped};
use hilo_rules::clocks::{ClockEvent, ClockRule, ClockState, LedgerProblem, Starts, What, compute};

use super::world::*;

/// The Peruvian correction: asked on Wednesday, answered on Friday; Wednesday and Thursday are
/// given back.
#[test]
fn as_many_days_are_given_back_as_midnights_passed() {
    let start = start("2026-08-10");
    let without = peru(&working(5), std::slice::from_ref(&start));
    assert_eq!(without.due_on, date("2026-08-17"));
    let events = [start.clone(), pause("2026-08-12"), resume("2026-08-14")];
    assert_eq!(peru(&working(5), &events).due_on, date("2026-08-19"));
    let same_day = [start, pause("2026-08-12"), resume("2026-08-12")];
    assert_eq!(peru(&working(5), &same_day).due_on, without.due_on);
}

#[test]
fn clock_paused_on_its_last_day_is_not_expired_when_it_goes_on() {
    let events = [
        start("2026-08-10"),
        pause("2026-08-17"),
        resume("2026-08-20"),
    ];
    let clock = peru(&working(5), &events);
    assert_eq!(clock.due_on, date("2026-08-20"));
    assert!(!clock.is_late(morning("2026-08-20")) && clock.is_late(morning("2026-08-21")));
}

#[test]
fn paused_clock_stands_still() {
    let clock = peru(&working(5), &[start("2026-08-10"), pause("2026-08-12")]);
    assert_eq!(clock.state, ClockState::Paused);
    assert_eq!(clock.due_on, date("2026-08-17"));
    for day in ["2026-08-12", "2026-08-20", "2026-12-01"] {
        assert_eq!(
            (clock.consumed(date(day)), clock.remaining(date(day))),
            (1, 4),
            "{day}"
        );
        assert_eq!(clock.days_left(date(day)), 3, "{day}");
        assert!(!clock.is_late(morning(day)), "{day}");
    }
}

#[test]
fn clock_that_was_late_stays_late_through_a_pause() {
    let clock = peru(&working(5), &[start("2026-08-10"), pause("2026-08-19")]);
    assert_eq!(clock.due_on, date("2026-08-17"));
    assert_eq!(clock.days_left(date("2026-09-30")), -2);
    assert!(clock.is_late(morning("2026-08-18")) && clock.is_late(morning("2026-09-30")));
}

#[test]
fn stop_freezes_the_answer() {
    let in_time = peru(&working(5), &[start("2026-08-10"), stop("2026-08-17")]);
    assert_eq!(in_time.state, ClockState::Stopped);
    assert_eq!(in_time.days_left(date("2026-12-01")), 0);
    assert!(!in_time.is_late(morning("2026-12-01")));
    let late = peru(&working(5), &[start("2026-08-10"), stop("2026-08-18")]);
    assert!(late.is_late(morning("2026-12-01")));
    let waiting = [start("2026-08-10"), pause("2026-08-12"), stop("2026-09-10")];
    assert!(!peru(&working(5), &waiting).is_late(morning("2026-12-01")));
}

#[test]
fn days_left_are_negative_after_the_due_date_and_zero_on_it() {
    let clock = peru(&working(5), &[start("2026-08-07")]);
    assert_eq!(clock.due_on, date("2026-08-14"), "a Friday");
    let wanted = [
        ("2026-08-07", 5),
        ("2026-08-13", 1),
        ("2026-08-14", 0),
        ("2026-08-15", -1),
    ];
    for (day, left) in wanted
        .into_iter()
        .chain([("2026-08-17", -1), ("2026-08-18", -2)])
    {
        assert_eq!(clock.days_left(date(day)), left, "{day}");
    }
}

/// Puente Alto files until 17:00; what comes later counts from the next working day.
#[test]
fn cut_off_hour_is_local_and_includes_its_moment() {
    let rule = ClockRule {
        cut_off: NaiveTime::from_hms_opt(17, 0, 0),
        ..deemed(working(5))
    };
    let chile = of(&["CL"]);
    let filed = |moment: &str| {
        let events = [ClockEvent::new(at(moment), What::Start)];
        compute(&rule, &events, &chile, Tz::America__Santiago)
            .unwrap()
            .filed_on
    };
    // Winter: four hours behind. Friday 5 June 2026.
    assert_eq!(filed("2026-06-05T21:00:00Z"), date("2026-06-05"));
    assert_eq!(filed("2026-06-05T21:00:01Z"), date("2026-06-08"));
    assert_eq!(filed("2026-06-06T14:00:00Z"), date("2026-06-08"));
    // Summer: three.
    assert_eq!(filed("2026-01-15T20:00:00Z"), date("2026-01-15"));
    assert_eq!(filed("2026-01-15T20:30:00Z"), date("2026-01-16"));
}

#[test]
fn same_day_duty_and_filing_day_start() {
    assert_eq!(
        peru(&working(0), &[start("2026-08-10")]).due_on,
        date("2026-08-10")
    );
    assert_eq!(
        peru(&working(0), &[start("2026-08-08")]).due_on,
        date("2026-08-10")
    );
    let same_day = ClockRule {
        starts: Starts::FilingDay,
        ..working(5)
    };
    assert_eq!(
        peru(&same_day, &[start("2026-08-10")]).due_on,
        date("2026-08-14")
    );
}

#[test]
fn decreed_suspension_holds_calendar_days_too() {
    let emergency = Layer {
        code: "emergency".to_owned(),
        level: Level::Country,
        name: "Emergency".to_owned(),
        parent: None,
        weekend: Vec::new(),
        holidays: Vec::new(),
        suspensions: vec![Suspension {
            from: date("2026-08-15"),
            until: date("2026-08-24"),
            name: "Emergency".to_owned(),
            source: "decree".to_owned(),
        }],
    };
    let chain = shipped::with_parents("BR").unwrap();
    let held = Calendar::compose(chain.into_iter().chain([&emergency]));
    let due = |calendar: &Calendar| {
        let events = [start("2026-08-10")];
        compute(
            &calendar_days(10),
            &events,
            calendar,
            Tz::America__Sao_Paulo,
        )
        .unwrap()
        .due_on
    };
    assert_eq!(due(&of(&["BR"])), date("2026-08-20"));
    // Four days until the 14th, six from the 25th on: Sunday 30, so Monday.
    assert_eq!(due(&held), date("2026-08-31"));
}

#[test]
fn contradictions_are_refused() {
    let (s, p, r) = (
        start("2026-08-10"),
        pause("2026-08-12"),
        resume("2026-08-13"),
    );
    let lists = [
        (vec![], LedgerProblem::NoStart),
        (vec![p.clone()], LedgerProblem::NoStart),
        (vec![s.clone(), s.clone()], LedgerProblem::StartedTwice),
        (
            vec![s.clone(), p.clone(), p.clone()],
            LedgerProblem::AlreadyPaused,
        ),
        (vec![s.clone(), r.clone()], LedgerProblem::NotPaused),
        (vec![s.clone(), r, p.clone()], LedgerProblem::NotPaused),
        (
            vec![s.clone(), p, resume("2026-08-11")],
            LedgerProblem::OutOfOrder,
        ),
        (
            vec![s.clone(), stop("2026-08-12"), pause("2026-08-13")],
            LedgerProblem::AfterStop,
        ),
        (vec![start("2040-12-20")], LedgerProblem::BeyondCalendar),
    ];
    for (events, problem) in lists {
        let clock = compute(&working(30), &events, &of(&["PE"]), Tz::America__Lima);
        assert_eq!(clock.err(), Some(problem), "{events:?}");
    }
}
