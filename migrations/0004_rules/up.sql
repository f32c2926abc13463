-- Policy packs and calendars: the law as versioned data.

CREATE TABLE packs (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL,
    version    integer     NOT NULL,
    body       jsonb       NOT NULL,
    digest     text        NOT NULL,
    applied_at timestamptz NOT NULL
);
ALTER TABLE packs ADD CONSTRAINT pack_version_is_unique UNIQUE (name, version);
COMMENT ON TABLE packs IS 'Reference data: every version ever applied; cases pin one.';

CREATE TABLE calendar_days (
    layer    text        NOT NULL,
    on_day   date        NOT NULL,
    until    date        NOT NULL,
    name     text        NOT NULL,
    what     text        NOT NULL,
    source   text        NOT NULL,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (layer, on_day)
);
ALTER TABLE calendar_days ADD CONSTRAINT calendar_day_is_known CHECK (what IN ('holiday', 'suspension'));
ALTER TABLE calendar_days ADD CONSTRAINT calendar_day_ends_after_it_begins CHECK (until >= on_day);
COMMENT ON TABLE calendar_days IS 'Days added to a shared layer (country, region, municipality) after the release of the built-in data.';

CREATE TABLE entity_calendar_days (
    entity_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    office_id uuid,
    on_day    date        NOT NULL,
    until     date        NOT NULL,
    name      text        NOT NULL,
    what      text        NOT NULL,
    source    text        NOT NULL,
    added_at  timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE entity_calendar_days ADD CONSTRAINT entity_day_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE entity_calendar_days ADD CONSTRAINT entity_day_office_exists FOREIGN KEY (entity_id, office_id) REFERENCES offices (entity_id, id);
ALTER TABLE entity_calendar_days ADD CONSTRAINT entity_day_is_known CHECK (what IN ('holiday', 'suspension'));
ALTER TABLE entity_calendar_days ADD CONSTRAINT entity_day_ends_after_it_begins CHECK (until >= on_day);
CREATE INDEX entity_calendar_days_by_day ON entity_calendar_days (entity_id, on_day);
CREATE INDEX entity_calendar_days_by_office ON entity_calendar_days (entity_id, office_id);
