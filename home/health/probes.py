"""/healthz and /readyz, for whatever decides where readers are sent.

First of all middleware: a balancer asks by address, over plain HTTP, under any name.
"""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseNotAllowed

from home.health.readiness import Answer, Readiness, discover
from home.security.remote_addresses import is_from_inside

Handler = Callable[[HttpRequest], HttpResponse]


def probes(get_response: Handler) -> Handler:
    """Answer the two addresses, and let everything else through."""
    discover()
    readiness = Readiness()
    answering: dict[str, Handler] = {
        "/healthz": alive,
        "/readyz": lambda request: ready(request, readiness.answers()),
    }

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = answering.get(request.path_info)
        if answer is None:
            return get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = answer(request)
        response["Content-Length"] = str(len(response.content))
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return middleware


def alive(request: HttpRequest) -> HttpResponse:
    """That this process answers; nothing else is asked."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


def ready(request: HttpRequest, answers: list[Answer]) -> HttpResponse:
    """Whether readers should be sent here; why not, only to those inside."""
    is_ready = not any(answer.stops for answer in answers)
    told = json.dumps({"ready": is_ready})
    if is_from_inside(request):
        lines = ",\n".join(f"  {line_of(answer)}" for answer in answers)
        told = f'{told[:-1]}, "checks": [\n{lines}\n]}}'
    return HttpResponse(
        f"{told}\n",
        content_type="application/json",
        status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )


def line_of(answer: Answer) -> str:
    """One thing that is needed, and what came of asking, in one line."""
    told = {"name": answer.name, "ok": not answer.fault, "ms": answer.ms}
    return json.dumps({**told, "fault": answer.fault})
