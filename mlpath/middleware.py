"""What every answer under /api/ has in common."""

from django.http import HttpResponse

API_ROOT = "/api/v1/"


def open_api(get_response):
    """Let pages of any origin read the API, errors included, and answer OPTIONS and HEAD.

    The API's own views know GET only. HEAD runs as GET; the server then sends no body.
    """

    def middleware(request):
        if not request.path.startswith(API_ROOT):
            return get_response(request)
        response = _answer(request, get_response)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return middleware


def _answer(request, get_response):
    if request.method == "OPTIONS":
        allowed = "GET, HEAD, OPTIONS"
        headers = {"Allow": allowed, "Access-Control-Allow-Methods": allowed}
        return HttpResponse(status=204, headers=headers)
    if request.method != "HEAD":
        return get_response(request)
    request.method = "GET"
    response = get_response(request)
    request.method = "HEAD"
    return response
