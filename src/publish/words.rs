//! The words of pages that only publishing makes. The browser's code does without them.

use crate::labels::Labels;

/// The words in one language.
pub struct Words {
    /// The language (BCP 47): one of those in [`Labels`].
    pub lang: &'static str,
    /// The name of the list of sections, for assistive technology.
    pub sections: &'static str,
    /// The name of the links between pages of a list, for assistive technology.
    pub pages: &'static str,
    /// The link to the page before.
    pub newer: &'static str,
    /// The link to the page after.
    pub older: &'static str,
    /// Before the number of a page.
    pub page: &'static str,
    /// On the front page of a site that has no name.
    pub latest: &'static str,
    /// On a front page with nothing on it.
    pub nothing: &'static str,
    /// Before what can be seen in an image that is not there.
    pub no_image: &'static str,
    /// The link to a video, and what stands in its place.
    pub video: [&'static str; 2],
    /// The link to an audio recording, and what stands in its place.
    pub audio: [&'static str; 2],
    /// Before the address that a file comes from.
    pub from: &'static str,
    /// Before the day on which an article came out.
    pub published: &'static str,
    /// What opens the ways to embed an article.
    pub embed: &'static str,
    /// The ways: as a part of the page, in a frame, as a quotation.
    pub ways_to_embed: [&'static str; 3],
    /// The button that copies, and what it says when it has.
    pub copy_code: [&'static str; 2],
    /// On a copy that this device has kept, before the moment it is of.
    pub copy: &'static str,
    /// In the place of a page of which this device has kept no copy: a heading and a sentence.
    pub no_copy: [&'static str; 2],
}

const ALL: [Words; 5] = [
    Words {
        lang: "en",
        sections: "Sections",
        pages: "More stories",
        newer: "Newer stories",
        older: "Older stories",
        page: "Page ",
        latest: "Latest stories",
        nothing: "There is nothing here yet.",
        no_image: "This picture is not in this file: ",
        video: ["Watch the film", "The film is not in this file."],
        audio: ["Listen to the recording", "The recording is not in this file."],
        from: "From ",
        published: "Published ",
        embed: "Embed this article",
        ways_to_embed: [
            "As part of your page",
            "In a frame, where scripts aren’t allowed",
            "As a quotation, for editors that strip tags they don’t know",
        ],
        copy_code: ["Copy", "Copied"],
        copy: "The site can’t be reached. This is a copy that this device kept on ",
        no_copy: [
            "The site can’t be reached",
            "This page is not on this device. Pages that you have read before may be. Load it again when you are back online.",
        ],
    },
    Words {
        lang: "de",
        sections: "Ressorts",
        pages: "Weitere Artikel",
        newer: "Neuere Artikel",
        older: "Ältere Artikel",
        page: "Seite ",
        latest: "Neueste Artikel",
        nothing: "Hier ist noch nichts.",
        no_image: "Dieses Bild ist nicht in dieser Datei: ",
        video: ["Den Film ansehen", "Der Film ist nicht in dieser Datei."],
        audio: ["Die Aufnahme anhören", "Die Aufnahme ist nicht in dieser Datei."],
        from: "Aus ",
        published: "Veröffentlicht: ",
        embed: "Diesen Artikel einbetten",
        ways_to_embed: [
            "Als Teil Ihrer Seite",
            "In einem Rahmen, wo Skripte nicht erlaubt sind",
            "Als Zitat, für Editoren, die unbekannte Tags entfernen",
        ],
        copy_code: ["Kopieren", "Kopiert"],
        copy: "Die Website ist nicht zu erreichen. Dies ist eine Kopie, die auf diesem Gerät liegt: ",
        no_copy: [
            "Die Website ist nicht zu erreichen",
            "Diese Seite liegt nicht auf diesem Gerät. Seiten, die Sie schon gelesen haben, vielleicht. Laden Sie sie neu, sobald Sie wieder online sind.",
        ],
    },
    Words {
        lang: "fr",
        sections: "Rubriques",
        pages: "Autres articles",
        newer: "Articles plus récents",
        older: "Articles plus anciens",
        page: "Page ",
        latest: "Derniers articles",
        nothing: "Il n’y a encore rien ici.",
        no_image: "Cette image n’est pas dans ce fichier : ",
        video: ["Voir le film", "Le film n’est pas dans ce fichier."],
        audio: ["Écouter l’enregistrement", "L’enregistrement n’est pas dans ce fichier."],
        from: "Source : ",
        published: "Publié : ",
        embed: "Intégrer cet article",
        ways_to_embed: [
            "Comme partie de votre page",
            "Dans un cadre, là où les scripts sont interdits",
            "Comme citation, pour les éditeurs qui retirent les balises inconnues",
        ],
        copy_code: ["Copier", "Copié"],
        copy: "Le site est injoignable. Voici une copie gardée sur cet appareil : ",
        no_copy: [
            "Le site est injoignable",
            "Cette page n’est pas sur cet appareil. Celles que vous avez déjà lues y sont peut-être. Rechargez-la une fois de nouveau en ligne.",
        ],
    },
    Words {
        lang: "es",
        sections: "Secciones",
        pages: "Más artículos",
        newer: "Artículos más recientes",
        older: "Artículos anteriores",
        page: "Página ",
        latest: "Últimos artículos",
        nothing: "Aquí todavía no hay nada.",
        no_image: "Esta imagen no está en este archivo: ",
        video: ["Ver la película", "La película no está en este archivo."],
        audio: ["Escuchar la grabación", "La grabación no está en este archivo."],
        from: "Fuente: ",
        published: "Publicado: ",
        embed: "Insertar este artículo",
        ways_to_embed: [
            "Como parte de su página",
            "En un marco, donde no se admiten scripts",
            "Como cita, para editores que quitan las etiquetas desconocidas",
        ],
        copy_code: ["Copiar", "Copiado"],
        copy: "No se puede acceder al sitio. Esta es una copia guardada en este dispositivo: ",
        no_copy: [
            "No se puede acceder al sitio",
            "Esta página no está en este dispositivo. Puede que sí las que ya ha leído. Vuelva a cargarla cuando tenga conexión.",
        ],
    },
    Words {
        lang: "ar",
        sections: "الأقسام",
        pages: "مقالات أخرى",
        newer: "مقالات أحدث",
        older: "مقالات أقدم",
        page: "صفحة ",
        latest: "أحدث المقالات",
        nothing: "لا شيء هنا بعد.",
        no_image: "هذه الصورة ليست في هذا الملف: ",
        video: ["شاهد الفيلم", "الفيلم ليس في هذا الملف."],
        audio: ["استمع إلى التسجيل", "التسجيل ليس في هذا الملف."],
        from: "المصدر: ",
        published: "تاريخ النشر: ",
        embed: "ضمّن هذا المقال",
        ways_to_embed: [
            "كجزء من صفحتك",
            "داخل إطار، حيث لا يُسمح بالبرامج النصية",
            "كاقتباس، للمحرّرات التي تحذف الوسوم غير المعروفة",
        ],
        copy_code: ["نسخ", "نُسخ"],
        copy: "يتعذر الوصول إلى الموقع. هذه نسخة محفوظة على هذا الجهاز: ",
        no_copy: [
            "يتعذر الوصول إلى الموقع",
            "هذه الصفحة ليست على هذا الجهاز. قد تجد عليه الصفحات التي قرأتها من قبل. أعد تحميلها عندما يعود الاتصال.",
        ],
    },
];

impl Words {
    /// The words in a language (BCP 47); English if it is none of ours, as with [`Labels::of`].
    pub fn of(lang: &str) -> &'static Self {
        let known = Labels::of(lang).lang;
        ALL.iter().find(|words| words.lang == known).unwrap_or(&ALL[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_interface_has_them() {
        for labels in &crate::labels::ALL {
            assert_eq!(Words::of(labels.lang).lang, labels.lang);
        }
        assert_eq!(Words::of("ja").lang, "en");
    }
}
