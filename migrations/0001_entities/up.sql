-- Public bodies: who exists, at which level, in which zone and under which rules.
-- Entities are the directory of the installation; everything that belongs to one of them carries `entity_id`.

CREATE TABLE entities (
    id               uuid        PRIMARY KEY,
    number           smallint    NOT NULL,
    name             text        NOT NULL,
    short_name       text,
    level            text        NOT NULL,
    country          text        NOT NULL,
    place            text,
    zone             text        NOT NULL,
    languages        text[]      NOT NULL,
    calendar_layers  text[]      NOT NULL,
    pack             text        NOT NULL,
    parent_id        uuid,
    successor_id     uuid,
    state            text        NOT NULL DEFAULT 'active',
    is_demonstration boolean     NOT NULL DEFAULT false,
    source           text,
    source_id        text,
    search           tsvector    NOT NULL,
    created_at       timestamptz NOT NULL
);
ALTER TABLE entities ADD CONSTRAINT entity_numbers_are_unique UNIQUE (number);
ALTER TABLE entities ADD CONSTRAINT entity_number_has_four_digits CHECK (number BETWEEN 1 AND 9999);
ALTER TABLE entities ADD CONSTRAINT entity_name_is_not_empty CHECK (length(name) BETWEEN 1 AND 300);
ALTER TABLE entities ADD CONSTRAINT entity_level_is_known CHECK (level IN ('national', 'regional', 'local'));
ALTER TABLE entities ADD CONSTRAINT entity_country_is_iso CHECK (country ~ '^[A-Z]{2}$');
ALTER TABLE entities ADD CONSTRAINT entity_state_is_known CHECK (state IN ('active', 'merged', 'closed'));
ALTER TABLE entities ADD CONSTRAINT merged_entity_names_its_successor CHECK (state <> 'merged' OR successor_id IS NOT NULL);
ALTER TABLE entities ADD CONSTRAINT entity_source_is_unique UNIQUE (source, source_id);
ALTER TABLE entities ADD CONSTRAINT entity_parent_exists FOREIGN KEY (parent_id) REFERENCES entities (id);
ALTER TABLE entities ADD CONSTRAINT entity_successor_exists FOREIGN KEY (successor_id) REFERENCES entities (id);
CREATE INDEX entities_by_parent ON entities (parent_id);
CREATE INDEX entities_by_successor ON entities (successor_id);
CREATE INDEX entities_by_name ON entities (name, id);
CREATE INDEX entities_by_country ON entities (country, name, id);
CREATE INDEX entities_by_words ON entities USING gin (search);
COMMENT ON TABLE entities IS 'Public bodies of this installation (domain 7.1: entity). Public data.';
COMMENT ON COLUMN entities.number IS 'First four digits of every case number of this entity; never reused.';
COMMENT ON COLUMN entities.calendar_layers IS 'Keys of the calendar layers that apply, widest first, such as BR, BR-SP.';
COMMENT ON COLUMN entities.pack IS 'Name of the policy pack in force; cases pin the version.';

CREATE TABLE units (
    entity_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    name         text        NOT NULL,
    functions    text,
    head         text,
    contact      text,
    is_desk      boolean     NOT NULL DEFAULT false,
    parent_id    uuid,
    successor_id uuid,
    state        text        NOT NULL DEFAULT 'active',
    source       text,
    source_id    text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE units ADD CONSTRAINT unit_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE units ADD CONSTRAINT unit_parent_exists FOREIGN KEY (entity_id, parent_id) REFERENCES units (entity_id, id);
ALTER TABLE units ADD CONSTRAINT unit_successor_exists FOREIGN KEY (entity_id, successor_id) REFERENCES units (entity_id, id);
ALTER TABLE units ADD CONSTRAINT unit_name_is_not_empty CHECK (length(name) BETWEEN 1 AND 300);
ALTER TABLE units ADD CONSTRAINT unit_state_is_known CHECK (state IN ('active', 'merged', 'closed'));
ALTER TABLE units ADD CONSTRAINT unit_source_is_unique UNIQUE (entity_id, source, source_id);
CREATE INDEX units_by_parent ON units (entity_id, parent_id);
CREATE INDEX units_by_successor ON units (entity_id, successor_id);
CREATE INDEX units_by_name ON units (entity_id, name, id);
COMMENT ON COLUMN units.is_desk IS 'Intake desk of the entity: its staff also reach the cases that no unit holds yet.';
COMMENT ON TABLE units IS 'Units draft replies (domain 7.1: unit, unidad orgánica, secretaria).';

CREATE TABLE offices (
    entity_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    address    text,
    zone       text,
    opens_on   date,
    closes_on  date,
    cut_off    time,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE offices ADD CONSTRAINT office_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE offices ADD CONSTRAINT office_name_is_not_empty CHECK (length(name) BETWEEN 1 AND 300);
ALTER TABLE offices ADD CONSTRAINT office_closes_after_it_opens CHECK (closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on);
CREATE INDEX offices_by_name ON offices (entity_id, name, id);
COMMENT ON COLUMN offices.closes_on IS 'Last day of a temporary office (PE-13); empty for a permanent one.';
COMMENT ON COLUMN offices.cut_off IS 'Local hour from which a filing counts for the next working day; empty: midnight.';
