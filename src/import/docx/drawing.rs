//! Images, charts, shapes, text boxes and embedded objects.

use std::rc::Rc;

use super::block::{Block, Paragraph};
use super::body::{Body, Open, alternative};
use super::inline::{Format, Piece};
use super::styles::Role;
use super::xml::Element;
use crate::import::{Cause, SourceError, markup};

/// English metric units in a pixel.
const EMU: u64 = 9_525;

/// What is said of a picture where it stands.
#[derive(Clone, Default)]
struct Place {
    alt: Option<String>,
    name: String,
    size: Option<(u32, u32)>,
    /// Whether words flow around it.
    is_anchored: bool,
    link: Option<Rc<str>>,
}

/// Reads a `w:drawing`, a `w:pict` or a `w:object`.
pub fn read(body: &mut Body, element: &Element, open: &mut Open, link: Option<&Rc<str>>) -> Result<(), SourceError> {
    let place = Place { link: link.cloned(), ..Place::default() };
    match element.name() {
        "w:drawing" => {
            for child in element.elements() {
                let is_anchored = child.name() == "wp:anchor";
                let place = Place { is_anchored, ..described(body, child, &place) };
                if child
                    .child("wp:docPr")
                    .is_some_and(|properties| matches!(properties.attribute("hidden"), Some("1" | "true")))
                {
                    continue;
                }
                if let Some(graphic) = child.at(&["a:graphic", "a:graphicData"]) {
                    graphics(body, graphic, open, &place)?;
                }
            }
            Ok(())
        }
        "w:object" => {
            let kind = element
                .descendants()
                .find(|part| part.name() == "o:OLEObject")
                .and_then(|part| part.attribute("ProgID"));
            let detail = format!("an embedded object ({})", kind.unwrap_or("of an unknown kind"));
            // A picture of it is there, mostly in a format of Windows.
            let before = body.losses.len();
            vector(body, element, open, &place, true)?;
            body.losses.truncate(before);
            open.words.push(&Format::default(), Piece::Html(markup::loss(Cause::Drawing, &detail)));
            Ok(())
        }
        _ => vector(body, element, open, &place, false),
    }
}

fn described(body: &Body, element: &Element, outer: &Place) -> Place {
    let Some(properties) = element.child("wp:docPr").or(element.at(&["pic:nvPicPr", "pic:cNvPr"])) else {
        return outer.clone();
    };
    let is_decorative =
        |part: &Element| part.name() == "adec:decorative" && matches!(part.attribute("val"), Some("1" | "true"));
    let alt = if properties.descendants().any(is_decorative) {
        Some(String::new())
    } else {
        [properties.attribute("descr"), properties.attribute("title")].into_iter().flatten().find_map(description)
    };
    let size = element.child("wp:extent").and_then(|extent| {
        let pixels = |name| Some(u32::try_from(extent.attribute(name)?.parse::<u64>().ok()? / EMU).ok()?.max(1));
        Some((pixels("cx")?, pixels("cy")?))
    });
    let click = properties.child("a:hlinkClick").and_then(|link| link.attribute("r:id"));
    let click =
        click.and_then(|id| body.relationships.get(id)).filter(|link| link.is_external && !link.target.is_empty());
    Place {
        alt: alt.or_else(|| outer.alt.clone()),
        name: properties.attribute("name").unwrap_or_default().to_owned(),
        size: size.or(outer.size),
        link: click.map(|link| link.target.as_str().into()).or_else(|| outer.link.clone()),
        is_anchored: outer.is_anchored,
    }
}

/// The words of a description that somebody wrote: no name of a file, and without what Word adds to those that it made.
fn description(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim).filter(|line| {
        !line.is_empty()
            && !matches!(*line, "Description automatically generated" | "Automatisch generierte Beschreibung")
    });
    let text = lines.collect::<Vec<_>>().join(" ");
    let lower = text.to_lowercase();
    let is_file = [".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".svg", ".webp", ".emf", ".wmf"];
    let is_file = is_file.iter().any(|end| lower.ends_with(end)) && (!text.contains(' ') || text.contains(['/', '\\']));
    (!text.is_empty() && !is_file).then_some(text)
}

