//! Imports into a real database: `HILO_TEST_DATABASE` names a migrated one with its packs,
//! which may be filled; the role in it may found entities.
//!
//! The last test reads whole real files and prints their reports; run it with `--release -- --ignored --nocapture`.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly, as tests do"
)]

use std::path::{Path, PathBuf};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use hilo_platform::caller::{Door, Request};
use hilo_platform::clock::Clock;
use hilo_platform::db::{Db, DbConfig};
use hilo_reach::import::catalogue::{Format, ImportCatalogue, import_catalogue};
use hilo_reach::import::report::Report;
use hilo_reach::import::requests::{ImportRequests, entity_id, import_requests};
use hilo_registry::entities::{Level, NewEntity, found_entity};
use hilo_rules::numbers::EntityNumber;
use uuid::Uuid;

struct Town {
    db: Db,
    number: EntityNumber,
    id: Uuid,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

impl Town {
    /// A new entity in the test database; `None`, loudly, without one.
    fn new(pack: &str, zone: &str, layers: &[&str]) -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "a test asks for its database")]
        let Ok(url) = std::env::var("HILO_TEST_DATABASE") else {
            eprintln!("SKIPPED: HILO_TEST_DATABASE is not set");
            return None;
        };
        let db = Db::open(
            &DbConfig {
                url,
                pool: 2,
                filing_pool: 1,
            },
            Clock::default(),
        );
        let id = Uuid::now_v7();
        let new = NewEntity {
            id,
            number: None,
            name: format!("Town of {pack} {id}"),
            short_name: None,
            level: Level::Local,
            country: "BR".to_owned(),
            place: None,
            zone: zone.to_owned(),
            languages: vec!["pt-BR".to_owned()],
            calendar_layers: layers.iter().map(|layer| (*layer).to_owned()).collect(),
            pack: pack.to_owned(),
            parent: None,
            is_demonstration: false,
            source: None,
        };
        let number = db
            .run_blocking(Request::internal("test"), Door::System(id), false, |tx| {
                // Tests run side by side; the next free number is for one of them.
                sql_query("SELECT pg_advisory_xact_lock(1)").execute(tx.conn)?;
                found_entity(tx.conn, &new, tx.now)
            })
            .unwrap();
        Some(Self { db, number, id })
    }

    fn imports(&self, mapping: &str, file: &Path, limit: Option<u64>) -> Report {
        let order = ImportRequests {
            mapping: mapping.to_owned(),
            entity: self.number,
            file: file.to_owned(),
            limit,
            rejects: Some(file.with_extension("rejects")).filter(|_| limit.is_none()),
        };
        let report = import_requests(&self.db, &order).unwrap();
        assert_eq!(report.unaccounted(), 0, "{report}");
        report
    }

    fn count(&self, what: &str) -> i64 {
        self.read(|conn| {
            sql_query(format!("SELECT count(*) AS n FROM {what}")).get_result::<Count>(conn)
        })
        .n
    }

    fn lines(&self, sql: &str) -> Vec<String> {
        let lines: Vec<Line> = self.read(|conn| sql_query(sql).load(conn));
        lines.into_iter().map(|line| line.line).collect()
    }

    fn read<T>(&self, work: impl FnOnce(&mut PgConnection) -> QueryResult<T>) -> T {
        self.db
            .run_blocking(
                Request::internal("test"),
                Door::System(self.id),
                true,
                |tx| Ok(work(tx.conn)?),
            )
            .unwrap()
    }

    /// Numbers of each year run from 1 without a hole, and the counter agrees.
    fn has_gapless_numbers(&self) -> bool {
        self.count(
            "(SELECT year FROM cases GROUP BY year HAVING count(*) <> max(correlative) OR min(correlative) <> 1) holes",
        ) == 0
            && self.count(
                "case_counters c WHERE last <> (SELECT count(*) FROM cases WHERE cases.year = c.year)",
            ) == 0
    }
}

fn file(text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("hilo-import-{}.csv", Uuid::now_v7()));
    std::fs::write(&path, text).unwrap();
    path
}

const HEADER: &str = "Data de abertura;Canal;Tema;Assunto;Serviço;Logradouro;Número;CEP;Subprefeitura;Distrito;Setor;\
    Quadra;Latitude;Longitude;Data do parecer;Status da solicitação;Órgão;lon_wgs84;lat_wgs84\n";

