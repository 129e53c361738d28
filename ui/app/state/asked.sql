-- A change of layout is a new step.

-- step 1
CREATE TABLE gevraagd (nummer INTEGER PRIMARY KEY, tekst TEXT NOT NULL UNIQUE, vraag TEXT NOT NULL)
