//! A stand-in for coreference until the real one lands: names by shared words, third-person pronouns by recency.

use super::{Annotator, Layer};
use crate::model::{Chain, ChainId, Document, EntityKind, Mention, MentionId, MentionKind, TokenId};

/// The stand-in.
#[derive(Debug, Clone, Copy)]
pub struct Interim;

impl Annotator for Interim {
    fn name(&self) -> &'static str {
        "interim"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Names]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Mentions]
    }

    fn annotate(&self, document: &mut Document) {
        let mut chains: Vec<Chain> = Vec::new();
        let mut mentions: Vec<Mention> = Vec::new();
        let names = document.names.clone();
        let mut coming = names.iter().peekable();
        let mut last_person = None;
        for token in 0..document.tokens.len() as TokenId {
            if let Some(name) = coming.next_if(|name| name.tokens.start == token) {
                let Some(kind) = name.kind.entity() else { continue };
                let chain = join(&mut chains, kind, document.words(&name.tokens));
                if kind == EntityKind::Person {
                    last_person = Some(chain);
                }
                let inside = |t: &TokenId| document.token(*t).head.is_none_or(|head| !name.tokens.contains(&head));
                let head = name.tokens.clone().find(inside).unwrap_or(name.tokens.start);
                let mention =
                    Mention { tokens: name.tokens.clone(), head, kind: MentionKind::Name, chains: vec![chain] };
                mentions.push(mention);
            } else if matches!(
                document.text(token).to_lowercase().as_str(),
                "he" | "she" | "his" | "her" | "him" | "who"
            ) && let Some(chain) = last_person
            {
                let kind = MentionKind::Pronoun;
                mentions.push(Mention { tokens: token..token + 1, head: token, kind, chains: vec![chain] });
            }
        }
        for (index, mention) in mentions.iter().enumerate() {
            for chain in &mention.chains {
                chains[chain.0 as usize].mentions.push(MentionId(index as u32));
            }
        }
        document.mentions = mentions;
        document.chains = chains;
    }
}

fn join(chains: &mut Vec<Chain>, kind: EntityKind, name: &str) -> ChainId {
    let same = |chain: &Chain| {
        chain.kind == Some(kind)
            && (chain.name == name
                || chain.name.ends_with(&format!(" {name}"))
                || chain.name.starts_with(&format!("{name} ")))
    };
    if let Some(index) = chains.iter().position(same) {
        let chain = &mut chains[index];
        if chain.name != name && !chain.aliases.iter().any(|alias| alias == name) {
            chain.aliases.push(name.to_owned());
        }
        return ChainId(index as u32);
    }
    chains.push(Chain {
        kind: Some(kind),
        name: name.to_owned(),
        aliases: Vec::new(),
        mentions: Vec::new(),
        gender: None,
        plural: false,
        descriptions: Vec::new(),
    });
    ChainId(chains.len() as u32 - 1)
}
