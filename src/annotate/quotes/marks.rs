//! Pairs the quotation marks of one paragraph, of whatever style, and bounds those whose partner is missing.

use crate::model::Span;
use crate::resources::speech::QuoteWords;

/// Marks that pair with each other. Straight and curly marks mix in real text, so they are one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// `"` `“` `”` `„` `‟` and the typewriter's ` `` ` and `''`.
    Double,
    /// `'` `‘` `’` `‚` `‛`: apostrophes most of the time.
    Single,
    /// `«` and `»`, either way round.
    Angle,
    /// `‹` and `›`, either way round.
    Chevron,
    /// `「` `」` `『` `』`.
    Corner,
}

/// A quotation of one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// The family of its marks.
    pub family: Family,
    /// Its bytes with its marks.
    pub span: Span,
    /// Its bytes without its marks.
    pub content: Span,
    /// False where the opening mark is missing.
    pub opened: bool,
    /// False where the closing mark is missing.
    pub closed: bool,
}

impl Pair {
    /// True when nothing but spaces stands before it in its paragraph.
    pub(super) fn starts(&self, text: &str, block: Span) -> bool {
        Span { start: block.start, end: self.span.start.max(block.start) }.of(text).trim().is_empty()
    }

    /// True when nothing but spaces stands after it in its paragraph.
    pub(super) fn ends(&self, text: &str, block: Span) -> bool {
        Span { start: self.span.end.min(block.end), end: block.end }.of(text).trim().is_empty()
    }
}

/// What the shape of a mark says about its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Open,
    /// `„` and `‚`, which a high opening mark closes.
    Low,
    Close,
    Straight,
}

/// What stands beside a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// The edge of the paragraph, a space, a bracket that opens (left) or closes (right).
    Gap,
    /// A letter or digit, or what belongs to a word: `$`, `#`, `@`, `[`.
    Word,
    /// `.` `,` `?` and the like, which stand at the end of words.
    Stop,
    /// A dash, another mark: says nothing.
    Unclear,
}

/// One quotation mark.
#[derive(Debug, Clone, Copy)]
struct Mark {
    family: Family,
    glyph: Glyph,
    span: Span,
    left: Beside,
    right: Beside,
    /// The character before it.
    previous: Option<char>,
    /// The character after it.
    next: Option<char>,
}

impl Mark {
    /// True when only an opening mark stands so: after a gap and before a word.
    fn must_open(&self) -> bool {
        self.left == Beside::Gap && matches!(self.right, Beside::Word | Beside::Stop)
    }

    /// True when only a closing mark stands so: after a word or its stop and before a gap or stop.
    fn must_close(&self) -> bool {
        matches!(self.left, Beside::Word | Beside::Stop) && matches!(self.right, Beside::Gap | Beside::Stop)
    }
}

/// The quotations of the paragraph `block` of `text`, in order of their beginnings, the longer first; none crosses
/// another. O(n).
pub(super) fn pairs(text: &str, block: Span, words: &QuoteWords) -> Vec<Pair> {
    let marks = scan(text, block);
    let mut pairs = Vec::new();
    for family in [Family::Double, Family::Angle, Family::Chevron, Family::Corner] {
        let own: Vec<Mark> = marks.iter().filter(|mark| mark.family == family).copied().collect();
        if !own.is_empty() {
            pairs.extend(nest(text, block, &own));
        }
    }
    let single: Vec<Mark> = marks.into_iter().filter(|mark| mark.family == Family::Single).collect();
    pairs.extend(single_pairs(text, block, &single, words));
    pairs.sort_by_key(|pair| (pair.span.start, std::cmp::Reverse(pair.span.end)));
    uncross(pairs)
}

/// Leaves out each pair that overlaps an earlier one without lying inside it.
fn uncross(pairs: Vec<Pair>) -> Vec<Pair> {
    let mut around: Vec<Span> = Vec::new();
    let mut kept = Vec::with_capacity(pairs.len());
    for pair in pairs {
        while around.last().is_some_and(|outer| outer.end <= pair.span.start) {
            around.pop();
        }
        if around.last().is_none_or(|outer| outer.contains(pair.span) && *outer != pair.span) {
            around.push(pair.span);
            kept.push(pair);
        }
    }
    kept
}

