"""Pure rules of the assistant. Nothing here knows Telegram, SQL, files, the clock or a language."""
