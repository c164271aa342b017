-- Texts that earlier versions stored are cleaned of what they say of persons (warehouse/migrations/stored_texts.py).
-- One row: the file must be written anew, because what was changed or deleted can still be read in its free blocks.
CREATE TABLE pending_rewrites (
    asked_at TIMESTAMP NOT NULL
);
