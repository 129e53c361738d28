"""One question put to several ministries: its series, and a table of what each answered."""
