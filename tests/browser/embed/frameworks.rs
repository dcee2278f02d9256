//! `<broadsheet-article>` in JavaScript frameworks: the snippets of `docs/embed.md` are type-checked in strict mode,
//! built by Vite, and opened.
//!
//! These tests run in Chromium alone, because they depend on the framework and not on the browser.

mod documentation;
mod project;

use std::time::Duration;

use serde_json::{Value, json};

use super::{Publisher, inside};
use crate::article;
use crate::browser::{Page, browse, prepare};
use crate::server::{Answer, Host};
use crate::table::Table;
use project::{MODES, Project, version};

/// A framework, and what a page built with it needs.
struct Framework {
    /// The framework's name, which is also the heading of its section in `docs/embed.md`.
    name: &'static str,
    /// The npm package whose version the table shows.
    package: &'static str,
    /// The entry script of the page.
    main: &'static str,
    /// The files of the project besides the snippets.
    files: &'static [(&'static str, &'static str)],
    /// More TypeScript options, as JSON.
    options: &'static str,
    /// The type checker and its arguments.
    check: &'static [&'static str],
    /// The server-side rendering script, if rendering on a server is tested.
    server: Option<&'static str>,
    /// Whether the component uses `listen`, and so also gets events that were fired before hydration.
    uses_listen: bool,
}

/// The type checker for projects of plain TypeScript.
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
    uses_listen: true,
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
    uses_listen: false,
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
    uses_listen: false,
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
    uses_listen: false,
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
    uses_listen: false,
};

const ANGULAR: Framework = Framework {
    name: "Angular",
    package: "@angular/core",
    // Angular's compiler writes this file next to the source, and Vite builds the page from it.
    main: "./main.js",
    files: &[
        ("main.ts", include_str!("frameworks/angular/main.ts")),
        ("vite.config.js", include_str!("frameworks/angular/vite.config.js")),
    ],
    options: r#"{ "experimentalDecorators": true }"#,
    check: &["ngc", "--project", "."],
    server: None,
    uses_listen: false,
};

/// Makes a test for each framework, and the list of their names in the order of the table.
macro_rules! frameworks {
    ($($test:ident: $framework:ident;)*) => {
        const NAMES: &[&str] = &[$($framework.name),*];

        $(
            #[test]
            fn $test() {
                check_framework(&$framework);
            }
        )*
    };
}

frameworks! {
    in_react_the_component_shows_articles_and_fires_events: REACT;
    in_vue_the_component_shows_articles_and_fires_events: VUE;
    in_svelte_the_component_shows_articles_and_fires_events: SVELTE;
    in_solid_the_component_shows_articles_and_fires_events: SOLID;
    in_preact_the_component_shows_articles_and_fires_events: PREACT;
    in_angular_the_component_shows_articles_and_fires_events: ANGULAR;
}

/// The table of results in `docs/embed.md`.
const TABLE: Table = Table {
    file: "docs/embed.md",
    name: "what each framework shows",
    titles: &["framework", "version", "types, strict", "hydrated", "first event", "first object", "console"],
    rows: NAMES,
    filter: "frameworks",
};

/// A way to load a page and its article.
#[derive(Debug)]
struct Case {
    /// Whether the page itself loads `embed.js` before the framework starts. If not, the component loads it after its
    /// tag is rendered.
    defined_before: bool,
    /// Whether the article is given as an object and not by its address.
    as_data: bool,
    /// Whether and when server-rendered HTML is hydrated.
    rendered: Option<Rendered>,
}

/// When the framework hydrates server-rendered HTML.
#[derive(Debug, PartialEq)]
enum Rendered {
    AtOnce,
    /// After the article is shown.
    Late,
}

