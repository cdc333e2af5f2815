-- What is in force of a document in a language is its highest version; the earlier ones stay.
CREATE TABLE documents (
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    author_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (slug, language, version)
);

CREATE INDEX documents_author_id ON documents (author_id);

-- Where the events of one lane stand; a lane is what must stay in order: a stream, a subscription.
CREATE TABLE webhook_lanes (
    lane_id TEXT PRIMARY KEY,
    session BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX webhook_lanes_updated_at ON webhook_lanes (updated_at);

-- What the receiver of webhooks has not yet taken.
CREATE TABLE webhook_outbox (
    id TEXT PRIMARY KEY,
    lane_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX webhook_outbox_lane ON webhook_outbox (lane_id, sequence);
CREATE INDEX webhook_outbox_next ON webhook_outbox (next_attempt_at);
