"""What letters and messages say, in both languages: the amount, the month it starts, who decided, why, what to do if one disagrees, whom to call."""

from minsheng.base.masks import mask_name
from minsheng.base.months import later
from minsheng.base.texts import traditional
from minsheng.notices import words_back
from minsheng.notices.wording import en_day, en_month, yuan, zh_day, zh_month
from minsheng.registry.models import Person


def letter(kind: str, person: Person, values: dict) -> dict:
    """{"zh": [paragraph, ...], "en": [...]}. KeyError when a kind has no words."""
    zh, en = LETTERS[kind](person, values)
    to = (f"{person.name}的家属：", f"To the family of {person.name},") if person.died_on else (f"{person.name}：", f"To {person.name},")
    return {"zh": [to[0], *zh], "en": [to[1], *en]}


def _accepted(person, v):
    return (
        [
            f"您申请{v['matter'][0]}的材料齐全，我们已经受理，编号 {v['number']}。",
            *([f"收到的材料：{'、'.join(zh for zh, _ in v['papers'])}。"] if v["papers"] else []),
            f"最迟 {zh_day(v['due'])} 作出决定。办理期间家里情况有变化，请及时告诉我们。",
            f"经办人：{v['officer']}。有事请到受理窗口或打 12345。",
        ],
        [
            f"Your application for {v['matter'][1]} is complete and has been taken in: number {v['number']}.",
            *([f"Received: {', '.join(en for _, en in v['papers'])}."] if v["papers"] else []),
            f"It will be decided by {en_day(v['due'])}. Please tell us of any change in the meantime.",
            f"In charge: {v['officer']}. Ask at the counter, or call 12345.",
        ],
    )


def _correction(person, v):
    zh = [f"{n}. {label[0]}" for n, label in enumerate(v["wanted"], 1)]
    en = [f"{n}. {label[1]}" for n, label in enumerate(v["wanted"], 1)]
    return (
        [
            f"您的申请（编号 {v['number']}）还缺以下 {len(zh)} 样：",
            *zh,
            *([v["note"]] if v["note"] else []),
            "这是一次性告知，补齐后就受理，不会再要别的材料。能查到的材料不用您交。",
        ],
        [
            f"Your application ({v['number']}) still lacks these:",
            *en,
            *([v["note"]] if v["note"] else []),
            "This is the whole list: once these are here it is taken in, and nothing else will be asked for.",
        ],
    )


def _lines(v):
    zh = "；".join(f"{line['zh']} {yuan(line['fen'])} 元" for line in v["lines"])
    en = "; ".join(f"{line['en']} {yuan(line['fen'])} yuan" for line in v["lines"])
    return zh, en


def _remedy(v):
    return (
        f"如果不同意这个决定，自收到这份通知之日起 {v['appeal_days']} 日内可以申请行政复议，{v['suit_months']} 个月内也可以向人民法院起诉。",
        f"If you disagree you may ask for an administrative review within {v['appeal_days']} days of receiving this letter, or sue in the people's court within"
        f" {v['suit_months']} months.",
    )


def _in_name(v):
    zh = f"决定机关：{v['authority']}" + (f"（委托依据：{v['delegation']}）" if v["delegation"] else "") + f"，{zh_day(v['decided_on'])}。"
    return zh, f"Decided by {v['authority']}" + (f" (by delegation: {v['delegation']})" if v["delegation"] else "") + f", {en_day(v['decided_on'])}."


def _pays(v):
    """What a grant comes to; a recognition that pays nothing by the month says so."""
    if not v["lines"]:
        return f"从 {zh_month(v['from_month'])} 起有效。这一项不按月发钱", f"from {en_month(v['from_month'])}; it pays nothing by the month"
    zh, en = _lines(v)
    return f"从 {zh_month(v['from_month'])} 起，每月 {yuan(v['fen'])} 元（{zh}）", f"{yuan(v['fen'])} yuan a month ({en}) from {en_month(v['from_month'])}"