/// All combinations that are tested.
const CASES: [Case; 9] = [
    Case { defined_before: false, as_data: false, rendered: None },
    Case { defined_before: false, as_data: true, rendered: None },
    Case { defined_before: true, as_data: false, rendered: None },
    Case { defined_before: true, as_data: true, rendered: None },
    Case { defined_before: false, as_data: false, rendered: Some(Rendered::AtOnce) },
    Case { defined_before: false, as_data: true, rendered: Some(Rendered::AtOnce) },
    Case { defined_before: true, as_data: false, rendered: Some(Rendered::AtOnce) },
    Case { defined_before: true, as_data: true, rendered: Some(Rendered::AtOnce) },
    Case { defined_before: true, as_data: false, rendered: Some(Rendered::Late) },
];

impl Framework {
    /// Whether the framework's section covers this case.
    fn covers(&self, case: &Case) -> bool {
        match case.rendered {
            None => true,
            // Here either the article or the framework may come first, so the component has to use `listen`.
            Some(Rendered::AtOnce) => {
                self.server.is_some() && (self.uses_listen || case.as_data || !case.defined_before)
            }
            Some(Rendered::Late) => self.uses_listen,
        }
    }
}

/// A script for the embedding page: it records events in `window.told`.
const NOTES: &str = "window.told = []; \
     window.tell = event => { event.preventDefault(); told.push([event.type, event.detail]) };";

/// JavaScript: a promise that resolves when the server-rendered element shows its article.
const ARTICLE_SHOWN: &str = "new Promise(done => { const look = setInterval(() => { \
     if (document.querySelector('broadsheet-article')?.state === 'inline') { clearInterval(look); done(); } }, 10) })";

