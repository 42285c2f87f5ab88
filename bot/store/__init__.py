"""What is kept, and only that: residents under a keyed hash with sealed answers, and the inbox of updates."""
