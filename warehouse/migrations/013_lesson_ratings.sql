-- One row: what one person said of themselves before and after a lesson, in the order begun. No name and no hour is kept;
-- the mark is random and joins the two answers alone.
CREATE SEQUENCE lesson_rating_ids;
CREATE TABLE lesson_ratings (
    lesson_rating_id INTEGER NOT NULL,
    attempt VARCHAR NOT NULL,
    lesson VARCHAR NOT NULL,
    rated_on DATE NOT NULL,             -- the day of the last answer
    before SMALLINT,                    -- 1–5; missing: not said
    after SMALLINT
);
