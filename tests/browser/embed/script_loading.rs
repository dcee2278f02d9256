//! The ways to load `embed.js` into a page.

use serde_json::json;

use super::{Publisher, asset, visit};
use crate::server::Answer;

/// Regression: a module script has no `document.currentScript`, and `embed.js` threw an error.
#[test]
fn the_script_shows_the_article_in_every_way_of_loading_it() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let (script, module) = (publisher.0.url("embed.js"), publisher.0.url("embed.mjs"));
        let define =
            format!("<script type=module>import {{ define }} from '{module}'; await define(); await define()</script>");
        for way in [
            format!("<script src={script}></script>"),
            format!("<script src={script} defer></script>"),
            format!("<script src={script} crossorigin></script>"),
            format!("<script src='{script}?v=/a/embed.js#b/c'></script>"),
            format!("<script type=module src={script}></script>"),
            format!("<script type=module src='{script}?v=/a/embed.js#b/c'></script>"),
            format!("<script type=module>import '{script}'</script>"),
            format!("<script>import('{script}')</script>"),
            format!(
                "<script>document.body.append(Object.assign(document.createElement('script'), {{ src: '{script}' }}))</script>"
            ),
            format!(
                "<div></div><script>document.querySelector('div').attachShadow({{ mode: 'open' }}).append(\
                 Object.assign(document.createElement('script'), {{ src: '{script}' }}))</script>"
            ),
            define.clone(),
            format!("<script type=module>import '{script}'</script>{define}"),
            format!("{define}<script type=module src={script}></script><script src={script}></script>"),
        ] {
            page.open_host_page(&format!("{}{way}", publisher.element("ferry", "mode=inline"))).await;
            page.wait_until_all_are("inline").await;
            assert_eq!(page.errors().await, Vec::<String>::new(), "{way}");
            assert_eq!(page.console().await, Vec::<String>::new(), "{way}");
            assert_eq!(page.text_inside("h2").await, "The last ferry", "{way}");
        }
    });
}

/// A copied script does not find the app beside it. Then the article is shown in a frame, and nothing is thrown.
/// A module knows its folder only by the stack of an error, which a page may change.
#[test]
fn a_script_without_its_folder_shows_the_article_in_a_frame_and_throws_nothing() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        publisher.serve_frame_page("ferry", "<p>Framed");
        let text = std::fs::read(crate::server::Host::default().folder.join("embed.js")).expect("the build has it");
        page.server.answer("bundle.js", Answer::bytes(text.clone()));
        page.server.answer(&asset("reader.js"), Answer::status(404));
        let inline = String::from_utf8(text).expect("it is text").replace("</", "<\\/");
        let after = |change: &str| {
            format!(
                "<script>{change}; window.stack = Error().stack</script><script type=module src={}></script>",
                publisher.0.url("embed.js")
            )
        };
        for way in [
            "<script type=module src=bundle.js></script>".to_owned(),
            "<script src=bundle.js></script>".to_owned(),
            format!("<script>{inline}</script>"),
            after("Error.prepareStackTrace = (_, calls) => calls"),
            after("Error.stackTraceLimit = 0"),
        ] {
            page.open_host_page(&format!("{}{way}", publisher.element("ferry", ""))).await;
            // In Firefox, no page can change its stacks.
            let is_named: bool = page.get("typeof stack === 'string' && stack.includes('http')").await;
            page.wait_until_all_are(if is_named { "inline" } else { "iframe" }).await;
            let mut seen = page.errors().await;
            seen.retain(|error| error.starts_with("error:") || error.starts_with("unhandled rejection:"));
            assert_eq!(json!(seen), json!([]), "{}", &way[..60]);
        }
    });
}
