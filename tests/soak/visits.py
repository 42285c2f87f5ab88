"""Residents of a load run: who does something when is fixed beforehand, what they do depends on what they see.

Whoever is due taps or writes at that moment, also where the answer before is still missing: a slow bot does not make
its residents slower.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.emulator import User, actions
from bot.emulator.world import World

SEED = 6
#: So many visits in a hundred end with everything erased, and so many acts in a hundred are typed words.
FORGETTING, TYPING = 3, 8
#: Buttons that answer are tapped more often than those that lead elsewhere.
ANSWERS, OFTEN = ("c:", "t:", "d:", "k:", "g:next"), 4
WORDS = (
    "samotna mama dwójki, bez pracy, Gdynia",
    "mam 67 lat",
    "Sopot",
    "szukam pracy",
    "psycholog",
    "/help",
    "/answers",
    "/browse",
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a resident: which of the visit's acts it is, from 0, and how many are left after it."""

    resident: int
    number: int
    left: int


def schedule(*, residents: int, acts: int, at_once: int) -> list[Act]:
    """Give who acts one after the other: everybody comes once, about `at_once` are there at a time.

    Visits have 1 act to nearly twice the average.
    """
    chance = random.Random(SEED)  # noqa: S311 -- the same in every run
    average = acts / residents
    lengths = [chance.randint(1, max(1, round(2 * average) - 1)) for _ in range(residents)]
    while (lacking := acts - sum(lengths)) != 0:
        one = chance.randrange(residents)
        step = 1 if lacking > 0 else -1
        lengths[one] = max(1, lengths[one] + step)
    coming = iter(range(residents))
    here = [(one, 0) for _, one in zip(range(at_once), coming, strict=False)]
    found = []
    while here:
        place = chance.randrange(len(here))
        resident, number = here[place]
        found.append(Act(resident, number, lengths[resident] - number - 1))
        if found[-1].left:
            here[place] = resident, number + 1
        elif (following := next(coming, None)) is not None:
            here[place] = following, 0
        else:
            here[place] = here[-1]
            here.pop()
    return found


def ours(world: World, user: User, act: Act, chance: random.Random) -> None:
    """Do what residents do: start, answer by what is shown, type now and then, look at the results, some erase all."""
    screen = user.screen
    buttons = [button.data for button in screen.buttons if button.data]
    forgets = act.resident % 100 < FORGETTING
    if act.number == 0:
        _write(world, user, "/start")
    elif forgets and act.left <= 1:
        if "forget" in buttons:
            _tap(world, user, "forget")
        else:
            _write(world, user, "/forget")
    elif act.left == 0:
        if "g:results" in buttons:
            _tap(world, user, "g:results")
        else:
            _write(world, user, "/results")
    elif not buttons or chance.randrange(100) < TYPING:
        _write(world, user, chance.choice(WORDS))
    else:
        _tap(world, user, _button(buttons, chance))


def echo(world: World, user: User, act: Act, chance: random.Random) -> None:
    """Do about as much with a bot that has no buttons: as many texts, as many taps."""
    if act.number == 0 or act.left == 0 or not user.screen.message_id or chance.randrange(100) < TYPING:
        _write(world, user, chance.choice(WORDS))
    else:
        _tap(world, user, "c:age:30-34")


def _button(buttons: Sequence[str], chance: random.Random) -> str:
    # Erasing everything has a place of its own.
    kept = [data for data in buttons if data != "forget"] or list(buttons)
    return chance.choices(kept, [OFTEN if data.startswith(ANSWERS) else 1 for data in kept])[0]


def _write(world: World, user: User, words: str) -> None:
    actions.say(world, user.chat, user.person, words)


def _tap(world: World, user: User, data: str) -> None:
    actions.tap(world, user.chat, user.person, user.screen.message_id, data)
