-- Images of channels' own, by their codes in lower case.
CREATE TABLE emotes (
    channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    code_key TEXT NOT NULL,
    code TEXT NOT NULL,
    tier TEXT NOT NULL,
    image TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, code_key)
);

CREATE UNIQUE INDEX emotes_image ON emotes (image);

-- Every file that may be there. Those that no emote has go.
CREATE TABLE emote_images (
    name TEXT PRIMARY KEY,
    planned_at BIGINT NOT NULL
);

CREATE TABLE reactions (
    message_id TEXT NOT NULL REFERENCES chat_messages (id) ON DELETE CASCADE,
    emoji TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (message_id, emoji, user_id)
);

CREATE INDEX reactions_user_id ON reactions (user_id);

CREATE TABLE pins (
    stream_id TEXT PRIMARY KEY REFERENCES streams (id) ON DELETE CASCADE,
    message_id TEXT NOT NULL REFERENCES chat_messages (id) ON DELETE CASCADE,
    pinned_by TEXT REFERENCES users (id) ON DELETE SET NULL,
    pinned_at BIGINT NOT NULL
);

CREATE INDEX pins_message_id ON pins (message_id);
CREATE INDEX pins_pinned_by ON pins (pinned_by);

CREATE TABLE polls (
    id TEXT PRIMARY KEY,
    stream_id TEXT NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
    started_by TEXT REFERENCES users (id) ON DELETE SET NULL,
    question TEXT NOT NULL,
    ends_at BIGINT,
    ended_at BIGINT,
    started_at BIGINT NOT NULL
);

CREATE INDEX polls_stream_id ON polls (stream_id, id);
CREATE INDEX polls_started_by ON polls (started_by);
-- However many are asked at once.
CREATE UNIQUE INDEX polls_one_open ON polls (stream_id) WHERE ended_at IS NULL;

CREATE TABLE poll_options (
    poll_id TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (poll_id, position)
);

CREATE TABLE poll_votes (
    poll_id TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    voted_at BIGINT NOT NULL,
    PRIMARY KEY (poll_id, user_id)
);

CREATE INDEX poll_votes_position ON poll_votes (poll_id, position);
CREATE INDEX poll_votes_user_id ON poll_votes (user_id);
