//! The files of the site folder that are published as they are.

use std::collections::BTreeSet;

use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::store::manifest::can_be_output;

/// `site.json`, and the images and other files that published documents use.
pub const CONTENT: Kind = Kind {
    name: "content files",
    depends_on: &[Input::Site, Input::Files],
    make: Make::OfSite(|context, sink| {
        let publication = context.publication;
        sink.write("content/site.json", &publication.site_json)?;
        publication.files.iter().try_for_each(|(path, file)| sink.copy(path, file))
    }),
};

/// The files in `files/`, at the root of the site. They never replace a file of another kind.
pub const SERVED: Kind = Kind {
    name: "served files",
    depends_on: &[Input::Files],
    make: Make::OfSite(|context, sink| {
        if context.publication.served.is_empty() {
            return Ok(());
        }
        // Some systems ignore capitals.
        let taken: BTreeSet<String> = sink.paths().iter().map(|path| path.to_lowercase()).collect();
        let is_taken = |path: &str| {
            let path = path.to_lowercase();
            let inside = format!("{path}/");
            taken.contains(&path)
                || taken.range(inside.clone()..).next().is_some_and(|other| other.starts_with(&inside))
                || path.match_indices('/').any(|(end, _)| taken.contains(&path[..end]))
        };
        for (file, path) in &context.publication.served {
            match is_taken(path) || !can_be_output(path) {
                true => context.refuse(file, path),
                false => sink.copy(path, file)?,
            }
        }
        Ok(())
    }),
};
