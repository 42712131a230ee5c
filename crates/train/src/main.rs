//! Trains and scores the English models of newsgraph.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command of its own, not the library
#![allow(clippy::inline_always)] // vector code is compiled for its instruction set only where it is inlined whole

mod card;
mod coreference;
mod corpus;
mod data;
mod encoder;
mod eval;
mod example;
mod gazetteers;
mod identity;
mod learner;
mod lemmas;
mod param;
mod pretrain;
mod random;
mod train;
mod weigh;
mod words;
mod world;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use encoder::Encoder;
use learner::{Learner, Sizes};
use newsgraph::annotate::network::Network;
use newsgraph::resources::Resources;
use newsgraph::resources::gazetteers::Gazetteers;
use random::Random;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Pretrains the encoder on raw text.
    Pretrain(Pretrain),
    /// Trains the network on trees and names.
    Train(Train),
    /// Builds the lists of known names.
    Gazetteers {
        /// Where the corpora are.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// The folder to write.
        #[arg(long, default_value = "data/en/gazetteers")]
        out: PathBuf,
    },
    /// Distils the dictionary of lemmas and the rules of endings.
    Lemmas {
        /// Where the corpora are.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// The folder of the tables, which holds the list made by hand.
        #[arg(long, default_value = "data/en/lemmas")]
        out: PathBuf,
    },
    /// Writes a large corpus of an invented world: articles, their facts, and who is who in them.
    Corpus(world::Corpus),
    /// Fits the weights of relations and events on annotated articles.
    Weigh(weigh::Options),
    /// Scores who is who in such a corpus.
    ScoreIdentity(identity::World),
    /// Scores who is who among the people of DWIE whose Wikipedia title is known.
    ScoreDwie(identity::Dwie),
    /// Scores who is who inside one text: GUM and GAP.
    ///
    /// GUM's tokens and sentences are given, all else is found. Its mentions of people, organizations and places are
    /// compared with ours that stand in one chain of such a kind; relative pronouns, which GUM does not mark, and mentions
    /// of several chains ("the pair") are left out. Two mentions are one where they have the same head in the gold tree.
    /// Entities and chains of one mention do not count. GAP asks of two names whether the chain of a pronoun has them.
    ScoreCoreference(coreference::Options),
    /// Scores a model on the development files.
    Eval {
        /// Where the corpora are.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// The model file.
        #[arg(long, default_value = "data/en/models/english.bin")]
        model: PathBuf,
        /// Write the model's card beside it; the commands that made the model.
        #[arg(long)]
        card: Vec<String>,
    },
}

#[derive(Debug, Args)]
struct Pretrain {
    /// Where the corpora are.
    #[arg(long, default_value = "../shared")]
    data: PathBuf,
    /// The file of the encoder to write.
    #[arg(long, default_value = "target/encoder.bin")]
    out: PathBuf,
    /// Times that the text is seen.
    #[arg(long, default_value_t = 1.0)]
    epochs: f32,
    /// The seed of all random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The highest learning rate.
    #[arg(long, default_value_t = 0.003)]
    rate: f32,
    /// Words of a batch.
    #[arg(long, default_value_t = 1500)]
    batch: usize,
    #[command(flatten)]
    shape: Shape,
}

/// The sizes of the encoder.
#[derive(Debug, Args)]
struct Shape {
    /// Numbers of an embedding.
    #[arg(long, default_value_t = 128)]
    embedding: usize,
    /// Numbers of a context vector.
    #[arg(long, default_value_t = 256)]
    width: usize,
    /// Layers of recurrence.
    #[arg(long, default_value_t = 2)]
    layers: usize,
}

