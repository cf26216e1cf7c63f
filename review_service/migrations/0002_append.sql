-- append: the only way into the log for the application. load: the owner's, with its own times.
CREATE FUNCTION log.write(
    streams uuid[], versions integer[], topics text[], payloads json[], moment timestamptz
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_temp AS $$
DECLARE
    last_position bigint;
    last_moment   timestamptz;
    last_version  integer;
BEGIN
    PERFORM pg_advisory_xact_lock(2472, 1);  -- order of positions = order of commits, no gaps
    SELECT e.position, e.recorded_at INTO last_position, last_moment
        FROM event e ORDER BY e.position DESC LIMIT 1;
    last_position := coalesce(last_position, 0);
    moment := greatest(coalesce(moment, clock_timestamp()), coalesce(last_moment, '-infinity'));
    FOR i IN 1 .. cardinality(streams) LOOP
        SELECT max(e.version) INTO last_version FROM event e WHERE e.stream = streams[i];
        IF versions[i] <> coalesce(last_version, 0) + 1 THEN
            RAISE unique_violation USING
                MESSAGE = format('Wrong version %s: stream %s is at version %s',
                                 versions[i], streams[i], coalesce(last_version, 0)),
                CONSTRAINT = 'event_stream_version';
        END IF;
        last_position := last_position + 1;
        INSERT INTO event (position, stream, version, topic, recorded_at, data)
            VALUES (last_position, streams[i], versions[i], topics[i], moment, payloads[i]);
    END LOOP;
    PERFORM pg_notify('event', '');
    RETURN last_position;
END $$;

CREATE FUNCTION log.append(
    streams uuid[], versions integer[], topics text[], payloads json[],
    account text, key text, request bytea, answer json
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_temp AS $$
BEGIN
    IF key IS NOT NULL THEN
        INSERT INTO idempotency VALUES (account, key, request, answer);
    END IF;
    RETURN write(streams, versions, topics, payloads, NULL);
END $$;

CREATE FUNCTION log.load(
    streams uuid[], versions integer[], topics text[], payloads json[], moment timestamptz
) RETURNS bigint LANGUAGE plpgsql SET search_path = log, pg_temp AS $$
BEGIN
    RETURN write(streams, versions, topics, payloads, moment);
END $$;

REVOKE ALL ON FUNCTION log.refuse, log.write, log.append, log.load FROM PUBLIC;
