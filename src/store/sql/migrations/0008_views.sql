-- The day of a view is that of its beginning, in the time zone that its channel had then.
ALTER TABLE channels ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';
ALTER TABLE streams ADD COLUMN peak_viewers BIGINT NOT NULL DEFAULT 0;

CREATE TABLE views (
    session_id TEXT PRIMARY KEY,
    channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    stream_id TEXT REFERENCES streams (id) ON DELETE CASCADE,
    user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    viewer_hash TEXT NOT NULL,
    watch_ms BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL
);

CREATE INDEX views_channel_viewer ON views (channel_id, viewer_hash, started_at);
CREATE INDEX views_stream_id ON views (stream_id);
CREATE INDEX views_user_id ON views (user_id);

CREATE TABLE channel_days (
    channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    total_views BIGINT NOT NULL,
    unique_viewers BIGINT NOT NULL,
    watch_ms BIGINT NOT NULL,
    peak_viewers BIGINT NOT NULL,
    PRIMARY KEY (channel_id, day)
);

-- One row: that of today.
CREATE TABLE viewer_salts (
    day TEXT PRIMARY KEY,
    salt TEXT NOT NULL
);
