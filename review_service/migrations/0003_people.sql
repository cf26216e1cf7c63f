-- People: who may sign in and for which bodies; sessions, tokens; what is being typed. Erasable.
CREATE SCHEMA people;

CREATE TABLE people.account (
    name       text PRIMARY KEY,
    pseudonym  text NOT NULL UNIQUE,
    password   text,
    seen_at    timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE people.register (
    pseudonym    text PRIMARY KEY,
    display_name text NOT NULL
);

CREATE TABLE people.seat (
    account text NOT NULL REFERENCES people.account ON DELETE CASCADE,
    body    text NOT NULL,
    role    text NOT NULL,
    PRIMARY KEY (account, body, role)
);

CREATE TABLE people.session (
    id         bytea PRIMARY KEY,
    account    text NOT NULL REFERENCES people.account ON DELETE CASCADE,
    csrf       text NOT NULL,
    since      timestamptz,
    used_at    timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE people.token (
    id         bytea PRIMARY KEY,
    account    text NOT NULL REFERENCES people.account ON DELETE CASCADE,
    purpose    text NOT NULL CHECK (purpose IN ('api', 'first_password')),
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE people.failed_sign_in (
    account text NOT NULL,
    address text NOT NULL,
    count   integer NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (account, address)
);

CREATE TABLE people.working_copy (
    account  text NOT NULL REFERENCES people.account ON DELETE CASCADE,
    act      text NOT NULL,
    subject  text NOT NULL,
    fields   jsonb NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, act, subject)
);
