# format(): fills, signs, zeros, separators on both sides of the point, every type; and what texts are numbers.
from decimal import *

D = Decimal
SPECS = ["", "n", ".3n", ",n", "_n", ".", ".,", ".2_f", "._f", ".,f", ",.2,f", "_.6_f", "<<10", "\u00e9>10", "zf", "z", "#", "#.0f", "#g", "010",
         "0<10", "<010", "=010", ".0", ".1", ".0e", ".0g", ".40f", "5%", "d", "x", "s", ".2d", "0,", "08,.2f", "+08,.2f", "z+.1f", "c",
         ">", "10.", ".2ff", "\u00e9", "f.2", ".99999999999999999999f", "99999999999999999999", "-", "+%", " e", "#e", "#.3e", ".5", ".5g",
         ".2,g", ".3_e", ",.3_%", "0z", "z0", "#z", "z#", "#010f", "0_", "_010f", "0=10", "x<0", "*^12,.2f", "*=012,", ",_f", "F", ".3F",
         ".3G", ".3E", "0=#30_.1E", "030,", ".5,n"]
VALUES = ["0", "-0.00", "1234567.891234", "-1E+10", "1.5e-9", "0E+5", "0E-10", "NaN", "-sNaN12", "Infinity", "9.995", "1e30", "123456789E-3", "-99.9"]
for spec in SPECS:
    for value in VALUES:
        try:
            print(ascii(spec), value, ascii(format(D(value), spec)))
        except Exception as e:
            print(ascii(spec), value, type(e).__name__, e)

for rounding in (ROUND_UP, ROUND_FLOOR, ROUND_HALF_EVEN):
    with localcontext(prec=3, rounding=rounding, capitals=0):
        print(f"{D('12345.675'):.2f} {D('-0.5'):.0f} {D('12345.675')} {D('1E+9')} {D('1E+9'):E} {D('12345.675'):.3} {D('0.00049'):z.3f}")

marks = {"decimal_point": ",", "thousands_sep": ".", "grouping": "\x02\x03"}
print(D("1234567.5").__format__("n", marks), D("-12345678.25").__format__("020n", marks), D(1).__format__("f", marks))
for args in ((), ("f", 3), (5,)):
    try:
        print(D(1).__format__(*args))
    except Exception as e:
        print(type(e).__name__)

TEXTS = ["1__0", "_1", "1_", "1_.5", "\u0967\u0968.\u096b", " 1 ", "\u3000 1\u2003", "1 0", "1\x00", "", "+", ".", "1.", ".5", "1e", "1e+", "0x1", "infinit",
         "nan1_2", "NaN 1", "-nan", "+sNaN0005", "Inf ", "iNfInItY", "1e1000000000000000000", "1e999999999999999999", "1e-1999999999999999997",
         "1e-1999999999999999998", "0e1000000000000000000", "0e-1999999999999999998", "10e999999999999999999", "1e99999999999999999999999",
         "1e-99999999999999999999999", "00012", "000", "1E5", "\u00e9", "\ud800", "\t\n1.5\r", "0" * 60 + "1" * 60 + "." + "0" * 50, "1" + "0" * 100 + "e-50"]
for text in TEXTS:
    for make in (D, Context(prec=5).create_decimal, Context(prec=5, traps=[]).create_decimal):
        try:
            print(ascii(text), make(text))
        except Exception as e:
            print(ascii(text), type(e).__name__, e)

for value in ("1E-6", "1E-7", "0.000001234", "1E+1", "12E+3", "1.23E+7", "0E-7", "0E+2", "-1.5E-10", "1E+400", "NaN12"):
    x = D(value)
    print(x, x.to_eng_string(), repr(x), x.as_tuple(), x.adjusted(), x.normalize())
