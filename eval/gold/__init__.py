"""Gold sets: reading, checking, judging, and the BEIR form."""
