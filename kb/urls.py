"""Every address of the site. docs/permissions.md lists who may open which; a test compares."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.images.views.serve import ServeView
from wagtail.urls import serve_pattern
from wagtail.views import authenticate_with_password

from home.views import healthz, readyz
from kb.accounts.views import SignInView, SignOutView, admin_login
from kb.desk import api as desk_api
from kb.desk import page_cache, search_page
from kb.desk import views as desk_views
from search import api as search_api
from search.log.click import click as search_click

urlpatterns = [
    path("healthz", login_not_required(healthz), name="healthz"),
    path("readyz", login_not_required(readyz), name="readyz"),
    path("ieiet/", login_not_required(SignInView.as_view()), name="login"),
    path("iziet/", SignOutView.as_view(), name="logout"),
    path("admin/login/", login_not_required(admin_login), name="wagtailadmin_login"),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumenti/", include(wagtaildocs_urls)),
    path("atteli/<signature>/<int:image_id>/<filter_spec>/", ServeView.as_view(), name="wagtailimages_serve"),
    path("atteli/<signature>/<int:image_id>/<filter_spec>/<filename>", ServeView.as_view()),
    path("meklet/", search_page.search_page, name="search"),
    path("meklet/karte/<str:code>/", search_page.result_card, name="search_card"),
    path("termini/", desk_views.due_dates, name="due_dates"),
    path("birka/<str:slug>/", desk_views.tag, name="tag"),
    path("lapa/<str:code>/", desk_views.page_by_code, name="page_by_code"),
    path("api/search", search_api.search, name="api_search"),
    path("api/search/click", search_click, name="api_search_click"),
    path("api/suggest", search_api.suggest, name="api_suggest"),
    path("api/pages/<str:code>", desk_api.page, name="api_page"),
    path("api/due-date", desk_api.due_date, name="api_due_date"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    # Wagtail's pages; its own log-in page is left out, there is one for the whole site.
    re_path(serve_pattern, page_cache.serve, name="wagtail_serve"),
]

handler403 = "home.errors.not_permitted"
handler404 = "home.errors.not_found"
handler500 = "home.errors.server_error"
