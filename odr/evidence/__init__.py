"""Evidence: files come in, are checked, are kept unchanged, and go out to those who may see the exhibit."""
