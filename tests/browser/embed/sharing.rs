//! The articles that elements share, through any life that elements may have.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Publisher, visit};
use crate::article;
use crate::browser::Page;
use crate::server::Answer;

/// What may happen to an element.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The page shows an article in it: this one.
    Show(usize),
    /// The page takes it out.
    Remove,
    /// The host asks for its article anew.
    Reload,
}

use Step::{Reload, Remove, Show};

/// Elements and articles.
const ELEMENTS: usize = 3;
const ARTICLES: usize = 2;

/// What has to be true: who comes to an article that is in use gets the newest copy of it, and all else is a request.
#[derive(Default)]
struct Model {
    /// Which copy of which article each element has.
    has: BTreeMap<usize, (usize, usize)>,
    /// The copy that is handed out of each article: its newest, as long as somebody has it.
    newest: BTreeMap<usize, usize>,
    /// How many copies were requested of each.
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

/// F10: the last user of an older copy took the newer one away from the others.
#[test]
fn three_elements_make_no_request_too_many_and_none_too_few() {
    visit(async |page| {
        // The input of the list, then others.
        let told = [(0, Show(0)), (1, Show(0)), (0, Reload), (1, Remove), (2, Show(0))];
        follow(page, &told).await;
        let both = [(0, Show(0)), (1, Show(0)), (0, Reload), (1, Reload), (0, Remove), (1, Remove), (2, Show(0))];
        follow(page, &both).await;
        for seed in 1..=4 {
            follow(page, &steps(seed, 25)).await;
        }
    });
}

/// Steps without a plan, the same for each seed.
fn steps(seed: u64, count: usize) -> Vec<(usize, Step)> {
    let mut state = seed;
    let mut below = |limit: usize| {
        // Knuth's generator; its high bits are the good ones.
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

async fn follow(page: &Page, steps: &[(usize, Step)]) {
    let publisher = Publisher::open().await;
    page.hosts(&publisher.script()).await;
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
            // One that is out of the page has nothing to reload.
            Reload => "element.isConnected && element.reload()".to_owned(),
        };
        page.run(&format!("const element = elements[{element}]; {run}")).await;
        // Longer than the element waits for another change.
        page.play("await new Promise(done => setTimeout(done, 150))").await;
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
}

/// Two that ask in the same task get the same copy, and one that asks later another.
#[test]
fn who_asks_for_it_anew_gets_a_copy_that_is_no_older_than_the_question() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.hosts(&format!("{}{}", publisher.element("ferry", "loading=eager").repeat(3), publisher.script())).await;
        page.all_are("inline").await;
        let requests = || publisher.0.requests_for("ferry.json").len();
        assert_eq!(requests(), 1);
        let elements = "const elements = document.querySelectorAll('broadsheet-article');";
        for (asks, total) in [
            ("elements[0].reload(); elements[1].reload()", 2),
            ("elements[2].reload()", 3),
            ("elements[2].reload(); elements[2].reload()", 4),
            ("elements.forEach(element => element.reload())", 5),
        ] {
            page.run(&format!("told.length = 0; {elements} {asks}")).await;
            page.play("await new Promise(done => setTimeout(done, 300))").await;
            page.all_are("inline").await;
            assert_eq!(requests(), total, "{asks}");
        }
    });
}

/// Of addresses that end as a hash begins, each is what it is.
#[test]
fn an_address_that_ends_in_a_hash_is_not_taken_for_a_checked_one() {
    const HASH: &str = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let src = publisher.0.url(&format!("{}?", article::file("ferry")));
        page.hosts(&format!(
            "<broadsheet-article src='{src}{HASH}'></broadsheet-article>\
             <broadsheet-article src='{src}' integrity={HASH}></broadsheet-article>{}",
            publisher.script()
        ))
        .await;
        page.wait_until("both ends", &format!("{} === 'inline,link'", super::STATES)).await;
        page.play("await new Promise(done => setTimeout(done, 100))").await;
        assert_eq!(page.get::<String>(super::STATES).await, "inline,link");
    });
}
