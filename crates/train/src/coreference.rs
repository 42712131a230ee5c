//! How well the chains of articles are those that people marked: on GUM by the scores of CoNLL-2012, on GAP by its own.

mod alignment;
mod assignment;
mod gap;
mod gum;
mod score;

use alignment::{Extent, align};
use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};
use gum::Annotated;
use newsgraph::model::{ChainId, Document, EntityKind, Mention, MentionKind};
use newsgraph::pipeline::Pipeline;
use newsgraph::resources::Resources;
use score::{Cluster, Tally};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Scores of chains.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Where the corpora are
    #[arg(long, default_value = "../shared")]
    data: PathBuf,
    /// The part of GUM; the trees of the network are learned from `train`
    #[arg(long, value_enum, default_value_t = Part::Dev)]
    part: Part,
    /// Show the entities and the chains of one document of GUM instead
    #[arg(long, value_name = "ID")]
    show: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Part {
    Dev,
    Train,
}

impl Part {
    fn as_str(self) -> &'static str {
        match self {
            Part::Dev => "dev",
            Part::Train => "train",
        }
    }
}

/// Which gold mentions count.
#[derive(Debug, Clone, Copy)]
enum View {
    /// Those of all people, organizations and places.
    All,
    /// Those of entities with a name, which alone become nodes; without "I", "we" and "you", for which chains have no place.
    Named,
}

/// A gold document beside what was found in it.
struct Compared {
    gold: Annotated,
    /// The same document, read by the program.
    document: Document,
    /// The places of mentions that are compared, in `document`.
    found: Vec<usize>,
    /// The gold mention of each of them.
    aligned: Vec<Option<usize>>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let part = options.part.as_str();
    let mut gold = gum::read(&options.data.join(format!("data/ud/gum/{part}.conllu")))?;
    if let Some(id) = &options.show {
        gold.retain(|it| it.document.article.id == id.as_str());
        ensure!(!gold.is_empty(), "GUM {part} has no document {id}");
    }
    let pipeline = Pipeline::new(Resources::embedded()?)?;
    let compared: Vec<Compared> = gold.into_iter().map(|it| Compared::new(&pipeline, it)).collect();
    if options.show.is_some() {
        compared.iter().for_each(Compared::show);
        return Ok(());
    }
    println!("GUM {part}: people, organizations and places");
    let measures = ["mentions", "MUC", "B-cubed", "CEAF-e"].map(|name| format!("{name:^17}")).join(" | ");
    println!("{:44} {measures} | mean", "");
    println!("{:44} {} |    F1", "", ["    P     R    F1"; 4].join(" | "));
    report("all", &compared, View::All);
    report("with a name, without I, we, you", &compared, View::Named);
    println!("GAP development: data/en/salience.toml was fitted on these very texts");
    println!("{}", gap::score(&pipeline, &options.data.join("data/coref/gap-development.tsv"))?);
    Ok(())
}

/// Prints the scores of all documents and of each genre.
fn report(what: &str, compared: &[Compared], view: View) {
    let mut all = Tally::default();
    let mut genres: BTreeMap<&str, (usize, Tally)> = BTreeMap::new();
    for it in compared {
        let (gold, found) = (it.gold_clusters(view), it.found_clusters());
        all.add(&gold, &found);
        let (documents, tally) = genres.entry(it.gold.genre()).or_default();
        *documents += 1;
        tally.add(&gold, &found);
    }
    println!("{:44} {all}", format!("{what}: {} documents", compared.len()));
    for (genre, (documents, tally)) in genres {
        println!("{:44} {tally}", format!("  {genre}: {documents}"));
    }
}

impl Compared {
    /// Reads a document and finds out which mentions are which.
    fn new(pipeline: &Pipeline, gold: Annotated) -> Self {
        let document = pipeline.annotate(gold.document.clone());
        let found: Vec<usize> =
            (0..document.mentions.len()).filter(|&at| !is_relative(&document, &document.mentions[at])).collect();
        // All mentions take part, so that none takes the place of another that only does not count.
        let extents: Vec<Extent> = found
            .iter()
            .map(|&at| Extent::new(&gold.document, document.mentions[at].tokens.clone().collect()))
            .collect();
        let marked: Vec<Extent> = gold.mentions.iter().map(|it| it.extent.clone()).collect();
        let aligned = align(&marked, &extents);
        Compared { gold, document, found, aligned }
    }

    /// The gold mentions of each entity that count.
    fn gold_clusters(&self, view: View) -> Vec<Cluster> {
        let mut entities: BTreeMap<&str, Cluster> = BTreeMap::new();
        let of_kind = |it: &&gum::Mention| matches!(it.kind.as_str(), "person" | "organization" | "place");
        let names = self.gold.mentions.iter().filter(of_kind).filter(|it| it.name);
        let named: Vec<&str> = names.map(|it| it.entity.as_str()).collect();
        for (number, mention) in self.gold.mentions.iter().enumerate().filter(|(_, it)| of_kind(it)) {
            let counts = match view {
                View::All => true,
                View::Named => !mention.speech && named.contains(&mention.entity.as_str()),
            };
            if counts {
                entities.entry(&mention.entity).or_default().push(number);
            }
        }
        entities.into_values().collect()
    }

    /// The mentions of each chain, by the numbers of the gold mentions that they are, else by numbers of their own.
    fn found_clusters(&self) -> Vec<Cluster> {
        let mut chains: BTreeMap<ChainId, Cluster> = BTreeMap::new();
        for (place, (&at, gold)) in self.found.iter().zip(&self.aligned).enumerate() {
            if let Some(chain) = self.chain(at) {
                chains.entry(chain).or_default().push(gold.unwrap_or(self.gold.mentions.len() + place));
            }
        }
        chains.into_values().collect()
    }

