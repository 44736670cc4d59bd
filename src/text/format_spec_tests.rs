//! What CPython 3.14 answers to `format(value, spec)`: pinned by a script that printed these rows.

use super::*;

fn shown(result: Result<Vec<u8>, TextError>) -> String {
    match result {
        Ok(text) => String::from_utf8(text).expect("no surrogates here"),
        Err(error) => error.to_string(),
    }
}

#[test]
#[rustfmt::skip]
fn one_int_in_every_way() {
    for (spec, expected) in [
        ("d", "12345"), ("x", "3039"), ("s", "ValueError: Unknown format code 's' for object of type 'int'"),
        ("c", "\u{3039}"), ("n", "12345"), ("y", "ValueError: Unknown format code 'y' for object of type 'int'"),
        ("\u{e9}", "ValueError: Unknown format code '\\xe9' for object of type 'int'"),
        ("\u{20ac}", "ValueError: Unknown format code '\\x20ac' for object of type 'int'"), (",d", "12,345"),
        (",x", "ValueError: Cannot specify ',' with 'x'."), ("_x", "3039"),
        (",s", "ValueError: Cannot specify ',' with 's'."), ("_b", "11_0000_0011_1001"),
        (",n", "ValueError: Cannot specify ',' with 'n'."),
        (".2d", "ValueError: Precision not allowed in integer format specifier"),
        ("+c", "ValueError: Sign not allowed with integer format specifier 'c'"),
        ("#c", "ValueError: Alternate form (#) not allowed with integer format specifier 'c'"),
        ("zd", "ValueError: Negative zero coercion (z) not allowed in integer format specifier"), ("z.1f", "12345.0"),
        ("zs", "ValueError: Unknown format code 's' for object of type 'int'"),
        ("+s", "ValueError: Unknown format code 's' for object of type 'int'"),
        (" s", "ValueError: Unknown format code 's' for object of type 'int'"),
        ("=5s", "ValueError: Unknown format code 's' for object of type 'int'"), ("05", "12345"), ("#x", "0x3039"),
        ("#X", "0X3039"), ("+#08x", "+0x03039"), ("*^8", "*12345**"),
        ("**8", "ValueError: Invalid format specifier '**8' for object of type 'int'"), ("<<8", "12345<<<"),
        ("1.", "ValueError: Format specifier missing precision"), (".x", "ValueError: Format specifier missing precision"),
        (",,d", "ValueError: Invalid format specifier ',,d' for object of type 'int'"),
        (",_d", "ValueError: Cannot specify both ',' and '_'."), ("10_", "    12_345"), (".3_f", "12345.000"),
        (",.3_f", "12,345.000"), (".,f", "12345.000,000"), (".3,_f", "ValueError: Cannot specify both ',' and '_'."),
        ("99999999999999999999", "ValueError: Too many decimal digits in format string"),
        (".2147483648f", "ValueError: precision too big"),
        ("ff", "ValueError: Invalid format specifier 'ff' for object of type 'int'"), ("\u{e9}>5d", "12345"),
        ("_.3_n", "ValueError: Cannot specify '_' with 'n'."), ("010_x", "0_0000_3039"), ("<010", "1234500000"),
        ("012,.2f", "0,012,345.00"), ("020_.3_f", "0_000_000_012_345.000"), ("5", "12345"),
        (".3", "ValueError: Precision not allowed in integer format specifier"), ("e", "1.234500e+04"), ("#.0f", "12345."),
        ("g", "12345"), ("G", "12345"), (".2%", "1234500.00%"), (",.2e", "1.23e+04"),
        ("z+.1f", "ValueError: Invalid format specifier 'z+.1f' for object of type 'int'"), ("%", "1234500.000000%"),
        ("=+12.1f", "+    12345.0"), (" .2", "ValueError: Precision not allowed in integer format specifier"), ("#", "12345"),
        ("0=12,", "0,000,012,345"),
    ] {
        assert_eq!(shown(format_int(&BigInt::from(12345), spec.as_bytes(), "int", 4300)), expected, "{spec}");
    }
}