/// Reads what is in a drawing: an image, a chart, a shape, or a group of them.
fn graphics(body: &mut Body, parent: &Element, open: &mut Open, place: &Place) -> Result<(), SourceError> {
    for element in parent.elements() {
        match element.name() {
            "pic:pic" => picture(body, element, open, &Place { size: place.size, ..described(body, element, place) }),
            "wps:wsp" => shape(body, element, open, place)?,
            "wpg:wgp" | "wpg:grpSp" | "wpc:wpc" => graphics(body, element, open, place)?,
            "mc:AlternateContent" => {
                if let Some(choice) = alternative(element) {
                    graphics(body, choice, open, place)?;
                }
            }
            "c:chart" => {
                let title = chart_title(body, element)?;
                let title = title.filter(|title| !title.trim().is_empty());
                let detail = title.clone().or(place.alt.clone()).unwrap_or_else(|| place.name.clone());
                lost(open, &format!("chart: {detail}"));
                words(open, title.or(place.alt.clone()));
            }
            "dgm:relIds" => {
                let texts = diagram(body, element)?;
                lost(open, &format!("diagram: {}", texts.join(", ")));
                texts.into_iter().for_each(|text| words(open, Some(text)));
            }
            name if name.ends_with("Pr") || matches!(name, "wpc:bg" | "wpc:whole") => {}
            _ => {
                lost(open, place.alt.as_deref().unwrap_or(&place.name));
                let texts =
                    element.descendants().filter(|part| part.name() == "a:t").map(Element::text).collect::<Vec<_>>();
                words(open, Some(texts.join(" ")).filter(|texts| !texts.trim().is_empty()).or(place.alt.clone()));
            }
        }
    }
    Ok(())
}

fn lost(open: &mut Open, detail: &str) {
    open.words.push(&Format::default(), Piece::Html(markup::loss(Cause::Drawing, detail)));
}

/// The words of something that does not come over, as a paragraph.
fn words(open: &mut Open, text: Option<String>) {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
    let mut paragraph = Paragraph::default();
    paragraph.words.text(&Format::default(), text.trim());
    open.after.push(Block::Paragraph(paragraph));
}

/// The title of a chart.
fn chart_title(body: &Body, element: &Element) -> Result<Option<String>, SourceError> {
    let link = element.attribute("r:id").and_then(|id| body.relationships.get(id));
    let Some((chart, _)) = link.map(|link| body.package.xml(&link.target)).transpose()?.flatten() else {
        return Ok(None);
    };
    let title = chart.at(&["c:chart", "c:title"]).map(|title| {
        title.descendants().filter(|part| part.name() == "a:t").map(Element::text).collect::<Vec<_>>().concat()
    });
    Ok(title)
}

/// The words of a diagram.
fn diagram(body: &Body, element: &Element) -> Result<Vec<String>, SourceError> {
    let link = element.attribute("r:dm").and_then(|id| body.relationships.get(id));
    let Some((data, _)) = link.map(|link| body.package.xml(&link.target)).transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let points = data.descendants().filter(|part| part.name() == "dgm:pt");
    let texts = points
        .map(|point| point.descendants().filter(|part| part.name() == "a:t").map(Element::text).collect::<String>());
    Ok(texts.filter(|text| !text.trim().is_empty()).collect())
}

/// A `pic:pic`.
fn picture(body: &mut Body, element: &Element, open: &mut Open, place: &Place) {
    let Some(fill) = element.child("pic:blipFill") else { return };
    let Some(blip) = fill.child("a:blip") else { return };
    let is_cropped = fill.child("a:srcRect").is_some_and(|cut| {
        ["l", "t", "r", "b"]
            .iter()
            .any(|side| cut.attribute(side).and_then(|part| part.parse::<i64>().ok()).unwrap_or(0) > 1_000)
    });
    let drawn = blip.descendants().find(|part| part.name() == "asvg:svgBlip");
    let ids = [
        drawn.and_then(|svg| svg.attribute("r:embed")),
        blip.attribute("r:embed").filter(|id| !id.is_empty()),
        blip.attribute("r:link"),
    ];
    image(body, &ids.into_iter().flatten().collect::<Vec<_>>(), open, place, is_cropped);
}

