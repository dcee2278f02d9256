//! Elements that show the same article share its request, through any sequence of changes.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Publisher, visit};
use crate::article;
use crate::browser::Page;
use crate::server::Answer;

/// A change of an element.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Its `src` is set to this article.
    Show(usize),
    /// It is removed from the page.
    Remove,
    /// Its `reload()` is called.
    Reload,
}

use Step::{Reload, Remove, Show};

/// How many elements and articles there are.
const ELEMENTS: usize = 3;
const ARTICLES: usize = 2;

/// A model of the right behaviour: an element that shows an article in use gets its newest copy; otherwise there is a
/// request.
#[derive(Default)]
struct Model {
    /// The article and the copy of it that each element shows.
    has: BTreeMap<usize, (usize, usize)>,
    /// The newest copy of each article that an element shows.
    newest: BTreeMap<usize, usize>,
    /// How many copies of each article were requested.
    requests: [usize; ARTICLES],
}

impl Model {
    fn take(&mut self, element: usize, step: Step) {
        let before = self.has.remove(&element);
        let article = match (step, before) {
            (Show(article), _) => Some(article),
            (Remove, _) => None,
            (Reload, before) => before.map(|(article, _)| article),
        };
        if matches!(step, Show(_)) && before.map(|(article, _)| article) == article {
            self.has.extend(before.map(|copy| (element, copy)));
            return;
        }
        if matches!(step, Reload) {
            self.newest.retain(|known, _| Some(*known) != article);
        }
        let has = &self.has;
        self.newest.retain(|article, copy| has.values().any(|other| *other == (*article, *copy)));
        if let Some(article) = article {
            let requests = &mut self.requests[article];
            let copy = *self.newest.entry(article).or_insert_with(|| {
                *requests += 1;
                *requests
            });
            self.has.insert(element, (article, copy));
        }
    }
}

/// Regression: when the last user of an older copy left, the newer copy was dropped for the others.
#[test]
fn three_elements_make_the_expected_requests_in_any_sequence_of_changes() {
    visit(async |page| {
        // The reported case first, then others.
        let told = [(0, Show(0)), (1, Show(0)), (0, Reload), (1, Remove), (2, Show(0))];
        run_steps(page, &told).await;
        let both = [(0, Show(0)), (1, Show(0)), (0, Reload), (1, Reload), (0, Remove), (1, Remove), (2, Show(0))];
        run_steps(page, &both).await;
        for seed in 1..=4 {
            run_steps(page, &steps(seed, 25)).await;
        }
    });
}

/// Pseudo-random changes, the same for each seed.
fn steps(seed: u64, count: usize) -> Vec<(usize, Step)> {
    let mut state = seed;
    let mut below = |limit: usize| {
        // Knuth's linear congruential generator. Only its high bits are random enough.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % limit
    };
    let steps = (0..count).map(|_| {
        let element = below(ELEMENTS);
        let step = match below(4) {
            0 => Remove,
            1 => Reload,
            _ => Show(below(ARTICLES)),
        };
        (element, step)
    });
    steps.collect()
}

async fn run_steps(page: &Page, steps: &[(usize, Step)]) {
    let publisher = Publisher::with_cors().await;
    page.open_host_page(&publisher.script()).await;
    page.wait_until("the element", "customElements.get('broadsheet-article')").await;
    page.run(&format!(
        "window.elements = Array.from({{ length: {ELEMENTS} }}, () => \
         Object.assign(document.createElement('broadsheet-article'), {{ loading: 'eager', mode: 'inline' }}))"
    ))
    .await;
    let file = |article| article::file(&format!("article-{article}"));
    let mut model = Model::default();
    for (number, (element, step)) in steps.iter().enumerate() {
        for article in 0..ARTICLES {
            let next = format!("Copy {}", model.requests[article] + 1);
            publisher.0.answer(&file(article), Answer::json(&article::plain(&next)));
        }
        model.take(*element, *step);
        let run = match step {
            Show(article) => {
                format!("element.src = {}; document.body.append(element)", json!(publisher.0.url(&file(*article))))
            }
            Remove => "element.remove()".to_owned(),
            // A removed element has nothing to reload.
            Reload => "element.isConnected && element.reload()".to_owned(),
        };
        page.run_async(&format!("const element = elements[{element}]; {run}; await null")).await;
        let expected: Vec<String> = (0..ELEMENTS)
            .map(|element| model.has.get(&element).map(|(_, copy)| format!("Copy {copy}")).unwrap_or_default())
            .collect();
        let shown = "elements.map(({ shadowRoot }) => shadowRoot.querySelector('h2')?.innerText ?? '')";
        let name = format!("{:?}", &steps[..=number]);
        page.wait_until(&name, &format!("JSON.stringify({shown}) === {}", json!(json!(expected).to_string()))).await;
        let requests: Vec<usize> =
            (0..ARTICLES).map(|article| publisher.0.requests_for(&file(article)).len()).collect();
        assert_eq!(requests, model.requests, "{name}");
    }
    // This is longer than the element waits to collect changes. A request too many would be counted at the next step,
    // and has to be counted after the last one, too.
    page.run_async("await new Promise(done => setTimeout(done, 150))").await;
    let requests: Vec<usize> = (0..ARTICLES).map(|article| publisher.0.requests_for(&file(article)).len()).collect();
    assert_eq!(requests, model.requests, "after {steps:?}");
}

/// Two elements that reload in the same task share a request. A later reload makes another.
#[test]
fn reloads_in_one_task_share_a_request_and_later_ones_do_not() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_host_page(&format!(
            "{}{}",
            publisher.element("ferry", "loading=eager").repeat(3),
            publisher.script()
        ))
        .await;
        page.wait_until_all_are("inline").await;
        let requests = || publisher.0.requests_for("ferry.json").len();
        assert_eq!(requests(), 1);
        let elements = "const elements = document.querySelectorAll('broadsheet-article');";
        for (asks, total) in [
            ("elements[0].reload(); elements[1].reload()", 2),
            ("elements[2].reload()", 3),
            ("elements[2].reload(); elements[2].reload()", 4),
            ("elements.forEach(element => element.reload())", 5),
        ] {
            page.run_async(&format!("{elements} {asks}; await null")).await;
            page.wait_until_all_are("inline").await;
            assert_eq!(requests(), total, "{asks}");
        }
    });
}

/// Regression guard: the key of the cache must not confuse an address that ends like a hash with an integrity
/// attribute.
#[test]
fn a_src_that_ends_like_a_hash_is_not_shared_with_a_checked_one() {
    const HASH: &str = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let src = publisher.0.url(&format!("{}?", article::file("ferry")));
        page.open_host_page(&format!(
            "<broadsheet-article src='{src}{HASH}'></broadsheet-article>\
             <broadsheet-article src='{src}' integrity={HASH}></broadsheet-article>{}",
            publisher.script()
        ))
        .await;
        page.wait_until("both ends", &format!("{} === 'inline,link'", super::STATES)).await;
    });
}
