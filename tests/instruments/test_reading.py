"""Bad files: each error names the file, the table, the key and what to do."""

from pathlib import Path

import pytest

from headship.core.errors import InputError
from headship.instruments.reading import read

ROOT = Path(__file__).resolve().parents[2]

BAD = {
    "not TOML": ('version = 1\n', 'version = = 1\n', "not a TOML file: Invalid value (at line 4"),
    "another format": ("format = 1", "format = 2", "top of the file, key format: expected format = 1."),
    "no key": ('key = "pulse"\n', "", 'top of the file, key key: expected text in quotation marks, such as key = "…".'),
    "bad key": ('"pulse"', '"Pulse 1"', 'top of the file, key key: "Pulse 1" cannot be a key.'),
    "long key": ('"pulse"', f'"{"a" * 61}"', "cannot be a key. Use small letters, digits, _ and -, at most 60"),
    "text for a number": ("version = 1", 'version = "1"', "key version: expected a whole number, such as version = 1."),
    "true for a number": ("version = 1", "version = true", "key version: expected a whole number"),
    "version zero": ("version = 1", "version = 0", "key version: versions are numbered from 1."),
    "unknown key": ("version = 1", "version = 1\nauthor = 'x'", "top of the file, key author: not known here."),
    "no English": ('["en", "es"]', '["es"]', 'key languages: English is missing. Add "en".'),
    "bad language": ('["en", "es"]', '["en", "es", "Español"]', 'key languages: "Español" is not a language code.'),
    "language twice": ('["en", "es"]', '["en", "es", "es"]', 'key languages: "es" stands there 2 times. Keep one.'),
    "languages not a list": ('["en", "es"]', '"en"', 'key languages: expected a list of texts, such as languages = ["…", "…"].'),
    "no perspective": ('["self", "teacher"]', "[]", "key perspectives: name at least one"),
    "others as perspective": ('["self", "teacher"]', '["self", "others"]', "key perspectives: name at least one, and none others"),
    "no title in Spanish": (', es = "Pulso"', "", "[title], key es: the text is empty. Write it."),
    "title not texts": ('{ en = "Pulse", es = "Pulso" }', '"Pulse"', 'key title: expected a text per language, such as title.en = "…".'),
    "title a number": ('es = "Pulso"', "es = 1", "top of the file, key title.es: expected text in quotation marks."),
    "name in the title": ('"Pulse"', '"Pulse of {leader}"', "[title], key en: no names in braces here. Remove them."),
    "title in unknown language": ('es = "Pulso"', 'es = "Pulso", fr = "Pouls"', "[title], key fr: not known. Known: en, es."),
    "stem a text": ('stem.en.others = "How often?"\nstem.es.others = "¿Con qué frecuencia?"', 'stem = "How often?"', "key stem: expected stem.en.others"),
    "value twice": ("value = 2", "value = 1", "[[option_sets]] often, key options: two options have the same value."),
    "value too high": ("value = 2", "value = 255", "[[option_sets]] often, key options: values go from 0"),
    "one option": ('  { value = 2, en = "Often", es = "A menudo" },\n', "", "often, key options: fewer than two options above 0. Add one."),
    "option without Spanish": (', es = "A menudo"', "", "[[option_sets]] often, value 2, key es: the text is empty."),
    "unknown scale": ('scale = "trust"\nen.self', 'scale = "turst"\nen.self', '[[items]] listens, key scale: there is no scale "turst".'),
    "unused scale": ("[[items]]\nkey = \"listens\"", "[[scales]]\nkey = \"unused\"\nname = {en = \"A\", es = \"B\"}\n[[items]]\nkey = \"listens\"", "[[scales]] unused, key key: no item uses it."),
    "unknown option set": ('options = "agree"', 'options = "argee"', '[[items]] keeps_word, key options: there is no option set "argee".'),
    "item twice": ('key = "keeps_word"', 'key = "listens"', '[[items]], key key: "listens" stands there 2 times. Keep one.'),
    "item without Spanish": ('es.self = "Escucho."\nes.others = "{leader} escucha."\n', "", "[[items]] listens, key es.self: there is no text. Write it, or write es.others"),
    "unknown perspective": ("en.self", "en.parent", "[[items]] listens, key en, key parent: not known. Known: self, teacher, others."),
    "wording not per perspective": ('en.others = "Promises are kept."', 'en = "Promises are kept."', "[[items]] keeps_word, key en: expected a text per perspective"),
    "empty text": ('"Promises are kept."', '" "', "[[items]] keeps_word, key en.others: the text is empty. Write it."),
    "long text": ("Promises are kept.", "Promises. " * 101, "key en.others: the text is longer than 1000 characters."),
    "unknown name": ("{leader} listens.", "{boss} listens.", "[[items]] listens, key en.others: only {initiative}, {leader} and {session} may stand in braces."),
    "stray brace": ("{leader} listens.", "{leader listens.", "key en.others: only {initiative}, {leader} and {session} may stand in braces."),
    "name lost in Spanish": ("{leader} escucha.", "Escucha.", "[[items]] listens, key es.teacher: the names in braces are not those of the English text."),
    "item on no page": ('[[pages]]\nitems = ["listens"]', "", "[[pages]], key items: listens is on no page. Put it on one."),
    "item on two pages": ('["listens"]', '["listens", "keeps_word"]', '[[pages]], key items: "keeps_word" stands there 2 times. Keep one.'),
    "page of unknown item": ('["listens"]', '["listens", "talks"]', '[[pages]], key items: there is no item "talks". Remove it.'),
    "empty page": ("[[open_questions]]", "[[pages]]\nitems = []\n[[open_questions]]", "[[pages]] 3, key items: the page is empty. Remove it."),
    "page with a title": ('items = ["listens"]', 'items = ["listens"]\ntitle = "Two"', "[[pages]] 2, key title: not known here. Known: items."),
    "question in unknown language": ('es.others = "¿Qué más?"', 'es.others = "¿Qué más?"\nfr.others = "Quoi?"', "[[open_questions]] more, key fr: not known."),
}  # fmt: skip


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_bad_file_is_refused_with_place_and_remedy(change, small):
    before, after, words = change
    assert before in small

    with pytest.raises(InputError) as refused:
        read(small.replace(before, after, 1), filename="pulse.toml")

    assert str(refused.value).startswith("pulse.toml")
    assert any(words in problem for problem in refused.value.problems)


