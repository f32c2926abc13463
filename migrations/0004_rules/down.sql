DROP TABLE entity_calendar_days;
DROP TABLE calendar_days;
DROP TABLE packs;
