//! Markdown: the first heading is the title, the markup goes, code and pictures go with it.

use super::{
    Findings, Reader, Source, one,
    plain::{LIMIT, front_matter},
    text,
};
use crate::{error::Reason, model::Article};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The reader of `.md`.
pub(crate) struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(b"# ")
    }

    fn read(&self, source: Source) -> Findings {
        one(read(source))
    }
}

fn read(source: Source) -> Result<Article, Reason> {
    let text = text::tidy(&text::decode(source.whole(LIMIT)?, None)?);
    if text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    let (mut article, body) = front_matter(&text);
    let mut walk = Walk::default();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        walk.event(event);
    }
    walk.close(false);
    if article.title.is_empty() {
        article.title = walk.title.unwrap_or_default();
    } else if walk.title.as_ref().is_some_and(|title| *title != article.title) {
        // A first heading that differs from the stated title belongs to the text.
        walk.done.splice(0..0, walk.title);
    }
    article.text = walk.done.join("\n\n");
    Ok(article)
}

#[derive(Default)]
struct Walk {
    title: Option<String>,
    done: Vec<String>,
    open: String,
    /// How many elements are open whose words are not read.
    muted: usize,
}

impl Walk {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => {
                self.muted += 1;
            }
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => {
                self.muted = self.muted.saturating_sub(1);
            }
            Event::Text(text) | Event::Code(text) if self.muted == 0 => self.open.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => self.open.push(' '),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => self.close(true),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::BlockQuote(_),
            )
            | Event::Start(Tag::List(_) | Tag::Item) => self.close(false),
            _ => {}
        }
    }

    /// Ends the open paragraph; the first top heading before any text is the title.
    fn close(&mut self, heading: bool) {
        let paragraph = text::line(&std::mem::take(&mut self.open));
        if paragraph.is_empty() {
            return;
        }
        if heading && self.title.is_none() && self.done.is_empty() {
            self.title = Some(paragraph);
        } else {
            self.done.push(paragraph);
        }
    }
}
