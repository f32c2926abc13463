-- The whole procedure (domain 7.2, 7.3): corrections, consultations, transfers, points, links between cases, escalation,
-- legal notification, the people of a case, the paper book, and versions of the law that go live on a date.

-- Cases about the same thing.
ALTER TABLE cases ADD COLUMN group_id uuid;
ALTER TABLE cases ADD CONSTRAINT case_follows_a_case_of_its_entity FOREIGN KEY (entity_id, group_id) REFERENCES cases (entity_id, id);
ALTER TABLE cases ADD CONSTRAINT case_does_not_follow_itself CHECK (group_id <> id);
CREATE INDEX cases_by_group ON cases (entity_id, group_id) WHERE group_id IS NOT NULL;
COMMENT ON COLUMN cases.group_id IS 'The oldest case about the same thing: one work item, each person keeps number, deadline and answer.';

-- A clock may run again in the same cycle: a unit clock at each assignment, a main clock after reclassification.
ALTER TABLE clocks ADD COLUMN run smallint NOT NULL DEFAULT 1;
ALTER TABLE clocks ADD COLUMN is_current boolean NOT NULL DEFAULT true;
ALTER TABLE clocks DROP CONSTRAINT clock_is_one_per_cycle;
ALTER TABLE clocks ADD CONSTRAINT clock_run_is_unique UNIQUE (entity_id, case_id, name, cycle, run);
ALTER TABLE clocks DROP CONSTRAINT clock_name_is_known;
ALTER TABLE clocks ADD CONSTRAINT clock_name_is_known CHECK (name IN ('main', 'triage', 'unit', 'correction', 'internal', 'notification', 'pick_up', 'transcription', 'silence'));
COMMENT ON COLUMN clocks.is_current IS 'False once another run took its place: the main clock after a reclassification.';

-- Marks at 50, 80 and 100 % of a clock, each exactly once.
CREATE TABLE escalations (
    entity_id uuid        NOT NULL,
    clock_id  uuid        NOT NULL,
    mark      smallint    NOT NULL,
    case_id   uuid        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (entity_id, clock_id, mark)
);
ALTER TABLE escalations ADD CONSTRAINT escalation_is_of_a_clock FOREIGN KEY (entity_id, clock_id) REFERENCES clocks (entity_id, id);
ALTER TABLE escalations ADD CONSTRAINT escalation_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE escalations ADD CONSTRAINT escalation_mark_is_a_share CHECK (mark BETWEEN 1 AND 100);
CREATE INDEX escalations_of_a_case ON escalations (entity_id, case_id);

