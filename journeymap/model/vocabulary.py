"""The fixed words of format 1 and what they are called for people.

The words themselves are the file's contract and never translated; their names are Messages.
A kind of channel also says what follows from it: whether the company owns it, whether it is
digital and whether it lies online.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from journeymap.model.text import M, Message

State = Literal["current", "future"]
Status = Literal["draft", "in-review", "live", "archived"]
Calendar = Literal["gregorian", "jalali"]
StageKind = Literal[
    "awareness",
    "evaluation",
    "purchase",
    "onboarding",
    "use",
    "support",
    "retention",
    "renewal",
    "advocacy",
    "exit",
    "other",
]
ChannelKind = Literal[
    "website",
    "portal",
    "mobile_app",
    "mini_program",
    "email",
    "social",
    "messaging",
    "organic_search",
    "paid_search",
    "display",
    "referral",
    "direct",
    "chat",
    "chatbot",
    "community",
    "review_site",
    "map_listing",
    "marketplace",
    "phone",
    "sms",
    "push",
    "voice",
    "iot",
    "ar",
    "store",
    "in_person",
    "kiosk",
    "out_of_home",
    "post",
    "delivery",
    "event",
    "other",
]
TouchpointKind = Literal[
    "advertising",
    "content",
    "comparison",
    "advice",
    "sign_up",
    "cart",
    "checkout",
    "payment",
    "delivery",
    "onboarding",
    "use",
    "support",
    "loyalty",
    "referral",
    "feedback",
    "other",
]
Exit = Literal["reached", "left"]
Layer = Literal["frontstage", "backstage", "support"]
EvidenceKind = Literal["research", "data", "staff", "desk"]
FlowKind = Literal["next", "choice", "parallel", "failure", "recovery", "loop"]
PainStatus = Literal["open", "accepted", "solved", "declined"]
OpportunityStatus = Literal["idea", "accepted", "doing", "done", "dropped"]
MetricKind = Literal["csat", "ces", "nps", "ratio", "duration", "count", "amount", "score"]
Voice = Literal["x", "o"]
Stat = Literal["mean", "median", "p75", "p90"]
Better = Literal["higher", "lower"]
ParkingKind = Literal["idea", "question", "fact"]
Level = Literal["silent", "info", "warning", "error"]
Rows = Literal["channel", "persona", "owner"]
Lane = Literal["storyboard", "quotes", "channels", "backstage", "curve", "pains", "metrics"]
SourceKind = Literal["table", "survey", "events"]
Grain = Literal["day", "week", "month", "quarter", "year"]

LANES: tuple[Lane, ...] = (
    "storyboard",
    "channels",
    "curve",
    "quotes",
    "pains",
    "backstage",
    "metrics",
)
DEFAULT_LANES: tuple[Lane, ...] = ("channels", "curve", "pains")


class ChannelFacts(NamedTuple):
    """What is known about a channel from its kind alone; None where the kind does not say."""

    name: Message
    owned: bool | None
    digital: bool
    by_link: bool = False  # people arrive from it by following a link, so no hand-off is expected


CHANNELS: Mapping[ChannelKind, ChannelFacts] = {
    "website": ChannelFacts(M("Website"), True, True),
    "portal": ChannelFacts(M("Customer portal"), True, True),
    "mobile_app": ChannelFacts(M("Mobile app"), True, True),
    "mini_program": ChannelFacts(M("Mini program"), True, True),
    "email": ChannelFacts(M("E-mail"), True, True, by_link=True),
    "social": ChannelFacts(M("Social media"), False, True, by_link=True),
    "messaging": ChannelFacts(M("Messaging"), None, True),
    "organic_search": ChannelFacts(M("Organic search"), False, True, by_link=True),
    "paid_search": ChannelFacts(M("Paid search"), False, True, by_link=True),
    "display": ChannelFacts(M("Display advertising"), False, True, by_link=True),
    "referral": ChannelFacts(M("Referral"), False, True, by_link=True),
    "direct": ChannelFacts(M("Direct visit"), True, True, by_link=True),
    "chat": ChannelFacts(M("Live chat"), True, True),
    "chatbot": ChannelFacts(M("Chatbot"), True, True),
    "community": ChannelFacts(M("Community"), None, True),
    "review_site": ChannelFacts(M("Review site"), False, True, by_link=True),
    "map_listing": ChannelFacts(M("Map listing"), False, True, by_link=True),
    "marketplace": ChannelFacts(M("Marketplace"), False, True),
    "phone": ChannelFacts(M("Phone"), True, False),
    "sms": ChannelFacts(M("Text message"), True, True, by_link=True),
    "push": ChannelFacts(M("Push notification"), True, True, by_link=True),
    "voice": ChannelFacts(M("Voice assistant"), None, True),
    "iot": ChannelFacts(M("Connected device"), True, True),
    "ar": ChannelFacts(M("Augmented reality"), True, True),
    "store": ChannelFacts(M("Store"), True, False),
    "in_person": ChannelFacts(M("In person"), True, False),
    "kiosk": ChannelFacts(M("Kiosk"), True, True),
    "out_of_home": ChannelFacts(M("Out of home"), False, False, by_link=True),
    "post": ChannelFacts(M("Post"), True, False),
    "delivery": ChannelFacts(M("Delivery"), None, False),
    "event": ChannelFacts(M("Event"), None, False),
    "other": ChannelFacts(M("Other channel"), None, False),
}

# What each word of the other vocabularies is called; looked up as NAMES[vocabulary][word].
NAMES: Mapping[str, Mapping[str, Message]] = {
    "state": {"current": M("Current state"), "future": M("Future state")},
    "status": {
        "draft": M("Draft"),
        "in-review": M("In review"),
        "live": M("Live"),
        "archived": M("Archived"),
    },
    "calendar": {"gregorian": M("Gregorian"), "jalali": M("Jalali")},
    "stage": {
        "awareness": M("Awareness"),
        "evaluation": M("Evaluation"),
        "purchase": M("Purchase"),
        "onboarding": M("Onboarding"),
        "use": M("Use"),
        "support": M("Support"),
        "retention": M("Retention"),
        "renewal": M("Renewal"),
        "advocacy": M("Advocacy"),
        "exit": M("Leaving"),
        "other": M("Other"),
    },
    "touchpoint": {
        "advertising": M("Advertising"),
        "content": M("Content"),
        "comparison": M("Comparison"),
        "advice": M("Advice"),
        "sign_up": M("Sign-up"),
        "cart": M("Cart"),
        "checkout": M("Checkout"),
        "payment": M("Payment"),
        "delivery": M("Delivery"),
        "onboarding": M("Onboarding"),
        "use": M("Use"),
        "support": M("Support"),
        "loyalty": M("Loyalty"),
        "referral": M("Referral"),
        "feedback": M("Feedback"),
        "other": M("Other"),
    },
    "exit": {"reached": M("Goal reached"), "left": M("Left without it")},
    "layer": {
        "frontstage": M("Frontstage"),
        "backstage": M("Backstage"),
        "support": M("Support processes"),
    },
    "evidence": {
        "research": M("Research"),
        "data": M("Data"),
        "staff": M("Staff"),
        "desk": M("Desk research"),
    },
    "flow": {
        "next": M("Next step"),
        "choice": M("Choice"),
        "parallel": M("In parallel"),
        "failure": M("Failure"),
        "recovery": M("Recovery"),
        "loop": M("Loop"),
    },
    "pain": {
        "open": M("Open"),
        "accepted": M("Accepted"),
        "solved": M("Solved"),
        "declined": M("Declined"),
    },
    "opportunity": {
        "idea": M("Idea"),
        "accepted": M("Accepted"),
        "doing": M("In progress"),
        "done": M("Done"),
        "dropped": M("Dropped"),
    },
    "metric": {
        "csat": M("CSAT"),
        "ces": M("CES"),
        "nps": M("NPS"),
        "ratio": M("Ratio"),
        "duration": M("Duration"),
        "count": M("Count"),
        "amount": M("Amount"),
        "score": M("Score"),
    },
    "parking": {"idea": M("Idea"), "question": M("Question"), "fact": M("Fact")},
    "level": {
        "error": M("Error"),
        "warning": M("Warning"),
        "info": M("Info"),
        "silent": M("Silent"),
    },
    "lane": {
        "storyboard": M("Storyboard"),
        "quotes": M("Quotes"),
        "channels": M("Channels"),
        "backstage": M("Backstage"),
        "curve": M("Experience"),
        "pains": M("Pain points and opportunities"),
        "metrics": M("Metrics"),
    },
}
