//! What a graph answers: names, neighbourhoods, paths, times, quotes, ranks, communities.

#![allow(clippy::unwrap_used)] // a test fails by panicking

mod nets;
mod sample;

use nets::{Tie, net, person};
use newsgraph::graph::{Best, Clock, EgoQuery, Filter, Fit, Graph, Measure, Path, PathQuery, QuoteQuery, fold};
use newsgraph::model::{Facts, Status};
use newsgraph::resolve::{Given, resolve};
use newsgraph::resources::Resources;
use newsgraph::resources::identity::IdentityWords;
use proptest::prelude::*;
use sample::Story;
use serde_json::json;
use std::collections::{BTreeSet, VecDeque};

fn folded(stories: Vec<Story>) -> Graph {
    let resources = Resources::embedded().unwrap();
    let facts: Vec<Facts> = stories.into_iter().map(|story| serde_json::from_value(story.json()).unwrap()).collect();
    let words = IdentityWords::load(&resources).unwrap();
    fold(&resolve(facts, resources.schema(), &words, &Given::default()), resources.schema())
}

/// A small world: Zoë Holt leads Öst Rail, met Ian Marsh, and speaks of Pia Lund to him.
fn world() -> Graph {
    let text = "Zoë Holt leads Öst Rail. Zoë Holt met Ian Marsh. Ian Marsh works for Kell Group. Zoë Holt told Ian Marsh \
        that Pia Lund was late again and had not called. Pia Lund works for Kell Group.";
    let first = Story::new("a1", "2031-03-05", text)
        .set("publisher", "Daily Post")
        .entity("person", "Zoë Holt", &["Holt"])
        .entity("person", "Ian Marsh", &[])
        .entity("person", "Pia Lund", &[])
        .entity("organization", "Öst Rail", &[])
        .entity("organization", "Kell Group", &[])
        .relation_with("leads", "Zoë Holt", "Öst Rail", "Zoë Holt leads Öst Rail", json!({"when": {"start": "2029"}}))
        .relation("met-with", "Zoë Holt", "Ian Marsh", "Zoë Holt met Ian Marsh")
        .relation("works-for", "Ian Marsh", "Kell Group", "Ian Marsh works for Kell Group")
        .relation("works-for", "Pia Lund", "Kell Group", "Pia Lund works for Kell Group")
        .says("Zoë Holt", &["Ian Marsh"], &["Pia Lund"], "Pia Lund was late again and had not called");
    let second = Story::new("a2", "2031-04-01", "Anders Holt did not meet Ian Marsh. Zoë Holt met Ian Marsh.")
        .set("publisher", "Evening Star")
        .entity("person", "Anders Holt", &["Holt"])
        .entity("person", "Zoë Holt", &[])
        .entity("person", "Ian Marsh", &[])
        .relation("met-with", "Zoë Holt", "Ian Marsh", "Zoë Holt met Ian Marsh")
        .relation_with("met-with", "Anders Holt", "Ian Marsh", "did not meet", json!({"status": "negated"}));
    folded(vec![first, second])
}

fn id(graph: &Graph, name: &str) -> String {
    graph.search(name, 1)[0].node.id.clone()
}

#[test]
fn names_are_found_loosely_and_the_better_fit_comes_first() {
    let graph = world();
    let fits = |words: &str| graph.search(words, 9).into_iter().map(|it| (it.node.label, it.fit)).collect::<Vec<_>>();
    let zoe = |fit| vec![("Zoë Holt".to_owned(), fit)];
    assert_eq!(fits("zoe HOLT"), zoe(Fit::Name));
    assert_eq!(fits("holt, zoë"), zoe(Fit::Words));
    assert_eq!(fits("zo"), zoe(Fit::Beginning));
    assert_eq!(fits("arsh"), vec![("Ian Marsh".to_owned(), Fit::Inside)]);
    assert_eq!(fits("zoe hotl"), zoe(Fit::Spelling));
    assert_eq!(fits("ost rial"), vec![("Öst Rail".to_owned(), Fit::Spelling)]);
    assert_eq!(fits("person/zoe-holt"), zoe(Fit::Identifier));
    assert!(fits("marsh holt").is_empty() && fits("").is_empty() && fits("…").is_empty());
    // A surname that two bear is the one's as much as the other's, and more articles come first.
    assert_eq!(fits("holt"), vec![("Zoë Holt".to_owned(), Fit::Words), ("Anders Holt".to_owned(), Fit::Words)]);
}

