"""`make screenshot`: the picture of the README, taken of the demo as it is."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.browser.page import DEMO, open_browser, press_when_there, running, wait

TAPS = {
    "pl": ["Zaczynam", "Gdańsk", "Stogi", "Nie wiem / pomiń", "Pokaż wyniki"],
    "en": ["Start", "Gdynia", "I don't know / skip", "Show results"],
}


def main() -> None:
    """Chat in both languages side by side and save what is seen."""
    from selenium.webdriver.common.by import By  # noqa: PLC0415 -- only where a browser is used
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415

    target = Path(sys.argv[1])
    with running(*DEMO) as address, open_browser("1000,1000") as browser:
        browser.get(f"{address}/?lang=pl,en")
        wait(browser, lambda seen: len(seen.find_elements(By.CSS_SELECTOR, "section[aria-label]")) >= 2)
        # The picture shows what residents see: not the panel beside the phone.
        browser.execute_script("document.querySelectorAll('aside.preview').forEach((one) => { one.hidden = true; });")
        for number, taps in enumerate(TAPS.values()):
            phone = browser.find_elements(By.CSS_SELECTOR, "section[aria-label]")[number]
            phone.find_element(By.CSS_SELECTOR, "form input, form textarea").send_keys("/start", Keys.ENTER)
            for label in taps:
                press_when_there(browser, label)
        wait(browser, lambda seen: "Where to go today" in seen.page_source)
        browser.execute_script("window.scrollTo(0, 0);")
        browser.save_screenshot(str(target))


if __name__ == "__main__":
    main()
