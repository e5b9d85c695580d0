"""Identity documents: how each kind is written, and what its number says. Our own validator: the public ones refuse valid numbers
(an area code is that of the first registration and need be valid neither today nor at birth)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from minsheng.base.errors import Refused

KINDS: dict[str, tuple[tuple[str, str], str]] = {
    "resident": (("居民身份证", "Resident identity card"), r"\d{17}[\dX]|\d{15}"),
    "hmt_residence": (("港澳台居民居住证", "Residence permit (Hong Kong, Macao, Taiwan)"), r"8[123]0000\d{11}[\dX]"),
    "hm_permit": (("港澳居民来往内地通行证", "Hong Kong and Macao travel permit"), r"[HM]\d{8}(\d{2})?"),
    "tw_permit": (("台湾居民来往大陆通行证", "Taiwan travel permit"), r"\d{8}"),
    "foreign_permanent": (("外国人永久居留身份证", "Foreign permanent resident card"), r"9\d{16}[\dX]|[A-Z]{3}\d{12}"),
    "passport": (("护照", "Passport"), r"[A-Z0-9]{5,12}"),
    "birth": (("出生医学证明", "Birth certificate"), r"[A-Z]\d{9}"),
}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
SANDBOX = "440399"  # in no list of areas, now or since 1980: numbers of synthetic people begin with it


@dataclass(frozen=True)
class Checked:
    """A number as it is kept; what it says of its holder; what an officer should look at."""

    kind: str
    number: str
    birth_date: date | None = None
    sex: int | None = None
    synthetic: bool = False
    warnings: tuple[tuple[str, str], ...] = ()


def normal(text: str) -> str:
    """Full-width digits, spaces and a small x put right."""
    return re.sub(r"[\s\-·]", "", unicodedata.normalize("NFKC", text)).upper()


def check_digit(body: str) -> str:
    """GB 11643: of the first seventeen digits."""
    return CHECK[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]


def make_number(area: str, born: date, serial: int) -> str:
    """A number with a right check digit, for synthetic people."""
    body = f"{area}{born:%Y%m%d}{serial:03d}"
    return body + check_digit(body)


def check(kind: str, text: str) -> Checked:
    """The number put right and read. Raises Refused that says what is wrong and how to mend it."""
    if kind not in KINDS:
        raise Refused("请选择证件类型。", "Choose the kind of document.", field="kind")
    number = normal(text)
    (zh, en), pattern = KINDS[kind]
    if not re.fullmatch(pattern, number):
        raise Refused(
            f"{zh}号码的位数或写法不对，请对照证件再看一遍。",
            f"This is not how a number of the {en.lower()} is written; compare it with the document.",
            field="number",
        )
    if kind in ("resident", "hmt_residence") or (kind == "foreign_permanent" and number[0] == "9"):
        return _eighteen(kind, number)
    return Checked(kind, number)


def forms(text: str) -> list[str]:
    """How a typed number may stand in the file: an old one of fifteen digits has been kept as eighteen."""
    number = normal(text)
    return [number, _longer(number)] if re.fullmatch(r"\d{15}", number) else [number]


def _longer(number: str) -> str:
    body = f"{number[:6]}19{number[6:]}"
    return body + check_digit(body)


def _eighteen(kind: str, number: str) -> Checked:
    warnings: list[tuple[str, str]] = []
    if len(number) == 15:
        number = _longer(number)
        warnings.append(("十五位的旧证号，已换成十八位。", "An old number of fifteen digits, converted to eighteen."))
    right = check_digit(number[:17])
    if number[17] != right:
        raise Refused(
            f"证件号码的最后一位应当是 {right}，现在是 {number[17]}：多半有一位输错了，请对照证件再看一遍。",
            f"The last character should be {right} and is {number[17]}: a digit is probably wrong; compare it with the document.",
            field="number",
        )
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as wrong:
        raise Refused(
            "证件号码里的出生日期不存在，请对照证件再看一遍。", "The birthday in the number does not exist; compare it with the document.", field="number"
        ) from wrong
    if born.year < 1880:
        raise Refused(
            "证件号码里的出生年份太早，请对照证件再看一遍。", "The year of birth in the number is too early; compare it with the document.", field="number"
        )
    if kind == "resident" and number[:2] not in PROVINCES:
        warnings.append(("前两位不是现有的省级代码，请核对原件。", "The first two digits are no province's: look at the original."))
    return Checked(kind, number, born, 1 if int(number[16]) % 2 else 2, number.startswith(SANDBOX), tuple(warnings))


PROVINCES = {str(n) for n in (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)} | {
    "91",
    *(f"9{n}" for n in range(1, 9)),
}


def luhn(number: str) -> bool:
    """Whether a card number's last digit fits."""
    digits = [int(c) for c in reversed(number)]
    return sum(d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)) % 10 == 0


def card(text: str) -> str:
    """A bank or social-security card as it is kept: 12 to 19 digits whose last one fits."""
    number = normal(text)
    if not re.fullmatch(r"\d{12,19}", number):
        raise Refused("银行账号应是 12 到 19 位数字。", "An account number has 12 to 19 digits.", field="number")
    if not luhn(number):
        raise Refused(
            "账号的校验位不对，多半有一位输错了，请对照卡面再看一遍。",
            "The account number does not check: a digit is probably wrong; compare it with the card.",
            field="number",
        )
    return number


def phone(text: str) -> str:
    """A mainland mobile or fixed number, or one of Hong Kong or Macao, as it is kept."""
    number = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", text)).removeprefix("+86")
    if re.fullmatch(r"1\d{10}|0\d{9,11}|\+852\d{8}|\+853\d{8}|\d{7,8}", number):
        return number
    raise Refused(
        "电话号码不对：手机是 11 位数字，固定电话请加区号。", "Not a telephone number: a mobile has 11 digits, a fixed line needs its area code.", field="phone"
    )


ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def uscc(text: str) -> str:
    """A unified social credit code (GB 32100) as it is kept."""
    code = normal(text)
    if (
        not re.fullmatch(rf"[{ALPHABET}]{{18}}", code)
        or ALPHABET[(31 - sum(ALPHABET.index(c) * w for c, w in zip(code, USCC_WEIGHTS, strict=False)) % 31) % 31] != code[17]
    ):
        raise Refused(
            "统一社会信用代码不对：18 位，没有 I、O、S、V、Z。", "Not a unified social credit code: 18 characters without I, O, S, V, Z.", field="uscc"
        )
    return code
