//! Cases made up in the database: quickly, in the real tables, spread as real ones are.

use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, Utc};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Array, Binary, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{PgConnection, RunQueryDsl, sql_query};
use hilo_cases::target::digest;
use hilo_platform::clock::Clock;
use hilo_rules::numbers::{AccessKey, CaseNumber};
use hilo_rules::packs::shipped;

use super::stage::Stage;
use super::world::World;

/// Correlatives of made-up cases begin above this.
const ABOVE: u32 = 5_000_000;
/// Cases that are tracked: closed, with their whole thread. Their places end in 5.
pub const TRACKED: u32 = 1_000;

/// No checkpoint in the middle of a load.
const LARGE_LOG: &str = "ALTER SYSTEM SET max_wal_size = '8GB'";
/// As autovacuum would in time.
const SETTLE: &str =
    "VACUUM (ANALYZE) cases, stories, filers, clocks, clock_events, history, responses, ratings";

/// The made-up cases of the large body.
pub struct Cases {
    pub key: AccessKey,
    year: u16,
    count: u32,
}

impl Cases {
    /// Prepares; there are no cases yet.
    ///
    /// # Errors
    /// With what the database said.
    pub fn prepare(stage: &Stage, world: &World) -> Result<Self, String> {
        let mut conn = stage.superuser()?;
        conn.batch_execute(include_str!("tables.sql"))
            .map_err(|error| error.to_string())?;
        let (now, key) = (
            Clock::default().now(),
            AccessKey::from_random(*b"bench-case"),
        );
        plan(&mut conn, world, &key, now)?;
        Ok(Self {
            key,
            year: u16::try_from(now.year()).map_err(|error| error.to_string())?,
            count: 0,
        })
    }

    /// Sees to it that there are so many; says how long that took.
    ///
    /// # Errors
    /// With what the database said.
    pub async fn fill(&mut self, stage: &Stage, count: u32) -> Result<Duration, String> {
        let began = Instant::now();
        if count <= self.count {
            return Ok(Duration::ZERO);
        }
        let load = include_str!("cases.sql")
            .replace("{first}", &(self.count + 1).to_string())
            .replace("{last}", &count.to_string());
        let mut conn = stage.superuser()?;
        // In a thread, so that Ctrl-C is heard meanwhile: the cluster is stopped, and the load with it.
        let loading = tokio::task::spawn_blocking(move || {
            let steps = [
                LARGE_LOG,
                "SELECT pg_reload_conf()",
                &load,
                SETTLE,
                "CHECKPOINT",
            ];
            steps
                .iter()
                .try_for_each(|step| conn.batch_execute(step))
                .map_err(|error| error.to_string())
        });
        loading.await.map_err(|error| error.to_string())??;
        self.count = count;
        Ok(began.elapsed())
    }

    /// The number of the tracked case of a place from 0 to [`TRACKED`].
    ///
    /// # Errors
    /// When the number cannot be one.
    pub fn tracked(&self, world: &World, place: u32) -> Result<CaseNumber, String> {
        CaseNumber::new(world.large.number, self.year, ABOVE + place * 10 + 5)
            .map_err(|error| error.to_string())
    }

    /// A correlative of a tracked case by chance, as pgbench says it.
    pub fn any_tracked() -> String {
        format!("{} + 10 * random(0, {})", ABOVE + 5, TRACKED - 1)
    }
}

fn plan(
    conn: &mut PgConnection,
    world: &World,
    key: &AccessKey,
    now: DateTime<Utc>,
) -> Result<(), String> {
    let packs = shipped().map_err(|error| error.to_string())?;
    let pack = packs.iter().find(|pack| pack.name == world.large.pack);
    let rule = pack
        .and_then(|pack| pack.kinds.get(&world.large.kind))
        .and_then(|kind| kind.clock.as_ref());
    let rule = serde_json::to_string(&rule).map_err(|error| error.to_string())?;
    sql_query(
        "INSERT INTO bench.plan (entity_id, pack_id, rule, key_hash, year, at, units, services, people) \
         SELECT $1, (SELECT id FROM packs WHERE name = $2 ORDER BY version DESC LIMIT 1), $3::jsonb, $4, $5, $6, $7, $8, $9",
    )
    .bind::<SqlUuid, _>(world.large.id)
    .bind::<Text, _>(world.large.pack)
    .bind::<Text, _>(rule)
    .bind::<Binary, _>(digest(key))
    .bind::<SmallInt, _>(i16::try_from(now.year()).map_err(|error| error.to_string())?)
    .bind::<Timestamptz, _>(now)
    .bind::<Array<SqlUuid>, _>(&world.large.units)
    .bind::<Array<SqlUuid>, _>(&world.large.services)
    .bind::<Array<SqlUuid>, _>(&world.people)
    .execute(conn)
    .map_err(|error| error.to_string())?;
    Ok(())
}
