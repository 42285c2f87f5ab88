"""What staff read about a problem of the catalogue: what is wrong, and what to type.

Codes and values come from `bot/files`. The reader knows a spreadsheet, not a program: no word of the trade, the name
of what stands there, and an example to type.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from bot.core.errors import Level, Problem
from bot.text.words import Words, mark


class Said(NamedTuple):
    """One problem in words: what is wrong, and what to type."""

    message: str
    hint: str


LEVELS = {Level.ERROR: mark("error"), Level.WARNING: mark("warning")}

#: The hint of every problem that carries a known word near to the one typed.
NEAR = mark("Did you mean {near}? Possible: {known}.")
#: The hint where something must be one of a few known words and none of them is near.
KNOWN = mark("Type one of these: {known}.")
#: The hint of every problem of which the right form is known.
RIGHT = mark("Type: {right}")
UTF8 = mark('Save the file again as UTF-8. In Notepad: "Save as", then Encoding: UTF-8.')
GUIDE = mark("The guide docs/catalogue-format.md shows what may stand where.")

#: Whose key stands in the wrong place.
OWNERS = {
    "OfferModel": mark("an offer"),
    "ProgrammeModel": mark("the project, at the top of its file"),
    "ContactModel": mark("a contact point"),
    "PhoneModel": mark("a telephone in phones:"),
    "QuestionModel": mark("a question"),
    "OptionModel": mark("an option of a question"),
    "PlaceModel": mark("a place"),
    "PersonaModel": mark("an example resident"),
    "GroupModel": mark("a group"),
    "SourceModel": mark("a source in sources:"),
}
#: What programs make that is no text file.
PROGRAMS = {
    "office": mark("a document of Word, Excel or the like, or a packed folder"),
    "pdf": mark("a PDF document"),
    "picture": mark("a picture"),
    "page": mark("a page of the internet"),
}
#: Key -> a line with it, to be copied and changed.
_TEXT = '{pl: "...", en: "..."}'
EXAMPLES = {
    **dict.fromkeys(
        ("title", "short", "gives", "about", "organiser", "first_text", "ask", "why", "label", "find"), _TEXT
    ),
    "name": _TEXT,
    "text": _TEXT,
    "answers": "{age: 30}",
    "as_of": "2026-11-22",
    "bodies": "",
    "checked_on": "2026-11-22",
    "closes": "11-30",
    "contacts": "",
    "grade": "A",
    "kind": "one",
    "level": "gmina",
    "need": "[advice]",
    "offers": "",
    "on": "2026-11-22",
    "opens": "03-01",
    "rule": "anyone",
    "serves": "[poland]",
    "source": '"https://www.example.org/page"',
    "sources": "",
    "value": '"58 000 00 00"',
    "who": '"..."',
    "year": "2026",
}

#: Code -> its sentences.
SAID = {
    # The folder and its files
    "no-folder": Said(
        mark("There is no such folder."),
        mark("Type the path of the folder that holds questions.yaml and the other files, such as offers."),
    ),
    "missing-file": Said(
        mark("This file does not exist."),
        mark("Add it, or correct the name of the file: it must be exactly this."),
    ),
    "unreadable": Said(
        mark("This file cannot be opened."),
        mark("Check that it is a file, not a folder, and that you are allowed to read it."),
    ),
    "unread-file": Said(
        mark("This file is read by nobody."),
        mark(
            "Projects stand in programmes, example residents in personas, with names like my_town.yaml. Delete a copy."
        ),
    ),
    "leads-out": Said(
        mark("This file leads out of the folder of the catalogue."),
        mark("Put the file itself here, not a link to it."),
    ),
    "too-large": Said(
        mark("The file is larger than {most}."),
        mark("Check that it is the right file. A long file of projects or examples can be split in two."),
    ),
    "too-many": Said(
        mark("The file has more than {most} entries."),
        mark("Check that it is the right file. A long file of projects or examples can be split in two."),
    ),
    "empty-file": Said(
        mark("The file is empty."),
        mark("Fill it in as the guide docs/catalogue-format.md shows, or delete it if it is not needed."),
    ),
    "wrong-file": Said(
        mark("This is not what belongs into {file}. Its place: {kind}"),
        mark("Was it saved or sent under the wrong name? Give it its own name again."),
    ),
    "same-file": Said(
        mark("Two files hold the same project: this one and {other}."),
        mark("Delete the one that is a copy. A project of its own needs an id of its own, and that as its name."),
    ),
    "foreign-file": Said(
        mark("This is no text file but {program}."),
        mark("Open the right file in a text editor such as Notepad, change it there and save it as plain text."),
    ),
    "encoding-1250": Said(mark("The Polish letters of this file are saved in an old way (Windows-1250)."), UTF8),
    "encoding": Said(mark("The file is not saved as UTF-8."), UTF8),
    "odd-character": Said(
        mark("An invisible character stands here ({character})."),
        mark("Delete it. If you cannot see it, delete the whole word and type it again."),
    ),
    "tab": Said(
        mark("The line begins with a tab."),
        mark("Type spaces instead, two for every step to the right."),
    ),
    "anchor": Said(
        mark("A text cannot begin with & or *."),
        mark('Put the text in quotation marks: "& ...". If something should stand twice, write it out twice.'),
    ),
    "tag": Said(
        mark("A text cannot begin with an exclamation mark."),
        mark('Put the text in quotation marks: "! ...".'),
    ),
    "too-deep": Said(
        mark("More than {most} things stand one inside another."),
        mark("Check the spaces at the beginning of the lines and the brackets [ and {{."),
    ),
    "syntax": Said(
        mark("The line cannot be read."),
        mark(
            "Check the colons, quotation marks and brackets, and the spaces at the beginning, here and one line above."
        ),
    ),
    "odd-key": Said(
        mark("Before the colon stands something that cannot be a key."),
        mark("Type one word before the colon. Put a text with brackets in quotation marks."),
    ),
    "duplicate-key": Said(
        mark("The key {key} stands twice; the first time in line {line}."),
        mark("Join the two, or delete one of them."),
    ),
    "odd-space": Said(
        mark("A space that is none for the program stands here, as copied from a page or from Word."),
        mark("Delete the spaces here and type them again with the space bar."),
    ),
    "dash-space": Said(
        mark("Behind the dash of a list a space is missing."),
        mark("Type a dash, a space and the word: - {key}:"),
    ),
    "comma-cut": Said(
        mark("The comma cuts the text in two: what stands behind it, {value}, belongs to nothing."),
        mark('Put a text with its commas in quotation marks: "...". Several ids stand in brackets: [first, second]'),
    ),
    "colon-space": Said(mark("Behind the colon a space is missing."), mark("Type: {right}")),
    "more-problems": Said(
        mark("From here on there is more to correct: only the first {most} problems of a file are told."),
        mark("Correct those above and check again: many may come from one mistake."),
    ),
    # The shape of an entry
    "misplaced-key": Said(
        mark("The key {key} does not belong here: it is a line of {owner}."),
        mark("Move it there. If it stands there already, begin the line in the same column as its neighbours."),
    ),
    "no-such-day": Said(
        mark("{key}: there is no such day: {value}."), mark("The month has {last} days. Correct the day.")
    ),
    "future-day": Said(
        mark("{key}: {value} has not come yet; today is {today}."),
        mark("Type the day or the year in which somebody really looked at the page, such as {today}."),
    ),
    "clock": Said(
        mark("Most days of the catalogue have not come yet: this computer believes that today is {today}."),
        mark("Set the date of this computer, or correct the days in checked_on:"),
    ),
    "missing-key": Said(mark("The key {key} is missing here."), mark("Add a line such as {example}")),
    "unknown-key": Said(mark("There is no such key here: {key}."), KNOWN),
    "unknown-language": Said(
        mark("{key} is not a language."),
        mark("Type two small letters, such as pl, en or uk. If it is no language, begin the line further left."),
    ),
    "languages-expected": Said(
        mark("{key}: the text must stand in Polish and in English."),
        mark('Type {key}: {{pl: "...", en: "..."}}'),
    ),
    "text-expected": Said(
        mark("{key}: a text belongs here."),
        mark('Type the words. If they contain a colon or a #, put them in quotation marks: "..."'),
    ),
    "list-expected": Said(
        mark("{key}: a list belongs here."),
        mark("Type [first, second], or each thing in a line of its own that begins with a dash."),
    ),
    "list-empty": Said(mark("{key}: the list is empty."), mark("Add at least one thing to it.")),
    "keys-expected": Said(mark("{key}: lines such as key: value belong here."), GUIDE),
    "wrong-id": Said(
        mark("{value} cannot be an id."),
        mark("Type small letters without Polish signs, digits, and . _ or - between them; at most 40 in all."),
    ),
    "wrong-date": Said(mark("{value} is not a date."), mark("Type year, month and day: 2026-11-22.")),
    "wrong-number": Said(mark("{key}: {value} is not a whole number."), mark("Type digits only, such as 2024.")),
    "number-too-small": Said(mark("{key}: the number is too small."), mark("Type {limit} or more.")),
    "number-too-large": Said(mark("{key}: the number is too large."), mark("Type {limit} or less.")),
    "wrong-yes-no": Said(mark("{key}: {value} is neither yes nor no."), mark("Type yes or no.")),
    "wrong-choice": Said(mark("{key} cannot be {value}."), KNOWN),
    "wrong-value": Said(mark("{key}: {value} cannot stand here."), GUIDE),
    # Conditions
    "condition-shape": Said(
        mark("A condition belongs here."),
        mark("Type anyone, or a condition such as work: [student] or age: 18+."),
    ),
    "condition-list": Said(
        mark("A list with at least one thing in it belongs here."),
        mark("Type [first, second], or each thing in a line of its own that begins with a dash."),
    ),
    "anyone-alone": Said(
        mark("The word anyone stands alone, without a colon and without other conditions."),
        mark("Type only anyone after rule:, or delete anyone here."),
    ),
    "at-least-shape": Said(
        mark("After at_least: stand one number and one list of conditions."),
        mark("Type at_least: {{2: [first condition, second condition, third condition]}}"),
    ),
    "at-least-count": Said(
        mark("at_least: {count} does not fit a list of {most}."),
        mark("Type a number from 1 to {most}, or add conditions to the list."),
    ),
    "group-shape": Said(
        mark("After is: stands the name of one group."),
        mark("Type is: name. For several groups: any: [{{is: first}}, {{is: second}}]"),
    ),
    "unknown-group": Said(mark("There is no such group: {id}."), KNOWN),
    "unknown-place": Said(
        mark("There is no such place: {id}."),
        mark("Type one of these: {known}. A new place must first be added to places.yaml."),
    ),
    "unknown-option": Said(mark("There is no such option: {id}."), KNOWN),
    "unknown-condition": Said(mark("There is no such question or condition: {word}."), KNOWN),
    "later-question": Said(
        mark("The question {word} stands further down, so it cannot decide whether this one is asked."),
        mark("Move the question {word} above this one."),
    ),
    "not-in-rules": Said(
        mark("A rule cannot use {word}: it is the help wanted, not something about the person."),
        mark("Delete it here. What kind of help an offer is stands in its own line need:"),
    ),
    "group-as-question": Said(mark("{id} is a group, not a question."), mark("Type: {right}")),
    "intricate-rule": Said(
        mark("This rule is so intricate that residents would have to wait for it."),
        mark("Put values of one question into one list, split the offer in two, or use fewer groups inside groups."),
    ),
    "offer-nobody": Said(
        mark("Nobody can get this offer: the conditions contradict each other (questions: {asked})."),
        mark("Look at the rule here and at the one at the top of the file. For one OR the other type any: [...]"),
    ),
    "dead-branch": Said(
        mark("Nobody can satisfy this part of any: its conditions contradict each other (questions: {asked})."),
        mark("Correct it, or delete it: the other parts stay."),
    ),
    "group-nobody": Said(
        mark("Nobody belongs to this group: its conditions contradict each other (questions: {asked})."),
        mark("Correct the rule. For one OR the other type any: [...]"),
    ),
    "asked-nobody": Said(
        mark("This question is never asked: its conditions contradict each other (questions: {asked})."),
        mark("Correct asked_if:, or delete it, so that the question is always asked."),
    ),
    "rule-everybody": Said(
        mark("Everybody fits this rule, whatever they answer."),
        mark("If that is meant, type rule: anyone. If not, check the numbers and lists."),
    ),
    "never-first": Said(
        mark("{key}: nobody who can get {id} fits this condition."),
        mark("Correct the condition, or delete it for this offer."),
    ),
    "range-shape": Said(mark("{value} is not a range of numbers."), mark("Type it as 18..64, 60+, ..17 or 26.")),
    "range-empty": Said(
        mark("No number fits {value}."),
        mark("The question allows numbers from {minimum} to {maximum}. Correct the number."),
    ),
    "group-circle": Said(
        mark("The group {id} leads back to itself."),
        mark("Delete the line is: that names it again, or write out the condition in its place."),
    ),
    # Questions
    "duplicate-id": Said(
        mark("The id {id} stands already in line {line}."),
        mark("Give this entry an id of its own, or delete it."),
    ),
    "reserved-id": Said(
        mark("{id} is a word used in conditions, so a question cannot be called that."),
        mark("Give the question another id."),
    ),
    "too-long": Said(mark("The text has {length} characters."), mark("Shorten it to {most}: more does not fit.")),
    "language-gaps": Said(
        mark("The questions are not complete in the language {language}. It is missing in: {missing}."),
        mark("Add {language}: there too, or delete it from all questions. A language is spoken when none lacks it."),
    ),
    "long-text": Said(
        mark("The text has {length} characters, which is much to read on a phone."),
        mark("Shorten it to {most}, or split it."),
    ),
    "long-sentence": Said(
        mark("A sentence has {length} words: {begins} ..."),
        mark("Make two sentences of it, at most {most} words each."),
    ),
    "hard-text": Said(
        mark("The text is hard to read: many long words, such as {word}."),
        mark("Say it in shorter words, as you would to somebody at the counter."),
    ),
    "same-text": Said(
        mark("The English text is the same as the Polish one."),
        mark("Translate it. Names of offices may stay Polish, with an explanation in English."),
    ),
    "text-cut": Said(
        mark("The text ends before the #: what follows is taken for a remark. Residents read only: {value}"),
        mark('Put the whole text in quotation marks: "...". A remark for staff goes into a line of its own.'),
    ),
    "lone-quote": Said(
        mark("A quotation mark that belongs to nothing is shown to residents: {value}"),
        mark("Type the same mark before the text too, or delete this one."),
    ),
    "words-in-one": Said(
        mark("{value}: these are taken for one word, with what stands between them."),
        mark("Put all words in one pair of brackets, with commas between them: [first, second]"),
    ),
    "tap-in-text": Said(
        mark("Residents can tap {value} in this text, and nobody has looked at where it leads."),
        mark("Delete it. A page goes to website: or sources:, a number to phones:, with its source."),
    ),
    "odd-quotes": Said(
        mark("These quotation marks are shown to residents: {value}"),
        mark('To hold a text together, type straight ones: "..."'),
    ),
    "same-label": Said(
        mark("Two answers read the same, {value}; the first stands in line {line}."),
        mark("Give each answer words of its own, or delete one."),
    ),
    "same-word": Said(
        mark("The word {value} stands already in line {line}."),
        mark("Delete one of the two. A word of two places side by side tells nothing."),
    ),
    "town-elsewhere": Said(
        mark("{value} is the name of {id}, so whoever types it is asked which of the two is meant."),
        mark("Delete it here, and its other forms."),
    ),
    "only-part": Said(
        mark("Of {id} only one part is listed, so whoever lives in the rest of it cannot say so."),
        mark("Add a last part with the id {id}.other, or delete {part}."),
    ),
    "danger-unheard": Said(
        mark("Nobody who writes in the language {language} is heard in danger: no kind has its words."),
        mark("Add {language}: [...] under phrases:"),
    ),
    "unused-group": Said(mark("No rule uses the group {id}."), mark("Delete it, or use it in a rule: is: {id}")),
    "unused-paper": Said(mark("No offer names the paper {id}."), mark("Delete it, or add it to papers: of an offer.")),
    "unused-body": Said(
        mark("No offer and no contact point names the office {id}."),
        mark("Delete it, or name it in body: of an offer or bodies: of a contact point."),
    ),
    "unused-question": Said(
        mark("No rule asks for {id}, so the question is never put."), mark("Use it in a rule, or delete it.")
    ),
    "unused-option": Said(
        mark("{id}: these answers change nothing: {ids}."),
        mark("Name them in a rule (kinds of help: in need: of an offer), or delete them."),
    ),
    "role-twice": Said(
        mark("Another question has the role {role} already."),
        mark("Delete the line role: from one of the two."),
    ),
    "role-kind": Said(
        mark("The question with the role {role} must be of the kind {kind}."),
        mark("Type kind: {kind}, or delete the line role:"),
    ),
    "one-place-question": Said(
        mark("Exactly one question must be of the kind place."),
        mark("Add one with kind: place and role: place, or delete those that are too many."),
    ),
    "number-order": Said(
        mark("The number in min ({minimum}) is greater than the one in max ({maximum})."),
        mark("Type the smaller number in min and the greater one in max."),
    ),
    "options-kind": Said(
        mark("A question of the kind {kind} needs options."),
        mark("Add options:, each with id: and label:"),
    ),
    "too-many-options": Said(
        mark("This question has more than {most} options to tick."),
        mark("Split it into two questions, or join some options."),
    ),
    "no-option-for-none": Said(
        mark("This question is not always asked, but has no option that says no."),
        mark("Add an option with id: no or id: none. Or delete asked_if, so that it is always asked."),
    ),
    "asked-if-kind": Said(
        mark("A question of the kind {kind} is always asked."),
        mark("Delete asked_if."),
    ),
    "asked-if-group": Said(
        mark("The group {id} cannot decide whether a question is asked."),
        mark("Write out the condition of the group here."),
    ),
    "one-root": Said(
        mark("The file must begin with one place that holds all others, such as the country."),
        mark("Put the other places into its parts:"),
    ),
    # Offers and contact points
    "unknown-body": Said(mark("There is no such office: {id}."), KNOWN),
    "unknown-danger": Said(mark("There is no such kind of danger in crisis.yaml: {id}."), KNOWN),
    "unknown-family": Said(
        mark("There is no such family of words above: {id}."), mark("List its words under families, before it is used.")
    ),
    "no-contact": Said(
        mark("No contact point: {name}. Places: {places}. Residents are told how to find the office themselves."),
        mark("Where you know it, add a contact point with bodies: [{id}] for these places."),
    ),
    "unknown-paper": Said(
        mark("There is no such paper in papers.yaml: {id}."), mark("Add it to papers.yaml, or delete it here.")
    ),
    "season-standing": Said(
        mark("Only a permanent service has a yearly window."),
        mark("Delete season:. A project has from: and to:; a permanent service has standing: yes."),
    ),
    "wrong-month-day": Said(
        mark("{value} is not a day of the year."),
        mark("Type month and day, such as 03-01 for the first of March."),
    ),
    "unknown-need": Said(mark("There is no such kind of help: {id}."), KNOWN),
    "id-is-file": Said(
        mark("The id {id} is not the name of the file."),
        mark("Rename the file to {id}.yaml, or type its name here."),
    ),
    "standing-or-dates": Said(
        mark("A project has either dates or the line standing: yes."),
        mark("Add from: and to:. For a permanent service type standing: yes and no dates."),
    ),
    "dates-order": Said(
        mark("The last day is before the first one."),
        mark("Type the earlier day in from: and the later one in to:"),
    ),
    "first-text": Said(
        mark("first and first_text belong together, and one of them is missing."),
        mark('Beside first: add first_text: {{pl: "...", en: "..."}}. Where nobody comes first, delete both.'),
    ),
    "offer-twice": Said(
        mark("The offer {id} stands already in {file}."),
        mark("Give this offer an id of its own, or delete one of the two."),
    ),
    "same-offer": Said(
        mark("Two offers of this project are called {value}; the first stands in line {line}."),
        mark("Give each a name that tells them apart: what, for whom, or where."),
    ),
    "same-contact": Said(
        mark("Two contact points are called {value}; the first stands in line {line}."),
        mark("Add the street or the district to the name, or join the two."),
    ),
    "never-shown": Said(
        mark("The contact point {id} is shown to nobody: it has no tasks and no kind of help."),
        mark("Add bodies: [...] or need: [...]"),
    ),
    "phone": Said(
        mark("{value} is not a Polish telephone number ({digits} digits)."),
        mark("Type one number: nine digits in groups, such as 58 511 01 21, or a short one such as 116 123."),
    ),
    "phone-costs": Said(
        mark("Calls to {value} cost a lot: it is a number with a raised price."),
        mark("Type the ordinary number of this place, or delete it."),
    ),
    "phone-form": Said(mark("{value} is hard to read and to dial."), mark("Type: {right}")),
    "phone-twice": Said(
        mark("The number {value} stands twice in this contact point."), mark("Delete one of the two, or correct it.")
    ),
    "email": Said(mark("{value} is not an e-mail address."), mark("Type it as biuro@example.org, without spaces.")),
    "website": Said(
        mark("{value} is not the address of a page."), mark("Type it as residents would, such as www.example.org")
    ),
    "postal-code": Said(mark("{value} is not a postal code."), mark("Type: {right}")),
    "no-keywords": Said(
        mark("The offer has no keywords, so people who type what they need may not find it."),
        mark("Add keywords: {{pl: [...], en: [...]}}"),
    ),
    "unreachable": Said(
        mark("Nobody can reach this contact point."),
        mark("Add phones:, address:, email: or website:"),
    ),
    "address": Said(
        mark("{value} is not the address of a page."),
        mark("Copy the whole address from the browser; it begins with https://"),
    ),
    "address-alike": Said(
        mark("The address {value} does not lead where it seems to."),
        mark("Open the page in the browser and copy its address from there. No @ and no letters of other alphabets."),
    ),
    "unnamed-source": Said(
        mark("A value of grade C needs the name of its source."),
        mark('Add source_name: "Głos Gdańska"'),
    ),
    "hours": Said(
        mark("These hours cannot be read: {part}."),
        mark("Type pn-pt 7:30-15:30; sb 9:00-13:00, or całą dobę. The days are pn wt śr czw pt sb nd."),
    ),
    # Example residents
    "unknown-question": Said(mark("There is no such question: {id}."), KNOWN),
    "unknown-offer": Said(
        mark("There is no such offer: {id} (lines: {lines})."),
        mark("Was it deleted? Then delete {id} in these lines too. Is it a slip? Type the right id."),
    ),
    "changed-offer": Said(
        mark("There is no offer {id} any more (lines: {lines}), but a new one with an id like it: {new}."),
        mark("An id stays for good: type {id} at the offer again. If {new} is another offer, delete {id} here."),
    ),
    "unknown-contact": Said(mark("There is no such contact point: {id}."), KNOWN),
    "persona-answer": Said(mark("This cannot be an answer to {id}."), KNOWN),
    "persona-verdict": Said(
        mark("{id} should be {wanted} for this person, but by the rules it is {found}."),
        mark("If the rules are right, move it to {found}:. If this person is right, correct the rule of the offer."),
    ),
    "persona-first": Said(
        mark("{id}: whether this person comes first should be {wanted}, but by the rules it is {found}."),
        mark("If the rules are right, type {found}. If this person is right, correct first: of the offer."),
    ),
    "persona-nothing": Said(
        mark("Nothing should be shown to this person, but {id} is."),
        mark(
            "If the rules are right, delete the line nothing:. If this person is right, correct the rule of the offer."
        ),
    ),
    "persona-contact": Said(
        mark("The contact point {id} is not shown to this person."),
        mark("Delete it here, or check in contacts.yaml which places it serves and whose tasks it has."),
    ),
}

#: (Code, name of a value, value) -> sentences for just this value; they go before those of the code.
SPECIAL = {
    ("syntax", "detail", "book quotes"): Said(
        mark("The text begins with the quotation mark of a book or a letter, which holds nothing together here."),
        mark('Type straight quotation marks around the text: "...". Inside it other ones may stand.'),
    ),
    ("syntax", "detail", "remark in brackets"): Said(
        mark("The # cuts off the rest of the line, also the bracket that closes."),
        mark('Put the text with the # in quotation marks: "..."'),
    ),
    ("syntax", "detail", "dash without space"): Said(
        mark("Behind the dash of a list a space is missing."),
        mark("Type a dash, a space and the word: - id: ..."),
    ),
    ("syntax", "detail", "odd dash"): Said(
        mark("The sign {sign} stands where the dash of a list belongs."),
        mark("Type a plain dash from the keyboard, a space and the word: - id: ..."),
    ),
    ("syntax", "detail", "dash column"): Said(
        mark("This dash does not stand under the dash of line {line}."),
        mark("Before the dash, type as many spaces as there: {spaces}. Move the lines of this entry as far."),
    ),
    ("syntax", "detail", "no colon"): Said(
        mark("Behind the word {key} the colon is missing."),
        mark("Type {key}: and a space, then what belongs to it."),
    ),
    ("syntax", "detail", "colon glued"): Said(
        mark("Behind the colon a space is missing."),
        mark("Type {key}: and a space, then what belongs to it."),
    ),
    ("syntax", "detail", "slashes"): Said(
        mark("A remark for staff does not begin with //."),
        mark("Type # in its place, and a space."),
    ),
    ("syntax", "detail", "count beside"): Said(
        mark("The list stands under at_least: {count}, where nothing can stand."),
        mark("Type at_least: alone; under it, further right, {count}: and under that, further right again, the list."),
    ),
    ("syntax", "detail", "too far left"): Said(
        mark("This line belongs to the one above it, but does not stand further right."),
        mark("Before it, type as many spaces as the line below has: {spaces}."),
    ),
    ("syntax", "detail", "end of file"): Said(
        mark("The file ends before what began in line {began} is finished."),
        mark(
            "Type what is missing, such as the bracket that closes. Was only a part saved? Take the whole file again."
        ),
    ),
    ("syntax", "detail", "text behind bracket"): Said(
        mark("Behind the bracket {sign} more stands, where the line must end."),
        mark("Delete it. A remark begins with a space and #."),
    ),
    ("syntax", "detail", "text behind quotes"): Said(
        mark("The quotation mark ends the text here, but more stands behind it."),
        mark('Delete what stands behind it. Inside a text in "..." type other quotation marks, such as “...”.'),
    ),
    ("odd-character", "character", "U+0000"): Said(
        mark("From here on the file is empty inside: it was saved only in part."),
        mark("Save it again, or take the copy before it."),
    ),
    ("future-day", "key", "year"): Said(
        mark("The year {value} has not come yet; today is {today}."),
        mark("Type the year in which the page was written. Where it has no date, delete year:"),
    ),
    ("duplicate-key", "key", "id"): Said(
        mark("The key id stands twice in one entry; the first time in line {line}."),
        mark("A new entry begins with a dash: - id: ... If it is one entry, delete one of the two."),
    ),
    ("missing-key", "key", "id"): Said(
        mark("This entry has no id."),
        mark("Begin it with the line - id: short_name, and its other lines two spaces further right."),
    ),
    ("syntax", "detail", "mapping values are not allowed in this context"): Said(
        mark("A colon stands where there can be none."),
        mark('Put a text with a colon in quotation marks: "...". A key begins a new line, under its neighbours.'),
    ),
    ("syntax", "detail", "did not find expected ',' or ']'"): Said(
        mark("The list that begins with [ in line {began} has no end or lacks a comma."),
        mark("Type commas between its words and ] after the last one."),
    ),
    ("syntax", "detail", "did not find expected ',' or '}'"): Said(
        mark("What begins with {{ in line {began} has no end or lacks a comma."),
        mark("Type commas between its parts and }} after the last one. Put a text with a comma in quotation marks."),
    ),
    ("syntax", "detail", "found unexpected end of stream"): Said(
        mark("The quotation mark in line {began} is never closed."),
        mark("Type the same quotation mark at the end of that text."),
    ),
    ("syntax", "detail", "did not find expected key"): Said(
        mark("This does not fit what stands above, from line {began} on."),
        mark("Begin the line under the one it belongs with. After a closing quotation mark nothing else may stand."),
    ),
    ("syntax", "detail", "did not find expected '-' indicator"): Said(
        mark("This does not fit the list that begins in line {began}."),
        mark("Begin the line with a dash and a space, or move it further right, under the entry it belongs to."),
    ),
    ("syntax", "detail", "could not find expected ':'"): Said(
        mark("A colon is missing in line {began} or below it."),
        mark("Type key: value, with a space after the colon. A long text goes on further to the right."),
    ),
    ("syntax", "detail", "found character that cannot start any token"): Said(
        mark("A text cannot begin with this character."),
        mark('Put the text in quotation marks: "..."'),
    ),
    ("syntax", "detail", "block sequence entries are not allowed in this context"): Said(
        mark("A dash stands where no list can begin."),
        mark("Begin the list in a new line. If the dash belongs to a text, put the text in quotation marks."),
    ),
    ("syntax", "detail", "did not find expected node content"): Said(
        mark("Something is missing before this character."),
        mark('Delete the character, or put the text that begins with it in quotation marks: "..."'),
    ),
    ("syntax", "detail", "did not find expected <document start>"): Said(
        mark("The line does not belong to what stands above."),
        mark("Begin all entries of the file in the same column, and delete lines of dots."),
    ),
    ("syntax", "detail", "but found another document"): Said(
        mark("The line of dashes cuts the file in two."),
        mark("Delete the line of dashes, or save what stands under it as a file of its own."),
    ),
    ("syntax", "detail", "found unknown escape character"): Said(
        mark("A backslash stands in a text in quotation marks."),
        mark("Delete the backslash, or type it twice."),
    ),
    ("syntax", "detail", "did not find expected comment or line break"): Said(
        mark("A text that begins with > or | stands in the line below, not beside it."),
        mark('Move the text to a line of its own, further right; or put it in quotation marks: "> ..."'),
    ),
    ("missing-key", "form", "braces"): Said(
        mark("The key {key} is missing here."),
        mark("Add it between the braces, behind a comma: {example}"),
    ),
    ("missing-key", "key", "rule"): Said(
        mark("It is not said for whom this is: the key rule is missing."),
        mark("Add a line with the conditions, such as rule: {{age: 18+}}. Only if it is for everybody: rule: anyone"),
    ),
    ("missing-key", "key", "en"): Said(
        mark("The English text is missing."),
        mark('Add it beside the Polish one: en: "..."'),
    ),
    ("missing-key", "key", "pl"): Said(
        mark("The Polish text is missing."),
        mark('Add it beside the English one: pl: "..."'),
    ),
    ("missing-key", "key", "neutral"): Said(
        mark("A sensitive question needs a word that gives nothing away."),
        mark("Add such a word: neutral: {{pl: zdrowie, en: health}}"),
    ),
    ("missing-key", "key", "body"): Said(
        mark("Neither the offer nor its project says which office answers."),
        mark("Add body: with an id of the list bodies in contacts.yaml."),
    ),
    ("missing-key", "key", "role"): Said(
        mark("The question about the place needs its role."),
        mark("Add a line: role: place"),
    ),
    ("list-expected", "key", ""): Said(
        mark("The file must be a list."),
        mark("Begin every entry with a dash, a space and id:"),
    ),
    ("keys-expected", "key", ""): Said(
        mark("The file must consist of lines such as key: value."),
        GUIDE,
    ),
    ("keys-expected", "key", "words"): Said(
        mark("{key}: the words must stand by language."),
        mark("Type {key}: {{pl: [...], en: [...]}}"),
    ),
    ("keys-expected", "key", "keywords"): Said(
        mark("{key}: the words must stand by language."),
        mark("Type {key}: {{pl: [...], en: [...]}}"),
    ),
    ("wrong-id", "value", ""): Said(
        mark("{key}: an id is missing here."),
        mark("Type small letters without Polish signs, digits, and . _ or - between them; at most 40 in all."),
    ),
    ("wrong-date", "value", ""): Said(
        mark("{key}: a date is missing here."),
        mark("Type year, month and day: 2026-11-22."),
    ),
    ("wrong-date", "key", "to"): Said(
        mark("{value} is not a date."),
        mark("Type year, month and day: 2026-11-22. Where nobody knows the last day, delete the line."),
    ),
    ("wrong-number", "value", ""): Said(
        mark("{key}: a number is missing here."),
        mark("Type digits only, such as 2024."),
    ),
    ("wrong-yes-no", "value", ""): Said(mark("{key}: yes or no is missing here."), mark("Type yes or no.")),
    ("wrong-choice", "value", ""): Said(mark("{key}: a word is missing here."), KNOWN),
    ("wrong-value", "value", ""): Said(mark("{key}: something else must stand here."), GUIDE),
    ("range-shape", "several", "ranges"): Said(
        mark("{key}: two ranges of numbers cannot stand in one place."),
        mark("Type in place of the whole {key}: {instead}"),
    ),
    ("range-shape", "value", ""): Said(
        mark("A number or a range of numbers belongs here."),
        mark("Type it as 18..64, 60+, ..17 or 26."),
    ),
    ("later-question", "word", "lives_in"): Said(
        mark("The question about the place stands further down, so it cannot decide whether this one is asked."),
        mark("Move the question about the place above this one."),
    ),
    ("unknown-group", "known", ""): Said(
        mark("There is no such group: {id}."),
        mark("Add the group to groups.yaml, or write out the condition here."),
    ),
    ("unknown-need", "known", ""): Said(
        mark("There is no such kind of help: {id}."),
        mark("Add a question with kind: many and role: need, and this as one of its options."),
    ),
    ("unknown-contact", "known", ""): Said(
        mark("There is no such contact point: {id}."),
        mark("Add the contact point to contacts.yaml, or delete it here."),
    ),
    ("options-kind", "kind", "number"): Said(
        mark("A question of the kind {kind} has no options."),
        mark("Delete options:, or type kind: one or kind: many."),
    ),
    ("options-kind", "kind", "place"): Said(
        mark("A question of the kind {kind} has no options."),
        mark("Delete options:; the places stand in places.yaml."),
    ),
    ("persona-answer", "kind", "number"): Said(
        mark("This cannot be an answer to {id}."),
        mark("Type a number from {minimum} to {maximum}, two as in [50, 59], or null for no answer."),
    ),
    ("persona-answer", "kind", "many"): Said(
        mark("This cannot be an answer to {id}."),
        mark(
            "Type [first, second] or {{first: yes, second: no}}. What follows from a yes is yes too. Possible: {known}."
        ),
    ),
}


def sentence(problem: Problem, words: Words) -> tuple[str, str]:
    """Give what is wrong and what to type, in one language."""
    said = SAID[problem.code]
    for name, value in problem.values.items():
        said = SPECIAL.get((problem.code, name, value), said)
    # What of the catalogue a sentence names may stand in several languages: as "name", "name.en" and so on.
    values = {name: problem.values.get(f"{name}.{words.language}", value) for name, value in problem.values.items()}
    key = values.get("key", "")
    values["example"] = f"{key}: {EXAMPLES.get(key, '...')}".rstrip()
    if "program" in values:
        values["program"] = words(PROGRAMS[values["program"]])
    if "owner" in values:
        values["owner"] = words(OWNERS[values["owner"]])
    hint = RIGHT if values.get("right") else NEAR if values.get("near") else said.hint
    return words(said.message, **values), words(hint, **values)


def line(problem: Problem, words: Words) -> str:
    """Give a problem as one line for the terminal; what is wrong with a file as a whole stands at its beginning."""
    where = problem.where
    message, hint = sentence(problem, words)
    level = words(LEVELS[problem.level])
    return _printable(f"{where.file}:{where.line or 1}:{where.column or 1}: {level}: {message}  {hint}")


def as_json(problem: Problem, words: Words) -> dict[str, str | int]:
    """Give a problem as other programs read it; its level is always in English."""
    message, hint = sentence(problem, words)
    return {
        "file": problem.where.file,
        "line": problem.where.line,
        "column": problem.where.column,
        "level": problem.level.name.lower(),
        "code": problem.code,
        "message": message,
        "hint": hint,
    }


def as_github(problem: Problem, words: Words, folder: str) -> str:
    """Give a problem as a workflow command: GitHub then shows it beside the line. `folder` leads to the catalogue."""
    message, hint = sentence(problem, words)
    values = {
        "file": _escaped(f"{folder}{problem.where.file}", ":,"),
        "line": problem.where.line or 1,
        "col": problem.where.column or 1,
        "title": _escaped(problem.code, ":,"),
    }
    told = ",".join(f"{name}={value}" for name, value in values.items())
    return f"::{problem.level.name.lower()} {told}::{_escaped(f'{message} {hint}')}"


def _escaped(written: str, more: str = "") -> str:
    """Keep what a file says from ending the command or beginning another one."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in _printable(written))


def as_gitlab(problem: Problem, words: Words, folder: str) -> dict[str, object]:
    """Give a problem as one entry of GitLab's report of code quality."""
    message, hint = sentence(problem, words)
    known_by = f"{folder}{problem.where.file}:{problem.where.line}:{problem.where.column}:{problem.code}:{message}"
    return {
        "description": f"{message} {hint}",
        "check_name": problem.code,
        "fingerprint": sha256(known_by.encode()).hexdigest(),
        "severity": "critical" if problem.level is Level.ERROR else "minor",
        "location": {"path": f"{folder}{problem.where.file}", "lines": {"begin": problem.where.line or 1}},
    }


def _printable(written: str) -> str:
    """Keep what a file says from moving the cursor or colouring the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in written)
