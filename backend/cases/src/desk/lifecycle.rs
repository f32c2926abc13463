//! The lifecycle as a table, for those who build on it.

use actix_web::{get, web};
use hilo_rules::lifecycle::{LIFECYCLE, To};
use hilo_rules::vocabulary::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The whole table.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Lifecycle {
    pub rows: Vec<LifecycleRow>,
}

/// One step of the procedure.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct LifecycleRow {
    /// States in which the step is possible.
    pub from: Vec<State>,
    /// Operation of this contract; empty for steps that the program takes by itself.
    #[schema(example = "assignCase")]
    pub operation: Option<String>,
    /// State afterwards; empty when it stays.
    pub to: Option<State>,
    /// Who may take it: `person`, roles of staff, `machine`, `system`.
    #[schema(example = json!(["supervisor", "lead"]))]
    pub by: Vec<String>,
    /// Name of the condition; empty when there is none.
    #[schema(example = "within_window")]
    pub guard: Option<String>,
    /// Name of the history entry.
    #[schema(example = "case.assigned")]
    pub event: String,
}

/// Get the lifecycle
///
/// Every step a case can take: from which states, by whom, under which condition, to where. The server works by this very
/// table; each case also tells which operations are open to its caller now.
#[utoipa::path(
    tag = "directory",
    responses((status = 200, description = "The table", body = Lifecycle))
)]
#[get("/lifecycle")]
pub async fn get_lifecycle() -> web::Json<Lifecycle> {
    let rows = LIFECYCLE.iter().map(|row| LifecycleRow {
        from: State::ALL
            .iter()
            .copied()
            .filter(|state| row.from.contains(*state))
            .collect(),
        operation: row.command.operation().map(str::to_owned),
        to: match row.to {
            To::Go(state) => Some(state),
            To::Stay => None,
        },
        by: row.by.names().into_iter().map(str::to_owned).collect(),
        guard: (row.guard_name != "none").then(|| row.guard_name.to_owned()),
        event: row.event.to_owned(),
    });
    web::Json(Lifecycle {
        rows: rows.collect(),
    })
}
