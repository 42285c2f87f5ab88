"""Whether the values of contact points can be used: telephones, e-mails, postal codes and pages in their right form."""

from __future__ import annotations

import re

from bot.files import meant
from bot.files import models as m
from bot.files.reader import Document, Path_, shown

COUNTRY = "PL"
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\(małpa\)|\[małpa\]|\s@\s?|\s?@\s)\s*", re.IGNORECASE)
#: A page as residents read it, without https://.
_PAGE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#]\S*)?", re.IGNORECASE)
#: Five digits before the name of a town that are no postal code, but were meant as one.
_POSTAL = re.compile(r"(?<![0-9/-])([0-9]{2})(?: ?[–—−] ?| - |- | -| |)([0-9]{3}),? +(?=[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż])")
_RIGHT_POSTAL = re.compile(r"[0-9]{2}-[0-9]{3},? ")
_PHONE = re.compile(r"(?:\+[0-9]+ )?[0-9]+(?: [0-9]+)*")
_LONGEST_SHORT = 6
#: A longer value is none of these, whatever stands in it.
_LONGEST = 300


def contacts(document: Document, model: m.ContactsModel) -> None:
    """Look at every value of every contact point."""
    for index, contact in enumerate(model.contacts):
        path = ("contacts", index)
        seen: set[str] = set()
        for number, phone in enumerate(contact.phones):
            at = (*path, "phones", number, "value")
            _phone(document, at, phone.value[:_LONGEST])
            digits = re.sub(r"[^0-9]", "", phone.value)
            if digits in seen:
                document.warning(at, "phone-twice", value=shown(phone.value))
            seen.add(digits)
        if contact.email:
            _email(document, (*path, "email", "value"), contact.email.value[:_LONGEST])
        if contact.website:
            _website(document, (*path, "website", "value"), contact.website.value[:_LONGEST])
        if contact.address:
            _postal(document, (*path, "address", "value"), contact.address.value[:_LONGEST])


def _phone(document: Document, path: Path_, written: str) -> None:
    """A number exists in the Polish plan (short ones too) and is written in groups that can be read aloud."""
    digits = re.sub(r"[^0-9]", "", written)
    right = phone(written)
    if not right:
        # People put words around the number, or the zero that stood before it until 2005.
        document.problem(path, "phone", value=shown(written), digits=str(len(digits)), right=phone(digits.lstrip("0")))
    elif _costs(written):
        document.problem(path, "phone-costs", value=shown(written))
    elif not _PHONE.fullmatch(written) or (" " not in written and len(digits) > _LONGEST_SHORT):
        document.warning(path, "phone-form", value=shown(written), right=right)


def phone(written: str) -> str:
    """Give a number as it is written in Poland, "" where it is none."""
    # Only `check` needs it, so nothing else waits until it is loaded.
    import phonenumbers as numbers  # noqa: PLC0415

    if re.search(r"[^0-9+ ()./–-]", written):
        return ""
    try:
        found = numbers.parse(written, COUNTRY)
    except numbers.NumberParseException:
        return ""
    foreign = found.country_code != numbers.country_code_for_region(COUNTRY)
    if numbers.is_valid_short_number_for_region(found, COUNTRY) or numbers.is_valid_number(found):
        form = numbers.PhoneNumberFormat.INTERNATIONAL if foreign else numbers.PhoneNumberFormat.NATIONAL
        return numbers.format_number(found, form)
    return ""


def _costs(written: str) -> bool:
    """Tell whether a number, which is one, is of those that cost a lot by the minute."""
    import phonenumbers as numbers  # noqa: PLC0415 -- see above

    return numbers.number_type(numbers.parse(written, COUNTRY)) == numbers.PhoneNumberType.PREMIUM_RATE


def _email(document: Document, path: Path_, written: str) -> None:
    if _EMAIL.fullmatch(written):
        return
    plain = _AT.sub("@", meant.bare(written)).removeprefix("mailto:").rstrip(".,;").replace(" ", "").replace(",", ".")
    right = {"right": plain} if _EMAIL.fullmatch(plain) else {}
    document.problem(path, "email", value=shown(written), **right)


def _website(document: Document, path: Path_, written: str) -> None:
    plain = re.sub(r"^https?://", "", written)
    if not _PAGE.fullmatch(plain):
        right = website(plain)
        document.problem(path, "website", value=shown(written), **({"right": right} if right else {}))


def website(written: str) -> str:
    """Give the address of a page as residents type it, "" where it is none."""
    plain = meant.bare(written)
    return plain if _PAGE.fullmatch(plain) else meant.page(plain).removeprefix("https://")


def _postal(document: Document, path: Path_, written: str) -> None:
    found = None if _RIGHT_POSTAL.search(written) else _POSTAL.search(written)
    if found:
        document.warning(path, "postal-code", value=found[0].strip(" ,"), right=f"{found[1]}-{found[2]}")


def with_postal_code(written: str) -> str:
    """Give an address with the dash in its postal code."""
    return written if _RIGHT_POSTAL.search(written) else _POSTAL.sub(r"\1-\2 ", written, count=1)
