//! A site with a session: its policy, its bare page, and what remains after the session is removed or changed.

use serde_json::{Value, json};

use super::paper::Paper;

const PAGES: [&str; 4] = ["reader.html", "index.html", "2013/03/first/index.html", "404.html"];

fn paper(session: &Value) -> Paper {
    let paper = Paper::of(&json!({ "version": 1, "title": "The Paper", "session": session, "offline": true }));
    paper.plain("first", "2013-03-27");
    paper.plain("second", "2013-04-01");
    let _ = paper.try_to_publish().unwrap();
    paper
}

/// The directives of the policy of a page, by name.
fn policy(paper: &Paper, page: &str) -> Vec<(String, String)> {
    let page = paper.page(page);
    let policy = page.attr("meta[http-equiv]", "content").unwrap();
    let directives = policy.split(';').map(|directive| directive.trim().split_once(' ').unwrap());
    directives.map(|(name, sources)| (name.to_owned(), sources.to_owned())).collect()
}

#[test]
fn an_address_adds_only_itself_to_the_policy() {
    let plain = paper(&json!({ "check": "me", "login": "in" }));
    for (address, source) in [
        ("me", ""),
        ("/me?a;b,c", ""),
        ("../../../me", ""),
        ("https://login.example/me?a=b#c", "https://login.example/me"),
        ("https://login.example", "https://login.example/"),
        ("//login.example/me", "https://login.example/me"),
        ("https://münchen.example:8080/ü", "https://xn--mnchen-3ya.example:8080/%C3%BC"),
        (
            "https://login.example/a;script-src *,b 'unsafe-inline'",
            "https://login.example/a%3Bscript-src%20*%2Cb%20'unsafe-inline'",
        ),
        ("https://login.example/\"><script>&quot;", "https://login.example/%22%3E%3Cscript%3E&quot%3B"),
        // No server has such a name, but it can be written.
        ("https://a\"b.example/me", "https://a\"b.example/me"),
        ("https://a&quot;b,c.example/me", "https://a&quot%3Bb%2Cc.example/me"),
        ("https://*/me", ""),
        ("https://*.example.org/me", ""),
        ("https://a.*/me", ""),
    ] {
        let paper = paper(&json!({ "check": address, "login": "in", "logout": { "href": address, "method": "post" } }));
        let relative = source.is_empty() && !address.contains('*');
        for page in PAGES {
            let usual = policy(&plain, page);
            for ((name, sources), (usual_name, usual)) in policy(&paper, page).iter().zip(&usual) {
                let expected = match name.as_str() {
                    "connect-src" => format!("'self' {source}").trim().to_owned(),
                    // Without scripts, the page has no form.
                    "form-action" if page == "404.html" => "'none'".to_owned(),
                    "form-action" if relative => "'self'".to_owned(),
                    "form-action" if source.is_empty() => "'none'".to_owned(),
                    "form-action" => source.to_owned(),
                    _ => usual.clone(),
                };
                assert_eq!((name, sources), (usual_name, &expected), "{address} in {page}");
            }
            assert_eq!(policy(&paper, page).len(), usual.len(), "{address} in {page}");
        }
        let bar = paper.page("reader.html");
        assert_eq!(bar.count(".session-bar[data-check] form[action]"), 1, "{address}");
    }
}

#[test]
fn the_outputs_of_an_earlier_session_are_removed() {
    let sessions = [
        Value::Null,
        json!({ "login": "in?to={return}", "assume": "signed-out" }),
        json!({ "preset": "azure-swa" }),
        json!({ "check": "https://a.example/me", "signedIn": "/<!--/site-->", "name": ["/<!--site-->", "/a\nb"], "login": "in" }),
        json!({ "check": "me", "login": "in", "logout": { "href": "https://b.example/out", "method": "post" } }),
    ];
    for session in &sessions {
        let paper = paper(session);
        let before = paper.files();
        assert_eq!(paper.try_to_publish().unwrap().written, 0, "{session}");
        for other in &sessions {
            for session in [other, session] {
                paper.site(&json!({ "version": 1, "title": "The Paper", "session": session, "offline": true }));
                let _ = paper.try_to_publish().unwrap();
            }
            let names = |files: &std::collections::BTreeMap<_, _>| files.keys().cloned().collect::<Vec<_>>();
            let after = paper.files();
            assert_eq!(names(&after), names(&before));
            let changed: Vec<_> =
                before.iter().filter(|(path, bytes)| after[*path] != **bytes).map(|(path, _)| path).collect();
            assert!(changed.is_empty(), "{session} after {other}: {changed:?}");
        }
    }
}

#[test]
fn no_page_claims_that_nobody_is_logged_in_if_the_site_can_be_asked() {
    let asked = [
        json!({ "preset": "azure-swa", "assume": "signed-out" }),
        json!({ "check": "me", "login": "in", "assume": "signed-out" }),
    ];
    for session in asked {
        let paper = paper(&session);
        for page in PAGES.into_iter().chain(["offline.html", "embed/first/index.html"]) {
            let words = paper.page(page).words();
            assert!(!words.contains("logged in"), "{page}: {words}");
        }
        assert_eq!(paper.page("404.html").count("a.log-in[href]"), 1);
    }
    let paper = paper(&json!({ "login": "in", "assume": "signed-out" }));
    for page in ["index.html", "404.html", "offline.html"] {
        assert!(paper.page(page).words().contains("You are not logged in."), "{page}");
    }
}
