"""Pages of surveys: raters have no accounts, a code from their invitation lets them in."""

RATER = "a rater has no account; a code in the session lets them in"
PUBLIC = {
    "r/": "a rater types or brings the code here",
    "r/welcome/": RATER,
    "r/questions/<int:number>/": RATER,
    "r/save/<int:number>/": RATER,
    "r/words/": RATER,
    "r/review/": RATER,
    "r/send/": RATER,
    "r/done/": RATER,
    "r/decline/": RATER,
}