#[test]
#[rustfmt::skip]
fn one_float_in_every_way() {
    for (spec, expected) in [
        ("d", "ValueError: Unknown format code 'd' for object of type 'float'"),
        ("x", "ValueError: Unknown format code 'x' for object of type 'float'"),
        ("s", "ValueError: Unknown format code 's' for object of type 'float'"),
        ("c", "ValueError: Unknown format code 'c' for object of type 'float'"), ("n", "-1234.5"),
        ("y", "ValueError: Unknown format code 'y' for object of type 'float'"),
        ("\u{e9}", "ValueError: Unknown format code '\\xe9' for object of type 'float'"),
        ("\u{20ac}", "ValueError: Unknown format code '\\x20ac' for object of type 'float'"),
        (",d", "ValueError: Unknown format code 'd' for object of type 'float'"),
        (",x", "ValueError: Cannot specify ',' with 'x'."),
        ("_x", "ValueError: Unknown format code 'x' for object of type 'float'"),
        (",s", "ValueError: Cannot specify ',' with 's'."),
        ("_b", "ValueError: Unknown format code 'b' for object of type 'float'"),
        (",n", "ValueError: Cannot specify ',' with 'n'."),
        (".2d", "ValueError: Unknown format code 'd' for object of type 'float'"),
        ("+c", "ValueError: Unknown format code 'c' for object of type 'float'"),
        ("#c", "ValueError: Unknown format code 'c' for object of type 'float'"),
        ("zd", "ValueError: Unknown format code 'd' for object of type 'float'"), ("z.1f", "-1234.5"),
        ("zs", "ValueError: Unknown format code 's' for object of type 'float'"),
        ("+s", "ValueError: Unknown format code 's' for object of type 'float'"),
        (" s", "ValueError: Unknown format code 's' for object of type 'float'"),
        ("=5s", "ValueError: Unknown format code 's' for object of type 'float'"), ("05", "-1234.5"),
        ("#x", "ValueError: Unknown format code 'x' for object of type 'float'"),
        ("#X", "ValueError: Unknown format code 'X' for object of type 'float'"),
        ("+#08x", "ValueError: Unknown format code 'x' for object of type 'float'"), ("*^8", "-1234.5*"),
        ("**8", "ValueError: Invalid format specifier '**8' for object of type 'float'"), ("<<8", "-1234.5<"),
        ("1.", "ValueError: Format specifier missing precision"), (".x", "ValueError: Format specifier missing precision"),
        (",,d", "ValueError: Invalid format specifier ',,d' for object of type 'float'"),
        (",_d", "ValueError: Cannot specify both ',' and '_'."), ("10_", "  -1_234.5"), (".3_f", "-1234.500"),
        (",.3_f", "-1,234.500"), (".,f", "-1234.500,000"), (".3,_f", "ValueError: Cannot specify both ',' and '_'."),
        ("99999999999999999999", "ValueError: Too many decimal digits in format string"),
        (".2147483648f", "ValueError: precision too big"),
        ("ff", "ValueError: Invalid format specifier 'ff' for object of type 'float'"),
        ("\u{e9}>5d", "ValueError: Unknown format code 'd' for object of type 'float'"),
        ("_.3_n", "ValueError: Cannot specify '_' with 'n'."),
        ("010_x", "ValueError: Unknown format code 'x' for object of type 'float'"), ("<010", "-1234.5000"),
        ("012,.2f", "-0,001,234.50"), ("020_.3_f", "-000_000_001_234.500"), ("5", "-1234.5"), (".3", "-1.23e+03"),
        ("e", "-1.234500e+03"), ("#.0f", "-1234."), ("g", "-1234.5"), ("G", "-1234.5"), (".2%", "-123450.00%"),
        (",.2e", "-1.23e+03"), ("z+.1f", "ValueError: Invalid format specifier 'z+.1f' for object of type 'float'"),
        ("%", "-123450.000000%"), ("=+12.1f", "-     1234.5"), (" .2", "-1.2e+03"), ("#", "-1234.5"),
        ("0=12,", "-0,001,234.5"),
    ] {
        assert_eq!(shown(format_float(-1234.5, spec.as_bytes(), "float")), expected, "{spec}");
    }
}

