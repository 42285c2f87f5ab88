"""A local Telegram: the part of the Bot API this bot uses, and a phone-like page in the browser.

It imports nothing else of `bot`. Tests speak to it through `LocalTelegram`; `python -m bot.emulator` runs it alone.
"""

from bot.emulator.clock import Clock
from bot.emulator.faults import Fault
from bot.emulator.groups import Group
from bot.emulator.journal import Call, Journal
from bot.emulator.keyboard import Button
from bot.emulator.local import LocalTelegram, serve
from bot.emulator.messages import Message, Screen
from bot.emulator.panel import Panel
from bot.emulator.people import User
from bot.emulator.settling import Asked, Settled

__all__ = [
    "Asked",
    "Button",
    "Call",
    "Clock",
    "Fault",
    "Group",
    "Journal",
    "LocalTelegram",
    "Message",
    "Panel",
    "Screen",
    "Settled",
    "User",
    "serve",
]
