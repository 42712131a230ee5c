//! A sentence's tree read downwards, and the mentions that its tokens head.

use super::lore::Frames;
use super::{Lore, surface};
use crate::extract::speech::first_persons;
use crate::model::{Chain, Document, EntityKind, Mention, MentionId, MentionKind, Statement, TokenId};
use rustc_hash::FxHashMap;

/// The trees of a document with the children of each token and the mention that each token stands for.
///
/// Cost: O(tokens + mentions) to build, O(children) a look-up.
pub(crate) struct Tree<'d> {
    /// The document.
    pub(crate) document: &'d Document,
    lore: &'d Lore,
    starts: Vec<u32>,
    children: Vec<TokenId>,
    heads: FxHashMap<TokenId, MentionId>,
    names: FxHashMap<TokenId, MentionId>,
    demonyms: FxHashMap<TokenId, MentionId>,
    home: Option<MentionId>,
    house: Option<MentionId>,
    speakers: Vec<(TokenId, MentionId)>,
}

impl<'d> Tree<'d> {
    /// Turns the head links of `document` round.
    pub(crate) fn new(document: &'d Document, lore: &'d Lore) -> Self {
        let count = document.tokens.len();
        let mut starts = vec![0_u32; count + 2];
        for head in document.tokens.iter().filter_map(|token| token.head) {
            if (head as usize) < count {
                starts[head as usize + 2] += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut children = vec![0; *starts.last().unwrap_or(&0) as usize];
        for (id, token) in document.tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|&head| (head as usize) < count) {
                let slot = &mut starts[head as usize + 1];
                children[*slot as usize] = id as TokenId;
                *slot += 1;
            }
        }
        let mut tree = Tree {
            document,
            lore,
            starts,
            children,
            heads: FxHashMap::default(),
            names: FxHashMap::default(),
            demonyms: FxHashMap::default(),
            home: None,
            house: None,
            speakers: Vec::new(),
        };
        tree.index_mentions();
        tree.index_demonyms();
        tree.find_home();
        tree.find_house();
        tree
    }

    /// The same tree in which "I" and "me" of a quotation stand for whoever speaks it.
    pub(crate) fn spoken(mut self, statements: &[Statement<MentionId>]) -> Self {
        for (token, mention) in first_persons(self.document, statements) {
            let single = ["i", "me", "my", "myself"].iter().any(|word| self.reads(token, word));
            if single && self.document.mention(mention).chains.len() == 1 {
                self.heads.entry(token).or_insert(mention);
                self.speakers.push((token, mention));
            }
        }
        self
    }

    /// How verbs hand on who does what.
    pub(super) fn frames(&self) -> &Frames {
        &self.lore.frames
    }

    /// The tokens that stand for speakers, in order.
    pub(crate) fn speakers(&self) -> &[(TokenId, MentionId)] {
        &self.speakers
    }

    /// Of several mentions with one head, a name counts before a description and the longer before the shorter.
    fn index_mentions(&mut self) {
        let named = |mention: &Mention| mention.chains.iter().any(|&c| self.document.chain(c).kind.is_some());
        for (id, mention) in self.document.mentions.iter().enumerate().filter(|(_, m)| named(m)) {
            let id = MentionId(id as u32);
            if mention.kind == MentionKind::Name {
                self.heads.insert(mention.head, id);
                for token in mention.tokens.clone() {
                    self.names.insert(token, id);
                }
            }
        }
        for (id, mention) in self.document.mentions.iter().enumerate().filter(|(_, m)| named(m)) {
            self.heads.entry(mention.head).or_insert(MentionId(id as u32));
        }
    }

    /// An adjective of a country that the article names stands for the country: "Kyrgyz President" beside "Kyrgyzstan".
    fn index_demonyms(&mut self) {
        let mut places: FxHashMap<&str, MentionId> = FxHashMap::default();
        for chain in self.document.chains.iter().filter(|chain| chain.kind == Some(EntityKind::Place)) {
            let Some(&first) = chain.mentions.first() else { continue };
            for name in chain.aliases.iter().chain([&chain.name]) {
                places.entry(name.strip_prefix("the ").unwrap_or(name)).or_insert(first);
            }
        }
        if places.is_empty() {
            return;
        }
        for token in 0..self.document.tokens.len() as TokenId {
            let text = self.document.text(token);
            if text.starts_with(char::is_uppercase)
                && !self.heads.contains_key(&token)
                && !self.names.contains_key(&token)
            {
                let countries = self.lore.demonyms.get(text).map(Vec::as_slice).unwrap_or_default();
                if let Some(&mention) = countries.iter().find_map(|country| places.get(country.as_str())) {
                    self.demonyms.insert(token, mention);
                }
            }
        }
    }

