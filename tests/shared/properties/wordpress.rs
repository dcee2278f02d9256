//! The reader of WordPress's exports: of any bytes it makes drafts without a panic, and the same ones each time.

use std::path::PathBuf;
use std::process;

use broadsheet::html::convert;
use broadsheet::import::wordpress::WordPress;
use broadsheet::import::{Content, Draft, Loss, Reader};

/// The input is an export; or, if it does not begin with a tag, the content of a post.
pub fn holds(input: &[u8]) {
    let mut export = input.to_vec();
    if !input.starts_with(b"<?xml") {
        // A division of CDATA would end the content.
        let content = String::from_utf8_lossy(input).replace("]]>", "]] >");
        export = format!(
            "<rss><channel><item><title>A</title><content:encoded><![CDATA[{content}]]></content:encoded>\
             <wp:post_id>1</wp:post_id><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>\
             </channel></rss>"
        )
        .into_bytes();
    }
    // Tests of several threads read files of their own.
    let name = format!("broadsheet-wordpress-{}-{:?}.xml", process::id(), std::thread::current().id());
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, &export).unwrap();
    let first = read(&file);
    assert_eq!(first, read(&file), "two readings differ");
    std::fs::remove_file(&file).unwrap();
    for draft in first.into_iter().flat_map(|(drafts, _)| drafts) {
        let Content::Html(html) = draft.content else { panic!("a post is not HTML") };
        convert(&html);
    }
}

fn read(file: &PathBuf) -> Option<(Vec<Draft>, Vec<Loss>)> {
    // What is no export at all is refused.
    let reader = WordPress::open(std::slice::from_ref(file)).ok()?;
    let mut drafts = Vec::new();
    let losses = reader.read(&mut |draft| drafts.push(draft)).unwrap();
    Some((drafts, losses))
}
