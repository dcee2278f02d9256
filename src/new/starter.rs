//! The files of a new site.

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::schema;

/// A file of a new site.
pub struct File {
    /// Its path in the site folder.
    pub path: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is for.
    pub part: Part,
}

/// What a file of a new site is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// Every site needs it.
    Site,
    /// It shows what an article is. The publisher deletes it sooner or later.
    Example,
}

/// The title of a new site is the same for all. The names of folders are rarely those of papers ("site", "www"), and one
/// that is nearly right is easier to overlook in print than one that is plainly to be replaced.
const SITE: &str = include_str!("starter/site.json");
const PAGE_ONE: &str = include_str!("starter/page-one.md");
const A_SHORT_ONE: &str = include_str!("starter/a-short-one.md");
const ABOUT: &str = include_str!("starter/about.md");
const IMAGE: &[u8] = include_bytes!("../../public/content/images/one-sheet-800.jpg");
const README: &str = include_str!("starter/README.md");
const GIT_IGNORE: &str = include_str!("starter/gitignore");
const WORKFLOW: &str = include_str!("starter/publish.yml");

/// The files of a new site. `now` is in seconds since 1970, UTC.
pub fn files(now: i64) -> Vec<File> {
    // A time outside of the calendar can only come from SOURCE_DATE_EPOCH.
    let today = Timestamp::from_second(now).unwrap_or_default().to_zoned(TimeZone::UTC).date();
    let site = |path, text: String| File { path, bytes: text.into_bytes(), part: Part::Site };
    let example = |path, bytes| File { path, bytes, part: Part::Example };
    let [article_schema, author_schema, site_schema] = schema::files().map(|(_, schema)| schema);
    vec![
        site("site.json", SITE.to_owned()),
        example("articles/page-one.md", dated(PAGE_ONE, today).into_bytes()),
        example("articles/a-short-one.md", dated(A_SHORT_ONE, today).into_bytes()),
        example("images/one-sheet.jpg", IMAGE.to_vec()),
        // The navigation in site.json leads to it.
        site("pages/about.md", ABOUT.to_owned()),
        site("schema/article-1.json", article_schema),
        site("schema/author-1.json", author_schema),
        site("schema/site-1.json", site_schema),
        site("README.md", README.to_owned()),
        site(".gitignore", GIT_IGNORE.to_owned()),
        site(".github/workflows/publish.yml", workflow(env!("CARGO_PKG_REPOSITORY"))),
    ]
}

/// An article that was published today or yesterday, so that the two examples have an order.
fn dated(article: &str, today: Date) -> String {
    let yesterday = today.yesterday().unwrap_or(today);
    article.replace("@TODAY@", &today.to_string()).replace("@YESTERDAY@", &yesterday.to_string())
}

/// The workflow, with the address of the repository that releases this program: empty if the program does not know it.
fn workflow(repository: &str) -> String {
    let comment = match repository {
        "" => {
            "# Write the address of the repository that releases Broadsheet here, such as \
             https://github.com/OWNER/broadsheet.\n  # The program that made this file did not know it, and the workflow \
             fails without it."
        }
        _ => "# The repository that releases Broadsheet, and the version to use.",
    };
    let workflow = WORKFLOW.replace("@REPOSITORY COMMENT@", comment);
    let workflow = workflow.replace("@REPOSITORY@", repository);
    workflow.replace("@VERSION@", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(workflow: &str) -> Vec<&str> {
        let (_, variables) = workflow.split_once("\nenv:\n").unwrap();
        variables.split_once("\n\n").unwrap().0.lines().map(str::trim).collect()
    }

    #[test]
    fn a_workflow_with_a_known_repository_names_it_with_the_version() {
        let version = concat!("BROADSHEET_VERSION: \"", env!("CARGO_PKG_VERSION"), "\"");
        assert_eq!(
            variables(&workflow("https://github.com/press/broadsheet")),
            [
                "# The repository that releases Broadsheet, and the version to use.",
                "BROADSHEET_REPOSITORY: \"https://github.com/press/broadsheet\"",
                version
            ]
        );
    }

    #[test]
    fn a_workflow_without_a_repository_says_what_to_write() {
        let workflow = workflow("");
        let variables = variables(&workflow);
        assert!(variables[0].starts_with("# Write the address of the repository"), "{variables:?}");
        assert_eq!(variables[2], "BROADSHEET_REPOSITORY: \"\"");
    }

    #[test]
    fn no_placeholder_stays_in_a_file() {
        // The schemas have no placeholders, but an e-mail address as an example.
        let is_text = |path: &str| path != "images/one-sheet.jpg" && !path.starts_with("schema/");
        for file in files(0).into_iter().filter(|file| is_text(file.path)) {
            let text = String::from_utf8(file.bytes).unwrap();
            let without_actions: String = text.lines().filter(|line| !line.contains("uses: ")).collect();
            assert!(!without_actions.contains('@'), "{}", file.path);
        }
    }

    #[test]
    fn a_time_outside_of_the_calendar_gives_a_date_all_the_same() {
        for now in [i64::MIN, i64::MAX] {
            assert!(String::from_utf8_lossy(&files(now)[1].bytes).contains("published: 1970-01-01\n"), "{now}");
        }
    }
}
