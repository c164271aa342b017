-- One row: a meeting of a community (ประชาคม) at which people gave points to the problems of an area. No name, no
-- telephone and no single ballot is kept, only what all of them came to.
CREATE SEQUENCE workshop_ids;
CREATE TABLE workshops (
    workshop_id INTEGER NOT NULL,
    area_code VARCHAR NOT NULL,
    set_id VARCHAR NOT NULL,            -- the survey that was looked at
    year_be SMALLINT NOT NULL,
    held_at TIMESTAMP NOT NULL,
    place VARCHAR NOT NULL,             -- as it was typed; may be empty
    way VARCHAR NOT NULL,               -- points | top_three | hands
    ballots INTEGER NOT NULL,
    is_open BOOLEAN NOT NULL            -- still going on, or ended without anybody saying so
);

-- One row: what one problem came to at a meeting, in the order of the ballot.
CREATE TABLE workshop_scores (
    workshop_id INTEGER NOT NULL,
    position SMALLINT NOT NULL,
    indicator_code VARCHAR,             -- missing: a problem that people named themselves
    problem VARCHAR NOT NULL,
    number_rank SMALLINT,               -- its place by the figures; missing where these do not rank it
    points INTEGER NOT NULL,
    top_three INTEGER NOT NULL          -- ballots that have it among their first three
);
