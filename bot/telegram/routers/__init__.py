"""One router a concern. Each handler says what an update asks for; none of them decides, stores or shows anything."""

from __future__ import annotations

from aiogram import Dispatcher

from bot.telegram.routers import buttons, commands, groups, typed


def dispatcher() -> Dispatcher:
    """Make the dispatcher. The order matters: groups first, commands before other words."""
    made = Dispatcher(disable_fsm=True)
    made.include_routers(groups.router(), commands.router(), buttons.router(), typed.router())
    return made