def test_every_problem_is_named_at_once(small):
    text = small.replace('key = "trust"', 'key = "trust me"').replace(
        "= 1\nl", "= 0\nl"
    )

    with pytest.raises(InputError) as refused:
        read(text, filename="pulse.toml")

    assert len(refused.value.problems) > 2
    more = len(refused.value.problems) - 1
    assert str(refused.value).endswith(f"There are {more} more problems.")


def test_two_problems_are_counted_in_words(small):
    text = small.replace("version = 1", "version = 0").replace('"Pulso"', '""')

    with pytest.raises(InputError, match=r"There is 1 more problem\.$"):
        read(text, filename="pulse.toml")


def test_file_without_open_questions_is_fine(small):
    text = small[: small.index("[[open_questions]]")]

    assert read(text, filename="pulse.toml").open_questions == ()


def test_more_items_than_anyone_answers_are_refused(small):
    item = (
        '[[items]]\nkey = "i{0}"\nscale = "trust"\nen.others = "A"\nes.others = "B"\n'
    )
    items = "".join(item.replace("{0}", str(number)) for number in range(299))

    with pytest.raises(InputError, match=r"301 items\. Have between 1 and 300\."):
        read(small + items, filename="pulse.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "expected tables that each begin with [[option_sets]]."),
        ("option_sets = []", "none. Add a [[option_sets]] table."),
    ],
)
def test_file_without_answers_is_refused(small, text, words):
    start, end = small.index("[[option_sets]]"), small.index("[[scales]]")

    with pytest.raises(InputError) as refused:
        read(text + small[:start] + small[end:], filename="pulse.toml")

    assert f"top of the file, key option_sets: {words}" in refused.value.problems


def test_example_in_the_reference_is_a_questionnaire_file():
    reference = ROOT / "docs" / "reference" / "questionnaire-file.md"
    example = reference.read_text("utf-8").split("```toml\n")[1].split("```")[0]

    document = read(example, filename="example.toml")

    assert (document.key, len(document.items)) == ("team-pulse", 1)
