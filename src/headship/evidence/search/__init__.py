"""The library's search, in memory: arrays in, row numbers and counts out.

It knows neither Django nor a database, so it gives the same answers on every one.

Vocabulary: a *row* is one finding, or an intervention that has none yet; a *pair* is an
intervention with one of its studies; a *facet* is a property to filter by, held at the
level of rows or of pairs as (holder, value) entries, so that one holder may have many
values; a *catalog* is everything searchable at one moment, written as one file.
"""
