"""节地生态安葬奖励: a sum for each set of ashes buried at sea or in another way that saves land. The person is the one who died."""

from minsheng.rules.book.facts import Person
from minsheng.rules.engine import benefit, rule


@rule(Person, "可领节地生态安葬奖励", "Entitled to the eco-burial reward", clause="深圳市节地生态安葬奖励、广州市海葬补贴规定", grade="B", place="广东省")
def eco_burial_eligible(deceased, hukou, burial_form, eco_burial_reward):
    return (
        deceased                                             # 已去世 | Has died
        and hukou == "here"                                  # 逝者有本市户籍 | Had local hukou
        and burial_form != "ordinary"                        # 选了海葬或其他节地生态方式 | Burial at sea or another land-saving way
        and eco_burial_reward[burial_form] > 0               # 本地对这种方式有奖励 | This way is rewarded here
    )


@rule(Person, "节地生态安葬奖励金额", "Eco-burial reward", unit="元", clause="深圳市节地生态安葬奖励、广州市海葬补贴规定", grade="B", place="广东省")
def eco_burial_amount(eco_burial_reward, burial_form):
    return eco_burial_reward[burial_form]


ECO_BURIAL = benefit(
    "eco_burial_reward", "节地生态安葬奖励", "Eco-burial reward", entity=Person, layer="service",
    eligible="eco_burial_eligible", amount="eco_burial_amount", period="once",
    summary=("骨灰海葬、树葬等不占地或少占地的，家属可以领一次奖励。", "The family gets a reward once when ashes are buried at sea, under a tree or in another land-saving way."),
    how=("由办理安葬的家属向殡仪馆或区民政局申请。", "The relative who arranges the burial applies to the funeral parlour or the district civil affairs bureau."),
    bring=(("火化证明", "Cremation certificate"), ("逝者户口注销或户籍证明", "Proof of the hukou of the deceased"), ("安葬证明", "Proof of the burial"), ("家属身份证、银行卡", "Relative's identity card and bank card")),
    decides=("区民政局", "The district civil affairs bureau"),
)
