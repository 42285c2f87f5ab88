"""Starting the demo and a browser, and doing what somebody without a mouse does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
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
DEMO = ("bot", "demo", "--on", "2026-11-22", "--port", "0")
WITHOUT_BOT = ("bot.emulator", "--port", "0", "--token", "42:TEST")

Seen = Callable[[webdriver.Chrome], object]


@contextmanager
def running(*module: str) -> Iterator[str]:
    """Start a module that serves the page on a free port and give the address it prints."""
    with subprocess.Popen(
        [sys.executable, "-m", *module], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as started:
        assert started.stdout is not None
        try:
            for line in started.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    yield found.group()
                    break
        finally:
            started.terminate()


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


def wait(browser: webdriver.Chrome, seen: Seen) -> object:
    """Wait until something is seen; what is drawn anew in that moment is looked at again."""
    return WebDriverWait(browser, 20, 0.05, (StaleElementReferenceException,)).until(seen)


def as_somebody_new(browser: webdriver.Chrome, address: str) -> None:
    """Open the page and wait until it can be used; whoever chatted there before is forgotten."""
    browser.get(address)
    browser.execute_script("sessionStorage.clear()")
    browser.get(address)
    wait(browser, lambda seen: seen.find_elements(By.CSS_SELECTOR, ".welcome:not([hidden]) button"))


def text(browser: webdriver.Chrome) -> str:
    return str(browser.execute_script("return document.body.innerText"))


def labels(browser: webdriver.Chrome) -> list[str]:
    found = browser.execute_script("return [...document.querySelectorAll('button')].map(one => one.textContent.trim())")
    return list(found)


def focused(browser: webdriver.Chrome) -> WebElement:
    """What has the keyboard."""
    return browser.switch_to.active_element


def tab(browser: webdriver.Chrome) -> WebElement:
    """Press the Tab key once and give what has the keyboard then."""
    ActionChains(browser).send_keys(Keys.TAB).perform()
    return focused(browser)


def press(browser: webdriver.Chrome, label: str) -> None:
    """Reach a button with the Tab key, as somebody without a mouse does, and press Enter."""
    for _ in range(80):
        if browser.execute_script("return document.activeElement.textContent.trim()") == label:
            ActionChains(browser).send_keys(Keys.ENTER).perform()
            return
        tab(browser)
    raise AssertionError(f"the Tab key does not reach {label!r}: {labels(browser)}")


def press_when_there(browser: webdriver.Chrome, label: str) -> None:
    wait(browser, lambda seen: label in labels(seen))
    press(browser, label)
