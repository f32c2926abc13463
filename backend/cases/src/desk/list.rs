//! Lists of cases: saved views, filters, search; pages by key.
//!
//! The condition is put together from fixed pieces, each with its own bind; nothing that a caller sends becomes SQL.

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_types::{Array, BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{RunQueryDsl, sql_query};
use hilo_platform::actor::Sight;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_platform::tx::Tx;
use hilo_platform::words::folded;
use hilo_rules::numbers::CaseNumber;
use hilo_rules::vocabulary::{Channel, Kind, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::target::InRoom;
use crate::view::row::{CaseRow, ListRow};

/// Words of a search that are looked at.
const SEARCH_WORDS: usize = 8;

/// Which cases, in which order.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListCases {
    /// A saved view; `all` when left out.
    pub view: Option<View>,
    /// State of the case.
    pub state: Option<State>,
    /// Kind of the case.
    pub kind: Option<Kind>,
    /// Unit that holds the case.
    pub unit: Option<Uuid>,
    /// Person who works on it.
    pub assignee: Option<Uuid>,
    /// Service of the catalogue.
    pub service: Option<Uuid>,
    /// How the case came in.
    pub channel: Option<Channel>,
    /// District or neighbourhood, exactly as it was given.
    #[validate(length(max = 120))]
    pub district: Option<String>,
    /// `true`: only open cases past their due date.
    #[serde(default, deserialize_with = "from_text")]
    #[param(value_type = Option<bool>)]
    pub late: Option<bool>,
    /// Words of the story, the service or the place; or a case number.
    #[validate(length(min = 1, max = 200))]
    pub q: Option<String>,
    /// `due` for open cases by due date, `newest` for all by filing date. Views of open cases are sorted by due date.
    pub sort: Option<Sort>,
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A saved view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Open and assigned to the caller.
    Mine,
    /// Open and held by a unit of the caller.
    Unit,
    /// Registered or in triage.
    ToTriage,
    /// Waiting for review.
    ToReview,
    /// Open and past the due date.
    Late,
    /// Open again after a dispute.
    Disputed,
    /// Everything the caller sees.
    All,
}

/// Order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Open cases, the most urgent first.
    Due,
    /// All cases, the newest first.
    Newest,
}

/// Where a page ended: the sort key and the id of its last row.
type Place = (DateTime<Utc>, Uuid);

/// List cases
///
/// Only cases within the caller's reach. Pages follow a cursor; there are no page numbers and no total.
#[utoipa::path(
    tag = "staff: desk",
    params(ListCases),
    responses((status = 200, description = "A page of cases", body = Page<CaseRow>))
)]
#[get("/staff/cases")]
pub async fn list_cases(
    room: InRoom,
    request: Request,
    staff: Staff,
    query: StrictQuery<ListCases>,
) -> Answer<web::Json<Page<CaseRow>>> {
    let after: Option<Place> = read_cursor(query.0.cursor.as_deref())?;
    let directory = room.directory.clone();
    let page = room
        .db
        .read(request, staff.0, move |tx| {
            let wish = query.0;
            let limit = wish.limit.unwrap_or(DEFAULT_LIMIT);
            let entity = directory.facts(tx)?;
            let sight = tx.actor.sight();
            let selection = Selection::of(tx, &wish, &sight)?;
            let sort = selection.sort;
            let rows: Vec<ListRow> = selection
                .page(tx.entity()?, after, i64::from(limit) + 1)
                .load(tx.conn)?;
            let page = Page::cut(rows, limit, |row: &ListRow| match sort {
                Sort::Due => (row.due_at.unwrap_or(NEVER), row.id),
                Sort::Newest => (row.filed_at, row.id),
            });
            let (items, next_cursor) = (page.items, page.next_cursor);
            let items: Answer<Vec<_>> = items
                .into_iter()
                .map(|row| CaseRow::of_list(row, &entity, tx.now, sight.is_masked))
                .collect();
            Ok(Page {
                items: items?,
                next_cursor,
            })
        })
        .await?;
    Ok(web::Json(page))
}

/// The sort key of cases without a due date; the same as in the indexes.
const NEVER: DateTime<Utc> = {
    match chrono::NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(day) => day.and_time(chrono::NaiveTime::MIN).and_utc(),
        None => DateTime::UNIX_EPOCH,
    }
};

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
        let wants_open =
            wish.late == Some(true) || view != View::All || wish.sort == Some(Sort::Due);
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
            "WITH page AS (SELECT c.id, row_number() OVER (ORDER BY {key} {order}, c.id {order}) AS place \
             FROM {source} c WHERE {condition} ORDER BY {key} {order}, c.id {order} LIMIT ${last}) {}",
            include_str!("list.sql")
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
