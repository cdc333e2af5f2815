-- Neither account is referred to by a key: what was paid outlives both.
CREATE TABLE subscriptions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    streamer_id TEXT NOT NULL,
    tier TEXT NOT NULL,
    method TEXT NOT NULL,
    provider TEXT NOT NULL,
    checkout_ref TEXT NOT NULL,
    checkout_url TEXT NOT NULL,
    subscription_ref TEXT NOT NULL,
    customer_ref TEXT NOT NULL,
    -- What was heard of it.
    created_at BIGINT NOT NULL,
    completed_at BIGINT,
    abandoned_at BIGINT,
    replaced_at BIGINT,
    standing TEXT NOT NULL,
    standing_at BIGINT,
    period_end BIGINT,
    cancels_at_end INTEGER NOT NULL,
    failed_at BIGINT,
    -- What it came to when it was last judged.
    status TEXT NOT NULL,
    started_at BIGINT,
    expires_at BIGINT,
    in_force_until BIGINT,
    -- Whether its provider is still to be told that it is over.
    must_end INTEGER NOT NULL
);

CREATE INDEX subscriptions_user_id ON subscriptions (user_id, streamer_id);
CREATE INDEX subscriptions_streamer_id ON subscriptions (streamer_id, started_at);
CREATE INDEX subscriptions_subscription_ref ON subscriptions (subscription_ref);
CREATE INDEX subscriptions_checkout_ref ON subscriptions (checkout_ref);
CREATE INDEX subscriptions_open ON subscriptions (in_force_until)
    WHERE status IN ('pending', 'active', 'past_due', 'canceled');
CREATE INDEX subscriptions_must_end ON subscriptions (provider) WHERE must_end = 1;
CREATE UNIQUE INDEX subscriptions_one_in_force ON subscriptions (user_id, streamer_id)
    WHERE status IN ('active', 'past_due', 'canceled');

CREATE TABLE subscription_payments (
    subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    period_end BIGINT,
    paid_at BIGINT,
    refunded_at BIGINT,
    disputed_at BIGINT,
    PRIMARY KEY (subscription_id, ref)
);

CREATE INDEX subscription_payments_ref ON subscription_payments (ref);

-- Events of payment providers that have had their effect.
CREATE TABLE billing_events (
    provider TEXT NOT NULL,
    id TEXT NOT NULL,
    heard_at BIGINT NOT NULL,
    PRIMARY KEY (provider, id)
);

CREATE INDEX billing_events_heard_at ON billing_events (heard_at);