def _until_now(v):
    """What it pays at present, in brackets; nothing where it pays nothing."""
    return (f"（原来每月 {yuan(v['before'])} 元）", f" ({yuan(v['before'])} yuan a month until now)") if v["before"] else ("", "")


def _granted(person, v):
    zh, en = _pays(v)
    remedy, name = _remedy(v), _in_name(v)
    review = (f"我们会在 {zh_day(v['review_on'])} 前后复核一次。", f"It will be reviewed around {en_day(v['review_on'])}.") if v["review_on"] else None
    return (
        [f"您申请的{v['matter'][0]}（编号 {v['number']}）已经确认：{zh}。", f"依据：{v['clause']}。{v['headline'][0]}",
         *([review[0]] if review else []), "家里人口、收入、财产有变化，请告诉我们。", remedy[0], name[0]],
        [f"Your application for {v['matter'][1]} ({v['number']}) is granted: {en}.", f"By: {v['clause']}. {v['headline'][1]}",
         *([review[1]] if review else []), "Please tell us when the household, its income or property changes.", remedy[1], name[1]],
    )  # fmt: skip


def _refused(person, v):
    remedy, name = _remedy(v), _in_name(v)
    return (
        [f"您申请的{v['matter'][0]}（编号 {v['number']}）不予确认。理由：{v['reason']}", f"依据：{v['clause']}。{v['headline'][0]}", remedy[0], name[0]],
        [
            f"Your application for {v['matter'][1]} ({v['number']}) is not granted. Reason: {v['reason']}",
            f"By: {v['clause']}. {v['headline'][1]}",
            remedy[1],
            name[1],
        ],
    )


def _changed(person, v):
    zh, en = _lines(v)
    remedy, name = _remedy(v), _in_name(v)
    return (
        [
            f"您的{v['matter'][0]}从 {zh_month(v['from_month'])} 起，由每月 {yuan(v['before'])} 元变更为每月 {yuan(v['fen'])} 元（{zh}）。{v['reason']}",
            f"依据：{v['clause']}。{v['headline'][0]}",
            remedy[0],
            name[0],
        ],
        [
            f"Your {v['matter'][1]} changes from {yuan(v['before'])} to {yuan(v['fen'])} yuan a month ({en}) from {en_month(v['from_month'])}. {v['reason']}",
            f"By: {v['clause']}. {v['headline'][1]}",
            remedy[1],
            name[1],
        ],
    )


def _grace(person, v):
    """Both at once: what is paid until when, and that it ends then without another survey or letter."""
    zh, en = _lines(v)
    remedy, name = _remedy(v), _in_name(v)
    return (
        [
            f"您家的收入已经超过{v['matter'][0]}标准：{v['reason']}",
            f"为让您家稳住生活，{v['matter'][0]}不马上停：从 {zh_month(v['from_month'])} 起每月 {yuan(v['fen'])} 元（{zh}；原来每月 {yuan(v['before'])} 元），"
            f"发到 {zh_month(later(v['until_month'], -1))} 为止。",
            f"从 {zh_month(v['until_month'])} 起不再发放，到时不再调查，也不再另行通知。这期间家里又有困难，请告诉我们，可以重新核查。",
            f"依据：{v['clause']}；{v['document']}。{v['headline'][0]}",
            remedy[0],
            name[0],
        ],
        [
            f"Your household's income is above the standard of the {v['matter'][1]} now: {v['reason']}",
            f"So that you keep your footing it does not end at once: {yuan(v['fen'])} yuan a month ({en}; {yuan(v['before'])} until now) from {en_month(v['from_month'])}"
            f" up to and including {en_month(later(v['until_month'], -1))}.",
            f"From {en_month(v['until_month'])} nothing more is paid, without another survey or letter. If things get hard again before then, tell us: we look again.",
            f"By: {v['clause']}; {v['document']}. {v['headline'][1]}",
            remedy[1],
            name[1],
        ],
    )


