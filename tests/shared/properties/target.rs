//! Targets: an address of a publication whose own address is not known yet leads, once it is known, where it would have
//! led by itself.

use broadsheet::address::{Base, Target};
use url::Url;

/// Publications at the root of a server and below it. The last is deeper than anybody steps up.
const ROOTS: [&str; 3] =
    ["https://example.org/", "https://example.org/paper/", "https://example.org/1/2%203/4/5/6/7/8/9/10/"];

/// Pages of a publication, with the way to its root.
const PAGES: [(&str, &str); 3] = [("", "./"), ("2013/03/a-story/", "../../../"), ("undated/a-story/", "../../")];

/// The input is an address as authors write it.
pub fn holds(input: &[u8]) {
    let raw = &String::from_utf8_lossy(input);
    for root in ROOTS {
        is_the_same_whether_the_root_is_known(raw, root);
        leads_where_the_address_leads(raw, root);
    }
}

/// Natively, `Base` knows the address of a publication or it does not; the browser's rules are those of one that does.
pub fn is_the_same_whether_the_root_is_known(raw: &str, root: &str) {
    let folder = Url::parse(root).unwrap().path().to_owned();
    let (known, unknown) = (Base::article(root, "a-story"), Base::article_in_site("a-story"));
    // An address that begins with `/` is an article only if the publication's folder on the server is known.
    let way = |target: &Target| target.within(&folder).as_ref().unwrap_or(target).seen_from(root);
    let (there, link) = (known.link(raw).map(|link| link.href()), unknown.link(raw));
    assert_eq!(link.as_ref().map(|link| way(link.as_ref())), there, "{raw:?} is {link:?}");
    let (there, source) = (known.source(raw).map(|source| source.src()), unknown.source(raw));
    assert_eq!(source.as_ref().map(|source| source.as_ref().seen_from(root)), there, "{raw:?} is {source:?}");
}

/// From each page, the written address of a file leads where the author's address leads from the article's file.
fn leads_where_the_address_leads(raw: &str, root: &str) {
    let Some(source) = Base::article_in_site("a-story").source(raw) else { return };
    let target = source.as_ref();
    let there = Base::article(root, "a-story").source(raw).map(|source| source.src());
    let there = Url::parse(&there.unwrap_or_else(|| panic!("{raw:?} is only {target:?}"))).unwrap();
    // What names an article leads to its page: see `is_the_same_whether_the_root_is_known`.
    if there.fragment().is_some_and(|fragment| fragment.starts_with('/')) {
        return;
    }
    for (page, to_root) in PAGES {
        let way = target.seen_from(to_root);
        let joined = Url::parse(&format!("{root}{page}")).unwrap().join(&way);
        assert_eq!(joined.as_ref(), Ok(&there), "{raw:?} is {target:?}, and {way:?} on {page:?} of {root}");
    }
    // A path below the root is the rest of the address.
    let folder = Url::parse(root).unwrap().path().to_owned();
    if let Some(path) = target.path(Some(&folder)) {
        assert_eq!(format!("{root}{path}"), there.as_str(), "{raw:?} is {target:?}");
    }
}
