//! The permission matrix: one row per operation, one column per role (reliability part 3).
//!
//! Deny is the default. An operation of the contract without a row fails a test; a row without an operation too.
//! The page `docs/permissions.md` is printed from here.

use crate::vocabulary::Role;

/// How far a role reaches with an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Never.
    No,
    /// Needs no case, or any: public answers and one's own account.
    Yes,
    /// The case whose key the caller holds.
    Own,
    /// Cases this operator registered in the last 24 hours.
    Intake,
    /// Cases assigned to this person; for staff of the intake desk also those that no unit holds yet.
    Assigned,
    /// Cases of the caller's unit; for staff of the intake desk also those that no unit holds yet.
    Unit,
    /// Every case of the entity.
    Entity,
    /// As `Entity`, with personal data covered.
    Masked,
    /// What the scope of the key names.
    Scope(&'static str),
}

/// One operation and what each role may do with it.
#[derive(Debug, Clone, Copy)]
pub struct Cells {
    pub operation: &'static str,
    pub anyone: Reach,
    pub key_holder: Reach,
    pub operator: Reach,
    pub officer: Reach,
    pub supervisor: Reach,
    pub lead: Reach,
    pub administrator: Reach,
    pub auditor: Reach,
    pub oversight: Reach,
    pub machine: Reach,
}

macro_rules! cells {
    ($($operation:literal $anyone:ident $key:ident $op:ident $of:ident $su:ident $le:ident $ad:ident $au:ident $na:ident $machine:expr;)+) => {
        &[$(Cells {
            operation: $operation,
            anyone: $anyone, key_holder: $key, operator: $op, officer: $of, supervisor: $su, lead: $le,
            administrator: $ad, auditor: $au, oversight: $na, machine: $machine,
        },)+]
    };
}

use Reach::{Assigned as Asg, Entity as Ent, Intake, Masked as Mask, No, Own, Scope, Unit, Yes};

const FILE: Reach = Scope("cases:file");
const READ: Reach = Scope("cases:read");

#[rustfmt::skip]
pub const MATRIX: &[Cells] = cells![
    // operation             anyone key  operator officer superv. lead  admin auditor oversight machine
    "listEntities"           Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "getEntity"              Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "listServices"           Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "getService"             Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "searchCatalogue"        Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "simulateClock"          Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "getLifecycle"           Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "submitCase"             Yes    Yes  Ent      No      No      Ent   No    No      No        FILE;
    "trackCase"              No     Own  No       No      No      No    No    No      No        No;
    "followCase"             No     Own  No       No      No      No    No    No      No        No;
    "explainClocks"          No     Own  No       No      No      No    No    No      No        No;
    "addMessage"             No     Own  No       No      No      No    No    No      No        No;
    "uploadAttachment"       No     Own  No       No      No      No    No    No      No        No;
    "getAttachment"          No     Own  No       No      No      No    No    No      No        No;
    "withdrawCase"           No     Own  No       No      No      No    No    No      No        No;
    "rateCase"               No     Own  No       No      No      No    No    No      No        No;
    "disputeCase"            No     Own  No       No      No      No    No    No      No        No;
    "correctCase"            No     Own  No       No      No      No    No    No      No        No;
    "denounceSilence"        No     Own  No       No      No      No    No    No      No        No;
    "appealCase"             No     Own  No       No      No      No    No    No      No        No;
    "signIn"                 Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "refreshSession"         Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "signOut"                No     No   Yes      Yes     Yes     Yes   Yes   Yes     Yes       No;
    "getMe"                  No     No   Yes      Yes     Yes     Yes   Yes   Yes     Yes       No;
    "listCases"              No     No   Intake   Asg     Unit    Ent   No    Mask    No        READ;
    "countViews"             No     No   Intake   Asg     Unit    Ent   No    Mask    No        READ;
    "getCase"                No     No   Intake   Asg     Unit    Ent   No    Mask    No        READ;
    "listHistory"            No     No   No       Asg     Unit    Ent   No    Ent     No        READ;
    "explainStaffClocks"     No     No   Intake   Asg     Unit    Ent   No    Ent     No        READ;
    "getCaseAttachment"      No     No   No       Asg     Unit    Ent   No    No      No        READ;
    "followQueue"            No     No   No       Asg     Unit    Ent   No    No      No        No;
    "listUnits"              No     No   Ent      Ent     Ent     Ent   Ent   Ent     No        READ;
    "listOfficers"           No     No   No       Ent     Ent     Ent   No    No      No        No;
    "triageCase"             No     No   No       Asg     Unit    Ent   No    No      No        No;
    "setPoints"              No     No   No       Asg     Unit    Ent   No    No      No        No;
    "requestCorrection"      No     No   No       Asg     Unit    Ent   No    No      No        No;
    "reclassifyCase"         No     No   No       Asg     Unit    Ent   No    No      No        No;
    "archiveCase"            No     No   No       No      No      Ent   No    No      No        No;
    "extendCase"             No     No   No       No      Unit    Ent   No    No      No        No;
    "suspendCase"            No     No   No       No      Unit    Ent   No    No      No        No;
    "resumeCase"             No     No   No       Asg     Unit    Ent   No    No      No        No;
    "assignCase"             No     No   No       Asg     Unit    Ent   No    No      No        No;
    "acceptCase"             No     No   No       Asg     Unit    Ent   No    No      No        No;
    "returnCase"             No     No   No       Asg     Unit    Ent   No    No      No        No;
    "consultUnit"            No     No   No       Asg     Unit    Ent   No    No      No        No;
    "answerConsultation"     No     No   No       Unit    Unit    Ent   No    No      No        No;
    "cancelConsultation"     No     No   No       Asg     Unit    Ent   No    No      No        No;
    "listConsultations"      No     No   No       Unit    Unit    Ent   No    No      No        No;
    "listPrecedents"         No     No   No       Ent     Ent     Ent   No    No      No        No;
    "getQuestion"            Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "answerQuestion"         Yes    Yes  Yes      Yes     Yes     Yes   Yes   Yes     Yes       Yes;
    "replyInterim"           No     No   No       Asg     Unit    Ent   No    No      No        No;
    "listTemplates"          No     No   No       Ent     Ent     Ent   No    No      No        No;
    "saveTemplate"           No     No   No       No      Ent     Ent   No    No      No        No;
    "fillTemplate"           No     No   No       Asg     Unit    Ent   No    No      No        No;
    "draftResponse"          No     No   No       Asg     Unit    Ent   No    No      No        No;
    "reviewResponse"         No     No   No       No      Unit    Ent   No    No      No        No;
    "respondToCase"          No     No   No       No      Unit    Ent   No    No      No        No;
    "mergeCases"             No     No   No       No      Unit    Ent   No    No      No        No;
    "splitCase"              No     No   No       Asg     Unit    Ent   No    No      No        No;
    "groupCase"              No     No   No       Asg     Unit    Ent   No    No      No        No;
    "ungroupCase"            No     No   No       No      Unit    Ent   No    No      No        No;
    "transferCase"           No     No   No       No      Unit    Ent   No    No      No        No;
    "listTransfers"          No     No   No       No      No      Ent   No    No      No        No;
    "acceptTransfer"         No     No   No       No      No      Ent   No    No      No        No;
    "refuseTransfer"         No     No   No       No      No      Ent   No    No      No        No;
    "notifyCase"             No     No   Ent      Asg     Unit    Ent   No    No      No        No;
    "enterSheet"             No     No   Ent      No      No      Ent   No    No      No        No;
    "voidSheet"              No     No   Ent      No      No      Ent   No    No      No        No;
    "listSheets"             No     No   Ent      Ent     Ent     Ent   No    Ent     No        No;
    "recordIncident"         No     No   Ent      Ent     Ent     Ent   No    No      No        No;
    "listIncidents"          No     No   Ent      Ent     Ent     Ent   No    Ent     No        No;
    "addNote"                No     No   No       Asg     Unit    Ent   No    No      No        No;
    "reopenCase"             No     No   No       No      No      Ent   No    No      No        No;
];

