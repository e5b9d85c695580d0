"""What the pages of messages share: tags, tabs, the list itself."""

from minsheng.accounts.access import may
from minsheng.base.ui import Tab, tag
from minsheng.notices.messages import kinds
from minsheng.notices.models import Message

STATE_TAGS = {
    "waiting": "amber", "sending": "blue", "handed": "blue", "delivered": "act", "failed": "danger", "answered": "act", "call": "amber", "told": "act", "dropped": "plain",
}  # fmt: skip
MEANING_TAGS = {"yes": "act", "no": "plain", "unclear": "amber"}
ANSWER_TAGS = {"done": "act", "look": "amber", "settled": "plain"}


def state_tag(message: Message):
    kind = "amber" if message.meaning == "unclear" else STATE_TAGS[message.state]
    return tag(kind, Message.STATES[message.state])


def tabs(request, current: str) -> list[Tab]:
    """The ways between the pages of messages."""
    pages = [
        ("/desk/messages/", ("全部短信", "All messages"), "applications.take_in"),
        ("/desk/messages/call/", ("要电话或书信联系的", "To be called"), "applications.take_in"),
        ("/desk/messages/answers/", ("回复", "Answers"), "applications.take_in"),
        ("/desk/messages/lists/", ("交出的清单", "Lists"), "notices.send"),
        *((page, label, "applications.take_in") for label, page in kinds.pages()),
    ]
    return [Tab(label, path, current=path == current) for path, label, permission in pages if may(request.by, permission)]