#[test]
fn what_is_around_somebody_has_all_edges_among_it_and_says_what_it_leaves_out() {
    let graph = world();
    let zoe = id(&graph, "Zoë Holt");
    let labels = |depth, limit| {
        let ego = graph.ego(&zoe, &EgoQuery { depth, limit, filter: Filter::default() }).unwrap();
        assert_eq!(ego.nodes.len(), ego.distances.len());
        (ego.nodes.into_iter().map(|it| it.label).collect::<Vec<_>>(), ego.edges.len(), ego.omitted)
    };
    let (nodes, edges, omitted) = labels(1, 60);
    assert_eq!((nodes.len(), nodes[0].as_str(), nodes[1].as_str(), omitted), (4, "Zoë Holt", "Ian Marsh", 0));
    // The statement goes to Ian Marsh: an edge between two neighbours.
    assert_eq!(edges, 4);
    assert_eq!(labels(1, 2), (vec!["Zoë Holt".to_owned(), "Ian Marsh".to_owned()], 1, 2));
    assert_eq!(labels(2, 60).0.len(), 7);
    assert!(graph.ego("nobody", &EgoQuery::default()).is_none());
}

#[test]
fn denied_edges_do_not_connect() {
    let graph = world();
    let ends = [id(&graph, "Anders Holt"), id(&graph, "Ian Marsh")];
    assert!(graph.paths(&ends[0], &ends[1], &PathQuery::default()).is_empty());
    let all = PathQuery { filter: Filter::default(), ..PathQuery::default() };
    assert_eq!(graph.paths(&ends[0], &ends[1], &all)[0].steps[0].edge.status, Status::Negated);
}

#[test]
fn filters_narrow_paths_by_type_kind_outlet_and_date() {
    let graph = world();
    let (zoe, pia) = (id(&graph, "Zoë Holt"), id(&graph, "Pia Lund"));
    let lengths = |filter: Filter| {
        let query = PathQuery { filter, ..PathQuery::default() };
        graph.paths(&zoe, &pia, &query).iter().map(|path| path.steps.len()).collect::<Vec<_>>()
    };
    assert_eq!(lengths(Filter::default()), [2]);
    let relations = ["met-with", "works-for"].map(str::to_owned).to_vec();
    assert_eq!(lengths(Filter { relations: relations.clone(), ..Filter::default() }), [3]);
    assert!(lengths(Filter { relations, only: vec!["person".to_owned()], ..Filter::default() }).is_empty());
    assert!(lengths(Filter { outlets: vec!["EVENING star".to_owned()], ..Filter::default() }).is_empty());
    assert!(lengths(Filter { since: "2031-03-06".parse().ok(), ..Filter::default() }).is_empty());
    assert_eq!(
        lengths(Filter { since: "2031-03".parse().ok(), until: "2031-03".parse().ok(), ..Filter::default() }),
        [2]
    );
    assert!(lengths(Filter { min_sources: 2, ..Filter::default() }).is_empty());
}

