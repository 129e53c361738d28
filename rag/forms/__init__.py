"""The forms in which results leave: JSON, Atom, HTML."""
