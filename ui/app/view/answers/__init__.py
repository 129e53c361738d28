"""What was found for a question: the answer, its passages, and how ministries compare."""
