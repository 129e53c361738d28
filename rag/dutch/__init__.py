"""How Dutch is written: sentences, dates, lists, citations."""
