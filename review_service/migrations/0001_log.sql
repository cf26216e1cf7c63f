-- The log: what happened, for ever. Only its owner's functions write here; see docs/decisions/0001.
CREATE SCHEMA log;

CREATE TABLE log.topic (
    name text PRIMARY KEY
);

CREATE TABLE log.event (
    position    bigint PRIMARY KEY,
    stream      uuid NOT NULL,
    version     integer NOT NULL,
    topic       text NOT NULL REFERENCES log.topic,
    recorded_at timestamptz NOT NULL,
    data        json NOT NULL,
    CONSTRAINT event_stream_version UNIQUE (stream, version)
);
CREATE INDEX event_recorded_at ON log.event (recorded_at);

CREATE TABLE log.idempotency (
    account    text NOT NULL,
    key        text NOT NULL,
    request    bytea NOT NULL,
    answer     json NOT NULL,
    PRIMARY KEY (account, key)
);

CREATE FUNCTION log.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is append-only: % on log.% is refused', TG_OP, TG_TABLE_NAME;
END $$;

CREATE TRIGGER event_is_immutable BEFORE UPDATE OR DELETE ON log.event
    FOR EACH ROW EXECUTE FUNCTION log.refuse();
CREATE TRIGGER event_is_never_truncated BEFORE TRUNCATE ON log.event
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse();
ALTER TABLE log.event ENABLE ALWAYS TRIGGER event_is_immutable;
ALTER TABLE log.event ENABLE ALWAYS TRIGGER event_is_never_truncated;
