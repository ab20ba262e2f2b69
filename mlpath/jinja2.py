"""The Jinja2 environment of the public pages."""

from functools import lru_cache

from django.templatetags.static import static
from django.urls import reverse
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from catalog import display
from catalog.cards import lines_of
from catalog.terms import mark

# The navigation asks for the same few on every page.
KEPT_ADDRESSES = 256
# A kilobyte or two each; most are programs of the list.
KEPT_PARTS = 4_096


@lru_cache(maxsize=KEPT_ADDRESSES)
def url(name, *args, **kwargs):
    """The address of a named view, so that templates read `url("catalog:program-list")`."""
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options):
    """Strict about undefined names: a typing mistake is an error, not an empty space."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)

    @lru_cache(maxsize=KEPT_PARTS)
    def kept_part(template, /, **values):
        """A template that depends on nothing but these values: drawn once for each."""
        return Markup(env.get_template(template).render(values))

    def kept_rows(cards):
        """The programs of the catalog's list as they look to everybody, each drawn once."""
        return Markup("").join(kept_part("catalog/includes/row.html", card=card) for card in cards)

    env.globals.update(
        kept_part=kept_part,
        kept_rows=kept_rows,
        static=lru_cache(maxsize=KEPT_ADDRESSES)(static),
        url=url,
        htmx_script=lru_cache(maxsize=1)(htmx_script),
        mark=mark,
    )
    env.globals.update(display.GLOBALS)
    env.filters.update(display.FILTERS, lines=lines_of)
    return env
