"""Contract: messages of pictures."""
from email import encoders
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ['MIMEImage']

_STARTS = ((b'\x89PNG\r\n\x1a\n', 'png'), (b'GIF87a', 'gif'), (b'GIF89a', 'gif'), (b'MM', 'tiff'), (b'II', 'tiff'),
           (b'\x01\xda', 'rgb'), (b'\x59\xa6\x6a\x95', 'rast'), (b'#define ', 'xbm'), (b'BM', 'bmp'),
           (b'\x76\x2f\x31\x01', 'exr'))


def _kind(data):
    """The type of a picture by its first bytes."""
    if data[6:10] in (b'JFIF', b'Exif') or data[:4] == b'\xff\xd8\xff\xdb':
        return 'jpeg'
    if data[:4] == b'RIFF' and data[8:12] == b'WEBP':
        return 'webp'
    if len(data) >= 3 and data[0:1] == b'P' and data[2:3] in b' \t\n\r' and data[1:2] in b'142536':
        return {b'1': 'pbm', b'4': 'pbm', b'2': 'pgm', b'5': 'pgm', b'3': 'ppm', b'6': 'ppm'}[data[1:2]]
    return next((kind for start, kind in _STARTS if data.startswith(start)), None)


class MIMEImage(MIMENonMultipart):
    """A picture."""

    def __init__(self, _imagedata, _subtype=None, _encoder=encoders.encode_base64, *, policy=None, **_params):
        _subtype = _kind(_imagedata) if _subtype is None else _subtype
        if _subtype is None:
            raise TypeError('Could not guess image MIME subtype')
        MIMENonMultipart.__init__(self, 'image', _subtype, policy=policy, **_params)
        self.set_payload(_imagedata)
        _encoder(self)
