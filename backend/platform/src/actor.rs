//! The single decision point: who acts in this transaction, and how far they reach.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{Array, Bool, Bytea, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use hilo_rules::lifecycle::Who;
use hilo_rules::matrix::{self, Cells, Reach};
use hilo_rules::vocabulary::{Channel, Role};
use uuid::Uuid;

use crate::caller::{Door, MachineCaller, Request, StaffCaller};
use crate::db::not_allowed;
use crate::kept::Kept;
use crate::problem::{self, Answer, Problem};

/// Hours during which an operator still sees what they registered (reliability part 3).
const INTAKE_HOURS: i64 = 24;

/// Who acts.
#[derive(Debug, Clone)]
pub struct Actor {
    pub kind: ActorKind,
    pub id: Option<Uuid>,
    pub name: String,
    pub grants: Vec<Grant>,
    /// For machines.
    pub scopes: Vec<String>,
    /// The channel a machine's key is bound to.
    pub channel: Option<Channel>,
    cells: Option<&'static Cells>,
}

/// The kinds of actors that history knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    Person,
    Staff,
    Machine,
    System,
}

impl ActorKind {
    /// As it stands in history.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Staff => "staff",
            Self::Machine => "machine",
            Self::System => "system",
        }
    }
}

/// A role in the entity of the session.
#[derive(Debug, Clone)]
pub struct Grant {
    pub role: Role,
    pub unit: Option<Uuid>,
    pub unit_name: Option<String>,
    /// The unit is the intake desk.
    pub is_desk: bool,
}

/// What of a case decides who sees it: always read from the stored case, never from the request.
#[derive(Debug, Clone, Copy)]
pub struct CaseFacts {
    pub unit: Option<Uuid>,
    pub assignee: Option<Uuid>,
    pub registered_by: Option<Uuid>,
    pub filed_at: DateTime<Utc>,
}

/// The cases that an actor sees with an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sight {
    pub is_entity: bool,
    pub units: Vec<Uuid>,
    pub assigned_to: Option<Uuid>,
    /// Cases that no unit holds yet.
    pub is_desk: bool,
    pub registered_by: Option<Uuid>,
    /// Personal data is covered whatever the reason.
    pub is_masked: bool,
}

impl Sight {
    /// Does the sight cover a case?
    pub fn covers(&self, case: &CaseFacts, now: DateTime<Utc>) -> bool {
        self.is_entity
            || case.unit.is_some_and(|unit| self.units.contains(&unit))
            || (self.assigned_to.is_some() && self.assigned_to == case.assignee)
            || (self.is_desk && case.unit.is_none())
            || (self.registered_by.is_some()
                && self.registered_by == case.registered_by
                && now - case.filed_at < TimeDelta::hours(INTAKE_HOURS))
    }

    /// The earliest filing that an operator still sees.
    pub fn intake_since(now: DateTime<Utc>) -> DateTime<Utc> {
        now - TimeDelta::hours(INTAKE_HOURS)
    }
}

#[derive(QueryableByName)]
struct SessionRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    role: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    unit_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    unit_name: Option<String>,
    #[diesel(sql_type = Nullable<Bool>)]
    is_desk: Option<bool>,
}

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bytea)]
    secret_hash: Vec<u8>,
    #[diesel(sql_type = Array<Text>)]
    scopes: Vec<String>,
    #[diesel(sql_type = Text)]
    channel: String,
}

