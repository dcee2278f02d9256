//! `cargo xtask bench import`: how long an export of WordPress with ten thousand posts takes to import.

use super::publish::{Measured, build_program, cores, measure};
use crate::project;
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::{
    io::{BufWriter, Write},
    path::Path,
    process::Command,
};

/// The default number of posts.
pub const POSTS: usize = 10_000;

/// The length of the content of a post, in bytes.
const CONTENT: usize = 5_000;

/// The budgets of each run.
const SECONDS: f64 = 30.0;
const MEGABYTES: u64 = 300;

/// Imports so many posts of one export into a new site, and then once more. Fails if a run takes more memory than it should, or
/// if the second changes anything. The times are only printed beside their budget.
pub fn run(posts: usize) -> Result<()> {
    let program = build_program()?;
    let folder = project::root().join("target/bench-import");
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let export = folder.join("export.xml");
    let size = generate(&export, posts).context("making the export")?;
    println!("{posts} posts, {} MB, on {} cores", size / 1_000_000, cores());
    println!("{:<22}{:>10}{:>10}{:>12}{:>10}", "", "seconds", "budget", "peak MB", "budget");
    for name in ["first run", "again"] {
        let mut import = Command::new(&program);
        import.arg("import").arg(&export).arg("--to").arg(folder.join("site")).stdout(std::process::Stdio::null());
        let Measured { seconds, megabytes, .. } = measure(&mut import, &folder.join("messages.txt"))?;
        println!("{name:<22}{seconds:>10.1}{SECONDS:>10.1}{megabytes:>12}{MEGABYTES:>10}");
        ensure!(megabytes <= MEGABYTES, "the {name} took {megabytes} MB.");
    }
    let written = fs::read_dir(folder.join("site/articles"))?.count();
    ensure!(written == posts, "{written} of {posts} posts are there.");
    Ok(())
}

/// Writes an export, and returns its size.
fn generate(file: &Path, posts: usize) -> Result<u64> {
    let mut out = BufWriter::new(fs::File::create(file)?);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n\
          <link>https://paper.example</link>\n<wp:base_blog_url>https://paper.example</wp:base_blog_url>\n",
    )?;
    for number in 0..posts {
        // Each fifth post has an image of its own, which stands before it.
        let image = posts + number / 5;
        if number % 5 == 0 {
            writeln!(
                out,
                "<item><title>Image {image}</title><wp:post_id>{image}</wp:post_id><wp:post_type>attachment</wp:post_type>\
                 <wp:attachment_url>https://paper.example/wp-content/uploads/{image}.jpg</wp:attachment_url>\
                 <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A bell</wp:meta_value>\
                 </wp:postmeta></item>"
            )?;
        }
        let (year, month, day) = (2001 + number % 25, 1 + number % 12, 1 + number % 28);
        writeln!(
            out,
            "<item><title>Post {number} &amp; its bell</title><link>https://paper.example/{year}/post-{number}/</link>\
             <dc:creator>desk-{}</dc:creator><content:encoded><![CDATA[{}]]></content:encoded>\
             <excerpt:encoded><![CDATA[What happened on day {number}.]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>\
             <wp:post_date>{year}-{month:02}-{day:02} 09:30:00</wp:post_date>\
             <wp:post_date_gmt>{year}-{month:02}-{day:02} 08:30:00</wp:post_date_gmt><wp:post_name>post-{number}</wp:post_name>\
             <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\
             <category domain=\"category\" nicename=\"harbour\">Harbour</category>\
             <category domain=\"post_tag\" nicename=\"topic-{}\">Topic {}</category></item>",
            number % 60,
            content(number, posts, image),
            number % 400,
            number % 400,
        )?;
    }
    out.write_all(b"</channel></rss>\n")?;
    out.flush()?;
    Ok(fs::metadata(file)?.len())
}

/// The content of a post, in blocks if its number is even, or else of the classic editor.
fn content(number: usize, posts: usize, image: usize) -> String {
    let is_in_blocks = number.is_multiple_of(2);
    let other = (number * 7_919 + 1) % posts;
    let link = format!("<a href=\"https://paper.example/{}/post-{other}/\">another day</a>", 2001 + other % 25);
    let picture = format!(
        "<img class=\"wp-image-{image}\" src=\"https://paper.example/wp-content/uploads/{image}-300x200.jpg\" alt=\"\"/>"
    );
    let mut content = String::new();
    for part in 0.. {
        let words = format!(
            "The bell rang <em>{part}</em> times on day {number}, and the harbour master, who had not slept, wrote it down as on \
             {link}. “Nobody rings it,” he said; <strong>the sea</strong> does the work, and the swell was over a metre."
        );
        content += &match (is_in_blocks, part) {
            (true, 3) => format!(
                "<!-- wp:image {{\"id\":{image}}} -->\n<figure class=\"wp-block-image\">{picture}</figure>\n<!-- /wp:image -->\n\n"
            ),
            (true, 5) => "<!-- wp:heading -->\n<h2>What was heard</h2>\n<!-- /wp:heading -->\n\n".to_owned(),
            (true, _) => format!("<!-- wp:paragraph -->\n<p>{words}</p>\n<!-- /wp:paragraph -->\n\n"),
            (false, 3) => format!("[caption id=\"attachment_{image}\" width=\"300\"]{picture} A bell[/caption]\n\n"),
            (false, 5) => "<h3>What was heard</h3>\n".to_owned(),
            (false, _) => format!("{words}\n\n"),
        };
        if content.len() >= CONTENT {
            break;
        }
    }
    content
}
