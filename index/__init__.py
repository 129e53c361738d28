"""From a publication to a searchable index: read, catalogue, passages, embed, store."""
