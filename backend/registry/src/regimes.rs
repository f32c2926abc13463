//! Which versions of the law hold for a body today (design 4): its own regime and those beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_rules::packs::{KindPolicy, Pack};
use hilo_rules::vocabulary::Kind;
use hilo_schema::{entity_packs, packs};
use uuid::Uuid;

use crate::directory::Directory;

/// A version of a regime that holds.
#[derive(Debug, Clone)]
pub struct InForce {
    pub id: Uuid,
    pub pack: Arc<Pack>,
}

/// The regimes of a body, its own first.
#[derive(Debug, Clone)]
pub struct Regimes(Vec<InForce>);

impl Regimes {
    /// The regime that a kind of case is handled under; the first that knows it.
    pub fn of_kind(&self, kind: Kind) -> Option<&InForce> {
        self.0
            .iter()
            .find(|regime| regime.pack.kinds.contains_key(&kind))
    }

    /// Every regime, the body's own first.
    pub fn all(&self) -> impl Iterator<Item = &InForce> {
        self.0.iter()
    }

    /// What the law says of a kind of case.
    pub fn policy(&self, kind: Kind) -> Option<&KindPolicy> {
        self.of_kind(kind)?.pack.kinds.get(&kind)
    }

    /// Every kind with its policy, each once.
    pub fn kinds(&self) -> impl Iterator<Item = (Kind, &KindPolicy)> {
        let all: BTreeMap<Kind, &KindPolicy> = self
            .0
            .iter()
            .rev()
            .flat_map(|regime| &regime.pack.kinds)
            .map(|(kind, policy)| (*kind, policy))
            .collect();
        all.into_iter()
    }

    /// Reads the regimes of a body: of each name the version approved last for a day that has come; the newest where
    /// the body never decided.
    ///
    /// # Errors
    /// Broken when no version of its own regime was ever applied.
    pub fn read(
        directory: &Directory,
        conn: &mut PgConnection,
        entity: Uuid,
        own: &str,
        today: NaiveDate,
    ) -> Answer<Self> {
        let decided: Vec<(Uuid, String)> = entity_packs::table
            .inner_join(packs::table)
            .select((packs::id, packs::name))
            .filter(entity_packs::entity_id.eq(entity))
            .filter(entity_packs::approved_at.is_not_null())
            .filter(entity_packs::from_on.le(today))
            .order((entity_packs::from_on.desc(), packs::version.desc()))
            .load(conn)?;
        let version = |conn: &mut PgConnection, name: &str| -> Answer<InForce> {
            let known = decided.iter().find(|(_, of)| of == name).map(|(id, _)| *id);
            let id = match known {
                Some(id) => id,
                None => newest(conn, name)?,
            };
            Ok(InForce {
                id,
                pack: directory.pack(conn, id)?,
            })
        };
        let own = version(conn, own)?;
        let beside = own.pack.beside.clone();
        let mut regimes = vec![own];
        for name in &beside {
            regimes.push(version(conn, name)?);
        }
        Ok(Self(regimes))
    }
}

fn newest(conn: &mut PgConnection, name: &str) -> QueryResult<Uuid> {
    packs::table
        .select(packs::id)
        .filter(packs::name.eq(name))
        .order(packs::version.desc())
        .first(conn)
}
