//! The image of an article for previews, feeds and structured data.

use std::cmp::Reverse;

use crate::address::Source;
use crate::article::Article;
use crate::article::block::Block;
use crate::article::image::{Image, Size};

/// The preferred width of a preview image, in pixels: the width at which most programs show it.
const PREVIEW: u32 = 1200;

/// The image of an article: that of its lead.
pub struct LeadImage<'a> {
    address: &'a Source,
    size: Option<Size>,
    /// Its text alternative; empty if there is none.
    pub alt: &'a str,
    image: Option<&'a Image>,
}

impl<'a> LeadImage<'a> {
    /// The lead image, or the poster or thumbnail of a lead video or embed.
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

    /// Chooses the file for programs that show one small image, such as previews and feed readers. Returns its address,
    /// and its size if known. A JPEG or PNG is preferred, and among equals the narrowest that is at least [`PREVIEW`]
    /// wide, otherwise the widest. [`None`] if all files have formats that most such programs don't support.
    pub fn preview(&self) -> Option<(&'a Source, Option<Size>)> {
        let mut files = self.files();
        files.retain(|file| file.format() != Format::Rare);
        let format = files.iter().map(File::format).min()?;
        files.retain(|file| file.format() == format);
        // The files are sorted from the widest to the narrowest.
        let wide_enough = files.iter().rposition(|file| file.width.is_some_and(|width| width >= PREVIEW));
        let file = files.into_iter().nth(wide_enough.unwrap_or_default())?;
        Some((file.address, file.size))
    }

    /// All files of the image, the widest first, those of unknown width last. The height of a variant is computed from
    /// its width.
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
    /// Its width in pixels, if known.
    pub width: Option<u32>,
    /// Its width and height in pixels, if both are known.
    pub size: Option<Size>,
}

/// How widely preview programs support the format of a file, the best supported first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    /// JPEG and PNG: supported by all programs.
    Universal,
    /// GIF, WebP, and unknown formats: supported by most.
    Common,
    /// SVG, AVIF and others: supported by few.
    Rare,
}

impl File<'_> {
    /// The format, by the file extension in the address.
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
