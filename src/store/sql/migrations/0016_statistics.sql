-- The viewers of a stream are counted without a look at their views.
DROP INDEX views_stream_id;
CREATE INDEX views_stream_viewer ON views (stream_id, viewer_hash, watch_ms);