#[test]
#[rustfmt::skip]
fn one_str_in_every_way() {
    for (spec, expected) in [
        ("d", "ValueError: Unknown format code 'd' for object of type 'str'"),
        ("x", "ValueError: Unknown format code 'x' for object of type 'str'"), ("s", "abc"),
        ("c", "ValueError: Unknown format code 'c' for object of type 'str'"),
        ("n", "ValueError: Unknown format code 'n' for object of type 'str'"),
        ("y", "ValueError: Unknown format code 'y' for object of type 'str'"),
        ("\u{e9}", "ValueError: Unknown format code '\\xe9' for object of type 'str'"),
        ("\u{20ac}", "ValueError: Unknown format code '\\x20ac' for object of type 'str'"),
        (",d", "ValueError: Unknown format code 'd' for object of type 'str'"),
        (",x", "ValueError: Cannot specify ',' with 'x'."),
        ("_x", "ValueError: Unknown format code 'x' for object of type 'str'"),
        (",s", "ValueError: Cannot specify ',' with 's'."),
        ("_b", "ValueError: Unknown format code 'b' for object of type 'str'"),
        (",n", "ValueError: Cannot specify ',' with 'n'."),
        (".2d", "ValueError: Unknown format code 'd' for object of type 'str'"),
        ("+c", "ValueError: Unknown format code 'c' for object of type 'str'"),
        ("#c", "ValueError: Unknown format code 'c' for object of type 'str'"),
        ("zd", "ValueError: Unknown format code 'd' for object of type 'str'"),
        ("z.1f", "ValueError: Unknown format code 'f' for object of type 'str'"),
        ("zs", "ValueError: Negative zero coercion (z) not allowed in string format specifier"),
        ("+s", "ValueError: Sign not allowed in string format specifier"),
        (" s", "ValueError: Space not allowed in string format specifier"),
        ("=5s", "ValueError: '=' alignment not allowed in string format specifier"), ("05", "abc00"),
        ("#x", "ValueError: Unknown format code 'x' for object of type 'str'"),
        ("#X", "ValueError: Unknown format code 'X' for object of type 'str'"),
        ("+#08x", "ValueError: Unknown format code 'x' for object of type 'str'"), ("*^8", "**abc***"),
        ("**8", "ValueError: Invalid format specifier '**8' for object of type 'str'"), ("<<8", "abc<<<<<"),
        ("1.", "ValueError: Format specifier missing precision"), (".x", "ValueError: Format specifier missing precision"),
        (",,d", "ValueError: Invalid format specifier ',,d' for object of type 'str'"),
        (",_d", "ValueError: Cannot specify both ',' and '_'."), ("10_", "ValueError: Cannot specify '_' with 's'."),
        (".3_f", "ValueError: Unknown format code 'f' for object of type 'str'"),
        (",.3_f", "ValueError: Unknown format code 'f' for object of type 'str'"),
        (".,f", "ValueError: Unknown format code 'f' for object of type 'str'"),
        (".3,_f", "ValueError: Cannot specify both ',' and '_'."),
        ("99999999999999999999", "ValueError: Too many decimal digits in format string"),
        (".2147483648f", "ValueError: Unknown format code 'f' for object of type 'str'"),
        ("ff", "ValueError: Invalid format specifier 'ff' for object of type 'str'"),
        ("\u{e9}>5d", "ValueError: Unknown format code 'd' for object of type 'str'"),
        ("_.3_n", "ValueError: Cannot specify '_' with 'n'."),
        ("010_x", "ValueError: Unknown format code 'x' for object of type 'str'"), ("<010", "abc0000000"),
        ("012,.2f", "ValueError: Unknown format code 'f' for object of type 'str'"),
        ("020_.3_f", "ValueError: Unknown format code 'f' for object of type 'str'"), ("5", "abc  "), (".3", "abc"),
        ("e", "ValueError: Unknown format code 'e' for object of type 'str'"),
        ("#.0f", "ValueError: Unknown format code 'f' for object of type 'str'"),
        ("g", "ValueError: Unknown format code 'g' for object of type 'str'"),
        ("G", "ValueError: Unknown format code 'G' for object of type 'str'"),
        (".2%", "ValueError: Unknown format code '%' for object of type 'str'"),
        (",.2e", "ValueError: Unknown format code 'e' for object of type 'str'"),
        ("z+.1f", "ValueError: Invalid format specifier 'z+.1f' for object of type 'str'"),
        ("%", "ValueError: Unknown format code '%' for object of type 'str'"),
        ("=+12.1f", "ValueError: Unknown format code 'f' for object of type 'str'"),
        (" .2", "ValueError: Space not allowed in string format specifier"),
        ("#", "ValueError: Alternate form (#) not allowed in string format specifier"),
        ("0=12,", "ValueError: Cannot specify ',' with 's'."),
    ] {
        assert_eq!(shown(format_str(b"abc", spec.as_bytes(), "str")), expected, "{spec}");
    }
}

