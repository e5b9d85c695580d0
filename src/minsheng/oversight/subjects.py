"""What entries of the trail are about, in words, and the page that shows it."""

Pair = tuple[str, str]
SUBJECTS: dict[str, tuple[Pair, str]] = {  # the model: its words, its page ("" where it has none of its own)
    "registry.person": (("居民档案", "Person"), "/desk/people/{}/"),
    "registry.household": (("家庭", "Household"), ""),
    "registry.bankaccount": (("收款账户", "Account"), ""),
    "registry.consent": (("授权", "Consent"), ""),
    "registry.import": (("导入的名册", "Roster"), "/desk/people/import/{}/"),
    "registry.pair": (("疑似重复", "Possible double"), ""),
    "registry.people": (("居民列表", "List of residents"), "/desk/people/"),
    "applications.application": (("办件", "Case"), "/desk/applications/{}/"),
    "applications.visit": (("入户调查", "Visit"), ""),
    "applications.decision": (("决定", "Decision"), ""),
    "applications.objection": (("异议", "Objection"), ""),
    "applications.sheetlayout": (("申请表的改法", "Layout of the application form"), "/desk/standards/application-form/{}/"),
    "booking.appointment": (("预约", "Appointment"), "/desk/appointments/{}/"),
    "booking.appointments": (("预约列表", "List of appointments"), "/desk/appointments/"),
    "benefits.award": (("待遇", "Award"), "/desk/benefits/{}/"),
    "benefits.finding": (("主动发现", "Finding"), "/desk/benefits/findings/{}/"),
    "benefits.openingimport": (("接入清单", "Take-over"), "/desk/benefits/opening/{}/"),
    "payments.batch": (("批次", "Batch"), "/desk/payments/{}/"),
    "payments.payment": (("一笔发放", "Payment"), "/desk/payments/payment/{}/"),
    "payments.recovery": (("追缴", "Recovery"), "/desk/payments/recoveries/{}/"),
    "payments.budget": (("预算", "Budget"), "/desk/payments/budgets/"),
    "notices.notice": (("公示", "Notice"), ""),
    "notices.letter": (("文书", "Letter"), "/desk/letters/{}/"),
    "notices.message": (("短信", "Message"), "/desk/messages/{}/"),
    "notices.messages": (("短信列表", "List of messages"), "/desk/messages/"),
    "notices.handover": (("短信清单", "List of messages handed over"), "/desk/messages/lists/{}/"),
    "notices.answerfile": (("短信回复文件", "File of answers"), "/desk/messages/answers/file/?file={}"),
    "notices.answers": (("短信回复列表", "List of answers"), "/desk/messages/answers/"),
    "standards.standard": (("标准", "Standard"), "/desk/standards/{}/"),
    "portal.mistake": (("纠错", "Report of a mistake"), "/desk/portal/{}/"),
    "portal.mistakes": (("纠错列表", "List of reports of mistakes"), "/desk/portal/"),
    "places.place": (("区划", "Place"), "/desk/places/{}/"),
    "accounts.user": (("账号", "User"), ""),
    "accounts.post": (("岗位", "Post"), ""),
    "accounts.token": (("接口令牌", "Token"), "/desk/accounts/tokens/{}/"),
    "accounts.sentkey": (("程序写入", "Write of a program"), ""),
    "base.keys": (("密钥", "Keys"), ""),
    "base.job": (("任务", "Job"), ""),
    "base.storedfile": (("文件", "File"), ""),
    "oversight.lag": (("录入滞后", "Late entries"), "/desk/audit/lag/"),
    "oversight.trail": (("审计记录", "Audit trail"), "/desk/audit/"),
    "oversight.chain": (("审计链", "Chain"), "/desk/audit/chain/"),
}


def named(subject: str) -> tuple[Pair, str]:
    """(words, address) of a subject such as "applications.application:12"; its own name where nobody gave any."""
    model, _, key = subject.partition(":")
    (zh, en), page = SUBJECTS.get(model, ((model, model), ""))
    return (f"{zh} {key}".strip(), f"{en} {key}".strip()), page.format(key)
