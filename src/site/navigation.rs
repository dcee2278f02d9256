//! Links around the articles: the navigation, the footer, profiles elsewhere, and ways to write to the site.

use schemars::JsonSchema;
use serde::Serialize;

use crate::address::Link;
use crate::article::json::Node;
use crate::article::read::{ProblemKind, Read, Reader, object};

/// A link of the navigation or of the footer. It leads to one of `href`, `section`, `topic` and `series`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NavigationLink {
    /// The words of the link.
    pub text: String,
    /// An address, or the file of a page, an author or an article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
    /// The name of a section: the kicker of its articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The name of a topic: a tag of its articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The name of a series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
}

/// A profile of the site elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SocialLink {
    /// The words of the link, such as "Mastodon".
    pub text: String,
    /// The address of the profile.
    pub href: Link,
}

/// How readers can write to the site.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Contact {
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A page with a form or with addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
}

impl Read for NavigationLink {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let before = reader.problems.len();
        let link = object!(
            node,
            reader,
            &[],
            Self { text: required, href: optional, section: optional, topic: optional, series: optional }
        )?;
        let leads_somewhere =
            link.href.is_some() || [&link.section, &link.topic, &link.series].iter().any(|name| name.is_some());
        // Otherwise, a refused address would also be reported as missing.
        if !leads_somewhere && reader.problems.len() == before {
            reader.note(node.at, ProblemKind::Missing("href"));
        }
        leads_somewhere.then_some(link)
    }
}

impl Read for SocialLink {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { text: required, href: required })
    }
}

impl Read for Contact {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { email: optional, href: optional })
    }

    fn is_blank(&self) -> bool {
        self.email.is_none() && self.href.is_none()
    }
}
