"""Acts of the trail in words."""

ACTS: dict[str, tuple[str, str]] = {
    "file.looked": ("查看档案", "Looked at a file"),
    "applications.draft": ("开始申请", "Began an application"),
    "applications.answer": ("填写申请", "Answered questions"),
    "applications.submit": ("提交申请", "Sent an application"),
    "applications.accept": ("受理", "Accepted"),
    "applications.ask_correction": ("一次性补正告知", "Asked for what is missing"),
    "applications.correct": ("补交材料", "Brought what was missing"),
    "applications.check": ("发起核对", "Started a check"),
    "applications.report_check": ("出具核对报告", "Closed a check"),
    "applications.explain": ("说明差异", "Explained a difference"),
    "applications.visit": ("入户调查", "Visited"),
    "applications.opine": ("初审意见", "Gave an opinion"),
    "applications.publish": ("张贴公示", "Posted a notice"),
    "applications.take_down": ("撤下公示", "Took a notice down"),
    "applications.object": ("登记异议", "Recorded an objection"),
    "applications.answer_objection": ("答复异议", "Answered an objection"),
    "applications.tell_of_change": ("告知拟变更", "Told of an intended change"),
    "applications.hear": ("听取意见", "Heard the recipient"),
    "applications.decide": ("决定", "Decided"),
    "applications.deliver": ("送达", "Delivered"),
    "applications.withdraw": ("撤回申请", "Took back an application"),
    "applications.open_by_office": ("主动发现立件", "Opened by the office"),
    "applications.open_about": ("开立复核或变更", "Opened a review or change"),
    "benefits.grant": ("建立待遇", "Granted an award"),
    "benefits.change": ("变更待遇", "Changed an award"),
    "benefits.stop": ("停发待遇", "Ended an award"),
    "benefits.hold": ("暂停发放", "Held an award"),
    "benefits.release": ("恢复发放", "Released an award"),
    "benefits.certify": ("资格认证", "Certified"),
    "payments.hand_in": ("交付应付", "Handed in payables"),
    "payments.compute": ("计算批次", "Computed a batch"),
    "payments.approve": ("复核批次", "Approved a batch"),
    "payments.send": ("送银行", "Sent to the bank"),
    "payments.take_result": ("回盘对账", "Took the bank's result"),
    "registry.open_file": ("建档", "Opened a file"),
    "registry.learn": ("记录情况", "Recorded facts"),
    "registry.consent": ("登记授权", "Recorded a consent"),
    "registry.merge": ("合并档案", "Merged files"),
    "oversight.verify": ("校验审计链", "Verified the chain"),
}


def said(act: str) -> tuple[str, str]:
    """The words for an act; an act without words is shown by its name."""
    return ACTS.get(act, (act, act))
