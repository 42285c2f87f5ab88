"""What named members of staff do from a chat: send a changed file, take it over, undo it. Knows no Telegram."""
