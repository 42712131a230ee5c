//! The one place where the stages meet.

use crate::annotate::appositions::Appositions;
use crate::annotate::blocks::Blocks;
use crate::annotate::lemmas::Lemmas;
use crate::annotate::mentions::Mentions;
use crate::annotate::names::{Known, Names};
use crate::annotate::network::{MODEL, Network};
use crate::annotate::quotes::Quotes;
use crate::annotate::sentences::Sentences;
use crate::annotate::times::Times;
use crate::annotate::tokens::Tokens;
use crate::annotate::{Annotator, Layer, unmet};
use crate::archive::{Archive, ArchiveError, Decision, Entry, Reason, is_known_by};
use crate::extract::speech::Speaking;
use crate::extract::{self, Assertions, Events, Extractor, Relations, Report, Weigher};
use crate::graph::{self, Graph};
use crate::model::{Article, Date, Document, EntityId, Facts, Resolved, Signature};
use crate::resolve::{self, Conflict, Explanation, Given, GivenError, Judgements, KnownEntities};
use crate::resources::gazetteers::Gazetteers;
use crate::resources::identity::IdentityWords;
use crate::resources::language::Language;
use crate::resources::lemmas;
use crate::resources::speech::QuoteWords;
use crate::resources::{DataError, Resources};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// Everything that turns articles into facts and facts into a graph; made once, used by any number of threads.
pub struct Pipeline {
    resources: Resources,
    identity: IdentityWords,
    given: Given,
    annotators: Vec<Box<dyn Annotator>>,
    extractors: Vec<Box<dyn Extractor>>,
    program: OnceLock<String>,
    weigher: Weigher,
}

impl Pipeline {
    /// Sets up all stages.
    ///
    /// # Errors
    /// Where the language data are not what the stages need: a file is missing or cannot be parsed.
    pub fn new(resources: Resources) -> Result<Self, DataError> {
        let annotators = annotators(&resources)?;
        if let Some((name, layer)) = unmet(&annotators) {
            return Err(DataError::whole(name, format!("no annotator before it gives {layer:?}")));
        }
        let extractors = extractors(&resources)?;
        let identity = IdentityWords::load(&resources)?;
        let given = Given::default();
        let weigher = Weigher::new(&resources)?;
        Ok(Pipeline { resources, identity, given, annotators, extractors, program: OnceLock::new(), weigher })
    }

    /// The same pipeline, whose graphs follow what people said about who is who.
    #[must_use]
    pub fn with_given(self, given: Given) -> Self {
        Pipeline { given, ..self }
    }

    /// What people said about who is who.
    pub fn given(&self) -> &Given {
        &self.given
    }

    /// The language data that the stages read.
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    /// The annotators, in the order in which they run.
    pub fn annotators(&self) -> impl Iterator<Item = &dyn Annotator> {
        self.annotators.iter().map(AsRef::as_ref)
    }

    /// An article with all its layers.
    pub fn document(&self, article: Article) -> Document {
        let mut document = Document::new(article);
        self.annotators.iter().for_each(|annotator| annotator.annotate(&mut document));
        document
    }

    /// A document whose tokens and sentences are given, with all its other layers.
    pub fn annotate(&self, mut document: Document) -> Document {
        let given = [Layer::Blocks, Layer::Tokens, Layer::Sentences];
        let missing = |annotator: &&dyn Annotator| !annotator.gives().iter().any(|layer| given.contains(layer));
        self.annotators().filter(missing).for_each(|annotator| annotator.annotate(&mut document));
        document
    }

    /// What the patterns find in an annotated article, before anything is weighed against the whole of it.
    pub fn assertions(&self, document: &Document) -> Assertions {
        let mut found = Assertions::default();
        self.extractors.iter().for_each(|extractor| extractor.extract(document, &mut found));
        found
    }

    /// What an annotated article asserts.
    pub fn facts_of(&self, document: &Document) -> Facts {
        let mut found = self.assertions(document);
        self.weigher.add(document, &mut found);
        found.attribute();
        let digest = digest(&document.article);
        let signature = Signature::of(&document.article.text);
        Facts { digest, signature, ..extract::facts(document, self.resources.schema(), found) }
    }

