//! Pretraining of the encoder: words of open news text are hidden, and the network learns to guess them from the rest
//! of the sentence (Devlin et al. 2019), scored against a sample of other words (Jean et al. 2015).

use crate::encoder::Encoder;
use crate::learner::cross_entropy;
use crate::param::{Linear, Param, Step};
use crate::random::Random;
use crate::words;
use anyhow::{Context, Result};
use newsgraph::annotate::features::{Features, UNKNOWN, features, known};
use newsgraph::annotate::network::{Left, Packed, Table, Weights, multiply};
use newsgraph::resources::gazetteers::Gazetteers;
use rustc_hash::FxHashMap;
use std::fs;
use std::io::Read;
use std::path::Path;

/// Words that can be guessed by name; the others are guessed by their class.
const VOCABULARY: usize = 30_000;
/// Numbers in the vector that is compared with those of the words.
const OUTPUT: usize = 128;
/// Other words that each guess is compared with.
const SAMPLE: usize = 1024;
const LONGEST: usize = 90;
/// How often news is seen for each time that other prose is: it is what the program is for, and there is little of it.
const NEWS: usize = 5;
/// The share of the words that are hidden.
const HIDDEN: f32 = 0.3;

/// How to pretrain.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) epochs: f32,
    pub(crate) rate: f32,
    pub(crate) batch: usize,
    pub(crate) seed: u64,
}

/// Sentences as numbers of word types.
pub(crate) struct Text {
    types: Vec<Features>,
    /// The index in the vocabulary of each type.
    targets: Vec<u32>,
    /// How often each entry of the vocabulary occurs.
    counts: Vec<f32>,
    sentences: Vec<Sentence>,
}

/// The types of the words of a sentence, and what the lists know of them.
struct Sentence {
    types: Vec<u32>,
    known: Vec<u32>,
}