    /// The one chain of a mention, where it is of a kind that is compared.
    fn chain(&self, mention: usize) -> Option<ChainId> {
        let &[chain] = self.document.mentions[mention].chains.as_slice() else { return None };
        let kinds = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];
        self.document.chain(chain).kind.is_some_and(|kind| kinds.contains(&kind)).then_some(chain)
    }

    /// Prints the gold entities, each mention with our chain of it, and our chains, each mention with its gold entity.
    fn show(&self) {
        let mut ours: Vec<Option<usize>> = vec![None; self.gold.mentions.len()];
        for (&at, gold) in self.found.iter().zip(&self.aligned) {
            if let Some(gold) = *gold {
                ours[gold] = Some(at);
            }
        }
        println!("# {}", self.document.article.id);
        for cluster in self.gold_clusters(View::All).iter().filter(|it| it.len() > 1) {
            let first = &self.gold.mentions[cluster[0]];
            println!("entity {} ({})", first.entity, first.kind);
            for &number in cluster {
                let tokens = &self.gold.mentions[number].extent.tokens;
                let words: Vec<&str> = tokens.iter().map(|&token| self.document.text(token)).collect();
                let chain = match ours[number] {
                    None => "no mention".to_owned(),
                    Some(at) => self.chain(at).map_or("no chain".to_owned(), |chain| format!("chain {}", chain.0)),
                };
                println!("  {:>5} {:12} {}", tokens.first().copied().unwrap_or_default(), chain, words.join(" "));
            }
        }
        let mut chains: BTreeMap<ChainId, Vec<(usize, Option<usize>)>> = BTreeMap::new();
        for (&at, &gold) in self.found.iter().zip(&self.aligned) {
            if let Some(chain) = self.chain(at) {
                chains.entry(chain).or_default().push((at, gold));
            }
        }
        for (id, mentions) in chains.iter().filter(|(_, mentions)| mentions.len() > 1) {
            let chain = self.document.chain(*id);
            println!("chain {} {} ({})", id.0, chain.name, chain.kind.map_or("-", EntityKind::as_str));
            for &(at, gold) in mentions {
                let tokens = &self.document.mentions[at].tokens;
                let gold = gold.map(|gold| &self.gold.mentions[gold]);
                let gold = gold.map_or("no mention".to_owned(), |it| format!("{} {}", it.entity, it.kind));
                println!("  {:>5} {:16} {}", tokens.start, gold, self.document.words(tokens));
            }
        }
    }
}

/// True for "who", "which" and "that", which are pronouns of ours only where they open a relative clause.
fn is_relative(document: &Document, mention: &Mention) -> bool {
    let word = document.text(mention.head).to_lowercase();
    mention.kind == MentionKind::Pronoun && matches!(word.as_str(), "who" | "whom" | "whose" | "which" | "that")
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsgraph::model::Chain;

    /// Only "Ann" and "she" are found, and "Ann" is not "Ann and Bob", whose head she is.
    #[test]
    fn clusters_share_the_numbers_of_mentions_that_are_one() {
        let row = |id: u8, form: &str, upos: &str, head: u8, entity: &str| {
            let person = if form == "I" { 1 } else { 3 };
            format!("{id}\t{form}\t_\t{upos}\t_\tPerson={person}\t{head}\tdep\t_\t{entity}\n")
        };
        let text = [
            row(1, "Ann", "PROPN", 5, "Entity=(3-person-new(1-person-new)"),
            row(2, "and", "CCONJ", 3, "_"),
            row(3, "Bob", "PROPN", 1, "Entity=(2-person-new)3)"),
            row(4, "both", "X", 5, "Entity=(9-abstract-new)"),
            row(5, "left", "VERB", 0, "_"),
            row(6, "she", "PRON", 5, "Entity=(1-person-giv)"),
            row(7, "I", "PRON", 5, "Entity=(1-person-giv)"),
            row(8, "guests", "NOUN", 5, "Entity=(4-person-new)"),
        ]
        .concat();
        let gold = gum::parse(&text).unwrap().remove(0);
        let mention = |at: u32, kind| Mention { tokens: at..at + 1, head: at, kind, chains: vec![ChainId(0)] };
        let mut document = gold.document.clone();
        document.mentions = vec![mention(0, MentionKind::Name), mention(5, MentionKind::Pronoun)];
        document.chains = vec![Chain {
            kind: Some(EntityKind::Person),
            name: "Ann".into(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            gender: None,
            plural: false,
            descriptions: Vec::new(),
        }];
        let marked: Vec<Extent> = gold.mentions.iter().map(|it| it.extent.clone()).collect();
        let extent = |at: u32| Extent::new(&gold.document, vec![at]);
        let aligned = align(&marked, &[extent(0), extent(5)]);
        let compared = Compared { gold, document, found: vec![0, 1], aligned };
        // In the order of the text: both of them, Ann, Bob, the abstract one, she, I, the guests.
        assert_eq!(compared.gold_clusters(View::All), [vec![1, 4, 5], vec![2], vec![0], vec![6]]);
        assert_eq!(compared.gold_clusters(View::Named), [vec![1, 4], vec![2], vec![0]]);
        assert_eq!(compared.found_clusters(), [vec![1, 4]]);
    }
}
