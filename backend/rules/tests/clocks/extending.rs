//! Three countries, three laws of extension. (domain.md 5.1, 9 no. 2)

use chrono_tz::Tz;
use hilo_rules::clocks::{
    Clock, ClockEvent, ClockRule, ExtendRefused, Extension, What, compute, extend,
};

use super::world::*;

fn rule(extension: Extension) -> ClockRule {
    ClockRule {
        extension,
        ..working(15)
    }
}

fn clock(rule: &ClockRule, events: &[ClockEvent]) -> Clock {
    compute(rule, events, &of(&["CL"]), Tz::America__Santiago).unwrap()
}

/// Asks on a day; the clock starts on Monday 3 August 2026 and is due on Tuesday 25 (15 August is a
/// Saturday).
fn ask(extension: Extension, days: u16, day: &str) -> Result<ClockEvent, ExtendRefused> {
    let rule = rule(extension);
    let clock = clock(&rule, &[start("2026-08-03")]);
    assert_eq!(clock.due_on, date("2026-08-24"));
    extend(
        &rule,
        &clock,
        days,
        "The pole belongs to the power company.",
        morning(day),
    )
}

#[test]
fn each_regime_has_its_measure() {
    let refused = |extension, days| ask(extension, days, "2026-08-20").err();
    assert_eq!(
        refused(Extension::None, 1),
        Some(ExtendRefused::NotInThisRegime)
    );
    assert_eq!(refused(Extension::UpToHalf, 7), None);
    assert_eq!(
        refused(Extension::UpToHalf, 8),
        Some(ExtendRefused::TooLong { most: 7 })
    );
    assert_eq!(refused(Extension::OnceEqual, 15), None);
    assert_eq!(
        refused(Extension::OnceEqual, 16),
        Some(ExtendRefused::TooLong { most: 15 })
    );
    assert_eq!(refused(Extension::OnceFixed(10), 10), None);
    assert_eq!(
        refused(Extension::OnceFixed(10), 11),
        Some(ExtendRefused::TooLong { most: 10 })
    );
    assert_eq!(
        refused(Extension::OnceFixed(10), 0),
        Some(ExtendRefused::NoDays)
    );
}

#[test]
fn expired_term_is_never_extended() {
    assert!(
        ask(Extension::UpToHalf, 5, "2026-08-24").is_ok(),
        "on the last day"
    );
    let late = ask(Extension::UpToHalf, 5, "2026-08-25");
    assert_eq!(late.err(), Some(ExtendRefused::Expired));
}

#[test]
fn second_extension_and_a_stopped_clock_are_refused() {
    let rule = rule(Extension::UpToHalf);
    let mut events = vec![start("2026-08-03")];
    let first = extend(
        &rule,
        &clock(&rule, &events),
        3,
        "Why",
        morning("2026-08-20"),
    )
    .unwrap();
    assert!(matches!(&first.what, What::Extend { days: 3, reason } if reason == "Why"));
    events.push(first);
    let extended = clock(&rule, &events);
    assert_eq!(
        (extended.due_on, extended.extended_by),
        (date("2026-08-27"), 3)
    );
    let again = extend(&rule, &extended, 3, "Why", morning("2026-08-21"));
    assert_eq!(again.err(), Some(ExtendRefused::Twice));
    let done = clock(&rule, &[start("2026-08-03"), stop("2026-08-10")]);
    let refused = extend(&rule, &done, 3, "Why", morning("2026-08-11"));
    assert_eq!(refused.err(), Some(ExtendRefused::Stopped));
}

#[test]
fn paused_clock_can_be_extended_long_after() {
    let rule = rule(Extension::UpToHalf);
    let paused = clock(&rule, &[start("2026-08-03"), pause("2026-08-10")]);
    assert!(extend(&rule, &paused, 3, "Why", morning("2026-10-01")).is_ok());
}

#[test]
fn rules_and_events_are_stored_as_text() {
    let texts = ["none", "up_to_half", "once_equal", "once_fixed(10)"];
    for text in texts {
        assert_eq!(text.parse::<Extension>().unwrap().to_string(), text);
    }
    assert!("once_fixed(x)".parse::<Extension>().is_err() && "half".parse::<Extension>().is_err());
    for rule in [rule(Extension::OnceFixed(10)), calendar_days(30)] {
        let yaml = yaml_serde::to_string(&rule).unwrap();
        assert_eq!(
            yaml_serde::from_str::<ClockRule>(&yaml).unwrap(),
            rule,
            "{yaml}"
        );
    }
    for event in [
        start("2026-08-03"),
        pause("2026-08-04"),
        extension("2026-08-04", 5),
    ] {
        let yaml = yaml_serde::to_string(&event).unwrap();
        assert!(yaml.contains("what: "), "{yaml}");
        assert_eq!(yaml_serde::from_str::<ClockEvent>(&yaml).unwrap(), event);
    }
}
