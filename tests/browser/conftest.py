"""What the tests in a browser share: the demo, the same page without a bot, and one browser for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.browser.page import BROWSER, DEMO, DRIVER, WITHOUT_BOT, open_browser, running


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    if not (BROWSER and DRIVER) and os.environ.get("REQUIRE_SERVERS") != "1":
        pytest.skip("no chromium and chromedriver on this machine (looked on PATH); REQUIRE_SERVERS=1 fails here")
    with open_browser("430,900") as driver:
        yield driver


@pytest.fixture(scope="session")
def address(browser: webdriver.Chrome) -> Iterator[str]:
    assert browser
    with running(*DEMO) as found:
        yield found


@pytest.fixture(scope="session")
def without_bot(browser: webdriver.Chrome) -> Iterator[str]:
    assert browser
    with running(*WITHOUT_BOT) as found:
        yield found
