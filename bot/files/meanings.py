"""What each field of the files means, in Polish and in English: for editors, and for the tables of the field guide."""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """One meaning in both languages of the staff."""

    pl: str
    en: str


_SOURCE = Meaning("adres strony, z której to wiemy", "the address of the page this is from")
_CHECKED = Meaning("dzień, w którym ktoś naprawdę zajrzał na stronę", "the day somebody really looked at the page")
_NOTE = Meaning("uwagi dla redakcji; mieszkaniec ich nie widzi", "notes for staff; residents never see them")
_YEAR = Meaning("rok strony; bez daty na stronie pomiń to pole", "the year of the page; left out where it has no date")
_GRADE = Meaning(
    "ocena źródła: A własna strona od 2023 roku, B starsza albo bez daty, C ktoś trzeci",
    "grade of the source: A own page of 2023 or later, B older or without a date, C third party",
)
_SOURCE_NAME = Meaning(
    "kto to mówi; przy ocenie C trzeba, mieszkaniec to widzi", "who says so; needed with grade C, shown to residents"
)
_BODY = Meaning("kto dziś odpowiada: id z listy bodies", "who answers today: an id of the list of bodies")
_FIRST = Meaning("kto ma pierwszeństwo według dokumentu", "who comes first, according to the document")
_FIRST_TEXT = Meaning("to samo słowami dla mieszkańca; trzeba przy first", "the same in words; needed beside first")
_ESPECIALLY = Meaning(
    "„w szczególności dla”: podnosi na liście, nikogo nie wyklucza",
    "“in particular for”: ranks up, excludes nobody",
)
_ALSO = Meaning("warunki, o które nie pytamy, słowami", "conditions nobody is asked about, in words")
_VALUE = Meaning("to, co przeczyta mieszkaniec", "what residents read")