def _stopped(person, v):
    remedy, name, (zh, en) = _remedy(v), _in_name(v), _until_now(v)
    return (
        [f"您的{v['matter'][0]}{zh}从 {zh_month(v['from_month'])} 起停发。理由：{v['reason']}", f"依据：{v['clause']}。", remedy[0], name[0]],
        [f"Your {v['matter'][1]}{en} ends from {en_month(v['from_month'])}. Reason: {v['reason']}", f"By: {v['clause']}.", remedy[1], name[1]],
    )


def _kept(person, v):
    """Told of an intended change, heard, and left as it is."""
    remedy, name = _remedy(v), _in_name(v)
    zh, en = (f"，仍是每月 {yuan(v['before'])} 元", f": {yuan(v['before'])} yuan a month") if v["before"] else ("", "")
    return (
        [f"听取您的意见并核查以后，您的{v['matter'][0]}维持不变{zh}。{v['reason']}", remedy[0], name[0]],
        [f"After hearing you and looking into it, your {v['matter'][1]} stays as it is{en}. {v['reason']}", remedy[1], name[1]],
    )


def _hearing(person, v):
    new = f"拟调整为每月 {yuan(v['fen'])} 元" if v["fen"] else "拟停发"
    english = f"to change to {yuan(v['fen'])} yuan a month" if v["fen"] else "to end"
    zh, en = (f"现在每月 {yuan(v['before'])} 元，", f"pays {yuan(v['before'])} yuan a month now and ") if v["before"] else ("", "")
    return (
        [
            f"您的{v['matter'][0]}{zh}{new}：{v['facts'][0]}",
            f"依据：{v['clause']}。",
            f"在作出决定之前，我们想听听您的意见。请自收到这份告知书之日起 {v['days']} 天内，当面、打电话或者写下来告诉我们；我们也可以上门。",
        ],
        [
            f"Your {v['matter'][1]} {en}is intended {english}: {v['facts'][1]}",
            f"By: {v['clause']}.",
            f"Before it is decided we want to hear you, within {v['days']} days of receiving this letter: in person, by telephone or in writing; we can also come to you.",
        ],
    )


def _classified(person, v):
    return (
        [
            f"您的申请（编号 {v['number']}）原来按{v['before'][0]}办理。查清情况以后，改按{v['matter'][0]}办理（为{v['whom']}办）：{v['reason']}",
            "您不用重新申请，交过的材料、签过的授权书继续有效。" + (f"最迟 {zh_day(v['due'])} 作出决定。" if v["due"] else ""),
            "有不同意见，请告诉经办人；也可以打 12345。",
        ],
        [
            f"Your application ({v['number']}) was handled as {v['before'][1]}. From what was found it goes on as {v['matter'][1]} (for {v['whom']}): {v['reason']}",
            "You need not apply again: what you brought and signed counts." + (f" It will be decided by {en_day(v['due'])}." if v["due"] else ""),
            "If you disagree, tell the officer in charge, or call 12345.",
        ],
    )


def _standard(person, v):
    return (
        [
            f"{v['figure'][0]}从 {zh_month(v['from_month'])} 起调整（{v['document']}）。您家每月由 {yuan(v['before'])} 元变为 {yuan(v['after'])} 元。",
            "以前月份少发的，和下一次一起补发，不用申请。",
        ],
        [
            f"The {v['figure'][1]} changes from {en_month(v['from_month'])} ({v['document']}). Your household's monthly amount goes from {yuan(v['before'])} to {yuan(v['after'])} yuan.",
            "What is owed for past months comes with the next payment; nothing has to be done.",
        ],
    )


