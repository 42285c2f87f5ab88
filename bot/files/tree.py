"""The tree of places as people answer with it: nobody is left without an answer, and no town is also "elsewhere"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.files import models as m
from bot.files.reader import Document, Path_, shown

#: What ends the id of a part that stands for the rest of a place.
REST = ".other"
#: A voivodeship may be known by one town alone; whoever lives in the rest of it lives "elsewhere".
WHOLE = ("powiat", "gmina")


def check(document: Document, models: Sequence[m.PlaceModel]) -> None:
    """Look at every place."""
    places = list(_walk(models, ()))
    # Forms and names of districts may well be those of another place too: then it is right to ask back.
    towns = {
        name.casefold(): model.id
        for _, model in places
        if model.level in WHOLE and not _is_rest(model, models)
        for name in _names(model)
    }
    for path, model in places:
        if len(model.parts) == 1 and model.level in WHOLE:
            document.warning((*path, "parts"), "only-part", id=model.id, part=model.parts[0].id)
        if _is_rest(model, models):
            for number, word in enumerate(model.words):
                town = towns.get(word.casefold())
                if town is not None:
                    document.warning((*path, "words", number), "town-elsewhere", value=shown(word), id=town)


def _walk(models: Sequence[m.PlaceModel], path: Path_) -> Iterator[tuple[Path_, m.PlaceModel]]:
    for index, model in enumerate(models):
        yield (*path, index), model
        yield from _walk(model.parts, (*path, index, "parts"))


def _is_rest(model: m.PlaceModel, models: Sequence[m.PlaceModel]) -> bool:
    """Tell whether a place stands for all that is not listed: of the country, or of the place it lies in."""
    of_country = any(model is part for root in models for part in root.parts if not part.parts)
    return of_country or model.id.endswith(REST)


def _names(model: m.PlaceModel) -> list[str]:
    return [model.name] if isinstance(model.name, str) else [model.name.pl, model.name.en]
