"""What is shown of things that are kept secret: enough to recognise, too little to use."""

DOUBLE = {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "万俟", "长孙", "宇文", "南宫", "轩辕"}


def mask_name(name: str) -> str:
    """张*明, 何*, 欧阳*娟. Latin names keep the first letter of each word."""
    if not name:
        return ""
    if name[0].isascii():
        return " ".join(f"{word[0]}***" for word in name.split())
    if (start := name.find("（")) > 0:
        return mask_name(name[:start]) + name[start:]
    family = 2 if name[:2] in DOUBLE and len(name) > 2 else 1
    given = name[family:]
    if len(given) <= 1:
        return name[:family] + "*" * len(given)
    return name[:family] + "*" * (len(given) - 1) + given[-1]


def mask_number(number: str) -> str:
    """4403**********1234; short numbers keep the last two characters only."""
    return number[:4] + "*" * (len(number) - 8) + number[-4:] if len(number) >= 12 else "*" * max(0, len(number) - 2) + number[-2:]


def mask_phone(phone: str) -> str:
    """138****1234"""
    return phone[:3] + "****" + phone[-4:] if len(phone) >= 9 else "****" + phone[-2:]


def mask_account(number: str) -> str:
    """尾号 1234"""
    return f"**** {number[-4:]}"


def mask_address(address: str) -> str:
    """Down to the community, nothing of the house."""
    for end in ("社区", "村", "街道", "镇"):
        if (i := address.find(end)) >= 0:
            return address[: i + len(end)] + "***"
    return address[:6] + "***" if address else ""
