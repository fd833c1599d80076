-- runs beside: 6
-- Who changed what. Entries stay when their account goes. environment is null where a change concerns both, as those of keys do. changes is a JSON object: for each field that changed, what it was
-- and is.
CREATE TABLE audit (
    seq          {serial},
    account_id   text   NOT NULL,
    environment  text   CHECK (environment IN ('live', 'test')),
    at           bigint NOT NULL,
    actor        text   NOT NULL,
    key_id       text,
    key_hint     text,
    request_id   text,
    address      text,
    action       text   NOT NULL,
    object_id    text   NOT NULL,
    object_name  text   NOT NULL,
    changes      text   NOT NULL
);

CREATE INDEX audit_by_account ON audit (account_id, environment, seq);
CREATE INDEX audit_by_age ON audit (at);
