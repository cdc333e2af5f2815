ALTER TABLE users ADD COLUMN email_verified_at BIGINT;
-- Who has left. The row keeps name and address taken until it is purged.
ALTER TABLE users ADD COLUMN deleted_at BIGINT;
CREATE INDEX users_deleted_at ON users (deleted_at) WHERE deleted_at IS NOT NULL;

-- Tokens that were sent by mail: one a purpose, the newest.
CREATE TABLE one_time_tokens (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    email_key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, purpose)
);

CREATE INDEX one_time_tokens_expires_at ON one_time_tokens (expires_at);

-- Files that nobody has, or nobody yet.
CREATE TABLE unused_avatars (
    name TEXT PRIMARY KEY,
    noted_at BIGINT NOT NULL
);

CREATE INDEX unused_avatars_noted_at ON unused_avatars (noted_at);
