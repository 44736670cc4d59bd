//! A pattern as the parser reads it: one token ahead.

use super::Fault;

/// Why parsing stops: a fault, or a `(?x)` that changes how what stands before it is read.
pub enum Trouble {
    Fault(Fault),
    Verbose,
}

pub type Outcome<T> = Result<T, Trouble>;

/// A token: a character, or a backslash and a character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Token {
    Char(u32),
    Escape(u32),
}

impl Token {
    pub fn len(self) -> usize {
        match self {
            Token::Char(_) => 1,
            Token::Escape(_) => 2,
        }
    }

    pub fn is(self, c: char) -> bool {
        self == Token::Char(c as u32)
    }

    pub fn text(self) -> String {
        match self {
            Token::Char(c) => show(c),
            Token::Escape(c) => format!("\\{}", show(c)),
        }
    }
}

pub fn show(c: u32) -> String {
    char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER).to_string()
}

pub struct Source<'a> {
    pub text: &'a [u32],
    /// behind `next`
    index: usize,
    pub next: Option<Token>,
}

impl Source<'_> {
    pub fn new(text: &[u32]) -> Source<'_> {
        Source { text, index: 0, next: None }
    }

    pub fn advance(&mut self) -> Outcome<()> {
        self.next = match self.text.get(self.index) {
            None => None,
            Some(&c) if c == '\\' as u32 => {
                let Some(&escaped) = self.text.get(self.index + 1) else {
                    let at = self.text.len() - 1;
                    return Err(Trouble::Fault(Fault::Pattern("bad escape (end of pattern)".into(), at)));
                };
                self.index += 2;
                Some(Token::Escape(escaped))
            }
            Some(&c) => {
                self.index += 1;
                Some(Token::Char(c))
            }
        };
        Ok(())
    }

    /// Where `next` begins.
    pub fn tell(&self) -> usize {
        self.index - self.next.map_or(0, Token::len)
    }

    pub fn get(&mut self) -> Outcome<Option<Token>> {
        let token = self.next;
        self.advance()?;
        Ok(token)
    }

    pub fn matches(&mut self, c: char) -> Outcome<bool> {
        let is = self.next.is_some_and(|token| token.is(c));
        if is {
            self.advance()?;
        }
        Ok(is)
    }

    pub fn seek(&mut self, index: usize) -> Outcome<()> {
        self.index = index;
        self.advance()
    }

    /// Up to `most` characters that pass the test.
    pub fn get_while(&mut self, most: usize, test: fn(char) -> bool) -> Outcome<String> {
        let mut text = String::new();
        for _ in 0..most {
            let Some(Token::Char(c)) = self.next else { break };
            let Some(c) = char::from_u32(c).filter(|&c| test(c)) else { break };
            text.push(c);
            self.advance()?;
        }
        Ok(text)
    }
}
