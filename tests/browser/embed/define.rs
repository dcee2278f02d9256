//! The module for those who bundle.

use serde_json::json;

use super::{ICON, NOTES, Publisher, visit};
use crate::server::Answer;

/// A host's policy that lets no string become a script's address.
const POLICY: &str = "require-trusted-types-for 'script'; trusted-types host";

#[test]
fn a_host_with_trusted_types_says_that_it_trusts_the_address() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        // Firefox knows no such types before version 148, and takes the string.
        let module = format!(
            "<script type=module>import {{ define }} from {}; \
             const policy = window.trustedTypes?.createPolicy('host', {{ createScriptURL: address => address }}); \
             const address = {}; \
             await define(policy?.createScriptURL(address) ?? address); window.defined = true</script>",
            json!(publisher.0.url("embed.mjs")),
            json!(publisher.0.url("embed.js")),
        );
        let html = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{}{module}",
            publisher.element("ferry", "")
        );
        page.server.answer(super::HOST, Answer::web_page(&html).header("Content-Security-Policy", POLICY));
        page.load(super::HOST).await;
        page.all_are("inline").await;
        page.wait_until("its word", "window.defined").await;
        assert_eq!(page.count("script[src]").await, 0, "it takes its script away again");
    });
}
