-- The thread of one case. Four separate facts: state, outcome, holder, clocks.

CREATE TABLE case_counters (
    entity_id uuid     NOT NULL,
    year      smallint NOT NULL,
    last      integer  NOT NULL,
    PRIMARY KEY (entity_id, year)
);
ALTER TABLE case_counters ADD CONSTRAINT counter_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE case_counters ADD CONSTRAINT correlative_has_seven_digits CHECK (last BETWEEN 0 AND 9999999);
COMMENT ON TABLE case_counters IS 'Gapless correlative per entity and year (Peru, DS 007-2020-PCM art. 5.4); taken as the last step of a filing.';

CREATE TABLE cases (
    entity_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    year            smallint    NOT NULL,
    correlative     integer     NOT NULL,
    version         integer     NOT NULL,
    kind            text        NOT NULL,
    state           text        NOT NULL,
    is_open         boolean     NOT NULL,
    outcome         text,
    unit_id         uuid,
    assignee_id     uuid,
    holder_since    timestamptz NOT NULL,
    service_id      uuid,
    service_version integer,
    office_id       uuid,
    pack_id         uuid        NOT NULL,
    channel         text        NOT NULL,
    language        text        NOT NULL,
    priority        smallint    NOT NULL DEFAULT 0,
    cycle           smallint    NOT NULL DEFAULT 1,
    bounces         smallint    NOT NULL DEFAULT 0,
    is_confidential boolean     NOT NULL DEFAULT false,
    district        text,
    filed_at        timestamptz NOT NULL,
    due_at          timestamptz,
    finished_at     timestamptz,
    changed_at      timestamptz NOT NULL,
    key_hash        bytea       NOT NULL,
    source          text,
    source_id       text,
    search          tsvector    NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE cases ADD CONSTRAINT case_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE cases ADD CONSTRAINT case_number_is_unique UNIQUE (entity_id, year, correlative);
ALTER TABLE cases ADD CONSTRAINT case_source_is_unique UNIQUE (entity_id, source, source_id);
ALTER TABLE cases ADD CONSTRAINT case_unit_exists FOREIGN KEY (entity_id, unit_id) REFERENCES units (entity_id, id);
ALTER TABLE cases ADD CONSTRAINT case_assignee_exists FOREIGN KEY (assignee_id) REFERENCES accounts (id);
ALTER TABLE cases ADD CONSTRAINT case_service_exists FOREIGN KEY (entity_id, service_id, service_version) REFERENCES service_versions (entity_id, service_id, version);
ALTER TABLE cases ADD CONSTRAINT case_office_exists FOREIGN KEY (entity_id, office_id) REFERENCES offices (entity_id, id);
ALTER TABLE cases ADD CONSTRAINT case_pins_a_pack FOREIGN KEY (pack_id) REFERENCES packs (id);
ALTER TABLE cases ADD CONSTRAINT case_kind_is_known CHECK (kind IN ('complaint', 'service_request', 'query', 'suggestion', 'praise', 'denunciation', 'information_request', 'simplification'));
ALTER TABLE cases ADD CONSTRAINT case_state_is_known CHECK (state IN ('draft', 'registered', 'in_triage', 'awaiting_correction', 'assigned', 'in_progress', 'awaiting_internal', 'suspended', 'response_drafted', 'in_review', 'responded', 'notified', 'closed', 'transferred', 'withdrawn', 'archived', 'merged'));
ALTER TABLE cases ADD CONSTRAINT open_means_an_answer_is_owed CHECK (is_open = (state IN ('registered', 'in_triage', 'awaiting_correction', 'assigned', 'in_progress', 'awaiting_internal', 'suspended', 'response_drafted', 'in_review')));
ALTER TABLE cases ADD CONSTRAINT answered_case_has_an_outcome CHECK (state NOT IN ('responded', 'notified', 'closed') OR outcome IS NOT NULL);
ALTER TABLE cases ADD CONSTRAINT case_outcome_is_known CHECK (outcome IN ('accepted', 'partially_accepted', 'denied', 'done', 'not_done', 'informed', 'not_ours', 'unfounded', 'withdrawn', 'duplicate'));
ALTER TABLE cases ADD CONSTRAINT working_case_has_a_unit CHECK (state NOT IN ('assigned', 'in_progress', 'awaiting_internal', 'response_drafted', 'in_review') OR unit_id IS NOT NULL);
ALTER TABLE cases ADD CONSTRAINT assignee_stands_in_a_unit CHECK (assignee_id IS NULL OR unit_id IS NOT NULL);
ALTER TABLE cases ADD CONSTRAINT finished_case_says_when CHECK (is_open = (finished_at IS NULL));
ALTER TABLE cases ADD CONSTRAINT case_version_counts_up CHECK (version >= 1);
ALTER TABLE cases ADD CONSTRAINT case_channel_is_known CHECK (channel IN ('web', 'app', 'phone', 'desk', 'email', 'post', 'paper', 'whatsapp', 'sms', 'kiosk', 'api', 'social', 'internal', 'unknown'));
CREATE INDEX cases_open_by_due ON cases (entity_id, (COALESCE(due_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')), id) WHERE is_open;
CREATE INDEX cases_open_by_unit ON cases (entity_id, unit_id, (COALESCE(due_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')), id) WHERE is_open;
CREATE INDEX cases_open_by_assignee ON cases (entity_id, assignee_id, (COALESCE(due_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')), id) WHERE is_open;
CREATE INDEX cases_open_by_state ON cases (entity_id, state, (COALESCE(due_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')), id) WHERE is_open;
CREATE INDEX cases_newest ON cases (entity_id, filed_at DESC, id DESC);
CREATE INDEX cases_by_unit ON cases (entity_id, unit_id, filed_at DESC, id DESC);
CREATE INDEX cases_by_assignee ON cases (assignee_id, entity_id, filed_at DESC, id DESC) WHERE assignee_id IS NOT NULL;
CREATE INDEX cases_by_service ON cases (entity_id, service_id, filed_at DESC, id DESC);
CREATE INDEX cases_by_state ON cases (entity_id, state, filed_at DESC, id DESC);
CREATE INDEX cases_by_kind ON cases (entity_id, kind, filed_at DESC, id DESC);
CREATE INDEX cases_by_channel ON cases (entity_id, channel, filed_at DESC, id DESC);
CREATE INDEX cases_by_district ON cases (entity_id, district, filed_at DESC, id DESC) WHERE district IS NOT NULL;
CREATE INDEX cases_by_words ON cases USING gin (search);
COMMENT ON TABLE cases IS 'The umbrella record (domain 7.1: case). A case belongs to one entity for ever.';
COMMENT ON COLUMN cases.is_open IS 'True while the entity owes an answer.';
COMMENT ON COLUMN cases.holder_since IS 'Since when the present unit and person hold the case.';
COMMENT ON COLUMN cases.due_at IS 'Last moment of the due day of the running main clock; empty when no term applies.';
COMMENT ON COLUMN cases.key_hash IS 'SHA-256 of the access key; the key itself is never stored.';
COMMENT ON COLUMN cases.priority IS '0 normal, 1 high, 2 urgent.';

CREATE TABLE stories (
    entity_id   uuid NOT NULL,
    case_id     uuid NOT NULL,
    story       text NOT NULL,
    wanted      text,
    occurred_on date,
    place_text  text,
    latitude    double precision,
    longitude   double precision,
    answers     jsonb NOT NULL,
    PRIMARY KEY (entity_id, case_id)
);
ALTER TABLE stories ADD CONSTRAINT story_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE stories ADD CONSTRAINT story_is_bounded CHECK (length(story) BETWEEN 1 AND 10000);
ALTER TABLE stories ADD CONSTRAINT point_is_on_earth CHECK ((latitude IS NULL) = (longitude IS NULL) AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180);
COMMENT ON TABLE stories IS 'What happened, in the words of the person. Text is stored as it came (reliability rule 47).';

CREATE TABLE filers (
    entity_id       uuid NOT NULL,
    case_id         uuid NOT NULL,
    type            text NOT NULL,
    name            text,
    document_type   text,
    document_number text,
    email           text,
    phone           text,
    address         text,
    notices         text NOT NULL,
    PRIMARY KEY (entity_id, case_id)
);
ALTER TABLE filers ADD CONSTRAINT filer_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE filers ADD CONSTRAINT filer_type_is_known CHECK (type IN ('natural', 'legal', 'anonymous', 'unknown'));
ALTER TABLE filers ADD CONSTRAINT anonymous_filer_leaves_no_trace CHECK (type <> 'anonymous' OR (name IS NULL AND document_number IS NULL AND email IS NULL AND phone IS NULL AND address IS NULL));
ALTER TABLE filers ADD CONSTRAINT notices_by_mail_need_an_address CHECK (notices <> 'email' OR email IS NOT NULL);
ALTER TABLE filers ADD CONSTRAINT filer_notices_are_known CHECK (notices IN ('email', 'page', 'none'));
COMMENT ON TABLE filers IS 'Who filed and how to reach them: personal data, masked unless the role may see it.';

CREATE TABLE clocks (
    entity_id        uuid        NOT NULL,
    id               uuid        NOT NULL,
    case_id          uuid        NOT NULL,
    name             text        NOT NULL,
    cycle            smallint    NOT NULL,
    rule             jsonb       NOT NULL,
    zone             text        NOT NULL,
    calendar         text[]      NOT NULL,
    calendar_version text        NOT NULL,
    counted_from     date        NOT NULL,
    due_on           date        NOT NULL,
    due_at           timestamptz NOT NULL,
    state            text        NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE clocks ADD CONSTRAINT clock_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE clocks ADD CONSTRAINT clock_is_one_per_cycle UNIQUE (entity_id, case_id, name, cycle);
ALTER TABLE clocks ADD CONSTRAINT clock_state_is_known CHECK (state IN ('running', 'paused', 'stopped'));
ALTER TABLE clocks ADD CONSTRAINT clock_name_is_known CHECK (name IN ('main', 'triage', 'unit', 'correction', 'internal', 'notification', 'pick_up'));
COMMENT ON COLUMN clocks.rule IS 'The rule as it was when the clock started, with its source article.';

CREATE TABLE clock_events (
    entity_id uuid        NOT NULL,
    clock_id  uuid        NOT NULL,
    seq       smallint    NOT NULL,
    at        timestamptz NOT NULL,
    what      text        NOT NULL,
    days      smallint,
    reason    text,
    PRIMARY KEY (entity_id, clock_id, seq)
);
ALTER TABLE clock_events ADD CONSTRAINT clock_event_is_of_a_clock FOREIGN KEY (entity_id, clock_id) REFERENCES clocks (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE clock_events ADD CONSTRAINT clock_event_is_known CHECK (what IN ('start', 'pause', 'resume', 'extend', 'stop'));
COMMENT ON TABLE clock_events IS 'The ledger of a clock; append only. Due dates can be recomputed from it.';

CREATE TABLE history (
    entity_id  uuid        NOT NULL,
    case_id    uuid        NOT NULL,
    seq        integer     NOT NULL,
    at         timestamptz NOT NULL,
    event      text        NOT NULL,
    from_state text,
    to_state   text        NOT NULL,
    actor_kind text        NOT NULL,
    actor_id   uuid,
    actor_role text,
    unit_id    uuid,
    reason     text,
    data       jsonb       NOT NULL,
    request_id text,
    PRIMARY KEY (entity_id, case_id, seq)
);
ALTER TABLE history ADD CONSTRAINT history_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE history ADD CONSTRAINT history_actor_is_known CHECK (actor_kind IN ('person', 'staff', 'system', 'machine'));
COMMENT ON TABLE history IS 'Append only: the row in cases is its projection.';
