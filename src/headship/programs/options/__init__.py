"""Two or three costed ways to meet a team's needs: a pure, exact, small search.

Vocabulary: a *candidate* is a session that a program could have; a *need* is a
responsibility with a weight; *points* count how far sessions meet the needs; a *limit*
is what an option must keep to (budget, days, least share of the needs); an *aim* is
what one option is best at.
"""
