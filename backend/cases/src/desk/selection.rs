//! Which cases a list shows: a condition put together from fixed pieces, each with its own bind, so that nothing a
//! caller sends becomes SQL.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_types::{Array, BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use hilo_platform::actor::Sight;
use hilo_platform::kept::Kept;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_platform::words::folded;
use hilo_rules::numbers::CaseNumber;
use uuid::Uuid;

use super::list::{ListCases, Place, Sort, View};
use crate::view::row::ListRow;

/// Words of a search that are looked at.
const SEARCH_WORDS: usize = 8;

/// The answer of a case waits to be handed over.
const WAITS: &str = "c.state = 'responded' AND EXISTS (SELECT 1 FROM deliveries d \
    WHERE d.entity_id = $1 AND d.case_id = c.id AND d.state = 'waiting')";

/// A case of a page.
#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// A condition over `cases c` with its binds.
pub struct Selection {
    condition: String,
    binds: Vec<Bind>,
    pub sort: Sort,
    /// `cases`, or the view that can search them by words.
    source: &'static str,
}

enum Bind {
    Id(Uuid),
    Ids(Vec<Uuid>),
    Text(String),
    Time(DateTime<Utc>),
    Number(i64),
}

impl Selection {
    /// What a wish means within a sight.
    pub fn of(tx: &Tx<'_>, wish: &ListCases, sight: &Sight) -> Answer<Self> {
        let view = wish.view.unwrap_or(View::All);
        let is_of_open = !matches!(view, View::All | View::ToHandOver);
        let wants_open = wish.late == Some(true) || is_of_open || wish.sort == Some(Sort::Due);
        let sort = wish
            .sort
            .unwrap_or(if wants_open { Sort::Due } else { Sort::Newest });
        let mut selection = Self {
            condition: "c.entity_id = $1".to_owned(),
            binds: Vec::new(),
            sort,
            source: "cases",
        };
        if wants_open {
            selection.add("c.is_open");
        }
        selection.see(tx, sight);
        selection.view(tx, view);
        selection.filter(tx, wish);
        selection.search(wish.q.as_deref())?;
        Ok(selection)
    }

    fn add(&mut self, piece: &str) {
        self.condition.push_str(" AND ");
        self.condition.push_str(piece);
    }

    fn bind(&mut self, piece: &str, bind: Bind) {
        self.binds.push(bind);
        let place = format!("${}", self.binds.len() + 1);
        self.add(&piece.replace('?', &place));
    }

    /// Reach first: the same condition as `Sight::covers`, as SQL.
    fn see(&mut self, tx: &Tx<'_>, sight: &Sight) {
        if sight.is_entity {
            return;
        }
        let mut ways: Vec<String> = Vec::new();
        let mut binds = Vec::new();
        let offset = self.binds.len() + 2;
        let mut way = |piece: &str, bind: Bind| {
            ways.push(piece.replace('?', &format!("${}", offset + binds.len())));
            binds.push(bind);
        };
        if !sight.units.is_empty() {
            way("c.unit_id = ANY(?)", Bind::Ids(sight.units.clone()));
        }
        if let Some(me) = sight.assigned_to {
            way("c.assignee_id = ?", Bind::Id(me));
        }
        if let Some(me) = sight.registered_by {
            let registered = "EXISTS (SELECT 1 FROM history h WHERE h.entity_id = $1 AND h.case_id = c.id AND h.seq = 1 AND h.actor_id = ?)";
            way(registered, Bind::Id(me));
        }
        if sight.is_desk {
            ways.push("c.unit_id IS NULL".to_owned());
        }
        self.binds.extend(binds);
        let reach = if ways.is_empty() {
            "false".to_owned()
        } else {
            format!("({})", ways.join(" OR "))
        };
        self.add(&reach);
        if sight.registered_by.is_some() {
            self.bind("c.filed_at > ?", Bind::Time(Sight::intake_since(tx.now)));
        }
    }

    fn view(&mut self, tx: &Tx<'_>, view: View) {
        if view != View::All {
            // What follows a case at work is no work of its own.
            self.add(
                "(c.group_id IS NULL OR NOT EXISTS (SELECT 1 FROM cases g WHERE g.entity_id = $1 \
                 AND g.id = c.group_id AND g.is_open))",
            );
        }
        match view {
            View::All => {}
            View::Mine => self.bind(
                "c.assignee_id = ?",
                Bind::Id(tx.actor.id.unwrap_or_default()),
            ),
            View::Unit => {
                let units = tx
                    .actor
                    .grants
                    .iter()
                    .filter_map(|grant| grant.unit)
                    .collect();
                self.bind("c.unit_id = ANY(?)", Bind::Ids(units));
            }
            View::ToTriage => self.add("c.state IN ('registered', 'in_triage')"),
            View::ToReview => self.add("c.state = 'in_review'"),
            View::Late => self.bind("c.due_at < ?", Bind::Time(tx.now)),
            View::Disputed => self.add("c.cycle > 1"),
            View::ToHandOver => self.add(WAITS),
        }
    }

