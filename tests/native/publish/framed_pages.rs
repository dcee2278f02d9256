//! The pages that other sites show in a frame: an article, and its card.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::paper::Paper;

const ARTICLE: &str = "embed/all/index.html";
const CARD: &str = "embed/all/card/index.html";

/// Adds `captions.js` to a build.
fn add_captions_module(paper: &Paper) {
    paper.app("captions-6.js", "captions();\n");
    let mut assets = paper.app_json("assets.json");
    assets["captions.js"] = json!("captions-6.js");
    paper.app("assets.json", assets.to_string());
}

/// Regression: in a sandbox, a page has no origin, and WebKit refuses all files that the page's policy allows by
/// `'self'`. So on iPhones, frames of WordPress never learnt their height, and cards had no styles.
#[test]
fn a_framed_page_needs_no_script_or_style_sheet_from_its_own_server() {
    for paper in [Paper::somewhere(), Paper::new()] {
        add_captions_module(&paper);
        paper.everything(|_| {}).publish();
        for page in [ARTICLE, CARD] {
            let dom = paper.page(page);
            let files = "script[src], link[rel=stylesheet], link[rel=modulepreload], link[rel=preload]:not([as=image])";
            assert_eq!(dom.attrs(files, "href"), Vec::<&str>::new(), "{page}");
            assert_eq!(dom.attrs(files, "src"), Vec::<&str>::new(), "{page}");
            let [scripts, styles] = ["script", "style"].map(|tag| dom.texts(tag));
            assert_eq!((scripts.len(), styles.len()), (1, 1), "{page}: {scripts:#?} {styles:#?}");
            let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
            // Only the article has a video with captions.
            let (files, media) = if page == ARTICLE { ("'self' ", "media-src 'self'; ") } else { ("", "") };
            let policy = format!(
                "default-src 'none'; script-src {files}{}; style-src {}; img-src 'self' data:; {media}base-uri 'none'; \
                 form-action 'none'",
                hash(&scripts[0]),
                hash(&styles[0])
            );
            assert_eq!(
                dom.attr("meta[http-equiv=Content-Security-Policy]", "content"),
                Some(policy.as_str()),
                "{page}"
            );
        }
    }
}

#[test]
fn the_script_of_a_framed_page_is_at_its_end_and_has_no_comments() {
    let paper = Paper::somewhere();
    paper.everything(|_| {}).publish();
    for page in [ARTICLE, CARD] {
        assert_eq!(paper.page(page).count("body > script:last-child"), 1, "{page}: the script measures the whole body");
        let script = paper.page(page).text("script");
        for comment in ["//", "/*", "*/"] {
            assert!(!script.contains(comment), "{page} contains “{comment}”: {script}");
        }
    }
}

#[test]
fn only_a_framed_page_with_captions_names_the_module_for_them() {
    const NO_VIDEO: &str = "embed/plain/index.html";
    let paper = Paper::somewhere();
    paper.everything(|_| {}).plain("plain", "2013-03-27").publish();
    let named = |page: &str| paper.page(page).attr("script", "data-captions").map(str::to_owned);
    assert_eq!(paper.page(ARTICLE).count("track"), 1);
    assert_eq!(named(ARTICLE), None, "this build has no captions.js");
    add_captions_module(&paper);
    paper.publish();
    assert_eq!([ARTICLE, CARD, NO_VIDEO].map(named), [Some("../../captions-6.js".to_owned()), None, None]);
}
