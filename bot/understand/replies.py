"""Short replies that only the question makes clear: yes, no, none of these, I would rather not say."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from bot.understand import function_words as fw


class Reply(Enum):
    """What a short reply says."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"


_YES = fw.phrases(
    "tak|no tak|tak tak|tak jest|jasne|no jasne|pewnie|no pewnie|zgadza sie|oczywiscie|owszem|dokladnie|potwierdzam|"
    "mam|tak mam|jestem|tak jestem|dotyczy|tak dotyczy|raczej tak|yes|yep|yeah|yup|sure|of course|i do|i am|i have|"
    "yes i do|yes i am|yes i have"
)
_NO = fw.phrases(
    "nie|no nie|nie nie|nope|nie mam|nie nie mam|nie posiadam|nie jestem|nigdy|wcale|wcale nie|skad|nie dotyczy|"
    "nie dotyczy mnie|mnie nie dotyczy|raczej nie|brak|zadne|zadna|zaden|zadnego|zadnej|zadne z tych|zadne z nich|"
    "zadna z tych|zadne z powyzszych|nie mam zadnej|nie mam zadnego|nie mam zadnych|nic|nic z tego|"
    "nic z tych|nic z tych rzeczy|"
    "nic takiego|nic mnie nie dotyczy|nikt|nikogo|nikomu|nikim|nie mam nic|none|nobody|no one|no body|"
    "none of these|none of them|none of the above|"
    "none of it|nothing|nothing of that|not me|not really|never|no i do not|i do not|i do not have|i do not have any|"
    "i do not have one|i am not|no i am not|no i have not|does not apply|not applicable|neither"
)
#: At the end of a text these deny everything that was asked.
_NOTHING = fw.phrases(
    "nic z tego|nic z tych|nic z tych rzeczy|nic takiego|zadne z tych|zadne z nich|zadna z tych|nic mnie nie dotyczy|"
    "none of these|none of them|none of the above|none of that|nothing of that|nothing like that"
)
_SKIP = fw.phrases(
    "nie wiem|ja nie wiem|nie mam pojecia|nie pamietam|nie jestem pewien|nie jestem pewna|"
    "wole nie mowic|wole nie odpowiadac|wole nie podawac|nie chce mowic|nie chce podawac|nie chce odpowiadac|"
    "nie chce tego mowic|nie powiem|nie odpowiem|odmawiam|pomin|pominmy|pomijam|pomin to|dalej|nastepne|"
    "nastepne pytanie|to prywatne|bez odpowiedzi|skip|skip it|skip this|next|pass|i do not know|do not know|dunno|"
    "i dunno|not sure|i am not sure|no idea|i have no idea|prefer not to say|i prefer not to say|rather not say|"
    "i would rather not say|i do not want to say|i will not say|i do not want to answer|do not want to say|"
    "i do not remember|none of your business|private"
)
_COURTESY = fw.table(
    "dziekuje dzieki prosze przepraszam niestety thanks thank you please sorry sir pan pani oh ach hm hmm yyy"
)

#: The words of all these phrases.
WORDS = frozenset(word for phrase in _YES | _NO | _SKIP for word in phrase.split())


def reply(clauses: Sequence[Sequence[str]], language: str) -> tuple[Reply | None, bool]:
    """Give what the text replies, and whether that is all it says. Otherwise a yes or no is its first clause."""
    polite = [[word for word in clause if word not in _COURTESY] for clause in clauses]
    said = [" ".join(clause) for clause in polite if clause]
    if not said:
        return None, False
    whole = _read(" ".join(said), language)
    if whole is not None:
        return whole, True
    if said[-1] in _NOTHING:
        return Reply.NO, True  # "u mnie spokojnie, nic z tych rzeczy"
    read = [_read(clause, language) for clause in said]
    if len(set(read) - {None}) != 1:
        return None, False  # "no, nie wiem" says nothing
    if None not in read:
        return read[0], True
    return (read[0] if read[0] is not Reply.SKIP else None), False


def _read(words: str, language: str) -> Reply | None:
    if words in ("no", "no no", "nono"):  # "no" is yes in Polish
        return Reply.YES if language == "pl" else Reply.NO
    if words in _SKIP:
        return Reply.SKIP
    return Reply.YES if words in _YES else Reply.NO if words in _NO else None
