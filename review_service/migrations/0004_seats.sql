-- Who sits where is in the log now, as appointments (`Besetzung`). What stood here is taken over
-- when the procedure is constituted; afterwards the table is empty.
ALTER TABLE people.seat RENAME TO former_seat;

-- A key belongs to a person by pseudonym: a name must be erasable.
UPDATE log.idempotency AS kept SET account = a.pseudonym
    FROM people.account AS a WHERE a.name = kept.account;
