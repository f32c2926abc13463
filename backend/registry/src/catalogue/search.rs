//! Search the catalogue: from the words of a story to services, public bodies and kinds of cases.

use actix_web::{get, web};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Nullable, Text, Uuid as SqlUuid};
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::Answer;
use hilo_platform::strict::StrictQuery;
use hilo_platform::tx::Tx;
use hilo_rules::numbers::EntityNumber;
use hilo_rules::vocabulary::{Kind, Language};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::ServiceSummary;
use super::kind_words::kinds_of;
use super::service::{self, ServiceRow};
use crate::directory::Directory;
use crate::entities::{self, EntityRow, EntitySummary};
use crate::search::{self, Word};

/// Most services and public bodies of an answer.
const MOST: usize = 5;
/// Hits of the database that are looked at more closely.
const CANDIDATES: usize = 50;

/// What is looked for.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchCatalogue {
    /// The story, or its beginning, as the person tells it.
    #[validate(length(min = 1, max = 1000))]
    #[param(example = "poste sin luz en mi calle")]
    q: String,
    /// Number of a public body: only its services.
    #[validate(length(min = 4, max = 4))]
    entity: Option<String>,
    /// Country, ISO 3166 alpha-2: only its public bodies.
    #[validate(length(min = 2, max = 2))]
    country: Option<String>,
}

/// What a story may be about, best first.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct CatalogueHits {
    /// At most five services.
    pub services: Vec<ServiceHit>,
    /// At most five public bodies; none when one was given.
    pub entities: Vec<EntityHit>,
    /// At most two kinds of cases.
    pub kinds: Vec<KindHit>,
}

/// A service that answers some words.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ServiceHit {
    /// The service.
    pub service: ServiceSummary,
    /// The words that it answers, in lower case without accents.
    #[schema(example = json!(["poste", "luz"]))]
    pub matched: Vec<String>,
}

/// A public body that answers some words.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct EntityHit {
    /// The public body.
    pub entity: EntitySummary,
    /// The words that it answers, in lower case without accents.
    #[schema(example = json!(["santa", "rosa"]))]
    pub matched: Vec<String>,
}

/// A kind of case that some words speak of.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct KindHit {
    /// The kind.
    pub kind: Kind,
    /// The words that speak of it, in lower case without accents.
    #[schema(example = json!(["sugerencia"]))]
    pub matched: Vec<String>,
}

/// Search the catalogue
///
/// Finds services, public bodies and kinds of cases from the words of a story, best first, and says which words matched.
#[utoipa::path(tag = "directory", params(SearchCatalogue), responses((status = 200, description = "What it may be about.", body = CatalogueHits)))]
#[get("/catalogue/search")]
pub async fn search_catalogue(
    db: web::Data<Db>,
    directory: web::Data<Directory>,
    request: Request,
    query: StrictQuery<SearchCatalogue>,
) -> Answer<web::Json<CatalogueHits>> {
    let SearchCatalogue { q, entity, country } = query.0;
    let number = entity.as_deref().map(entities::numbered).transpose()?;
    let words = search::words_of(&q);
    let Some(any) = search::any_of(&words) else {
        return Ok(web::Json(CatalogueHits::default()));
    };
    db.read(request, Door::Directory, move |tx| {
        let hits = Hits {
            words: &words,
            any: &any,
            country: country.as_deref(),
            language: tx.request.language,
        };
        let (services, entities) = hits.find(tx, &directory, number)?;
        let kinds = kinds_of(&words)
            .into_iter()
            .map(|(kind, matched)| KindHit { kind, matched })
            .collect();
        Ok(web::Json(CatalogueHits {
            services,
            entities,
            kinds,
        }))
    })
    .await
}

struct Hits<'a> {
    words: &'a [Word],
    any: &'a str,
    country: Option<&'a str>,
    /// The caller's: bodies that speak it come first.
    language: Language,
}

