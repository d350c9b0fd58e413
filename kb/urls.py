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
from kb.desk import glossary, page_cache, search_page, wall, who_here
from kb.desk import views as desk_views
from kb.desk.changes.views import news
from kb.desk.copies.views import copied
from kb.desk.guided.views import stepped
from kb.desk.hours_changes import views as hours_changes
from kb.desk.mine import views as mine
from kb.desk.notices import views as notices
from kb.desk.phone import views as phone
from kb.editorial.feedback.views import feedback, my_messages
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
    path("identifikacija/", phone.identification, name="identification"),
    path("klients/", phone.client, name="client_mode"),
    path("kas-pie-mums/", who_here.who_here, name="who_here"),
    path("vardnica/", glossary.glossary, name="glossary"),
    path("laika-izmainas/", hours_changes.hours_changes, name="hours_changes"),
    path("laika-izmainas/atzimet/", hours_changes.mark_announced, name="mark_announced"),
    path("izlase/", mine.favourites, name="favourites"),
    path("izlase/<str:code>/", mine.favourite, name="favourite"),
    path("izlase/<str:code>/nosaukums/", mine.rename_favourite, name="rename_favourite"),
    path("jaunumi/", news, name="news"),
    path("pazinojumi/", notices.notices, name="notices"),
    path("pazinojumi/<int:pk>/paslept/", notices.hide_notice, name="hide_notice"),
    path("lapa/<str:code>/", desk_views.page_by_code, name="page_by_code"),
    path("lapa/<str:code>/siena/", wall.wall_sheet, name="wall_sheet"),
    path("atsauksme/<str:code>/<slug:slug>/", feedback, name="feedback"),
    path("mani-zinojumi/", my_messages, name="my_messages"),
    path("api/search", search_api.search, name="api_search"),
    path("api/search/click", search_click, name="api_search_click"),
    path("api/suggest", search_api.suggest, name="api_suggest"),
    path("api/pages/<str:code>", desk_api.page, name="api_page"),
    path("api/copies", copied, name="api_copied"),
    path("api/guided", stepped, name="api_guided"),
    path("api/notices", notices.notices_stamp, name="api_notices"),
    path("api/visits", mine.visited, name="api_visits"),
    path("api/due-date", desk_api.due_date, name="api_due_date"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    # Wagtail's pages; its own log-in page is left out, there is one for the whole site.
    re_path(serve_pattern, page_cache.serve, name="wagtail_serve"),
]

handler404 = "home.errors.not_found"
handler500 = "home.errors.server_error"
