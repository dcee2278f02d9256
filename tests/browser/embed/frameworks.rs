//! The element in frameworks: the snippets of `docs/embed.md`, checked by TypeScript in strict mode, built by Vite, and
//! opened.
//!
//! In Chromium alone: what a framework does to an element is up to the framework, not to the browser.

mod documentation;
mod project;

use std::time::Duration;

use serde_json::{Value, json};

use super::{Publisher, inside};
use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, Host};
use crate::table::Table;
use project::{MODES, Project, version};

/// A framework, and what it takes to build a page with it.
struct Framework {
    /// Its name, as in the heading of its section.
    name: &'static str,
    /// The package whose version counts.
    package: &'static str,
    /// The script that the page starts with.
    main: &'static str,
    /// What the host writes besides the snippets.
    files: &'static [(&'static str, &'static str)],
    /// More options for TypeScript, as JSON.
    options: &'static str,
    /// The program that checks the types, and its arguments.
    check: &'static [&'static str],
    /// The script that renders the page on a server, if that is tested.
    server: Option<&'static str>,
    /// Whether the component listens by `listen`, and so hears of what came before its page was hydrated.
    hears_late: bool,
}

/// How the types of scripts are checked.
const TSC: &[&str] = &["tsc", "--noEmit", "--project", "."];

const REACT: Framework = Framework {
    name: "React",
    package: "react",
    main: "./main.tsx",
    files: &[
        ("Page.tsx", include_str!("frameworks/react/Page.tsx")),
        ("main.tsx", include_str!("frameworks/react/main.tsx")),
        ("server.tsx", include_str!("frameworks/react/server.tsx")),
        ("vite.config.js", "import react from '@vitejs/plugin-react'; export default { plugins: [react()] };"),
    ],
    options: r#"{ "jsx": "react-jsx" }"#,
    check: TSC,
    server: Some("server.tsx"),
    hears_late: true,
};

const VUE: Framework = Framework {
    name: "Vue",
    package: "vue",
    main: "./main.ts",
    files: &[
        ("Page.vue", include_str!("frameworks/vue/Page.vue")),
        ("main.ts", include_str!("frameworks/vue/main.ts")),
        ("server.ts", include_str!("frameworks/vue/server.ts")),
    ],
    options: "{}",
    check: &["vue-tsc", "--noEmit", "--project", "."],
    server: Some("server.ts"),
    hears_late: false,
};

const SVELTE: Framework = Framework {
    name: "Svelte",
    package: "svelte",
    main: "./main.ts",
    files: &[
        ("Page.svelte", include_str!("frameworks/svelte/Page.svelte")),
        ("main.ts", include_str!("frameworks/svelte/main.ts")),
        ("server.ts", include_str!("frameworks/svelte/server.ts")),
        (
            "vite.config.js",
            "import { svelte } from '@sveltejs/vite-plugin-svelte'; export default { plugins: [svelte()] };",
        ),
    ],
    options: "{}",
    check: &["svelte-check", "--fail-on-warnings", "--tsconfig", "./tsconfig.json"],
    server: Some("server.ts"),
    hears_late: false,
};

const SOLID: Framework = Framework {
    name: "Solid",
    package: "solid-js",
    main: "./main.tsx",
    files: &[
        ("Page.tsx", include_str!("frameworks/solid/Page.tsx")),
        ("main.tsx", include_str!("frameworks/solid/main.tsx")),
        ("server.tsx", include_str!("frameworks/solid/server.tsx")),
        (
            "vite.config.js",
            "import solid from 'vite-plugin-solid'; export default { plugins: [solid({ ssr: true })] };",
        ),
    ],
    options: r#"{ "jsx": "preserve", "jsxImportSource": "solid-js" }"#,
    check: TSC,
    server: Some("server.tsx"),
    hears_late: false,
};

const PREACT: Framework = Framework {
    name: "Preact",
    package: "preact",
    main: "./main.tsx",
    files: &[
        ("Page.tsx", include_str!("frameworks/preact/Page.tsx")),
        ("main.tsx", include_str!("frameworks/preact/main.tsx")),
        ("server.tsx", include_str!("frameworks/preact/server.tsx")),
        ("vite.config.js", "import preact from '@preact/preset-vite'; export default { plugins: [preact()] };"),
    ],
    options: r#"{ "jsx": "react-jsx", "jsxImportSource": "preact" }"#,
    check: TSC,
    server: Some("server.tsx"),
    hears_late: false,
};

const ANGULAR: Framework = Framework {
    name: "Angular",
    package: "@angular/core",
    // Angular's own compiler makes it beside the source, and Vite builds the page of that.
    main: "./main.js",
    files: &[
        ("main.ts", include_str!("frameworks/angular/main.ts")),
        ("vite.config.js", include_str!("frameworks/angular/vite.config.js")),
    ],
    options: r#"{ "experimentalDecorators": true }"#,
    check: &["ngc", "--project", "."],
    server: None,
    hears_late: false,
};