/// Adds the first of the images with these relationships that is there and can be shown.
fn image(body: &mut Body, ids: &[&str], open: &mut Open, place: &Place, is_cropped: bool) {
    let relationships = body.relationships.clone();
    let mut failure = None;
    for id in ids {
        let Some(link) = relationships.get(*id) else {
            failure.get_or_insert((Cause::MissingImage, place.name.clone()));
            continue;
        };
        let address = if link.is_external { Ok(link.target.clone()) } else { embed(body, &link.target) };
        match address {
            Ok(address) => {
                if is_cropped {
                    let detail = place.alt.as_deref().filter(|alt| !alt.is_empty()).unwrap_or(&address);
                    let loss = markup::loss(Cause::Crop, detail);
                    open.words.push(&Format::default(), Piece::Html(loss));
                }
                let mut html = markup::image(
                    &address,
                    place.alt.as_deref(),
                    None,
                    place.size.map(|(width, height)| (width.into(), height.into())),
                );
                // Word says of it that it is decoration.
                if place.alt.as_deref() == Some("") {
                    html = html.replacen("<img", "<img role=\"presentation\"", 1);
                }
                show(html, open, place);
                return;
            }
            Err(cause) => _ = failure.get_or_insert((cause, link.target.clone())),
        }
    }
    if let Some((cause, detail)) = failure {
        open.words.push(&Format::default(), Piece::Html(markup::loss(cause, &detail)));
        words(open, place.alt.clone());
    }
}

fn show(html: String, open: &mut Open, place: &Place) {
    if place.is_anchored {
        let html = match &place.link {
            Some(link) => format!("<a{}>{html}</a>", markup::attribute_named("href", link)),
            None => html,
        };
        open.add(Block::Images { images: vec![html], caption: None });
    } else {
        open.words.push(&Format { link: place.link.clone(), ..Format::default() }, Piece::Image(html));
    }
}

/// Takes a file of the document, and returns the address that it has in the HTML.
fn embed(body: &mut Body, part: &str) -> Result<String, Cause> {
    if let Some(known) = body.addresses.get(part) {
        return Ok(known.clone());
    }
    let name = part.strip_prefix("word/").unwrap_or(part);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let bytes = body.package.bytes(part).ok_or(Cause::MissingImage)?;
    let extension = extension(&bytes).ok_or(Cause::ImageFormat)?;
    // Two parts may differ in endings alone, which need not be those of their content.
    let mut address = format!("{stem}.{extension}");
    while body.files.iter().any(|(known, _)| *known == address) {
        address = format!("{stem}-{}.{extension}", body.files.len() + 1);
    }
    body.addresses.insert(part.to_owned(), address.clone());
    body.files.push((address.clone(), bytes));
    Ok(address)
}

/// The usual ending of an image file that browsers show, by its content.
fn extension(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.get(..bytes.len().min(1_024))?;
    Some(match start {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [b'B', b'M', ..] => "bmp",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => "avif",
        start if start.windows(4).any(|window| window == b"<svg") => "svg",
        _ => return None,
    })
}

/// A `wps:wsp`: a text box, or a shape.
fn shape(body: &mut Body, element: &Element, open: &mut Open, place: &Place) -> Result<(), SourceError> {
    if let Some(content) = element.at(&["wps:txbx", "w:txbxContent"]) {
        return text_box(body, content, open);
    }
    let is_linked = element.child("wps:linkedTxbx").is_some();
    let fill = element.at(&["wps:spPr", "a:blipFill", "a:blip"]).and_then(|blip| blip.attribute("r:embed"));
    match fill {
        Some(fill) => image(body, &[fill], open, place, false),
        // A box that the text of another one runs on to.
        None if is_linked => {}
        None => lost(open, place.alt.as_deref().unwrap_or(&place.name)),
    }
    Ok(())
}