    /// The country that the article is about: the only one, or mentioned, its adjective too, at least three times and twice as
    /// often as any other.
    fn find_home(&mut self) {
        let chains = self.document.chains.iter();
        let countries = chains.filter(|chain| chain.kind == Some(EntityKind::Place) && self.is_country(chain));
        let count = |chain: &Chain| {
            let first = *chain.mentions.first()?;
            let adjectives = self.demonyms.values().filter(|&&country| country == first).count();
            Some((chain.mentions.len() + adjectives, first))
        };
        let mut counts: Vec<(usize, MentionId)> = countries.filter_map(count).collect();
        counts.sort_by_key(|&(count, mention)| (std::cmp::Reverse(count), mention));
        self.home = match counts.as_slice() {
            [(_, mention)] => Some(*mention),
            [(count, mention), (next, _), ..] if *count > 2 && *count >= 2 * next => Some(*mention),
            _ => None,
        };
    }

    /// The organization that the article is about: mentioned at least three times and half as often again as any other.
    fn find_house(&mut self) {
        let bodies = self.document.chains.iter().filter(|chain| chain.kind == Some(EntityKind::Organization));
        let mut counts: Vec<(usize, MentionId)> =
            bodies.filter_map(|chain| Some((chain.mentions.len(), *chain.mentions.first()?))).collect();
        counts.sort_by_key(|&(count, mention)| (std::cmp::Reverse(count), mention));
        let next = counts.get(1).map_or(0, |&(count, _)| count);
        self.house =
            counts.first().filter(|&&(count, _)| count > 2 && 2 * count >= 3 * next).map(|&(_, mention)| mention);
    }

    /// The country that the article is about, for an office that says no country: "the prime minister". None where another is
    /// named before it: "the French prime minister" in an article about Poland.
    pub(crate) fn home(&self, office: TokenId) -> Option<MentionId> {
        let home = self.home?;
        let start = self.document.sentences.get(self.document.sentence_of(office))?.tokens.start;
        let phrase = |&t: &TokenId| self.tagged(t, &["ADJ", "NOUN", "PROPN", "NUM"]) || self.document.text(t) == "-";
        let named = |&name: &MentionId| {
            self.document.mention(name).chains.iter().any(|&chain| self.is_country(self.document.chain(chain)))
        };
        let country = |t: TokenId| self.country(t).or_else(|| self.name(t).filter(named));
        let foreign = |t: TokenId| match country(t) {
            Some(other) => self.document.mention(other).chains != self.document.mention(home).chains,
            None => self.lore.demonyms.contains_key(self.document.text(t)),
        };
        let abroad = (start..office).rev().take_while(phrase).any(foreign);
        (!abroad).then_some(home)
    }

    fn is_country(&self, chain: &Chain) -> bool {
        let mut names = chain.aliases.iter().chain([&chain.name]).map(|name| name.strip_prefix("the ").unwrap_or(name));
        names.any(|name| self.lore.demonyms.values().flatten().any(|country| country == name))
    }

    /// The organization that the article is about, for an office that says no body: "said spokeswoman Jane Roe".
    pub(crate) fn house(&self) -> Option<MentionId> {
        self.house
    }

    /// The country that an adjective of nationality stands for, where the article names it.
    pub(crate) fn country(&self, token: TokenId) -> Option<MentionId> {
        self.demonyms.get(&token).copied()
    }

    /// The tokens that depend on `token`, in order.
    pub(crate) fn children(&self, token: TokenId) -> &[TokenId] {
        let at = token as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => self.children.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The children of `token` in one of the relations `deps`, given without subtypes unless they have one.
    pub(crate) fn among<'t>(&'t self, token: TokenId, deps: &'t [&str]) -> impl Iterator<Item = TokenId> + 't {
        self.children(token).iter().copied().filter(move |&child| self.is(child, deps))
    }

    /// True where the relation of `token` to its head, with or without its subtype, is one of `deps`.
    pub(crate) fn is(&self, token: TokenId, deps: &[&str]) -> bool {
        let dep = self.document.token(token).dep;
        deps.iter().any(|&d| d == dep.as_str() || d == dep.base())
    }

    /// The relation of a token to its head.
    pub(crate) fn dep(&self, token: TokenId) -> &'static str {
        self.document.token(token).dep.as_str()
    }

    /// The head of a token.
    pub(crate) fn head(&self, token: TokenId) -> Option<TokenId> {
        self.document.token(token).head
    }