fn row(opened: &str, closed: &str, status: &str) -> String {
    format!(
        "{opened};APLICATIVO;Praças;Bancos;Consertar banco;Rua Um;7;;;se;;;;;{closed};{status};OBRAS;-46.6;-23.5\n"
    )
}

#[test]
fn a_request_keeps_its_dates_its_end_and_its_number_once() {
    let Some(town) = Town::new("br-156", "America/Sao_Paulo", &["BR"]) else {
        return;
    };
    let sample = file(
        &[
            HEADER,
            &row("2019-06-03 10:00:00", "2019-06-10 09:00:00", "FINALIZADA"),
            &row("2019-06-04 10:00:00", "2019-06-01 09:00:00", "INDEFERIDO"),
            &row(
                "2020-01-02 10:00:00",
                "2020-01-03 09:00:00",
                "AGUARDANDO ATENDIMENTO",
            ),
            &row("2020-01-02 11:00:00", "", "CANCELADA"),
            &row("2020-01-02 11:00:00", "", "CANCELADA"),
            &row("2020-01-02 12:00:00", "", "PERDIDA"),
            "1;2\n",
        ]
        .concat(),
    );

    let first = town.imports("sp156", &sample, None);
    let again = town.imports("sp156", &sample, None);

    assert_eq!(
        (first.stored, first.repeats_left_out, first.rejected_rows()),
        (4, 1, 2),
        "{first}"
    );
    assert_eq!(
        (again.stored, again.already_there, again.new_services),
        (0, 4, 0),
        "{again}"
    );
    let rejects = std::fs::read_to_string(sample.with_extension("rejects")).unwrap();
    assert!(
        rejects.contains("8,wrong number of fields,1|2"),
        "{rejects}"
    );
    assert!(town.has_gapless_numbers());
    assert_eq!(
        town.lines(
            "SELECT concat_ws(' ', state, outcome, to_char(filed_at, 'MM-DD HH24'), to_char(finished_at, 'MM-DD HH24'), \
             channel, district, is_open, to_char(due_at, 'MM-DD HH24')) AS line FROM cases ORDER BY year, correlative"
        ),
        [
            "closed done 06-03 13 06-10 12 app Sé f 07-04 02",
            "closed denied 06-04 13 06-04 13 app Sé f 07-05 02",
            "assigned 01-02 13 app Sé t 02-04 02",
            "archived 01-02 14 01-02 14 app Sé f 02-04 02",
        ]
    );
    assert_eq!(
        town.lines(
            "SELECT concat_ws(' ', h.seq, h.event, h.from_state, h.to_state) AS line FROM history h \
             JOIN cases c ON c.entity_id = h.entity_id AND c.id = h.case_id WHERE c.year = 2019 AND c.correlative = 1 ORDER BY h.seq"
        ),
        [
            "1 case.registered draft registered",
            "2 case.assigned registered assigned",
            "3 case.responded assigned responded",
            "4 case.closed responded closed",
        ]
    );
    assert_eq!(town.count("clock_events"), 4 + 3);
    assert_eq!(town.count("clocks WHERE state = 'running'"), 1);
    assert_eq!(
        town.count("filers WHERE type = 'unknown' AND notices = 'none'"),
        4
    );
    assert_eq!(
        town.count("cases WHERE search @@ to_tsquery('simple', 'banco & rua')"),
        4
    );
}

#[test]
fn a_row_that_the_database_refuses_is_named_and_the_others_are_stored() {
    let Some(town) = Town::new("br-156", "America/Sao_Paulo", &["BR"]) else {
        return;
    };
    let words = (0..70_000)
        .map(|word| format!("w{word}"))
        .collect::<Vec<_>>()
        .join(" ");
    let long = row("2019-06-05 10:00:00", "", "CANCELADA")
        .replace("Rua Um", "Rua Dois")
        .replace("Bancos", &words);
    let sample = file(
        &[
            HEADER,
            &row("2019-06-03 10:00:00", "", "CANCELADA"),
            &long,
            &row("2019-06-04 10:00:00", "", "CANCELADA"),
        ]
        .concat(),
    );

    let report = town.imports("sp156", &sample, None);

    // The subject is cut to a name and the story to its limit: both are decisions that the report counts.
    assert_eq!(report.stored + report.rejected_rows(), 3, "{report}");
    assert!(
        report.quirks.keys().any(|what| what.contains("cut")),
        "{report}"
    );
    assert!(town.has_gapless_numbers());
}

