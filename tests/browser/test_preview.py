"""The demo as a preview for staff: what they change, pretend and keep, in a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from tests.browser.page import as_somebody_new, labels, press, running, tab, wait
from tests.conftest import ROOT

PROGRAMME = "programmes/town_help.yaml"
PEOPLE = "personas/people.yaml"
#: What becomes of the pensioner of that catalogue when the chat is kept.
KEPT = """\
- id: chat-1
  who: "emeryt: mieszka sam"
  on: 2019-06-01
  answers: {place: town, age: [70, 79], disability: null, family: [children], need: [advice]}
  fits: [tow-01]
  maybe: [tow-02]
  first: {tow-01: unknown}
  contacts: [centre_town]
"""


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    """A small catalogue that staff may change."""
    return Path(shutil.copytree(ROOT / "tests" / "broken" / "_good", tmp_path / "offers"))


@pytest.fixture
def preview(browser: webdriver.Chrome, offers: Path) -> Iterator[str]:
    """The preview of that catalogue, opened in Polish by somebody new, on a day of the project."""
    with running("bot", "demo", "--offers", str(offers), "--on", "2019-06-01", "--port", "0") as address:
        as_somebody_new(browser, f"{address}/?lang=pl")
        wait(browser, lambda seen: "Zostań tym mieszkańcem" in labels(seen))
        yield address


def choose(browser: webdriver.Chrome, label: str, shown: str) -> None:
    Select(field(browser, label)).select_by_visible_text(shown)


def field(browser: webdriver.Chrome, label: str) -> WebElement:
    """Find a field by the words that label it."""
    return browser.find_element(By.XPATH, f"//aside//label[contains(., '{label}')]/*")


def become(browser: webdriver.Chrome, shown: str) -> None:
    choose(browser, "Przykładowy mieszkaniec", shown)
    press(browser, "Zostań tym mieszkańcem")


def said(browser: webdriver.Chrome, words: str) -> None:
    """Wait until the panel tells this, where a screen reader hears it."""
    wait(browser, lambda seen: words in seen.find_element(By.CSS_SELECTOR, "aside [role=status]").text)


def screen(browser: webdriver.Chrome) -> str:
    """What the newest message of the bot says."""
    found = browser.execute_script("return [...document.querySelectorAll('.message.bot')].at(-1)?.innerText ?? ''")
    return str(found)


def shows(browser: webdriver.Chrome, words: str) -> None:
    wait(browser, lambda seen: words in screen(seen))


def changed(path: Path, old: str, new: str) -> None:
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")


def check(offers: Path) -> tuple[int, str]:
    """Run `drogowskaz check` and give its exit code and what it complains of."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check", str(offers)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.usefixtures("preview")
def test_a_chat_becomes_an_example_resident(browser: webdriver.Chrome) -> None:
    become(browser, "mama z Północy (mother)")
    said(browser, "Ta rozmowa to teraz: mama z Północy. Plik ocenia ten przykład na dzień 1 czerwca 2019.")
    shows(browser, "Porada")
    become(browser, "ktoś z daleka (stranger)")
    said(browser, "ktoś z daleka")
    wait(browser, lambda seen: "Porada" not in screen(seen))
    assert len(browser.find_elements(By.CSS_SELECTOR, ".message.bot")) == 1, "it is edited in place"


@pytest.mark.usefixtures("preview")
def test_the_pretended_day_changes_what_open_chats_show_at_once(browser: webdriver.Chrome) -> None:
    become(browser, "mama z Północy (mother)")
    shows(browser, "Porada")
    before = screen(browser)
    browser.execute_script("arguments[0].value = '2024-03-05'", field(browser, "Udawaj, że dziś jest"))
    press(browser, "Ustaw dzień")
    said(browser, "Bot udaje teraz, że jest 5 marca 2024.")
    wait(browser, lambda seen: "5 marca 2024" in seen.find_element(By.CSS_SELECTOR, "aside h3").text)
    wait(browser, lambda seen: screen(seen) != before)
    browser.execute_script("arguments[0].value = ''", field(browser, "Udawaj, że dziś jest"))
    press(browser, "Ustaw dzień")
    said(browser, "Wybierz całą datę")
    press(browser, "Prawdziwy dzień")
    said(browser, "Bot znowu liczy od prawdziwej daty.")


@pytest.mark.usefixtures("preview")
def test_a_saved_edit_is_seen_where_somebody_looks_at_it(browser: webdriver.Chrome, offers: Path) -> None:
    become(browser, "mama z Północy (mother)")
    shows(browser, "Porada")
    changed(offers / PROGRAMME, "short: {pl: Porada,", "short: {pl: Rozmowa z doradcą,")
    shows(browser, "Rozmowa z doradcą")
    said(browser, f"Zmiana już działa: {PROGRAMME}")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".message.bot")) == 1, "it is edited in place"


