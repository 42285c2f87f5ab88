"""Somebody in danger is always noticed, with typos and without diacritics; figures of speech are not danger."""

from __future__ import annotations

import re

import pytest

from bot.understand import Understanding
from bot.understand.crisis import IDLE
from bot.understand.patterns import patterns
from tests.evaluation.crisis import measure, messages
from tests.understanding.conftest import Understand

DANGER_PL = """
Nie chcę już żyć
nie chce mi sie zyc
nie mam siły dalej żyć
mam myśli samobójcze
mam mysli samobujcze
myślę o samobójstwie
chcę ze sobą skończyć
chyba się zabiję
zabije sie dzisiaj
chcę się powiesić
chcę umrzeć
lepiej żeby mnie nie było
połknęłam tabletki
moja córka się tnie
syn mówi że się zabije
boję się, że coś sobie zrobię
mój brat próbował odebrać sobie życie
mąż mnie bije
maz mnie wczoraj pobil
mój mąż pije i mnie bije
bije mnie partner
konkubent mnie bije i dusi
znęca się nade mną psychicznie
zneca sie nademna od lat
boję się wrócić do domu
mąż grozi że mnie zabije
syn grozi mi nożem
ojciec bije mamę
doświadczam przemocy w domu
jestem ofiarą przemocy domowej
w domu jest przemoc
zostałam zgwałcona
wujek mnie dotyka
ojczym mnie molestuje
uciekłam z domu, boję się męża
jestem w niebezpieczeństwie
pomocy, on mnie bije!!!
bijeee mnie
nie mam co jeść
nie mam dzisiaj co jesc
nie mamy z dziećmi co jeść
nie mam za co kupić jedzenia
nie mam pieniędzy na jedzenie
nie jadłem od dwóch dni
od trzech dni nic nie jadłam
dzieci są głodne
dzieci głodne a ja bez pracy
jestem głodny
umieram z głodu
skończyło się jedzenie, nie mam pieniędzy
nie mam gdzie spać
nie mam dzis gdzie spac
nie mam gdzie nocować z dzieckiem
nie mam dachu nad głową
śpię na dworcu w Gdańsku
spie w aucie z dzieckiem
mąż wyrzucił mnie z domu
właściciel wyrzucił nas z mieszkania
nie mam dokąd pójść na noc
jestem bezdomny i zamarzam
gdzie mogę dziś przenocować
sąsiad bije swoje dzieci
ojciec bije moje dziecko
partner krzywdzi moje dziecko
tata mnie bije
boję się, że on skrzywdzi dzieci
sąsiadka katuje dziecko
dziecku dzieje się krzywda
małe dziecko jest samo w domu
rodzice mnie biją
zycie mi zbrzydlo
nie widzę już sensu w życiu
po co ja żyję
mam ochotę ze sobą skończyć
chcę zniknąć
zastanawiam się nad samobójstwem
myślę żeby skoczyć z mostu
tabletki i po wszystkim
nie mogę już wytrzymać, chcę umrzeć
wszystkim będzie lepiej beze mnie
on mnie ciągle bije
jestem bita przez męża
mąż podnosi na mnie rękę
boje sie meza
mąż mnie poniża i popycha
syn alkoholik mnie bije
mąż po alkoholu mnie uderzył
byłam bita całe życie
chłopak mnie uderzył
partner zamknął mnie w domu
ktoś mnie śledzi i grozi mi śmiercią
uciekam przed mężem z dziećmi
nie mamy co do garnka włożyć
nie mam nic do jedzenia
jestem głodna i nie mam pieniędzy
nie stać mnie na chleb
od wczoraj nie jadłam
dzieci nie mają co jeść
lodówka pusta, dzieci płaczą z głodu
nie mam na jedzenie dla dziecka
jestem na ulicy z dziećmi
wyrzucono mnie z mieszkania
wyrzucili mnie dziś z mieszkania
nie mam gdzie się podziać
śpię na klatce
nocuję w piwnicy
koczuję na dworcu
potrzebuję noclegu na dzisiaj
nie mam mieszkania i śpię w samochodzie
mam spać na dworze
dziecko jest bite przez ojca
mój ojczym mnie bije
ojciec się nade mną znęca
ktoś krzywdzi dziecko sąsiadów
dziecko siedzi samo całymi dniami
mama zostawiła dziecko samo
córka boi się wracać do domu
on chce mnie zabić
zabierz mnie stąd, on ma nóż
życie mnie przerasta, chcę to zakończyć
nie mam po co wstawać, wolałbym nie żyć
mam ochotę skoczyć z balkonu
siostra chciała się otruć
mój mąż dziś groził że się powiesi
boję się że brat popełni samobójstwo
pociełam sie
nie chcę dłużej żyć w tym bólu
chce skonczyc ze soba
nikomu na mnie nie zależy, chcę umrzeć
mąż jest agresywny i mnie pobił
dostaję od niego lanie
żyję w strachu przed mężem
były mąż mnie nachodzi i grozi
partner mnie szarpie i wyzywa
on się nad nami znęca
mama bije młodszego brata
ojciec jak się napije to nas leje
złamał mi rękę
mam siniaki od męża
moja teściowa mnie bije
syn rzucił się na mnie z pięściami
nie czuję się bezpiecznie w domu
uciekłam z dziećmi od męża
on nas zabije
trzeci dzień bez jedzenia
nie mam co dać dzieciom na kolację
nie mam za co żyć i jeść
dzieci płaczą bo są głodne
od soboty nic nie jem
nie mam ani grosza na jedzenie
jestem bardzo głodna
dziś śpię na dworze
nie mam gdzie podziać się z dziećmi
straciłam mieszkanie i nie mam gdzie pójść
potrzebny nocleg na tę noc
stoję na ulicy z walizkami
zostaliśmy bez dachu nad głową
mama wyrzuciła mnie z domu
mieszkam w samochodzie
nie mam gdzie się zatrzymać
sąsiedzi biją dziecko
u sąsiadów ciągle płacze dziecko, chyba je biją
wnuczka jest bita
tata robi mi krzywdę
pan na treningu mnie dotykał
mam 12 lat i tata mnie bije
dziecko od wczoraj samo w mieszkaniu
to koniec, żegnajcie, nie chcę żyć
mam dosyc zycia
myślę o tym żeby się zabić
znalazłam list pożegnalny syna
koleżanka pisze że chce umrzeć
chciałabym zasnąć i się nie obudzić
wezme tabletki i sie zabije
mąż mnie kopnął w brzuch
jestem w ciąży i mąż mnie bije
uderzyl mnie w twarz
facet mnie leje
mąż mnie dusił wczoraj
on mnie zgwalcil
mój chłopak zmusza mnie do seksu
partner mi grozi
mąż grozi że mi zabierze dzieci i zabije
syn narkoman bije mnie i babcię
doznaje przemocy
przemoc ze strony męża
boję się partnera
potrzebuję uciec od męża
nie mamy nic do jedzenia
nie jadlam 2 dni
głoduje z dziećmi
nie mam kasy na jedzenie
brakuje mi jedzenia
nie starcza mi na jedzenie dla dzieci
nie mam z czego ugotować obiadu
nie mam gdzie dzisiaj nocowac
jestem bezdomna
zostalam bez domu z dzieckiem
wywalili mnie z mieszkania
spie pod mostem
nie mam dachu
mieszkamy w aucie
bije swojego syna
dziecko jest głodne i bite
ktos bije dzieci
moje dziecko jest molestowane
babcia bije wnuka
córka uciekła z domu
"""

