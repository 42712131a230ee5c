//! Builds the lists of known names of `data/en/gazetteers` from open data sets.

use anyhow::{Context, Result};
use newsgraph::resources::gazetteers::fold;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Names = BTreeSet<String>;

/// Lower-case uses that a word needs to be common.
const COMMON_USES: u32 = 3;

/// Women or men that a given name needs in its best year.
const GIVEN_USES: u32 = 150;

/// How often a given name must be of one sex for each time that it is of the other.
const ONE_SEX: u32 = 8;

/// Family names taken from the census, the most frequent first.
const SURNAMES: usize = 25_000;

/// Reads the data sets below `data` and writes one list for each class to `out`.
///
/// # Errors
/// When a file is missing or has another form.
pub(crate) fn build(data: &Path, out: &Path) -> Result<()> {
    let from = data.join("data/gazetteers");
    fs::create_dir_all(out)?;
    let common = common(&data.join("data/raw/open_news.txt"))?;
    let (female, male) = given(&from)?;
    let census = "US Census 1990 and Social Security Administration (public domain)";
    let popular = "popular-names-by-country (CC0)";
    let words = "word counts of Voice of America, Wikinews and other open news";
    write(out, "common", words, &common)?;
    write(out, "female", &format!("{census}, {popular}, M. Kantrowitz's name lists"), &female)?;
    write(out, "male", &format!("{census}, {popular}, M. Kantrowitz's name lists"), &male)?;
    write(out, "surnames", &format!("{census}, {popular}"), &surnames(&from)?)?;
    let (countries, demonyms) = countries(&from)?;
    write(out, "countries", "mledoze/countries (ODbL 1.0)", &countries)?;
    write(out, "demonyms", "mledoze/countries (ODbL 1.0)", &demonyms)?;
    let (cities, mut regions) = cities(&from)?;
    regions.retain(|region| !countries.contains(region) && !common.contains(region));
    write(out, "cities", "GeoNames through datasets/world-cities (CC BY 4.0)", &cities)?;
    write(out, "regions", "GeoNames through datasets/world-cities (CC BY 4.0)", &regions)?;
    let listed = "datasets/s-and-p-500-companies, nasdaq-listings, nyse-other-listings (PDDL), dariusk/corpora (CC0)";
    write(out, "companies", listed, &companies(&from, &common)?)?;
    write(out, "universities", "Hipo/university-domains-list (MIT)", &universities(&from)?)?;
    write(out, "outlets", "dariusk/corpora (CC0)", &strings(&from, "corporations/newspapers.json", "newspapers")?)?;
    write(out, "teams", "dariusk/corpora (CC0)", &teams(&from)?)?;
    let bodies = "dariusk/corpora (CC0), unitedstates/congress-legislators (CC0)";
    write(out, "bodies", bodies, &bodies_of(&from)?)?;
    Ok(())
}

