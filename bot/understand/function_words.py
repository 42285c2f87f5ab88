"""Small words of Polish and English that steer what a sentence says: whose, where, not, when. Folded.

No town, no option and no offer stands here: those words are data of the catalogue.
"""

from __future__ import annotations


def table(words: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(words.split())


def phrases(listed: str) -> frozenset[str]:
    """Give phrases written with a bar between them."""
    return frozenset(phrase.strip() for phrase in listed.split("|"))


NEGATIONS = table("nie ani bez zaden zadna zadne zadnego zadnej not never no nor neither without none")
#: In front of a verb or a place; the Polish "no" is no denial there.
DENIALS = table("nie ani not never nor")
#: Words that may stand between a negation and what it denies ("nie mam", "do not have a").
LIGHT = table(
    "mam mamy jestem jestesmy jest sa posiadam juz jeszcze tez nigdy w na z have has am are is be been got any a "
    "an the at in on yet also ma"
)
#: Words for somebody else; "on" is also English, so they say little about what a phrase is about.
PRONOUNS = table("on ona oni jego jej ich ktos he she they his her their hes shes")
#: People who are not the one who writes.
KIN_NOUNS = table(
    "mama mame mamie mamy mamo mamusia matka matke matki matce tata tate taty tacie ojciec ojca ojcu ojcem rodzice "
    "rodzicow rodzicom rodzicami syn syna synowi synem synek synka synkiem synowie synow corka corke corki corce "
    "coreczka coreczke coreczki dziecko dziecka dziecku dzieckiem dzieci dzieciom dziecmi maz meza mezowi mezem "
    "zona zone zony zonie brat brata bratu bratem siostra siostre siostry siostrze babcia babcie babci dziadek "
    "dziadka dziadkowi dziadkiem wnuk wnuka wnuki wnukow wnuczka wnuczke wnuczki ciocia ciocie cioci ciotka ciotke "
    "wujek wujka wuja tesc tescia tesciowa tesciowej partner partnera partnerem partnerka partnerke partnerki "
    "chlopak chlopaka narzeczony narzeczona kolega kolege kolegi koledze kolezanka kolezanke kolezanki znajomy "
    "znajoma znajomego znajomej znajomi znajomych sasiad sasiada sasiadem sasiadka sasiadce sasiadke sasiadki "
    "przyjaciel przyjaciela przyjaciolka przyjaciolki kuzyn kuzyna kuzynka kuzynki pies kot mother mum mom mummy "
    "mommy mam father dad daddy parents parent son sons daughter daughters child children kid kids baby husband "
    "wife brother sister grandma grandmother grandpa grandfather grandson granddaughter grandchildren aunt uncle "
    "cousin boyfriend girlfriend friend friends neighbour neighbor colleague dog cat niece nephew"
)
KIN = (KIN_NOUNS | PRONOUNS) - {"mam"}  # "mam" is "I have" far more often than an English mother
#: Before a word of kinship these make it the one who writes ("samotna matka", "I am a dad").
SELF_MARKS = table("samotna samotny samodzielna samodzielny jestem single lone am a young mloda mlody")
#: Company does not change whose fact it is ("mieszkam z mamą", "mother of two kids").
WITH = table("z ze u with of")

#: In front of a place: living there, near it, going there.
IN = table("w we z ze na in from at u of")
FROM = table("z ze from")
INSIDE = table("w we in")
NEAR_WITH = table("outskirts close next daleko")
NEAR = table(
    "k pod spod kolo obok blisko niedaleko nieopodal okolice okolic okolicy okolicach okolica near nearby outside "
    "around"
)
TOWARDS = table("do dla o przez nad za for about through towards via between miedzy po")
#: Words beside the name of a place that say nothing new.
PLACE_FILLERS = table(
    "miasto miasta miescie miastem gmina gminie gminy powiat powiecie powiatu dzielnica dzielnicy dzielnice "
    "osiedle osiedlu ulica ulicy ul os rejon rejonie wojewodztwo wojewodztwie woj polska polsce polski centrum "
    "wies wsi samej samym pow gm city town district county centre center the area street poland village"
)

#: "I live": what follows, or what it stands behind, is where the resident lives.
HOME = table(
    "mieszkam mieszkamy zamieszkuje zamieszkala zamieszkaly zamieszkali mieszkaniec mieszkanka mieszkancem "
    "mieszkance live living reside residing resident based"
)
#: Two words that say the same.
HOME_PAIRS = (("have", "lived"), ("home", "is"), ("house", "is"), ("dom", "jest"))
#: Right after a name these make it the name of a street.
STREETS = table("street st avenue road")
#: Shortly before "live" these say that it is not so now.
BEFORE_HOME = table("used was were will would like want going if chcialbym chcialabym")
#: Where a sentence says "I am" right before the place, that is home too.
AM = table("jestem jestesmy am are")
#: Words that say: not (yet, any more) where the resident lives, but work, study, travel, the past, a wish, a search.
AWAY = table(
    "pomoc pomocy wsparcie wsparcia help support prac praca prace pracy robota robocie ucze uczy sad sadzie gra "
    "czy gdzie kiedy ile chce lubie kocham bede bedzie bedziemy bylem bylam bylismy dawniej kiedys wczesniej "
    "mieszka mieszkaja mieszkac leze urzad urzedu urzedzie mial mialem mialam go goes going went was were used "
    "where how which can could does there want would will like love hate miss lived lives work works worked "
    "working job jobs school college move moving born office court course trip plan"
)
#: Beginnings of such words.
AWAY_BEGINNINGS = tuple(
    sorted(
        table(
            "pracuj pracow zatrudn studi student szkol liceum technikum urodz pochodz jezdz dojezdz wyjezdz "
            "wyjecha wyjad przyjecha przyjezdz wroci wraca mieszkal zameld szuka chcial zamierz planuj szpital "
            "lekarz przychodn kurs wakacj urlop wyciecz koncert przeprowadz university visit travel hospital "
            "doctor search looking commut holiday"
        )
    )
)
#: Those of looking for something: who comes from a place may look for help.
SEARCH_BEGINNINGS = ("szuka", "search", "look")
#: "I moved to": the one way in which "to" leads home.
MOVED = table("przeprowadzilem przeprowadzilam przeprowadzilismy wprowadzilem wprowadzilam moved")
#: Words after which another thing is said, so that a cue before them does not reach beyond.
CONTRASTS = table("a ale lecz natomiast zas but whereas while")
#: After a denial these say how it is instead ("nie w Gdyni, tylko w Sopocie").
INSTEAD = table("tylko only")
FOR = table("dla for")
#: Behind what is told, too, these say that it is over.
PAST = table("bylem bylam bylismy kiedys dawniej formerly")
AND = table("i oraz and")
#: Between two answers of one kind.
JOINS = table("albo lub czy or i and oraz ani nor a raczej")

#: What may stand around a fact without changing it.
FILLERS = table(
    "i a oraz albo lub or tylko only no to tak jest jestem jestesmy mam moj moja moje mnie mi sie ja my juz teraz "
    "obecnie aktualnie od urodzenia lat lata rok roku wiek kobieta mezczyzna osoba hej czesc dzien dobry witam "
    "prosze dziekuje dzieki ok w we z ze na tutaj tu tez takze chyba po prostu wlasciwie raczej konkretnie "
    "dokladnie czyli u dwojka dwojke dwojki dwojgiem dwoje trojka trojki trojgiem troje hi hello hey please thanks "
    "thank you yes am im is the an and of in from at it its this here now currently well years year old age woman "
    "man also just yo"
)
#: A sentence that begins so, and holds a question mark, asks; it does not tell.
QUESTIONS = table(
    "co czy jak kto ile gdzie dlaczego czemu kiedy jaki jaka jakie ktory ktora po what how who is does can are "
    "where why which when do"
)
#: What lies behind, ahead, or only may be: not how things are now.
NOT_NOW = table(
    "bede bedzie bedziemy kiedys dawniej wczesniej bylem bylam bylismy niedlugo wkrotce chcialbym chcialabym chce "
    "ide planuje zamierzam gdybym gdyby jesli jezeli zanim mialem mialam temu will was were used going soon want "
    "would if ago hope plan planning formerly before once"
)


#: All of the above: words that carry no fact of their own.
SMALL = frozenset[str]().union(
    NEGATIONS,
    DENIALS,
    LIGHT,
    KIN,
    SELF_MARKS,
    WITH,
    IN,
    FROM,
    INSIDE,
    NEAR,
    NEAR_WITH,
    TOWARDS,
    PLACE_FILLERS,
    HOME,
    BEFORE_HOME,
    AM,
    AWAY,
    MOVED,
    CONTRASTS,
    INSTEAD,
    FOR,
    PAST,
    AND,
    JOINS,
    FILLERS,
    QUESTIONS,
    NOT_NOW,
)


def is_small(word: str) -> bool:
    """Tell whether a word only steers a sentence."""
    return word in SMALL
