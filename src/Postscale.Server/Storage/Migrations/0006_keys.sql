-- runs beside: 6
-- A program that knows neither scopes nor expires_at would take keys that have ended, or for what they may not do.
-- scopes is a list with commas; null on keys of an earlier version: read_only alone says then what they may do. lifetime, in microseconds, is what
-- a key that replaces this one lives for; expires_at is when this one ends.
ALTER TABLE api_keys ADD COLUMN scopes text;
ALTER TABLE api_keys ADD COLUMN lifetime bigint;
ALTER TABLE api_keys ADD COLUMN expires_at bigint;
ALTER TABLE api_keys ADD COLUMN last_used_at bigint;
