"""Drogowskaz: a Telegram assistant that shows residents which support fits them, why, and where to go."""
