"""What a document says of itself: numbers, dates, people, references."""