    /// What an article asserts.
    pub fn facts(&self, article: Article) -> Facts {
        self.facts_of(&self.document(article))
    }

    /// What many articles assert, in their order, worked out by all threads.
    pub fn facts_of_all(&self, articles: Vec<Article>) -> Vec<Facts> {
        articles.into_par_iter().map(|article| self.facts(article)).collect()
    }

    /// The graph of what many articles assert, whatever their order.
    pub fn graph(&self, facts: Vec<Facts>) -> Graph {
        self.graph_given(facts, &self.given)
    }

    /// The graph of what many articles assert, in the light of what people said about who is who.
    pub fn graph_given(&self, facts: Vec<Facts>, given: &Given) -> Graph {
        graph::fold(&self.resolve(facts, given), self.resources.schema())
    }

    /// What many articles assert under identifiers that all share: a pure function of its arguments, whatever the
    /// order of the facts.
    pub fn resolve(&self, facts: Vec<Facts>, given: &Given) -> Resolved {
        resolve::resolve(facts, self.resources.schema(), &self.identity, given)
    }

    /// Why two entities of resolved articles are two, or one entity is one.
    pub fn explain(&self, resolved: &Resolved, a: &EntityId, b: &EntityId) -> Vec<Explanation> {
        resolve::explain(resolved, a, b, &self.identity, &self.given)
    }

    /// Judgements that contradict each other about some resolved articles.
    pub fn conflicts(&self, resolved: &Resolved) -> Vec<Conflict> {
        resolve::conflicts(resolved, &self.identity, &self.given)
    }

    /// Articles as an archive stores them, worked out by all threads.
    pub fn entries(&self, articles: Vec<Article>) -> Vec<Entry> {
        let entry = |article: Article| Entry { facts: self.facts(article.clone()), article, program: self.program() };
        articles.into_par_iter().map(entry).collect()
    }

    /// The digest of the program and its language data, which archives keep beside the facts.
    pub fn program(&self) -> String {
        self.program.get_or_init(|| self.resources.digest()).clone()
    }

    /// The graph of an archive: the one that it keeps, else folded from the facts of all its articles, and then kept.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn archived(&self, archive: &Archive) -> Result<Graph, ArchiveError> {
        self.archived_given(archive, &self.given, |_| ())
    }

    /// The graph of an archive in the light of what people said about who is who, there and in `given`, telling each step
    /// that takes time; of a graph that is kept there is none to tell.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn archived_given(
        &self,
        archive: &Archive,
        given: &Given,
        mut tell: impl FnMut(Step),
    ) -> Result<Graph, ArchiveError> {
        let (state, kept, facts) = archive.at_one_moment(|archive| {
            // What people said about who is who decides the graph as much as the program does.
            let state = archive.state(&format!("{} {given:?}", self.program()))?;
            let kept = archive.graph(&state)?;
            let facts = if kept.is_some() { Vec::new() } else { facts(archive, |_| true, &mut tell)? };
            Ok::<_, ArchiveError>((state, kept, facts))
        })?;
        if let Some(graph) = kept {
            return Ok(graph);
        }
        tell(Step::Resolve(facts.len()));
        let graph = self.graph_given(facts, &decided(given, [archive])?);
        tell(Step::Keep);
        // An archive that cannot be written now, by this user or at all, has its graph folded again next time.
        let _ = archive.keep(&state, &graph);
        Ok(graph)
    }

    /// The graph of an archive as the articles tell it that had surely appeared by the end of a day, month or year,
    /// telling each step that takes time.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn archived_as_of(
        &self,
        archive: &Archive,
        until: Date,
        mut tell: impl FnMut(Step),
    ) -> Result<Graph, ArchiveError> {
        let facts = facts(archive, |facts| is_known_by(facts.published, until), &mut tell)?;
        tell(Step::Resolve(facts.len()));
        Ok(self.graph_given(facts, &decided(&self.given, [archive])?))
    }

    /// Runs the tests in the `text` of a relation file.
    ///
    /// # Errors
    /// Where the file does not parse, with the line.
    pub fn check_relation(&self, file: &str, text: &str) -> Result<Report, DataError> {
        let annotate = |text: &str| self.document(Article { text: text.to_owned(), ..Article::default() });
        extract::check(file, text, &self.resources, annotate)
    }
}

