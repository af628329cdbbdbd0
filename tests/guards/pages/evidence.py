"""Pages of evidence: the library is everyone's."""

FOUND = "the evidence library is public: what was found is for anyone to read"
TAKEN = "the evidence library is public: what it holds is for anyone to take along"
PROGRAM = "the read API hands programs what the public pages show"
LIKE_MINE = "anyone may ask whether it was shown in places like theirs"
SHOWN = "anyone may see how a published figure follows from its numbers"
PUBLIC = {
    "evidence/findings/<int:number>/": SHOWN,
    "evidence/findings/<int:number>/steps.csv": SHOWN,
    "evidence/agreement/": SHOWN,
    "evidence/agreement.csv": SHOWN,
    "evidence/agreement/findings/": SHOWN,
    "evidence/agreement/findings.csv": SHOWN,
    "evidence/synthesis/": FOUND,
    "evidence/synthesis.csv": TAKEN,
    "evidence/fit/": LIKE_MINE,
    "evidence/fit/best/": LIKE_MINE,
    "evidence/fit/best.csv": LIKE_MINE,
    "evidence/interventions/<slug:slug>/fit/": LIKE_MINE,
    "evidence/interventions/<slug:slug>/fit.csv": LIKE_MINE,
    "evidence/schools/": LIKE_MINE,
    "evidence/schools.csv": LIKE_MINE,
    "evidence/compare/": FOUND,
    "evidence/compare.csv": TAKEN,
    "evidence/": FOUND,
    "evidence/interventions/<slug:slug>/": FOUND,
    "evidence/studies/<uuid:ref>/": FOUND,
    "evidence/search.csv": TAKEN,
    "evidence/feed/": TAKEN,
    "evidence/download/": TAKEN,
    "evidence/findings.csv": TAKEN,
    "evidence/findings.json": TAKEN,
    "evidence/api/": PROGRAM,
    "evidence/api/openapi.json": PROGRAM,
    "evidence/api/interventions": PROGRAM,
    "evidence/api/interventions/<slug:slug>": PROGRAM,
    "evidence/api/findings": PROGRAM,
    "evidence/api/findings/<int:number>": PROGRAM,
    "evidence/api/studies": PROGRAM,
    "evidence/api/studies/<uuidstr:ref>": PROGRAM,
    "evidence/api/ratings": PROGRAM,
    "evidence/api/claims": PROGRAM,
    "evidence/api/claims/<slug:key>": PROGRAM,
    "evidence/claims/": FOUND,
    "evidence/claims.csv": TAKEN,
    "evidence/history/<str:kind>/<uuid:ref>/": FOUND,
    "evidence/history/<str:kind>/<uuid:ref>.csv": TAKEN,
}
