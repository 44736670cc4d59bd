//! What a `TextIOWrapper` knows: decoded text not yet read, encoded text not yet written; decoding and cutting lines.
//!
//! Decoded text is kept with its ends of lines as they came, and they are translated on the way out. So the position of
//! the text in the file is that of the buffer, less what the decoder holds back, less the unread text encoded again.

use crate::object::{Res, Value};
use crate::text::codecs::{Codec, IncrementalDecoder, IncrementalEncoder, Order};
use crate::text::wtf8;
use crate::types::bytes_common::{codec, memory, try_buffer};
use crate::vm::Vm;
use crate::vm::intern::names;

use super::base::unsupported;
use super::buffered;
use super::newlines::{self, Newline};

/// What encodes and decodes.
#[derive(Clone, Copy)]
pub enum Coding {
    Known(Codec),
    /// a codec that a search function gave: it decodes the whole input at once
    Found,
}

/// The state of a text stream.
pub struct State {
    pub coding: Coding,
    pub(super) encoding: String,
    pub(super) errors: String,
    pub newline: Newline,
    pub readable: bool,
    pub writable: bool,
    pub seekable: bool,
    /// `tell` may be asked: no iteration is going on
    pub telling: bool,
    pub has_read1: bool,
    pub line_buffering: bool,
    pub write_through: bool,
    /// the mark that some encodings start with is behind us
    pub mark_written: bool,
    pub chunk: usize,
    /// ends of lines met, see `newlines::kinds`
    pub kinds: u8,
    pub(super) decoder: Option<IncrementalDecoder>,
    /// of an encoding with a state
    pub(super) encoder: Option<IncrementalEncoder>,
    /// decoded text, unread from `pos`
    pub(super) decoded: Vec<u8>,
    pub(super) pos: usize,
    /// the input has ended
    pub(super) ended: bool,
    /// encoded, to be written
    pub(super) pending: Vec<u8>,
}

impl Default for State {
    fn default() -> State {
        State {
            coding: Coding::Known(Codec::Utf8),
            encoding: String::new(),
            errors: String::new(),
            newline: Newline::Universal,
            readable: false,
            writable: false,
            seekable: false,
            telling: false,
            has_read1: false,
            line_buffering: false,
            write_through: false,
            mark_written: false,
            chunk: 8192,
            kinds: 0,
            decoder: None,
            encoder: None,
            decoded: Vec::new(),
            pos: 0,
            ended: false,
            pending: Vec::new(),
        }
    }
}

impl State {
    /// Sets encoding, error handler and newline mode.
    pub fn configure(&mut self, coding: Coding, encoding: String, errors: String, newline: Newline) {
        (self.coding, self.encoding, self.errors, self.newline) = (coding, encoding, errors, newline);
        (self.decoder, self.encoder) = (None, None);
    }

    /// Was anything read yet?
    pub fn has_read(&self) -> bool {
        self.decoder.is_some() || !self.decoded.is_empty()
    }

    /// # Errors
    /// `UnsupportedOperation`
    pub fn need_seekable(&self, vm: &Vm) -> Res<()> {
        if self.seekable { Ok(()) } else { Err(unsupported(vm, "underlying stream is not seekable")) }
    }

    fn before_read(&mut self, vm: &Vm, buffer: Value) -> Res<()> {
        if !self.readable {
            return Err(unsupported(vm, "not readable"));
        }
        if self.pending.is_empty() { Ok(()) } else { self.write_pending(vm, buffer) }
    }

    /// Writes text that cannot go the short way.
    ///
    /// # Errors
    /// `UnicodeEncodeError`, those of the buffer.
    pub fn write(&mut self, vm: &Vm, buffer: Value, text: Value) -> Res<()> {
        if !self.writable {
            return Err(unsupported(vm, "not writable"));
        }
        let bytes = text.str_bytes().unwrap_or(b"");
        let breaks = self.line_buffering && memchr::memchr2(b'\n', b'\r', bytes).is_some();
        let text = match self.newline.written() {
            Some(newline) if memchr::memchr(b'\n', bytes).is_some() => vm.str_wtf8(&newlines::write_newlines(bytes, newline)),
            _ => text,
        };
        let encoded = match self.coding {
            Coding::Known(Codec::Multibyte(encoding)) => {
                let encoder = self.encoder.get_or_insert_with(|| IncrementalEncoder::new(encoding));
                codec::encode_piece(vm, encoder, text, false, &self.errors)?
            }
            Coding::Known(c) => codec::encode(vm, text, if self.mark_written { without_mark(c) } else { c }, &self.errors)?,
            Coding::Found => codec::encode_to_bytes(vm, text, &self.encoding, &self.errors)?,
        };
        self.mark_written |= !encoded.is_empty();
        self.decoded.clear();
        (self.pos, self.decoder) = (0, None);
        // an exact writer on a descriptor has one buffer for both layers
        if let Some((out, _)) = buffered::direct_out(buffer).filter(|_| self.pending.is_empty()) {
            return if out.push(&encoded) || breaks { out.flush(vm) } else { Ok(()) };
        }
        self.pending.extend_from_slice(&encoded);
        if self.pending.len() >= self.chunk || self.write_through || breaks {
            self.write_pending(vm, buffer)?;
        }
        if breaks {
            vm.call_method_value(buffer, names::FLUSH.get(), &[])?;
        }
        Ok(())
    }

