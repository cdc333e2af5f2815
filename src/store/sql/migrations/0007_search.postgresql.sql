-- Words without accents, case and punctuation, as SQLite's unicode61 splits them.
CREATE FUNCTION search_plain(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT regexp_replace(regexp_replace(normalize(lower($1), NFKD), ''[\u0300-\u036f]'', '''', ''g''), ''[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]'', '' '', ''g'')';

-- What can be searched for: a row for each stream and channel, written in the same act as theirs.
CREATE TABLE search_entries (
    entry BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream_id TEXT UNIQUE REFERENCES streams (id) ON DELETE CASCADE,
    channel_id TEXT UNIQUE REFERENCES channels (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    names TEXT NOT NULL,
    body TEXT NOT NULL,
    lexemes TSVECTOR NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', search_plain(title)), 'A')
        || setweight(to_tsvector('simple', search_plain(names)), 'B')
        || setweight(to_tsvector('simple', search_plain(body)), 'D')) STORED
);

CREATE INDEX search_entries_lexemes ON search_entries USING gin (lexemes);

-- 272 and 273 are the Vietnamese D with stroke, which has no accent that could be taken off.
INSERT INTO search_entries (channel_id, title, names, body)
SELECT c.id, REPLACE(REPLACE(c.title, chr(273), 'd'), chr(272), 'D'), c.handle || ' ' || u.username,
    REPLACE(REPLACE(c.description, chr(273), 'd'), chr(272), 'D')
FROM channels c JOIN users u ON u.id = c.user_id;

INSERT INTO search_entries (stream_id, title, names, body)
SELECT s.id, REPLACE(REPLACE(s.title, chr(273), 'd'), chr(272), 'D'), c.handle || ' ' || u.username,
    REPLACE(REPLACE(s.description, chr(273), 'd'), chr(272), 'D')
FROM streams s JOIN channels c ON c.id = s.channel_id JOIN users u ON u.id = s.user_id;