DANGER_EN = """
I want to kill myself
i wanna kill my self
I'm going to kill myself tonight
I don't want to live anymore
i dont want to live
I want to die
I wish I was dead
I'm thinking about suicide
I feel suicidal
I feel sucidal
I can't go on like this
there is no reason to live
I want to end my life
I want to end it all
they would be better off without me
I took too many pills
I keep cutting myself
my son wants to hurt himself
I might hurt myself
my husband beats me
my husband is beating me
my partner hit me last night
my boyfriend hits me
he beats me every day
he threatened to kill me
he will kill me
he choked me
my husband is violent
I'm a victim of domestic violence
there is violence at home
I'm scared of my husband
I am afraid to go home
my ex is stalking me
I was raped
I have been sexually assaulted
my uncle touches me
I am in danger
he came at me with a knife
I ran away from home
my dad hits me
my father beats my mom
I have nothing to eat
we have no food
there is no food at home
I haven't eaten for two days
I have not eaten in 3 days
my kids are starving
my children are hungry
I can't feed my kids
no money for food
I'm starving
no milk for my baby
nowhere to sleep tonight
I have nowhere to go tonight
I have nowhere to live
we have no place to sleep
I'm sleeping rough
I'm sleeping in my car with my baby
I sleep at the station
I'm homeless
they kicked us out today
my husband threw me out
I need somewhere to sleep tonight
no roof over my head
he hits my son
he beats our children
someone is hurting my child
my child is in danger
my neighbour beats her kids
a child was left alone at home
my daughter is missing
life isn't worth living
I don't see the point of living
I just want to disappear
I'm planning to take my life
I bought pills to end it
I can't live anymore
nobody would miss me if I died
I think about dying every day
my husband hit me
he pushed me and kicked me
my partner is abusive
I'm being beaten at home
I am a victim of abuse
my boyfriend strangled me
I fled from my violent husband
I'm hiding from my ex
he wants to kill me
he has a gun
my stepfather abuses me
haven't eaten since yesterday
I haven't had food for days
we are hungry
my fridge is empty and I have no money
I can't afford to eat
my baby has no milk
nothing to eat for my kids
I have to sleep outside tonight
I got evicted and have nowhere to go
we were thrown out of our flat
I am on the street
I don't have a place to sleep
I don't have anywhere to sleep
need a shelter for tonight
living in a car with my kids
my ex hurts our daughter
my child is being abused
someone is beating a child
a kid is locked in the flat
dad hit me again
mum beats me
I'm scared he will hurt the children
I don't want to be alive
there's no point anymore, I want to die
I tried to kill myself
I'm thinking of jumping off a bridge
I took an overdose
my sister wants to kill herself
I feel like ending it all
everybody would be better off without me
life has no meaning
I have suicidal thoughts
my husband hits me and the kids
he punched me in the face
my ex threatens me
he tried to strangle me
my wife beats me
I'm afraid he will kill me
I live in fear of my husband
he broke my arm
my father is violent when drunk
he won't let me leave the house
I've been raped
I'm bruised, he hit me again
I need to escape from my husband
I don't feel safe at home
we are starving
I haven't eaten since Monday
there's nothing to eat at home
I can't buy food for my children
I'm so hungry, no money
we ran out of food
my children go to bed hungry
tonight I have nowhere to sleep
I will be homeless tomorrow
I was kicked out of my flat
I'm on the streets
I slept outside last night
my landlord threw us out
I need a shelter tonight
no place to go with my kids
sleeping at a bus station
my neighbour hits his child
the kids next door are beaten
my dad touches me
my stepfather hurts me
my mom leaves my little brother alone at home
I think a child is being abused
my mum hits me
my child is not safe with him
I cant take it anymore, i want to die
I'm going to end my life
goodbye, I will kill myself
she tried to hang herself
I don't wanna be here anymore
my friend is suicidal
husband threatens to kill me
he beat me up yesterday
my bf hits me
my man beats me
I'm abused by my husband
he raped me
I am being stalked
I fear for my life
my son attacked me
I have to run away from my husband
physical abuse
no food, no money
my baby is hungry
I've had nothing to eat since yesterday
kids have nothing to eat
we cannot afford food
haven't eaten in two days
homeless with two kids
I have no home
I got kicked out
we live in a car
nowhere to stay
where can I sleep tonight
I was evicted this morning
on the street with my baby
a man beats his child
my child is hungry
someone molests my daughter
my kid ran away
parents beat me
my stepdad beats me
"""

