//! Who may give a command.

use crate::vocabulary::Role;

/// Who may give a command, as bits. How far each role reaches stands in [`crate::matrix`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who(u16);

impl Who {
    /// The person of the case: holder of its key.
    pub const PERSON: Self = Self(1);
    /// Jobs of the program itself.
    pub const SYSTEM: Self = Self(1 << 1);
    /// Integration keys.
    pub const MACHINE: Self = Self(1 << 2);
    /// Staff by role.
    pub const OPERATOR: Self = Self(1 << 3);
    pub const OFFICER: Self = Self(1 << 4);
    pub const SUPERVISOR: Self = Self(1 << 5);
    pub const LEAD: Self = Self(1 << 6);
    /// Whoever works on cases.
    pub const STAFF: Self = Self::OFFICER.or(Self::SUPERVISOR).or(Self::LEAD);
    /// Heads of units and of the whole procedure.
    pub const HEADS: Self = Self::SUPERVISOR.or(Self::LEAD);

    /// Either of two sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Do the sets meet?
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The bit of a staff role; roles without a part in the procedure have none.
    pub const fn of_role(role: Role) -> Self {
        match role {
            Role::Operator => Self::OPERATOR,
            Role::Officer => Self::OFFICER,
            Role::Supervisor => Self::SUPERVISOR,
            Role::Lead => Self::LEAD,
            Role::Administrator | Role::Auditor | Role::Oversight => Self(0),
        }
    }

    /// The names of the set, for print and export.
    pub fn names(self) -> Vec<&'static str> {
        const NAMES: &[(Who, &str)] = &[
            (Who::PERSON, "person"),
            (Who::OPERATOR, "operator"),
            (Who::OFFICER, "officer"),
            (Who::SUPERVISOR, "supervisor"),
            (Who::LEAD, "lead"),
            (Who::MACHINE, "machine"),
            (Who::SYSTEM, "system"),
        ];
        NAMES
            .iter()
            .filter(|(who, _)| who.meets(self))
            .map(|(_, name)| *name)
            .collect()
    }
}
