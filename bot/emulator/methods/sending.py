"""What is not a text: a place on the map, a contact, a document."""

from typing import Any

from bot.emulator.methods.messages import listed, post, read_text, safe
from bot.emulator.refusals import bad_request
from bot.emulator.world import File, World

LONGEST_CAPTION = 1024


def send_venue(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Send a place: latitude and longitude in degrees, title, address."""
    place = {"latitude": _degrees(params, "latitude", 90), "longitude": _degrees(params, "longitude", 180)}
    title, address = _text(params, "title"), _text(params, "address")
    body = {"venue": {"location": place, "title": title, "address": address}, "location": place}
    return post(world, params, "venue", body, safe(f"{title}\n{address}"))


def send_contact(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Send a telephone number with a name, perhaps with a vCard."""
    contact = {"phone_number": _text(params, "phone_number"), "first_name": _text(params, "first_name")}
    contact |= {key: params[key] for key in ("last_name", "vcard") if params.get(key)}
    name = " ".join(filter(None, (contact["first_name"], contact.get("last_name"))))
    return post(world, params, "contact", {"contact": contact}, safe(f"{name}\n{contact['phone_number']}"))


def send_document(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Send a file: uploaded under `document`, or under the name that `attach://name` gives."""
    given = params.get("document")
    if isinstance(given, str) and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"))
    known = isinstance(given, str) and given in world.files
    if not known and not isinstance(given, File):
        raise bad_request("there is no document in the request")
    caption = read_text(params, "caption", LONGEST_CAPTION)
    world.open_chat(params.get("chat_id"))
    document = world.keep_file(given) if isinstance(given, File) else world.document(str(given))
    body: dict[str, Any] = {"document": document, **listed("caption_entities", caption)}
    if caption.text:
        body["caption"] = caption.text
    return post(world, params, "document", body, caption)


def _degrees(params: dict[str, Any], name: str, most: int) -> float:
    try:
        value = float(params[name])
    except (KeyError, TypeError, ValueError):
        raise bad_request(f"{name} must be specified") from None
    if not abs(value) <= most:
        raise bad_request("wrong location specified")
    return value


def _text(params: dict[str, Any], name: str) -> str:
    value = params.get(name)
    if not isinstance(value, str) or not value.strip():
        raise bad_request(f"{name.replace('_', ' ')} must be non-empty")
    return value


METHODS = {"sendVenue": send_venue, "sendContact": send_contact, "sendDocument": send_document}
