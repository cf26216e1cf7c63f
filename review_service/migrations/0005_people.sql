-- The register holds persons with and without an account; what people see of their sessions,
-- tokens and sign-ins. All of it erasable.
ALTER TABLE people.register
    ADD COLUMN contact    text NOT NULL DEFAULT '',
    ADD COLUMN office     text NOT NULL DEFAULT '',
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX register_name ON people.register (lower(display_name));

-- The id an owner sees and ends by: that of the table is a hash of the secret.
ALTER TABLE people.session
    ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD COLUMN browser   text NOT NULL DEFAULT '';
ALTER TABLE people.token
    ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD COLUMN label     text NOT NULL DEFAULT '',
    ADD COLUMN used_at   timestamptz;

-- The access log: 30 days. A name that is no account's is not kept: it may be a password. Rows
-- stay when an account is closed, and go when its person is erased.
CREATE TABLE people.sign_in (
    id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    pseudonym text,
    account   text,
    at        timestamptz NOT NULL DEFAULT now(),
    address   text NOT NULL,
    outcome   text NOT NULL CHECK (outcome IN (
        'signed_in', 'first_password', 'wrong_password', 'too_soon'))
);
CREATE INDEX sign_in_account ON people.sign_in (account, at);
CREATE INDEX sign_in_at ON people.sign_in (at);
