-- The tables of maps: a change of layout is a new step.

-- step 1
CREATE TABLE mappen (naam TEXT PRIMARY KEY, inhoud TEXT NOT NULL,
    gewijzigd TEXT NOT NULL DEFAULT (datetime('now')))

-- step 2
CREATE TABLE genummerd (nummer INTEGER PRIMARY KEY AUTOINCREMENT, naam TEXT NOT NULL UNIQUE, inhoud TEXT NOT NULL,
    gewijzigd TEXT NOT NULL);
INSERT INTO genummerd (naam, inhoud, gewijzigd) SELECT naam, inhoud, gewijzigd FROM mappen;
DROP TABLE mappen;
ALTER TABLE genummerd RENAME TO mappen