    /// Gives what is encoded to the buffer.
    ///
    /// # Errors
    /// Those of the buffer.
    pub fn write_pending(&mut self, vm: &Vm, buffer: Value) -> Res<()> {
        if !self.pending.is_empty() {
            let data = memory::bytes(vm, &self.pending)?;
            self.pending.clear();
            vm.call_method_value(buffer, names::WRITE.get(), &[data])?;
        }
        Ok(())
    }

    /// Decodes one more piece of the input; `false` at its end.
    fn more(&mut self, vm: &Vm, buffer: Value) -> Res<bool> {
        if matches!(self.coding, Coding::Found) {
            return self.all(vm, buffer).map(|()| false);
        }
        let mut piece = Vec::new();
        if buffered::read_chunk(vm, buffer, self.chunk, &mut piece)?.is_none() {
            let how = if self.has_read1 { "read1" } else { "read" };
            let got = vm.call_method(buffer, how, &[vm.int(self.chunk as i64)])?;
            let Some(bytes) = try_buffer(vm, got)? else {
                return Err(
                    vm.type_error(format!("underlying {how}() should have returned a bytes-like object, not '{}'", got.type_name()))
                );
            };
            piece.extend_from_slice(&bytes);
        }
        let last = piece.is_empty();
        self.append(vm, &piece, last)?;
        Ok(!last)
    }

    /// Decodes the whole rest of the input.
    fn all(&mut self, vm: &Vm, buffer: Value) -> Res<()> {
        let got = vm.call_method_value(buffer, names::READ.get(), &[])?;
        if got.is_none() {
            return Err(vm.raise(&crate::types::exceptions::BLOCKING_IO_ERROR, "Read returned None."));
        }
        let Some(bytes) = try_buffer(vm, got)? else {
            return Err(vm.type_error(format!("underlying read() should have returned a bytes-like object, not '{}'", got.type_name())));
        };
        // a copy, what it is decoded to, and both once more on the way
        vm.check_memory(bytes.len(), 5)?;
        let bytes = bytes.to_vec();
        self.append(vm, &bytes, true)
    }

    fn append(&mut self, vm: &Vm, piece: &[u8], last: bool) -> Res<()> {
        if self.pos > 0 {
            self.decoded.drain(..self.pos);
            self.pos = 0;
        }
        let from = self.decoded.len();
        self.ended = last;
        match self.coding {
            Coding::Found => {
                let text = codec::decode_to_str(vm, memory::bytes(vm, piece)?, &self.encoding, &self.errors)?;
                self.decoded.extend_from_slice(text.str_bytes().unwrap_or(b""));
            }
            Coding::Known(known) => {
                let decoder = self.decoder.get_or_insert_with(|| IncrementalDecoder::new(known));
                let plain = matches!(known, Codec::Utf8) && decoder.pending().is_empty() && std::str::from_utf8(piece).is_ok();
                if plain {
                    self.decoded.extend_from_slice(piece);
                } else {
                    let text = codec::decode_piece(vm, decoder, piece, last, &self.errors)?;
                    self.decoded.extend_from_slice(&text);
                    if last {
                        *decoder = IncrementalDecoder::new(without_mark(known));
                    }
                }
            }
        }
        if matches!(self.newline, Newline::Universal | Newline::Any) && self.kinds != 7 {
            // a `\r` at the end waits for what follows it
            let split = from > 0 && self.decoded[from - 1] == b'\r';
            let start = from - split as usize;
            let wait = !last && self.decoded.last() == Some(&b'\r') && self.decoded.len() > start;
            let end = self.decoded.len() - wait as usize;
            self.kinds |= newlines::kinds(&self.decoded[start..end.max(start)]);
        }
        Ok(())
    }

    fn unread(&self) -> &[u8] {
        &self.decoded[self.pos..]
    }

