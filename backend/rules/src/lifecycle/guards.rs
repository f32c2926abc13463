//! Conditions of steps. Packs add conditions as data through [`Facts`]; they never add rows.

/// What guards may look at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// The pack wants an answer to be approved by a second person.
    pub needs_second_person: bool,
    /// A draft of this cycle was approved by somebody else than its author.
    pub is_approved: bool,
    /// There is a draft of this cycle.
    pub has_draft: bool,
    /// The window for a dispute is open.
    pub within_window: bool,
    /// The person confirmed the solution, or the window for a dispute is over.
    pub is_settled: bool,
    /// This cycle was rated already.
    pub is_rated: bool,
    /// The person was told of the answer, with proof.
    pub is_told: bool,
    /// The answer waits to be handed over by staff.
    pub is_waiting: bool,
    /// The pack lets supervisors sign answers of their unit.
    pub supervisor_signs: bool,
    /// The caller is a lead.
    pub by_lead: bool,
    /// The caller is a supervisor or a lead.
    pub by_head: bool,
    /// The person may still be asked to complete the case (Peru: once).
    pub may_ask_correction: bool,
    /// The time for the correction is over.
    pub is_correction_over: bool,
    /// The regime lets the main clock be extended, now.
    pub may_extend: bool,
    /// The regime knows grounds on which the clock may stand still.
    pub may_suspend: bool,
    /// Every consultation has been answered or taken back.
    pub is_all_answered: bool,
    /// Too many units said that the case is not theirs; a head decides.
    pub is_bounced: bool,
    /// Another entity was offered the case and has not answered.
    pub is_offered: bool,
    /// The case follows an older one about the same thing.
    pub is_grouped: bool,
    /// Other cases follow this one.
    pub leads_group: bool,
    /// How often the person has appealed; the next instance has this place in the regime.
    pub appeals: usize,
    /// The regime gives an appeal now: after an answer, or after its silence.
    pub may_appeal: bool,
    /// The term is over and the regime lets the silence be denounced, once.
    pub may_denounce: bool,
}

/// Why a guard says no; the code of the refusal.
pub type Refusal = &'static str;

pub(super) type Guard = fn(&Facts) -> Result<(), Refusal>;

/// Guards that ask one question: the fact that must hold, and the refusal when it does not.
macro_rules! guards {
    ($($(#[$doc:meta])* $name:ident: $fact:expr, $refusal:literal;)+) => {
        $($(#[$doc])* pub(super) fn $name(facts: &Facts) -> Result<(), Refusal> {
            let holds: fn(&Facts) -> bool = $fact;
            if holds(facts) { Ok(()) } else { Err($refusal) }
        })+
    };
}

guards! {
    has_draft: |f| f.has_draft, "case.no-draft";
    within_window: |f| f.within_window, "case.window-over";
    settled: |f| f.is_settled, "case.window-open";
    told: |f| f.is_told, "case.not-told";
    waiting: |f| f.is_waiting, "case.nothing-waits";
    not_rated: |f| !f.is_rated, "case.rated-already";
    /// Peru DS 007 art. 16.1 b: one request.
    correction_left: |f| f.may_ask_correction, "case.correction-asked";
    correction_over: |f| f.is_correction_over, "case.correction-open";
    extendable: |f| f.may_extend, "case.no-extension";
    suspendable: |f| f.may_suspend, "case.no-suspension";
    all_answered: |f| f.is_all_answered, "case.consultation-open";
    /// PE-18, anchors check 36: the third "not ours" goes to a head.
    routable: |f| !f.is_bounced || f.by_head, "case.head-decides";
    offered: |f| f.is_offered, "case.not-offered";
    alone: |f| !f.is_grouped && !f.leads_group, "case.in-group";
    grouped: |f| f.is_grouped, "case.not-in-group";
    not_following: |f| !f.is_grouped && !f.is_offered, "case.follows-another";
    appealable: |f| f.may_appeal, "case.no-appeal";
    silent: |f| f.may_denounce, "case.not-silent";
}

pub(super) fn none(_: &Facts) -> Result<(), Refusal> {
    Ok(())
}

pub(super) fn two_persons(facts: &Facts) -> Result<(), Refusal> {
    if !facts.has_draft {
        Err("case.no-draft")
    } else if facts.needs_second_person && !facts.is_approved {
        Err("case.not-approved")
    } else if facts.by_lead || facts.supervisor_signs {
        Ok(())
    } else {
        Err("case.lead-signs")
    }
}
