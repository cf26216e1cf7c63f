-- Tries to sign in are asked for by the person: the name of a closed account may be given anew.
DROP INDEX people.sign_in_account;
CREATE INDEX sign_in_pseudonym ON people.sign_in (pseudonym, at);
