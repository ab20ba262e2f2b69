"""Follows every link of the site from its first page and its site map, as a search engine would."""

import gzip
import json
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client

from tests.e2e.pages import PUBLIC

HOST = "http://127.0.0.1"
# Every filter is a link, so the catalog has countless addresses; these are enough.
MOST_QUERIES = 300
MOST_BYTES = 100_000  # compressed
# Answered by the server's static files and by the desk's own tests.
NOT_OURS = ("/static/", "/admin/")
NAMESPACES = {"site": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ATOM = "{http://www.w3.org/2005/Atom}feed"


class Links(HTMLParser):
    """Addresses that a page links to, and its links to other hosts that lack `rel`."""

    def __init__(self, html: str):
        super().__init__()
        self.addresses: list[str] = []
        self.without_rel: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in ("a", "link") or not given.get("href"):
            return
        self.addresses.append(given["href"])
        if urlsplit(given["href"]).netloc and tag == "a" and not given.get("rel"):
            self.without_rel.append(given["href"])


def get(client: Client, address: str, method: str = "get"):
    return getattr(client, method)(address, headers={"host": "127.0.0.1"})


def is_page(response) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def faults(client: Client, address: str, response, links: Links) -> list[str]:
    """What is wrong with the answer to one address, in words."""
    found = []
    if response.status_code != 200:
        return [f"answers {response.status_code}"]
    if response.cookies and urlsplit(address).path != "/contact/":  # its form needs a token
        found.append("sets a cookie")
    if is_page(response):
        found += page_faults(address, response, links)
    return found


def page_faults(address: str, response, links: Links) -> list[str]:
    html = response.content.decode()
    found = [f"links without rel to {link}" for link in links.without_rel]
    if "cookie" in response.headers.get("Vary", "").lower() and not address.startswith("/contact/"):
        found.append("varies by cookie")
    if "default-src 'none'" not in response.headers.get("Content-Security-Policy", ""):
        found.append("has no content security policy")
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
        if json.loads(block).get("@context") != "https://schema.org":
            found.append("has structured data of no known vocabulary")
    if (size := len(gzip.compress(response.content))) >= MOST_BYTES:
        found.append(f"weighs {size} bytes compressed")
    return found


def local(address: str, links: list[str]) -> list[str]:
    """The links that stay on this site, as paths with their query."""
    parts = (urlsplit(urljoin(f"{HOST}{address}", link)) for link in links)
    return [
        part._replace(scheme="", netloc="", fragment="").geturl()
        for part in parts
        if part._replace(path="", query="", fragment="").geturl() == HOST
        and not part.path.startswith(NOT_OURS)
    ]


def crawl(client: Client, addresses: list[str]) -> dict[str, list[str]]:
    """Faults by address, of these and of all that they lead to."""
    waiting = list(dict.fromkeys(addresses))
    seen, queries, faulty = set(waiting), 0, {}
    for address in waiting:  # grows as links are found
        response = get(client, address)
        if response.status_code in (301, 302):
            found, links = [], [response.headers["Location"]]
        else:
            parsed = Links(response.content.decode() if is_page(response) else "")
            found, links = faults(client, address, response, parsed), parsed.addresses
        if found:
            faulty[address] = found
        for link in local(address, links):
            queries += (is_new := link not in seen) and "?" in link
            if is_new and ("?" not in link or queries <= MOST_QUERIES):
                seen.add(link)
                waiting.append(link)
    return faulty


def site_map(client: Client, address: str = "/sitemap.xml") -> list[str]:
    tree = ElementTree.fromstring(get(client, address).content)
    return [urlsplit(node.text).path for node in tree.iterfind(".//site:loc", NAMESPACES)]


@pytest.fixture
def full_site(db):
    """A client of the site with its real catalog and articles."""
    call_command("load_catalog", verbosity=0)
    call_command("load_articles", verbosity=0)
    return Client(raise_request_exception=False)


def test_every_link_leads_to_a_sound_page(full_site):
    mapped = [page for part in site_map(full_site) for page in site_map(full_site, part)]
    assert len(mapped) > 400
    assert crawl(full_site, ["/", *mapped]) == {}


def test_head_answers_like_get(full_site):
    for address in (*PUBLIC.values(), "/sitemap.xml", "/articles/feed/", "/api/v1/programs"):
        told, asked = (get(full_site, address, method) for method in ("head", "get"))
        assert told.content == b"", address
        assert told.status_code == asked.status_code, address
        assert told.headers.get("Content-Type") == asked.headers.get("Content-Type"), address


def test_feed_and_robots_can_be_read(full_site):
    feed = ElementTree.fromstring(get(full_site, "/articles/feed/").content)
    assert feed.tag == ATOM
    lines = get(full_site, "/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {HOST}/sitemap.xml"