fn text_box(body: &mut Body, content: &Element, open: &mut Open) -> Result<(), SourceError> {
    let fields = std::mem::take(&mut body.fields);
    let unfinished = body.unfinished.take();
    let blocks = body.blocks(content);
    body.unfinished = unfinished;
    body.fields = fields;
    let blocks = blocks?;
    // The caption of an image that words flow around is in a text box.
    let is_picture = |block: &Block| match block {
        Block::Images { .. } => true,
        Block::Paragraph(paragraph) => paragraph.role == Role::Caption,
        _ => false,
    };
    if blocks.iter().all(is_picture) {
        blocks.into_iter().for_each(|block| open.add(block));
    } else {
        open.add(Block::Aside(blocks));
    }
    Ok(())
}

/// Reads VML, the older language of drawings.
fn vector(
    body: &mut Body,
    element: &Element,
    open: &mut Open,
    place: &Place,
    is_object: bool,
) -> Result<(), SourceError> {
    for child in element.elements() {
        match child.name() {
            "v:shapetype" => {}
            "mc:AlternateContent" => {
                if let Some(choice) = alternative(child) {
                    vector(body, choice, open, place, is_object)?;
                }
            }
            "v:group" => vector(body, child, open, place, is_object)?,
            name if name.starts_with("v:") => vector_shape(body, child, open, place, is_object)?,
            _ => {}
        }
    }
    Ok(())
}

fn vector_shape(
    body: &mut Body,
    shape: &Element,
    open: &mut Open,
    place: &Place,
    is_object: bool,
) -> Result<(), SourceError> {
    if matches!(shape.attribute("o:hr"), Some("t" | "true" | "1")) {
        open.add(Block::Rule);
        return Ok(());
    }
    let style = shape.attribute("style").unwrap_or_default();
    let side = |name: &str| {
        let value = style.split(';').find_map(|rule| rule.trim().strip_prefix(name)?.trim().strip_prefix(':'))?.trim();
        let points: f64 = value
            .strip_suffix("pt")
            .map(str::parse)
            .or_else(|| {
                let inches: f64 = value.strip_suffix("in")?.parse().ok()?;
                Some(Ok(inches * 72.0))
            })?
            .ok()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between the limits")]
        (1.0..10_000.0).contains(&points).then(|| (points * 4.0 / 3.0).round() as u32)
    };
    let place = Place {
        alt: shape.attribute("alt").and_then(description),
        name: shape.attribute("id").unwrap_or_default().to_owned(),
        size: side("width").zip(side("height")),
        is_anchored: style.contains("position:absolute"),
        link: shape.attribute("href").map(Into::into).or_else(|| place.link.clone()),
    };
    let mut is_shown = is_object;
    for part in shape.elements() {
        match part.name() {
            "v:imagedata" => {
                is_shown = true;
                let id = part.attribute("r:id").or(part.attribute("r:href")).or(part.attribute("o:relid"));
                let link = id.and_then(|id| body.relationships.get(id)).filter(|link| !link.is_external);
                let can_be_shown = link.is_none_or(|link| {
                    !is_object || body.package.bytes(&link.target).is_some_and(|bytes| extension(&bytes).is_some())
                });
                if can_be_shown {
                    image(body, &id.into_iter().collect::<Vec<_>>(), open, &place, false);
                }
            }
            "v:textbox" => {
                if let Some(content) = part.child("w:txbxContent") {
                    is_shown = true;
                    text_box(body, content, open)?;
                }
            }
            "v:textpath" => {
                if let Some(text) = part.attribute("string") {
                    words(open, Some(text.to_owned()));
                }
            }
            _ => {}
        }
    }
    if !is_shown {
        lost(open, place.alt.as_deref().unwrap_or(&place.name));
    }
    Ok(())
}
