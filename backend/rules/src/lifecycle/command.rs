//! What can be done to a case, and by which operation of the contract.

/// What can be done to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Submit,
    Triage,
    SetPoints,
    RequestCorrection,
    Correct,
    Lapse,
    Reclassify,
    Archive,
    Merge,
    Split,
    Group,
    Ungroup,
    Transfer,
    Handover,
    StayHere,
    Assign,
    Accept,
    Return,
    Consult,
    AnswerConsultation,
    CancelConsultation,
    Proceed,
    Suspend,
    Resume,
    Extend,
    Escalate,
    DenounceSilence,
    ReplyInterim,
    Draft,
    SendForReview,
    Approve,
    SendBack,
    Respond,
    AnswerWithGroup,
    Notify,
    RecordNotice,
    RecordFailedNotice,
    Close,
    Rate,
    Dispute,
    Appeal,
    Reopen,
    Withdraw,
    AddMessage,
    Attach,
    AddNote,
}

impl Command {
    /// The operation of the contract that gives this command; `None` for steps only the program takes.
    pub const fn operation(self) -> Option<&'static str> {
        match self {
            Self::Submit => Some("submitCase"),
            Self::Triage => Some("triageCase"),
            Self::SetPoints => Some("setPoints"),
            Self::RequestCorrection => Some("requestCorrection"),
            Self::Correct => Some("correctCase"),
            Self::Reclassify => Some("reclassifyCase"),
            Self::Archive => Some("archiveCase"),
            Self::Merge => Some("mergeCases"),
            Self::Split => Some("splitCase"),
            Self::Group => Some("groupCase"),
            Self::Ungroup => Some("ungroupCase"),
            Self::Transfer => Some("transferCase"),
            Self::Assign => Some("assignCase"),
            Self::Accept => Some("acceptCase"),
            Self::Return => Some("returnCase"),
            Self::Consult => Some("consultUnit"),
            Self::AnswerConsultation => Some("answerConsultation"),
            Self::CancelConsultation => Some("cancelConsultation"),
            Self::Suspend => Some("suspendCase"),
            Self::Resume => Some("resumeCase"),
            Self::Extend => Some("extendCase"),
            Self::DenounceSilence => Some("denounceSilence"),
            Self::ReplyInterim => Some("replyInterim"),
            Self::Draft | Self::SendForReview => Some("draftResponse"),
            Self::Approve | Self::SendBack => Some("reviewResponse"),
            Self::Respond => Some("respondToCase"),
            Self::RecordNotice | Self::RecordFailedNotice => Some("notifyCase"),
            Self::Rate => Some("rateCase"),
            Self::Dispute => Some("disputeCase"),
            Self::Appeal => Some("appealCase"),
            Self::Reopen => Some("reopenCase"),
            Self::Withdraw => Some("withdrawCase"),
            Self::AddMessage => Some("addMessage"),
            Self::Attach => Some("uploadAttachment"),
            Self::AddNote => Some("addNote"),
            Self::Lapse
            | Self::Handover
            | Self::StayHere
            | Self::Proceed
            | Self::Escalate
            | Self::AnswerWithGroup
            | Self::Notify
            | Self::Close => None,
        }
    }
}
