"""A search as a feed: what was reviewed last comes first."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headship.evidence.forms.search import SearchForm
from headship.evidence.queries.catalogs import current_catalog
from headship.evidence.reports.feeds import feed_entries
from headship.evidence.reports.records import address
from headship.evidence.reports.search import query_of, title_of
from headship.evidence.search.questions import Answer
from headship.evidence.views.caching import cached_until_published


class SearchFeed(Feed):
    """The newest findings of a search; the only class, since the framework wants one."""

    feed_type = Atom1Feed

    def get_object(self, request):
        return Answer(current_catalog(), SearchForm(request.GET).question)

    def title(self, answer):
        return _("Evidence library: %(search)s") % {"search": title_of(answer)}

    def subtitle(self, _answer):
        return _("Findings as they were reviewed, the newest first.")

    def link(self, answer):
        return f"{reverse('evidence:home')}?{query_of(answer.question, 'findings')}"

    def feed_url(self, answer):
        return f"{reverse('evidence:feed')}?{query_of(answer.question)}"

    def items(self, answer):
        return feed_entries(answer)

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.words

    def item_link(self, item):
        return item.url

    def item_guid(self, item):
        return address(item.url)

    def item_updateddate(self, item):
        return item.updated_at


feed = login_not_required(require_safe(cached_until_published(SearchFeed())))
