//! The pages of a site that are no articles.

use crate::article::Article;
use crate::publish::document::{Document, Script, head};
use crate::publish::outputs::{Context, Input, Kind, Make};
use crate::publish::pages::article::view;
use crate::publish::pages::layout::Layout;
use crate::publish::publication::ArticleEntry;

/// The pages in `pages/`.
pub const PAGES: Kind = Kind {
    name: "site pages",
    depends_on: &[Input::Listing, Input::Pages, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        context.publication.site_pages.iter().try_for_each(|entry| {
            let whole = entry.read()?;
            context.write_page(&entry.path, page(context, entry, &whole.article), sink)
        })
    }),
};

fn page<'a>(context: &Context<'a>, entry: &'a ArticleEntry, content: &Article) -> Document<'a> {
    let publication = context.publication;
    let lang = entry.lang(&publication.site);
    let content = view(publication, &context.groupings, None, content, true);
    Document {
        lang,
        title: head::title(&entry.search_title(), &publication.site),
        head: head::of_site_page(publication, entry),
        data: None,
        script: Some(Script::Page),
        body: Layout::of(publication, lang, &entry.path).around("ready", content).into(),
    }
}
