CREATE TABLE channels (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    handle TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    thumbnail_url TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    key_version BIGINT NOT NULL,
    key_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX channels_user_id ON channels (user_id);
CREATE UNIQUE INDEX channels_one_default ON channels (user_id) WHERE is_default = 1;

CREATE TABLE streams (
    id TEXT PRIMARY KEY,
    channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    thumbnail_url TEXT NOT NULL,
    cover_image_url TEXT NOT NULL,
    status TEXT NOT NULL,
    visibility TEXT NOT NULL,
    audience TEXT NOT NULL,
    is_archived INTEGER NOT NULL,
    viewer_count BIGINT NOT NULL,
    view_count BIGINT NOT NULL,
    scheduled_at BIGINT,
    started_at BIGINT,
    ended_at BIGINT,
    last_seen_at BIGINT,
    reconnecting_since BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX streams_channel_id ON streams (channel_id, created_at);
CREATE INDEX streams_user_id ON streams (user_id);
CREATE INDEX streams_status ON streams (status);
-- However many publishers come at once: a channel has one stream on air.
CREATE UNIQUE INDEX streams_one_on_air ON streams (channel_id) WHERE status IN ('live', 'reconnecting');
