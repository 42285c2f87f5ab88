"""The demo as somebody meets it: `drogowskaz demo` and its page in a real browser, keyboard alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.conftest import ROOT

BROWSER = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")

pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER) and os.environ.get("REQUIRE_SERVERS") != "1",
    reason="no chromium and chromedriver on this machine (looked on PATH); REQUIRE_SERVERS=1 makes this a failure",
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start the demo on a free port and give the address it prints."""
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--on", "2026-11-22", "--port", "0"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    try:
        for line in running.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found.group()
                break
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    profile = tmp_path_factory.mktemp("profile")
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--window-size=430,900", f"--user-data-dir={profile}",
    ):  # fmt: skip
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


Seen = Callable[[webdriver.Chrome], object]


def wait(browser: webdriver.Chrome, seen: Seen) -> object:
    return WebDriverWait(browser, 20, poll_frequency=0.05).until(seen)


def text(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "body").text


def press(browser: webdriver.Chrome, label: str) -> None:
    """Reach a button by keyboard focus and press Enter."""
    button = next(one for one in browser.find_elements(By.TAG_NAME, "button") if one.text.strip() == label)
    browser.execute_script("arguments[0].focus()", button)
    browser.switch_to.active_element.send_keys(Keys.ENTER)


@pytest.mark.parametrize(
    ("language", "labels", "words"),
    [
        ("pl", ["Zaczynam", "Gdynia", "Pokaż wyniki"], "MOPS Gdynia"),
        ("en", ["Start", "Gdynia", "Show results"], "MOPS Gdynia"),
    ],
)
def test_a_keyboard_leads_to_a_contact_point_in_both_languages(
    address: str, browser: webdriver.Chrome, language: str, labels: list[str], words: str
) -> None:
    browser.get(f"{address}/?lang={language}")
    field = wait(browser, lambda seen: seen.find_element(By.CSS_SELECTOR, "form input, form textarea"))
    field.send_keys("/start", Keys.ENTER)  # type: ignore[attr-defined]  # an element
    for label in labels:
        wait(
            browser,
            lambda seen, label=label: label in [b.text.strip() for b in seen.find_elements(By.TAG_NAME, "button")],
        )
        press(browser, label)
    wait(browser, lambda seen: words in text(seen))


def test_two_phones_stand_side_by_side_and_the_pretended_day_is_said(address: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{address}/?lang=pl,en")
    wait(browser, lambda seen: len(seen.find_elements(By.CSS_SELECTOR, "section[aria-label]")) >= 2)
    assert "22 listopada 2026" in text(browser)


def test_a_screen_reader_hears_what_changes(address: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{address}/?lang=pl")
    log = wait(browser, lambda seen: seen.find_element(By.CSS_SELECTOR, "[role=log]"))
    assert log.get_attribute("aria-live") == "polite"  # type: ignore[attr-defined]  # an element
    assert log.get_attribute("aria-label")  # type: ignore[attr-defined]


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
