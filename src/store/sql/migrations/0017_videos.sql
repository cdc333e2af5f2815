-- The channel is where a video is shown, and one of its owner's; when that goes, it is the default one.
CREATE TABLE videos (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    visibility TEXT NOT NULL,
    status TEXT NOT NULL,
    -- Empty: it has not failed.
    failure TEXT NOT NULL,
    -- Empty while it is uploaded. Not a key: jobs are forgotten some day.
    job_id TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    media_bytes BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    has_thumbnail INTEGER NOT NULL,
    view_count BIGINT NOT NULL,
    peak_viewers BIGINT NOT NULL,
    access_epoch BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    has_video INTEGER NOT NULL,
    has_audio INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    rotation INTEGER NOT NULL,
    -- Frames in a thousand seconds.
    frame_rate BIGINT NOT NULL,
    container TEXT NOT NULL,
    video_codec TEXT NOT NULL,
    audio_codec TEXT NOT NULL,
    ready_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX videos_user_id ON videos (user_id, id);
CREATE INDEX videos_channel_id ON videos (channel_id, id);
CREATE INDEX videos_public ON videos (id) WHERE visibility = 'public' AND status = 'READY';
CREATE INDEX videos_public_views ON videos (view_count, id) WHERE visibility = 'public' AND status = 'READY';

CREATE TABLE video_categories (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    category_id TEXT NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (video_id, category_id)
);

CREATE INDEX video_categories_category_id ON video_categories (category_id);

CREATE TABLE video_tags (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    tag_key TEXT NOT NULL,
    tag TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (video_id, tag_key)
);

CREATE INDEX video_tags_tag_key ON video_tags (tag_key);

CREATE TABLE renditions (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    generation BIGINT NOT NULL,
    file TEXT NOT NULL,
    playlist TEXT NOT NULL,
    codecs TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    frame_rate BIGINT NOT NULL,
    bandwidth BIGINT NOT NULL,
    average_bandwidth BIGINT NOT NULL,
    size_bytes BIGINT NOT NULL,
    PRIMARY KEY (video_id, name)
);

-- What is on its way, by its video; and for a while what was given up, whose video is gone.
CREATE TABLE uploads (
    video_id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    metadata TEXT NOT NULL,
    -- -1: it is not known yet.
    length BIGINT NOT NULL,
    received BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    gone_at BIGINT
);

CREATE INDEX uploads_user_id ON uploads (user_id);
CREATE INDEX uploads_expires_at ON uploads (expires_at) WHERE gone_at IS NULL;
CREATE INDEX uploads_gone_at ON uploads (gone_at) WHERE gone_at IS NOT NULL;

-- Without references: what removes the objects of a video outlives its row.
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    video_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    progress INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    put_offs INTEGER NOT NULL,
    failure TEXT NOT NULL,
    hindrance TEXT NOT NULL,
    priority INTEGER NOT NULL,
    input TEXT NOT NULL,
    worker TEXT NOT NULL,
    -- Of the claim that was made last.
    fence BIGINT NOT NULL,
    lease_ends_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    finished_at BIGINT
);

CREATE INDEX jobs_open ON jobs (priority DESC, id) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX jobs_status ON jobs (status, id);
CREATE INDEX jobs_video_id ON jobs (video_id);
CREATE INDEX jobs_user_id ON jobs (user_id, id);
CREATE INDEX jobs_updated_at ON jobs (updated_at);
CREATE INDEX jobs_finished_at ON jobs (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE share_links (
    id TEXT PRIMARY KEY,
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    secret_hash TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    expires_at BIGINT,
    opened BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX share_links_video_id ON share_links (video_id, id);

-- Where somebody left a video.
CREATE TABLE positions (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    at_ms BIGINT NOT NULL,
    is_finished INTEGER NOT NULL,
    watched_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, video_id)
);

CREATE INDEX positions_watched_at ON positions (user_id, watched_at);
CREATE INDEX positions_video_id ON positions (video_id);

-- A view is one of a stream or one of a video.
ALTER TABLE views ADD COLUMN video_id TEXT REFERENCES videos (id) ON DELETE CASCADE;
CREATE INDEX views_video_viewer ON views (video_id, viewer_hash, watch_ms);

ALTER TABLE search_entries ADD COLUMN video_id TEXT REFERENCES videos (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX search_entries_video_id ON search_entries (video_id);