#[test]
#[rustfmt::skip]
fn one_complex_in_every_way() {
    for (spec, expected) in [
        ("d", "ValueError: Unknown format code 'd' for object of type 'complex'"),
        ("x", "ValueError: Unknown format code 'x' for object of type 'complex'"),
        ("s", "ValueError: Unknown format code 's' for object of type 'complex'"),
        ("c", "ValueError: Unknown format code 'c' for object of type 'complex'"), ("n", "1-2.5j"),
        ("y", "ValueError: Unknown format code 'y' for object of type 'complex'"),
        ("\u{e9}", "ValueError: Unknown format code '\\xe9' for object of type 'complex'"),
        ("\u{20ac}", "ValueError: Unknown format code '\\x20ac' for object of type 'complex'"),
        (",d", "ValueError: Unknown format code 'd' for object of type 'complex'"),
        (",x", "ValueError: Cannot specify ',' with 'x'."),
        ("_x", "ValueError: Unknown format code 'x' for object of type 'complex'"),
        (",s", "ValueError: Cannot specify ',' with 's'."),
        ("_b", "ValueError: Unknown format code 'b' for object of type 'complex'"),
        (",n", "ValueError: Cannot specify ',' with 'n'."),
        (".2d", "ValueError: Unknown format code 'd' for object of type 'complex'"),
        ("+c", "ValueError: Unknown format code 'c' for object of type 'complex'"),
        ("#c", "ValueError: Unknown format code 'c' for object of type 'complex'"),
        ("zd", "ValueError: Unknown format code 'd' for object of type 'complex'"), ("z.1f", "1.0-2.5j"),
        ("zs", "ValueError: Unknown format code 's' for object of type 'complex'"),
        ("+s", "ValueError: Unknown format code 's' for object of type 'complex'"),
        (" s", "ValueError: Unknown format code 's' for object of type 'complex'"),
        ("=5s", "ValueError: Unknown format code 's' for object of type 'complex'"),
        ("05", "ValueError: Zero padding is not allowed in complex format specifier"),
        ("#x", "ValueError: Unknown format code 'x' for object of type 'complex'"),
        ("#X", "ValueError: Unknown format code 'X' for object of type 'complex'"),
        ("+#08x", "ValueError: Unknown format code 'x' for object of type 'complex'"), ("*^8", "(1-2.5j)"),
        ("**8", "ValueError: Invalid format specifier '**8' for object of type 'complex'"), ("<<8", "(1-2.5j)"),
        ("1.", "ValueError: Format specifier missing precision"), (".x", "ValueError: Format specifier missing precision"),
        (",,d", "ValueError: Invalid format specifier ',,d' for object of type 'complex'"),
        (",_d", "ValueError: Cannot specify both ',' and '_'."), ("10_", "  (1-2.5j)"), (".3_f", "1.000-2.500j"),
        (",.3_f", "1.000-2.500j"), (".,f", "1.000,000-2.500,000j"), (".3,_f", "ValueError: Cannot specify both ',' and '_'."),
        ("99999999999999999999", "ValueError: Too many decimal digits in format string"),
        (".2147483648f", "ValueError: precision too big"),
        ("ff", "ValueError: Invalid format specifier 'ff' for object of type 'complex'"),
        ("\u{e9}>5d", "ValueError: Unknown format code 'd' for object of type 'complex'"),
        ("_.3_n", "ValueError: Cannot specify '_' with 'n'."),
        ("010_x", "ValueError: Unknown format code 'x' for object of type 'complex'"),
        ("<010", "ValueError: Zero padding is not allowed in complex format specifier"),
        ("012,.2f", "ValueError: Zero padding is not allowed in complex format specifier"),
        ("020_.3_f", "ValueError: Zero padding is not allowed in complex format specifier"), ("5", "(1-2.5j)"),
        (".3", "(1-2.5j)"), ("e", "1.000000e+00-2.500000e+00j"), ("#.0f", "1.-2.j"), ("g", "1-2.5j"), ("G", "1-2.5j"),
        (".2%", "ValueError: Unknown format code '%' for object of type 'complex'"), (",.2e", "1.00e+00-2.50e+00j"),
        ("z+.1f", "ValueError: Invalid format specifier 'z+.1f' for object of type 'complex'"),
        ("%", "ValueError: Unknown format code '%' for object of type 'complex'"),
        ("=+12.1f", "ValueError: '=' alignment flag is not allowed in complex format specifier"), (" .2", "( 1-2.5j)"),
        ("#", "(1.-2.5j)"), ("0=12,", "ValueError: Zero padding is not allowed in complex format specifier"),
    ] {
        assert_eq!(shown(format_complex(1.0, -2.5, spec.as_bytes(), "complex")), expected, "{spec}");
    }
}

