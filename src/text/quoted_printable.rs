//! Quoted-printable (RFC 1521, 5.1) and its variant for headers (RFC 1522): bytes as text in lines of at most 76 characters.

/// No line is longer, its line end not counted.
const LONGEST: usize = 76;

/// What is quoted.
#[derive(Clone, Copy)]
pub struct Style {
    /// spaces and tabs inside lines too
    pub tabs: bool,
    /// line ends are line ends
    pub text: bool,
    /// a space is `_`
    pub header: bool,
}

/// The bytes of a quoted text. What stands behind `=` and is no number is left as it is.
pub fn decode(data: &[u8], header: bool) -> Vec<u8> {
    let digit = |at: usize| data.get(at).and_then(|&c| (c as char).to_digit(16)).map(|d| d as u8);
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(&c) = data.get(at) {
        at += 1;
        match c {
            b'=' => match data.get(at) {
                None => break,
                // the line goes on behind its end
                Some(b'\n' | b'\r') => at = data[at..].iter().position(|&c| c == b'\n').map_or(data.len(), |n| at + n + 1),
                Some(b'=') => {
                    out.push(b'=');
                    at += 1;
                }
                Some(_) => match (digit(at), digit(at + 1)) {
                    (Some(high), Some(low)) => {
                        out.push(high << 4 | low);
                        at += 2;
                    }
                    _ => out.push(b'='),
                },
            },
            b'_' if header => out.push(b' '),
            _ => out.push(c),
        }
    }
    out
}

/// The bytes as quoted text. Its line ends are those of the first line of the data.
pub fn encode(data: &[u8], style: Style) -> Vec<u8> {
    let first = data.iter().position(|&c| c == b'\n');
    let line_end: &[u8] = if first.is_some_and(|at| at > 0 && data[at - 1] == b'\r') { b"\r\n" } else { b"\n" };
    let mut out = Vec::with_capacity(data.len());
    let (mut at, mut width) = (0, 0);
    let goes_on = |out: &mut Vec<u8>| {
        out.push(b'=');
        out.extend(line_end);
    };
    while let Some(&c) = data.get(at) {
        let next = data.get(at + 1).copied();
        if is_quoted(c, next, width, style) {
            if width + 3 >= LONGEST {
                goes_on(&mut out);
                width = 0;
            }
            quote(&mut out, c);
            width += 3;
        } else if style.text && (c == b'\n' || c == b'\r' && next == Some(b'\n')) {
            // no line ends in white space
            if let Some(&last @ (b' ' | b'\t')) = out.last() {
                out.pop();
                quote(&mut out, last);
            }
            out.extend(line_end);
            width = 0;
            at += usize::from(c == b'\r');
        } else {
            if next.is_some_and(|c| c != b'\n') && width + 1 >= LONGEST {
                goes_on(&mut out);
                width = 0;
            }
            out.push(if style.header && c == b' ' { b'_' } else { c });
            width += 1;
        }
        at += 1;
    }
    out
}

fn quote(out: &mut Vec<u8>, c: u8) {
    out.push(b'=');
    out.extend([c >> 4, c & 15].map(|d| b"0123456789ABCDEF"[d as usize]));
}

/// `next` is the byte behind it, `width` how much stands before it in the line.
fn is_quoted(c: u8, next: Option<u8>, width: usize, style: Style) -> bool {
    match c {
        b'=' | 127.. => true,
        b'_' => style.header,
        // a line that is a dot alone is the end of a mail
        b'.' => width == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\n' | b'\r' => !style.text,
        b' ' | b'\t' => style.tabs || next.is_none(),
        _ => c < b' ',
    }
}
