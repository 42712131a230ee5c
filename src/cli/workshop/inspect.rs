//! `inspect`: what each stage saw.

use crate::cli::Outcome;
use crate::cli::input::InputArgs;
use anyhow::Context;
use clap::{Args, ValueEnum};
use newsgraph::model::{Document, Sentence};
use newsgraph::pipeline::Pipeline;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Show what each stage saw in the articles
///
/// `words` aligns lemma, tag, tree, names, mentions and chains under the words of each sentence; `conllu` writes the
/// CoNLL-U format of Universal Dependencies, names in MISC as NER=B-PERSON and offsets as TokenRange=start:end.
#[derive(Debug, Args)]
pub(crate) struct Inspect {
    #[command(flatten)]
    input: InputArgs,
    /// How to show it
    #[arg(short, long, value_enum, default_value_t = Format::Words)]
    format: Format,
    /// The input is CoNLL-U: keep its tokens and sentences and annotate the rest
    #[arg(long)]
    tokens: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One word per line with everything known of it
    Words,
    /// CoNLL-U
    Conllu,
}

impl Inspect {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        let mut out = BufWriter::new(io::stdout().lock());
        if self.tokens {
            for path in self.input.paths() {
                for document in given(path)? {
                    self.show(&pipeline.annotate(document), &mut out)?;
                }
            }
            out.flush()?;
            return Ok(Outcome::Done);
        }
        let mut articles = self.input.articles();
        for article in articles.by_ref() {
            self.show(&pipeline.document(article), &mut out)?;
        }
        out.flush()?;
        Ok(Outcome::of(&articles))
    }

    fn show(&self, document: &Document, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Words => words(document, out),
            Format::Conllu => newsgraph::export::conllu::write(document, out),
        }
    }
}

/// The documents of a CoNLL-U file, its tokens and sentences as given.
fn given(path: &Path) -> anyhow::Result<Vec<Document>> {
    let is_stdin = path == Path::new("-");
    let text = if is_stdin { io::read_to_string(io::stdin()) } else { std::fs::read_to_string(path) };
    let text = text.with_context(|| format!("cannot read {}", path.display()))?;
    newsgraph::read::conllu::documents(&text).with_context(|| path.display().to_string())
}

/// One word per line, a blank line between sentences.
fn words(document: &Document, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# {} {}", document.article.id, document.article.title)?;
    for sentence in &document.sentences {
        let kind = document.blocks.get(sentence.block as usize).map(|block| block.kind).unwrap_or_default();
        writeln!(out, "\n# {:?}, {:?}", sentence.field, kind)?;
        sentence_words(document, sentence, out)?;
    }
    for (number, chain) in document.chains.iter().enumerate().filter(|(_, chain)| !chain.name.is_empty()) {
        let kind = chain.kind.map_or("-", newsgraph::model::EntityKind::as_str);
        writeln!(out, "\n# chain {number}: {} ({kind}) {:?} {:?}", chain.name, chain.aliases, chain.descriptions)?;
    }
    writeln!(out)
}

fn sentence_words(document: &Document, sentence: &Sentence, out: &mut impl Write) -> io::Result<()> {
    for id in sentence.tokens.clone() {
        let token = document.token(id);
        let head = token.head.map_or(0, |head| head - sentence.tokens.start + 1);
        let name = document.names.iter().find(|name| name.tokens.contains(&id));
        let name = name.map(|name| format!("{:?}", name.kind)).unwrap_or_default();
        let mentions = document.mentions.iter().filter(|mention| mention.head == id);
        let chains = mentions.flat_map(|mention| mention.chains.iter().map(|chain| chain.0.to_string()));
        writeln!(
            out,
            "{:>3} {:20} {:18} {:6} {:5} {:>3} {:12} {:13} {}",
            id - sentence.tokens.start + 1,
            document.text(id),
            token.lemma,
            token.upos,
            token.xpos,
            head,
            token.dep,
            name,
            chains.collect::<Vec<_>>().join(",")
        )?;
    }
    Ok(())
}