@pytest.mark.usefixtures("preview")
def test_a_refused_edit_says_what_to_type_until_it_is_mended(browser: webdriver.Chrome, offers: Path) -> None:
    become(browser, "mama z Północy (mother)")
    shows(browser, "Porada")
    changed(offers / PROGRAMME, "need: money", "need: monye")
    wait(browser, lambda seen: "Czy chodziło o money?" in seen.find_element(By.CSS_SELECTOR, "aside .alerts").text)
    assert f"{PROGRAMME}, wiersz 25: " in browser.find_element(By.CSS_SELECTOR, "aside .alerts").text
    said(browser, "Ta zmiana nie działa: 1 błąd.")
    assert "Porada" in screen(browser)
    changed(offers / PROGRAMME, "need: monye", "need: money")
    wait(browser, lambda seen: not seen.find_element(By.CSS_SELECTOR, "aside .alerts").text)


@pytest.mark.usefixtures("preview")
def test_an_answered_chat_is_kept_as_an_example_that_passes_the_check(browser: webdriver.Chrome, offers: Path) -> None:
    before = "# Ci ludzie są zmyśleni\n" + (offers / PEOPLE).read_text(encoding="utf-8")
    (offers / PEOPLE).write_text(before, encoding="utf-8")
    said(browser, f"Zmiana już działa: {PEOPLE}")
    become(browser, "emeryt (pensioner)")
    shows(browser, "Porada")
    field(browser, "Kto to jest").send_keys("emeryt: mieszka sam")
    press(browser, "Pokaż YAML")
    said(browser, "Nic nie zostało zapisane.")
    shown = browser.find_element(By.CSS_SELECTOR, "aside textarea").get_attribute("value")
    assert shown == KEPT
    assert (offers / PEOPLE).read_text(encoding="utf-8") == before
    field(browser, "Identyfikator").send_keys("pensioner")
    press(browser, "Dopisz do pliku")
    said(browser, "Jest już przykładowy mieszkaniec pensioner.")
    field(browser, "Identyfikator").clear()
    choose(browser, "Plik", "people.yaml")
    press(browser, "Dopisz do pliku")
    said(browser, f"Dopisano na końcu pliku {PEOPLE}.")
    assert (offers / PEOPLE).read_text(encoding="utf-8") == before + KEPT
    assert check(offers) == (0, "")
    choose(browser, "Przykładowy mieszkaniec", "emeryt: mieszka sam (chat-1)")
    choose(browser, "Plik", "kept.yaml")
    press(browser, "Dopisz do pliku")
    said(browser, "Dopisano na końcu pliku personas/kept.yaml.")
    begun = (offers / "personas" / "kept.yaml").read_text(encoding="utf-8")
    assert begun.startswith("# yaml-language-server: $schema=../.schema/personas.json\n- id: chat-2\n")


@pytest.mark.usefixtures("preview")
def test_a_chat_without_answers_is_not_kept(browser: webdriver.Chrome, offers: Path) -> None:
    press(browser, "Dopisz do pliku")
    said(browser, "Nie ma jeszcze czego zachować.")
    assert not (offers / "personas" / "kept.yaml").exists()


def test_two_people_look_at_it_in_two_languages(preview: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{preview}/?lang=pl,en")
    wait(browser, lambda seen: {"Zostań tym mieszkańcem", "Become this resident"} <= set(labels(seen)))
    polish, english = browser.find_elements(By.CSS_SELECTOR, "aside")
    assert (polish.get_attribute("lang"), english.get_attribute("lang")) == ("pl", "en")
    press(browser, "Become this resident")
    wait(browser, lambda seen: "This chat is now: " in seen.find_elements(By.CSS_SELECTOR, "aside")[1].text)
    assert "Ta rozmowa" not in browser.find_elements(By.CSS_SELECTOR, "aside")[0].text


@pytest.mark.usefixtures("preview")
def test_every_control_of_the_panel_is_reached_with_the_tab_key_and_has_a_name(browser: webdriver.Chrome) -> None:
    wanted = browser.find_elements(By.CSS_SELECTOR, "aside input, aside select, aside button")
    wanted = [one for one in wanted if one.is_displayed()]
    assert all(one.accessible_name for one in wanted)
    reached = set()
    for _ in range(60):
        reached.add(tab(browser).id)
    assert {one.id for one in wanted} <= reached


@pytest.mark.usefixtures("preview")
def test_a_chat_is_not_written_through_a_link_out_of_the_folder(browser: webdriver.Chrome, offers: Path) -> None:
    """A folder of unknown origin: one of its files is another file of whoever looks at it, one would never end."""
    outside = offers.parent / "outside.txt"
    outside.write_text("")
    for name, target in (("kept.yaml", outside), ("new.yaml", offers.parent / "new.txt")):
        (offers / "personas" / name).symlink_to(target)
    os.mkfifo(offers / "personas" / "pipe.yaml")
    browser.refresh()
    wait(browser, lambda seen: "Zostań tym mieszkańcem" in labels(seen))
    assert [option.text for option in Select(field(browser, "Plik")).options] == ["people.yaml"]
