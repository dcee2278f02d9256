//! The files of the app, which are published as they were built.

use std::ffi::OsStr;

use crate::file_system::{self, Unreadable, is_hidden, with_slashes};
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
        let mut files = Vec::new();
        file_system::walk(context.app, |entry| {
            let name = entry.file_name();
            let is_hidden = is_hidden(name);
            // An earlier version of this program published into the folder of the app.
            let is_content = entry.depth() == 1 && name == OsStr::new("content");
            let path = entry.path().strip_prefix(context.app).ok().and_then(with_slashes);
            if let Some(path) = path.filter(|_| entry.path().is_file() && !is_hidden) {
                files.push((path, entry.path().to_owned()));
            }
            Ok::<_, Unreadable>(!is_hidden && !is_content)
        })?;
        files.retain(|(path, _)| !MADE_FROM.contains(&path.as_str()) && can_be_output(path));
        files.into_iter().try_for_each(|(path, file)| {
            sink.write_with(&path, &file_system::read(&file)?, Effort::Most)?;
            Ok::<_, PublishError>(())
        })
    }),
};

/// The files that other kinds of output are made from.
const MADE_FROM: [&str; 3] = [reader::BUILT, reader::PATH, element::SCRIPT];
