//! The table for people who do not program.

use super::sides::SIDE_CLOCKS;
use super::table::{LIFECYCLE, To};
use crate::vocabulary::State;

/// The table as Markdown: one line per row, for people who do not program.
pub fn as_markdown() -> String {
    let mut page = String::from(
        "# Lifecycle of a case\n\nGenerated from `backend/rules/src/lifecycle/table.rs` by `make gen`; never edited.\n\n\
         | from | command | to | who | guard | main clock | history entry |\n|---|---|---|---|---|---|---|\n",
    );
    for row in LIFECYCLE {
        let from: Vec<_> = State::ALL
            .iter()
            .filter(|s| row.from.contains(**s))
            .map(|s| s.as_str())
            .collect();
        let to = match row.to {
            To::Go(state) => state.as_str(),
            To::Stay => "(stays)",
        };
        let guard = if row.guard_name == "none" {
            ""
        } else {
            row.guard_name
        };
        page.push_str(&format!(
            "| {} | {:?} | {to} | {} | {guard} | {:?} | {} |\n",
            from.join(", "),
            row.command,
            row.by.names().join(", "),
            row.clock,
            row.event
        ));
    }
    page.push_str(
        "\n## Clocks beside the main one\n\nThe regime says how long each may run; without a rule it does not run.\n\n\
         | clock | runs while | starts anew with each holder |\n|---|---|---|\n",
    );
    for side in SIDE_CLOCKS {
        let states: Vec<_> = State::ALL
            .iter()
            .filter(|state| side.while_in.contains(**state))
            .map(|state| state.as_str())
            .collect();
        let anew = if side.restarts_with_holder { "yes" } else { "" };
        page.push_str(&format!(
            "| {} | {} | {anew} |\n",
            side.name,
            states.join(", ")
        ));
    }
    page
}