/// The frameworks, in the order of the table, and a test of each.
macro_rules! frameworks {
    ($($test:ident: $framework:ident;)*) => {
        const NAMES: &[&str] = &[$($framework.name),*];

        $(
            #[test]
            fn $test() {
                look_at(&$framework);
            }
        )*
    };
}

frameworks! {
    in_react_the_component_shows_articles_and_tells_of_them: REACT;
    in_vue_the_component_shows_articles_and_tells_of_them: VUE;
    in_svelte_the_component_shows_articles_and_tells_of_them: SVELTE;
    in_solid_the_component_shows_articles_and_tells_of_them: SOLID;
    in_preact_the_component_shows_articles_and_tells_of_them: PREACT;
    in_angular_the_component_shows_articles_and_tells_of_them: ANGULAR;
}

/// What comes of each.
const TABLE: Table = Table {
    file: "docs/embed.md",
    name: "what each framework shows",
    titles: &["framework", "version", "types, strict", "hydrated", "first event", "first object", "console"],
    rows: NAMES,
    filter: "frameworks",
};

/// How a page comes to its article.
#[derive(Debug)]
struct Case {
    /// Whether the page brings the element's script before the framework; else the component does, after its tag is
    /// there.
    defined_before: bool,
    /// Whether the article is given as an object; else by its address.
    as_object: bool,
    /// Whether a server renders the page.
    rendered: Option<Rendered>,
}

/// When the framework starts on a page that a server has rendered.
#[derive(Debug, PartialEq)]
enum Rendered {
    AtOnce,
    /// Once the article is in its place.
    Late,
}

/// Every order in which a page and its article can come about.
const CASES: [Case; 9] = [
    Case { defined_before: false, as_object: false, rendered: None },
    Case { defined_before: false, as_object: true, rendered: None },
    Case { defined_before: true, as_object: false, rendered: None },
    Case { defined_before: true, as_object: true, rendered: None },
    Case { defined_before: false, as_object: false, rendered: Some(Rendered::AtOnce) },
    Case { defined_before: false, as_object: true, rendered: Some(Rendered::AtOnce) },
    Case { defined_before: true, as_object: false, rendered: Some(Rendered::AtOnce) },
    Case { defined_before: true, as_object: true, rendered: Some(Rendered::AtOnce) },
    Case { defined_before: true, as_object: false, rendered: Some(Rendered::Late) },
];

impl Framework {
    /// Whether the section of this framework is for such a page.
    fn can(&self, case: &Case) -> bool {
        match case.rendered {
            None => true,
            // Without an object, and with the script, either the article or the framework may be first.
            Some(Rendered::AtOnce) => {
                self.server.is_some() && (self.hears_late || case.as_object || !case.defined_before)
            }
            Some(Rendered::Late) => self.hears_late,
        }
    }
}

/// What the page of the host has, for its framework and for the test.
const NOTES: &str = "window.told = []; \
     window.tell = event => { event.preventDefault(); told.push([event.type, event.detail]) };";

/// When the article that the server wrote is in its place.
const IN_PLACE: &str = "new Promise(done => { const look = setInterval(() => { \
     if (document.querySelector('broadsheet-article')?.state === 'inline') { clearInterval(look); done(); } }, 10) })";

/// Checks the types of a framework's snippets, builds them, and opens the page in every way.
fn look_at(framework: &Framework) {
    let host = Host { folder: Project::folder(framework.name), policy: None, ..Host::default() };
    browse(host, async |page| {
        let publisher = Publisher::open().await;
        publisher.has("first", &article::plain("The first one"));
        publisher.has("second", &linked("The second one"));
        let project = Project::write(framework, &publisher.0.url(""));
        project.run(framework.check, &[]).await;
        for mode in MODES {
            project.build(mode).await;
            for case in CASES.iter().filter(|case| framework.can(case)) {
                // To readers the component alone is what counts; all else is the same there.
                if mode == "production" && case.defined_before {
                    continue;
                }
                // In a failure, says which page it was about.
                println!("{mode}: {case:?}");
                page.opens(framework, &project, mode, case, &publisher).await;
                page.changes_and_goes(&publisher).await;
                page.is_silent(mode).await;
            }
        }
        page.lives_without_the_script(framework, &project, &publisher).await;
        let hydrated = match framework {
            Framework { server: None, .. } => "not tested",
            Framework { hears_late: false, .. } => "before the article comes",
            Framework { hears_late: true, .. } => "before the article comes, or after",
        };
        let checked = format!("by `{}`", framework.check[0]);
        TABLE.compare(&[framework.name, &version(framework.package), &checked, hydrated, "told", "shown", "silent"]);
    });
}

/// An article with a link to another site.
fn linked(headline: &str) -> Value {
    json!({ "version": 1, "headline": headline, "body": [[{ "text": "a link", "href": "https://example.org/" }]] })
}

