//! The image that stands for an article in previews and feeds.

use std::cmp::Reverse;

use crate::address::Source;
use crate::article::Article;
use crate::article::block::Block;
use crate::article::image::{Image, Size};

/// How wide an image for previews is, in pixels: as wide as most programs show it.
const PREVIEW: u32 = 1200;

/// The image that stands for an article: its lead's.
pub struct LeadImage<'a> {
    address: &'a Source,
    size: Option<Size>,
    /// What can be seen; empty if nobody says it.
    pub alt: &'a str,
    image: Option<&'a Image>,
}

impl<'a> LeadImage<'a> {
    /// The lead itself, or what stands for it until it plays.
    pub fn of(article: &'a Article) -> Option<Self> {
        match article.lead.as_ref()? {
            Block::Image(image) => {
                Some(Self { address: &image.src, size: image.size, alt: &image.alt, image: Some(image) })
            }
            Block::Video(video) => video.poster.as_ref().map(Self::plain),
            Block::Embed(embed) => embed.thumbnail.as_ref().map(Self::plain),
            _ => None,
        }
    }

    fn plain(address: &'a Source) -> Self {
        Self { address, size: None, alt: "", image: None }
    }

    /// The file for previews, feed readers and other programs that show one small image, with its size where that is
    /// known: a JPEG or PNG if there is one, and of those the narrowest that is at least [`PREVIEW`] wide, else the
    /// widest. [`None`] if all files are of formats that most such programs don't show.
    pub fn preview(&self) -> Option<(&'a Source, Option<Size>)> {
        let mut files = self.files();
        files.retain(|file| file.format() != Format::Rare);
        let format = files.iter().map(File::format).min()?;
        files.retain(|file| file.format() == format);
        // The narrowest comes last.
        let wide_enough = files.iter().rposition(|file| file.width.is_some_and(|width| width >= PREVIEW));
        let file = files.into_iter().nth(wide_enough.unwrap_or_default())?;
        Some((file.address, file.size))
    }

    /// Its files, the widest first; last those of which no width is known. The height of a variant follows from its
    /// width.
    pub fn files(&self) -> Vec<File<'a>> {
        let width = self.size.map(|size| size.width);
        let mut files = vec![File { address: self.address, width, size: self.size }];
        for variant in self.image.iter().flat_map(|image| &image.variants) {
            let height = |size: Size| u64::from(variant.width) * u64::from(size.height) / u64::from(size.width);
            let height = self.size.and_then(|size| u32::try_from(height(size)).ok()).filter(|height| *height > 0);
            let size = height.map(|height| Size { width: variant.width, height });
            files.push(File { address: &variant.src, width: Some(variant.width), size });
        }
        files.sort_by_key(|file| Reverse(file.width));
        files
    }
}

/// One file of an image.
pub struct File<'a> {
    /// Its address.
    pub address: &'a Source,
    /// Its width in pixels, where that is known.
    pub width: Option<u32>,
    /// Its width and height in pixels, where both are known.
    pub size: Option<Size>,
}

/// How many of the programs that show previews can show a file, those that most can first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    /// JPEG or PNG: all of them.
    Universal,
    /// GIF, WebP, or what the address does not tell: most.
    Common,
    /// SVG, AVIF and the like: few.
    Rare,
}

impl File<'_> {
    /// By the ending of the address.
    fn format(&self) -> Format {
        let address = self.address.src();
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" | "png" => Format::Universal,
            "svg" | "svgz" | "avif" | "avifs" | "jxl" | "heic" | "heif" | "tif" | "tiff" | "bmp" => Format::Rare,
            _ => Format::Common,
        }
    }
}
