//! The picture that stands for a story in previews and feeds.

use crate::article::Article;
use crate::article::block::Block;
use crate::article::image::{Image, Size};

/// The picture that stands for a story: its lead's. Its addresses are below [`HERE`](super::place::HERE).
pub struct Picture<'a> {
    /// The file.
    pub address: String,
    /// Its size in pixels, where the story says it.
    pub size: Option<Size>,
    /// What can be seen; empty if nobody says it.
    pub alt: &'a str,
    image: Option<&'a Image>,
}

impl<'a> Picture<'a> {
    /// The lead itself, or what stands for it until it plays.
    pub fn of(article: &'a Article) -> Option<Self> {
        match article.lead.as_ref()? {
            Block::Image(image) => {
                Some(Self { address: image.src.src(), size: image.size, alt: &image.alt, image: Some(image) })
            }
            Block::Video(video) => video.poster.as_ref().map(|file| Self::plain(file.src())),
            Block::Embed(embed) => embed.thumbnail.as_ref().map(|file| Self::plain(file.src())),
            _ => None,
        }
    }

    fn plain(address: String) -> Self {
        Self { address, size: None, alt: "", image: None }
    }

    /// Whether it is a drawing (SVG), which previews and feed readers don't show.
    pub fn is_drawing(&self) -> bool {
        let path = self.address.split(['?', '#']).next().unwrap_or_default();
        path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("svg"))
    }

    /// Its files, the largest first. The height of a variant follows from its width.
    pub fn files(&self) -> Vec<(String, Option<Size>)> {
        let mut files = vec![(self.address.clone(), self.size)];
        for variant in self.image.iter().flat_map(|image| &image.variants) {
            let height = |size: Size| u64::from(variant.width) * u64::from(size.height) / u64::from(size.width);
            let height = self.size.and_then(|size| u32::try_from(height(size)).ok()).filter(|height| *height > 0);
            files.push((variant.src.src(), height.map(|height| Size { width: variant.width, height })));
        }
        files.sort_by_key(|(_, size)| std::cmp::Reverse(size.map(|size| size.width)));
        files
    }
}
