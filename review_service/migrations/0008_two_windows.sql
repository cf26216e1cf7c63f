-- A form may be open in several windows: a working copy says which one wrote it last, and keeps
-- beside it what others wrote that had not seen those words, by window.
ALTER TABLE people.working_copy
    ADD COLUMN version text NOT NULL DEFAULT '',
    ADD COLUMN others jsonb NOT NULL DEFAULT '{}';
