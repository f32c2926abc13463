//! Fill a template from a case: what the drafter then reads is what the person would read (anchors check 44).

use std::str::FromStr;

use actix_web::{get, web};
use diesel::prelude::*;
use hilo_platform::books;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_platform::words::spoken_date;
use hilo_rules::vocabulary::{Language, Role};
use hilo_schema::{accounts, memberships};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::blanks::filled;
use super::stored::{TemplateRow, Which};
use crate::case::Lock;
use crate::clock_rows;
use crate::problems;
use crate::target::{InRoom, Target};
use crate::turn::{Opened, Opener, open};
use crate::view::parts::{FilerRow, service_name, unit_names};

/// A template filled from a case.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FilledTemplate {
    /// The text; blanks that were left stand in it as they were.
    pub text: String,
    /// Names of the blanks that are left. Nothing goes out with one.
    #[schema(example = json!(["day of the work"]))]
    pub left: Vec<String>,
}

/// Fill a template
///
/// Puts what is known of the case into the blanks, as the person's language writes it. What is not known, or not for this
/// caller to see, is left.
#[utoipa::path(
    tag = "staff: answer",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("id" = String, Path, description = "Id of the template", example = "019ddc80-0f5e-7a3c-8d6e-2f1b4c5d6e7f")),
    responses((status = 200, description = "The text, and what is left to fill in", body = FilledTemplate))
)]
#[get("/staff/cases/{number}/templates/{id}")]
pub async fn fill_template(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    which: Which,
) -> Answer<web::Json<FilledTemplate>> {
    let directory = room.directory.clone();
    // A command, because a look at the person's name is logged.
    let filled = room
        .db
        .command(request, staff.0, move |tx| {
            let opened = open(tx, &directory, &Opener::Staff(target.0), Lock::No)?;
            let template = TemplateRow::find(tx, which.0)?.ok_or(&problems::TEMPLATE_UNKNOWN)?;
            let values = Values::of(tx, &opened, &template.body)?;
            let (text, left) = filled(&template.body, |name| values.of_blank(name));
            Ok(FilledTemplate { text, left })
        })
        .await?;
    Ok(web::Json(filled))
}

/// What the case puts into the blanks.
struct Values {
    number: String,
    entity: String,
    unit: Option<String>,
    filed_on: String,
    due_on: Option<String>,
    service: Option<String>,
    name: Option<String>,
    signer: Option<String>,
}

impl Values {
    fn of(tx: &mut Tx<'_>, opened: &Opened, body: &str) -> Answer<Self> {
        let Opened { case, entity, .. } = opened;
        let language = Language::from_str(&case.language).map_err(Problem::broken)?;
        let units = unit_names(tx.conn, entity.id, case.unit_id.into_iter())?;
        let clocks = clock_rows::of_case(tx.conn, entity.id, case.id)?;
        let due = clock_rows::main_of(&clocks);
        let filed_on = case.filed_at.with_timezone(&entity.zone).date_naive();
        Ok(Self {
            number: case.number(entity.number)?.to_string(),
            entity: entity.name.clone(),
            unit: case.unit_id.and_then(|unit| units.get(&unit).cloned()),
            filed_on: spoken_date(filed_on, language),
            due_on: due.map(|clock| spoken_date(clock.due_on, language)),
            service: service_name(tx.conn, case)?,
            name: if body.contains("name") {
                name_of_person(tx, opened)?
            } else {
                None
            },
            signer: signer(tx, opened)?,
        })
    }

    fn of_blank(&self, name: &str) -> Option<String> {
        match name {
            "number" => Some(self.number.clone()),
            "entity" => Some(self.entity.clone()),
            "unit" => self.unit.clone(),
            "filed_on" => Some(self.filed_on.clone()),
            "due_on" => self.due_on.clone(),
            "service" => self.service.clone(),
            "name" => self.name.clone(),
            "signer" => self.signer.clone(),
            _ => None,
        }
    }
}

/// The person's name, for who works on the case; the look is logged.
fn name_of_person(tx: &mut Tx<'_>, opened: &Opened) -> Answer<Option<String>> {
    let case = &opened.case;
    if case.assignee_id.is_none() || case.assignee_id != tx.actor.id {
        return Ok(None);
    }
    let name = FilerRow::of(tx.conn, case)?.name;
    if name.is_some() {
        books::record_look(tx, case.id, &["name"], "assigned")?;
    }
    Ok(name)
}

/// Who will sign: the caller where the caller may, or the lead where there is only one.
fn signer(tx: &mut Tx<'_>, opened: &Opened) -> Answer<Option<String>> {
    let has_role = |role| tx.actor.grants.iter().any(|grant| grant.role == role);
    let supervisor_signs = opened.pack.answer.supervisor_signs;
    if has_role(Role::Lead) || (supervisor_signs && has_role(Role::Supervisor)) {
        return Ok(Some(tx.actor.name.clone()));
    }
    let today = tx.now.date_naive();
    let leads: Vec<String> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .select(accounts::name)
        .filter(memberships::entity_id.eq(opened.entity.id))
        .filter(memberships::role.eq(Role::Lead.as_str()))
        .filter(
            memberships::from_on
                .is_null()
                .or(memberships::from_on.le(today)),
        )
        .filter(
            memberships::until_on
                .is_null()
                .or(memberships::until_on.ge(today)),
        )
        .filter(accounts::state.eq("active"))
        .limit(2)
        .load(tx.conn)?;
    Ok(match leads.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    })
}
