//! The files of the site folder that are published as they are.

use crate::publish::outputs::{Input, Kind, Make, Refused};
use crate::publish::store::manifest::can_be_output;
use crate::publish::taken::TakenPaths;

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
        let taken = TakenPaths::of(sink.paths());
        for (file, path) in &context.publication.served {
            match taken.leaves(path) && can_be_output(path) {
                true => sink.copy(path, file)?,
                false => context.refuse(Refused::File { file: file.clone(), path: path.clone() }),
            }
        }
        Ok(())
    }),
};