-- Corrections: one request with all defects, one answer (Peru DS 007 art. 16.1 b; Chile Ley 19.880 art. 31).
CREATE TABLE corrections (
    entity_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    n           smallint    NOT NULL,
    defects     jsonb       NOT NULL,
    asked_by    uuid        NOT NULL,
    asked_at    timestamptz NOT NULL,
    until_on    date        NOT NULL,
    answer      text,
    answered_at timestamptz,
    lapsed_at   timestamptz,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE corrections ADD CONSTRAINT correction_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE corrections ADD CONSTRAINT correction_was_asked_by_staff FOREIGN KEY (asked_by) REFERENCES accounts (id);
ALTER TABLE corrections ADD CONSTRAINT correction_is_counted UNIQUE (entity_id, case_id, n);
ALTER TABLE corrections ADD CONSTRAINT correction_is_answered_or_lapsed CHECK (answered_at IS NULL OR lapsed_at IS NULL);
ALTER TABLE corrections ADD CONSTRAINT correction_answer_says_when CHECK ((answer IS NULL) = (answered_at IS NULL));
CREATE INDEX corrections_by_asker ON corrections (asked_by);

-- Consultations: another unit, the legal adviser, or somebody outside with a one-time link.
CREATE TABLE consultations (
    entity_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    case_id      uuid        NOT NULL,
    kind         text        NOT NULL,
    unit_id      uuid,
    clock_id     uuid        NOT NULL,
    question     text        NOT NULL,
    asked_by     uuid        NOT NULL,
    asked_at     timestamptz NOT NULL,
    outside_name text,
    outside_mail text,
    token_hash   bytea,
    answer       text,
    answered_by  uuid,
    answered_at  timestamptz,
    cancelled_at timestamptz,
    topic        text,
    is_precedent boolean     NOT NULL DEFAULT false,
    search       tsvector,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE consultations ADD CONSTRAINT consultation_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE consultations ADD CONSTRAINT consultation_has_a_clock FOREIGN KEY (entity_id, clock_id) REFERENCES clocks (entity_id, id);
ALTER TABLE consultations ADD CONSTRAINT consultation_unit_exists FOREIGN KEY (entity_id, unit_id) REFERENCES units (entity_id, id);
ALTER TABLE consultations ADD CONSTRAINT consultation_asker_exists FOREIGN KEY (asked_by) REFERENCES accounts (id);
ALTER TABLE consultations ADD CONSTRAINT consultation_answerer_exists FOREIGN KEY (answered_by) REFERENCES accounts (id);
ALTER TABLE consultations ADD CONSTRAINT consultation_kind_is_known CHECK (kind IN ('unit', 'legal', 'outside'));
ALTER TABLE consultations ADD CONSTRAINT consultation_inside_names_a_unit CHECK ((kind = 'outside') = (unit_id IS NULL));
ALTER TABLE consultations ADD CONSTRAINT consultation_outside_has_a_link CHECK ((kind = 'outside') = (outside_mail IS NOT NULL AND token_hash IS NOT NULL));
ALTER TABLE consultations ADD CONSTRAINT consultation_answer_says_when CHECK ((answer IS NULL) = (answered_at IS NULL));
ALTER TABLE consultations ADD CONSTRAINT precedent_is_an_answered_opinion CHECK (NOT is_precedent OR (kind = 'legal' AND answer IS NOT NULL AND topic IS NOT NULL));
CREATE INDEX consultations_of_a_case ON consultations (entity_id, case_id, asked_at);
CREATE INDEX consultations_of_a_clock ON consultations (entity_id, clock_id);
CREATE INDEX consultations_of_a_unit ON consultations (entity_id, unit_id, asked_at) WHERE answered_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX consultations_by_asker ON consultations (asked_by);
CREATE INDEX consultations_by_answerer ON consultations (answered_by);
CREATE INDEX consultations_precedents ON consultations (entity_id, answered_at DESC, id DESC) WHERE is_precedent;
COMMENT ON TABLE consultations IS 'Questions inside a case (PE-76, PE-92, CL-20, CL-23). Internal: the person sees that somebody was asked, not what.';

-- Transfers between entities: an offer that the receiver accepts, refuses or leaves to its silence.
CREATE TABLE transfers (
    entity_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    case_id         uuid        NOT NULL,
    receiver_id     uuid        NOT NULL,
    sender_number   text        NOT NULL,
    kind            text        NOT NULL,
    story           text        NOT NULL,
    reason          text        NOT NULL,
    offered_by      uuid        NOT NULL,
    offered_at      timestamptz NOT NULL,
    answer_until    timestamptz NOT NULL,
    on_silence      text        NOT NULL,
    state           text        NOT NULL,
    answered_by     uuid,
    answered_at     timestamptz,
    answer_reason   text,
    receiver_case   uuid,
    receiver_number text,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE transfers ADD CONSTRAINT transfer_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE transfers ADD CONSTRAINT transfer_receiver_exists FOREIGN KEY (receiver_id) REFERENCES entities (id);
ALTER TABLE transfers ADD CONSTRAINT transfer_goes_elsewhere CHECK (receiver_id <> entity_id);
ALTER TABLE transfers ADD CONSTRAINT transfer_was_offered_by_staff FOREIGN KEY (offered_by) REFERENCES accounts (id);
ALTER TABLE transfers ADD CONSTRAINT transfer_was_answered_by_staff FOREIGN KEY (answered_by) REFERENCES accounts (id);
ALTER TABLE transfers ADD CONSTRAINT transfer_state_is_known CHECK (state IN ('offered', 'accepted', 'refused', 'lapsed', 'withdrawn'));
ALTER TABLE transfers ADD CONSTRAINT transfer_silence_rule_is_known CHECK (on_silence IN ('accepted', 'returned'));
ALTER TABLE transfers ADD CONSTRAINT accepted_transfer_names_its_case CHECK ((state = 'accepted') = (receiver_case IS NOT NULL AND receiver_number IS NOT NULL));
CREATE UNIQUE INDEX transfers_one_open_offer ON transfers (entity_id, case_id) WHERE state = 'offered';
CREATE INDEX transfers_of_a_case ON transfers (entity_id, case_id, offered_at);
CREATE INDEX transfers_received ON transfers (receiver_id, offered_at, id) WHERE state = 'offered';
CREATE INDEX transfers_by_new_case ON transfers (receiver_id, receiver_case) WHERE receiver_case IS NOT NULL;
CREATE INDEX transfers_by_offerer ON transfers (offered_by);
CREATE INDEX transfers_by_answerer ON transfers (answered_by);
COMMENT ON TABLE transfers IS 'Row security lets sender and receiver read it. Holds no contact data: those follow only what was accepted.';

-- How cases hang together.
CREATE TABLE case_links (
    entity_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    case_id      uuid        NOT NULL,
    kind         text        NOT NULL,
    other_id     uuid,
    other_number text        NOT NULL,
    other_entity text,
    at           timestamptz NOT NULL,
    ended_at     timestamptz,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE case_links ADD CONSTRAINT link_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE case_links ADD CONSTRAINT link_other_exists FOREIGN KEY (entity_id, other_id) REFERENCES cases (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE case_links ADD CONSTRAINT link_kind_is_known CHECK (kind IN ('merged_into', 'merged_from', 'duplicate_of', 'grouped_with', 'groups', 'split_into', 'split_from', 'transferred_to', 'transferred_from', 'continued_in', 'continues'));
CREATE INDEX links_of_a_case ON case_links (entity_id, case_id, at);
CREATE INDEX links_by_other ON case_links (entity_id, other_id) WHERE other_id IS NOT NULL;

-- Points raised by the person, listed at triage; the answer says something to each (PE-40).
CREATE TABLE case_points (
    entity_id uuid        NOT NULL,
    case_id   uuid        NOT NULL,
    n         smallint    NOT NULL,
    text      text        NOT NULL,
    added_by  uuid        NOT NULL,
    added_at  timestamptz NOT NULL,
    PRIMARY KEY (entity_id, case_id, n)
);
ALTER TABLE case_points ADD CONSTRAINT point_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE case_points ADD CONSTRAINT point_was_added_by_staff FOREIGN KEY (added_by) REFERENCES accounts (id);
ALTER TABLE case_points ADD CONSTRAINT point_is_bounded CHECK (length(text) BETWEEN 1 AND 500);
CREATE INDEX points_by_author ON case_points (added_by);

ALTER TABLE responses ADD COLUMN basis text;
ALTER TABLE responses ADD COLUMN ground text;
ALTER TABLE responses ADD COLUMN points jsonb NOT NULL DEFAULT '[]';
ALTER TABLE responses ADD COLUMN late_reason text;
COMMENT ON COLUMN responses.basis IS 'Why: needed where the outcome says no (DS 007 art. 16.2; Ley 19.880 art. 41).';
COMMENT ON COLUMN responses.ground IS 'Refusal ground of the regime, for access to information.';
COMMENT ON COLUMN responses.points IS 'What the answer says to each point: [{n, text}].';
COMMENT ON COLUMN responses.late_reason IS 'Why it is late; needed after the due date.';

CREATE TABLE templates (
    entity_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    language   text        NOT NULL,
    kind       text,
    outcome    text,
    body       text        NOT NULL,
    version    integer     NOT NULL,
    state      text        NOT NULL,
    changed_by uuid        NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE templates ADD CONSTRAINT template_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE templates ADD CONSTRAINT template_was_changed_by_staff FOREIGN KEY (changed_by) REFERENCES accounts (id);
ALTER TABLE templates ADD CONSTRAINT template_name_is_unique UNIQUE (entity_id, name, language);
ALTER TABLE templates ADD CONSTRAINT template_state_is_known CHECK (state IN ('in_use', 'retired'));
ALTER TABLE templates ADD CONSTRAINT template_is_bounded CHECK (length(name) BETWEEN 1 AND 120 AND length(body) BETWEEN 1 AND 20000);
CREATE INDEX templates_by_author ON templates (changed_by);

-- Legal notification: more ways, with proof (domain 7.3 row 19).
ALTER TABLE filers DROP CONSTRAINT filer_notices_are_known;
ALTER TABLE filers ADD CONSTRAINT filer_notices_are_known CHECK (notices IN ('email', 'sms', 'page', 'address', 'desk', 'none'));
ALTER TABLE filers ADD CONSTRAINT notices_by_sms_need_a_phone CHECK (notices <> 'sms' OR phone IS NOT NULL);
ALTER TABLE filers ADD CONSTRAINT notices_at_home_need_an_address CHECK (notices <> 'address' OR address IS NOT NULL);
ALTER TABLE deliveries DROP CONSTRAINT delivery_transport_is_known;
ALTER TABLE deliveries ADD CONSTRAINT delivery_transport_is_known CHECK (transport IN ('email', 'sms', 'page', 'address', 'desk'));
ALTER TABLE deliveries DROP CONSTRAINT delivery_state_is_known;
ALTER TABLE deliveries ADD CONSTRAINT delivery_state_is_known CHECK (state IN ('queued', 'waiting', 'sent', 'failed', 'unclaimed'));
ALTER TABLE deliveries ADD COLUMN proof jsonb;
COMMENT ON COLUMN deliveries.proof IS 'Who received it, when and how, for what was handed over; never an address.';
COMMENT ON COLUMN deliveries.state IS 'waiting: to be handed over by staff; unclaimed: nobody came within the pick-up period.';

-- The people of a case besides the one who filed (PE-90, PE-91).
ALTER TABLE filers ADD COLUMN country text;
ALTER TABLE filers ADD COLUMN age smallint;
ALTER TABLE filers ADD CONSTRAINT filer_country_is_iso CHECK (country ~ '^[A-Z]{2}$');
ALTER TABLE filers ADD CONSTRAINT filer_age_is_human CHECK (age BETWEEN 0 AND 130);
ALTER TABLE stories ADD COLUMN written_in text;
COMMENT ON COLUMN stories.written_in IS 'Language of the story where it is none of the interface, as BCP 47, such as qu.';
CREATE TABLE parties (
    entity_id       uuid NOT NULL,
    id              uuid NOT NULL,
    case_id         uuid NOT NULL,
    role            text NOT NULL,
    name            text NOT NULL,
    document_type   text,
    document_number text,
    email           text,
    phone           text,
    relation        text,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE parties ADD CONSTRAINT party_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE parties ADD CONSTRAINT party_role_is_known CHECK (role IN ('representative', 'guardian', 'affected', 'contact'));
CREATE UNIQUE INDEX parties_one_of_each ON parties (entity_id, case_id, role);
COMMENT ON TABLE parties IS 'Representative, guardian of a minor, affected person, contact person. Personal data, masked as the filer.';

-- Incidents solved before anybody filed (DS 007 arts. 9, 12).
CREATE TABLE incidents (
    entity_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    office_id   uuid,
    text        text        NOT NULL,
    is_solved   boolean     NOT NULL,
    how         text,
    recorded_by uuid        NOT NULL,
    at          timestamptz NOT NULL,
    case_id     uuid,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE incidents ADD CONSTRAINT incident_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE incidents ADD CONSTRAINT incident_office_exists FOREIGN KEY (entity_id, office_id) REFERENCES offices (entity_id, id);
ALTER TABLE incidents ADD CONSTRAINT incident_case_exists FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE incidents ADD CONSTRAINT incident_recorder_exists FOREIGN KEY (recorded_by) REFERENCES accounts (id);
ALTER TABLE incidents ADD CONSTRAINT incident_is_bounded CHECK (length(text) BETWEEN 1 AND 2000);
CREATE INDEX incidents_newest ON incidents (entity_id, at DESC, id DESC);
CREATE INDEX incidents_by_office ON incidents (entity_id, office_id);
CREATE INDEX incidents_by_case ON incidents (entity_id, case_id);
CREATE INDEX incidents_by_recorder ON incidents (recorded_by);

-- Sheets of the paper book (PE-01): every number is accounted for.
CREATE TABLE paper_sheets (
    entity_id  uuid        NOT NULL,
    office_id  uuid        NOT NULL,
    sheet      integer     NOT NULL,
    written_on date        NOT NULL,
    case_id    uuid,
    voided     text,
    entered_by uuid        NOT NULL,
    entered_at timestamptz NOT NULL,
    is_late    boolean     NOT NULL,
    PRIMARY KEY (entity_id, office_id, sheet)
);
ALTER TABLE paper_sheets ADD CONSTRAINT sheet_is_of_an_office FOREIGN KEY (entity_id, office_id) REFERENCES offices (entity_id, id);
ALTER TABLE paper_sheets ADD CONSTRAINT sheet_case_exists FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE paper_sheets ADD CONSTRAINT sheet_was_entered_by_staff FOREIGN KEY (entered_by) REFERENCES accounts (id);
ALTER TABLE paper_sheets ADD CONSTRAINT sheet_is_a_case_or_void CHECK ((case_id IS NULL) = (voided IS NOT NULL));
ALTER TABLE paper_sheets ADD CONSTRAINT sheet_numbers_start_at_one CHECK (sheet >= 1);
CREATE INDEX sheets_by_case ON paper_sheets (entity_id, case_id);
CREATE INDEX sheets_by_clerk ON paper_sheets (entered_by);

-- Which packs an entity follows since when; two persons decide.
CREATE TABLE entity_packs (
    entity_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    pack_id     uuid        NOT NULL,
    from_on     date        NOT NULL,
    proposed_by text        NOT NULL,
    proposed_at timestamptz NOT NULL,
    approved_by text,
    approved_at timestamptz,
    replay      jsonb,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE entity_packs ADD CONSTRAINT entity_pack_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE entity_packs ADD CONSTRAINT entity_pack_exists FOREIGN KEY (pack_id) REFERENCES packs (id);
ALTER TABLE entity_packs ADD CONSTRAINT entity_pack_is_adopted_once UNIQUE (entity_id, pack_id, from_on);
ALTER TABLE entity_packs ADD CONSTRAINT two_persons_change_the_rules CHECK (approved_by IS NULL OR approved_by <> proposed_by);
ALTER TABLE entity_packs ADD CONSTRAINT approval_says_when CHECK ((approved_by IS NULL) = (approved_at IS NULL));
CREATE INDEX entity_packs_by_pack ON entity_packs (pack_id);
COMMENT ON TABLE entity_packs IS 'A version counts for new cases from its day on, once a second person approved it; old cases keep theirs.';