    /// `read(n)`; negative: everything.
    ///
    /// # Errors
    /// `UnicodeDecodeError`, those of the buffer.
    pub fn read(&mut self, vm: &Vm, buffer: Value, n: i64) -> Res {
        self.before_read(vm, buffer)?;
        if n < 0 {
            self.all(vm, buffer)?;
            let translated = self.newline == Newline::Universal && memchr::memchr(b'\r', self.unread()).is_some();
            let text = if translated { memory::text(vm, &newlines::to_lf(self.unread())) } else { memory::text(vm, self.unread()) }?;
            (self.decoded, self.pos) = (Vec::new(), 0);
            return Ok(text);
        }
        let mut out = Vec::new();
        let mut missing = n as usize;
        self.ended = false;
        while missing > 0 {
            let unread = self.unread();
            if unread.is_empty() {
                if self.ended || !self.more(vm, buffer)? && self.unread().is_empty() {
                    break;
                }
                continue;
            }
            let carriage = if self.newline == Newline::Universal { memchr::memchr(b'\r', unread) } else { None };
            let plain = &unread[..carriage.unwrap_or(unread.len())];
            let chars = wtf8::count_code_points(plain);
            vm.grow_by(&mut out, plain.len())?;
            if chars >= missing {
                let end = wtf8::byte_of_index(plain, missing);
                out.extend_from_slice(&plain[..end]);
                self.pos += end;
                break;
            }
            out.extend_from_slice(plain);
            missing -= chars;
            self.pos += plain.len();
            if carriage.is_some() {
                if self.unread().len() == 1 && !self.ended {
                    self.more(vm, buffer)?;
                }
                out.push(b'\n');
                missing -= 1;
                self.pos += if self.unread().get(1) == Some(&b'\n') { 2 } else { 1 };
            }
        }
        memory::text(vm, &out)
    }

    /// `readline(limit)`; negative: no limit. An empty text is the end.
    ///
    /// # Errors
    /// As `read`.
    pub fn read_line(&mut self, vm: &Vm, buffer: Value, limit: i64) -> Res {
        self.before_read(vm, buffer)?;
        let mut seen = 0;
        let mut more = true;
        loop {
            if let Some((end, next)) = self.newline.line_end(self.unread(), seen, more) {
                return self.take_line(vm, end, next, limit);
            }
            seen = self.unread().len();
            if !more || limit >= 0 && wtf8::count_code_points(self.unread()) >= limit as usize && self.unread().last() != Some(&b'\r') {
                return self.take_line(vm, seen, seen, limit);
            }
            more = self.more(vm, buffer)?;
        }
    }

    /// The line that ends at `end`, `next` with its end of line, or the first `limit` characters of it.
    fn take_line(&mut self, vm: &Vm, end: usize, next: usize, limit: i64) -> Res {
        let line = &self.decoded[self.pos..self.pos + next];
        if limit >= 0 && line.len() > limit as usize {
            let cut = wtf8::byte_of_index(line, limit as usize);
            if cut <= end && cut < next {
                let text = memory::text(vm, &line[..cut])?;
                self.pos += cut;
                return Ok(text);
            }
        }
        let text = if self.newline == Newline::Universal && next > end && line[end] == b'\r' {
            let mut translated = line[..=end].to_vec();
            translated[end] = b'\n';
            memory::text(vm, &translated)?
        } else {
            memory::text(vm, line)?
        };
        self.pos += next;
        Ok(text)
    }

    /// Where the unread text starts, in bytes of the buffer.
    ///
    /// # Errors
    /// Those of the buffer.
    pub fn tell(&mut self, vm: &Vm, buffer: Value) -> Res<i64> {
        let at = vm.call_method(buffer, "tell", &[])?;
        let at = vm.index_i64(at)?;
        let held = self.decoder.as_ref().map_or(0, |d| d.pending().len());
        let unread = match self.coding {
            _ if self.unread().is_empty() => 0,
            Coding::Known(Codec::Utf8) if wtf8::find_surrogate(self.unread()).is_none() => self.unread().len(),
            Coding::Known(c) => codec::encode(vm, vm.str_wtf8(self.unread()), without_mark(c), &self.errors)?.len(),
            Coding::Found => codec::encode_to_bytes(vm, vm.str_wtf8(self.unread()), &self.encoding, &self.errors)?.len(),
        };
        Ok(at - held as i64 - unread as i64)
    }

    /// Forgets what was decoded: the buffer stands at byte `at` now.
    pub fn rewind(&mut self, at: i64) {
        self.decoded.clear();
        self.pos = 0;
        self.ended = false;
        self.telling = self.seekable;
        self.mark_written = at != 0;
        self.encoder = None;
        self.decoder = match self.coding {
            Coding::Known(c) if at != 0 => Some(IncrementalDecoder::new(without_mark(c))),
            _ => None,
        };
    }
}

/// The encoding where no mark is written or looked for.
fn without_mark(c: Codec) -> Codec {
    match c {
        Codec::Utf8Sig => Codec::Utf8,
        Codec::Utf16(None) => Codec::Utf16(Some(Order::Little)),
        Codec::Utf32(None) => Codec::Utf32(Some(Order::Little)),
        other => other,
    }
}
