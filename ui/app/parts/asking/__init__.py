"""Parts by which one asks: the field, what goes on about an answer, what there is to begin with."""
