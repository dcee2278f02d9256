//! Articles exported as a single HTML file, opened from disk without network.

use broadsheet::app::App;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::single_file;
use broadsheet::source::SiteFolder;

use crate::article;
use crate::browser::{artefact, browse};
use crate::server::{Host, app};

#[test]
fn an_article_in_a_single_file_is_complete_without_network() {
    let host = Host::default();
    let files = article::slugs_of_the_build().into_iter().map(|slug| {
        let demo = SiteFolder::at(concat!(env!("CARGO_MANIFEST_DIR"), "/public/content"));
        let made = single_file(&demo, &App::in_folder(app()), &slug, &Silent).expect("the build can be published");
        let file = artefact(&format!("{slug}.html"));
        std::fs::write(&file, made.html.expect("the demo is in order")).expect("a file can be written");
        (slug, file)
    });
    let files: Vec<_> = files.collect();
    browse(host, async |page| {
        page.go_offline().await;
        for (slug, file) in files {
            page.open_file(&file).await;
            let words: String = page.get("document.querySelector('article.article').innerText").await;
            assert!(words.len() > 1000, "{slug}: {words}");
            page.wait_until("all pictures", "[...document.images].every(image => image.complete)").await;
            let broken: Vec<String> =
                page.get("[...document.images].filter(image => !image.naturalWidth).map(image => image.alt)").await;
            assert!(page.count("img").await > 0 && broken.is_empty(), "{slug}: {broken:?}");
            let family: String = page.get("getComputedStyle(document.querySelector('.site-footer')).fontFamily").await;
            assert!(family.contains("system-ui"), "{slug} has no style: {family}");
            assert_eq!(page.count("script").await, 0, "{slug}");
            let asked: Vec<String> =
                page.get("performance.getEntriesByType('resource').map(({ name }) => name).filter(name => !name.startsWith('data:'))").await;
            assert!(asked.is_empty(), "{slug}: {asked:?}");
            let seen = page.errors().await;
            assert!(seen.is_empty(), "{slug}: {seen:?}");
            let console = page.console().await;
            assert!(console.is_empty(), "{slug}: {console:?}");
        }
        assert!(page.server.requests().is_empty());
    });
}
