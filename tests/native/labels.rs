//! The texts of the interface.

use broadsheet::labels::{ALL, Fault, Labels};

/// Every text of a language.
fn words(labels: &Labels) -> Vec<String> {
    format!("{labels:?}").split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_language_is_complete() {
    for labels in &ALL {
        for word in words(labels) {
            assert!(!word.trim().is_empty(), "{}", labels.lang);
            assert!(!word.contains(['<', '>', '&']), "{}: {word}", labels.lang);
        }
    }
}

#[test]
fn a_label_before_a_name_ends_with_a_separator() {
    for labels in &ALL {
        assert!(labels.and.starts_with(' '), "{}", labels.lang);
        let before = [labels.by].into_iter().chain(labels.sponsor_kinds);
        assert!(before.into_iter().all(|words| words.ends_with(' ')), "{}", labels.lang);
    }
}

#[test]
fn every_language_differs_from_the_others() {
    for (index, labels) in ALL.iter().enumerate() {
        assert!(ALL[index + 1..].iter().all(|other| other.lang != labels.lang), "{}", labels.lang);
        assert!(std::ptr::eq(Labels::of(labels.lang), labels));
        let words = words(labels);
        let same = words.iter().zip(self::words(&ALL[0])).filter(|(word, english)| **word == *english).count();
        assert!(index == 0 || same * 4 < words.len(), "{}: {same} words are still English", labels.lang);
    }
}

#[test]
fn a_language_tag_selects_its_labels() {
    for (tag, lang) in [
        ("en", "en"),
        ("en-GB", "en"),
        ("de-AT", "de"),
        ("DE", "de"),
        ("fr-CA", "fr"),
        ("es-419", "es"),
        ("ar-Arab-EG", "ar"),
        ("ar-u-nu-latn", "ar"),
        ("xx", "en"),
        ("deu", "en"),
        ("d", "en"),
        ("", "en"),
        ("-de", "en"),
        ("not a tag", "en"),
    ] {
        assert_eq!(Labels::of(tag).lang, lang, "{tag:?}");
    }
}

#[test]
fn every_kind_of_error_has_a_heading_and_a_sentence() {
    use Fault::*;
    for labels in &ALL {
        for fault in [NotFound, Server, Network, Offline, Slow, Truncated, Unreadable] {
            let (heading, sentence) = labels.fault(fault);
            assert!(!heading.ends_with('.') && sentence.ends_with('.'), "{}: {fault:?}", labels.lang);
        }
    }
    let heading = |fault| Labels::of("en").fault(fault).0;
    assert_eq!(heading(NotFound), "This story isn’t here");
    assert_eq!(heading(Offline), "You’re offline");
    assert_eq!(heading(Unreadable), "This story can’t be shown");
}

#[test]
fn the_english_session_bar_has_the_required_texts() {
    let labels = Labels::of("en");
    assert_eq!((labels.logged_out, labels.log_in), ("You are not logged in.", "LOG IN NOW"));
}