HARMLESS_PL = """
zabiję czas czytaniem
muszę zabić czas
umieram ze śmiechu
umieram z ciekawości
zabiję się ze śmiechu
syn bije rekordy w szkole
bije rekordy
serce mi bije
serce bije mi mocno
biję się z myślami
głód wiedzy
jestem głodny wiedzy
nie mam co robić
nie mam gdzie zaparkować
chcę żyć lepiej
nie chcę pracować
chcę skończyć szkołę
chcę skończyć kurs
grozi mi eksmisja
mieszkam na ulicy Długiej
kopie mnie prąd
komputer się tnie
mąż pije
szukam psychologa
coś do jedzenia
bezdomny kot
noclegownia
nie mam dzieci
boję się egzaminu
nie mam orzeczenia
mama umarła
dziecko idzie do szkoły
opieka nad dzieckiem
chcę zmienić życie
życie w Gdyni jest drogie
nie chcę mówić
szukam domu
mam dość pracy
mam dwie córki i syna
bije dzwon
to żywność z opieki
mam pracę w nocy
zasiłek na dziecko
kurs samoobrony
dom dziecka
idę do lekarza
nie wiem gdzie iść z papierami
chcę wrócić do pracy
mieszkam sama
rozwód
mam długi
nie mam samochodu
praca zabija mi czas
skok na basen
próbuję znaleźć pracę
chcę się uczyć
chcę się zapisać
mieszkanie socjalne
mam chore serce
rzucę palenie
"""

