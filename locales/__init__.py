"""The words that people read, by language."""
