-- What can be searched for: a row for each stream and channel, written in the same act as theirs.
CREATE TABLE search_entries (
    entry INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id TEXT UNIQUE REFERENCES streams (id) ON DELETE CASCADE,
    channel_id TEXT UNIQUE REFERENCES channels (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    names TEXT NOT NULL,
    body TEXT NOT NULL
);

-- Follows search_entries by hand: a trigger may not write here, because schemas are not trusted.
CREATE VIRTUAL TABLE search_words USING fts5 (
    title, names, body,
    content = 'search_entries', content_rowid = 'entry',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- 272 and 273 are the Vietnamese D with stroke, which has no accent that could be taken off.
INSERT INTO search_entries (channel_id, title, names, body)
SELECT c.id, REPLACE(REPLACE(c.title, char(273), 'd'), char(272), 'D'), c.handle || ' ' || u.username,
    REPLACE(REPLACE(c.description, char(273), 'd'), char(272), 'D')
FROM channels c JOIN users u ON u.id = c.user_id;

INSERT INTO search_entries (stream_id, title, names, body)
SELECT s.id, REPLACE(REPLACE(s.title, char(273), 'd'), char(272), 'D'), c.handle || ' ' || u.username,
    REPLACE(REPLACE(s.description, char(273), 'd'), char(272), 'D')
FROM streams s JOIN channels c ON c.id = s.channel_id JOIN users u ON u.id = s.user_id;

INSERT INTO search_words (search_words) VALUES ('rebuild');
