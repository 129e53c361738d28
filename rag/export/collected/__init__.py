"""Maps («mappen»): what a user keeps of many questions, in order, with notes; exported, handed over, checked."""