#[test]
#[rustfmt::skip]
fn floats() {
    for (x, spec, expected) in [
        (-0.001, "z.1f", "0.0"), (-0.0, "z", "0.0"), (-0.0, "+z", "+0.0"), (f64::NAN, "010", "0000000nan"),
        (f64::NEG_INFINITY, "010", "-000000inf"), (f64::INFINITY, "020,", "00000000000000000inf"),
        (f64::INFINITY, "%", "inf%"), (f64::NAN, "G", "NAN"), (1e+22, ",.0f", "10,000,000,000,000,000,000,000"),
        (1e+16, "#", "1.e+16"), (1.0, "#.0e", "1.e+00"), (15.0, ".1", "2e+01"), (10000.0, ".5", "1e+04"),
        (0.0, ".1", "0e+00"), (0.0, ".3", "0.0"), (1234.56789123, ".8,f", "1234.567,891,23"),
        (1234.56789123, "_._", "1_234.567_891_23"), (12345678.0, "020,.3g", "0,000,000,001.23e+07"), (-0.5, ".0%", "-50%"),
        (1e+308, "%", "inf%"), (0.1, ".50", "0.1000000000000000055511151231257827021181583404541"),
        (1234.0, "09_.1f", "001_234.0"), (1234.0, "010_.1f", "0_001_234.0"), (2.675, ".2f", "2.67"), (0.125, ".2f", "0.12"),
        (5e-324, ".3e", "4.941e-324"), (123.0, "08_.1f", "00_123.0"), (-1.5, "*^10", "***-1.5***"),
    ] {
        assert_eq!(shown(format_float(x, spec.as_bytes(), "float")), expected, "{x} {spec}");
    }
}

#[test]
#[rustfmt::skip]
fn integers() {
    let big = |base: u32, power: u32| BigInt::from(base).pow(power);
    for (n, spec, expected) in [
        (BigInt::from(97i64), "c", "a"), (BigInt::from(-1i64), "c", "OverflowError: %c arg not in range(0x110000)"),
        (BigInt::from(97i64), "05c", "0000a"), (BigInt::from(8364i64), "*^5c", "**\u{20ac}**"),
        (big(2, 70), "c", "OverflowError: Python int too large to convert to C long"),
        (big(2, 70), ",", "1,180,591,620,717,411,303,424"), (BigInt::from(-255i64), "#_x", "-0xff"),
        (BigInt::from(255i64), "#012_x", "0x0_0000_00ff"), (BigInt::from(1234i64), "06,", "01,234"),
        (BigInt::from(1234i64), "08,", "0,001,234"), (BigInt::from(-1234i64), "09,", "-0,001,234"),
        (BigInt::from(1234i64), "x=09_d", "xxxx1_234"), (BigInt::from(97i64), "#020_b", "0b000_0000_0110_0001"),
        (BigInt::from(-97i64), "*=+#10x", "-0x*****61"), (BigInt::from(9007199254740993i64), ".0f", "9007199254740992"),
        (BigInt::from(0i64), "#o", "0o0"), (BigInt::from(3i64), ".1%", "300.0%"),
        (BigInt::from(1234i64), ">09,", "00001,234"), (big(10, 400), "e", "OverflowError: int too large to convert to float"),
        (big(10, 4300), "d", "ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"),
        (BigInt::from(1234i64), "011,", "000,001,234"), (BigInt::from(1234i64), "012,", "0,000,001,234"),
    ] {
        assert_eq!(shown(format_int(&n, spec.as_bytes(), "int", 4300)), expected, "{spec}");
    }
}

#[test]
#[rustfmt::skip]
fn complex_numbers() {
    for ((real, imaginary), spec, expected) in [
        ((0.0, 0.0), ".3", "0j"), ((-0.0, -2.0), ">12", "     (-0-2j)"), ((0.0, 2.0), "g", "0+2j"),
        ((f64::NAN, f64::INFINITY), "F", "NAN+INFj"), ((-0.0, -0.0), "z", "(0+0j)"),
        ((1234.5678, 2.0), ".4_f", "1234.567_8+2.000_0j"), ((1e+16, 0.0), "<20", "(1e+16+0j)          "),
        ((1.0, -2.0), "^+20.2e", "+1.00e+00-2.00e+00j "), ((1.0, 2.0), "#", "(1.+2.j)"),
        ((1.0, 2.0), "010", "ValueError: Zero padding is not allowed in complex format specifier"),
    ] {
        assert_eq!(shown(format_complex(real, imaginary, spec.as_bytes(), "complex")), expected, "{spec}");
    }
}