impl Page {
    /// Opens the host's page, until the first article and the first event are there.
    async fn opens(&self, framework: &Framework, project: &Project, mode: &str, case: &Case, publisher: &Publisher) {
        let src = |slug: &str| publisher.0.url(&article::file(slug));
        let object = article::plain("The object");
        let (first, headline) = match (case.as_object, &case.rendered) {
            (false, _) => (json!({ "src": src("first") }), "The first one"),
            (true, None) => (json!({ "src": src("unused"), "data": object }), "The object"),
            // A server can't write the object into the tag: the browser would begin with the address.
            (true, Some(_)) => (json!({ "data": object }), "The object"),
        };
        let (more, rendered) = match (&case.rendered, framework.server) {
            (Some(_), Some(server)) => project.render(server, mode, &first).await,
            _ => Default::default(),
        };
        let start = if case.rendered == Some(Rendered::Late) { IN_PLACE } else { "Promise.resolve()" };
        let script = match case.defined_before {
            true => publisher.script().replace(" async", ""),
            false => String::new(),
        };
        let head = format!("<script>{NOTES} window.first = {first}; window.mayStart = {start}</script>{script}{more}");
        let address = format!("{mode}/host.html");
        self.server.answer(&address, Answer::web_page(&project.page(mode, &head, &rendered)));
        self.load(&address).await;
        self.shows_inside(headline).await;
        self.hears("broadsheet-load", 1).await;
        assert_eq!(publisher.0.requests_for(&article::file("unused")).len(), 0, "an object needs no request");
    }

    /// Shows one article after the other in the same place, follows a link, and takes the component away.
    async fn changes_and_goes(&self, publisher: &Publisher) {
        self.run(&format!("show({})", json!({ "data": article::plain("Another object") }))).await;
        self.shows_inside("Another object").await;
        self.hears("broadsheet-load", 2).await;
        self.run(&format!("show({})", json!({ "src": publisher.0.url(&article::file("second")) }))).await;
        self.shows_inside("The second one").await;
        self.hears("broadsheet-load", 3).await;
        self.run(&format!("{}.click()", inside(".body a"))).await;
        self.hears("broadsheet-navigate", 1).await;
        let href: String = self.get("told.at(-1)[1].href").await;
        assert_eq!(href, "https://example.org/");
        self.run(&format!("show({})", json!({ "data": { "version": 2 } }))).await;
        self.hears("broadsheet-error", 1).await;
        let phase: String = self.get("told.at(-1)[1].phase").await;
        assert_eq!(phase, "story");
        self.run("window.gone = document.querySelector('broadsheet-article'); show(null)").await;
        self.wait_until("nothing in its place", "!document.querySelector('#app').childElementCount").await;
        self.wait_until("an idle element", "gone.state === 'idle' && !gone.shadowRoot.querySelector('article')").await;
    }

    /// Waits until the element shows an article with this headline.
    async fn shows_inside(&self, headline: &str) {
        let shown = format!(
            "document.querySelector('broadsheet-article')?.shadowRoot?.querySelector('.headline')?.innerText === {}",
            json!(headline)
        );
        self.wait_until(&format!("the article “{headline}”"), &shown).await;
    }

    /// Waits until the listeners of the framework have got so many events of a type, and no more.
    async fn hears(&self, name: &str, times: usize) {
        let heard = format!("told.filter(([type]) => type === {}).length", json!(name));
        self.wait_until(&format!("{times} × {name}"), &format!("{heard} >= {times}")).await;
        assert_eq!(self.get::<usize>(&heard).await, times, "{name}");
    }

    /// Asserts that nobody complained.
    async fn is_silent(&self, mode: &str) {
        assert_eq!(self.seen().await, Vec::<String>::new(), "{mode}");
        let mut console = self.console().await;
        // While a page is in the making, frameworks name their tools for that.
        console.retain(|line| mode == "production" || !line.starts_with("INFO"));
        assert_eq!(console, Vec::<String>::new(), "{mode}");
    }

    /// Asserts that the link stays where the script does not come, and that nothing is thrown.
    async fn lives_without_the_script(&self, framework: &Framework, project: &Project, publisher: &Publisher) {
        publisher.0.answer("embed.js", Answer::status(404));
        let first = json!({ "src": publisher.0.url(&article::file("first")) });
        let head = format!("<script>{NOTES} window.first = {first}; window.mayStart = Promise.resolve()</script>");
        let address = format!("{}/host.html", MODES[1]);
        self.server.answer(&address, Answer::web_page(&project.page(MODES[1], &head, "")));
        self.load(&address).await;
        self.wait_until(framework.name, "__seen.some(error => error.endsWith('embed.js'))").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(self.text("broadsheet-article a").await, "The article");
        assert_eq!(self.seen().await.len(), 1, "{:?}", self.seen().await);
    }
}