def _certify(person, v):
    """Until when, how, and what happens otherwise: the money must not stop untold."""
    late = {
        True: ("办好以后从当月恢复，停发的月份一起补给您。", "Once you have, it goes on from that month, and the months between are paid to you as well."),
        False: ("办好以后从当月恢复，停发的月份按规定不补。", "Once you have, it goes on from that month; by the rule the months between are not paid."),
        None: (
            "办好以后从当月恢复；停发的月份补不补，请问社区。",
            "Once you have, it goes on from that month; ask your community whether the months between are paid.",
        ),
    }[v["pays_back"]]
    return (
        [
            f"您的{v['matter'][0]}要办资格认证：确认您健在、仍然符合条件。请在 {zh_day(v['until'])} 以前办，最后一天是当天。",
            "怎样办，任选一种：本人带身份证到社区或街道窗口；家人代办；行动不便的，给社区打电话，工作人员上门。不收费。如果工作人员已经上门看过您或者数据比对过，会替您登记，不用再办。",
            f"到 {zh_day(v['until'])} 还没有办的，从 {zh_month(v['held_from'])} 起暂停发放。{late[0]}",
            f"依据：{v['clause']}。有事请问社区，或打 12345。",
        ],
        [
            f"Your {v['matter'][1]} has to be certified: that you are alive and still qualify. The last day is {en_day(v['until'])}.",
            "Any one way will do: come to the community or street counter with your identity card; have your family do it; or call the community, and somebody comes to you. "
            "It costs nothing. If somebody has visited you, or your data have been matched, they record it for you and you need do nothing.",
            f"Whoever has not certified by {en_day(v['until'])} is not paid from {en_month(v['held_from'])}. {late[1]}",
            f"By: {v['clause']}. Ask your community, or call 12345.",
        ],
    )


LETTERS = {
    "accepted": _accepted, "correction": _correction, "granted": _granted, "refused": _refused, "changed": _changed, "grace": _grace, "stopped": _stopped, "kept": _kept, "hearing": _hearing,
    "classified": _classified, "standard": _standard, "certify": _certify, "ask_back": words_back.ask_back, "recover": words_back.recover,
}  # fmt: skip


def message(kind: str, person: Person, v: dict, language: str) -> str:
    """A text message in the person's language (zh-hans, zh-hant, en): the name masked, as phones are shared and lost, and no number or amount of the person's."""
    zh, en = MESSAGES[kind]
    if language == "en":
        return en.format(name=mask_name(person.name), **v)
    text = zh.format(name=mask_name(person.name), **v)
    return traditional(text) if language == "zh-hant" else text


MESSAGES = {
    "old_age_offer": (
        "【民政】{name}您好：您已满或即将年满{age}周岁，可以申请高龄津贴。回复“同意”就是申请；回复“不同意”或者不回复，就是不申请。详询{phone}。",
        "[Civil Affairs] {name}: you are {age} or will soon be, and can apply for the old-age allowance. Reply Y to apply; N, or no reply, means no. Questions: {phone}.",
    ),
    "certify": (
        "【民政】{name}您好：请在{until}以前办理{matter[0]}资格认证：到社区或街道窗口、家人代办，或请社区上门。没有办的，下个月起暂停发放。详询{phone}。",
        "[Civil Affairs] {name}: please certify for the {matter[1]} by {until}: at the counter, through family, or at home by the community. Otherwise payment pauses from the next month. Questions: {phone}.",
    ),
    "certify_again": (
        "【民政】{name}您好：您的{matter[0]}资格认证还没有办，最后一天是{until}，没有办的下个月起暂停发放。到窗口、家人代办或请社区上门都可以。详询{phone}。",
        "[Civil Affairs] {name}: your {matter[1]} is still to be certified; the last day is {until}, and payment pauses from the next month otherwise. At the counter, through family, or at home by the community. Questions: {phone}.",
    ),
    "booking": (
        "【民政】{name}您好：您约了{day} {time}到{place}窗口办{matter[0]}，请带身份证件。来不了请早些改期或取消，电话{phone}。",
        "[Civil Affairs] {name}: you are booked for {day} {time} at the window of {place}: {matter[1]}. Please bring an identity document. If you cannot come, move or cancel it in time: {phone}.",
    ),
    "booking_home": (
        "【民政】{name}您好：{day} {time}{place}的工作人员上门为您办{matter[0]}，请准备好身份证件。要改时间请打{phone}。",
        "[Civil Affairs] {name}: {place} comes to you on {day} at {time}: {matter[1]}. Please have an identity document ready. To change the time call {phone}.",
    ),
}
