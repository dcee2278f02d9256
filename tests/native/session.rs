//! The way to the login page.

use broadsheet::article::link::Base;
use broadsheet::session::login;

const HERE: &str = "https://paper.example/a/index.html?b=c&d#/über";

fn href(template: &str) -> Option<String> {
    login(template, HERE, &Base::new(HERE)).map(|link| link.href())
}

#[test]
fn the_way_back_is_filled_in() {
    let back = "https%3A%2F%2Fpaper.example%2Fa%2Findex.html%3Fb%3Dc%26d%23%2F%C3%BCber";
    for (template, expected) in [
        ("https://example.org/login?next={return}", format!("https://example.org/login?next={back}")),
        ("https://example.org/login?a={return}&b={return}", format!("https://example.org/login?a={back}&b={back}")),
        ("https://example.org/login", "https://example.org/login".to_owned()),
        ("https://example.org/login?next={back}", "https://example.org/login?next={back}".to_owned()),
        ("login?next={return}", format!("https://paper.example/a/login?next={back}")),
        ("login?a=return}", "https://paper.example/a/login?a=return}".to_owned()),
        ("return}", "https://paper.example/a/return%7D".to_owned()),
        ("/login#{return}", format!("https://paper.example/login#{back}")),
    ] {
        assert_eq!(href(template), Some(expected), "{template}");
    }
}

#[test]
fn a_template_that_the_filter_refuses_gives_no_link() {
    for template in ["javascript:alert('{return}')", "data:text/html,{return}", "java\tscript:{return}", "https://"] {
        assert_eq!(href(template), None, "{template}");
    }
}

#[test]
fn the_address_cannot_break_out_of_its_place() {
    for here in ["https://a.example/\"><script>", "https://a.example/{return}", "javascript:alert(1)", "//evil.example"]
    {
        let link = login("https://example.org/login?next={return}", here, &Base::new(HERE)).unwrap();
        let url = url::Url::parse(&link.href()).unwrap();
        assert_eq!(url.host_str(), Some("example.org"));
        assert_eq!(url.query_pairs().collect::<Vec<_>>(), [("next".into(), here.into())]);
    }
    let link = login("{return}", "javascript:alert(1)", &Base::new(HERE)).unwrap();
    assert_eq!(link.href(), "https://paper.example/a/javascript%3Aalert%281%29");
}
