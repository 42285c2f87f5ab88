"""The exit codes of every command. What each means to whoever runs it stands in docs/operations.md."""

from __future__ import annotations

#: Done.
DONE = 0
#: Bad data: an error in the catalogue, a bad row, a damaged backup; `doctor` found something to mend.
BAD_DATA = 1
#: Bad usage: an option or a setting that cannot be used.
BAD_USAGE = 2
#: `run`: Telegram does not accept the token (401).
REFUSED = 3
#: `run`: another program already serves this bot (409).
CONFLICT = 4
#: Interrupted with Ctrl+C.
INTERRUPTED = 130