#[test]
fn common_ties_go_over_relations_and_statements() {
    let graph = world();
    let (ian, pia) = (id(&graph, "Ian Marsh"), id(&graph, "Pia Lund"));
    let common = graph.common(&ian, &pia, &Filter::asserted());
    let labels: BTreeSet<&str> = common.iter().map(|it| it.node.label.as_str()).collect();
    assert_eq!(labels, BTreeSet::from(["Kell Group", "Zoë Holt"]));
    let zoe = common.iter().find(|it| it.node.label == "Zoë Holt").unwrap();
    assert_eq!(
        (zoe.first.len(), zoe.second.len(), zoe.second[0].via.as_ref().unwrap().kind.as_str()),
        (2, 1, "statement")
    );
    // To be spoken of to somebody is no tie to him.
    assert!(graph.ties(&ian, &pia, &Filter::default()).is_empty());
}

#[test]
fn a_timeline_keeps_the_two_clocks_apart() {
    let graph = world();
    let zoe = id(&graph, "Zoë Holt");
    let moments = graph.timeline(&[&zoe], &Filter::default());
    let seen: Vec<(&str, Clock, String)> =
        moments.iter().map(|it| (it.kind.as_str(), it.clock, it.when.unwrap().start.unwrap().to_string())).collect();
    assert_eq!(seen[0], ("leads", Clock::Stated, "2029".to_owned()));
    assert!(seen[1..].iter().all(|it| it.1 == Clock::Reported && it.2 == "2031-03-05"));
    assert_eq!(seen.len(), 3);
    assert_eq!(graph.timeline(&[&zoe, &id(&graph, "Pia Lund")], &Filter::default()).len(), 4);
}

#[test]
fn quotes_are_found_by_speaker_subject_addressee_words_and_date() {
    let graph = world();
    let ids = |name: &str| vec![id(&graph, name)];
    let count = |query: QuoteQuery| graph.quotes(&query).len();
    let (by, about, to) = (ids("Zoë Holt"), ids("Pia Lund"), ids("Ian Marsh"));
    assert_eq!(count(QuoteQuery { by: by.clone(), about, to: to.clone(), ..QuoteQuery::default() }), 1);
    assert_eq!(count(QuoteQuery { by: to, ..QuoteQuery::default() }), 0);
    assert_eq!(count(QuoteQuery { about: by, ..QuoteQuery::default() }), 0);
    assert_eq!(count(QuoteQuery { words: "LATE call".to_owned(), ..QuoteQuery::default() }), 1);
    assert_eq!(count(QuoteQuery { words: "early".to_owned(), ..QuoteQuery::default() }), 0);
    let until = Filter { until: "2031-02".parse().ok(), ..Filter::default() };
    assert_eq!(count(QuoteQuery { filter: until, ..QuoteQuery::default() }), 0);
}

#[test]
fn the_best_evidenced_path_may_be_longer() {
    let weak = Tie { confidence: 30, ..Tie::new(0, 3) };
    let strong = [(0, 1), (1, 2), (2, 3)].into_iter().flat_map(|(a, b)| [0, 1, 2].map(|it| Tie::new(a, b).told_by(it)));
    let graph = net(4, &[weak].into_iter().chain(strong).collect::<Vec<_>>());
    let lengths = |best| {
        let query = PathQuery { best, ..PathQuery::default() };
        graph.paths(&person(0), &person(3), &query).iter().map(|path| path.steps.len()).collect::<Vec<_>>()
    };
    assert_eq!(lengths(Best::Shortest), [1]);
    assert_eq!(lengths(Best::Evidence), [3, 1]);
}

#[test]
fn steps_whose_times_contradict_make_no_path_together() {
    let ties = [
        Tie::new(0, 1).held(1990, 1995),
        Tie::new(1, 2).held(2001, 2004),
        Tie::new(0, 3),
        Tie::new(3, 4).held(2000, 2002),
        Tie::new(4, 2).held(2002, 2009),
    ];
    let graph = net(5, &ties);
    let lengths = |together, longest| {
        let query = PathQuery { together, longest, ..PathQuery::default() };
        graph.paths(&person(0), &person(2), &query).iter().map(|path| path.steps.len()).collect::<Vec<_>>()
    };
    assert_eq!(lengths(false, 8), [2]);
    assert_eq!(lengths(true, 8), [3]);
    assert!(lengths(true, 2).is_empty());
}

