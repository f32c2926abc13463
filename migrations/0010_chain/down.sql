DROP TABLE checkpoint_heads;
DROP TABLE checkpoints;
ALTER TABLE history DROP COLUMN chain;
DROP AGGREGATE history_chain(bytea);
DROP FUNCTION chain_step;
DROP FUNCTION entry_digest;
