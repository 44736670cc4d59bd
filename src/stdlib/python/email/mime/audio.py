"""Contract: messages of sound."""
from email import encoders
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ['MIMEAudio']


def _kind(data):
    """The type of a sound by its first bytes."""
    if data[:4] == b'.snd':
        return 'basic'
    if data[:4] == b'RIFF' and data[8:12] == b'WAVE' and data[12:16] == b'fmt ':
        return 'x-wav'
    if data[:4] == b'FORM' and data[8:12] in (b'AIFC', b'AIFF'):
        return 'x-aiff'


class MIMEAudio(MIMENonMultipart):
    """A sound."""

    def __init__(self, _audiodata, _subtype=None, _encoder=encoders.encode_base64, *, policy=None, **_params):
        _subtype = _kind(_audiodata) if _subtype is None else _subtype
        if _subtype is None:
            raise TypeError('Could not find audio MIME subtype')
        MIMENonMultipart.__init__(self, 'audio', _subtype, policy=policy, **_params)
        self.set_payload(_audiodata)
        _encoder(self)
