-- The tables of saved searches: a change of layout is a new step.

-- step 1
CREATE TABLE searches (naam TEXT PRIMARY KEY, vraag TEXT NOT NULL, sinds TEXT NOT NULL,
    gemaakt TEXT NOT NULL DEFAULT (datetime('now')));
CREATE TABLE told (naam TEXT NOT NULL, publication_id TEXT NOT NULL, content_hash TEXT NOT NULL,
    is_open INTEGER NOT NULL, moment TEXT NOT NULL DEFAULT (datetime('now')),
    PRIMARY KEY (naam, publication_id)) WITHOUT ROWID

-- step 2
CREATE TABLE messages (nummer INTEGER PRIMARY KEY, naam TEXT NOT NULL, id TEXT NOT NULL, bericht TEXT NOT NULL,
    moment TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')), mail TEXT,
    UNIQUE (naam, id))
