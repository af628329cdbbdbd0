"""The catalogs of school leadership as reviewed data files, and their loaders.

Each number carries its source and a ``Certainty``; each text is Headship's own wording.
No Django here, and nothing that a person entered.
"""
