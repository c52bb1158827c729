"""What an incoming message does: from who and what to records and replies."""
