# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The lanes of `index_rules` in machine words: the same sets and the same logic, a whole block judged in one call.

A set of offers is a row of 64-bit words, bit i of the row being offer i. A lane fills three sets that lie one behind
the other: where its rules are YES, where they are not NO, and where an answer can still change that (as `index_outlook`
says it). What it needs for its columns and parts lies behind these. Nothing is written that outlives a call but what
columns keep, and those are bytes that nobody changes: so threads cannot get into each other's way. All is made in
`__cinit__`: what has been laid out once cannot be laid out otherwise while it is looked at.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.list cimport PyList_GET_ITEM, PyList_New, PyList_SET_ITEM
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.long cimport PyLong_AsLongLongAndOverflow
from cpython.object cimport PyObject
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_GET_ITEM
from libc.stdint cimport uint64_t
from libc.string cimport memcpy, memset

from bot.core import index_rules

ctypedef uint64_t Word

cdef extern from *:
    """
    #if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
    #error "sets are written with the low byte first"
    #endif
    /* Plain loops, so that the compiler makes them wide. "restrict": what is written overlaps nothing. */
    #define EACH for (Py_ssize_t i = 0; i < size; i++)
    typedef uint64_t *restrict Own;
    typedef const uint64_t *Read;
    static inline void meet(Own own, Read one, Py_ssize_t size) { EACH own[i] &= one[i]; }
    static inline void join(Own own, Read one, Py_ssize_t size) { EACH own[i] |= one[i]; }
    static inline void drop(Own own, Read one, Py_ssize_t size) { EACH own[i] &= ~one[i]; }
    static inline void join_both(Own own, Read one, Read other, Py_ssize_t size) { EACH own[i] |= one[i] & other[i]; }
    static inline void join_only(Own own, Read one, Read other, Py_ssize_t size) { EACH own[i] |= one[i] & ~other[i]; }
    /* Of two sets, one behind the other, at once. */
    static inline void meet_pair(Own own, Own next, Read one, Read other, Py_ssize_t size) { EACH { own[i] &= one[i]; next[i] &= other[i]; } }
    static inline void join_pair(Own own, Own next, Read one, Read other, Py_ssize_t size) { EACH { own[i] |= one[i]; next[i] |= other[i]; } }
    /* Words that stand in one line of the cache: one of them calls all. */
    static inline void call(Read one, Py_ssize_t size) { for (Py_ssize_t i = 0; i < size; i += 8) __builtin_prefetch(one + i, 0, 2); }
    static inline int touch(Read one, Read other, Py_ssize_t size) { EACH if (one[i] & other[i]) return 1; return 0; }
    """
    void meet(Word *, const Word *, Py_ssize_t)
    void join(Word *, const Word *, Py_ssize_t)
    void drop(Word *, const Word *, Py_ssize_t)
    void join_both(Word *, const Word *, const Word *, Py_ssize_t)
    void join_only(Word *, const Word *, const Word *, Py_ssize_t)
    void meet_pair(Word *, Word *, const Word *, const Word *, Py_ssize_t)
    void join_pair(Word *, Word *, const Word *, const Word *, Py_ssize_t)
    void call(const Word *, Py_ssize_t)
    int touch(const Word *, const Word *, Py_ssize_t)
    int __builtin_ctzll(Word)
    int __builtin_popcountll(Word)
    void __builtin_prefetch(const void *, int)


cdef enum:
    # Sets of so many values are put together on the spot, those of more are kept.
    FEW = 4
    # Sets of so many words are called into the cache before a lane is judged.
    LONG = 32
    # Ids lie far apart in memory: each is called for so many others before it is written to.
    BEHIND = 64


cdef struct Said:
    # What is known of one question: the values still possible; the same as bits (0: does not fit); the number of the
    # only one (-1: there are several); whether answers can still tell.
    PyObject *possible
    Word values
    Py_ssize_t only
    bint open


cdef inline const Word *words(bytes written):
    return <const Word *>PyBytes_AS_STRING(written)


