"""What is too large for the memory while a request lasts lies on the disk, but never in the clear: encrypted with a key that nobody keeps."""

import io
import secrets
import tempfile

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

BLOCK = 16  # bytes


class SealedSpool(io.RawIOBase):
    """A nameless temporary file under SM4 in counter mode. Its key lives in this object and dies with it; every place is written once, at the end."""

    def __init__(self):
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (closed with this object)
        self._key, self._start, self._end = secrets.token_bytes(16), secrets.randbits(128), 0

    def readable(self) -> bool:
        return True

    writable = seekable = readable

    def _under(self, at: int, data) -> bytes:
        """The data of this place under its part of the key stream: encrypted, or plain again."""
        count = (self._start + at // BLOCK) % 2**128
        stream = Cipher(algorithms.SM4(self._key), modes.CTR(count.to_bytes(BLOCK, "big"))).encryptor()
        stream.update(bytes(at % BLOCK))
        return stream.update(bytes(data))

    def readinto(self, into) -> int:
        at = self._file.tell()
        data = self._file.read(len(into)) or b""
        into[: len(data)] = self._under(at, data)
        return len(data)

    def write(self, data) -> int:
        at = self._file.tell()
        if at != self._end:
            raise io.UnsupportedOperation("a sealed spool only grows: a key stream is not used twice")
        whole = memoryview(self._under(at, data))
        while whole:
            whole = whole[self._file.write(whole) :]
        self._end = self._file.tell()
        return self._end - at

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


class SealedUploadHandler(FileUploadHandler):
    """Takes what Django's handler for the memory leaves: instead of a readable file in the temporary folder."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file = UploadedFile(SealedSpool(), self.file_name, self.content_type, 0, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data, start):
        self.file.write(raw_data)

    def file_complete(self, file_size):
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self):
        if hasattr(self, "file"):
            self.file.close()
