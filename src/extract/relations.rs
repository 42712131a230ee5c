//! Runs the patterns of `data/en/relations/*.toml` over a document.

use super::clip::clip;
use super::frames::{Lore, Tree, arguments, name_after};
use super::outlook::{self, Outlook};
use super::pattern::{self, Binding, Compiled, FramePattern};
use super::status::Modality;
use super::{Assertions, Extractor};
use crate::model::{Block, BlockKind, Confidence, Document, MentionId, Relation, Rule, Statement, Status, TokenId};
use crate::resources::{DataError, RelationFile, Resources};
use std::collections::{BTreeMap, BTreeSet};

/// The confidence of a rule that was never measured.
const UNMEASURED: f32 = 0.6;

/// The relation extractor: all patterns of all relation files.
#[derive(Debug, Clone)]
pub struct Relations {
    compiled: Compiled,
    fallbacks: BTreeSet<Rule>,
    outlook: Outlook,
    modality: Modality,
    confidence: BTreeMap<String, f32>,
    lore: Lore,
}

impl Relations {
    /// Compiles the relation files of `resources`.
    ///
    /// # Errors
    /// Where a pattern is not of the language, with file and line.
    pub fn new(resources: &Resources) -> Result<Self, DataError> {
        Self::of(resources.relations(), resources)
    }

    /// Compiles `files` alone, with the other data of `resources`.
    ///
    /// # Errors
    /// As [`Relations::new`].
    pub fn of(files: &[RelationFile], resources: &Resources) -> Result<Self, DataError> {
        let compiled = pattern::compile(files, resources.lexicon())?;
        let frames = compiled.frames.iter().filter(|p| p.fallback).map(|p| p.rule.clone());
        let sequences = compiled.sequences.iter().filter(|p| p.fallback).map(|p| p.rule.clone());
        Ok(Relations {
            fallbacks: frames.chain(sequences).collect(),
            compiled,
            outlook: Outlook::new(resources.lexicon()),
            modality: modality(resources)?,
            confidence: resources.parse("confidence.toml")?,
            lore: Lore::new(resources)?,
        })
    }

    /// All relations that the patterns find, in the order of their triggers.
    pub fn find(&self, document: &Document) -> Vec<Relation<MentionId>> {
        self.among(document, &[])
    }

    /// All relations, those that speakers state of themselves included.
    pub fn among(&self, document: &Document, statements: &[Statement<MentionId>]) -> Vec<Relation<MentionId>> {
        let tree = Tree::new(document, &self.lore).spoken(statements);
        let mut found = Vec::new();
        for sentence in &document.sentences {
            if document.blocks.get(sentence.block as usize).is_some_and(no_story) {
                continue;
            }
            for token in sentence.tokens.clone() {
                self.frames(&tree, token, &mut found);
            }
            self.sequences(&tree, &sentence.tokens, &mut found);
        }
        self.without_fallbacks(document, found)
    }

    /// Leaves out what a fallback found between two that another rule relates, or of somebody of whom another rule found
    /// the same sort: who leads one country leads no second one by default.
    fn without_fallbacks(&self, document: &Document, found: Vec<Relation<MentionId>>) -> Vec<Relation<MentionId>> {
        let weak = |relation: &Relation<MentionId>| self.fallbacks.contains(&relation.rule);
        let pairs = |relation: &Relation<MentionId>| {
            let chains = |mention| document.mention(mention).chains.clone();
            let (from, to) = (chains(relation.from), chains(relation.to));
            from.into_iter()
                .flat_map(move |a| to.clone().into_iter().map(move |b| (a.min(b), a.max(b))))
                .collect::<Vec<_>>()
        };
        let holder = |relation: &Relation<MentionId>| {
            let chains = &document.mention(relation.from).chains;
            chains.first().map(|&chain| (relation.kind.clone(), chain))
        };
        let related: BTreeSet<_> = found.iter().filter(|r| !weak(r)).flat_map(pairs).collect();
        let held: BTreeSet<_> = found.iter().filter(|r| !weak(r)).filter_map(holder).collect();
        let stands = |relation: &Relation<MentionId>| {
            let free = holder(relation).is_none_or(|key| !held.contains(&key));
            free && !pairs(relation).iter().any(|pair| related.contains(pair))
        };
        found.into_iter().filter(|relation| !weak(relation) || stands(relation)).collect()
    }

