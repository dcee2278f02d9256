//! The icon of the site, for browser tabs and for programs that show icons beside links.

use icu_segmenter::GraphemeClusterSegmenter;

use crate::page_path::PagePath;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::Publication;
use crate::site::ICONS;
use crate::site::theme::{Mode, Theme};
use crate::view::markup::{Markup, el};

/// The paths in the site folder at which a publisher can put an icon without naming it in `site.json`. The first that
/// exists is used.
pub const OWN: [&str; 2] = ["icon.svg", "icon.png"];

/// The path of the generated icon.
const MADE: &str = "site-icon.svg";

/// The generated icon, for a site whose publisher has provided none.
pub const FILE: Kind = Kind {
    name: "site icon",
    depends_on: &[Input::Site],
    make: Make::OfSite(|context, sink| match made(context.publication) {
        Some(icon) => sink.write(MADE, icon.as_bytes()),
        None => Ok(()),
    }),
};

/// The `link` to the icon, for the head of a page.
pub fn link(publication: &Publication) -> Markup {
    let icon = publication.icon.clone().unwrap_or_else(|| PagePath::file(MADE).target());
    let path = icon.path(None).unwrap_or_default().to_lowercase();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let kind = ICONS.iter().find(|(ending, _)| path.ends_with(ending)).map(|(_, kind)| kind);
    el("link").attr("rel", "icon").maybe("type", kind).address("href", &icon).into()
}

/// Generates an icon: the first letter of the site's name, in the colours of a kicker. [`None`] if the publisher has
/// provided an icon.
fn made(publication: &Publication) -> Option<String> {
    if publication.icon.is_some() {
        return None;
    }
    let letter = first_letter(&publication.name().unwrap_or_default());
    let theme = publication.site.theme.as_ref();
    let paper = Theme::color(theme, Mode::Light, "paper").over(Mode::Light.canvas());
    let accent = Theme::color(theme, Mode::Light, "accent").over(paper);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"8\" fill=\"{accent}\"/>\
         <text x=\"32\" y=\"46\" text-anchor=\"middle\" font-family=\"Georgia, serif\" font-size=\"42\" font-weight=\"700\" \
         fill=\"{paper}\">{}</text></svg>\n",
        html_escape::encode_text(&letter)
    ))
}

/// The first letter or digit of a name with its accents, as a capital if its script has capitals.
fn first_letter(name: &str) -> String {
    let ends: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(name).collect();
    let mut clusters = ends.windows(2).filter_map(|ends| name.get(ends[0]..ends[1]));
    clusters.find(|cluster| cluster.starts_with(char::is_alphanumeric)).unwrap_or_default().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::first_letter;

    #[test]
    fn the_first_letter_of_a_name_in_any_script_is_a_capital_with_its_accents() {
        for (name, letter) in [
            ("the paper", "T"),
            ("“Évening” post", "É"),
            ("e\u{301}cho", "E\u{301}"),
            ("8 Uhr", "8"),
            ("港の新聞", "港"),
            ("الميناء", "ا"),
            ("<script>", "S"),
            ("…", ""),
            ("", ""),
        ] {
            assert_eq!(first_letter(name), letter, "{name}");
        }
    }
}
