"""What letters say of money to be paid back: before the decision, and with it."""

from minsheng.notices.wording import en_day, en_month, yuan, zh_day, zh_month


def _by_month(v):
    zh = "；".join(f"{month} {label[0]} {yuan(fen)} 元" for month, label, fen in v["parts"])
    return zh, "; ".join(f"{month}, {label[1]}: {yuan(fen)} yuan" for month, label, fen in v["parts"])


def ask_back(person, v):
    """Before anything is decided."""
    (zh, en), facts = _by_month(v), v["facts"].rstrip("。. ")
    return (
        [
            f"我们核对发现，{v['line'][0]} {v['months']} 可能多发了 {yuan(v['fen'])} 元（{v['reason'][0]}）。{facts}。",
            f"逐月是：{zh}。",
            "现在还没有决定。要不要退、怎样退，决定以前想听您的意见：可以当面、打电话或者写下来告诉我们，我们也可以上门。一次退有困难的，可以说明，分期退。",
        ],
        [
            f"It seems that {yuan(v['fen'])} yuan too much were paid for {v['line'][1]}, {v['months']} ({v['reason'][1]}). {facts}.",
            f"By month: {en}.",
            "Nothing is decided yet. Before it is, we want to hear you: in person, by telephone or in writing; we can also come to you. If you cannot pay it back at once, say so: it can be paid in parts.",
        ],
    )


def recover(person, v):
    zh, en = _by_month(v)
    parts = "；".join(f"{zh_month(month)} {yuan(fen)} 元" for month, fen in v["plan"])
    english = "; ".join(f"{en_month(month)}: {yuan(fen)} yuan" for month, fen in v["plan"])
    return (
        [
            f"{v['line'][0]} {v['months']} 多发了 {yuan(v['fen'])} 元（{v['reason'][0]}），{zh_day(v['decided_on'])} 决定退回，编号 {v['number']}。",
            f"逐月是：{zh}。",
            f"请分 {v['instalments']} 次退回：{parts}。交款以后请向我们要收据。",
            "对此有不同意见，可以向我们说明，也可以依法申请行政复议，或者向人民法院起诉。",
        ],
        [
            f"{yuan(v['fen'])} yuan too much were paid for {v['line'][1]}, {v['months']} ({v['reason'][1]}); on {en_day(v['decided_on'])} it was decided that they come back: {v['number']}.",
            f"By month: {en}.",
            f"Please pay them back in parts of this number: {v['instalments']}. {english}. Ask us for a receipt.",
            "If you disagree you may tell us, ask for an administrative review, or sue in the people's court.",
        ],
    )
