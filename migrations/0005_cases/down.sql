DROP TABLE history;
DROP TABLE clock_events;
DROP TABLE clocks;
DROP TABLE filers;
DROP TABLE stories;
DROP TABLE cases;
DROP TABLE case_counters;
