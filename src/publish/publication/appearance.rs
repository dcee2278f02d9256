//! How a site looks, as far as its files are there.

use percent_encoding::percent_decode_str;

use crate::address::Source;
use crate::site::Site;
use crate::source::{SiteFolder, SitePath};

/// Removes a logo, an icon and fonts whose files are missing, so that no page requests them in vain. `check` reports
/// them.
pub fn leave_out_missing(site: &mut Site, folder: &SiteFolder) {
    let exists = |source: &Source| exists(source, folder);
    site.icon.take_if(|icon| !exists(icon));
    site.logo.take_if(|logo| !exists(&logo.src));
    if let Some(logo) = &mut site.logo {
        logo.dark.take_if(|dark| !exists(dark));
    }
    if let Some(theme) = &mut site.theme {
        theme.faces.retain(|face| exists(&face.src));
    }
}

fn exists(source: &Source, folder: &SiteFolder) -> bool {
    let path = source.as_ref().path(None).unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok();
    path.and_then(|path| folder.existing(&SitePath::of_published(&path))).is_some()
}
