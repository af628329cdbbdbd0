"""Rosters and school directories: from a file to a plan, from a plan to the tables.

Vocabulary: a *source* is an opened zip, folder or CSV; a *table* is one CSV in it; a
*problem* is a sentence about one cell; a *roster* is what the tables say; a *plan* is
what applying it would change here.

| step              | module                                | touches the database |
|-------------------|---------------------------------------|----------------------|
| open, read        | sources, tables                       | no                   |
| understand        | oneroster, demographics, directory    | no                   |
| compare           | schools, people (via planning)        | reads                |
| write             | applying                              | writes               |
"""
