"""The read-only JSON API, version 1: one instance, one router an app.

The address `/api/v1/docs` is a page of this site, so ninja's own docs page is off.
"""

from ninja import NinjaAPI

from advisor.api import router as advisor_router
from catalog.api import router as catalog_router

DESCRIPTION = """Programs, their figures with sources, and advice, as JSON.

Read-only, without a key, from any origin. An empty parameter counts as absent, an unknown name is
ignored, and a bad value is named in an answer with status 400."""

api = NinjaAPI(
    title="MLPath",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={
        "info": {
            "license": {
                "name": "CC BY 4.0",
                "identifier": "CC-BY-4.0",
            }
        }
    },
)
api.add_router("", catalog_router)
api.add_router("", advisor_router)
