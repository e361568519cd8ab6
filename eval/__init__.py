"""Gold question-answer pairs in, figures about the assistant out."""
