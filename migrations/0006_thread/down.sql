DROP TABLE deliveries;
DROP TABLE attachments;
DROP TABLE ratings;
DROP TABLE responses;
DROP TABLE notes;
DROP TABLE messages;
