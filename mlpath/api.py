"""The read-only JSON API, version 1: one instance, one router an app.

The address `/api/v1/docs` is a page of this site, so ninja's own docs page is off.
"""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from advisor.api import router as advisor_router
from catalog.api import router as catalog_router
from catalog.export import openapi_paths

DESCRIPTION = """Programs, their figures with sources, and advice, as JSON.

Read-only, without a key, from any origin. An empty parameter counts as absent, an unknown name is
ignored, and a bad value is named in an answer with status 400."""


class Api(NinjaAPI):
    """Also describes the exports, which stream files and so are plain views."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["paths"] |= openapi_paths()
        return schema


api = Api(
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
