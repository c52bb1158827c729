"""What a person gets to see, as Messages. Pure."""
