-- What is said and attached along the thread.

CREATE TABLE messages (
    entity_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    author_kind text        NOT NULL,
    author_id   uuid,
    body        text        NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE messages ADD CONSTRAINT message_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE messages ADD CONSTRAINT message_author_is_known CHECK (author_kind IN ('person', 'staff'));
ALTER TABLE messages ADD CONSTRAINT message_is_bounded CHECK (length(body) BETWEEN 1 AND 5000);
CREATE INDEX messages_of_a_case ON messages (entity_id, case_id, at);

CREATE TABLE notes (
    entity_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    case_id   uuid        NOT NULL,
    author_id uuid        NOT NULL,
    body      text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE notes ADD CONSTRAINT note_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE notes ADD CONSTRAINT note_author_exists FOREIGN KEY (author_id) REFERENCES accounts (id);
ALTER TABLE notes ADD CONSTRAINT note_is_bounded CHECK (length(body) BETWEEN 1 AND 5000);
CREATE INDEX notes_of_a_case ON notes (entity_id, case_id, at);
CREATE INDEX notes_by_author ON notes (author_id);
COMMENT ON TABLE notes IS 'Internal: never shown to the person.';

CREATE TABLE responses (
    entity_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    cycle       smallint    NOT NULL,
    status      text        NOT NULL,
    outcome     text        NOT NULL,
    body        text        NOT NULL,
    measures    jsonb       NOT NULL,
    unit_id     uuid        NOT NULL,
    drafted_by  uuid        NOT NULL,
    drafted_at  timestamptz NOT NULL,
    reviewed_by uuid,
    reviewed_at timestamptz,
    comment     text,
    sent_by     uuid,
    sent_at     timestamptz,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE responses ADD CONSTRAINT response_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE responses ADD CONSTRAINT response_unit_exists FOREIGN KEY (entity_id, unit_id) REFERENCES units (entity_id, id);
ALTER TABLE responses ADD CONSTRAINT response_drafter_exists FOREIGN KEY (drafted_by) REFERENCES accounts (id);
ALTER TABLE responses ADD CONSTRAINT response_reviewer_exists FOREIGN KEY (reviewed_by) REFERENCES accounts (id);
ALTER TABLE responses ADD CONSTRAINT response_sender_exists FOREIGN KEY (sent_by) REFERENCES accounts (id);
ALTER TABLE responses ADD CONSTRAINT response_status_is_known CHECK (status IN ('draft', 'in_review', 'approved', 'sent_back', 'sent'));
ALTER TABLE responses ADD CONSTRAINT sent_response_is_signed CHECK ((status = 'sent') = (sent_at IS NOT NULL AND sent_by IS NOT NULL));
ALTER TABLE responses ADD CONSTRAINT nobody_approves_their_own_draft CHECK (reviewed_by IS NULL OR reviewed_by <> drafted_by);
ALTER TABLE responses ADD CONSTRAINT response_is_bounded CHECK (length(body) BETWEEN 1 AND 20000);
CREATE INDEX responses_of_a_case ON responses (entity_id, case_id, drafted_at);
CREATE UNIQUE INDEX one_answer_per_cycle ON responses (entity_id, case_id, cycle) WHERE status = 'sent';
CREATE UNIQUE INDEX one_open_draft_per_case ON responses (entity_id, case_id) WHERE status IN ('draft', 'in_review', 'approved');
CREATE INDEX responses_by_unit ON responses (entity_id, unit_id);
CREATE INDEX responses_by_drafter ON responses (drafted_by);
CREATE INDEX responses_by_reviewer ON responses (reviewed_by);
CREATE INDEX responses_by_sender ON responses (sent_by);

CREATE TABLE ratings (
    entity_id uuid        NOT NULL,
    case_id   uuid        NOT NULL,
    cycle     smallint    NOT NULL,
    stars     smallint    NOT NULL,
    solved    text        NOT NULL,
    reasons   text[]      NOT NULL,
    comment   text,
    channel   text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (entity_id, case_id, cycle)
);
ALTER TABLE ratings ADD CONSTRAINT rating_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE ratings ADD CONSTRAINT rating_has_one_to_five_stars CHECK (stars BETWEEN 1 AND 5);
ALTER TABLE ratings ADD CONSTRAINT rating_says_if_solved CHECK (solved IN ('yes', 'partly', 'no'));
ALTER TABLE ratings ADD CONSTRAINT rating_gives_at_most_three_reasons CHECK (cardinality(reasons) <= 3);

CREATE TABLE attachments (
    entity_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    name        text        NOT NULL,
    media_type  text        NOT NULL,
    size        integer     NOT NULL,
    sha256      bytea       NOT NULL,
    author_kind text        NOT NULL,
    author_id   uuid,
    at          timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE attachments ADD CONSTRAINT attachment_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE attachments ADD CONSTRAINT attachment_kind_is_allowed CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf'));
ALTER TABLE attachments ADD CONSTRAINT attachment_author_is_known CHECK (author_kind IN ('person', 'staff'));
CREATE INDEX attachments_of_a_case ON attachments (entity_id, case_id, at);
COMMENT ON TABLE attachments IS 'Metadata; the bytes lie in the file store under entity/id.';

CREATE TABLE deliveries (
    entity_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    seq         integer     NOT NULL,
    event       text        NOT NULL,
    transport   text        NOT NULL,
    recipient   text        NOT NULL,
    account_id  uuid,
    language    text        NOT NULL,
    state       text        NOT NULL,
    attempts    smallint    NOT NULL DEFAULT 0,
    error       text,
    at          timestamptz NOT NULL,
    sent_at     timestamptz,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE deliveries ADD CONSTRAINT delivery_is_of_a_case FOREIGN KEY (entity_id, case_id) REFERENCES cases (entity_id, id);
ALTER TABLE deliveries ADD CONSTRAINT delivery_state_is_known CHECK (state IN ('queued', 'sent', 'failed'));
ALTER TABLE deliveries ADD CONSTRAINT delivery_transport_is_known CHECK (transport IN ('email', 'page'));
ALTER TABLE deliveries ADD CONSTRAINT delivery_recipient_is_known CHECK (recipient IN ('filer', 'staff'));
ALTER TABLE deliveries ADD CONSTRAINT nobody_is_told_twice UNIQUE NULLS NOT DISTINCT (entity_id, case_id, seq, recipient, account_id);
CREATE INDEX deliveries_of_a_case ON deliveries (entity_id, case_id, at);
COMMENT ON TABLE deliveries IS 'Proof of what was sent to whom and when (domain 7.3 row 19). Holds no address and no text.';
