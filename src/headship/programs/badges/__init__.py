"""Open Badges 3.0: building, signing and verifying credentials, without a database.

Vocabulary: a *credential* is a JSON document about an achievement; its *proof* is a
signature of the issuer's key over what the document means (RDF, canonical order), not
over its characters, so that wallets may store it in an order of their own.
"""
