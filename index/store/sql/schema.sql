-- The tables of the catalogue: a change of layout is a new step, never an edit of an old one.

-- step 1
CREATE TABLE publications (
    id TEXT PRIMARY KEY, sleutel TEXT NOT NULL, soort TEXT NOT NULL, vergaderjaar TEXT, nummer TEXT,
    vraagnummer TEXT, onderwerp TEXT, ingezonden TEXT, ontvangen TEXT, fictief INTEGER NOT NULL,
    vorm TEXT NOT NULL, bron TEXT NOT NULL, content_hash TEXT NOT NULL, json TEXT NOT NULL,
    is_indexed INTEGER NOT NULL DEFAULT 0, opgenomen TEXT NOT NULL DEFAULT (datetime('now')));
CREATE INDEX publications_sleutel ON publications (sleutel);
CREATE INDEX publications_nummer ON publications (nummer);
CREATE INDEX publications_vraagnummer ON publications (vraagnummer);
CREATE INDEX publications_pending ON publications (is_indexed) WHERE is_indexed = 0;
CREATE TABLE ministeries (publication_id TEXT NOT NULL, rol TEXT NOT NULL, naam TEXT NOT NULL,
    PRIMARY KEY (publication_id, rol, naam)) WITHOUT ROWID;
CREATE INDEX ministeries_naam ON ministeries (naam, rol);
CREATE TABLE indieners (publication_id TEXT NOT NULL, naam TEXT NOT NULL, fractie TEXT,
    PRIMARY KEY (publication_id, naam)) WITHOUT ROWID;
CREATE INDEX indieners_naam ON indieners (naam);
CREATE INDEX indieners_fractie ON indieners (fractie);
CREATE TABLE pairs (id TEXT PRIMARY KEY, publication_id TEXT NOT NULL, volgorde INTEGER NOT NULL,
    vraag TEXT NOT NULL, antwoord TEXT NOT NULL);
CREATE INDEX pairs_publication ON pairs (publication_id, volgorde);
CREATE TABLE vraagnummers (publication_id TEXT NOT NULL, nummer INTEGER NOT NULL, pair_id TEXT NOT NULL,
    PRIMARY KEY (publication_id, nummer, pair_id)) WITHOUT ROWID;
CREATE TABLE passages (id TEXT PRIMARY KEY, pair_id TEXT NOT NULL, publication_id TEXT NOT NULL, kind TEXT NOT NULL,
    start INTEGER NOT NULL, eind INTEGER NOT NULL, content_hash TEXT NOT NULL, model TEXT NOT NULL);
CREATE INDEX passages_pair ON passages (pair_id);
CREATE INDEX passages_publication ON passages (publication_id);
CREATE TABLE removals (publication_id TEXT PRIMARY KEY);
CREATE TABLE failures (bron TEXT PRIMARY KEY, fout TEXT NOT NULL, gezien TEXT NOT NULL DEFAULT (datetime('now')));

-- step 2
CREATE TABLE verwijzingen (publication_id TEXT NOT NULL, naar TEXT NOT NULL,
    PRIMARY KEY (publication_id, naar)) WITHOUT ROWID;
CREATE INDEX verwijzingen_naar ON verwijzingen (naar);
CREATE TABLE vraagteksten (sleutel INTEGER NOT NULL, publication_id TEXT NOT NULL, nummer INTEGER NOT NULL,
    PRIMARY KEY (sleutel, publication_id, nummer)) WITHOUT ROWID;
CREATE INDEX vraagteksten_publication ON vraagteksten (publication_id);
CREATE INDEX publications_ingezonden ON publications (ingezonden);
INSERT OR IGNORE INTO verwijzingen
    SELECT p.id, j.value FROM publications p, json_each(p.json, '$.zie_ook') j;
INSERT OR IGNORE INTO vraagteksten
    SELECT k.sleutel, k.id, k.nummer FROM (
        SELECT p.id AS id, json_extract(v.value, '$.nummer') AS nummer,
            question_key(json_extract(v.value, '$.tekst')) AS sleutel
        FROM publications p, json_each(p.json, '$.paren') a, json_each(a.value, '$.vragen') v
        UNION ALL
        SELECT p.id, json_extract(v.value, '$.nummer'), question_key(json_extract(v.value, '$.tekst'))
        FROM publications p, json_each(p.json, '$.onbeantwoord') v) k
    WHERE k.sleutel IS NOT NULL

-- step 3
CREATE TABLE harvest_items (id TEXT PRIMARY KEY, kamer TEXT NOT NULL, vergaderjaar TEXT, nummer INTEGER,
    record TEXT NOT NULL, gewijzigd TEXT NOT NULL, status TEXT NOT NULL, reden TEXT, gehaald TEXT,
    verdwenen TEXT, bijgewerkt TEXT NOT NULL DEFAULT (datetime('now')));
CREATE INDEX harvest_items_jaar ON harvest_items (kamer, vergaderjaar, nummer);
CREATE INDEX harvest_items_status ON harvest_items (status) WHERE status <> 'klaar';
CREATE TABLE harvest_slices (naam TEXT PRIMARY KEY, soort TEXT NOT NULL, query TEXT NOT NULL,
    lijst INTEGER NOT NULL, schatting INTEGER, begonnen TEXT NOT NULL, voltooid TEXT, melding TEXT);
