-- How a channel wants its chat to be; without a row it is as it is at first.
CREATE TABLE chat_policies (
    channel_id TEXT PRIMARY KEY REFERENCES channels (id) ON DELETE CASCADE,
    slow_mode BIGINT NOT NULL,
    -- Minutes; -1: off.
    followers_only BIGINT NOT NULL,
    subscribers_only INTEGER NOT NULL,
    emote_only INTEGER NOT NULL,
    unique_messages INTEGER NOT NULL,
    links_allowed INTEGER NOT NULL,
    links_held INTEGER NOT NULL,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE chat_phrases (
    channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    phrase TEXT NOT NULL,
    action TEXT NOT NULL,
    PRIMARY KEY (channel_id, place)
);

CREATE TABLE chat_moderators (
    channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, user_id)
);

CREATE INDEX chat_moderators_user_id ON chat_moderators (user_id);

-- A timeout is a ban with an end. Of a user in a channel there is one.
CREATE TABLE chat_bans (
    id TEXT PRIMARY KEY,
    channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    banned_by TEXT REFERENCES users (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    until BIGINT
);

CREATE UNIQUE INDEX chat_bans_one_of_user ON chat_bans (channel_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX chat_bans_channel_id ON chat_bans (channel_id, id);
CREATE INDEX chat_bans_user_id ON chat_bans (user_id);
CREATE INDEX chat_bans_banned_by ON chat_bans (banned_by);
CREATE INDEX chat_bans_until ON chat_bans (until) WHERE until IS NOT NULL;

-- Addresses that somebody typed are shown to that moderator; those of a user's sessions to nobody.
CREATE TABLE chat_ban_ranges (
    ban_id TEXT NOT NULL REFERENCES chat_bans (id) ON DELETE CASCADE,
    addresses TEXT NOT NULL,
    is_typed INTEGER NOT NULL,
    PRIMARY KEY (ban_id, addresses)
);

-- What was said. Ids rise in a room in the order in which it was taken.
CREATE TABLE chat_messages (
    id TEXT PRIMARY KEY,
    stream_id TEXT NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    -- Empty: no answer. Not a key: an answer may outlive what it answers.
    reply_to TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Empty: it was not held.
    held_for TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX chat_messages_stream_id ON chat_messages (stream_id, id);
CREATE INDEX chat_messages_user_id ON chat_messages (user_id, id);
CREATE INDEX chat_messages_created_at ON chat_messages (created_at);
CREATE INDEX chat_messages_held ON chat_messages (stream_id, id) WHERE state = 'held';

-- Up to which message a room was cleared.
CREATE TABLE chat_clearings (
    stream_id TEXT PRIMARY KEY REFERENCES streams (id) ON DELETE CASCADE,
    through TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