#: Name of the model -> field, as it stands in the files -> what it means.
MEANINGS: dict[str, dict[str, Meaning]] = {
    "TextModel": {
        "pl": Meaning("tekst po polsku", "the text in Polish"),
        "en": Meaning("tekst po angielsku", "the text in English"),
    },
    "QuestionModel": {
        "id": Meaning("stała nazwa pytania; stoi w regułach", "the lasting name of the question; used in rules"),
        "kind": Meaning(
            "rodzaj: miejsce, liczba, jedna odpowiedź albo kilka",
            "what is answered: a place, a number, one, or several",
        ),
        "role": Meaning(
            "trzy szczególne pytania, każde raz: miejsce, szukana pomoc, wiek",
            "three special questions, each once: the place, the help wanted, the age",
        ),
        "sensitive": Meaning("pytamy dopiero po zgodzie", "asked only after consent"),
        "short": Meaning("nazwa tematu, najwyżej 30 znaków", "a name of the subject, at most 30 characters"),
        "neutral": Meaning(
            "słowo, które niczego nie zdradza; trzeba przy sensitive",
            "a word that gives nothing away; needed with sensitive",
        ),
        "ask": Meaning("samo pytanie, jedno krótkie zdanie", "the question itself, one short sentence"),
        "hint": Meaning("wyjaśnienie słów z pytania", "explains words used in the question"),
        "why": Meaning("dlaczego pytamy", "why it is asked"),
        "asked_if": Meaning(
            "kiedy pytanie dotyczy kogoś; tylko pytania powyżej", "when it applies; only questions above it"
        ),
        "options": Meaning("odpowiedzi do wyboru", "the answers to choose from"),
        "min": Meaning("najmniejsza liczba (kind: number)", "the smallest number (kind: number)"),
        "max": Meaning("największa liczba (kind: number)", "the largest number (kind: number)"),
    },
    "OptionModel": {
        "id": Meaning("stała nazwa odpowiedzi; stoi w regułach", "the lasting name of the answer; used in rules"),
        "label": Meaning("napis na przycisku, najwyżej 30 znaków", "the button, at most 30 characters"),
        "implies": Meaning("inne odpowiedzi, które z tej wynikają", "other options that follow from this one"),
        "words": Meaning("słowa, które ludzie wpisują", "typed words that mean this option"),
    },
    "PlaceModel": {
        "id": Meaning("stała nazwa miejsca; stoi w regułach", "the lasting name of the place; used in rules"),
        "level": Meaning(
            "kraj, województwo, powiat, gmina (także miasto) albo dzielnica",
            "country, voivodeship, county (powiat), gmina (towns too) or district",
        ),
        "name": Meaning("nazwa, którą widzi mieszkaniec", "the name residents see"),
        "listed": Meaning("first: na pierwszym ekranie miejsc", "first: on the first screen of places"),
        "words": Meaning("formy i inne nazwy, które ludzie wpisują", "forms and other names that people type"),
        "teryt": Meaning("urzędowy kod, gdy źródło go podaje", "the official code, where a source gives it"),
        "parts": Meaning("miejsca w środku", "the places inside"),
    },
    "GroupModel": {
        "name": Meaning("powód słowami mieszkańca, neutralny", "the reason in a resident's words, neutral"),
        "rule": Meaning("kto należy do grupy", "who belongs to the group"),
        "note": _NOTE,
    },
    "SourceModel": {
        "name": Meaning("nazwa strony; widzi ją mieszkaniec", "the name of the page; residents see it"),
        "url": _SOURCE,
        "year": _YEAR,
        "grade": _GRADE,
        "checked_on": _CHECKED,
    },
    "SeasonModel": {
        "opens": Meaning("pierwszy dzień, miesiąc-dzień", "the first day, month and day"),
        "closes": Meaning("ostatni dzień, miesiąc-dzień; też się liczy", "the last day, month and day; included"),
        "year": Meaning("rok źródła", "the year of the source"),
        "about": Meaning("dni mogą się różnić", "the days may differ"),
    },
    "AmountModel": {
        "text": Meaning("kwota słowami", "the sum in words"),
        "as_of": Meaning("dzień, w którym była prawdziwa; po roku znika", "the day it was true; hidden a year later"),
    },
    "OfferModel": {
        "body": _BODY,
        "first": _FIRST,
        "first_text": _FIRST_TEXT,
        "especially": _ESPECIALLY,
        "also": _ALSO,
        "note": _NOTE,
        "id": Meaning(
            "stała nazwa oferty, raz we wszystkich plikach", "the lasting name of the offer, once in all files"
        ),
        "title": Meaning("pełna nazwa, najwyżej 80 znaków", "the full name, at most 80 characters"),
        "short": Meaning("napis na przycisku, najwyżej 30 znaków", "the button, at most 30 characters"),
        "gives": Meaning("co się dostaje, najwyżej 600 znaków", "what one gets, at most 600 characters"),
        "need": Meaning("rodzaje pomocy: odpowiedzi z pytania need", "kinds of help: options of the question need"),
        "rule": Meaning("dla kogo; razem z regułą projektu", "for whom; joined with the project's rule"),
        "prefer": Meaning("nasz wybór: oferta stoi wyżej na liście", "our own choice: ranks up, shown to nobody"),
        "general": Meaning("dla wszystkich; stoi za szczegółowymi", "open to everyone; ranks after the specific ones"),
        "browse": Meaning("tylko do przeglądania, bez dopasowania", "found by browsing only, never matched"),
        "keywords": Meaning("słowa, którymi ludzie o to pytają", "words people ask for it with"),
        "sources": Meaning(
            "własne strony oferty zamiast stron projektu", "the offer's own pages instead of the project's"
        ),
        "papers": Meaning("co zabrać: id z papers.yaml", "what to take along: ids of papers.yaml"),
        "steps": Meaning("co dalej, dwa albo trzy proste kroki", "what happens next, two or three plain steps"),
        "season": Meaning("kiedy w roku można składać wnioski", "when in the year one can apply"),
        "amounts": Meaning("kwoty, każda z dniem", "sums of money, each with its day"),
    },
    "ProgrammeModel": {
        "body": _BODY,
        "first": _FIRST,
        "first_text": _FIRST_TEXT,
        "especially": _ESPECIALLY,
        "also": _ALSO,
        "note": _NOTE,
        "id": Meaning("taka sama jak nazwa pliku", "the same as the name of the file"),
        "title": Meaning("urzędowy tytuł projektu", "the official title of the project"),
        "organiser": Meaning("kto prowadzi projekt", "who runs the project"),
        "about": Meaning("jedno albo dwa proste zdania o projekcie", "one or two plain sentences on the project"),
        "from": Meaning("pierwszy dzień projektu", "the first day of the project"),
        "to": Meaning("ostatni dzień projektu; też się liczy", "the last day of the project; included"),
        "standing": Meaning("stała pomoc, bez dat", "a permanent service, without dates"),
        "rule": Meaning("wspólne dla wszystkich ofert, zwykle miejsce", "what all offers share, mostly the place"),
        "sources": Meaning("strony, z których to wiemy", "the pages this is from"),
        "offers": Meaning("oferty projektu", "the offers of the project"),
    },
    "FactModel": {
        "value": _VALUE,
        "source": _SOURCE,
        "source_name": _SOURCE_NAME,
        "year": _YEAR,
        "grade": _GRADE,
    },
    "PhoneModel": {
        "value": Meaning("numer", "the number"),
        "source": _SOURCE,
        "source_name": _SOURCE_NAME,
        "year": _YEAR,
        "grade": _GRADE,
        "about": Meaning(
            "do czego jest ten numer, gdy jest ich kilka", "what this number is for, where there are several"
        ),
        "free": Meaning("numer bezpłatny", "free of charge"),
        "hours": Meaning('kiedy odbierają: "pn-pt 8:00-16:00", "całą dobę"', 'when they answer: "pn-pt 8:00-16:00"'),
    },
    "BodyModel": {
        "id": Meaning("stała nazwa rodzaju urzędu", "the lasting name of the kind of office"),
        "name": Meaning("nazwa, którą widzi mieszkaniec", "the name residents see"),
        "find": Meaning("jak znaleźć ten urząd tam, gdzie go nie znamy", "how to find it where none is known"),
    },
    "ContactModel": {
        "id": Meaning("stała nazwa punktu", "the lasting name of the contact point"),
        "name": Meaning("nazwa, którą widzi mieszkaniec", "the name residents see"),
        "about": Meaning("w czym tu pomogą, jedno albo dwa zdania", "what they help with, one or two sentences"),
        "bodies": Meaning(
            "czyje zadania ma: id z listy bodies; [] niczyje", "whose tasks it has: ids of bodies; [] none"
        ),
        "serves": Meaning("dla jakich miejsc działa", "the places it serves"),
        "need": Meaning("rodzaje pomocy: odpowiedzi z pytania need", "kinds of help: options of the question need"),
        "crisis": Meaning("trafia na ekran „pomoc teraz”", "shown under “help now”"),
        "dangers": Meaning(
            "na które rodzaje niebezpieczeństwa odpowiada najpierw: id z crisis.yaml",
            "kinds of danger it answers before others: ids of crisis.yaml",
        ),
        "phones": Meaning("telefony", "telephones"),
        "address": Meaning("adres ze źródłem", "the address with its source"),
        "hours": Meaning(
            'godziny ze źródłem: "pn-pt 7:30-15:30"', 'opening hours with their source: "pn-pt 7:30-15:30"'
        ),
        "email": Meaning("e-mail ze źródłem", "the e-mail with its source"),
        "website": Meaning("strona ze źródłem", "the page with its source"),
        "checked_on": _CHECKED,
        "note": _NOTE,
    },
    "ContactsModel": {
        "bodies": Meaning(
            "rodzaje urzędów; pierwszy pomaga w każdej sprawie", "kinds of office; the first helps with anything"
        ),
        "contacts": Meaning("punkty kontaktowe", "contact points"),
    },
    "DangerModel": {
        "id": Meaning("stała nazwa rodzaju niebezpieczeństwa", "the lasting name of the kind of danger"),
        "say": Meaning("co mówimy nad numerami", "what is said above the numbers"),
        "bodies": Meaning(
            "których urzędów punkty w pobliżu pokazujemy najpierw", "offices whose near contact points are shown first"
        ),
        "emergency": Meaning("może chodzić o życie: 112 stoi pierwsze", "a life may be at risk: 112 stands first"),
        "phrases": Meaning("frazy, które zawsze znaczą alarm", "phrases that always mean an alarm"),
        "topics": Meaning(
            "frazy, które znaczą alarm, chyba że jest też coś z about",
            "phrases that mean an alarm unless something of about stands there too",
        ),
    },
    "DangersModel": {
        "families": Meaning("rodziny słów, z których składają się frazy", "families of words that phrases are made of"),
        "kinds": Meaning("rodzaje niebezpieczeństwa, najgroźniejsze najpierw", "kinds of danger, the gravest first"),
        "figures": Meaning("zwroty, które tylko tak brzmią", "figures of speech that only sound like it"),
        "about": Meaning(
            "film, szkolenie, darowizna: wtedy topics nie liczymy", "a film, a course: topics do not count then"
        ),
        "past": Meaning("słowa o tym, co było kiedyś", "words about what once was"),
        "fine": Meaning("słowa o tym, że teraz jest dobrze", "words that say that all is well now"),
        "again": Meaning("słowa o tym, że to wróciło", "words that say that it has come back"),
        "known": Meaning("zwykłe słowa, podobne do groźnych", "ordinary words that look like dangerous ones"),
    },
    "PersonaModel": {
        "id": Meaning("stała nazwa osoby", "the lasting name of the example"),
        "who": Meaning("kto to jest, po polsku, dla redakcji", "who it is, in Polish, for staff"),
        "on": Meaning("dzień rozmowy", "the day of the conversation"),
        "answers": Meaning("odpowiedzi; null: woli nie mówić", "the answers; null: prefers not to say"),
        "fits": Meaning("oferty, które pasują", "offers that fit"),
        "maybe": Meaning("oferty „może”", "offers that may fit"),
        "no": Meaning("oferty, które nie pasują", "offers that do not fit"),
        "first": Meaning("czy ma pierwszeństwo: yes, no, unknown", "whether they come first: yes, no, unknown"),
        "nothing": Meaning("nic nie pasuje, nawet „może”", "nothing fits and nothing may fit"),
        "contacts": Meaning("punkty, które mają być pokazane", "contact points that must be shown"),
        "note": _NOTE,
    },
}
