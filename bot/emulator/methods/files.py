"""Files that people send: the bot asks where one lies, and fetches it from there."""

from typing import Any

from bot.emulator.refusals import bad_request
from bot.emulator.world import World

#: What Telegram's own servers give to bots at most.
LARGEST = 20 * 2**20
FOLDER = "documents/"


def get_file(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Tell where a file lies."""
    file_id = params.get("file_id")
    if not isinstance(file_id, str) or not file_id:
        raise bad_request("file_id not specified")
    file = world.files.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > LARGEST:
        raise bad_request("file is too big")
    about = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(file.content)}
    return {**about, "file_path": f"{FOLDER}{file_id}"}


def content(world: World, path: str) -> bytes | None:
    """Give what lies at a path that `getFile` told; None where nothing does."""
    file = world.files.get(path.removeprefix(FOLDER)) if path.startswith(FOLDER) else None
    return None if file is None else file.content


METHODS = {"getFile": get_file}
