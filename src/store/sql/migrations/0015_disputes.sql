-- When the bank gave back what its customer had disputed.
ALTER TABLE subscription_payments ADD COLUMN dispute_won_at BIGINT;
