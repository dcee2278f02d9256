//! Players: which pages of other sites have one, and what it plays.

use broadsheet::address::Base;
use broadsheet::article::player::Player;

fn player(page: &str) -> Option<String> {
    let link = Base::new("https://paper.example/").link(page).expect("the filter lets it through");
    Player::of(&link).map(|player| player.address)
}

#[test]
fn the_page_of_an_item_has_its_player() {
    for (page, address) in [
        ("https://www.youtube.com/watch?v=CFrP6QfbC2g", "https://www.youtube-nocookie.com/embed/CFrP6QfbC2g"),
        ("https://youtube.com/watch?v=CFrP6QfbC2g&t=30s", "https://www.youtube-nocookie.com/embed/CFrP6QfbC2g"),
        ("https://m.youtube.com/watch?v=CFrP6QfbC2g#t=30", "https://www.youtube-nocookie.com/embed/CFrP6QfbC2g"),
        ("https://www.youtube.com/watch?v=a-b_c-d_e-f&list=PL1", "https://www.youtube-nocookie.com/embed/a-b_c-d_e-f"),
        ("https://www.youtube.com/shorts/CFrP6QfbC2g", "https://www.youtube-nocookie.com/embed/CFrP6QfbC2g"),
        ("https://www.youtube.com/live/CFrP6QfbC2g?si=x", "https://www.youtube-nocookie.com/embed/CFrP6QfbC2g"),
        ("https://youtu.be/CFrP6QfbC2g?si=abc", "https://www.youtube-nocookie.com/embed/CFrP6QfbC2g"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/76979871/", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.vimeo.com/76979871?autoplay=1", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/channels/staffpicks/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/groups/sea/videos/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://archive.org/details/Radio.Free.1943", "https://archive.org/embed/Radio.Free.1943"),
        ("https://archive.org/details/six-pips_1924/?q=a", "https://archive.org/embed/six-pips_1924"),
    ] {
        assert_eq!(player(page).as_deref(), Some(address), "{page}");
    }
}

/// Regression: each of these had a player of something else.
#[test]
fn a_page_that_is_not_about_one_item_has_no_player() {
    for page in [
        "https://youtu.be/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        "https://youtu.be/CFrP6QfbC2gX",
        "https://youtu.be/CFrP6QfbC2g/more",
        "https://youtu.be/",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=CFrP6QfbC2g%2F..",
        "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        "https://www.youtube.com/@somebody",
        "https://www.youtube.com/embed/videoseries?list=PL1",
        "https://vimeo.com/channels/staffpicks",
        "https://vimeo.com/channels/76979871",
        "https://vimeo.com/channels/1/2/76979871",
        "https://vimeo.com/showcase/76979871",
        "https://vimeo.com/album/3953264/video/76979871",
        "https://vimeo.com/76979871/secret",
        "https://vimeo.com/ondemand/sea",
        "https://vimeo.com/somebody",
        "https://archive.org/details/@somebody",
        "https://archive.org/details/six-pips/second.mp3",
        "https://archive.org/details/",
        "https://archive.org/details/..%2Fx",
        "https://archive.org/search?query=radio",
        "https://youtube.com.example.org/watch?v=CFrP6QfbC2g",
        "https://notvimeo.com/76979871",
        "http://vimeo.com/76979871",
    ] {
        assert_eq!(player(page), None, "{page}");
    }
}
