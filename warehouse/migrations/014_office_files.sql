-- One row: this database as a sender of files, known by a number of chance that a hand-over takes along.
CREATE TABLE office_senders (
    sender VARCHAR NOT NULL
);

-- One row: a file of an office (amphoe) that was taken in. Of each sender of an office the latest one that was not undone
-- stands.
CREATE SEQUENCE office_file_ids;
CREATE TABLE office_files (
    office_file_id INTEGER NOT NULL,
    office_code VARCHAR NOT NULL,       -- the amphoe
    sender VARCHAR NOT NULL,            -- the database that it comes from
    audience VARCHAR NOT NULL,          -- public | internal
    made_at TIMESTAMP NOT NULL,         -- by the office's clock
    made_by VARCHAR NOT NULL,           -- a post, as it was typed; may be empty
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    taken_at TIMESTAMP NOT NULL,
    is_undone BOOLEAN NOT NULL,         -- by a person
    is_standing BOOLEAN NOT NULL
);

-- One row: an import that came with a file.
CREATE TABLE office_file_batches (
    office_file_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL
);

-- One row: a plan that came with a file; one that did not change belongs to several files of its sender.
CREATE TABLE office_file_plans (
    office_file_id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    content_sha256 VARCHAR NOT NULL
);
