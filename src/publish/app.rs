//! The files of the app, which are published as they were built.

use crate::publish::PublishError;
use crate::publish::element;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::pages::reader;
use crate::publish::store::compress::Effort;
use crate::publish::store::manifest::can_be_output;

/// The files of the app, except those that other kinds of output are made from.
pub const FILES: Kind = Kind {
    name: "app files",
    depends_on: &[Input::App],
    make: Make::OfSite(|context, sink| {
        let app = context.app;
        let is_published = |path: &String| {
            // An earlier version of this program published into the folder of the app.
            !MADE_FROM.contains(&path.as_str()) && !path.starts_with("content/") && can_be_output(path)
        };
        app.files()?.iter().filter(|path| is_published(path)).try_for_each(|path| {
            let effort = app.compressed(path).map_or(Effort::Most, Effort::Compressed);
            sink.write_with(path, &app.read(path)?.unwrap_or_default(), effort)?;
            Ok::<_, PublishError>(())
        })
    }),
};

/// The files that other kinds of output are made from.
const MADE_FROM: [&str; 3] = [reader::BUILT, reader::PATH, element::SCRIPT];