impl Actor {
    /// Looks at session or key and asks the matrix. The first thing in every transaction.
    pub(crate) fn enter(
        conn: &mut PgConnection,
        door: &Door,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Answer<Self> {
        match door {
            Door::Directory | Door::Person(_) => Ok(Self::without_account(ActorKind::Person)),
            Door::System(_) => Ok(Self::without_account(ActorKind::System)),
            Door::Staff(caller) => Self::staff(conn, caller, now)?.allowed(request),
            Door::Machine(caller) => Self::machine(conn, caller, now)?.allowed(request),
        }
    }

    /// The program itself.
    pub(crate) fn program() -> Self {
        Self::without_account(ActorKind::System)
    }

    fn without_account(kind: ActorKind) -> Self {
        Self {
            kind,
            id: None,
            name: String::new(),
            grants: Vec::new(),
            scopes: Vec::new(),
            channel: None,
            cells: None,
        }
    }

    /// The session row is read on every request: rights taken away count from the next one (promise A2).
    fn staff(conn: &mut PgConnection, caller: &StaffCaller, now: DateTime<Utc>) -> Answer<Self> {
        let session = sql_query(
            "SELECT a.name, m.role, m.unit_id, u.name AS unit_name, u.is_desk \
             FROM sessions s JOIN accounts a ON a.id = s.account_id AND a.state = 'active' \
             LEFT JOIN memberships m ON m.entity_id = s.entity_id AND m.account_id = s.account_id \
               AND COALESCE(m.from_on, $4) <= $4 AND COALESCE(m.until_on, $4) >= $4 \
             LEFT JOIN units u ON u.entity_id = m.entity_id AND u.id = m.unit_id \
             WHERE s.entity_id = $1 AND s.id = $2 AND s.ended_at IS NULL AND s.ends_at > $3 AND s.account_id = $5",
        )
        .bind::<SqlUuid, _>(caller.claims.ent)
        .bind::<SqlUuid, _>(caller.claims.sid)
        .bind::<Timestamptz, _>(now)
        .bind::<Date, _>(now.date_naive())
        .bind::<SqlUuid, _>(caller.claims.sub);
        let rows: Vec<SessionRow> = Kept(session).load(conn)?;
        let name = rows
            .first()
            .map(|row| row.name.clone())
            .ok_or(&problem::NOT_SIGNED_IN)?;
        let grants = rows
            .into_iter()
            .filter_map(|row| {
                let role = Role::from_str(row.role.as_deref()?).ok()?;
                Some(Grant {
                    role,
                    unit: row.unit_id,
                    unit_name: row.unit_name,
                    is_desk: row.is_desk.unwrap_or(false),
                })
            })
            .collect();
        Ok(Self {
            id: Some(caller.claims.sub),
            name,
            grants,
            ..Self::without_account(ActorKind::Staff)
        })
    }

    fn machine(
        conn: &mut PgConnection,
        caller: &MachineCaller,
        now: DateTime<Utc>,
    ) -> Answer<Self> {
        let row: Option<KeyRow> = sql_query(
            "SELECT name, secret_hash, scopes, channel FROM api_keys \
             WHERE entity_id = $1 AND id = $2 AND revoked_at IS NULL AND (ends_at IS NULL OR ends_at > $3)",
        )
        .bind::<SqlUuid, _>(caller.entity)
        .bind::<SqlUuid, _>(caller.id)
        .bind::<Timestamptz, _>(now)
        .get_result(conn)
        .optional()?;
        let row = row
            .filter(|row| {
                crate::sealed::same(&row.secret_hash, &crate::sealed::digest(&caller.secret))
            })
            .ok_or(&problem::NOT_SIGNED_IN)?;
        Ok(Self {
            id: Some(caller.id),
            name: row.name,
            scopes: row.scopes,
            channel: Channel::from_str(&row.channel).ok(),
            ..Self::without_account(ActorKind::Machine)
        })
    }

    /// Asks the matrix whether any role of the caller has the operation at all.
    fn allowed(mut self, request: &Request) -> Answer<Self> {
        let cells = matrix::cells(request.operation)
            .ok_or_else(|| Problem::broken(format!("no matrix row for {}", request.operation)))?;
        self.cells = Some(cells);
        let is_allowed = match self.kind {
            ActorKind::Machine => match cells.machine {
                Reach::Yes => true,
                Reach::Scope(scope) => self.scopes.iter().any(|own| own == scope),
                _ => false,
            },
            _ => self
                .grants
                .iter()
                .any(|grant| cells.of_role(grant.role) != Reach::No),
        };
        if is_allowed {
            Ok(self)
        } else {
            Err(not_allowed())
        }
    }

    /// Which commands of the lifecycle the actor's roles include.
    pub fn who(&self) -> Who {
        match self.kind {
            ActorKind::Person => Who::PERSON,
            ActorKind::System => Who::SYSTEM,
            ActorKind::Machine => Who::MACHINE,
            ActorKind::Staff => self
                .grants
                .iter()
                .fold(Who::of_role(Role::Auditor), |who, grant| {
                    who.or(Who::of_role(grant.role))
                }),
        }
    }

    /// The role that history names: the widest that the actor has.
    pub fn role(&self) -> Option<Role> {
        self.grants.iter().map(|grant| grant.role).max()
    }

    /// The actor's sight with the operation of this request.
    pub fn sight(&self) -> Sight {
        self.cells
            .map_or_else(Sight::default, |cells| self.sight_with(cells))
    }

    /// The actor's sight with another operation: for "actions available".
    pub fn sight_of(&self, operation: &str) -> Sight {
        matrix::cells(operation).map_or_else(Sight::default, |cells| self.sight_with(cells))
    }

    fn sight_with(&self, cells: &Cells) -> Sight {
        let mut sight = Sight::default();
        if self.kind == ActorKind::Machine {
            sight.is_entity = matches!(cells.machine, Reach::Scope(scope) if self.scopes.iter().any(|own| own == scope));
            return sight;
        }
        let mut sees_clearly = false;
        for grant in &self.grants {
            let reach = cells.of_role(grant.role);
            match reach {
                Reach::Entity => sight.is_entity = true,
                Reach::Masked => sight.is_masked = true,
                Reach::Unit => sight.units.extend(grant.unit),
                Reach::Assigned => sight.assigned_to = self.id,
                Reach::Intake => sight.registered_by = self.id,
                Reach::No | Reach::Yes | Reach::Own | Reach::Scope(_) => {}
            }
            sight.is_desk |= grant.is_desk && matches!(reach, Reach::Unit | Reach::Assigned);
            sees_clearly |= !matches!(reach, Reach::No | Reach::Masked);
        }
        if sight.is_masked && !sees_clearly {
            sight.is_entity = true;
        } else {
            sight.is_masked = false;
        }
        sight
    }
}