    fn filter(&mut self, tx: &Tx<'_>, wish: &ListCases) {
        if let Some(state) = wish.state {
            self.bind("c.state = ?", Bind::Text(state.to_string()));
        }
        if let Some(kind) = wish.kind {
            self.bind("c.kind = ?", Bind::Text(kind.to_string()));
        }
        if let Some(channel) = wish.channel {
            self.bind("c.channel = ?", Bind::Text(channel.to_string()));
        }
        if let Some(district) = &wish.district {
            self.bind("c.district = ?", Bind::Text(district.clone()));
        }
        let ids = [
            ("c.unit_id = ?", wish.unit),
            ("c.assignee_id = ?", wish.assignee),
            ("c.service_id = ?", wish.service),
        ];
        for (piece, id) in ids {
            if let Some(id) = id {
                self.bind(piece, Bind::Id(id));
            }
        }
        match wish.late {
            Some(true) => self.bind("c.due_at < ?", Bind::Time(tx.now)),
            Some(false) => self.bind(
                "(c.due_at IS NULL OR c.due_at >= ? OR NOT c.is_open)",
                Bind::Time(tx.now),
            ),
            None => {}
        }
    }

    /// A case number finds its case; other words find all cases that have every word, the last one as a beginning.
    fn search(&mut self, wish: Option<&str>) -> Answer<()> {
        let Some(wish) = wish else { return Ok(()) };
        if let Ok(number) = wish.parse::<CaseNumber>() {
            self.bind("c.year = ?", Bind::Number(i64::from(number.year())));
            self.bind(
                "c.correlative = ?",
                Bind::Number(i64::from(number.correlative())),
            );
            return Ok(());
        }
        let folded = folded(wish);
        let words: Vec<&str> = folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .take(SEARCH_WORDS)
            .collect();
        if words.is_empty() {
            return Err(Problem::field("?q", "required"));
        }
        // Folded words hold letters and digits only, so they cannot carry operators of the search language.
        let query = words.join(" & ") + ":*";
        self.source = "case_search";
        self.bind("c.search @@ to_tsquery('simple', ?)", Bind::Text(query));
        Ok(())
    }

    /// One page after a place, with one row more than is shown.
    ///
    /// In two statements: which cases they are is planned for every wish anew, because the best index depends on it;
    /// what a row says of its case is always found alike, and planning its six tables would take longer than reading.
    pub fn rows(self, tx: &mut Tx<'_>, after: Option<Place>, limit: i64) -> Answer<Vec<ListRow>> {
        let entity = tx.entity()?;
        let found: Vec<Found> = self.page(entity, after, limit).load(tx.conn)?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = found.into_iter().map(|found| found.id).collect();
        let named = sql_query(include_str!("list.sql"))
            .bind::<SqlUuid, _>(entity)
            .bind::<Array<SqlUuid>, _>(ids);
        Ok(Kept(named).load(tx.conn)?)
    }

    /// The ids of a page.
    fn page(
        mut self,
        entity: Uuid,
        after: Option<Place>,
        limit: i64,
    ) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
        let (key, direction, order) = match self.sort {
            Sort::Due => (
                "COALESCE(c.due_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')",
                ">",
                "ASC",
            ),
            Sort::Newest => ("c.filed_at", "<", "DESC"),
        };
        if let Some((place, id)) = after {
            self.binds.push(Bind::Time(place));
            self.binds.push(Bind::Id(id));
            let n = self.binds.len();
            self.add(&format!("({key}, c.id) {direction} (${}, ${})", n, n + 1));
        }
        self.binds.push(Bind::Number(limit));
        let (condition, source) = (&self.condition, self.source);
        let last = self.binds.len() + 1;
        let text = format!(
            "SELECT c.id FROM {source} c WHERE {condition} \
             ORDER BY {key} {order}, c.id {order} LIMIT ${last}"
        );
        self.bound(text, entity)
    }

    /// How many there are, counted no further than `most`.
    pub fn count(mut self, entity: Uuid, most: i64) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
        self.binds.push(Bind::Number(most));
        let text = format!(
            "SELECT count(*) AS count FROM (SELECT 1 FROM {} c WHERE {} LIMIT ${}) AS found",
            self.source,
            self.condition,
            self.binds.len() + 1
        );
        self.bound(text, entity)
    }

    fn bound(self, text: String, entity: Uuid) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
        let query = sql_query(text)
            .into_boxed::<Pg>()
            .bind::<SqlUuid, _>(entity);
        self.binds
            .into_iter()
            .fold(query, |query, bind| match bind {
                Bind::Id(id) => query.bind::<SqlUuid, _>(id),
                Bind::Ids(ids) => query.bind::<Array<SqlUuid>, _>(ids),
                Bind::Text(text) => query.bind::<Text, _>(text),
                Bind::Time(time) => query.bind::<Timestamptz, _>(time),
                Bind::Number(number) => query.bind::<BigInt, _>(number),
            })
    }
}
