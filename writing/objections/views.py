"""“This is wrong”: a plain form for each claim, without account, script or cookie."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from writing.addresses import public_page
from writing.models import Claim, ReviewPage
from writing.objections.form import ObjectionForm
from writing.objections.taking import PERIOD, claim_at, take
from writing.senders import is_from_here, sender_of

FOREIGN = (
    "This form was sent from another site. Please look it over and send it from here."
)
TOO_MANY = (
    "We have had many messages within the hour, so this one was not taken. "
    "Your text is still below: please send it again later."
)


# Public pages have no cookie; `is_from_here` keeps other sites from sending the form.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, path: str, label: str) -> HttpResponse:
    """The form about one claim of a public review, and what is sent with it."""
    claim = claim_of(request, path, label)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return page(request, claim, {"form": form})
    if not is_from_here(request):
        context = {"form": form, "refusal": FOREIGN}
        return page(request, claim, context, HTTPStatus.FORBIDDEN)
    if form.is_trapped:
        return thanked(path, label)
    if not form.is_valid():
        return page(request, claim, {"form": form}, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not take(form.save(commit=False), claim, sender_of(request)):
        context = {"form": form, "refusal": TOO_MANY}
        response = page(request, claim, context, HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(int(PERIOD.total_seconds()))
        return response
    return thanked(path, label)


@require_safe
def thanks(request: HttpRequest, path: str, label: str) -> HttpResponse:
    """Where one comes after the form was taken."""
    return page(request, claim_of(request, path, label), {"is_sent": True})


def claim_of(request: HttpRequest, path: str, label: str) -> Claim:
    """The claim that an address is about, with its review."""
    reviews = ReviewPage.objects.select_related("paper", "rendered")
    review = public_page(request, path, reviews)
    claim = claim_at(review, label)
    if claim is None:
        raise Http404(f"“{review.title}” has no claim “{label}”.")
    claim.review = review
    return claim


def thanked(path: str, label: str) -> HttpResponse:
    """On to the thanks, so that loading the page again sends nothing again."""
    address = reverse("objection_thanks", args=[path, label])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def page(
    request: HttpRequest,
    claim: Claim,
    context: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page of the form or of the thanks, which search engines are to leave out."""
    shown = {"page": claim.review, "claim": claim, **context}
    response = render(request, "writing/objection.html", shown, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