CREATE TABLE harvest_members (slice TEXT NOT NULL, id TEXT NOT NULL, lijst INTEGER NOT NULL,
    PRIMARY KEY (slice, id)) WITHOUT ROWID;
CREATE INDEX harvest_members_id ON harvest_members (id)

-- step 4
CREATE TABLE tk_zaken (nummer TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tk_documenten (id TEXT PRIMARY KEY, sleutel TEXT, json TEXT NOT NULL);
CREATE INDEX tk_documenten_sleutel ON tk_documenten (sleutel);
CREATE TABLE tk_document_zaken (document_id TEXT NOT NULL, nummer TEXT NOT NULL,
    PRIMARY KEY (document_id, nummer)) WITHOUT ROWID;
CREATE TABLE tk_lijsten (vergaderjaar TEXT PRIMARY KEY, lijst INTEGER NOT NULL, begonnen TEXT NOT NULL,
    voltooid TEXT, geteld INTEGER, gelijst INTEGER, overgeslagen TEXT);
CREATE TABLE tk_leden (vergaderjaar TEXT NOT NULL, document_id TEXT NOT NULL, lijst INTEGER NOT NULL,
    PRIMARY KEY (vergaderjaar, document_id)) WITHOUT ROWID;
CREATE TABLE tk_gevraagd (sleutel TEXT PRIMARY KEY, moment TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tk_koppelingen (publication_id TEXT PRIMARY KEY, is_gevonden INTEGER NOT NULL,
    aangevuld INTEGER NOT NULL, verschillen INTEGER NOT NULL) WITHOUT ROWID

-- step 5
CREATE TABLE failures_now (bron TEXT PRIMARY KEY, fout TEXT NOT NULL);
INSERT INTO failures_now SELECT bron, fout FROM failures;
DROP TABLE failures;
ALTER TABLE failures_now RENAME TO failures

-- step 6
CREATE INDEX publications_opgenomen ON publications (opgenomen, id)

-- step 7
CREATE TABLE bewindspersonen (publication_id TEXT NOT NULL, naam TEXT NOT NULL,
    PRIMARY KEY (publication_id, naam)) WITHOUT ROWID;
CREATE INDEX bewindspersonen_naam ON bewindspersonen (naam);
INSERT OR IGNORE INTO bewindspersonen
    SELECT p.id, j.value FROM publications p, json_each(p.json, '$.bewindspersonen') j

-- step 8
-- what is counted after every change, and asked by the next query, is read without the texts of the publications
CREATE INDEX publications_feiten ON publications (vergaderjaar, soort, ontvangen, fictief, id)

-- step 9
-- what every search asks of its candidates, without their texts. CROSS JOIN: publications first, and of these the
-- few that refer; from the side of the pairs the whole record took 18 s in the place of 2
CREATE TABLE paarverwijzingen (publication_id TEXT NOT NULL, pair_id TEXT NOT NULL, naar TEXT NOT NULL,
    PRIMARY KEY (publication_id, pair_id, naar)) WITHOUT ROWID;
INSERT OR IGNORE INTO paarverwijzingen
    SELECT p.id, q.id, v.value
    FROM publications p CROSS JOIN json_each(p.json, '$.paren') a CROSS JOIN json_each(a.value, '$.verwijst_naar') v
        CROSS JOIN pairs q ON q.publication_id = p.id AND q.volgorde = a.key
    WHERE instr(p.json, '"verwijst_naar": ["') AND substr(v.value, 1, length(p.id) + 1) <> p.id || '#'

-- step 10
-- of a publication whose texts changed, what the indexes were made from, until they follow: readers are shown this
CREATE TABLE replaced (publication_id TEXT PRIMARY KEY, content_hash TEXT NOT NULL, json TEXT NOT NULL)

-- step 11
-- what is told after every commit: counting anew took longer the larger the corpus
CREATE TABLE aantallen (publications INTEGER NOT NULL, pairs INTEGER NOT NULL, passages INTEGER NOT NULL);
INSERT INTO aantallen SELECT (SELECT count(*) FROM publications), (SELECT count(*) FROM pairs),
    (SELECT count(*) FROM passages);
CREATE TRIGGER publication_in AFTER INSERT ON publications
    BEGIN UPDATE aantallen SET publications = publications + 1; END;
CREATE TRIGGER publication_out AFTER DELETE ON publications
    BEGIN UPDATE aantallen SET publications = publications - 1; END;
CREATE TRIGGER pair_in AFTER INSERT ON pairs BEGIN UPDATE aantallen SET pairs = pairs + 1; END;
CREATE TRIGGER pair_out AFTER DELETE ON pairs BEGIN UPDATE aantallen SET pairs = pairs - 1; END;
CREATE TRIGGER passage_in AFTER INSERT ON passages BEGIN UPDATE aantallen SET passages = passages + 1; END;
CREATE TRIGGER passage_out AFTER DELETE ON passages BEGIN UPDATE aantallen SET passages = passages - 1; END
