"""A button carries an action as ids in 64 bytes, and what somebody else wrote into one does nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import actions as a
from bot.core.actions import MOST_BYTES, Action, decode, encode
from bot.core.catalogue import Catalogue
from tests.core.catalogues import thorough
from tests.core.residents import every_action


def test_every_action_of_the_real_catalogue_fits_a_button_and_comes_back_the_same(catalogue: Catalogue) -> None:
    seen: dict[str, Action] = {}
    for action in every_action(catalogue):
        carried = encode(action)
        assert len(carried.encode()) <= MOST_BYTES, carried
        assert decode(carried) == action
        assert seen.setdefault(carried, action) == action


@pytest.mark.parametrize(
    "action",
    [a.Learn((("age", 67),)), a.Alarm(), a.Unsure("place", ("a", "b")), a.Found(("gda-01",)), a.Tell("photo")],
    ids=lambda action: type(action).__name__,
)
def test_what_residents_write_is_never_carried_by_a_button(action: Action) -> None:
    with pytest.raises(TypeError, match="no button carries"):
        encode(action)


@pytest.mark.parametrize(
    "forged",
    ["", "g", "c:age", "c:age:1:2", "t:family:children", "t:family:children:2", "d", "d:a:b", "s", "b:1", "k:perhaps",
     "k:yes", "k:no", "k:yes:", "k:yes:0", "k:yes:01", "k:withdraw:1",
     "l", "forget:all", "p:gda-01", "p:gda-01:2", "x:1", "gda-01", "u", "u:a:b", "y", "o:1", "h",
     "h:-1", "h:01", "h:100", "h:١"],
)  # fmt: skip
def test_a_forged_button_is_no_action(forged: str) -> None:
    assert decode(forged) is None


@thorough
@given(st.text(max_size=64))
def test_whatever_a_button_carries_is_read_without_raising_and_written_back_the_same(carried: str) -> None:
    action = decode(carried)
    assert action is None or encode(action) == carried
