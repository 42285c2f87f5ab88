"""The demo as somebody meets it: `drogowskaz demo` and its page in a real browser, keyboard alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.conftest import ROOT

BROWSER = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER) and os.environ.get("REQUIRE_SERVERS") != "1",
    reason="no chromium and chromedriver on this machine (looked on PATH); REQUIRE_SERVERS=1 makes this a failure",
)


@contextmanager
def running_demo() -> Iterator[str]:
    """Start the demo on a free port and give the address it prints."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--on", "2026-11-22", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        assert running.stdout is not None
        try:
            for line in running.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    yield found.group()
                    break
        finally:
            running.terminate()


@contextmanager
def open_browser(size: str) -> Iterator[webdriver.Chrome]:
    """Open the browser without a window, with a new profile and nothing that looks outside."""
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--window-size={size}", f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        try:
            yield driver
        finally:
            driver.quit()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_demo() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with open_browser("430,900") as driver:
        yield driver


Seen = Callable[[webdriver.Chrome], object]


def wait(browser: webdriver.Chrome, seen: Seen) -> object:
    return WebDriverWait(browser, 20, poll_frequency=0.05).until(seen)


def text(browser: webdriver.Chrome) -> str:
    return str(browser.execute_script("return document.body.innerText"))


def labels(browser: webdriver.Chrome) -> list[str]:
    found = browser.execute_script("return [...document.querySelectorAll('button')].map(one => one.textContent.trim())")
    return list(found)


def press(browser: webdriver.Chrome, label: str) -> None:
    """Reach a button with the Tab key, as somebody without a mouse does, and press Enter."""
    for _ in range(80):
        if browser.execute_script("return document.activeElement.textContent.trim()") == label:
            ActionChains(browser).send_keys(Keys.ENTER).perform()
            return
        ActionChains(browser).send_keys(Keys.TAB).perform()
    raise AssertionError(f"the Tab key does not reach {label!r}: {labels(browser)}")


def press_when_there(browser: webdriver.Chrome, label: str) -> None:
    wait(browser, lambda seen: label in labels(seen))
    press(browser, label)


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
    browser.get(f"{address}/?lang={language}")
    field = wait(browser, lambda seen: seen.find_element(By.CSS_SELECTOR, "form input, form textarea"))
    field.send_keys("/start", Keys.ENTER)  # type: ignore[attr-defined]  # an element
    for label in taps:
        press_when_there(browser, label)
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
