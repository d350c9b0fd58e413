"""Every address of the site. docs/permissions.md lists who may open which; a test compares."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.images.views.serve import ServeView
from wagtail.urls import serve_pattern
from wagtail.views import authenticate_with_password

from home.views import healthz, metrics, readyz
from kb.accounts.second_factor import views as second_factor
from kb.accounts.sign_on import views as sign_on
from kb.accounts.views import SignInView, SignOutView, admin_login
from kb.content.image_files import image_file
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
from kb.editorial.history.views import history, then
from kb.editorial.ownership.views import verify_page
from kb.learning.acknowledging.views import acknowledgements, confirm_standard
from kb.learning.coverage import views as coverage
from kb.learning.paths import team_views as learning_team
from kb.learning.paths import views as paths
from kb.learning.quizzes import views as quizzes
from kb.learning.versions import views as versions
from search import api as search_api
from search.log.click import click as search_click

urlpatterns = [
    path("healthz", login_not_required(healthz), name="healthz"),
    path("readyz", login_not_required(readyz), name="readyz"),
    path("metrics", login_not_required(metrics), name="metrics"),
    path("ieiet/", login_not_required(SignInView.as_view()), name="login"),
    path("ieiet/uznemuma-konts/", login_not_required(sign_on.begin), name="sign_on"),
    path("ieiet/uznemuma-konts/atbilde/", login_not_required(sign_on.answer), name="sign_on_answer"),
    path("ieiet/kods/", login_not_required(second_factor.enter_code), name="second_factor"),
    path("ieiet/kods/lietotne/", login_not_required(second_factor.set_up), name="second_factor_set_up"),
    path("iziet/", SignOutView.as_view(), name="logout"),
    path("valoda/", set_language, name="set_language"),
    path("admin/login/", login_not_required(admin_login), name="wagtailadmin_login"),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumenti/", include(wagtaildocs_urls)),
    path("atteli/<signature>/<int:image_id>/<filter_spec>/", ServeView.as_view(), name="wagtailimages_serve"),
    path("atteli/<signature>/<int:image_id>/<filter_spec>/<filename>", ServeView.as_view()),
    path("media/<path:name>", image_file),
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
    path("lapa/<str:code>/vesture/", history, name="page_history"),
    path("lapa/<str:code>/toreiz/", then, name="page_then"),
    path("lapa/<str:code>/parbaudita/", verify_page, name="verify_page"),
    path("atsauksme/<str:code>/<slug:slug>/", feedback, name="feedback"),
    path("mani-zinojumi/", my_messages, name="my_messages"),
    path("standarts/versijas/", versions.standard_versions, name="standard_versions"),
    path("standarts/versijas/<int:number>/", versions.standard_version, name="standard_version"),
    path("standarts/versijas/<int:number>.txt", versions.standard_version_text, name="standard_version_text"),
    path("standarts/apliecinat/", confirm_standard, name="confirm_standard"),
    path("apliecinajumi/", acknowledgements, name="acknowledgements"),
    path("apliecinajumi/komanda/", coverage.coverage, name="coverage"),
    re_path(r"^apliecinajumi/komanda\.(?P<kind>csv|xlsx)$", coverage.coverage_file, name="coverage_file"),
    path("apliecinajumi/komanda/atgadinat/", coverage.reminders, name="remind"),
    path("apliecinajumi/komanda/prombutne/", coverage.absences, name="absences"),
    path("apliecinajumi/komanda/prombutne/<int:pk>/atcelt/", coverage.absence_removed, name="remove_absence"),
    path("apliecinajumi/protokols/<int:number>/", coverage.protocol, name="protocol"),
    path("apliecinajumi/protokols/<int:number>.csv", coverage.protocol_file, name="protocol_file"),
    path("macibas/", paths.learning, name="learning"),
    path("macibas/komanda/", learning_team.learning_team, name="learning_team"),
    re_path(r"^macibas/komanda\.(?P<kind>csv|xlsx)$", learning_team.learning_team_file, name="learning_team_file"),
    path("macibas/<int:pk>/", paths.learning_path, name="learning_path"),
    path("macibas/<int:pk>/apliecinajums/", paths.path_certificate, name="path_certificate"),
    path("macibas/solis/<int:pk>/", paths.path_step, name="path_step"),
    path("macibas/solis/<int:pk>/sakt/", quizzes.begin_questions, name="begin_questions"),
    path("macibas/solis/<int:pk>/atbildet/", quizzes.answer_question, name="answer_question"),
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