/// Finds the marks of a paragraph with what stands beside them.
fn scan(text: &str, block: Span) -> Vec<Mark> {
    let body = block.of(text);
    let mut marks: Vec<Mark> = Vec::new();
    let mut chars = body.char_indices().peekable();
    let mut previous = None;
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let kind = match c {
            // Two typewriter marks make a double one.
            '`' | '\'' if chars.peek().is_some_and(|&(_, next)| next == c) => {
                chars.next();
                end += 1;
                Some((Family::Double, if c == '`' { Glyph::Open } else { Glyph::Close }))
            }
            _ => kind(c),
        };
        if let Some((family, glyph)) = kind {
            let next = chars.peek().map(|&(_, next)| next);
            let span = Span::new(block.start as usize + at, block.start as usize + end);
            let (left, right) = (beside(previous, "([{<"), beside(next, ")]}>"));
            marks.push(Mark { family, glyph, span, left, right, previous, next });
        }
        previous = Some(c);
    }
    marks
}

/// The family and shape of a quotation mark.
fn kind(c: char) -> Option<(Family, Glyph)> {
    Some(match c {
        '"' | '＂' => (Family::Double, Glyph::Straight),
        '„' => (Family::Double, Glyph::Low),
        '“' | '‟' | '〝' => (Family::Double, Glyph::Open),
        '”' | '〞' => (Family::Double, Glyph::Close),
        '\'' => (Family::Single, Glyph::Straight),
        '‚' => (Family::Single, Glyph::Low),
        '‘' | '‛' | '`' => (Family::Single, Glyph::Open),
        '’' | '´' => (Family::Single, Glyph::Close),
        '«' => (Family::Angle, Glyph::Open),
        '»' => (Family::Angle, Glyph::Close),
        '‹' => (Family::Chevron, Glyph::Open),
        '›' => (Family::Chevron, Glyph::Close),
        '「' | '『' => (Family::Corner, Glyph::Open),
        '」' | '』' => (Family::Corner, Glyph::Close),
        _ => return None,
    })
}

/// Sorts the neighbour of a mark; `brackets` are those that count as a gap on its side.
fn beside(neighbour: Option<char>, brackets: &str) -> Beside {
    match neighbour {
        None => Beside::Gap,
        Some(c) if c.is_whitespace() || brackets.contains(c) => Beside::Gap,
        Some(c) if c.is_alphanumeric() || "$£€#@[]%&*".contains(c) => Beside::Word,
        Some('.' | ',' | '?' | '!' | ';' | ':' | '…' | ')' | '}') => Beside::Stop,
        Some(_) => Beside::Unclear,
    }
}

/// Pairs marks of one family with a stack, so that quotations nest.
fn nest(text: &str, block: Span, marks: &[Mark]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut last_end = block.start;
    for mark in marks {
        if opens(mark, open.last()) {
            open.push(*mark);
        } else if let Some(opener) = open.pop() {
            pairs.push(pair(Some(opener.span), Some(mark.span), opener.span.end, mark.span.start, mark.family));
            last_end = mark.span.end;
        } else if let Some(start) = missing_start(text, last_end, block, mark) {
            pairs.push(pair(None, Some(mark.span), start, mark.span.start, mark.family));
            last_end = mark.span.end;
        }
    }
    // A mark that nothing closes reaches to the next quotation or to the end of the paragraph.
    for opener in open {
        let next = marks.partition_point(|mark| mark.span.start < opener.span.end);
        let stop = marks.get(next).map_or(block.end, |mark| mark.span.start);
        let end = opener.span.end + Span { start: opener.span.end, end: stop }.of(text).trim_end().len() as u32;
        if end > opener.span.end {
            pairs.push(pair(Some(opener.span), None, opener.span.end, end, opener.family));
        }
    }
    pairs
}

/// A pair from its marks and the bounds of its words.
fn pair(opener: Option<Span>, closer: Option<Span>, start: u32, end: u32, family: Family) -> Pair {
    let content = Span { start, end: end.max(start) };
    let span =
        Span { start: opener.map_or(start, |mark| mark.start), end: closer.map_or(content.end, |mark| mark.end) };
    Pair { family, span, content, opened: opener.is_some(), closed: closer.is_some() }
}

