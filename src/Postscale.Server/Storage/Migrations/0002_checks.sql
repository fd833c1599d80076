-- runs beside: 2
-- The checks of a domain that changed something. records_holding and records_changed are the bits of domains.records_holding.
CREATE TABLE checks (
    seq              {serial},
    domain_id        text   NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
    checked_at       bigint NOT NULL,
    verified         {bool} NOT NULL,
    records_holding  bigint NOT NULL,
    records_changed  bigint NOT NULL,
    findings         text   NOT NULL
);

CREATE INDEX checks_by_domain ON checks (domain_id, seq);