/// Type-checks and builds a framework's snippets, and opens the page in every case.
fn check_framework(framework: &Framework) {
    let host = Host { folder: Project::folder(framework.name), policy: None, ..Host::default() };
    let (publisher, project) = prepare(async {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("first", &article::plain("The first one"));
        publisher.serve_article("second", &linked("The second one"));
        let project = Project::write(framework, &publisher.0.url(""));
        project.run(framework.check, &[]).await;
        for mode in MODES {
            project.build(mode).await;
            if let Some(server) = framework.server {
                project.build_server(server, mode).await;
            }
        }
        (publisher, project)
    });
    browse(host, async |page| {
        for mode in MODES {
            for case in CASES.iter().filter(|case| framework.covers(case)) {
                // In production mode only the component's own way of loading the script is tested; the others do not
                // differ.
                if mode == "production" && case.defined_before {
                    continue;
                }
                // If the test fails, this shows for which case.
                println!("{mode}: {case:?}");
                page.open_case(&project, mode, case, &publisher).await;
                page.change_and_remove_article(&publisher).await;
                page.assert_silent(mode).await;
            }
        }
        page.assert_link_stays_without_script(framework, &project, &publisher).await;
        let hydrated = match framework {
            Framework { server: None, .. } => "not tested",
            Framework { uses_listen: false, .. } => "before the article comes",
            Framework { uses_listen: true, .. } => "before the article comes, or after",
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
    /// Opens the page, and waits for the first article and the first event.
    async fn open_case(&self, project: &Project, mode: &str, case: &Case, publisher: &Publisher) {
        let src = |slug: &str| publisher.0.url(&article::file(slug));
        let object = article::plain("The object");
        let (first, headline) = match (case.as_data, &case.rendered) {
            (false, _) => (json!({ "src": src("first") }), "The first one"),
            (true, None) => (json!({ "src": src("unused"), "data": object }), "The object"),
            // A server can't render the object into HTML. With an address as well, the browser would begin with that.
            (true, Some(_)) => (json!({ "data": object }), "The object"),
        };
        let (more, rendered) = match case.rendered {
            Some(_) => project.render(mode, &first).await,
            None => Default::default(),
        };
        let start = if case.rendered == Some(Rendered::Late) { ARTICLE_SHOWN } else { "Promise.resolve()" };
        let script = match case.defined_before {
            true => publisher.script().replace(" async", ""),
            false => String::new(),
        };
        let head = format!("<script>{NOTES} window.first = {first}; window.mayStart = {start}</script>{script}{more}");
        let address = format!("{mode}/host.html");
        self.server.answer(&address, Answer::web_page(&project.page(mode, &head, &rendered)));
        self.load(&address).await;
        self.wait_for_article_inside(headline).await;
        self.wait_for_events("broadsheet-load", 1).await;
        assert_eq!(publisher.0.requests_for(&article::file("unused")).len(), 0, "an object needs no request");
    }

    /// Changes the article twice, follows a link, causes an error, and removes the component.
    async fn change_and_remove_article(&self, publisher: &Publisher) {
        self.run(&format!("show({})", json!({ "data": article::plain("Another object") }))).await;
        self.wait_for_article_inside("Another object").await;
        self.wait_for_events("broadsheet-load", 2).await;
        self.run(&format!("show({})", json!({ "src": publisher.0.url(&article::file("second")) }))).await;
        self.wait_for_article_inside("The second one").await;
        self.wait_for_events("broadsheet-load", 3).await;
        self.run(&format!("{}.click()", inside(".body a"))).await;
        self.wait_for_events("broadsheet-navigate", 1).await;
        let href: String = self.get("told.at(-1)[1].href").await;
        assert_eq!(href, "https://example.org/");
        self.run(&format!("show({})", json!({ "data": { "version": 2 } }))).await;
        self.wait_for_events("broadsheet-error", 1).await;
        let phase: String = self.get("told.at(-1)[1].phase").await;
        assert_eq!(phase, "story");
        self.run("window.gone = document.querySelector('broadsheet-article'); show(null)").await;
        self.wait_until("nothing in its place", "!document.querySelector('#app').childElementCount").await;
        self.wait_until("an idle element", "gone.state === 'idle' && !gone.shadowRoot.querySelector('article')").await;
    }

    /// Waits until the element shows an article with this headline.
    async fn wait_for_article_inside(&self, headline: &str) {
        let shown = format!(
            "document.querySelector('broadsheet-article')?.shadowRoot?.querySelector('.headline')?.innerText === {}",
            json!(headline)
        );
        self.wait_until(&format!("the article “{headline}”"), &shown).await;
    }

    /// Waits until the framework's listeners got this many events of a type, and asserts that they got no more.
    async fn wait_for_events(&self, name: &str, times: usize) {
        let heard = format!("told.filter(([type]) => type === {}).length", json!(name));
        self.wait_until(&format!("{times} × {name}"), &format!("{heard} >= {times}")).await;
        assert_eq!(self.get::<usize>(&heard).await, times, "{name}");
    }

    /// Asserts that there are no errors and no console messages.
    async fn assert_silent(&self, mode: &str) {
        assert_eq!(self.errors().await, Vec::<String>::new(), "{mode}");
        let mut console = self.console().await;
        // In development mode, frameworks advertise their developer tools.
        console.retain(|line| mode == "production" || !line.starts_with("INFO"));
        assert_eq!(console, Vec::<String>::new(), "{mode}");
    }

    /// Asserts that without `embed.js` the link stays, and that nothing is thrown.
    async fn assert_link_stays_without_script(&self, framework: &Framework, project: &Project, publisher: &Publisher) {
        publisher.0.answer("embed.js", Answer::status(404));
        let first = json!({ "src": publisher.0.url(&article::file("first")) });
        let head = format!("<script>{NOTES} window.first = {first}; window.mayStart = Promise.resolve()</script>");
        let address = format!("{}/host.html", MODES[1]);
        self.server.answer(&address, Answer::web_page(&project.page(MODES[1], &head, "")));
        self.load(&address).await;
        self.wait_until(framework.name, "__seen.some(error => error.endsWith('embed.js'))").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(self.text("broadsheet-article a").await, "The article");
        assert_eq!(self.errors().await.len(), 1, "{:?}", self.errors().await);
    }
}
