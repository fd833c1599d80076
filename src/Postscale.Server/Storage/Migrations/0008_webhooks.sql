-- runs beside: 8
-- A program that knows no webhooks would write events that nobody is ever called for.
-- Where accounts want their events sent. event_types holds types with a space before and after each, and nothing for all types.
-- due_at is when there is something to send, and empty while there is not; leased_until keeps other services away while one sends,
-- and claim tells its results from those of one that had the webhook before. All three go by the database's clock.
CREATE TABLE webhooks (
    seq              {serial},
    id               text   NOT NULL UNIQUE,
    account_id       text   NOT NULL REFERENCES accounts (id),
    environment      text   NOT NULL CHECK (environment IN ('live', 'test')),
    url              text   NOT NULL,
    description      text   NOT NULL,
    event_types      text   NOT NULL,
    secret           text   NOT NULL,
    previous_secret  text,
    previous_until   bigint,
    active           {bool} NOT NULL,
    disabled_at      bigint,
    disabled_reason  text,
    failures         bigint NOT NULL,
    failing_since    bigint,
    due_at           bigint,
    leased_until     bigint,
    claim            bigint NOT NULL DEFAULT 0,
    created_at       bigint NOT NULL,
    updated_at       bigint NOT NULL
);

CREATE INDEX webhooks_by_account ON webhooks (account_id, environment, seq);
CREATE INDEX webhooks_due ON webhooks (due_at) WHERE due_at IS NOT NULL;

-- One event for one webhook. What is sent is made of the event's row.
CREATE TABLE webhook_deliveries (
    seq              {serial},
    id               text   NOT NULL UNIQUE,
    webhook_id       text   NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    account_id       text   NOT NULL,
    environment      text   NOT NULL,
    event_id         text   NOT NULL,
    event_seq        bigint NOT NULL,
    event_type       text   NOT NULL,
    state            text   NOT NULL CHECK (state IN ('pending', 'delivered', 'failed', 'skipped')),
    attempts         bigint NOT NULL,
    last_attempt_at  bigint,
    last_status      bigint,
    last_error       text,
    answer           text,
    duration_ms      bigint,
    delivered_at     bigint,
    created_at       bigint NOT NULL,
    UNIQUE (webhook_id, event_seq)
);

CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (webhook_id, event_seq) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_by_account ON webhook_deliveries (account_id, environment, seq);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, seq);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at) WHERE state <> 'pending';