cdef class Judge:
    """Judges the rules of one lane. `lane`: the same for reading. As `index_judge.Judge` says."""

    cdef readonly object lane
    cdef Lane _lane
    cdef Py_ssize_t _offers
    cdef tuple _questions

    def __cinit__(self, lane not None, Py_ssize_t offers):
        if lane.offers.bit_length() > offers:
            raise ValueError("a lane of more offers than there are")
        cdef dict slots = {}
        self.lane, self._offers = lane, offers
        self._lane = laid(lane, (offers + 63) // 64, slots)
        self._questions = tuple(slots)

    def judge(self, values):
        """Give the offers whose rule is YES, and those where it is not NO."""
        cdef Word *room = self._judged(values, None)
        try:
            return self._number(room, 0), self._number(room, 1)
        finally:
            PyMem_Free(room)

    def outlook(self, learnt):
        """Give these two, and the offers of which answers can still change what they come to."""
        cdef Word *room = self._judged(learnt.values, learnt.final)
        try:
            return self._number(room, 0), self._number(room, 1), self._number(room, 2)
        finally:
            PyMem_Free(room)

    def listed(self, values, tuple ids not None):
        """List the ids of the offers whose rule is YES, and those where it is open."""
        if len(ids) != self._offers:
            raise ValueError("other ids than there are offers")
        cdef Word *room = self._judged(values, None)
        cdef Py_ssize_t size = self._lane.size
        try:
            drop(room + size, room, size)
            return chosen(room, size, ids), chosen(room + size, size, ids)
        finally:
            PyMem_Free(room)

    cdef Word *_judged(self, values, final) except NULL:
        """Judge the lane. What is given back begins with its three sets, and must be freed."""
        cdef Py_ssize_t told = len(self._questions), at
        # Held here while they are looked at.
        cdef list held = PyList_New(told)
        cdef dict known = values if type(values) is dict else dict(values)
        cdef Word *room = <Word *>PyMem_Malloc(self._lane.room * sizeof(Word) + told * sizeof(Said))
        if room is NULL:
            raise MemoryError
        cdef Said *said = <Said *>(room + self._lane.room)
        try:
            for at in range(told):
                question = self._questions[at]
                possible = known[question]
                Py_INCREF(possible)
                PyList_SET_ITEM(held, at, possible)
                tell(possible, said + at)
                said[at].open = final is not None and question not in final
            if self._lane.size >= LONG:
                self._lane.call(said)
            self._lane.judge(said, room)
        except:
            PyMem_Free(room)
            raise
        return room

    cdef object _number(self, Word *room, Py_ssize_t which):
        cdef Py_ssize_t size = self._lane.size
        return int.from_bytes(PyBytes_FromStringAndSize(<char *>(room + which * size), size * sizeof(Word)), "little")


cdef int tell(possible, Said *said) except -1:
    """Say what is known of a question."""
    cdef int too_large = 0
    said.possible = <PyObject *>possible
    said.values = PyLong_AsLongLongAndOverflow(possible, &too_large)
    said.only = -1
    if too_large:
        said.values = 0
        if possible.bit_count() == 1:
            said.only = possible.bit_length() - 1
    elif said.values and not said.values & (said.values - 1):
        said.only = __builtin_ctzll(said.values)
    return 0


cdef list chosen(const Word *set, Py_ssize_t size, tuple ids):
    """List what stands at the numbers of a set."""
    cdef Py_ssize_t at, count = 0
    cdef Word word
    cdef PyObject *one
    for at in range(size):
        if set[at]:
            count += __builtin_popcountll(set[at])
    cdef list found = PyList_New(count)
    count = 0
    for at in range(size):
        word = set[at]
        while word:
            one = PyTuple_GET_ITEM(ids, (at << 6) + __builtin_ctzll(word))
            __builtin_prefetch(one, 1)
            PyList_SET_ITEM(found, count, <object>one)
            # What stands in the list is counted as held a little later; until then nothing else can run.
            if count >= BEHIND:
                Py_INCREF(<object>PyList_GET_ITEM(found, count - BEHIND))
            count += 1
            word &= word - 1
    for at in range(max(0, count - BEHIND), count):
        Py_INCREF(<object>PyList_GET_ITEM(found, at))
    return found


cdef class Column:
    """Conditions on one question, and what they come to for the values still possible.

    `single`: that for each value alone, laid out beforehand, so far as any offer asks for it: YES and not NO are the same
    then. `others`: for one nobody asks for. `numbered`: where these stand, by number. `kept`: for sets of values met so
    far YES, then not NO.
    """

    cdef object column
    cdef Py_ssize_t slot, size, numbers
    cdef dict single, kept
    cdef bytes others
    cdef const Word **numbered

    def __cinit__(self, column, Py_ssize_t size, dict slots):
        cdef Py_ssize_t number
        self.column, self.size, self.kept, alike = column, size, {}, {}
        self.slot = slots.setdefault(column.question, len(slots))
        self.others, self.single = written(column.others, size), {}
        for value in column.by_value:
            found = written(column.work_out(1 << value)[0], size)
            self.single[value] = alike.setdefault(found, found)
        self.numbers = max(self.single, default=-1) + 1
        self.numbered = <const Word **>PyMem_Malloc(self.numbers * sizeof(Word *))
        if self.numbered is NULL:
            raise MemoryError
        for number in range(self.numbers):
            self.numbered[number] = words(self.single.get(number, self.others))

    def __dealloc__(self):
        PyMem_Free(self.numbered)

    cdef const Word *one(self, Py_ssize_t number):
        """Say where it stands what is YES, and not NO, for one value alone."""
        return self.numbered[number] if number < self.numbers else words(self.others)

    cdef int sets(self, Said *said, Word *room, const Word **yes, const Word **not_no) except -1:
        """Say where both sets stand; where they have to be put together, `room` takes them."""
        said += self.slot
        if said.only >= 0:
            yes[0] = not_no[0] = self.one(said.only)
        elif said.values and __builtin_popcountll(said.values) <= FEW:
            self.put_together(said.values, room)
            yes[0], not_no[0] = room, room + self.size
        else:
            yes[0] = words(self.found(said))
            not_no[0] = yes[0] + self.size
        return 0

    cdef int call(self, Said *said) except -1:
        """Call into the cache what `sets` reads."""
        cdef Word values
        said += self.slot
        if said.only >= 0:
            call(self.one(said.only), self.size)
        elif said.values and __builtin_popcountll(said.values) <= FEW:
            values = said.values
            while values:
                call(self.one(__builtin_ctzll(values)), self.size)
                values &= values - 1
        else:
            call(words(self.found(said)), 2 * self.size)
        return 0

    cdef bytes found(self, Said *said):
        """Give both sets, which are kept as long as nothing else is looked for."""
        found = self.kept.get(<object>said.possible)
        if found is None:
            if len(self.kept) * self.size * 128 > index_rules.MOST_KEPT:
                self.kept.clear()
            if said.values:
                found = PyBytes_FromStringAndSize(NULL, 2 * self.size * sizeof(Word))
                self.put_together(said.values, <Word *>PyBytes_AS_STRING(found))
            else:
                found = self.work_out(<object>said.possible)
            self.kept[<object>said.possible] = found
        return found

    cdef void put_together(self, Word values, Word *both):
        """Put together what some values come to: YES where each of them is, not NO where any is."""
        cdef const Word *one = self.one(__builtin_ctzll(values))
        memcpy(both, one, self.size * sizeof(Word))
        memcpy(both + self.size, one, self.size * sizeof(Word))
        values &= values - 1
        while values:
            one = self.one(__builtin_ctzll(values))
            meet(both, one, self.size)
            join(both + self.size, one, self.size)
            values &= values - 1

    cdef bytes work_out(self, possible):
        yes, not_no = self.column.work_out(possible)
        return written(yes, self.size) + written(not_no, self.size)


cdef bytes written(offers, Py_ssize_t size):
    return offers.to_bytes(size * sizeof(Word), "little")


cdef class Lane:
    """Rules of one shape. `size`: words of a set; `room`: words that judging them takes."""

    cdef Py_ssize_t size, room
    cdef list columns, parts

    cdef int lay(self, Py_ssize_t size, columns, parts, dict slots) except -1:
        cdef Lane part
        self.size = size
        self.columns = [Column(one, size, slots) for one in columns]
        self.parts = [laid(one, size, slots) for one in parts]
        self.room = 0
        for part in self.parts:
            self.room = max(self.room, part.room)
        # Three sets, and two more for a column.
        self.room += 5 * size
        return 0

    cdef int judge(self, Said *said, Word *sets) except -1:
        raise NotImplementedError

    cdef int call(self, Said *said) except -1:
        """Call into the cache what judging reads, all at once: one after the other, each column would be waited for."""
        cdef Column column
        cdef Lane part
        for column in self.columns:
            column.call(said)
        for part in self.parts:
            part.call(said)
        return 0


cdef class EveryLane(Lane):
    cdef list others, offers
    cdef bytes start

    def __cinit__(self, lane, Py_ssize_t size, dict slots):
        can = lane.offers & ~lane.never
        self.lay(size, lane.columns, [part for part, _ in lane.parts], slots)
        self.start = written(can & ~lane.unknown, size) + written(can, size) + written(0, size)
        self.offers = [written(part.offers, size) for part, _ in lane.parts]
        self.others = [written(others, size) for _, others in lane.parts]

    cdef int judge(self, Said *said, Word *sets) except -1:
        cdef Py_ssize_t size = self.size, at
        cdef Word *inner = sets + 5 * size
        cdef const Word *yes
        cdef const Word *not_no
        cdef Column column
        cdef Lane part
        memcpy(sets, words(self.start), 3 * size * sizeof(Word))
        for column in self.columns:
            column.sets(said, sets + 3 * size, &yes, &not_no)
            meet_pair(sets, sets + size, yes, not_no, size)
            if said[column.slot].open:
                join_only(sets + 2 * size, not_no, yes, size)
        for at in range(len(self.parts)):
            part = self.parts[at]
            if touch(sets + size, words(self.offers[at]), size):
                part.judge(said, inner)
                # Whoever has no such part is content with it.
                join_pair(inner, inner + size, words(self.others[at]), words(self.others[at]), size)
                meet_pair(sets, sets + size, inner, inner + size, size)
                join(sets + 2 * size, inner + 2 * size, size)
        meet(sets + 2 * size, sets + size, size)
        return 0


cdef class SomeLane(Lane):
    cdef bytes start

    def __cinit__(self, lane, Py_ssize_t size, dict slots):
        self.lay(size, lane.columns, lane.parts, slots)
        self.start = written(0, size) + written(lane.unknown, size) + written(0, size)

    cdef int judge(self, Said *said, Word *sets) except -1:
        cdef Py_ssize_t size = self.size
        cdef Word *inner = sets + 5 * size
        cdef const Word *yes
        cdef const Word *not_no
        cdef Column column
        cdef Lane part
        memcpy(sets, words(self.start), 3 * size * sizeof(Word))
        for column in self.columns:
            column.sets(said, sets + 3 * size, &yes, &not_no)
            join_pair(sets, sets + size, yes, not_no, size)
            if said[column.slot].open:
                join_only(sets + 2 * size, not_no, yes, size)
        for part in self.parts:
            part.judge(said, inner)
            join(sets, inner, 3 * size)
        drop(sets + 2 * size, sets, size)
        return 0


cdef class CountLane(Lane):
    cdef Py_ssize_t count
    cdef bytes start

    def __cinit__(self, lane, Py_ssize_t size, dict slots):
        if lane.count < 0:
            raise ValueError("less than none of the parts")
        self.lay(size, (), lane.parts, slots)
        self.count, self.start = lane.count, written(lane.offers, size) * 2 + written(0, size) * (2 * lane.count)
        self.room += 2 * (self.count + 1) * size

    cdef int judge(self, Said *said, Word *sets) except -1:
        cdef Py_ssize_t size = self.size, more
        # The offers of which at least none, one, two, ... of the parts are YES, and are not NO.
        cdef Word *reached = sets + 3 * size
        cdef Word *inner = reached + 2 * (self.count + 1) * size
        cdef Lane part
        memset(sets + 2 * size, 0, size * sizeof(Word))
        memcpy(reached, words(self.start), 2 * (self.count + 1) * size * sizeof(Word))
        for part in self.parts:
            part.judge(said, inner)
            for more in range(self.count, 0, -1):
                join_both(reached + 2 * more * size, reached + 2 * (more - 1) * size, inner, 2 * size)
            join(sets + 2 * size, inner + 2 * size, size)
        memcpy(sets, reached + 2 * self.count * size, 2 * size * sizeof(Word))
        meet(sets + 2 * size, sets + size, size)
        drop(sets + 2 * size, sets, size)
        return 0


cdef class OppositeLane(Lane):
    cdef bytes offers

    def __cinit__(self, lane, Py_ssize_t size, dict slots):
        self.lay(size, (), (lane.part,), slots)
        self.offers = written(lane.offers, size) * 2

    cdef int judge(self, Said *said, Word *sets) except -1:
        cdef Py_ssize_t size = self.size
        cdef Word *inner = sets + 3 * size
        cdef Lane part = self.parts[0]
        part.judge(said, inner)
        memcpy(sets, words(self.offers), 2 * size * sizeof(Word))
        drop(sets, inner + size, size)
        drop(sets + size, inner, size)
        memcpy(sets + 2 * size, inner + 2 * size, size * sizeof(Word))
        return 0


cdef class OpenLane(Lane):
    def __cinit__(self, lane, Py_ssize_t size, dict slots):
        self.lay(size, (), (lane.part,), slots)

    cdef int judge(self, Said *said, Word *sets) except -1:
        cdef Lane part = self.parts[0]
        part.judge(said, sets)
        memset(sets, 0, self.size * sizeof(Word))
        return 0


cdef Lane laid(lane, Py_ssize_t size, dict slots):
    return {
        index_rules.EveryLane: EveryLane,
        index_rules.SomeLane: SomeLane,
        index_rules.CountLane: CountLane,
        index_rules.OppositeLane: OppositeLane,
        index_rules.OpenLane: OpenLane,
    }[type(lane)](lane, size, slots)
