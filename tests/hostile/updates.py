"""Updates as nobody should send them: malformed ones, and those of kinds that this bot does not serve."""

from __future__ import annotations

from typing import Any

from aiogram.types import Update

#: Stands in every malformed update where it can; it must be found nowhere afterwards.
CANARY = "KANAREK"
PERSON = 5_000_000_001
Json = dict[str, Any]
#: The person whose chat it is.
SAME = object()


def person(number: int = PERSON, **more: Any) -> Json:
    return {"id": number, "is_bot": False, "first_name": CANARY, **more}


def message(number: int = PERSON, *, sender: Any = SAME, **more: Any) -> Json:
    """A message that is well-formed unless `more` says otherwise; None takes a part out."""
    by = person(number) if sender is SAME else sender
    made = {"message_id": 1, "date": 0, "chat": {"id": number, "type": "private"}, "from": by, **more}
    return {key: value for key, value in made.items() if value is not None}


def tap(*, sender: Any = SAME, **more: Any) -> Json:
    by = person() if sender is SAME else sender
    made = {"id": "1", "from": by, "chat_instance": "1", "data": "g:next", "message": message()} | more
    return {key: value for key, value in made.items() if value is not None}


def member(**more: Any) -> Json:
    old = {"status": "member", "user": person(42)}
    made = {"chat": {"id": PERSON, "type": "private"}, "from": person(), "date": 0, "old_chat_member": old,
            "new_chat_member": {"status": "kicked", "user": person(42), "until_date": 0}, **more}  # fmt: skip
    return {key: value for key, value in made.items() if value is not None}


def nested(depth: int) -> Any:
    deep: Any = CANARY
    for _ in range(depth):
        deep = {"a": deep}
    return deep


MALFORMED: tuple[Json, ...] = (
    {"message": CANARY},
    {"message": [CANARY]},
    {"message": 12},
    {"message": {}},
    {"message": message(message_id=CANARY)},
    {"message": message(message_id=None)},
    {"message": message(message_id=1.5)},
    {"message": message(date=CANARY)},
    {"message": message(date=None)},
    {"message": message(chat=None)},
    {"message": message(chat=7)},
    {"message": message(chat={"id": CANARY, "type": "private"})},
    {"message": message(chat={"type": "private"})},
    {"message": message(chat={"id": [1], "type": "private"})},
    {"message": message(chat={"id": PERSON})},
    {"message": message(chat={"id": PERSON, "type": 7})},
    {"message": message(sender=CANARY)},
    {"message": message(sender={"id": PERSON})},
    {"message": message(sender=person(is_bot=CANARY))},
    {"message": message(text=12)},
    {"message": message(text=[CANARY])},
    {"message": message(text=nested(3))},
    {"message": message(text=nested(300))},
    {"message": message(text="x", entities={})},
    {"message": message(text="x", entities=[1])},
    {"message": message(text="x", entities=[{"type": "bot_command", "offset": CANARY, "length": 1}])},
    {"message": message(photo={})},
    {"message": message(location={"latitude": 1})},
    {"message": message(contact={"first_name": CANARY})},
    {"message": message(document=CANARY)},
    {"message": message(forward_origin={"type": CANARY})},
    {"message": message(reply_to_message=CANARY)},
    {"edited_message": {}},
    {"edited_message": message(chat=[])},
    {"callback_query": tap(id=None)},
    {"callback_query": tap(sender=None)},
    {"callback_query": tap(data=12)},
    {"callback_query": tap(message=CANARY)},
    {"my_chat_member": member(new_chat_member=None)},
    {"my_chat_member": member(chat=None)},
)

#: Every kind of update the Bot API knows beside those that are asked for, and one it does not know yet.
OTHER_KINDS = sorted(
    set(Update.model_fields) - {"update_id", "message", "edited_message", "callback_query", "my_chat_member"}
)
OTHERS: tuple[Json, ...] = (*({kind: {"from": person(), "text": CANARY}} for kind in OTHER_KINDS), {"of_tomorrow": {}})

_FILE = {"file_id": "1", "file_unique_id": "1", "duration": 1, "width": 1, "height": 1, "length": 1}
#: What a person may send in a private chat beside words: each gets one line.
SENT: tuple[Json, ...] = (
    {"photo": [_FILE]}, {"video": _FILE}, {"video_note": _FILE}, {"audio": _FILE}, {"voice": _FILE},
    {"document": _FILE},
    {"sticker": {**_FILE, "type": "regular", "is_animated": False, "is_video": False}},
    {"animation": _FILE, "document": _FILE}, {"dice": {"emoji": "🎲", "value": 1}},
    {"location": {"latitude": 54.0, "longitude": 18.0}}, {"contact": {"phone_number": "1", "first_name": CANARY}},
    {"venue": {"location": {"latitude": 54.0, "longitude": 18.0}, "title": CANARY, "address": CANARY}},
    {"story": {"chat": {"id": PERSON, "type": "private"}, "id": 1}}, {"of_tomorrow": {}},
    {"poll": {
        "id": "1", "question": CANARY, "options": [], "total_voter_count": 0, "is_closed": False, "type": "regular",
        "is_anonymous": True, "allows_multiple_answers": False, "allows_revoting": False, "members_only": False}},
)  # fmt: skip
#: What Telegram notes in a private chat by itself: nobody said anything, so nothing is answered.
NOTED: tuple[Json, ...] = (
    {"pinned_message": message()}, {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    {"write_access_allowed": {}}, {"delete_chat_photo": True}, {"chat_background_set": {"type": {
        "type": "chat_theme", "theme_name": CANARY}}},
    {"users_shared": {"request_id": 1, "users": []}}, {"chat_shared": {"request_id": 1, "chat_id": 1}},
    {"connected_website": "example.org"}, {"boost_added": {"boost_count": 1}},
    {"successful_payment": {"currency": "PLN", "total_amount": 1, "invoice_payload": CANARY,
                            "telegram_payment_charge_id": "1", "provider_payment_charge_id": "1"}},
)  # fmt: skip