    /// The lemma of a token, as the annotation gives it.
    pub(crate) fn lemma(&self, token: TokenId) -> &'d str {
        &self.document.token(token).lemma
    }

    /// True where the lemma or the word itself, case folded, is `word`.
    pub(crate) fn reads(&self, token: TokenId, word: &str) -> bool {
        if self.lemma(token).eq_ignore_ascii_case(word) {
            return true;
        }
        // Nearly all words differ in length already; only "'s" may be written longer, with another apostrophe.
        let clitic = word.starts_with('\'');
        if self.document.token(token).span.len() != word.len() && !clitic {
            return false;
        }
        let text = self.document.text(token);
        let bare = text.strip_prefix('’').filter(|_| clitic);
        text.eq_ignore_ascii_case(word) || bare.is_some_and(|bare| bare.eq_ignore_ascii_case(&word[1..]))
    }

    /// True where the universal part of speech is one of `tags`.
    pub(crate) fn tagged(&self, token: TokenId, tags: &[&str]) -> bool {
        tags.contains(&self.document.token(token).upos.as_str())
    }

    /// The preposition that marks a nominal ("in", "on behalf of"); empty where there is none.
    pub(crate) fn preposition(&self, token: TokenId) -> String {
        let case = |token| self.among(token, &["case"]).find(|&c| !self.reads(c, "'s") && !self.reads(c, "’s"));
        // "Of President Roe": a parser may hang the preposition on the title.
        let titles = || self.among(token, &["nmod:desc", "compound"]).filter(|&title| title < token);
        let Some(case) = case(token).or_else(|| titles().find_map(case)) else {
            return String::new();
        };
        let mut words = self.document.text(case).to_lowercase();
        for fixed in self.among(case, &["fixed"]) {
            words.push(' ');
            words.push_str(&self.document.text(fixed).to_lowercase());
        }
        words
    }

    /// A nominal and what is coordinated with it, in order; "two engineers, Ann Roe and Bob Poe" are both of them, and so are
    /// "engineers, including Ann Roe and Bob Poe".
    pub(crate) fn conjuncts(&self, token: TokenId) -> Vec<TokenId> {
        let mut all = vec![token];
        let mut next = 0;
        while let Some(&at) = all.get(next) {
            all.extend(self.among(at, &["conj"]).filter(|&c| !self.tagged(c, &["VERB", "AUX"])));
            if self.document.token(at).xpos == "NNS" && !self.heads.contains_key(&at) {
                // The first of them is the noun's own mention.
                all.extend(self.among(at, &["appos"]).flat_map(|first| self.among(first, &["conj"])));
                let named = |&c: &TokenId| self.lore.frames.enumeration.contains(&self.preposition(c));
                all.extend(self.among(at, &["nmod"]).filter(named));
            }
            next += 1;
        }
        all
    }

    /// The noun that a relative pronoun stands for; `None` for other tokens.
    pub(crate) fn antecedent(&self, token: TokenId) -> Option<TokenId> {
        let tag = self.document.token(token).xpos;
        if !(tag == "WP" || tag == "WDT" || tag == "WP$" || tag == "WRB") {
            return None;
        }
        let mut at = token;
        for _ in 0..6 {
            if self.is(at, &["acl", "advcl:relcl"]) {
                return self.head(at).map(|noun| self.aged(noun));
            }
            at = self.head(at)?;
        }
        None
    }

    /// "Jane Roe, 44, who": the clause is about the person, not about the number.
    fn aged(&self, noun: TokenId) -> TokenId {
        let number = self.tagged(noun, &["NUM"]) && self.is(noun, &["appos", "nummod", "conj", "nmod"]);
        self.head(noun).filter(|_| number).unwrap_or(noun)
    }

    /// The mention that a token stands for: its own, the name that it is part of, the name in apposition to it, or the
    /// place of which it says the sort.
    pub(crate) fn mention(&self, token: TokenId) -> Option<MentionId> {
        if let Some(&mention) = self.heads.get(&token).or_else(|| self.names.get(&token)) {
            return Some(mention);
        }
        let dependent =
            || self.among(token, &["appos", "flat", "nmod:desc"]).find_map(|child| self.heads.get(&child).copied());
        self.country(token).or_else(dependent).or_else(|| self.place_of_sort(token)).or_else(|| {
            surface::name_after(self, token).filter(|&name| self.joined(token, name)).or_else(|| self.predicated(token))
        })
    }

    /// "The southern town of Valdoro" is Valdoro; "the Sarn region of Almeria" is not Almeria.
    fn place_of_sort(&self, noun: TokenId) -> Option<MentionId> {
        let sort = self.lore.sorts.contains(self.lemma(noun)) && self.among(noun, &["compound"]).next().is_none();
        let name = self.among(noun, &["nmod"]).find(|&c| c > noun && self.preposition(c) == "of").filter(|_| sort)?;
        let mention = *self.heads.get(&name)?;
        self.kinds(mention).any(|kind| kind == EntityKind::Place).then_some(mention)
    }

    /// The subject of "is" for its predicate: "Acme is a company based in Leeds" tells where Acme is based.
    fn predicated(&self, noun: TokenId) -> Option<MentionId> {
        self.among(noun, &["cop"]).next()?;
        let subject = self.among(noun, &["nsubj"]).next()?;
        self.heads.get(&self.antecedent(subject).unwrap_or(subject)).copied()
    }

    /// True where a noun and the name after it hang on each other or on the same word.
    fn joined(&self, noun: TokenId, name: MentionId) -> bool {
        let head = self.document.mention(name).head;
        self.reads(noun + 1, "of") || self.head(head) == Some(noun) || self.head(noun) == Some(head)
    }

    /// The name that a token is part of.
    pub(crate) fn name(&self, token: TokenId) -> Option<MentionId> {
        self.names.get(&token).copied()
    }

    /// The kinds of the chains of a mention.
    pub(crate) fn kinds(&self, mention: MentionId) -> impl Iterator<Item = EntityKind> + '_ {
        self.document.mention(mention).chains.iter().filter_map(|&chain| self.document.chain(chain).kind)
    }
}
