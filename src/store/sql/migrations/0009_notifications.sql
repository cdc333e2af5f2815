-- What somebody is told. About one thing there is one row of a kind, so that to tell it again is to tell it once.
CREATE TABLE notifications (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    facts TEXT NOT NULL,
    read_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX notifications_once ON notifications (user_id, kind, subject_id);
CREATE INDEX notifications_user_id ON notifications (user_id, id);
CREATE INDEX notifications_unread ON notifications (user_id) WHERE read_at IS NULL;
CREATE INDEX notifications_created_at ON notifications (created_at);

CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    reporter_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    details TEXT NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL,
    handled_by TEXT REFERENCES users (id) ON DELETE SET NULL,
    handled_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE INDEX reports_status ON reports (status, id);
CREATE INDEX reports_handled_by ON reports (handled_by);
CREATE UNIQUE INDEX reports_one_open ON reports (reporter_id, subject_kind, subject_id) WHERE status = 'open';
CREATE INDEX reports_reporter_id ON reports (reporter_id);