#[test]
fn an_unknown_entity_is_refused_before_anything_is_read_into_it() {
    let Some(town) = Town::new("br-156", "America/Sao_Paulo", &["BR"]) else {
        return;
    };
    let refused = entity_id(&town.db, EntityNumber::new(9_999).unwrap()).unwrap_err();
    assert!(refused.0.contains("9999"), "{refused}");
}

#[test]
#[ignore = "reads whole real files and takes minutes; prints the speed"]
fn real_files_whole() {
    let told = std::env::var_os("HILO_SHARED").map(PathBuf::from);
    let shared = told
        .unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")));
    let requests = shared.join("data/requests");
    if !requests.is_dir() {
        eprintln!("SKIPPED: no real files at {}", requests.display());
        return;
    }
    for (pack, zone, layers, mapping, files) in [
        (
            "br-156",
            "America/Sao_Paulo",
            &["BR"][..],
            "sp156",
            &[
                "br_sao_paulo_sp156_2019.csv.gz",
                "br_sao_paulo_sp156_2020.csv.gz",
            ][..],
        ),
        (
            "open",
            "America/New_York",
            &[],
            "boston-311",
            &["us_boston_311_2011H2.csv.gz"],
        ),
        (
            "cl-oirs",
            "America/Santiago",
            &["CL"],
            "cl-education",
            &["cl_superintendencia_educacion_denuncias_2014_2021.csv.gz"],
        ),
        (
            "br-156",
            "America/Sao_Paulo",
            &["BR"],
            "sp156-animals",
            &["br_sao_paulo_sp156_animais_2012_2020.csv.gz"],
        ),
    ] {
        let Some(town) = Town::new(pack, zone, layers) else {
            return;
        };
        for name in files {
            let report = town.imports(mapping, &requests.join(name), Some(u64::MAX));
            println!("{name} into {}\n{report}\n", town.number);
            let again = town.imports(mapping, &requests.join(name), Some(10_000));
            assert_eq!(again.stored, 0);
        }
        assert!(town.has_gapless_numbers());
    }
}

/// Every real catalogue, twice: the second time nothing changes.
#[test]
fn real_catalogues_are_read_once() {
    let told = std::env::var_os("HILO_SHARED").map(PathBuf::from);
    let shared = told
        .unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")));
    let data = shared.join("data");
    if !data.is_dir() {
        eprintln!("SKIPPED: no real files at {}", data.display());
        return;
    }
    let Some(town) = Town::new("br-156", "America/Sao_Paulo", &["BR"]) else {
        return;
    };
    for (format, file) in [
        (
            Format::Sp156Charters,
            "catalogues/br_sao_paulo_sp156_carta_de_servicos_2026.json.gz",
        ),
        (
            Format::Sp156Tree,
            "catalogues/br_sao_paulo_sp156_arvore_de_servicos_2026.json",
        ),
        (
            Format::PenalolenProcedures,
            "catalogues/cl_penalolen_tramites_y_requisitos_2013.csv",
        ),
        (
            Format::PenalolenUnits,
            "entities/cl_penalolen_unidades_y_funciones_2013.csv",
        ),
        (
            Format::PeTupa,
            "catalogues/pe_nuevo_chimbote_tupa_2025.json",
        ),
        (
            Format::PeEntities,
            "entities/pe_entidades_publicas_idep_2026.csv",
        ),
        (
            Format::PeTransparency,
            "entities/pe_entidades_portal_transparencia_2026.csv",
        ),
    ] {
        let order = ImportCatalogue {
            format,
            entity: Some(town.number),
            file: data.join(file),
        };
        let first = import_catalogue(&town.db, &order).unwrap();
        println!("{file}\n{first}\n");
        let again = import_catalogue(&town.db, &order).unwrap();

        assert_eq!(first.unaccounted(), 0, "{first}");
        assert_eq!(
            (again.created, again.changed, again.new_units),
            (0, 0, 0),
            "{file}\n{again}"
        );
        assert_eq!(again.read, first.read);
    }
    assert_eq!(town.count("services WHERE code ~ '^[0-9]+$'"), 634);
}
