-- Staff: an account is a person, a membership is what the person may do in one entity.

CREATE TABLE accounts (
    id             uuid        PRIMARY KEY,
    email          text        NOT NULL,
    name           text        NOT NULL,
    language       text        NOT NULL,
    password_hash  text        NOT NULL,
    totp_sealed    bytea       NOT NULL,
    totp_last_step bigint      NOT NULL DEFAULT 0,
    state          text        NOT NULL DEFAULT 'active',
    created_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL
);
ALTER TABLE accounts ADD CONSTRAINT account_email_is_unique UNIQUE (email);
ALTER TABLE accounts ADD CONSTRAINT account_email_is_folded CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254);
ALTER TABLE accounts ADD CONSTRAINT account_state_is_known CHECK (state IN ('active', 'disabled'));
COMMENT ON TABLE accounts IS 'Staff sign-in. Not tied to one entity: a person may serve several and chooses one at sign-in.';
COMMENT ON COLUMN accounts.totp_sealed IS 'Second-factor secret, encrypted with the key of the installation.';
COMMENT ON COLUMN accounts.totp_last_step IS 'Last 30-second step used: a code works once (promise A7).';

CREATE TABLE memberships (
    entity_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    account_id uuid        NOT NULL,
    role       text        NOT NULL,
    unit_id    uuid,
    from_on    date,
    until_on   date,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE memberships ADD CONSTRAINT membership_is_of_an_account FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE memberships ADD CONSTRAINT membership_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE memberships ADD CONSTRAINT membership_unit_exists FOREIGN KEY (entity_id, unit_id) REFERENCES units (entity_id, id);
ALTER TABLE memberships ADD CONSTRAINT membership_role_is_known CHECK (role IN ('operator', 'officer', 'supervisor', 'lead', 'administrator', 'auditor', 'oversight'));
ALTER TABLE memberships ADD CONSTRAINT unit_roles_name_their_unit CHECK ((role IN ('officer', 'supervisor')) = (unit_id IS NOT NULL));
ALTER TABLE memberships ADD CONSTRAINT membership_is_given_once UNIQUE NULLS NOT DISTINCT (entity_id, account_id, role, unit_id);
CREATE INDEX memberships_by_account ON memberships (account_id);
CREATE INDEX memberships_by_unit ON memberships (entity_id, unit_id);
COMMENT ON TABLE memberships IS 'Roles of reliability.md part 3; unit roles are bounded by their unit.';

-- Which entities an account can choose at sign-in, before an entity is set for row security.
CREATE TABLE account_entities (
    account_id uuid NOT NULL,
    entity     uuid NOT NULL,
    PRIMARY KEY (account_id, entity)
);
ALTER TABLE account_entities ADD CONSTRAINT account_entity_is_of_an_account FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE account_entities ADD CONSTRAINT account_entity_exists FOREIGN KEY (entity) REFERENCES entities (id);
CREATE INDEX account_entities_by_entity ON account_entities (entity);

CREATE TABLE sessions (
    entity_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    refresh_hash bytea       NOT NULL,
    spent_hash   bytea,
    spent_at     timestamptz,
    created_at   timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    ended_at     timestamptz,
    end_reason   text,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE sessions ADD CONSTRAINT session_is_of_an_account FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE sessions ADD CONSTRAINT session_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE sessions ADD CONSTRAINT ended_session_says_why CHECK ((ended_at IS NULL) = (end_reason IS NULL));
CREATE INDEX sessions_by_account ON sessions (account_id);
COMMENT ON COLUMN sessions.spent_hash IS 'The refresh token before the present one: seeing it again ends the session (promise A3).';

CREATE TABLE api_keys (
    entity_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    name         text        NOT NULL,
    secret_hash  bytea       NOT NULL,
    scopes       text[]      NOT NULL,
    channel      text        NOT NULL,
    created_at   timestamptz NOT NULL,
    ends_at      timestamptz,
    revoked_at   timestamptz,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE api_keys ADD CONSTRAINT api_key_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
COMMENT ON TABLE api_keys IS 'Keys of municipal systems: bound to an entity, a channel and scopes.';