fn write(out: &Path, name: &str, source: &str, names: &Names) -> Result<()> {
    let mut text = format!("# {source}. Built by `newsgraph-train gazetteers`.\n");
    for name in names {
        text.push_str(name);
        text.push('\n');
    }
    fs::write(out.join(format!("{name}.txt")), text)?;
    eprintln!("{name}: {}", names.len());
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn json(path: &Path) -> Result<Value> {
    serde_json::from_str(&read(path)?).with_context(|| format!("reading {}", path.display()))
}

/// The texts of a JSON array, or of the field `name` of its objects.
fn texts(array: &Value) -> impl Iterator<Item = &str> {
    array.as_array().into_iter().flatten().filter_map(|item| item.as_str().or_else(|| item["name"].as_str()))
}

fn strings(from: &Path, file: &str, key: &str) -> Result<Names> {
    let value = json(&from.join("dariusk_corpora").join(file))?;
    Ok(texts(&value[key]).map(bare).filter(|name| !name.is_empty()).collect())
}

/// A folded name without its article.
fn bare(name: &str) -> String {
    let folded = fold(name.trim());
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

/// Words that open news write mostly in lower case.
fn common(file: &Path) -> Result<Names> {
    let mut uses: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in read(file)?.lines() {
        for word in line.split_whitespace().skip(1).filter(|word| word.chars().all(char::is_alphabetic)) {
            let count = uses.entry(fold(word).into()).or_default();
            if word.starts_with(char::is_lowercase) {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
        }
    }
    let common = |&(lower, upper): &(u32, u32)| lower >= COMMON_USES && lower > upper;
    Ok(uses.into_iter().filter(|(_, count)| common(count)).map(|(word, _)| word).collect())
}

/// Given names of women and of men; those of both are in both.
fn given(from: &Path) -> Result<(Names, Names)> {
    let mut uses: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    let mut add = |name: &str, sex: usize, count: u32| {
        if !name.contains(' ') && name.chars().count() > 1 {
            let entry = uses.entry(fold(name).into()).or_default();
            entry[sex] = entry[sex].max(count);
        }
    };
    for line in read(&from.join("ssa/maxoccurbysex.txt"))?.lines() {
        let column: Vec<&str> = line.split(',').collect();
        if let [name, sex, count, ..] = column[..] {
            add(name, usize::from(sex == "M"), count.trim().parse().unwrap_or(0));
        }
    }
    for (file, sex) in [("female", 0), ("male", 1)] {
        for name in read(&from.join(format!("nltk_names/names/{file}.txt")))?.lines() {
            add(name.trim(), sex, GIVEN_USES);
        }
        for line in read(&from.join(format!("census1990/dist.{file}.first")))?.lines() {
            add(line.split_whitespace().next().unwrap_or_default(), sex, GIVEN_USES);
        }
    }
    for row in table(&from.join("popular_names/common-forenames-by-country.csv"))? {
        if let (Some(sex), Some(name)) = (row.get(9), row.get(11)) {
            add(name, usize::from(sex == "M"), GIVEN_USES * 2);
        }
    }
    let of = |sex: usize| {
        let fits = move |n: &[u32; 2]| n[sex] >= GIVEN_USES && n[sex] * ONE_SEX > n[1 - sex];
        uses.iter().filter(|(_, n)| fits(n)).map(|(name, _)| name.clone()).collect()
    };
    Ok((of(0), of(1)))
}

fn surnames(from: &Path) -> Result<Names> {
    let census = read(&from.join("census1990/dist.all.last"))?;
    let first = |line: &str| line.split_whitespace().next().map(|name| fold(name).to_string());
    let mut names: Names = census.lines().take(SURNAMES).filter_map(first).collect();
    let popular = table(&from.join("popular_names/common-surnames-by-country.csv"))?;
    names.extend(popular.iter().filter_map(|row| row.get(5)).map(|name| fold(name).to_string()));
    names.retain(|name| name.chars().count() > 1);
    Ok(names)
}

/// Names of countries, and lines "adjective TAB country".
fn countries(from: &Path) -> Result<(Names, Names)> {
    let (mut names, mut demonyms) = (Names::new(), Names::new());
    let value = json(&from.join("countries/countries.json"))?;
    for country in value.as_array().into_iter().flatten() {
        let Some(name) = country["name"]["common"].as_str() else { continue };
        names.insert(bare(name));
        names.extend(country["name"]["official"].as_str().map(bare));
        if country["independent"].as_bool() != Some(true) {
            continue;
        }
        for sex in ["f", "m"] {
            let demonym = country["demonyms"]["eng"][sex].as_str().unwrap_or_default();
            for demonym in demonym.split([',', '/']).map(bare).filter(|d| d.len() > 2) {
                demonyms.insert(format!("{demonym}\t{}", bare(name)));
            }
        }
    }
    Ok((names, demonyms))
}

fn cities(from: &Path) -> Result<(Names, Names)> {
    let (mut cities, mut regions) = (Names::new(), Names::new());
    for row in table(&from.join("world_cities/world-cities.csv"))?.iter().skip(1) {
        let take = |column: usize, names: &mut Names| {
            let name = row.get(column).map(|name| bare(name)).unwrap_or_default();
            if name.is_ascii() && name.len() > 2 && name.split(' ').count() < 4 && !name.contains(['(', '/']) {
                names.insert(name);
            }
        };
        take(0, &mut cities);
        take(2, &mut regions);
    }
    Ok((cities, regions))
}

/// What a listing adds behind the name of a company.
const SECURITY: [&str; 14] = [
    " - ",
    " Common",
    " Class ",
    " Ordinary",
    " American Depositary",
    " Units",
    " Warrant",
    " Depositary",
    " Preferred",
    " Capital Stock",
    " ADS",
    " (",
    " $",
    ", each",
];

/// Words of securities and funds, which are no companies that news write about.
const FUND: [&str; 20] = [
    "etf",
    "fund",
    "acquisition",
    "trust",
    "notes",
    "due",
    "shares",
    "%",
    "index",
    "bond",
    "portfolio",
    "series",
    "right",
    "rights",
    "etn",
    "income",
    "municipal",
    "yield",
    "proshares",
    "spdr",
];

/// Legal forms, which may stay away.
const FORMS: [&str; 18] = [
    "inc",
    "inc.",
    "corp",
    "corp.",
    "corporation",
    "co",
    "co.",
    "company",
    "ltd",
    "ltd.",
    "limited",
    "plc",
    "llc",
    "l.p.",
    "n.v.",
    "s.a.",
    "ag",
    "lp",
];

fn companies(from: &Path, common: &Names) -> Result<Names> {
    let mut names = Names::new();
    for file in ["nasdaq-listed", "nyse-listed", "sp500"] {
        for row in table(&from.join(format!("companies/{file}.csv")))?.iter().skip(1) {
            names.extend(row.get(1).and_then(|name| company(name)));
        }
    }
    for (file, key) in [("fortune500", "companies"), ("djia", "corporations"), ("nasdaq", "corporations")] {
        let list = strings(from, &format!("corporations/{file}.json"), key)?;
        names.extend(list.iter().filter_map(|name| company(name)));
    }
    names.retain(|name| name.len() > 2 && (name.contains(' ') || !common.contains(name)));
    Ok(names)
}

/// The name that a company goes by: without security and legal form.
fn company(listed: &str) -> Option<String> {
    let end = SECURITY.iter().filter_map(|word| listed.find(word)).min().unwrap_or(listed.len());
    let folded = bare(&listed[..end]);
    let mut words: Vec<&str> = folded.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| FUND.contains(word)) || words.len() > 5 {
        return None;
    }
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(word) || *word == "&") {
        words.pop();
    }
    Some(words.join(" "))
}

fn universities(from: &Path) -> Result<Names> {
    let value = json(&from.join("universities/world_universities_and_domains.json"))?;
    let english = ["university", "college", "institute", "school", "academy", "polytechnic"];
    let fits = |name: &String| {
        name.is_ascii()
            && (2..7).contains(&name.split(' ').count())
            && !name.contains(['(', ',', '/', '&'])
            && english.iter().any(|word| name.split(' ').any(|w| w == *word))
    };
    Ok(texts(&value).map(bare).filter(fits).collect())
}

fn teams(from: &Path) -> Result<Names> {
    let mut names = Names::new();
    for (file, key) in [
        ("football/epl_teams", "epl_teams"),
        ("nfl_teams", "nfl_teams"),
        ("mlb_teams", "mlb_teams"),
        ("nhl_teams", "nhl_teams"),
        ("nba_teams", "nba_teams"),
    ] {
        names.extend(strings(from, &format!("sports/{file}.json"), key)?);
    }
    Ok(names)
}

fn bodies_of(from: &Path) -> Result<Names> {
    let mut names = strings(from, "governments/us_federal_agencies.json", "agencies")?;
    let committees = read(&from.join("congress/committees-current.yaml"))?;
    names.extend(committees.lines().filter_map(|line| line.strip_prefix("  name: ")).map(bare));
    names.retain(|name| name.contains(' ') && !name.contains(['(', '\'']));
    Ok(names)
}

/// The rows of a CSV file, quoted fields unquoted; its header is the first.
fn table(path: &Path) -> Result<Vec<Vec<String>>> {
    Ok(read(path)?.trim_start_matches('\u{FEFF}').lines().map(row).collect())
}

fn row(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().into_iter().for_each(|field| field.push(c)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_lose_their_security_and_form() {
        assert_eq!(company("Agilent Technologies, Inc. Common Stock").as_deref(), Some("agilent technologies"));
        assert_eq!(company("Ares Acquisition Corporation III Units").as_deref(), None);
    }

    #[test]
    fn quoted_commas_stay_in_their_field() {
        assert_eq!(row("a,\"b, c\",d"), ["a", "b, c", "d"]);
    }
}