/// What people said about who is who: in `given`, and in what archives keep of it.
///
/// # Errors
/// Where an archive cannot be read, or what it keeps cannot.
pub fn decided<'a>(given: &Given, archives: impl IntoIterator<Item = &'a Archive>) -> Result<Given, ArchiveError> {
    let mut all = given.clone();
    for archive in archives {
        let damaged = |what, error: GivenError| ArchiveError {
            name: archive.name().to_owned(),
            reason: Reason::Decision(what, error.to_string()),
        };
        let judgements = archive.decision(Decision::Judgements)?;
        all.judgements.list.extend(Judgements::parse(&judgements).map_err(|error| damaged("judgements", error))?.list);
        let known = archive.decision(Decision::Known)?;
        if !known.is_empty() {
            all.known.list.extend(KnownEntities::parse(&known).map_err(|error| damaged("known entities", error))?.list);
        }
    }
    Ok(all)
}

/// A step towards the graph of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The facts of one more article were read.
    Read,
    /// All are read; who is who in so many articles is worked out.
    Resolve(usize),
    /// The graph is stored in the archive.
    Keep,
}

/// The facts of those articles of an archive that are wanted.
fn facts(
    archive: &Archive,
    is_wanted: impl Fn(&Facts) -> bool,
    tell: &mut impl FnMut(Step),
) -> Result<Vec<Facts>, ArchiveError> {
    let mut all = Vec::new();
    archive.for_each_facts(|facts| {
        tell(Step::Read);
        if is_wanted(&facts) {
            all.push(facts);
        }
        Ok::<_, ArchiveError>(())
    })?;
    Ok(all)
}

fn annotators(resources: &Resources) -> Result<Vec<Box<dyn Annotator>>, DataError> {
    let language = Arc::new(parsed(resources, "lang.toml", Language::parse)?);
    let known = Known::load(resources)?;
    Ok(vec![
        Box::new(Blocks::new(language.clone())),
        Box::new(Tokens::new(language.clone())),
        Box::new(Sentences::new(language)),
        Box::new(network(resources, known.lists.clone())?),
        Box::new(Lemmas::new(lemmas::Lemmas::english())),
        Box::new(parsed(resources, "times.toml", Times::new)?),
        Box::new(Quotes::new(parsed(resources, "speech/quotes.toml", QuoteWords::parse)?)),
        Box::new(Names::new(known.clone())),
        Box::new(Appositions::new(known.titles.clone())),
        Box::new(Mentions::load(resources, known)?),
    ])
}

fn extractors(resources: &Resources) -> Result<Vec<Box<dyn Extractor>>, DataError> {
    Ok(vec![
        Box::new(Speaking::new(resources)?),
        Box::new(Relations::new(resources)?),
        Box::new(Events::new(resources)?),
    ])
}

fn network(resources: &Resources, lists: Arc<Gazetteers>) -> Result<Network, DataError> {
    let bytes = resources.bytes(MODEL).ok_or_else(|| DataError::whole(MODEL, "is missing"))?;
    Network::load(bytes, lists).map_err(|error| DataError::whole(MODEL, error.to_string()))
}

/// Half of the SHA-256 of title and text, in hexadecimal.
fn digest(article: &Article) -> String {
    let hash = Sha256::new().chain_update(&article.title).chain_update([0]).chain_update(&article.text).finalize();
    hash[..16].iter().fold(String::with_capacity(32), |hex, byte| hex + &format!("{byte:02x}"))
}

/// The text of a data file that a stage cannot do without.
fn file<'r>(resources: &'r Resources, name: &str) -> Result<&'r str, DataError> {
    resources.text(name).ok_or_else(|| DataError::whole(name, "is missing"))
}

/// A data file as its stage reads it.
fn parsed<T, E: ToString>(
    resources: &Resources,
    name: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<T, DataError> {
    parse(file(resources, name)?).map_err(|error| DataError::whole(name, error.to_string()))
}