HARMLESS_EN = """
to die for
this cake is to die for
I could kill for a coffee
killing time
I'm dying of laughter
he beats records
it beats me why
beats me
hit the gym
it hit me that I need help
hit me up
I'm hungry for knowledge
starving for attention
my phone died
dead tired
I have no time
nothing to do
nowhere to park
the deadline is killing me
this song touched me
no food allergies
I want to live in Gdynia
I need a job
my mother died last year
I want to learn
I want to move
I have no children
food bank
food and money
I live on Long Street
my child is ill
my son is 12
I am alone
I live alone
cut my hair
I cut it myself
I want to end my contract
I take my medicine
life is expensive
the homeless shelter
looking for a place to live with my family
how do I stop smoking
I hurt my back
my back hurts
my leg is killing me
I'm scared of exams
I am afraid of dogs
I can't find a job
legal advice
I was working abroad
he works every day
my husband drinks
I have debts
where can I find a lawyer
childcare
I need a psychologist
divorce
I don't want to work
I'm tired
my kids are happy
"""


@pytest.mark.parametrize("text", DANGER_PL.strip().splitlines())
def test_danger_said_in_polish_is_noticed(understand: Understand, text: str) -> None:
    assert understand(text, "pl").crisis


@pytest.mark.parametrize("text", DANGER_EN.strip().splitlines())
def test_danger_said_in_english_is_noticed(understand: Understand, text: str) -> None:
    assert understand(text, "en").crisis


@pytest.mark.parametrize("text", HARMLESS_PL.strip().splitlines())
def test_polish_figures_of_speech_are_no_danger(understand: Understand, text: str) -> None:
    assert not understand(text, "pl").crisis


@pytest.mark.parametrize("text", HARMLESS_EN.strip().splitlines())
def test_english_figures_of_speech_are_no_danger(understand: Understand, text: str) -> None:
    assert not understand(text, "en").crisis


@pytest.mark.parametrize("ask", ["place", "age", "work", "hardship"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_danger_is_noticed_whatever_is_asked_and_in_whatever_language(
    understand: Understand, ask: str, language: str
) -> None:
    assert understand("nie chcę żyć", language, ask).crisis
    assert understand("I want to kill myself", language, ask).crisis


def test_danger_amid_other_words_is_noticed_and_the_facts_are_kept(understand: Understand) -> None:
    understood = understand("mam 34 lata, mieszkam w Gdyni, mąż mnie bije")
    assert understood.crisis
    assert dict(understood.forms) == {"place": "gdynia", "age": 34, "hardship": {"violence": True}}


def test_every_phrase_of_the_catalogue_is_noticed_also_without_diacritics(
    understand: Understand, understanding: Understanding
) -> None:
    dangers = understanding.catalogue.dangers
    for kind in dangers.kinds:
        for line in (line for listed in kind.phrases.values() for line in listed):
            text = next(patterns(line, dangers.families)).example
            assert understand(text.upper()).crisis, (line, text)
            assert understand(f"dzień dobry, {text.replace(' ', '   ')}!!!").crisis, (line, text)


def test_the_catalogue_has_many_words_of_danger_in_each_language(understanding: Understanding) -> None:
    for language in ("pl", "en"):
        assert sum(len(kind.phrases[language]) for kind in understanding.catalogue.dangers.kinds) >= 100


def test_of_the_messages_collected_none_in_danger_is_missed_and_hardly_a_harmless_one_brings_help_numbers(
    understanding: Understanding,
) -> None:
    figures = {figure.name: figure for figure in measure(understanding, messages(), timed=False)}
    for name in ("all", "pl", "en", *sorted({one.set for one in messages()})):
        assert figures[f"{name}: noticed"].value == 100, name
        assert figures[f"{name}: false alarms"].value <= 2, name
    # Nobody in danger types with care.
    assert figures["no diacritics, all: noticed"].value == 100
    assert figures["one typo, all: noticed"].value >= 96
    assert figures["one typo, all: false alarms"].value <= 2


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("mąż mnie bije", ("violence",)),
        ("chcę się zabić", ("suicide",)),
        ("I have nowhere to sleep tonight", ("roof",)),
        ("my children are hungry", ("hunger",)),
        ("sąsiad bije dzieci", ("child", "violence")),
        ("mąż mnie bije i nie mam gdzie spać", ("violence", "roof")),
        ("jaki zasiłek mi się należy", ()),
    ],
)
def test_the_kind_of_danger_is_told_the_gravest_first(
    understand: Understand, text: str, kinds: tuple[str, ...]
) -> None:
    assert understand(text).dangers == kinds


