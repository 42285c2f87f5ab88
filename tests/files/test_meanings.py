"""Every field of the files is explained to staff, in both languages, and no field that is not there."""

from __future__ import annotations

import inspect

import pytest
from pydantic import BaseModel

from bot.files import models
from bot.files.meanings import MEANINGS

MODELS = [
    model
    for _, model in inspect.getmembers(models, inspect.isclass)
    if issubclass(model, BaseModel) and model not in (BaseModel, models.Model, models.SharedModel)
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_meaning_in_both_languages(model: type[models.Model]) -> None:
    meanings = MEANINGS[model.__name__]
    assert set(meanings) == {field.alias or name for name, field in model.model_fields.items()}
    assert all(meaning.pl.strip() and meaning.en.strip() for meaning in meanings.values())


def test_no_model_is_explained_that_is_not_there() -> None:
    assert set(MEANINGS) == {model.__name__ for model in MODELS}
