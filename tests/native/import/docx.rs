//! Word's `.docx`: what the core gets of it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use broadsheet::import::docx::Docx;
use broadsheet::import::{Content, Draft, Reader};
use expect_test::expect;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/import/fixtures/docx").join(name)
}

/// The draft of a single document.
fn draft(file: &Path) -> Draft {
    let mut drafts = Vec::new();
    let losses = Docx::open(&[file.to_owned()]).unwrap().read(&mut |draft| drafts.push(draft)).unwrap();
    assert!(losses.is_empty(), "{losses:?}");
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

/// A draft as a text to compare.
fn show(draft: &Draft) -> String {
    let mut text = serde_json::to_string_pretty(&draft.fields).unwrap();
    let Content::Html(html) = &draft.content else { panic!("no HTML") };
    write!(text, "\n\n{html}").unwrap();
    for (name, bytes) in &draft.base.files {
        write!(text, "\nfile {name}: {} bytes", bytes.len()).unwrap();
    }
    for loss in &draft.losses {
        write!(text, "\nloss {}: {}", loss.cause.name(), loss.detail).unwrap();
    }
    text + "\n"
}

#[test]
fn a_document_of_pandoc_comes_over_whole() {
    expect![[r##"
        {
          "headline": [
            "The bell at the end of the ",
            {
              "em": true,
              "text": "mole"
            }
          ],
          "standfirst": "It has no rope and no ringer. The sea does the work.",
          "authors": [
            "A. Writer",
            "B. Writer"
          ],
          "published": "2024-10-04",
          "tags": [
            "bells",
            "harbours"
          ],
          "lang": "en-GB"
        }

        <h2>Who hung it there</h2>
        <p>The bell weighs <strong>90 kilograms</strong>.<a href="#footnote-20" role="doc-noteref">1</a> It hangs in an <em>iron</em> frame, and <code>ring()</code> is what the keeper calls the <s>machine</s> swell. H<sub>2</sub>O, 10<sup>3</sup> strokes and a <a href="https://example.org/bells?a=1&amp;b=2">list of bells</a>.</p>
        <blockquote>
        <p>Nobody asked for it.</p>
        <p>Now nobody would do without.</p>
        <cite>The harbour master</cite>
        </blockquote>
        <h3>How it is hung</h3>
        <ol>
        <li>The frame</li>
        <li>The bell
        <ul>
        <li>its crown</li>
        <li>its clapper</li>
        </ul>

        <p>The clapper is of oak.</p>
        </li>
        <li>The chain</li>
        </ol>

        <ul>
        <li>flat water</li>
        <li>a swell</li>
        </ul>
        <pre><code>for stroke in range(3):
            print("dong &lt;3&gt;")</code></pre>
        <figure><img src="media/rId22.png" alt="The bell in October." width="32" height="21"><figcaption>The bell in October.</figcaption></figure>
        <p>Back to <a href="#who-hung-it-there">who hung it</a>.</p>
        <table>
        <caption>Bells of the coast</caption>
        <thead>
        <tr><th>Place</th><th>Weight in kg</th></tr>
        </thead>
        <tr><td>The mole</td><td>90</td></tr>
        <tr><td>The reef</td><td>140</td></tr>
        </table>
        <hr>
        <p>The last word is in German: Glocke. Its sound is <x-loss cause="drawing">E=mc^2</x-loss>E=mc^2 away.</p>
        <aside id="footnote-20" role="doc-footnote">Without its <em>frame</em>.</aside>

        file media/rId22.png: 95 bytes
    "##]].assert_eq(&show(&draft(&fixture("pandoc.docx"))));
}