/// The row of an operation.
pub fn cells(operation: &str) -> Option<&'static Cells> {
    MATRIX.iter().find(|cells| cells.operation == operation)
}

impl Cells {
    /// The cell of a staff role.
    pub const fn of_role(&self, role: Role) -> Reach {
        match role {
            Role::Operator => self.operator,
            Role::Officer => self.officer,
            Role::Supervisor => self.supervisor,
            Role::Lead => self.lead,
            Role::Administrator => self.administrator,
            Role::Auditor => self.auditor,
            Role::Oversight => self.oversight,
        }
    }
}

/// The matrix as Markdown.
pub fn as_markdown() -> String {
    let mut page = String::from(
        "# Who may do what\n\nGenerated from `backend/rules/src/matrix.rs` by `make gen`; never edited.\n\
         Empty: never. *own*: with the key of the case. *intake*: registered by this operator in the last 24 hours. \
         *asg*: assigned to this person. *unit*: held by the caller's unit. *ent*: the whole entity. *mask*: personal data covered.\n\
         Staff of the intake desk also reach the cases that no unit holds yet.\n\n\
         | operation | anyone | key holder | operator | officer | supervisor | lead | administrator | auditor | oversight | machine |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for row in MATRIX {
        let cells = [
            row.anyone,
            row.key_holder,
            row.operator,
            row.officer,
            row.supervisor,
            row.lead,
            row.administrator,
            row.auditor,
            row.oversight,
            row.machine,
        ];
        let words: Vec<_> = cells.iter().map(|reach| word(*reach)).collect();
        page.push_str(&format!("| {} | {} |\n", row.operation, words.join(" | ")));
    }
    page
}

const fn word(reach: Reach) -> &'static str {
    match reach {
        Reach::No => "",
        Reach::Yes => "yes",
        Reach::Own => "own",
        Reach::Intake => "intake",
        Reach::Assigned => "asg",
        Reach::Unit => "unit",
        Reach::Entity => "ent",
        Reach::Masked => "mask",
        Reach::Scope(scope) => scope,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_has_one_row() {
        for (i, row) in MATRIX.iter().enumerate() {
            assert!(
                MATRIX
                    .iter()
                    .skip(i + 1)
                    .all(|other| other.operation != row.operation),
                "{}",
                row.operation
            );
        }
    }

    #[test]
    fn administrators_never_see_case_content() {
        // reliability part 3, overall rule 5
        for row in MATRIX
            .iter()
            .filter(|row| row.operation.contains("Case") && row.anyone == Reach::No)
        {
            assert_eq!(row.administrator, Reach::No, "{}", row.operation);
        }
    }

    #[test]
    fn a_number_alone_opens_nothing() {
        // reliability part 3, row "look up by number alone"
        assert_eq!(cells("trackCase").map(|row| row.anyone), Some(Reach::No));
    }
}
