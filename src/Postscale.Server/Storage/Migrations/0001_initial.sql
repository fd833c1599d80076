-- runs beside: 1
-- Times are microseconds since 1970-01-01 UTC. Ids are UUIDs in lower-case text. What stands in braces is the dialect's.

CREATE TABLE accounts (
    id          text   NOT NULL PRIMARY KEY,
    name        text   NOT NULL UNIQUE,
    created_at  bigint NOT NULL
);

CREATE TABLE api_keys (
    id           text   NOT NULL PRIMARY KEY,
    account_id   text   NOT NULL REFERENCES accounts (id),
    environment  text   NOT NULL CHECK (environment IN ('live', 'test')),
    read_only    {bool} NOT NULL,
    secret_hash  {blob} NOT NULL UNIQUE,
    prefix       text   NOT NULL,
    last_four    text   NOT NULL,
    created_at   bigint NOT NULL,
    revoked_at   bigint
);

-- seq is the order of creation: pages are cut along it, so that a domain added meanwhile never shifts one.
CREATE TABLE domains (
    seq                 {serial},
    id                  text   NOT NULL UNIQUE,
    account_id          text   NOT NULL REFERENCES accounts (id),
    environment         text   NOT NULL CHECK (environment IN ('live', 'test')),
    name                text   {octet_order} NOT NULL,
    type                text   NOT NULL CHECK (type IN ('inbound', 'outbound', 'both', 'alias')),
    catch_all_enabled   {bool} NOT NULL,
    active              {bool} NOT NULL,
    token               text   NOT NULL,
    primary_id          text   REFERENCES domains (id) ON DELETE SET NULL,
    verified            {bool} NOT NULL,
    ownership_verified  {bool} NOT NULL,
    records_holding     bigint NOT NULL,
    findings            text,
    verified_at         bigint,
    last_dns_check      bigint,
    created_at          bigint NOT NULL,
    updated_at          bigint NOT NULL,
    UNIQUE (account_id, environment, name)
);

CREATE INDEX domains_by_creation ON domains (account_id, environment, seq);
CREATE INDEX domains_by_primary ON domains (primary_id) WHERE primary_id IS NOT NULL;

-- At most one owner of a name among the accounts of an environment, whatever runs at the same time.
CREATE UNIQUE INDEX domains_one_owner ON domains (environment, name) WHERE ownership_verified;

-- How many domains an account has in each run of 2^level seq: lets a page far down the list be found without walking to it.
CREATE TABLE domain_counts (
    account_id   text    NOT NULL,
    environment  text    NOT NULL,
    level        integer NOT NULL,
    run          bigint  NOT NULL,
    domains      bigint  NOT NULL,
    PRIMARY KEY (account_id, environment, level, run)
);

CREATE TABLE idempotency_keys (
    account_id    text   NOT NULL REFERENCES accounts (id),
    environment   text   NOT NULL,
    key           text   NOT NULL,
    fingerprint   {blob} NOT NULL,
    created_at    bigint NOT NULL,
    locked_until  bigint NOT NULL,
    status        integer,
    location      text,
    body          {blob},
    PRIMARY KEY (account_id, environment, key)
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
