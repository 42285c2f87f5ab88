"""The demo as somebody meets it: `drogowskaz demo` and its page in a real browser, keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.page import as_somebody_new, press_when_there, text, wait
from tests.conftest import ROOT

#: Becomes a new person and says something in the same moment, before an answer can have come.
QUICK = """
document.querySelector(".phone > header button").click();
const field = document.querySelector(".composer input");
field.value = "/start";
field.form.requestSubmit();
"""


@pytest.mark.parametrize(
    ("language", "taps", "words"),
    [
        ("pl", ["Zaczynam", "Gdynia", "Pokaż wyniki"], "MOPS Gdynia"),
        ("en", ["Start", "Gdynia", "Show results"], "MOPS Gdynia"),
    ],
)
def test_a_keyboard_leads_to_a_contact_point_in_both_languages(
    address: str, browser: webdriver.Chrome, language: str, taps: list[str], words: str
) -> None:
    as_somebody_new(browser, f"{address}/?lang={language}")
    browser.find_element(By.CSS_SELECTOR, "form input").send_keys("/start", Keys.ENTER)
    for label in taps:
        press_when_there(browser, label)
    wait(browser, lambda seen: words in text(seen))


def test_two_phones_stand_side_by_side_and_the_pretended_day_is_said(address: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{address}/?lang=pl,en")
    wait(browser, lambda seen: len(seen.find_elements(By.CSS_SELECTOR, "section[aria-label]")) >= 2)
    wait(browser, lambda seen: text(seen).count("22 listopada 2026") == 1)
    wait(browser, lambda seen: "22 November 2026" in text(seen))


def test_whoever_is_quicker_than_the_connection_is_heard_all_the_same(address: str, browser: webdriver.Chrome) -> None:
    as_somebody_new(browser, f"{address}/?lang=pl")
    browser.execute_script(QUICK)
    wait(browser, lambda seen: "/start" in text(seen))
    wait(browser, lambda seen: "Zaczynam" in text(seen))


def test_the_view_can_be_changed_again_and_again(address: str, browser: webdriver.Chrome) -> None:
    for _ in range(3):
        for view in ("pl,en", "pl", "en"):
            browser.get(f"{address}/?lang={view}")
            wait(browser, lambda seen: seen.find_elements(By.CSS_SELECTOR, ".welcome p:not(:empty)"))


def test_nothing_scrolls_sideways_on_a_small_phone(address: str, browser: webdriver.Chrome) -> None:
    browser.set_window_size(320, 700)
    browser.get(f"{address}/?lang=pl")
    wait(browser, lambda seen: seen.find_element(By.CSS_SELECTOR, "[role=log]"))
    width, scrolls = browser.execute_script(
        "return [document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert scrolls <= width
    browser.set_window_size(430, 900)


def test_the_page_needs_nothing_from_outside() -> None:
    for path in Path(ROOT, "bot", "emulator", "page").iterdir():
        assert not re.search(r"(?:src|href)=[\"']https?://", path.read_text(encoding="utf-8")), path
