-- runs beside: 8
-- When a key was replaced, and the end it had been made with: expires_at is then the end of the time that both work.
ALTER TABLE api_keys ADD COLUMN replaced_at bigint;
ALTER TABLE api_keys ADD COLUMN made_until bigint;