/// True when a mark opens a quotation, given the mark that is open already.
fn opens(mark: &Mark, open: Option<&Mark>) -> bool {
    let Some(open) = open else {
        return match mark.glyph {
            Glyph::Close => mark.must_open(),
            Glyph::Low => true,
            Glyph::Open | Glyph::Straight => !mark.must_close(),
        };
    };
    match mark.glyph {
        Glyph::Low => true,
        Glyph::Close => open.glyph == Glyph::Close && mark.must_open(),
        // „…“ and »…« close with what elsewhere opens.
        Glyph::Open if matches!(open.glyph, Glyph::Low | Glyph::Close) => mark.must_open(),
        Glyph::Open => !mark.must_close(),
        Glyph::Straight => mark.must_open(),
    }
}

/// Where a quotation begins whose opening mark is missing: at the paragraph, or at the sentence after the last one.
/// `None` for inches and for what is no quotation.
fn missing_start(text: &str, last_end: u32, block: Span, mark: &Mark) -> Option<u32> {
    if !mark.must_close() || (mark.glyph == Glyph::Straight && mark.previous.is_some_and(char::is_numeric)) {
        return None;
    }
    let between = Span { start: last_end, end: mark.span.start }.of(text);
    let skip = if last_end == block.start {
        0
    } else {
        // The last sentence end before the closing mark's own sentence is the likeliest beginning.
        between.trim_end_matches(['.', '?', '!', ',']).rfind(['.', '?', '!']).map_or(0, |at| at + 1)
    };
    let rest = &between[skip..];
    let start = last_end + (between.len() - rest.trim_start().len()) as u32;
    (rest.split_whitespace().count() > 1).then_some(start)
}

/// Pairs single marks, after apostrophes are left out: O(n).
fn single_pairs(text: &str, block: Span, marks: &[Mark], words: &QuoteWords) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut open: Option<Mark> = None;
    // The first mark since `open` that may close it or be the apostrophe of a plural: "the Democrats' plan".
    let mut weak: Option<Mark> = None;
    let close = |opener: Mark, closer: Mark, pairs: &mut Vec<Pair>| {
        let joined = pair(Some(opener.span), Some(closer.span), opener.span.end, closer.span.start, Family::Single);
        if !joined.content.is_empty() {
            pairs.push(joined);
        }
    };
    for mark in marks {
        if opens_single(text, block, mark, words) {
            if let (Some(opener), Some(closer)) = (open, weak) {
                close(opener, closer, &mut pairs);
            }
            (open, weak) = (Some(*mark), None);
        } else if let Some(opener) = open
            && closes_single(mark)
        {
            if may_be_plural(mark) {
                weak = weak.or(Some(*mark));
            } else {
                close(opener, *mark, &mut pairs);
                (open, weak) = (None, None);
            }
        }
    }
    match (open, weak) {
        (Some(opener), Some(closer)) => close(opener, closer, &mut pairs),
        (Some(opener), None) => {
            let end = Span { start: opener.span.end, end: block.end }.of(text).trim_end().len() as u32;
            pairs.push(pair(Some(opener.span), None, opener.span.end, opener.span.end + end, Family::Single));
        }
        _ => {}
    }
    pairs
}

/// True when a single mark opens a quotation; false for apostrophes: "don't", "'em", "the '90s".
fn opens_single(text: &str, block: Span, mark: &Mark, words: &QuoteWords) -> bool {
    let gap = mark.left == Beside::Gap || mark.previous.is_some_and(|c| "\"“„«—–-".contains(c));
    let word = mark.right == Beside::Word || mark.next.is_some_and(|c| "\"“…".contains(c));
    if !gap || !word || mark.glyph == Glyph::Close {
        return false;
    }
    if mark.glyph != Glyph::Straight {
        return true;
    }
    let rest = Span { start: mark.span.end, end: block.end }.of(text);
    let first = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let decade = first.len() == 3 && first.ends_with('s') || first.len() == 2;
    !(words.is_elided(first) || decade && first.starts_with(|c: char| c.is_ascii_digit()))
}

/// True when a single mark can close a quotation.
fn closes_single(mark: &Mark) -> bool {
    let after = matches!(mark.right, Beside::Gap | Beside::Stop) || mark.next.is_some_and(|c| "\"”»—–-".contains(c));
    after && mark.left != Beside::Gap
}

/// True when a mark may be the apostrophe of a plural or of a clipped "-ing" as well: "the Smiths' house", "goin' home".
fn may_be_plural(mark: &Mark) -> bool {
    mark.previous.is_some_and(|c| matches!(c, 's' | 'S' | 'n' | 'z' | 'x'))
        && mark.next.is_some_and(char::is_whitespace)
}