#[test]
fn articles_that_repeat_one_text_convince_once() {
    let mut one = net(2, &[Tie::new(0, 1).told_by(0), Tie::new(0, 1).told_by(1)]);
    let belief = |graph: &Graph| graph.belief(graph.edge(0).unwrap().2);
    assert!((belief(&one) - 0.96).abs() < 1e-6);
    let mut sources = one.sources().clone();
    sources.get_mut("a00001").unwrap().origin = Some("a00000".into());
    let link = one.edges().map(|(from, to, edge)| newsgraph::graph::Link {
        from: from.id().into(),
        to: to.id().into(),
        edge: edge.clone(),
    });
    one = Graph::assemble(sources, one.terms().clone(), one.nodes().cloned().collect(), link.collect());
    assert!((belief(&one) - 0.8).abs() < 1e-6);
}

#[test]
fn two_cliques_are_two_communities_and_their_bridge_is_between() {
    let clique = |first: usize| (first..first + 5).flat_map(move |a| (first..a).map(move |b| Tie::new(a, b)));
    let ties: Vec<Tie> = clique(0).chain(clique(5)).chain([Tie::new(0, 10), Tie::new(10, 5)]).collect();
    let graph = net(12, &ties);
    let found = graph.communities(&Filter::asserted(), 1.0);
    let sizes: Vec<usize> = found.communities.iter().map(|it| it.members.len()).collect();
    assert!(sizes == [6, 5] && found.alone == 1 && found.modularity > 0.4, "{sizes:?}");
    let top = graph.top(Measure::Betweenness, &Filter::asserted(), 3);
    // Person 10: all 25 pairs across, of the 55 pairs of the 11 others.
    let bridge = top.ranks.iter().find(|it| it.node.id == person(10)).unwrap();
    assert!((bridge.value - 25.0 / 55.0).abs() < 1e-9 && top.sampled.is_none(), "{bridge:?}");
    assert!((graph.top(Measure::Degree, &Filter::asserted(), 1).ranks[0].value - 5.0).abs() < 1e-9);
}

fn nets() -> impl Strategy<Value = (usize, Vec<Tie>)> {
    (3usize..14).prop_flat_map(|people| {
        let years = prop::option::of((2000i16..2006, 0i16..3).prop_map(|(first, more)| (first, first + more)));
        let tie = (0..people, 0..people, 0..3usize, 1..100u8, prop::sample::select(vec!["knows", "leads"]), years);
        let tie = tie.prop_map(|(from, to, article, confidence, kind, years)| Tie {
            from,
            to,
            kind,
            article,
            confidence,
            years,
        });
        (Just(people), prop::collection::vec(tie, 0..24))
    })
}

/// The length of the shortest path over relations, by the plainest search there is.
fn plain(graph: &Graph, from: &str, to: &str) -> Option<usize> {
    let mut open = VecDeque::from([(from.to_owned(), 0)]);
    let mut seen = BTreeSet::from([from.to_owned()]);
    while let Some((at, distance)) = open.pop_front() {
        if at == to {
            return Some(distance);
        }
        for neighbour in graph.neighbours(&at) {
            if seen.insert(neighbour.node.id().to_owned()) {
                open.push_back((neighbour.node.id().to_owned(), distance + 1));
            }
        }
    }
    None
}