    fn frames(&self, tree: &Tree, token: TokenId, found: &mut Vec<Relation<MentionId>>) {
        if tree.name(token).is_some() {
            return;
        }
        // Offices are often mistagged: "chief executive" as adjectives, "goalie" before a name as a verb.
        if tree.tagged(token, &["NOUN", "PROPN", "ADJ", "X"])
            || (tree.tagged(token, &["VERB"]) && name_after(tree, token).is_some())
        {
            self.frame(tree, token, true, found);
        }
        if tree.tagged(token, &["VERB", "ADJ"]) {
            self.frame(tree, token, false, found);
        }
    }

    fn frame(&self, tree: &Tree, token: TokenId, noun: bool, found: &mut Vec<Relation<MentionId>>) {
        let candidates = self.candidates(tree, token, noun);
        if candidates.is_empty() {
            return;
        }
        let args = arguments(tree, token, noun);
        for index in candidates {
            let pattern = &self.compiled.frames[index];
            let relation = &self.compiled.relations[pattern.relation];
            let matches = pattern::matches(tree, pattern, relation, token, &args);
            // "urged voters not to support her": what the pattern asks for is denied below its trigger.
            let denied = |&word: &TokenId| self.modality.is_denied(tree.document, word);
            let denied = !matches.is_empty() && pattern::asked(tree, pattern, &args).iter().any(denied);
            for (from, to) in matches {
                let relation = self.frame_relation(tree, pattern, token, from, to);
                found.extend(relation.map(|it| if denied { Relation { status: Status::Negated, ..it } } else { it }));
            }
        }
    }

