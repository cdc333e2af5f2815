-- Fencing numbers of claims. A sequence, so that claims do not wait for each other.
CREATE SEQUENCE job_fences;