impl Hits<'_> {
    fn find(
        &self,
        tx: &mut Tx<'_>,
        directory: &Directory,
        number: Option<EntityNumber>,
    ) -> Answer<(Vec<ServiceHit>, Vec<EntityHit>)> {
        let Some(number) = number else {
            return Ok((self.services(tx, directory, None)?, self.entities(tx.conn)?));
        };
        let entity = entities::id_of(tx.conn, number)?;
        Ok((self.services(tx, directory, Some(entity))?, Vec::new()))
    }

    fn services(
        &self,
        tx: &mut Tx<'_>,
        directory: &Directory,
        entity: Option<Uuid>,
    ) -> Answer<Vec<ServiceHit>> {
        // The words are looked for first and alone, so that their index is used; only what is found is joined.
        let rows: Vec<ServiceRow> = sql_query(format!(
            "WITH hits AS MATERIALIZED ( \
               SELECT f.entity_id, f.id, ts_rank(f.search, to_tsquery('simple', $1)) AS rank FROM service_search f \
               WHERE f.state = 'published' AND f.search @@ to_tsquery('simple', $1) \
                 AND ($2 IS NULL OR f.entity_id = $2) \
                 AND f.entity_id IN (SELECT id FROM entities WHERE state = 'active' AND ($3 IS NULL OR country = $3)) \
               ORDER BY rank DESC, f.name, f.id LIMIT {CANDIDATES}) \
             {} JOIN hits h ON h.entity_id = s.entity_id AND h.id = s.id ORDER BY h.rank DESC, s.name, s.id",
            service::SELECT
        ))
        .bind::<Text, _>(self.any)
        .bind::<Nullable<SqlUuid>, _>(entity)
        .bind::<Nullable<Text>, _>(self.country)
        .load(tx.conn)?;
        let best = self.best(
            rows,
            |row| self.is_spoken(&row.languages),
            |row| {
                let text = |part: &Option<String>| part.clone().unwrap_or_default();
                let about = format!("{} {}", row.theme, row.subject);
                [
                    row.name.clone(),
                    about,
                    format!("{} {}", text(&row.summary), text(&row.description)),
                ]
            },
        );
        best.into_iter()
            .map(|(row, matched)| {
                Ok(ServiceHit {
                    service: row.into_summary(directory, tx.conn, tx.now)?,
                    matched,
                })
            })
            .collect()
    }

    fn entities(&self, conn: &mut PgConnection) -> Answer<Vec<EntityHit>> {
        let rows: Vec<EntityRow> = sql_query(format!(
            "{} WHERE e.state = 'active' AND e.search @@ to_tsquery('simple', $1) \
               AND ($2 IS NULL OR e.country = $2) \
             ORDER BY ts_rank(e.search, to_tsquery('simple', $1)) DESC, e.name, e.id LIMIT {CANDIDATES}",
            entities::SELECT
        ))
        .bind::<Text, _>(self.any)
        .bind::<Nullable<Text>, _>(self.country)
        .load(conn)?;
        let best = self.best(
            rows,
            |row| self.is_spoken(&row.languages),
            |row| {
                let text = |part: &Option<String>| part.clone().unwrap_or_default();
                [row.name.clone(), text(&row.short_name), text(&row.place)]
            },
        );
        best.into_iter()
            .map(|(row, matched)| {
                Ok(EntityHit {
                    entity: row.into_summary()?,
                    matched,
                })
            })
            .collect()
    }

    /// Does a body answer in the caller's language? Where it says nothing of languages, yes.
    fn is_spoken(&self, languages: &[String]) -> bool {
        languages.is_empty()
            || languages
                .iter()
                .any(|language| language == self.language.as_str())
    }

    /// PostgreSQL's rank counts how often words stand there; people mean how many different ones. Texts come with the
    /// most telling first.
    fn best<T>(
        &self,
        rows: Vec<T>,
        is_spoken: impl Fn(&T) -> bool,
        texts: impl Fn(&T) -> [String; 3],
    ) -> Vec<(T, Vec<String>)> {
        let mut ranked: Vec<((bool, usize), T, Vec<String>)> = rows
            .into_iter()
            .map(|row| {
                let texts = texts(&row);
                let points =
                    |text: &String, weight: usize| search::matched(self.words, text).len() * weight;
                let [name, about, rest] = &texts;
                let score = points(name, 4) + points(about, 2) + points(rest, 1);
                let matched = search::matched(self.words, &texts.join(" "));
                ((is_spoken(&row), score), row, matched)
            })
            .collect();
        // Stable: the database's order decides between equals.
        ranked.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
        ranked
            .into_iter()
            .take(MOST)
            .map(|(_, row, matched)| (row, matched))
            .collect()
    }
}
