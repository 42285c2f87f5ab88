"""Groups of words that phrases of the catalogue may name in angle brackets: "opiekuję się <bliski>".

They belong to the languages, not to one city. With diacritics, in their first form: `make forms` inflects them.
"""

from __future__ import annotations

_CHILD = (
    "dziecko syn synek córka córeczka córcia chłopiec dziewczynka bliźniak bliźniaczka bliźnię niemowlę maluch "
    "dzieciak dzieciaczek maleństwo brzdąc pociecha"
)
_CHILD_EN = "son sons daughter daughters child children kid kids baby toddler boy girl boys girls twins"
_PARENT = "mama matka mamusia tata ojciec tatuś rodzic teść teściowa"
_PARENT_EN = "mother mum mom mummy father dad parent parents"
_OLD = "babcia dziadek dziadkowie prababcia pradziadek staruszka staruszek"
_OLD_EN = "grandma grandmother grandpa grandfather granddad grandparents gran granny nan"
_PARTNER = "mąż żona partner partnerka narzeczony narzeczona małżonek małżonka chłopak konkubent"
_PARTNER_EN = "husband wife partner spouse boyfriend girlfriend fiance"
_KIN = "brat siostra wujek ciocia ciotka kuzyn kuzynka wnuk wnuczka szwagier szwagierka"
_KIN_EN = "brother sister uncle aunt cousin grandson granddaughter"
_NEAR = "sąsiad sąsiadka znajomy znajoma przyjaciel przyjaciółka kolega koleżanka"
_NEAR_EN = "neighbour neighbor friend"

#: Polish words, English words.
GROUPS: dict[str, tuple[str, str]] = {
    "dziecko": (_CHILD, _CHILD_EN),
    "rodzic": (_PARENT, _PARENT_EN),
    "starszy": (_OLD, _OLD_EN),
    "partner": (_PARTNER, _PARTNER_EN),
    "krewny": (_KIN, _KIN_EN),
    "znajomy": (_NEAR, _NEAR_EN),
    "bliski": (
        f"{_PARENT} {_OLD} {_PARTNER} {_KIN} bliski",
        f"{_PARENT_EN} {_OLD_EN} {_PARTNER_EN} {_KIN_EN} relative somebody someone",
    ),
    "chory": (
        "chory niepełnosprawny leżący niedołężny sparaliżowany niesamodzielny schorowany niewidomy umierający",
        "sick ill disabled bedridden paralysed frail ailing blind",
    ),
    "stary": ("stary starszy starszawy sędziwy wiekowy", "old older elderly aged"),
    "mały": ("mały malutki młody kilkuletni roczny nastoletni", "small little young teenage tiny"),
    "mój": ("mój nasz swój", "my our"),
    "liczba": (
        "dwoje troje czworo pięcioro sześcioro siedmioro dwójka trójka czwórka piątka szóstka kilkoro gromadka",
        "several many couple",
    ),
    "miesiąc": (
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        "january february march april may june july august september october november december",
    ),
}