impl Text {
    /// Reads the open texts below `shared`.
    pub(crate) fn read(shared: &Path, lists: &Gazetteers) -> Result<Text> {
        let path = shared.join("data/raw/open_text.txt.zst");
        let file = fs::File::open(&path).with_context(|| path.display().to_string())?;
        let mut prose = String::new();
        ruzstd::decoding::StreamingDecoder::new(file)?.read_to_string(&mut prose)?;
        let mut ids: FxHashMap<String, u32> = FxHashMap::default();
        let (mut forms, mut counts): (Vec<String>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut sentences = Vec::new();
        let mut take = |sentence: Vec<&str>| {
            if sentence.len() < 4 {
                return;
            }
            for part in sentence.chunks(LONGEST) {
                let number = |form: &&str| {
                    if let Some(&id) = ids.get(*form) {
                        counts[id as usize] += 1;
                        return id;
                    }
                    let id = forms.len() as u32;
                    ids.insert((*form).to_owned(), id);
                    forms.push((*form).to_owned());
                    counts.push(1);
                    id
                };
                sentences.push(Sentence { types: part.iter().map(number).collect(), known: known(lists, part) });
            }
        };
        for line in prose.lines() {
            for sentence in words::sentences(line) {
                take(sentence.into_iter().map(|token| &line[token]).collect());
            }
        }
        let news = fs::read_to_string(shared.join("data/raw/open_news.txt"))?;
        let articles = articles(shared)?;
        for _ in 0..NEWS {
            news.lines().for_each(|line| take(line.split_whitespace().collect()));
            for text in &articles {
                for sentence in words::sentences(text) {
                    take(sentence.into_iter().map(|token| &text[token]).collect());
                }
            }
        }
        let (targets, entry_counts) = vocabulary(&forms, &counts);
        let types = forms.iter().map(|form| features(form)).collect();
        Ok(Text { types, targets, counts: entry_counts, sentences })
    }

    /// Number of words.
    pub(crate) fn words(&self) -> usize {
        self.sentences.iter().map(|sentence| sentence.types.len()).sum()
    }
}

/// The untokenised news texts below `shared`.
fn articles(shared: &Path) -> Result<Vec<String>> {
    let files = [
        "data/raw/wikinews.jsonl",
        "data/raw/wikipedia-current-events.jsonl",
        "data/ner/news-names.train.jsonl",
        "eval/train/articles.jsonl",
    ];
    let mut texts = Vec::new();
    for file in files {
        let path = shared.join(file);
        for line in fs::read_to_string(&path).with_context(|| path.display().to_string())?.lines() {
            let article: serde_json::Value = serde_json::from_str(line)?;
            texts.extend(["title", "text"].iter().filter_map(|field| article[*field].as_str()).map(str::to_owned));
        }
    }
    Ok(texts)
}

/// The vocabulary entry of each type and the count of each entry. Rare words share an entry by kind of letters.
fn vocabulary(forms: &[String], counts: &[u32]) -> (Vec<u32>, Vec<f32>) {
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by(|&a, &b| counts[b].cmp(&counts[a]).then_with(|| forms[a].cmp(&forms[b])));
    let mut targets = vec![0; forms.len()];
    let mut entries: FxHashMap<String, u32> = FxHashMap::default();
    let mut entry_counts: Vec<f32> = Vec::new();
    for (rank, &i) in order.iter().enumerate() {
        let key = if rank < VOCABULARY { forms[i].clone() } else { class(&forms[i]) };
        let next = entry_counts.len() as u32;
        let entry = *entries.entry(key).or_insert(next);
        if entry == next {
            entry_counts.push(0.0);
        }
        entry_counts[entry as usize] += counts[i] as f32;
        targets[i] = entry;
    }
    (targets, entry_counts)
}

/// The class of a rare word: its capitals and its last two letters.
fn class(form: &str) -> String {
    let first = form.chars().next().unwrap_or(' ');
    let kind = if !first.is_alphabetic() {
        '0'
    } else if !first.is_uppercase() {
        'x'
    } else if form.chars().nth(1).is_some_and(char::is_uppercase) {
        'A'
    } else {
        'X'
    };
    let end: String = form.chars().rev().take(2).collect();
    format!("<{kind}{}>", if kind == '0' { String::new() } else { end.to_lowercase() })
}

/// The part of the network that only pretraining needs.
struct Guess {
    hidden: Linear,
    vectors: Param,
    bias: Param,
}

/// Pretrains; calls `report` now and then with the share of the work that is done and the mean loss.
pub(crate) fn pretrain(encoder: &mut Encoder, text: &Text, plan: &Plan, mut report: impl FnMut(&Encoder, f32, f32)) {
    let mut random = Random(plan.seed);
    let mut guess = Guess {
        hidden: Linear::new(encoder.window.bias.columns, OUTPUT, &mut random),
        vectors: Param::new(text.counts.len(), OUTPUT, 0.1, &mut random).sparse(),
        bias: Param::new(text.counts.len(), 1, 0.0, &mut random).sparse(),
    };
    let sampler = Sampler::new(&text.counts);
    let goal = text.words() as f32 * plan.epochs;
    let (mut seen, mut number, mut losses, mut guesses, mut logged) = (0_usize, 0, 0.0, 0, 0.0);
    while (seen as f32) < goal {
        let mut order: Vec<u32> = (0..text.sentences.len() as u32).collect();
        random.shuffle(&mut order);
        let mut batch = Vec::new();
        let mut size = 0;
        for id in order {
            let sentence = &text.sentences[id as usize];
            size += sentence.types.len();
            batch.push(sentence);
            if size < plan.batch {
                continue;
            }
            let progress = (seen as f32 / goal).min(1.0);
            let rate = plan.rate * (progress / 0.01).min(1.0) * (1.0 - progress).max(0.02);
            number += 1;
            let (loss, count) = step(encoder, &mut guess, text, &sampler, &batch, (rate, number), &mut random);
            losses += loss;
            guesses += count;
            seen += size;
            (batch, size) = (Vec::new(), 0);
            if seen as f32 >= goal {
                break;
            }
            if seen as f32 / goal >= logged + 0.02 {
                logged = seen as f32 / goal;
                report(encoder, logged, losses / guesses.max(1) as f32);
                (losses, guesses) = (0.0, 0);
            }
        }
    }
    report(encoder, 1.0, losses / guesses.max(1) as f32);
}

/// Draws entries of the vocabulary by their count to the power 0.75.
struct Sampler {
    sums: Vec<f64>,
    /// The expected number of draws of each entry in a sample of one.
    shares: Vec<f32>,
    unigram: Vec<f32>,
}

impl Sampler {
    fn new(counts: &[f32]) -> Self {
        let powers: Vec<f64> = counts.iter().map(|&count| f64::from(count).powf(0.75)).collect();
        let total: f64 = powers.iter().sum();
        let words: f32 = counts.iter().sum();
        let mut sum = 0.0;
        let sums = powers.iter().map(|power| {
            sum += power / total;
            sum
        });
        Sampler {
            sums: sums.collect(),
            shares: powers.iter().map(|power| (power / total) as f32).collect(),
            unigram: counts.iter().map(|count| count / words).collect(),
        }
    }

