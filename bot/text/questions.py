"""Questions and answers as a resident reads them."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import screens as s
from bot.core.answers import Answer
from bot.core.bitsets import bits
from bot.core.heard import Fact, tag
from bot.core.places import Places
from bot.core.questions import Question
from bot.text.buttons import following, previous, turning
from bot.text.format import esc, say
from bot.text.message import LONGEST_LABEL, MOST_ROWS, Button, Message, Row, button, pack, pages
from bot.text.words import Words

#: Ticked and not ticked: told apart by shape, not by colour.
TICKED, NOT_TICKED, CHOSEN = "☑ ", "☐ ", "✓ "


def ask(screen: s.Ask, places: Places, words: Words, most: int = MOST_ROWS) -> Message:
    """A question with its buttons, in at most so many rows."""
    question = screen.question
    parts = _asked(screen, places, words)
    if question.kind == "many":
        parts.append(words("Tick all that fit, then tap “Done”."))
    elif question.kind == "place":
        parts.append(words("Tap a button or type the name."))
    elif question.kind == "number":
        parts.append(words("Tap a button or type a number."))
    parts.append(f"<i>{words.many('{count} question left at most', '{count} questions left at most', screen.left)}</i>")
    options = [_option(screen, choice, places, words) for choice in screen.choices]
    if screen.more_places:
        options.insert(len(options) - 1, button(words("Other places"), a.Go(("ask", question.id, "+"))))
    controls = _controls(screen, words)
    room = most - len(controls)
    packed = pack(options, room)
    if question.kind != "many" and len(packed) > room:
        room -= 1
    cut = pages(packed, room)
    page = min(screen.page, len(cut) - 1)
    path = ("ask", question.id)
    if question.kind == "many":  # two buttons stand between those that turn
        turns = previous(path, page, words), following(path, page, len(cut), words)
        controls[0] = (*turns[0], *controls[0], *turns[1])
    else:
        controls[:0] = turning(path, page, len(cut), words)
    return Message("\n\n".join(parts), (*cut[page], *controls))


def _asked(screen: s.Ask, places: Places, words: Words) -> list[str]:
    """Give the question and its hint; of a town said already, which part, so that it is not the same question again."""
    question, answer = screen.question, screen.answer
    if question.kind == "place" and answer is not None:
        known = places.smallest(answer.possible)
        if set(screen.choices) & {part.id for part in known.parts} and known.id != places.root.id:
            return [f"<b>{words('{place}: which part?', place=say(known.name, words))}</b>"]
    return [f"<b>{say(question.ask, words)}</b>", *([say(question.hint, words)] if question.hint else [])]


def _controls(screen: s.Ask, words: Words) -> list[Row]:
    question = screen.question
    skip = button(words("I don't know / skip"), a.Skip(question.id))
    why = button(words("Why this question?"), a.Go(("why", question.id)))
    last = [button(words("Back"), a.Back()), button(words("Show results"), a.Go(("results",)))]
    if question.kind == "many":
        done = button(words("Done"), a.Done(question.id))
        none = button(words("None of these"), a.Done(question.id, none=True))
        return [(done,), (none, skip), (why, *last)]
    return [(skip, why), tuple(last)]


def _option(screen: s.Ask, choice: str, places: Places, words: Words) -> Button:
    question = screen.question
    if question.kind == "many":
        held = screen.ticks if screen.ticks is not None else (screen.answer.sure if screen.answer else 0)
        ticked = bool(held >> question.position[choice] & 1)
        mark = TICKED if ticked else NOT_TICKED
        return button(mark + value(question, choice, places, words), a.Tick(question.id, choice, not ticked))
    chosen = CHOSEN if screen.answer and _is(question, screen.answer, choice, places) else ""
    return button(chosen + value(question, choice, places, words), a.Choose(question.id, choice))


def _is(question: Question, answer: Answer, choice: str, places: Places) -> bool:
    """Tell whether an answer is exactly this choice."""
    if question.kind == "place":
        return answer.possible == places.masks[choice]
    if question.kind == "number":
        low, high = (int(end) - question.minimum for end in choice.split("-"))
        return answer.possible == (1 << high + 1) - (1 << low)
    return answer.possible == 1 << question.position[choice]


def value(question: Question, choice: str, places: Places, words: Words) -> str:
    """Give one value of a question as it stands on a button (not escaped: buttons are plain text)."""
    if question.kind == "place":
        return places.by_id[choice].name.in_(words.language)
    if question.kind == "number":
        low, high = (int(end) for end in choice.split("-"))
        return span(question, low, high, words)
    return question.options[question.position[choice]].label.in_(words.language)


def span(question: Question, low: int, high: int, words: Words) -> str:
    """Give a range of numbers in words."""
    if low == high:
        return str(low)
    if high >= question.maximum:
        return words("{number} or over", number=low)
    if low <= question.minimum:
        return words("up to {number}", number=high)
    return f"{low}\u2013{high}"


def answer_text(question: Question, answer: Answer, places: Places, words: Words) -> str:
    """Say what is known about a question (not escaped)."""
    if answer.possible == question.everything and not answer.sure:
        return words("not said")
    if question.kind == "many":
        return _ticked(question, answer, words)
    if question.kind == "number":
        numbers = bits(answer.possible)
        return span(question, numbers[0] + question.minimum, numbers[-1] + question.minimum, words)
    if question.kind == "place":
        place = places.exact(answer.possible)
        named = [place] if place else [places.by_id[question.leaves[index]] for index in bits(answer.possible)]
        return words(" or ").join(where(places, one.id, words) for one in named)
    return words(" or ").join(question.options[index].label.in_(words.language) for index in bits(answer.possible))


def _ticked(question: Question, answer: Answer, words: Words) -> str:
    """Name the options that are so; where some are open still, also those that are not."""
    labels = [option.label.in_(words.language) for option in question.options]
    told = [labels[index] for index in bits(answer.sure)]
    denied = bits(question.everything & ~answer.possible)
    if answer.sure | question.everything & ~answer.possible != question.everything:
        told += [words("no – {what}", what=labels[index]) for index in denied]
    return ", ".join(told) or words("none of these")


def fact_text(question: Question, fact: Fact, places: Places, words: Words) -> str:
    """Say what one fact of typed words is (not escaped)."""
    if not fact.option:
        return answer_text(question, fact.answer, places, words)
    index = question.position[fact.option]
    label = question.options[index].label.in_(words.language)
    return label if fact.answer.sure >> index & 1 else words("no – {what}", what=label)


def where(places: Places, place: str, words: Words) -> str:
    """Name a place, a district with its town."""
    found = places.by_id[place]
    town = places.settlement(place)
    name = found.name.in_(words.language)
    return name if town.id == place else f"{town.name.in_(words.language)}, {name}"


def unsure(screen: s.Unsure, places: Places, words: Words) -> Message:
    """Ask back what typed words meant."""
    question = screen.question
    options = [
        button(
            where(places, candidate, words)[:30]
            if question.kind == "place"
            else value(question, candidate, places, words),
            a.Choose(question.id, candidate),
        )
        for candidate in screen.candidates
    ]
    none = button(words("None of these, show the list"), a.Go(("ask", question.id)))
    return Message(f"<b>{words('Which one do you mean?')}</b>", tuple((one,) for one in (*options, none)))


def why(screen: s.Why, words: Words) -> Message:
    """Say why a question is asked."""
    question = screen.question
    text = f"<b>{say(question.ask, words)}</b>\n\n{say(question.why, words)}\n\n" + words(
        "You need not answer. Without an answer you still see results, with more of them marked “perhaps”."
    )
    skip = button(words("I don't know / skip"), a.Skip(question.id))
    return Message(text, ((button(words("Back to the question"), a.Back()),), (skip,)))


def heard(screen: s.Heard, places: Places, words: Words) -> Message:
    """What typed words said, each with a button to take it back; sensitive facts with yes and no."""
    named = [(one, fact_text(*one, places, words)) for one in (*screen.facts, *screen.pending)]
    lines = [_line(question, told, words) for (question, _), told in named]
    kept, waiting = lines[: len(screen.facts)], lines[len(screen.facts) :]
    parts = []
    if kept:
        parts += [f"<b>{words('Noted from your message')}</b>\n" + "\n".join(kept)]
    if waiting:
        parts += [f"<b>{words('May I remember this?')}</b>\n" + "\n".join(waiting)]
        parts += [words("I keep it only if you tap “Yes”.")]
    rows: list[Row] = []
    if len(lines) > 1 or kept:
        parts += [words("Is something wrong? Tap “Undo” beside it.")]
        rows = pack([undo(*one, places, words) for one, _ in named], MOST_ROWS - 1)
    cut = pages(rows, MOST_ROWS - 1)
    controls: list[Row] = []
    if len(cut) > 1:
        cut = pages(rows, MOST_ROWS - 2)
        controls.append((button(words("More"), a.Turn((screen.page + 1) % len(cut))),))
    if waiting:
        yes = button(words("Yes, remember"), a.Remember(tag(*(fact for _, fact in screen.pending))))
        controls.append((yes, button(words("No, do not"), a.Proceed())))
    else:
        controls.append((button(words("Go on"), a.Proceed()),))
    return Message("\n\n".join(parts), (*cut[min(screen.page, len(cut) - 1)], *controls))


def undo(question: Question, fact: Fact, places: Places, words: Words) -> Button:
    """Give the button that takes one fact back."""
    short, told = question.short.in_(words.language), fact_text(question, fact, places, words)
    # Facts about options of one question may stand side by side: each is named by its option.
    named, room = told if fact.option else short, LONGEST_LABEL - len(words("Undo: {what}", what=""))
    fitting = (label for label in (f"{short}: {told}", told, named) if len(label) <= room)
    return button(words("Undo: {what}", what=next(fitting, f"{named[: room - 1]}…")), a.Undo(fact.tag))


def _line(question: Question, told: str, words: Words) -> str:
    return f"• {say(question.short, words)}: <b>{esc(told)}</b>"


def consent(hours: int, words: Words) -> Message:
    """Ask for consent before the first sensitive question."""
    kept = words.many("{count} hour", "{count} hours", hours)
    text = "\n\n".join(
        (
            f"<b>{words('May I ask about health and your situation?')}</b>",
            words(
                "The next questions touch on health, home and money. They help find support that fits. "
                "The answers are kept encrypted, for {kept} after your last message at most. "
                "Nobody at the office sees them.",
                kept=kept,
            ),
            words(
                "You can skip any of them and take your consent back at any time. If you say no, you still see results."
            ),
        )
    )
    yes = button(words("Yes, you may ask"), a.Consent(agreed=True))
    no = button(words("No, show results without"), a.Consent(agreed=False))
    more = button(words("What is kept?"), a.Go(("privacy",)))
    return Message(text, ((yes,), (no,), (more, button(words("Back"), a.Back()))))


def answers(screen: s.AnswerList, places: Places, words: Words) -> Message:
    """What the resident said, each with a button to change it."""
    if not screen.answers:
        text = words("You have not answered anything yet.")
        return Message(
            text, ((button(words("Answer questions"), a.Go(("next",))),), (button(words("Back"), a.Back()),))
        )
    lines = [
        _line(question, answer_text(question, answer, places, words), words) for question, answer in screen.answers
    ]
    text = f"<b>{words('Your answers')}</b>\n\n" + "\n".join(lines) + "\n\n" + words("Tap what you want to change.")
    rows = pack(
        [button(question.short.in_(words.language), a.Go(("ask", question.id))) for question, _ in screen.answers], 5
    )
    cut = pages(rows, 5)
    page = min(screen.page, len(cut) - 1)
    controls: list[Row] = []
    if len(cut) > 1:
        controls.append((button(words("More"), a.Go(("answers", str((page + 1) % len(cut))))),))
    if screen.agreed:
        controls.append((button(words("Take my consent back"), a.Consent(agreed=False, withdraw=True)),))
    controls.append((button(words("Show results"), a.Go(("results",))), button(words("Erase all"), a.Go(("forget",)))))
    return Message(text, (*cut[page], *controls))
