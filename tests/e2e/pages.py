"""One address of every kind of page, for the checks that every page must pass."""

TWO = "program=aws-certified-ml-engineer-associate&program=illinois-online-mcs"
FOUR = f"{TWO}&program=michigan-mads-online&program=iapp-aigp"
# Someone with little money and time, and someone who answered nothing.
DECIDED = "role=ml-engineer&education=bachelor&budget=500&hours=5&months=6"

PUBLIC = {
    "home": "/",
    "catalog": "/programs/",
    "catalog as table": "/programs/?view=table",
    "catalog as chart": "/programs/?view=chart",
    "catalog, none found": "/programs/?depth=research&cost_max=10",
    "catalog, bad values": "/programs/?cost_max=much&depth=bottomless&hours=999",
    "catalog, no such page": "/programs/?page=999",
    "program with many figures": "/programs/illinois-online-mcs/",
    "program without figures": "/programs/certnexus-cdsp/",
    "program retired": "/programs/aws-certified-ml-specialty/",
    "program at chosen hours": "/programs/iapp-aigp/?hours=7",
    "compare nothing": "/compare/",
    "compare two": f"/compare/?{TWO}",
    "compare four": f"/compare/?{FOUR}",
    "shortlist, empty": "/shortlist/",
    "shortlist": f"/shortlist/?{TWO}&program=gone",
    "providers": "/providers/",
    "provider": "/providers/microsoft/",
    "topic": "/topics/deep-learning/",
    "questions": "/advisor/",
    "result, nothing answered": "/advisor/result/",
    "result, decided": f"/advisor/result/?{DECIDED}",
    "result, a path ruled out": "/advisor/result/?role=academic&education=secondary&budget=0",
    "result, bad answers": "/advisor/result/?budget=lots&hours=400&role=astronaut",
    "method": "/advisor/method/",
    "conformance": "/advisor/conformance/",
    "open answers": "/advisor/result/open/?role=ml-engineer&budget=5000",
    "articles": "/articles/",
    "article": "/articles/machine-learning-certification-or-degree/",
    "recommended sites": "/recommended/",
    "contact": "/contact/",
    "message sent": "/contact/thanks/",
    "about": "/about/",
    "sources": "/sources/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "search": "/search/?q=statistics",
    "search, none found": "/search/?q=basketweaving",
    "open data": "/data/",
    "API": "/api/v1/docs",
    "not found": "/nowhere/",
}
DESK = {
    "first page": "/admin/",
    "programs": "/admin/catalog/program/",
    "program": "/admin/catalog/program/1/change/",
    "figures": "/admin/catalog/fact/",
    "articles": "/admin/articles/article/",
    "article": "/admin/articles/article/1/change/",
    "messages": "/admin/articles/contactmessage/",
}
