CREATE TABLE categories (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    icon_url TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

INSERT INTO categories (id, name, name_key, slug, icon_url, created_at, updated_at) VALUES
    ('0199c82c-7c00-7000-8000-000000000001', 'Gaming', 'gaming', 'gaming', '', 1759999982592, 1759999982592),
    ('0199c82c-7c00-7000-8000-000000000002', 'Music', 'music', 'music', '', 1759999982592, 1759999982592),
    ('0199c82c-7c00-7000-8000-000000000003', 'Talk', 'talk', 'talk', '', 1759999982592, 1759999982592),
    ('0199c82c-7c00-7000-8000-000000000004', 'Art', 'art', 'art', '', 1759999982592, 1759999982592),
    ('0199c82c-7c00-7000-8000-000000000005', 'Sports', 'sports', 'sports', '', 1759999982592, 1759999982592),
    ('0199c82c-7c00-7000-8000-000000000006', 'Education', 'education', 'education', '', 1759999982592, 1759999982592),
    ('0199c82c-7c00-7000-8000-000000000007', 'Technology', 'technology', 'technology', '', 1759999982592, 1759999982592);

CREATE TABLE stream_categories (
    stream_id TEXT NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
    category_id TEXT NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (stream_id, category_id)
);

CREATE INDEX stream_categories_category_id ON stream_categories (category_id);

-- One that is deleted keeps its handle, so that nobody else is taken for it.
ALTER TABLE channels ADD COLUMN deleted_at BIGINT;

-- When its owner said that the next publish joins it.
ALTER TABLE streams ADD COLUMN chosen_at BIGINT;

CREATE UNIQUE INDEX streams_one_chosen ON streams (channel_id) WHERE chosen_at IS NOT NULL;
CREATE INDEX streams_planned ON streams (channel_id) WHERE status = 'scheduled';
