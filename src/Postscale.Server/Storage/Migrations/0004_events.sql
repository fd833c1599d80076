-- runs beside: 3
-- What happened to an account's domains. Sequence numbers count per account and environment, without gaps, in the order of commit:
-- the row of event_counters stays locked from the moment a number is taken until the transaction ends.
CREATE TABLE event_counters (
    account_id   text   NOT NULL REFERENCES accounts (id),
    environment  text   NOT NULL,
    last_seq     bigint NOT NULL,
    PRIMARY KEY (account_id, environment)
);

-- domain_id refers to nothing: what happened to a domain is still to be read when it is gone.
CREATE TABLE events (
    account_id   text   NOT NULL REFERENCES accounts (id),
    environment  text   NOT NULL,
    seq          bigint NOT NULL,
    id           text   NOT NULL UNIQUE,
    type         text   NOT NULL,
    domain_id    text,
    created_at   bigint NOT NULL,
    data         text   NOT NULL,
    PRIMARY KEY (account_id, environment, seq)
);

CREATE INDEX events_by_age ON events (created_at);
