"""The keys of this site: `manage.py keys` lists them (never the keys themselves), `manage.py keys rotate` adds a sealing key, `--signing` a signing key;
`manage.py keys reseal` seals everything anew under the newest one."""

from django.core.management.base import BaseCommand, CommandError

from minsheng.base import clock, crypto, keys, resealing
from minsheng.base.actor import MACHINE
from minsheng.base.audit import noted


class Command(BaseCommand):
    help = "查看或更换密钥 | List the keys, or add one that is used from now on."

    def add_arguments(self, parser):
        parser.add_argument("what", nargs="?", choices=["list", "rotate", "reseal"], default="list")
        parser.add_argument("--signing", action="store_true", help="the signing key instead of the sealing key")

    def handle(self, what, signing, **options):
        try:
            if what == "rotate":
                held = crypto.provider()
                number = held.rotate_signing() if signing else held.rotate()
                self.stdout.write(f"新密钥 {number} 已启用，旧密钥仍可解开旧内容。请马上备份密钥文件。")
                self.stdout.write(f"Key {number} is in use; older keys still open what they sealed. Copy the key file now.")
            if what == "reseal":
                self._reseal()
            self._list()
        except keys.NoKeys as wrong:
            raise CommandError(f"{wrong.zh}\n{wrong.en}") from wrong

    def _reseal(self) -> None:
        """Can be stopped and called again; goes on beside people who work."""
        n = resealing.reseal()
        noted(by=MACHINE, on=clock.today(), act="base.reseal", subject="base.keys", rows=n, key=crypto.key_ids()[-1])
        self.stdout.write(f"已用密钥 {crypto.key_ids()[-1]} 重新加密 {n} 项。备份里的旧内容仍要旧密钥，密钥文件里的旧密钥不要删。")
        self.stdout.write(f"Sealed anew under key {crypto.key_ids()[-1]}: {n}. Backups still need the older keys: keep them in the key file.")

    def _list(self) -> None:
        made = keys.load().made
        self.stdout.write(f"{keys.folder() / 'keys.json'}")
        for what, numbers, words in (("seal", crypto.key_ids(), "加密 sealing"), ("sign", crypto.public_keys(), "签名 signing")):
            for number in numbers:
                in_use = "  在用 in use" if str(number) == str(list(numbers)[-1]) else ""
                self.stdout.write(f"  {words} {number}  {made.get(f'{what} {number}', '')}{in_use}")
        for number, public in crypto.public_keys().items():
            self.stdout.write(f"  公钥 public key {number}  {public}")
