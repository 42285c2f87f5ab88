"""One router a concern. Each handler says what an update asks for; none of them decides, stores or shows anything."""

from __future__ import annotations

from aiogram import Dispatcher

from bot.telegram.routers import buttons, commands, groups, typed
from bot.telegram.routers.staff import Staff


def dispatcher(room: Staff | None = None) -> Dispatcher:
    """Make the dispatcher. The order matters: staff before groups, groups first, commands before other words."""
    made = Dispatcher(disable_fsm=True)
    if room is not None and room.members:
        made.include_router(room.router())
    made.include_routers(groups.router(), commands.router(), buttons.router(), typed.router())
    return made
