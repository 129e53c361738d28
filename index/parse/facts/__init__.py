"""What a document says of itself: numbers, people, references."""
