//! Is it English?

use whatlang::{Lang, detect};

/// Letters below which a text is not judged: names alone can look like any language.
const ENOUGH: usize = 200;
/// Bytes that are looked at.
const SAMPLE: usize = 8000;
/// Certainty of the detector (0..1) below which a text passes.
const SURE: f64 = 0.9;

/// The English name of the language of a text that is surely not English. Short and doubtful texts pass, unless the
/// source itself `stated` another language and the detector does not object.
pub(super) fn foreign(text: &str, stated: Option<&str>) -> Option<&'static str> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let stated = stated.map(|tag| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase());
    let detected = detect(sample)?;
    let (language, letters) = (detected.lang(), sample.chars().filter(|c| c.is_alphabetic()).count());
    let same = stated.as_deref().is_some_and(|tag| tag == two_letters(language) || tag == language.code());
    let sure = letters >= ENOUGH && detected.is_reliable() && detected.confidence() >= SURE;
    (language != Lang::Eng && (sure || same)).then(|| language.eng_name())
}

/// ISO 639-1 codes of the languages in which most news appears; the detector knows only three letters.
fn two_letters(language: Lang) -> &'static str {
    match language {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Ara => "ar",
        Lang::Pol => "pl",
        Lang::Tur => "tr",
        Lang::Swe => "sv",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "Le président de la République a rencontré mardi à Paris les dirigeants des principaux \
        syndicats, qui lui ont demandé de retirer la réforme des retraites. Il leur a répondu que le gouvernement \
        ne reviendrait pas sur sa décision, mais que des discussions pourraient s'ouvrir à l'automne.";

    #[test]
    fn french_is_named_and_english_passes() {
        assert_eq!(foreign(FRENCH, None), Some("French"));
        assert_eq!(foreign("The mayor of Lyon said on Monday that the bridge would open in the spring.", None), None);
    }

    #[test]
    fn short_texts_have_the_benefit_of_the_doubt() {
        assert_eq!(foreign("Juan Carlos Ferrero, Rafael Nadal", None), None);
        assert_eq!(foreign("Le président a rencontré les syndicats.", Some("fr-FR")), Some("French"));
    }
}
