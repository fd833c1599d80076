-- runs beside: 3
-- When each domain is looked at next, by the database's own clock in microseconds. Whoever takes a domain counts its claim up and
-- moves due_at behind the end of the lease: a late result of an earlier claim is refused, and what a dead process took comes due again.
-- failures, failing_for and failed_at count the checks in a row that found a verified domain's records gone.
CREATE TABLE check_plan (
    domain_id      text    NOT NULL PRIMARY KEY REFERENCES domains (id) ON DELETE CASCADE,
    account_id     text    NOT NULL,
    due_at         bigint  NOT NULL,
    claim          bigint  NOT NULL DEFAULT 0,
    pending_since  bigint  NOT NULL,
    failures       integer NOT NULL DEFAULT 0,
    failing_for    bigint  NOT NULL DEFAULT 0,
    failed_at      bigint
);

CREATE INDEX check_plan_by_account ON check_plan (account_id, due_at);
CREATE INDEX check_plan_by_time ON check_plan (due_at);
