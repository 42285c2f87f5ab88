"""aiogram imported in our quick way knows the same as aiogram imported plainly."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.conftest import ROOT

#: Prints what every model of aiogram reads and writes, and how many of them were made by importing it.
TELL = """
import json, re, sys
if sys.argv[1] == "quickly":
    from bot.telegram.library import import_aiogram
    import_aiogram()
import aiogram
from pydantic import BaseModel

def below(model):
    return {model}.union(*map(below, model.__subclasses__()))

models = sorted((one for one in below(BaseModel) if one.__module__.startswith("aiogram.")), key=str)
made = sum(model.__pydantic_complete__ for model in models)
failed = [str(model) for model in models if model.model_rebuild() is False]
addresses = re.compile(" at 0x[0-9a-f]+")
fields = {
    str(model): {name: addresses.sub("", repr(field)) for name, field in model.model_fields.items()} for model in models
}
json.dump({"made": made, "failed": failed, "fields": fields}, sys.stdout)
"""


def test_every_model_of_the_library_imported_quickly_is_the_one_imported_plainly() -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", TELL, how], cwd=ROOT, stdout=subprocess.PIPE)
        for how in ("quickly", "plainly")
    ]
    quickly, plainly = (json.loads(program.communicate()[0]) for program in programs)
    assert len(quickly["fields"]) > 500
    assert quickly["fields"] == plainly["fields"]
    assert not quickly["failed"]
    assert quickly["made"] < plainly["made"] / 2


def test_a_library_that_is_there_already_is_left_as_it_is() -> None:
    code = (
        "import aiogram; from bot.telegram.library import import_aiogram; from pydantic import BaseModel as Model;"
        "before = Model.__dict__['model_rebuild']; import_aiogram(); assert Model.__dict__['model_rebuild'] is before"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_an_import_that_fails_half_way_leaves_pydantic_as_it_was() -> None:
    code = (
        "import sys; sys.modules['aiogram.dispatcher.dispatcher'] = None;"
        "from bot.telegram.library import import_aiogram; from pydantic import BaseModel as Model;"
        "before = Model.__dict__['model_rebuild']\n"
        "try: import_aiogram()\n"
        "except ImportError: failed = True\n"
        "assert failed and Model.__dict__['model_rebuild'] is before and 'aiogram' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