fn nodes(path: &Path) -> Vec<String> {
    let ends = path.steps.iter().map(|step| step.to.id.clone());
    path.steps.first().map(|step| step.from.id.clone()).into_iter().chain(ends).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn paths_are_simple_shortest_and_the_same_both_ways((people, ties) in nets()) {
        let graph = net(people, &ties);
        let (a, b) = (person(0), person(people - 1));
        for best in [Best::Shortest, Best::Evidence] {
            for together in [false, true] {
                let query = PathQuery { best, together, limit: 50, longest: people, ..PathQuery::default() };
                let there = graph.paths(&a, &b, &query);
                let back = graph.paths(&b, &a, &query);
                for path in &there {
                    let way = nodes(path);
                    prop_assert!(way.first() == Some(&a) && way.last() == Some(&b));
                    prop_assert_eq!(way.iter().collect::<BTreeSet<_>>().len(), way.len());
                    prop_assert!(path.steps.windows(2).all(|pair| pair[0].to == pair[1].from));
                }
                if !together {
                    prop_assert_eq!(there.is_empty(), plain(&graph, &a, &b).is_none());
                }
                if best == Best::Shortest {
                    let turned = |path: &Path| nodes(path).into_iter().rev().collect::<Vec<_>>();
                    let there: BTreeSet<Vec<String>> = there.iter().map(nodes).collect();
                    prop_assert_eq!(&there, &back.iter().map(turned).collect());
                    if !together {
                        let length = plain(&graph, &a, &b);
                        prop_assert!(there.iter().all(|way| Some(way.len() - 1) == length));
                    }
                } else {
                    let first = |paths: &[Path]| paths.first().map(|path| (path.belief * 1e6).round());
                    if !together { prop_assert_eq!(first(&there), first(&back)); }
                    let cost = |path: &Path| path.belief * 0.9f64.powi(path.steps.len() as i32);
                    prop_assert!(there.windows(2).all(|pair| cost(&pair[0]) >= cost(&pair[1]) - 1e-4));
                }
            }
        }
    }

    #[test]
    fn pagerank_is_a_share_of_one((people, ties) in nets()) {
        let top = net(people, &ties).top(Measure::PageRank, &Filter::default(), usize::MAX);
        let sum: f64 = top.ranks.iter().map(|it| it.value).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        prop_assert_eq!(top.ranks.len(), people);
        prop_assert!(top.ranks.iter().all(|it| it.value > 0.0));
    }

    #[test]
    fn betweenness_counts_the_pairs_that_it_stands_between((people, ties) in nets()) {
        let graph = net(people, &ties);
        let top = graph.top(Measure::Betweenness, &Filter::default(), usize::MAX);
        // All shortest ways have their inner nodes: summed over everybody, that is the sum of distances less one.
        let mut expected = 0.0;
        for a in 0..people {
            for b in 0..a {
                expected += plain(&graph, &person(a), &person(b)).map_or(0.0, |it| it as f64 - 1.0);
            }
        }
        let pairs = (people - 1) as f64 * (people - 2) as f64 / 2.0;
        let sum: f64 = top.ranks.iter().map(|it| it.value).sum();
        prop_assert!((sum - expected / pairs).abs() < 1e-9, "{sum} {expected}");
    }

    #[test]
    fn communities_are_a_partition_into_connected_groups((people, ties) in nets()) {
        let graph = net(people, &ties);
        let found = graph.communities(&Filter::default(), 1.0);
        let mut seen = BTreeSet::new();
        for community in &found.communities {
            prop_assert!(community.members.len() > 1 && community.inside >= community.members.len() - 1);
            for member in &community.members {
                prop_assert!(seen.insert(member.id.clone()), "{} is in two", member.id);
            }
        }
        prop_assert_eq!(seen.len() + found.alone, people);
        prop_assert!((-0.5..=1.0).contains(&found.modularity));
        prop_assert_eq!(graph.communities(&Filter::default(), 1.0), found);
    }

    #[test]
    fn whatever_is_searched_for_is_found_under_its_whole_name(name in "\\PC{1,20}") {
        let story = Story::new("s", "2031-03-05", &name).entity("person", &name, &[]);
        let graph = folded(vec![story]);
        for node in graph.nodes() {
            let label = node.label();
            let found = graph.search(&label, usize::MAX);
            let whole = newsgraph::model::fold(&label);
            prop_assert!(whole.split(' ').all(str::is_empty) || found.iter().any(|it| it.node.id == node.id()), "{}", label);
        }
    }
}
