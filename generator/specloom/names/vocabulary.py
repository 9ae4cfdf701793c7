"""What words of wire names are made of: tables of `words`, in no order."""

from __future__ import annotations

from typing import Final

# Characters that carry meaning wherever they stand: always spelled.
MEANING: Final[dict[str, str]] = {
    "<": "less",
    ">": "greater",
    "≤": "less equal",
    "≥": "greater equal",
    "≠": "not equal",
}

# All other characters separate words; they are spelled where a name has nothing else,
# or where only they tell two names apart.
SPELLED: Final[dict[str, str]] = {
    " ": "space",
    "!": "not",
    '"': "quote",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "'": "apostrophe",
    "(": "open",
    ")": "close",
    "*": "star",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "=": "equal",
    "?": "question",
    "@": "at",
    "[": "open",
    "\\": "backslash",
    "]": "close",
    "^": "caret",
    "_": "underscore",
    "`": "backtick",
    "{": "open",
    "|": "or",
    "}": "close",
    "~": "tilde",
}

# Letters that Unicode does not decompose into ASCII, in lower case.
LETTERS: Final[dict[str, str]] = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
    "ŋ": "ng",
    "ħ": "h",
    "ə": "e",
    "α": "a",
    "β": "b",
    "γ": "g",
    "δ": "d",
    "ε": "e",
    "ζ": "z",
    "η": "i",
    "θ": "th",
    "ι": "i",
    "κ": "k",
    "λ": "l",
    "μ": "m",
    "ν": "n",
    "ξ": "x",
    "ο": "o",
    "π": "p",
    "ρ": "r",
    "σ": "s",
    "ς": "s",
    "τ": "t",
    "υ": "y",
    "φ": "f",
    "χ": "ch",
    "ψ": "ps",
    "ω": "o",
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "ґ": "g",
    "д": "d",
    "е": "e",
    "є": "ye",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "і": "i",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
}

# A name cannot begin with a digit: `2fa` becomes `two_fa`, other numbers get an `n`.
NUMBERS: Final[dict[str, str]] = {
    "0": "zero",
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "10": "ten",
    "11": "eleven",
    "12": "twelve",
}

# Singulars that the rules of `singular` get wrong.
SINGULARS: Final[dict[str, str]] = {
    "addendums": "addendum",
    "aliases": "alias",
    "analyses": "analysis",
    "appendices": "appendix",
    "biases": "bias",
    "buses": "bus",
    "caches": "cache",
    "campuses": "campus",
    "canvases": "canvas",
    "children": "child",
    "cookies": "cookie",
    "crises": "crisis",
    "diagnoses": "diagnosis",
    "gases": "gas",
    "hypotheses": "hypothesis",
    "indices": "index",
    "lenses": "lens",
    "matrices": "matrix",
    "men": "man",
    "movies": "movie",
    "people": "person",
    "quizzes": "quiz",
    "statuses": "status",
    "synopses": "synopsis",
    "theses": "thesis",
    "ties": "tie",
    "vertices": "vertex",
    "viruses": "virus",
    "women": "woman",
    "axes": "axis",
    "niches": "niche",
}

# Words that end in s and are no plurals.
INVARIABLE: Final = frozenset("""
    aws access alias always analytics as basics bias bus canvas cors css diagnostics
    dns does ethics furthers gas gps graphics has https ics is kubernetes lens
    logistics mathematics metrics news ops os physics pos redis rss saas series
    settings sms species sqs sns statistics this tls ttl us was windows yes
""".split())

# Left out first where a name is too long.
FILLERS: Final = frozenset("""
    a an and at by for from in into of on or the to via with
""".split())

# What a call does: the first word of a method.
VERBS: Final = frozenset("""
    abort accept acknowledge activate add aggregate analyze answer append apply
    approve archive assign associate attach authenticate authorize ban batch begin
    bind block boost browse build calculate call cancel capture change charge check
    claim clear clone close combine commit compare complete compute configure
    confirm connect consume convert copy count create deactivate debug decline
    decrypt delete deliver deny deploy deprecate describe detach diff disable
    disassociate disconnect dismiss dispatch distribute download drop duplicate edit
    email enable encrypt end enqueue erase estimate evaluate exchange execute expire
    explain export extend fetch fill finalize find finish flush follow force fork
    forward freeze generate get grant halt hide import index ingest init initialize
    initiate inspect install invalidate invite invoke issue join kick kill leave
    link list load lock login logout lookup mark match merge migrate modify monitor
    move mute notify open parse patch pause pay pin ping poll post preview process
    promote provision prune publish pull purge push put query queue read rebuild
    record redeem refresh refund register reindex reject release reload remove
    rename render renew reopen reorder replace reply report request rerun resend
    reserve reset resize resolve restart restore restrict resume retrieve retry
    return reverse revert review revoke rollback rotate run save scale scan schedule
    search send set share show sign simulate skip snapshot split start stop store
    stream submit subscribe suggest suspend switch sync tag test toggle trace track
    transfer translate trigger unarchive unassign unban unblock undelete undo
    unfollow uninstall unlink unlock unmute unpin unpublish unregister unsubscribe
    update upgrade upload upsert use validate verify view void vote wait watch
    withdraw write
""".split())

# Those that are as often nouns.
NOUNS: Final = frozenset("""
    access batch block call charge claim commit count diff email estimate exchange
    export fork grant index issue link list lock login match monitor patch pin post
    process query queue record refund release report request return review run scan
    schedule search share sign snapshot store stream tag test trace track transfer
    trigger upgrade use view vote watch
""".split())
