-- runs beside: 3
-- The platform's DKIM keys. private_key is PKCS #8 and is forgotten when the key is retired, public_record is the text to publish.
CREATE TABLE dkim_keys (
    selector       text   NOT NULL PRIMARY KEY,
    private_key    {blob},
    public_record  text   NOT NULL,
    created_at     bigint NOT NULL,
    retiring_at    bigint,
    retired_at     bigint,
    CHECK (retired_at IS NULL OR retiring_at IS NOT NULL),
    CHECK (private_key IS NOT NULL OR retired_at IS NOT NULL)
);

-- One active key, whatever runs at the same time.
CREATE UNIQUE INDEX dkim_keys_one_active ON dkim_keys ((retiring_at IS NULL)) WHERE retiring_at IS NULL;
