-- The register is searched as people write: Jürgen is Juergen, Jurgen and what macOS sends; Groß is
-- Gross, Yıldız Yildiz, O’Neill ONeill. No capitals, accents, apostrophes, nothing invisible.
CREATE FUNCTION people.folded(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    lower(replace(replace(
        regexp_replace(
            normalize(regexp_replace(given, '[''`´‘’‚‛′ʹʻʼʽˈ＇]', '', 'g'), NFKD),
            '[\u00ad\u0300-\u036f\u064b-\u065f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]', '', 'g'
        ), 'ß', 'ss'), 'ẞ', 'ss')
    ),
    'ıłŁøØđĐæÆœŒ‐‒–—−', 'illooddaaoo-----'
);

-- ä is ae or a: both are found by a.
CREATE FUNCTION people.shortened(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(people.folded(given), '([aou])e', '\1', 'g');

CREATE FUNCTION people.found_by(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN people.folded(given) || ' ' || people.shortened(given);

ALTER TABLE people.register
    ADD COLUMN found_by text NOT NULL
    GENERATED ALWAYS AS (people.found_by(display_name || ' ' || office)) STORED;
