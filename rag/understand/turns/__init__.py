"""What is typed after a question: how it changes the question, or asks on about its answer."""
