//! The list a person reads and an auditor recounts.

use std::time::Instant;

use chrono_tz::Tz;
use hilo_rules::clocks::{ClockEvent, compute, explain};

use super::world::*;

/// As lines: day, number or reason.
fn told(clock: &hilo_rules::clocks::Clock) -> Vec<String> {
    let line = |day: hilo_rules::clocks::ExplainedDay| match (day.n, day.why) {
        (Some(n), _) => format!("{} {n}", day.on),
        (None, Some(why)) => format!("{} {why}", day.on),
        (None, None) => format!("{} ?", day.on),
    };
    explain(clock).into_iter().map(line).collect()
}

#[test]
fn every_skipped_day_has_its_reason() {
    let events = [
        start("2026-09-12"),
        pause("2026-09-15"),
        resume("2026-09-17"),
    ];
    let clock = compute(
        &deemed(working(3)),
        &events,
        &of(&["CL"]),
        Tz::America__Santiago,
    )
    .unwrap();
    let wanted = [
        "2026-09-12 deemed filed on the next working day",
        "2026-09-13 weekend",
        "2026-09-14 filing day",
        "2026-09-15 paused: correction asked",
        "2026-09-16 paused: correction asked",
        "2026-09-17 1",
        "2026-09-18 Día de la Independencia",
        "2026-09-19 Día de las Glorias del Ejército",
        "2026-09-20 weekend",
        "2026-09-21 2",
        "2026-09-22 3",
    ];
    assert_eq!(told(&clock), wanted);
}

#[test]
fn moved_end_is_shown() {
    let clock = {
        let events = [start("2026-09-04")];
        compute(
            &calendar_days(2),
            &events,
            &of(&["BR"]),
            Tz::America__Sao_Paulo,
        )
        .unwrap()
    };
    let wanted = [
        "2026-09-04 filing day",
        "2026-09-05 1",
        "2026-09-06 2",
        "2026-09-07 Independência do Brasil",
        "2026-09-08 end moved to a working day",
    ];
    assert_eq!(told(&clock), wanted);
}

#[test]
fn list_of_a_paused_clock_ends_with_the_pause() {
    let clock = peru(&working(5), &[start("2026-08-10"), pause("2026-08-12")]);
    let wanted = [
        "2026-08-10 filing day",
        "2026-08-11 1",
        "2026-08-12 paused: correction asked",
    ];
    assert_eq!(told(&clock), wanted);
}

/// performance.md, last row: at most 5 ms of pure computation for a case with ten events. Measured
/// here without optimisation, with room for a busy machine; the figure is printed.
#[test]
fn explaining_ten_events_is_quick() {
    let mut events = vec![start("2026-02-02")];
    for (from, to) in [
        ("02-05", "02-10"),
        ("03-02", "03-20"),
        ("04-01", "05-04"),
        ("06-01", "06-03"),
    ] {
        events.extend([
            pause(&format!("2026-{from}")),
            resume(&format!("2026-{to}")),
        ]);
    }
    events.push(extension("2026-06-04", 30));
    assert_eq!(events.len(), 10);
    let calendar = of(&["BR-SP-SAO-PAULO", "BR-OPTIONAL"]);
    let once = |events: &[ClockEvent]| {
        let clock = compute(&working(60), events, &calendar, Tz::America__Sao_Paulo).unwrap();
        explain(&clock).len()
    };
    let begun = Instant::now();
    let days: usize = (0..100).map(|_| once(&events)).sum();
    let each = begun.elapsed() / 100;
    println!("ten events, {} days explained: {each:?}", days / 100);
    assert!(each.as_millis() < 5, "{each:?}");
}