    fn draw(&self, random: &mut Random) -> u32 {
        let place = f64::from(random.unit());
        self.sums.partition_point(|&sum| sum < place).min(self.sums.len() - 1) as u32
    }
}

fn step(
    encoder: &mut Encoder,
    guess: &mut Guess,
    text: &Text,
    sampler: &Sampler,
    batch: &[&Sentence],
    (rate, number): (f32, i32),
    random: &mut Random,
) -> (f32, usize) {
    let (mut words, mut sentences, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
    for sentence in batch {
        let start = words.len();
        for (&id, &known) in sentence.types.iter().zip(&sentence.known) {
            let mut word = Features { known, ..text.types[id as usize] };
            if random.chance(HIDDEN) {
                hidden.push((words.len(), text.targets[id as usize]));
                if random.chance(0.9) {
                    word = UNKNOWN;
                }
            } else if random.chance(0.05) {
                word.words = UNKNOWN.words;
            } else if random.chance(0.1) {
                word.known = 0;
            }
            words.push(word);
        }
        sentences.push(start..words.len());
    }
    let mut candidates: Vec<u32> = hidden.iter().map(|h| h.1).collect();
    candidates.extend((0..SAMPLE).map(|_| sampler.draw(random)));
    candidates.sort_unstable();
    candidates.dedup();
    let (context, trace) = encoder.forward(words, sentences, 0.1, random);
    let width = encoder.window.bias.columns;
    let rows: Vec<f32> =
        hidden.iter().flat_map(|&(word, _)| &context[word * width..(word + 1) * width]).copied().collect();
    let (loss, back) = guess_loss(guess, sampler, &rows, &hidden, &candidates);
    let mut gradient = vec![0.0; context.len()];
    for (&(word, _), row) in hidden.iter().zip(back.chunks_exact(width)) {
        gradient[word * width..(word + 1) * width].copy_from_slice(row);
    }
    encoder.backward(&trace, gradient);
    let mut params = encoder.params();
    params.extend([&mut guess.hidden.weight, &mut guess.hidden.bias, &mut guess.vectors, &mut guess.bias]);
    let norm = params.iter_mut().map(|param| param.norm()).sum::<f64>().sqrt() as f32;
    let scale = if norm > 1.0 { 1.0 / norm } else { 1.0 };
    for param in params {
        param.step(Step { rate, number, scale });
    }
    (loss, hidden.len())
}

/// The summed loss and the gradient of the context rows.
fn guess_loss(
    guess: &mut Guess,
    sampler: &Sampler,
    rows: &[f32],
    hidden: &[(usize, u32)],
    candidates: &[u32],
) -> (f32, Vec<f32>) {
    let (n, m) = (hidden.len(), candidates.len());
    let outputs = guess.hidden.forward(rows);
    let vectors: Vec<f32> = candidates.iter().flat_map(|&c| guess.vectors.row(c)).copied().collect();
    let offsets: Vec<f32> = candidates
        .iter()
        .map(|&c| {
            let expected = SAMPLE as f32 * sampler.shares[c as usize] + n as f32 * sampler.unigram[c as usize];
            guess.bias.row(c)[0] - expected.min(1.0).ln()
        })
        .collect();
    let mut scores = vec![0.0; n * m];
    let turned = Packed::new(OUTPUT, m, |i, j| vectors[j * OUTPUT + i]);
    multiply(Left::rows(&outputs, n, OUTPUT), &turned, &mut scores, false);
    let mut loss = 0.0;
    let mut bias = vec![0.0; m];
    for (row, (_, target)) in scores.chunks_exact_mut(m).zip(hidden) {
        row.iter_mut().zip(&offsets).for_each(|(x, o)| *x += o);
        loss += cross_entropy(row, candidates.partition_point(|c| c < target), 1.0 / n as f32);
        bias.iter_mut().zip(row.iter()).for_each(|(b, x)| *b += x);
    }
    let mut vectors_back = vec![0.0; m * OUTPUT];
    multiply(Left::transposed(&scores, m), &Packed::from_rows(&outputs, n, OUTPUT), &mut vectors_back, false);
    let mut outputs_back = vec![0.0; n * OUTPUT];
    multiply(Left::rows(&scores, n, m), &Packed::from_rows(&vectors, m, OUTPUT), &mut outputs_back, false);
    for ((&c, row), b) in candidates.iter().zip(vectors_back.chunks_exact(OUTPUT)).zip(&bias) {
        guess.vectors.add(c, row);
        guess.bias.add(c, &[*b]);
    }
    (loss, guess.hidden.backward(rows, &outputs_back))
}

/// The encoder's tables, exactly.
pub(crate) fn save(encoder: &mut Encoder) -> Vec<u8> {
    let mut weights = Weights::default();
    for (i, param) in encoder.params().into_iter().enumerate() {
        weights.tables.insert(format!("{i:02}"), Table::exact(param.rows, param.columns, param.value.clone()));
    }
    weights.write()
}

/// Takes the tables that [`save`] wrote; layers that were not pretrained stay as they are.
pub(crate) fn restore(encoder: &mut Encoder, bytes: &[u8]) -> Result<()> {
    let weights = Weights::read(bytes)?;
    let pretrained = weights.tables.len();
    for (i, param) in encoder.params().into_iter().enumerate().take(pretrained) {
        param.value = weights.table(&format!("{i:02}"), Some(param.rows), Some(param.columns))?.numbers();
    }
    Ok(())
}
