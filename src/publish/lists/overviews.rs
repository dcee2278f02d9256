//! The overviews: a page for each kind of group, which leads to all sections, all topics, all authors or all series.

use crate::article::Direction;
use crate::page_path::PagePath;
use crate::publish::document::Document;
use crate::publish::labels::PageLabels;
use crate::publish::lists::groups::{Groupings, Groups};
use crate::publish::lists::plain::plain_page;
use crate::publish::outputs::{Context, Input, Kind, Make};
use crate::spelling::spelling_key;
use crate::view::bidi::in_order;
use crate::view::markup::{Markup, el};
use crate::view::unmarked_list;

/// The overview of each kind of group that the site has.
pub const PAGES: Kind = Kind {
    name: "overviews",
    depends_on: &[Input::Listing, Input::Pages, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let kinds = context.groupings.all().into_iter().filter(|groups| groups.len() > 0);
        kinds.into_iter().try_for_each(|groups| {
            let path = groups.kind().overview();
            context.write_page(&path, page(context, &path, groups), sink)
        })
    }),
};

/// The paths of all overviews.
pub fn paths(groupings: &Groupings) -> impl Iterator<Item = PagePath> {
    groupings.all().into_iter().filter(|groups| groups.len() > 0).map(|groups| groups.kind().overview())
}

/// The overview of these groups, sorted by name, each with the number of its articles.
fn page<'a>(context: &Context<'a>, path: &PagePath, groups: &Groups) -> Document<'a> {
    let lang = context.publication.lang();
    let mut sorted: Vec<_> = groups.iter().collect();
    sorted.sort_by_cached_key(|group| (spelling_key(group.name), group.slug.clone()));
    let items = sorted.into_iter().map(|group| {
        let link = el("a").address("href", &groups.kind().path(&group.slug, 0).target());
        let count = el("span").class("count").with(group.articles.len().to_string());
        el("li").with(link.with(el("bdi").with(in_order(group.name, Direction::of(lang))))).with(" ").with(count)
    });
    let list = unmarked_list("ul").class("months").with(Markup::group(items));
    plain_page(context, path, groups.kind().title(PageLabels::of(lang)), Markup::NOTHING, list.into())
}
