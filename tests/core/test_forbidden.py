"""What no offer may ask for is found in English and German, and what only sounds like it is not."""

import pytest

from odr.domain import negotiation
from odr.domain import refusals as no
from odr.domain.conditions import INSTEAD, Forbidden
from odr.domain.words import Text
from odr.forbidden import forbidden_in, signs
from tests.core.given import SELLER, Story, refund

REVIEW, SILENT, BANK, ELSEWHERE = Forbidden
ASKED = {
    "If you delete your review, we pay.": REVIEW,
    "We pay as soon as the rating is changed to five stars.": REVIEW,
    "Please do not leave a negative review.": REVIEW,
    "You remove the feed\u200bback first.": REVIEW,
    "We zahlen, wenn Sie Ihre Bewertung löschen.": REVIEW,
    "Voraussetzung: Die Rezension wird gelöscht.": REVIEW,
    "Sie schreiben keine Bewertung.": REVIEW,
    "You will not report this to the authorities.": SILENT,
    "Keep quiet towards trading standards.": SILENT,
    "Sie werden es der Behörde nicht melden.": SILENT,
    "Die Anzeige bei der Polizei wird zurückgezogen.": SILENT,
    "First withdraw the chargeback.": BANK,
    "Close the PayPal case, then we refund.": BANK,
    "Ziehen wir es vor: Sie müssen die Rückbuchung zurückziehen.": BANK,
    "Write to me on WhatsApp.": ELSEWHERE,
    "Let us settle this outside the platform.": ELSEWHERE,
    "Schreiben Sie mir bitte über WhatsApp.": ELSEWHERE,
}
FAIR = (
    "We refund within five days of the return.",
    "The lamp comes back in its box, with the label that we send.",
    "You need not delete your review.",
    "We will change the listing. Your review may stay.",
    "This offer does not depend on any review being changed.",
    "The refund goes to your bank account.",
    "Less what your bank has already given back.",
    "You remain free to tell the authorities and not report to us.",
    "Wir erstatten den Betrag innerhalb von fünf Tagen nach der Rücksendung.",
    "Ihre Bewertung zu löschen ist nicht nötig.",
    "Das Geld geht auf Ihr Konto bei der Bank.",
    "Bitte schreiben Sie hier, wann das Paket ankam.",
)


@pytest.mark.parametrize(("words", "what"), ASKED.items(), ids=list(ASKED))
def test_what_must_not_be_asked_for_is_found(words: str, what: Forbidden):
    assert forbidden_in(Text(words)) == {what}


@pytest.mark.parametrize("words", FAIR)
def test_what_may_be_asked_for_is_let_through(words: str):
    assert forbidden_in(Text(words)) == set()


def test_every_kind_has_signs_in_both_languages_and_words_for_the_author():
    assert {(sign.of, sign.language) for sign in signs()} == {(kind, of) for kind in Forbidden for of in ("en", "de")}
    assert set(INSTEAD) == set(Forbidden)


@pytest.mark.parametrize("kind", Forbidden)
def test_the_author_is_told_why_and_what_to_write_instead(kind: Forbidden):
    story = Story().file()
    with pytest.raises(no.ConditionForbidden) as refused:
        story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(3000),), forbidden={kind})
    asked, instead = INSTEAD[kind]
    assert asked in refused.value.message
    assert instead in refused.value.message
    assert story.case.offers == {}
