//! HZ (RFC 1843): GB 2312 in seven bits, between `~{` and `~}`. The state's first byte is 1 in between.

use super::super::decode::Stop;
use super::{ILLEGAL, INCOMPLETE, Put, State, maps, push, push_sequence};

pub(super) fn step(state: &mut State, bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> Stop {
    while let Some(&byte) = bytes.get(at) {
        let illegal = Stop::Bad { at, len: 1, reason: ILLEGAL };
        let following = bytes.get(at + 1);
        let inside = state[0] == 1;
        match (byte, following) {
            (0x80.., _) => return illegal,
            (b'~', None) => return Stop::Short { at, reason: INCOMPLETE },
            (b'~', Some(b'~')) if !inside => out.push(b'~'),
            (b'~', Some(b'{')) if !inside => state[0] = 1,
            (b'~', Some(b'}')) if inside => state[0] = 0,
            // a line that goes on
            (b'~', Some(b'\n')) => {}
            (b'~', Some(_)) => return illegal,
            (_, _) if !inside => {
                out.push(byte);
                at += 1;
                continue;
            }
            (_, None) => return Stop::Short { at, reason: INCOMPLETE },
            (_, Some(&trail)) => {
                let meaning = if trail < 0x80 { maps::map("gb2312").double(byte | 0x80, trail | 0x80) } else { super::Meaning::Nothing(1) };
                if push(out, meaning).is_err() {
                    return illegal;
                }
            }
        }
        at += 2;
    }
    Stop::End
}

pub(super) fn put(state: &mut State, code_point: u32, out: &mut Vec<u8>) -> Put {
    if code_point < 0x80 {
        end(state, out);
        out.push(code_point as u8);
        if code_point == 0x7e {
            out.push(b'~');
        }
        return Put::Wrote(1);
    }
    let Some(sequence) = maps::map("gb2312").sequence(code_point) else { return Put::Nothing };
    if state[0] == 0 {
        out.extend_from_slice(b"~{");
        state[0] = 1;
    }
    push_sequence(out, sequence & 0x7f7f);
    Put::Wrote(1)
}

pub(super) fn end(state: &mut State, out: &mut Vec<u8>) {
    if state[0] == 1 {
        out.extend_from_slice(b"~}");
        state[0] = 0;
    }
}
