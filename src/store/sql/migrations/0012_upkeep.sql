-- What has had its time is found without a look at all the rest.
CREATE INDEX views_ended_at ON views (ended_at);
CREATE INDEX channels_deleted_at ON channels (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX api_tokens_expires_at ON api_tokens (expires_at);
CREATE INDEX invites_expires_at ON invites (expires_at);
