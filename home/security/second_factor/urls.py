"""Addresses of the second factor, among them those of who is only half signed in."""

from django.urls import path

from home.security.second_factor import views
from home.security.second_factor.gate import CODE, DOORS, SET_UP

urlpatterns = [
    path("admin/login/code/", views.CodeView.as_view(), name=CODE),
    path(
        "_util/login/code/",
        views.ReadersCodeView.as_view(),
        name=DOORS["wagtailcore_login"],
    ),
    path("admin/second-factor/", views.SetUpView.as_view(), name=SET_UP),
    path(
        "admin/second-factor/off/",
        views.TurnOffView.as_view(),
        name="second_factor_off",
    ),
]
