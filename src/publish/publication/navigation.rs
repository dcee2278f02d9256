//! Where the links of the navigation and of the footer lead.

use crate::address::Target;
use crate::page_path::PagePath;
use crate::publish::lists::groups::Groupings;
use crate::publish::publication::Publication;
use crate::site::navigation::NavigationLink;

/// A link of the navigation or of the footer.
pub struct NavigationTarget {
    /// The words of the link.
    pub text: String,
    /// Where it leads.
    pub target: Target,
}

/// Finds the targets of links. A link to a section, a topic or a series that has no article leads nowhere, and is left
/// out.
pub fn targets(publication: &Publication, links: &[NavigationLink]) -> Vec<NavigationTarget> {
    let has_groups = links.iter().any(|link| link.href.is_none());
    let groupings = has_groups.then(|| Groupings::of(publication));
    let target = |link: &NavigationLink| match &link.href {
        Some(href) => Some(href.as_ref().clone()),
        None => group(groupings.as_ref()?, link).map(|path| path.target()),
    };
    links.iter().filter_map(|link| Some(NavigationTarget { text: link.text.clone(), target: target(link)? })).collect()
}

/// The page of the section, the topic or the series that a link names.
fn group(groupings: &Groupings, link: &NavigationLink) -> Option<PagePath> {
    match link {
        NavigationLink { section: Some(name), .. } => groupings.sections.path_of(name),
        NavigationLink { topic: Some(name), .. } => groupings.topics.path_of(name),
        NavigationLink { series: Some(name), .. } => groupings.series.groups().path_of(name),
        _ => None,
    }
}