    /// The patterns with a trigger at `token`; of nouns only those with the longest phrase.
    fn candidates(&self, tree: &Tree, token: TokenId, noun: bool) -> Vec<usize> {
        let index = &self.compiled.triggers[usize::from(noun)];
        let lemma = tree.lemma(token).to_lowercase();
        let text = tree.document.text(token).to_lowercase();
        let mut hits: Vec<(usize, usize)> = Vec::new();
        let any = "*".to_owned();
        for word in [Some(&lemma), (text != lemma).then_some(&text), (!noun).then_some(&any)].into_iter().flatten() {
            for &(pattern, which) in index.get(word).map(Vec::as_slice).unwrap_or_default() {
                let phrase = &self.compiled.frames[pattern].triggers[which];
                if pattern::reads(tree, phrase, token, noun) {
                    hits.push((phrase.words.len(), pattern));
                }
            }
        }
        let longest = hits.iter().map(|&(length, _)| length).max().unwrap_or(0);
        let mut out: Vec<usize> =
            hits.into_iter().filter(|&(length, _)| !noun || length == longest).map(|(_, pattern)| pattern).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn frame_relation(
        &self,
        tree: &Tree,
        pattern: &FramePattern,
        token: TokenId,
        from: Binding,
        to: Binding,
    ) -> Option<Relation<MentionId>> {
        let found = if pattern.describes() {
            match self.outlook.noun(tree, token) {
                Status::Actual => outlook::predicate(tree, token)
                    .map_or(Status::Actual, |p| self.modality.status_of(tree.document, p)),
                marked => marked,
            }
        } else {
            self.modality.status_of(tree.document, token)
        };
        let status = match pattern.status {
            Some(status) if found.is_asserted() => status,
            _ => found,
        };
        let title = pattern.title.then(|| outlook::title(tree, token, &self.outlook));
        self.relation(tree, pattern.relation, &pattern.rule, (from, to), token, status, title)
    }

    fn sequences(&self, tree: &Tree, sentence: &std::ops::Range<TokenId>, found: &mut Vec<Relation<MentionId>>) {
        let names = pattern::starts(tree, sentence);
        if names.len() < 2 {
            return;
        }
        let reading = self.compiled.vocabulary.read(tree, sentence.clone());
        for index in self.compiled.vocabulary.possible(&reading) {
            let pattern = &self.compiled.sequences[index];
            let relation = &self.compiled.relations[pattern.relation];
            for hit in pattern::find(tree, pattern, relation, &reading, &names) {
                let status = pattern.status.unwrap_or_default();
                let trigger = hit.tokens.start;
                found.extend(self.relation(
                    tree,
                    pattern.relation,
                    &pattern.rule,
                    (hit.from, hit.to),
                    trigger,
                    status,
                    None,
                ));
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one relation, joined in one place")]
    fn relation(
        &self,
        tree: &Tree,
        kind: usize,
        rule: &Rule,
        (from, to): (Binding, Binding),
        trigger: TokenId,
        status: Status,
        title: Option<String>,
    ) -> Option<Relation<MentionId>> {
        Some(Relation {
            kind: self.compiled.relations[kind].name.clone(),
            from: from.mention,
            to: to.mention,
            status,
            title: title.filter(|title| !title.is_empty()),
            when: None,
            attributed_to: None,
            evidence: clip(tree.document, trigger, &words(tree, &[from, to]))?,
            confidence: Confidence::new(self.confidence.get(rule.as_str()).copied().unwrap_or(UNMEASURED)),
            rule: rule.clone(),
        })
    }
}

/// The finder of statuses, from `status.toml`.
pub(super) fn modality(resources: &Resources) -> Result<Modality, DataError> {
    const FILE: &str = "status.toml";
    let text = resources.text(FILE).unwrap_or_default();
    Modality::new(text)
        .map_err(|e| DataError::at(FILE, text, e.span().map_or(0, |span| span.start), e.message().to_owned()))
}

/// The tokens of the names that ends stand for, or the tokens themselves where those are elsewhere.
fn words(tree: &Tree, ends: &[Binding]) -> Vec<TokenId> {
    let of = |end: &Binding| {
        let tokens = &tree.document.mention(end.mention).tokens;
        let inside = tokens.contains(&end.token)
            || tree.document.sentence_of(tokens.start) == tree.document.sentence_of(end.token);
        if inside { [tokens.start, tokens.end.saturating_sub(1)] } else { [end.token; 2] }
    };
    ends.iter().flat_map(of).collect()
}

/// Page furniture and bylines give no relations.
fn no_story(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Furniture | BlockKind::Byline | BlockKind::Credit)
}

impl Extractor for Relations {
    fn name(&self) -> &'static str {
        "relations"
    }

    fn extract(&self, document: &Document, found: &mut Assertions) {
        found.relations.extend(self.among(document, &found.statements));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{facts, sketch::sketch};
    use super::*;
    use crate::model::EntityKind::{Organization, Person};

    const HEAD: &str = "label = 'x'\nabout = 'x'\nfrom = ['person']\nto = ['person', 'organization']\n";

    fn found(name: &str, patterns: &str, document: &Document) -> Vec<String> {
        let resources = Resources::embedded().unwrap();
        let file = RelationFile::parse("x.toml", &format!("name = '{name}'\n{HEAD}{patterns}")).unwrap();
        let relations = Relations::of(&[file], &resources).unwrap();
        let found = Assertions { relations: relations.find(document), ..Assertions::default() };
        let facts = facts(document, resources.schema(), found);
        let name = |id: &crate::model::EntityId| facts.entities.iter().find(|e| e.id == *id).unwrap().name.clone();
        facts.relations.iter().map(|r| format!("{} -> {} {}", name(&r.from), name(&r.to), r.status.as_str())).collect()
    }

    #[test]
    fn the_embedded_rules_compile() {
        let relations = Relations::new(&Resources::embedded().unwrap()).unwrap();
        assert!(relations.compiled.relations.len() > 40 && relations.compiled.sequences.len() > 40);
    }

    const MEET: &str = "[[pattern]]\nverb = 'meet'\nsubj = 'from'\n'obj | obl:with' = 'to'\n[[pattern]]\nverb = 'meet'\nsubj = 'both'\nobj = 'none'\n";

    #[test]
    fn coordination_and_control_are_undone() {
        let tree = "
            Ann Ann PROPN NNP 5 nsubj
            and and CCONJ CC 3 cc
            Bob Bob PROPN NNP 1 conj
            finally finally ADV RB 5 advmod
            managed manage VERB VBD 0 root
            to to PART TO 7 mark
            meet meet VERB VB 5 xcomp
            Cy Cy PROPN NNP 7 obj";
        let document = sketch(tree, &[(1, 1, Person, "Ann"), (3, 1, Person, "Bob"), (8, 1, Person, "Cy")]);
        assert_eq!(found("met-with", MEET, &document), ["Ann -> Cy actual", "Bob -> Cy actual"]);
    }

    #[test]
    fn a_plural_pronoun_meets_itself() {
        let tree = "
            They they PRON PRP 2 nsubj
            met meet VERB VBD 0 root
            yesterday yesterday NOUN NN 2 obl:unmarked";
        let document = sketch(tree, &[(1, 1, Person, "Ann+Bob")]);
        assert_eq!(found("met-with", MEET, &document), ["Ann -> Bob actual"]);
    }

    #[test]
    fn passives_and_relative_clauses_are_undone() {
        let tree = "
            Ann Ann PROPN NNP 9 nsubj
            , , PUNCT , 5 punct
            who who PRON WP 5 nsubj:pass
            was be AUX VBD 5 aux:pass
            fired fire VERB VBN 1 acl:relcl
            by by ADP IN 7 case
            Bob Bob PROPN NNP 5 obl:agent
            , , PUNCT , 5 punct
            left leave VERB VBD 0 root";
        let document = sketch(tree, &[(1, 1, Person, "Ann"), (7, 1, Person, "Bob")]);
        let rule = "[[pattern]]\nverb = 'fire'\nsubj = 'from'\nobj = 'to'\n";
        assert_eq!(found("dismisses", rule, &document), ["Bob -> Ann actual"]);
    }

    const CHIEF: &str = "[[pattern]]\nnoun = 'director | press secretary'\nself = 'from'\n'poss | nmod:of | compound' = 'to'\ntitle = true\n";

    #[test]
    fn titles_appositions_and_offices_are_one_frame() {
        let title = "
            Acme Acme PROPN NNP 2 compound
            director director NOUN NN 3 nmod:desc
            Ann Ann PROPN NNP 4 nsubj
            left leave VERB VBD 0 root";
        let document = sketch(title, &[(1, 1, Organization, "Acme"), (3, 1, Person, "Ann")]);
        assert_eq!(found("leads", CHIEF, &document), ["Ann -> Acme actual"]);
        let named = "
            Ann Ann PROPN NNP 3 nsubj:pass
            was be AUX VBD 3 aux:pass
            named name VERB VBN 0 root
            director director NOUN NN 3 xcomp
            of of ADP IN 6 case
            Acme Acme PROPN NNP 4 nmod";
        let document = sketch(named, &[(1, 1, Person, "Ann"), (6, 1, Organization, "Acme")]);
        assert_eq!(found("leads", CHIEF, &document), ["Ann -> Acme actual"]);
        let apposition = "
            Ann Ann PROPN NNP 7 nsubj
            , , PUNCT , 4 punct
            Acme Acme PROPN NNP 4 compound
            director director NOUN NN 1 appos
            , , PUNCT , 4 punct
            never never ADV RB 7 advmod
            left leave VERB VBD 0 root";
        let document = sketch(apposition, &[(1, 1, Person, "Ann"), (3, 1, Organization, "Acme")]);
        assert_eq!(found("leads", CHIEF, &document), ["Ann -> Acme actual"]);
    }

    #[test]
    fn tags_are_found_by_words() {
        let tree = "
            Ann Ann PROPN NNP 0 root
            ( ( PUNCT -LRB- 3 punct
            Reds Reds PROPN NNP 1 appos
            ) ) PUNCT -RRB- 3 punct";
        let document = sketch(tree, &[(1, 1, Person, "Ann"), (3, 1, Organization, "Reds")]);
        let rule = "[[pattern]]\nwords = '{from} (|, {to} )|,?'\n";
        assert_eq!(found("member-of", rule, &document), ["Ann -> Reds actual"]);
    }
}