#[derive(Debug, Args)]
struct Train {
    /// Where the corpora are.
    #[arg(long, default_value = "../shared")]
    data: PathBuf,
    /// The model file to write.
    #[arg(long, default_value = "data/en/models/english.bin")]
    out: PathBuf,
    /// Times that all gold names are seen.
    #[arg(long, default_value_t = 10)]
    epochs: usize,
    /// The seed of all random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The highest learning rate.
    #[arg(long, default_value_t = 0.003)]
    rate: f32,
    /// The probability that a number is dropped in training.
    #[arg(long, default_value_t = 0.25)]
    dropout: f32,
    /// Words of a batch.
    #[arg(long, default_value_t = 600)]
    batch: usize,
    /// Times that the trees are seen in an epoch.
    #[arg(long, default_value_t = 2)]
    tree_passes: usize,
    /// In how many parts the silver names are seen, one part an epoch.
    #[arg(long, default_value_t = 4)]
    silver_parts: usize,
    /// The file of a pretrained encoder to start from.
    #[arg(long)]
    encoder: Option<PathBuf>,
    #[command(flatten)]
    shape: Shape,
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Pretrain(options) => pretrain_encoder(&options),
        Command::Train(options) => train_model(&options),
        Command::Gazetteers { data, out } => gazetteers::build(&data, &out),
        Command::Corpus(options) => world::write(&options),
        Command::Weigh(options) => weigh::run(&options),
        Command::ScoreIdentity(options) => identity::score_world(&options),
        Command::ScoreDwie(options) => identity::score_dwie(&options),
        Command::ScoreCoreference(options) => coreference::run(&options),
        Command::Lemmas { data, out } => lemmas::run(&data, &out),
        Command::Eval { data, model, card } => {
            let bytes = std::fs::read(&model)?;
            let network = Network::load(&bytes, lists()?)?;
            let scores = eval::all(&network, &data)?;
            for (file, score) in &scores {
                println!("{file}: {score}");
            }
            println!("{:.0} words/s", eval::speed(&network, &data)?);
            if !card.is_empty() {
                std::fs::write(model.with_extension("card.toml"), card::write(&bytes, &scores, &card)?)?;
            }
            Ok(())
        }
    }
}

/// The known names that the network is told of: those of this build.
fn lists() -> Result<Arc<Gazetteers>> {
    Ok(Arc::new(Gazetteers::load(&Resources::embedded()?)?))
}

fn pretrain_encoder(options: &Pretrain) -> Result<()> {
    let start = Instant::now();
    let text = pretrain::Text::read(&options.data, lists()?.as_ref())?;
    println!("{} words, read in {:.0} s", text.words(), start.elapsed().as_secs_f64());
    let Shape { embedding, width, layers } = options.shape;
    let mut encoder = Encoder::new(embedding, width, layers, &mut Random(options.seed));
    let plan =
        pretrain::Plan { epochs: options.epochs, rate: options.rate, batch: options.batch, seed: options.seed + 1 };
    pretrain::pretrain(&mut encoder, &text, &plan, |encoder, share, loss| {
        println!("{:.0} % loss {loss:.4}; {:.0} s", share * 100.0, start.elapsed().as_secs_f64());
        if let Err(error) = std::fs::write(&options.out, pretrain::save(&mut encoder.clone())) {
            println!("  cannot write the encoder: {error}");
        }
    });
    Ok(())
}

fn train_model(options: &Train) -> Result<()> {
    let lists = lists()?;
    let corpora = data::read(&options.data)?;
    println!(
        "{} trees, {} gold names, {} silver names",
        corpora.trees.len(),
        corpora.names.len(),
        corpora.silver.len()
    );
    let sizes = Sizes {
        embedding: options.shape.embedding,
        width: options.shape.width,
        layers: options.shape.layers,
        tag: 96,
        arc: 128,
        label: 128,
    };
    let mut learner = Learner::new(sizes, &mut Random(options.seed));
    if let Some(path) = &options.encoder {
        pretrain::restore(&mut learner.encoder, &std::fs::read(path)?)?;
    }
    let plan = train::Plan {
        epochs: options.epochs,
        rate: options.rate,
        dropout: options.dropout,
        batch: options.batch,
        tree_passes: options.tree_passes,
        silver_parts: options.silver_parts,
        seed: options.seed + 1,
    };
    let start = Instant::now();
    train::train(&mut learner, &corpora, &lists, &plan, |learner, epoch, losses| {
        println!("epoch {epoch}: {losses}; {:.0} s", start.elapsed().as_secs_f64());
        let weights = learner.weights();
        if let Err(error) = std::fs::write(&options.out, weights.write()) {
            println!("  cannot write the model: {error}");
        }
        if epoch % 4 != 0 && epoch != options.epochs {
            return;
        }
        match Network::new(&weights, lists.clone())
            .map_err(anyhow::Error::from)
            .and_then(|network| eval::all(&network, &options.data))
        {
            Ok(scores) => scores.iter().for_each(|(file, score)| println!("  {file}: {score}")),
            Err(error) => println!("  {error}"),
        }
    });
    Ok(())
}
