"""Questionnaires: items, scales, answer options, versions and languages.

Vocabulary

| word        | meaning                                                            |
|-------------|--------------------------------------------------------------------|
| instrument  | a questionnaire under one key, with its versions                    |
| version     | one numbered wording of it; once published it never changes         |
| item        | one statement to rate, or one open question                         |
| scale       | the items that are read together; in the 360, a responsibility       |
| option      | one answer to a rated item: a value and, per language, a label       |
| perspective | who answers, in relation to who it is about: self, teacher, …        |
| wording     | an item's text, per language and perspective                         |
| document    | a version as one value, which is what a TOML file holds              |
| form        | a version as one person reads it: one perspective, one language      |
"""
