-- Fencing numbers of claims: the one that was given last.
CREATE TABLE job_fences (
    last INTEGER NOT NULL
);

INSERT INTO job_fences (last) VALUES (0);
