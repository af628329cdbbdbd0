"""A page as tests read it: tags, attributes and texts."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source"}


class Tag:
    def __init__(self, name, attributes):
        self.name = name
        self.attributes = dict(attributes)
        self.words = []

    def get(self, name):
        return self.attributes.get(name)

    def has(self, name):
        return name in self.attributes

    @property
    def classes(self):
        return (self.get("class") or "").split()

    @property
    def text(self):
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.all = []
        self._open = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.all.append(Tag(tag, attrs))
        if tag not in VOID:
            self._open.append(self.all[-1])

    def handle_endtag(self, tag):
        while self._open and self._open.pop().name != tag:
            continue

    def handle_data(self, data):
        for tag in self._open:
            tag.words.append(data)

    def tags(self, *names):
        return [tag for tag in self.all if tag.name in names]

    def first(self, name):
        return self.tags(name)[0]

    def text(self, selector):
        """Return the text of the first tag, ``.class`` or ``#id``."""
        return next(tag for tag in self.all if self._fits(tag, selector)).text

    def _fits(self, tag, selector):
        if selector.startswith("."):
            return selector[1:] in tag.classes
        if selector.startswith("#"):
            return tag.get("id") == selector[1:]
        return tag.name == selector


def parse(text):
    return Page(text)
