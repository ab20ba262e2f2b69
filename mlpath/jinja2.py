"""The Jinja2 environment of the public pages."""

from functools import lru_cache

from django.templatetags.static import static
from django.urls import reverse
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined

from catalog import display
from catalog.terms import mark

# The navigation asks for the same few on every page.
KEPT_ADDRESSES = 256


@lru_cache(maxsize=KEPT_ADDRESSES)
def url(name, *args, **kwargs):
    """The address of a named view, so that templates read `url("catalog:program-list")`."""
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options):
    """Strict about undefined names: a typing mistake is an error, not an empty space."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)
    env.globals.update(
        static=lru_cache(maxsize=KEPT_ADDRESSES)(static),
        url=url,
        htmx_script=htmx_script,
        mark=mark,
    )
    env.globals.update(display.GLOBALS)
    env.filters.update(display.FILTERS)
    return env