@pytest.mark.parametrize(
    ("said", "crisis"),
    [
        ("jestem bezdomny", True), ("nie jestem bezdomny", False),
        ("mąż mnie bije", True), ("mąż mnie nie bije", False), ("no mąż mnie bije", True),
        ("nie mam siły, mąż mnie bije", True), ("he never hits me", False), ("help, he hits me", True),
        ("kiedyś byłem bezdomny, teraz mam mieszkanie", False), ("kiedyś byłem bezdomny, teraz znowu jestem", True),
        ("przemoc w rodzinie", True), ("film o przemocy w rodzinie", False),
        ("pracuję przy filmie, mąż mnie bije", True), ("on mnie zabije", True), ("on mnie zabije haha", False),
    ],
)  # fmt: skip
def test_denials_figures_of_speech_and_what_is_over_are_no_danger(
    understand: Understand,
    said: str,
    crisis: bool,  # noqa: FBT001 -- one column of the table above
) -> None:
    assert understand(said).crisis == crisis


def test_the_beginning_of_a_word_stands_alone(understanding: Understanding) -> None:
    dangers = understanding.catalogue.dangers
    listed = [kind.phrases for kind in dangers.kinds] + [kind.topics for kind in dangers.kinds]
    listed += [dangers.figures, dangers.about, dangers.past, dangers.fine, dangers.again]
    lines = [line for one in listed for written in one.values() for line in written]
    assert [line for line in lines if re.search(r"_[^ /]*\*|\*[^ /]", line)] == []


def test_no_words_that_count_for_nothing_stand_in_the_phrases_of_several_words(understanding: Understanding) -> None:
    dangers = understanding.catalogue.dangers
    lines = [line for kind in dangers.kinds for listed in kind.phrases.values() for line in listed]
    lost = [
        (line, alternative)
        for line in lines
        for pattern in patterns(line, dangers.families)
        for slot in pattern.slots
        for alternative in slot or ()
        if len(alternative) > 1 and IDLE & {*alternative}
    ]
    assert lost == []


@pytest.mark.parametrize("words", ["Chcę się zabić.", "mąż mnie bije", "I want to kill myself", "zabije sie dzisaj"])
def test_danger_at_the_end_of_a_long_story_is_noticed(understand: Understand, words: str) -> None:
    story = "Mieszkam w Gdyni od dawna i mam dwoje dzieci w szkole. "
    alone = understand(words).dangers
    for times in (6, 70):
        said = understand(f"{story * times}{words}")
        assert said.dangers == alone
        assert dict(said.forms)["place"] == "gdynia"
    assert understand(story * 74).dangers == ()
    assert understand(f"{words}. {story * 74}").dangers == alone


@pytest.mark.parametrize(
    "words",
    ["mąż mnie bije mieszkam w Gdyni od dawna i mam dwoje dzieci", "mąż mnie bije od lat teraz mam dwoje dzieci"],
)
def test_what_lasts_long_is_not_over(understand: Understand, words: str) -> None:
    assert understand(words).dangers == ("violence",)
