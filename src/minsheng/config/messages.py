"""Every kind of text message, what an agreement to it does, and the list of its own."""

from minsheng.lines.elderly import offers
from minsheng.notices.messages.kinds import MessageKind

MESSAGES = {
    "old_age_offer": MessageKind(("高龄津贴申请", "Old-age allowance"), offers.agreed, "/desk/messages/old-age/"),
    "certify": MessageKind(("资格认证", "Certification")),
    "certify_again": MessageKind(("资格认证，再提醒", "Certification, reminder")),
    "booking": MessageKind(("预约提醒，到窗口", "Appointment at a window, reminder")),
    "booking_home": MessageKind(("预约提醒，上门", "Visit at home, reminder")),
}
