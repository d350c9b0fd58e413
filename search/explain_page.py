"""The admin page that explains an order of results, and scores the set of questions with other weights."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from search.admin_view import SearchAdminView
from search.engines.base import EngineUnavailable
from search.explain import Standing, explain
from search.explain_form import ExplainForm, WeightsForm
from search.question_set import compare_weights, score
from search.service import reader_of
from search.weights import WEIGHTS, Weights

STANDINGS = {
    Standing.RANKED: _("It is found."),
    Standing.WEAK: _("It was found and left out: it comes to less than a tenth of the first page."),
    Standing.NOT_OFFERED: _("It was not found: too few of the words stand on it, or others have more of them."),
    Standing.NOT_INDEXED: _("The index has no such page that is valid today and that you may see."),
}


class ExplainView(SearchAdminView):
    template_name = "search/explain_page.html"
    page_title = _("Why a page stands where it does")
    header_icon = "info-circle"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = ExplainForm(self.request.GET)
        form.is_valid()
        trial = WeightsForm(self.request.GET)
        context = super().get_context_data(form=form, trial=trial, **kwargs)
        try:
            return context | self._found(form.cleaned_data, trial.weights())
        except EngineUnavailable as error:
            return context | {"unavailable": str(error)}

    def _found(self, asked: dict[str, Any], weights: Weights) -> dict[str, Any]:
        context: dict[str, Any] = {"score": score()} if weights == WEIGHTS else {"comparison": compare_weights(weights)}
        if asked.get("q"):
            explanation = explain(asked["q"], asked.get("kods", ""), reader_of(self.request.user), weights)
            standing = STANDINGS[explanation.standing] if explanation.standing else ""
            context |= {"explanation": explanation, "standing": standing}
        return context
