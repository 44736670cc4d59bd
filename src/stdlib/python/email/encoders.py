"""Contract: functions that encode the content of a message, and say so in a header."""
from binascii import b2a_base64, b2a_qp

__all__ = ['encode_7or8bit', 'encode_base64', 'encode_noop', 'encode_quopri']


def encode_base64(msg):
    """As base64."""
    data = msg.get_payload(decode=True)
    step = 57
    msg.set_payload(''.join(b2a_base64(data[i:i + step]).decode('ascii') for i in range(0, len(data), step)))
    msg['Content-Transfer-Encoding'] = 'base64'


def encode_quopri(msg):
    """As quoted-printable."""
    data = b2a_qp(msg.get_payload(decode=True), quotetabs=True)
    msg.set_payload(data.replace(b' ', b'=20').decode('ascii'))
    msg['Content-Transfer-Encoding'] = 'quoted-printable'


def encode_7or8bit(msg):
    """As it is: 7bit, or 8bit."""
    data = msg.get_payload(decode=True)
    if data is None or data.isascii():
        msg['Content-Transfer-Encoding'] = '7bit'
    else:
        msg['Content-Transfer-Encoding'] = '8bit'


def encode_noop(msg):
    """As it is, without a word."""
