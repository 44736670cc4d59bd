# Quoted-printable by binascii and by its codec; uuencode and hexadecimal by theirs.
import binascii
import codecs


def told(f, *args, **named):
    try:
        print(f(*args, **named))
    except Exception as e:
        print(type(e).__name__, e)


for text in (b"", b"a=20b", b"a=\nb", b"a=\r\nb", b"=", b"==", b"=4", b"=4Z", b"a_b", b"a=  \nb", b"=3D=3d", b"=\rx\ny", "a=41", "\xe9", b"\xff", b"a==41", b"=41=", b"_=5F", 5, None, bytearray(b"=41")):
    told(binascii.a2b_qp, text)
    told(binascii.a2b_qp, data=text, header=True)
long = b"x" * 100
for data in (b"a b", b"a ", b"a \n", b"a\tb\t", b"=", b"\xff\0", long, long + b"\n" + long, b"a\r\nb\n", b"a\rb\n", b".", b".\n", b"..", b"a\n.b", b"x" * 75 + b"=", b"x" * 74 + b"=", b"x" * 76, b"x" * 76 + b"\n", b" " * 80, b"a_b ?", b"\r\r\n", "a", b"\xe9" * 40, b"." * 80, b" \r\n"):
    for style in ({}, {"quotetabs": True}, {"istext": False}, {"header": True}, {"quotetabs": 1, "istext": 0, "header": 1}):
        told(binascii.b2a_qp, data, **style)
told(binascii.a2b_qp)
told(binascii.b2a_qp, b"", 1, 2, 3, 4)
for name in ("hex", "base64", "quopri", "uu", "quoted_printable", "uu_codec"):
    for data in (b"abc", "abc", b"\xff=", b"", 5, b"616", b"a=62", b"begin 666 x\n!80  \n \nend\n"):
        told(codecs.encode, data, name)
        told(codecs.decode, data, name)
    told(b"abc".decode, name)
    told("abc".encode, name)
for data in (b"abc", 5): told(codecs.encode, data, "rot13")
