//! Case numbers and access keys as people meet them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

use hilo_rules::numbers::{
    AccessKey, AccessKeyProblem, CaseNumber, CaseNumberProblem, EntityNumber,
};
use proptest::prelude::*;

fn number(entity: u16, year: u16, correlative: u32) -> CaseNumber {
    CaseNumber::new(EntityNumber::new(entity).unwrap(), year, correlative).unwrap()
}

#[test]
fn shape_is_fourteen_digits_in_three_groups() {
    let shown = number(1, 2026, 1).to_string();
    assert_eq!(shown, "0001-26000-00010");
    assert_eq!(
        number(9999, 2099, 9_999_999)
            .to_string()
            .replace('-', "")
            .len(),
        14
    );
}

#[test]
fn reads_what_people_type() {
    let wanted = number(1, 2026, 1);
    for typed in [
        "0001-26000-00010",
        "00012600000010",
        " 0001 26000 00010 ",
        "0001–26000–00010",
    ] {
        assert_eq!(typed.parse(), Ok(wanted), "{typed}");
    }
}

#[test]
fn refuses_with_the_reason() {
    let cases = [
        ("0001-26000-0001", CaseNumberProblem::Length { found: 13 }),
        ("", CaseNumberProblem::Length { found: 0 }),
        ("0001-26000-0001X", CaseNumberProblem::NotDigits),
        ("٠٠٠١-26000-00010", CaseNumberProblem::NotDigits),
        ("0001-26000-00019", CaseNumberProblem::Check),
        ("00000000000000", CaseNumberProblem::OutOfRange),
    ];
    for (typed, problem) in cases {
        assert_eq!(typed.parse::<CaseNumber>(), Err(problem), "{typed}");
    }
    assert_eq!(EntityNumber::new(0), Err(CaseNumberProblem::OutOfRange));
    assert_eq!(
        EntityNumber::new(10_000),
        Err(CaseNumberProblem::OutOfRange)
    );
    assert_eq!(
        "012".parse::<EntityNumber>(),
        Err(CaseNumberProblem::Length { found: 3 })
    );
    let entity = EntityNumber::new(7).unwrap();
    assert!(CaseNumber::new(entity, 1999, 1).is_err());
    assert!(CaseNumber::new(entity, 2026, 0).is_err());
    assert!(CaseNumber::new(entity, 2026, 10_000_000).is_err());
}

fn any_number() -> impl Strategy<Value = CaseNumber> {
    let parts = (1_u16..=9999, 2000_u16..=2099, 1_u32..=9_999_999);
    parts.prop_map(|(entity, year, correlative)| number(entity, year, correlative))
}

proptest! {
    #[test]
    fn number_survives_the_round_trip(number in any_number()) {
        prop_assert_eq!(number.to_string().parse(), Ok(number));
        let yaml = yaml_serde::to_string(&number).unwrap();
        prop_assert_eq!(yaml_serde::from_str::<CaseNumber>(&yaml).unwrap(), number);
    }

    /// Every single wrong digit and every swap of neighbours, at every place of a random number.
    #[test]
    fn slips_are_caught(number in any_number()) {
        let plain = number.to_string().replace('-', "").into_bytes();
        for place in 0..plain.len() {
            for digit in b'0'..=b'9' {
                let mut wrong = plain.clone();
                *wrong.get_mut(place).unwrap() = digit;
                prop_assert!(wrong == plain || refused(&wrong));
            }
            if place > 0 {
                let mut swapped = plain.clone();
                swapped.swap(place - 1, place);
                prop_assert!(swapped == plain || refused(&swapped));
            }
        }
    }

    #[test]
    fn key_survives_the_round_trip(bytes: [u8; 10]) {
        let shown = AccessKey::from_random(bytes).to_string();
        prop_assert_eq!(shown.len(), 19);
        let typed = shown.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        for text in [shown.clone(), shown.replace('-', ""), typed] {
            let key: AccessKey = text.parse().unwrap();
            prop_assert_eq!(key.as_bytes(), &bytes);
        }
    }
}

fn refused(digits: &[u8]) -> bool {
    String::from_utf8(digits.to_vec())
        .expect("digits")
        .parse::<CaseNumber>()
        .is_err()
}

#[test]
fn key_shape_is_known() {
    assert_eq!(
        AccessKey::from_random([0; 10]).to_string(),
        "0000-0000-0000-0000"
    );
    assert_eq!(
        AccessKey::from_random([255; 10]).to_string(),
        "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    );
    let key = AccessKey::from_random([0, 0, 0, 0, 0, 0, 0, 0, 0, 33]);
    assert_eq!(key.to_string(), "0000-0000-0000-0011");
}

#[test]
fn key_is_refused_and_never_printed_by_accident() {
    let parse = |text: &str| text.parse::<AccessKey>().map(|_| ());
    assert_eq!(parse("UUUU-0000-0000-0000"), Err(AccessKeyProblem::Sign));
    assert_eq!(
        parse("0000-0000-0000-000"),
        Err(AccessKeyProblem::Length { found: 15 })
    );
    assert_eq!(parse("0000-0000-0000-000*"), Err(AccessKeyProblem::Sign));
    assert_eq!(
        format!("{:?}", AccessKey::from_random([7; 10])),
        "AccessKey(…)"
    );
}
