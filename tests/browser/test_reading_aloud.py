"""The demo's page for somebody who does not see it, or sees it enlarged: what is said, where the keyboard is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.page import as_somebody_new, focused, labels, press, press_when_there, tab, text, wait

#: Collects what a screen reader is told: whatever comes into a live part of the page.
LISTEN = """
window.heard = [];
const listen = new MutationObserver((found) => {
  for (const one of found) for (const node of one.addedNodes) heard.push(node.textContent);
});
for (const live of document.querySelectorAll("[role=status], [role=log], [aria-live]")) {
  if (live.ariaLive !== "off") listen.observe(live, { childList: true, subtree: true });
}
"""
NEWEST = "return [...document.querySelectorAll('.message.bot .text')].at(-1).textContent"
#: Whether what has the keyboard can be seen: inside the window and inside the part that scrolls.
SEEN = """
const key = document.activeElement.getBoundingClientRect();
const log = document.activeElement.closest("[role=log]").getBoundingClientRect();
return key.top >= Math.max(0, log.top) && key.bottom <= Math.min(innerHeight, log.bottom);
"""
CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")


def heard(browser: webdriver.Chrome, count: int) -> list[str]:
    """Wait until so many things were said and give them all."""
    wait(browser, lambda seen: len(seen.execute_script("return heard")) >= count)
    return list(browser.execute_script("return heard"))


def stands(browser: webdriver.Chrome, label: str) -> None:
    """Wait until a button has this label."""
    wait(browser, lambda seen: label in labels(seen))


def language_of(browser: webdriver.Chrome, words: str) -> str:
    """Give the language in which the smallest element with exactly these words is read."""
    found = browser.execute_script(
        "return [...document.querySelectorAll('.message *')].filter(one => one.textContent.trim() === arguments[0])"
        ".at(-1).closest('[lang]').lang",
        words,
    )
    return str(found)


def bot(address: str, method: str, **params: object) -> dict[str, Any]:
    """Do what a bot does, in the first chat there is."""
    body = json.dumps(params).encode()
    with urlopen(Request(f"{address}/bot42:TEST/{method}", body, {"Content-Type": "application/json"})) as answer:  # noqa: S310 -- this machine
        found: dict[str, Any] = json.load(answer)["result"]
    return found


def keyboard(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": "x"}] for label in labels]}


def somebody(browser: webdriver.Chrome, address: str, language: str) -> int:
    """Open the page as a person whom no bot knows yet and give the number of the chat."""
    as_somebody_new(browser, f"{address}/?lang={language}")
    browser.execute_script(LISTEN)
    return int(str(wait(browser, lambda seen: seen.execute_script("return Object.values(sessionStorage)[0]"))))


@contextmanager
def enlarged(browser: webdriver.Chrome, height: int) -> Iterator[None]:
    """Make the window as small as on a phone, or as a page of 1280 x 1024 enlarged four times (256 high)."""
    size = {"width": 320, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_each_message_is_read_out_once_and_whole(address: str, browser: webdriver.Chrome) -> None:
    as_somebody_new(browser, f"{address}/?lang=pl")
    browser.execute_script(LISTEN)
    shown: list[str] = []
    for label in ("Start", "Zaczynam", "Gdańsk", "Nie wiem / pomiń", "Pokaż wyniki"):
        press_when_there(browser, label)
        heard(browser, len(shown) + 1)
        shown.append(str(browser.execute_script(NEWEST)))
    assert heard(browser, len(shown)) == shown
    assert len(set(shown)) == len(shown)


def test_the_keyboard_goes_from_the_start_to_the_first_answer(address: str, browser: webdriver.Chrome) -> None:
    as_somebody_new(browser, f"{address}/?lang=pl")
    press(browser, "Start")
    stands(browser, "Zaczynam")
    assert tab(browser).text == "Zaczynam"
    press(browser, "Zaczynam")
    stands(browser, "Gdynia")
    assert focused(browser).aria_role == "article"
    assert focused(browser).accessible_name.startswith("Bot")
    assert tab(browser).text == "Gdańsk"


def test_a_tick_is_told_as_a_tick_and_the_keyboard_stays_on_it(address: str, browser: webdriver.Chrome) -> None:
    as_somebody_new(browser, f"{address}/?lang=pl")
    for label in ("Start", "Zaczynam", "Gdynia", "☐ Praca"):
        press_when_there(browser, label)
    wait(browser, lambda seen: focused(seen).get_attribute("aria-checked") == "true")
    assert (focused(browser).aria_role, focused(browser).accessible_name) == ("checkbox", "Praca")
    focused(browser).send_keys(Keys.ENTER)
    wait(browser, lambda seen: focused(seen).get_attribute("aria-checked") == "false")
    assert focused(browser).text == "☐ Praca"


def test_the_answer_given_before_is_told_as_chosen(address: str, browser: webdriver.Chrome) -> None:
    as_somebody_new(browser, f"{address}/?lang=pl")
    for label in ("Start", "Zaczynam", "Gdynia", "Wstecz"):
        press_when_there(browser, label)
    stands(browser, "✓ Gdynia (wybrane)")
    chosen = browser.find_element(By.XPATH, "//button[contains(., 'Gdynia')]")
    assert chosen.accessible_name == "Gdynia (wybrane)"


def test_english_has_an_english_voice_in_a_polish_phone(address: str, browser: webdriver.Chrome) -> None:
    as_somebody_new(browser, f"{address}/?lang=pl")
    press(browser, "Start")
    stands(browser, "English")
    assert language_of(browser, "English") == "en"
    assert language_of(browser, "Zaczynam") == "pl"
    press(browser, "English")
    stands(browser, "Privacy")
    assert language_of(browser, "Hello! This is Drogowskaz.") == "en"
    assert language_of(browser, "Privacy") == "en"
    assert language_of(browser, "Polski") == "pl"


def test_the_pretended_day_is_said_in_the_language_of_the_phone(address: str, browser: webdriver.Chrome) -> None:
    as_somebody_new(browser, f"{address}/?lang=en")
    wait(browser, lambda seen: "22 November 2026" in text(seen))
    assert "22 listopada 2026" not in text(browser)
    as_somebody_new(browser, f"{address}/?lang=pl,en")
    wait(browser, lambda seen: len(seen.find_elements(By.CSS_SELECTOR, "aside h3")) == 6)
    told = {one.get_attribute("lang"): one.text for one in browser.find_elements(By.CSS_SELECTOR, "aside[lang]")}
    assert "22 listopada 2026" in told["pl"]
    assert "22 November 2026" in told["en"]


def test_the_page_begins_with_a_heading_that_says_what_it_is(address: str, browser: webdriver.Chrome) -> None:
    as_somebody_new(browser, f"{address}/?lang=en")
    (heading,) = browser.find_elements(By.CSS_SELECTOR, "h1")
    assert heading.get_attribute("textContent") == browser.title == "Drogowskaz: Demo: it is not Telegram"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_what_lies_behind_it(address: str, browser: webdriver.Chrome, scheme: str) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    as_somebody_new(browser, f"{address}/?lang=en")
    found: dict[str, list[float]] = browser.execute_script(CONTRASTS)
    for label in ("Start", "Start", "Gdynia", "☐ Work", "Done", "Show results", "MOPS Gdynia"):
        press_when_there(browser, label)
    wait(browser, lambda seen: "Show on the map" in text(seen))
    for kind, ratios in browser.execute_script(CONTRASTS).items():
        found[kind] += ratios
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert len(found["text"]) > 20
    assert min(found["text"]) >= 4.5
    assert min(found["edge"]) >= 3


def test_another_page_of_answers_is_told_and_comes_next_with_the_tab_key(
    without_bot: str, browser: webdriver.Chrome
) -> None:
    chat = somebody(browser, without_bot, "en")
    message = bot(without_bot, "sendMessage", chat_id=chat, text="Which?", reply_markup=keyboard("A", "B", "More"))
    press_when_there(browser, "More")
    turned = keyboard("C", "D", "E", "Previous")
    bot(without_bot, "editMessageReplyMarkup", chat_id=chat, message_id=message["message_id"], reply_markup=turned)
    assert heard(browser, 2) == ["Which?", "C, D, E, Previous"]
    assert tab(browser).text == "C"
    press(browser, "D")
    chosen = keyboard("C", "✓ On my list", "E", "Previous")
    bot(without_bot, "editMessageReplyMarkup", chat_id=chat, message_id=message["message_id"], reply_markup=chosen)
    assert heard(browser, 3)[2] == focused(browser).accessible_name == "On my list (chosen)"


def test_the_polish_name_in_an_english_message_has_a_polish_voice(without_bot: str, browser: webdriver.Chrome) -> None:
    chat = somebody(browser, without_bot, "en")
    words = "This is for you.\nIn Polish: Pomoc dla osób w potrzebie\nIt is at ul. Wodna 3, 2. piętro."
    bot(without_bot, "sendMessage", chat_id=chat, text=words)
    heard(browser, 1)
    assert language_of(browser, "In Polish: Pomoc dla osób w potrzebie") == "pl"
    assert language_of(browser, words) == "en"
    assert browser.execute_script("return document.querySelectorAll('.message .text [lang]').length") == 1


def test_what_was_copied_is_said_and_stands_in_the_window_on_an_enlarged_page(
    without_bot: str, browser: webdriver.Chrome
) -> None:
    chat = somebody(browser, without_bot, "en")
    rows = {"inline_keyboard": [[{"text": "Copy 58 000", "copy_text": {"text": "58 000"}}]]}
    bot(without_bot, "sendMessage", chat_id=chat, text="Words\n" * 30, reply_markup=rows)
    with enlarged(browser, 256):
        press_when_there(browser, "Copy 58 000 (to the clipboard)")
        assert heard(browser, 2)[1] == "Copied: 58 000"
        (notice,) = browser.find_elements(By.CSS_SELECTOR, ".toast")
        top, bottom, end = browser.execute_script(
            "const {top, bottom} = arguments[0].getBoundingClientRect(); return [top, bottom, innerHeight]", notice
        )
        assert 0 <= top < bottom <= end


def test_a_number_that_could_not_be_copied_stays_until_it_is_closed(
    without_bot: str, browser: webdriver.Chrome
) -> None:
    chat = somebody(browser, without_bot, "en")
    browser.execute_script(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false;"
    )
    rows = {"inline_keyboard": [[{"text": "Copy it", "copy_text": {"text": "58 000"}}]]}
    bot(without_bot, "sendMessage", chat_id=chat, text="Call us", reply_markup=rows)
    press_when_there(browser, "Copy it (to the clipboard)")
    wait(browser, lambda seen: seen.find_elements(By.CSS_SELECTOR, "[role=alertdialog]"))
    (dialog,) = browser.find_elements(By.CSS_SELECTOR, "[role=alertdialog]")
    told = browser.find_element(By.ID, str(dialog.get_attribute("aria-describedby")))
    assert "58 000" in told.text
    focused(browser).send_keys(Keys.ENTER)
    wait(browser, lambda seen: not seen.find_elements(By.CSS_SELECTOR, "[role=alertdialog]"))
    assert "Copy it" in focused(browser).text


def test_a_link_in_a_folded_text_unfolds_it_when_the_keyboard_comes(
    without_bot: str, browser: webdriver.Chrome
) -> None:
    chat = somebody(browser, without_bot, "en")
    source = "line\n" * 8 + '<a href="https://example.org/">the source</a>'
    html = f"Offer <blockquote expandable>{source}</blockquote>"
    bot(without_bot, "sendMessage", chat_id=chat, text=html, parse_mode="HTML", reply_markup=keyboard("Back"))
    heard(browser, 1)
    browser.find_element(By.CSS_SELECTOR, "[role=log]").send_keys("")
    assert "the source" in tab(browser).text
    assert browser.execute_script(SEEN)
    assert browser.find_element(By.CSS_SELECTOR, ".unfold").get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize("height", [640, 256])
def test_a_ticked_key_stays_in_sight_on_a_small_or_enlarged_page(
    without_bot: str, browser: webdriver.Chrome, height: int
) -> None:
    chat = somebody(browser, without_bot, "en")
    options = [f"☐ Option {number}" for number in range(8)]
    with enlarged(browser, height):
        long = "A long question. " * 20
        sent = bot(without_bot, "sendMessage", chat_id=chat, text=long, reply_markup=keyboard(*options))
        press_when_there(browser, "☐ Option 6")
        options[6] = "☑ Option 6"
        bot(
            without_bot,
            "editMessageText",
            chat_id=chat,
            message_id=sent["message_id"],
            text=long + "1 ticked",
            reply_markup=keyboard(*options),
        )
        wait(browser, lambda seen: focused(seen).get_attribute("aria-checked") == "true")
        assert browser.execute_script(SEEN)


def test_nothing_scrolls_sideways_on_a_page_enlarged_four_times(address: str, browser: webdriver.Chrome) -> None:
    with enlarged(browser, 256):
        as_somebody_new(browser, f"{address}/?lang=pl,en")
        press(browser, "Start")
        stands(browser, "Zaczynam")
        root = "document.documentElement"
        assert browser.execute_script(f"return {root}.scrollWidth <= {root}.clientWidth")
