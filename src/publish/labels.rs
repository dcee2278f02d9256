//! The texts of the interface that only finished pages show. They are not in the wasm, which would grow by them.

use crate::labels::Labels;

/// The texts in one language.
pub struct PageLabels {
    /// The language (BCP 47): one of the languages of [`Labels`].
    pub lang: &'static str,
    /// The label of the navigation at the top of each page, for assistive technology.
    pub navigation: &'static str,
    /// The label of the links at the foot of each page, for assistive technology.
    pub footer: &'static str,
    /// The link to the page by which readers can write to the site.
    pub contact: &'static str,
    /// The label of the navigation between sections, for assistive technology, and the title of their overview.
    pub sections: &'static str,
    /// The title of the overview of topics.
    pub topics: &'static str,
    /// The title of the overview of authors.
    pub authors: &'static str,
    /// The title of the overview of series.
    pub series: &'static str,
    /// The heading of the links to the pages of years, and the label of the links to months.
    pub archive: &'static str,
    /// The place of an article in its series: the texts before the number of the part and before the number of parts.
    pub part: [&'static str; 2],
    /// The texts before the headlines of the part before and the part after.
    pub other_parts: [&'static str; 2],
    /// The label of the links between pages of a list, for assistive technology.
    pub pages: &'static str,
    /// The link to the previous page of a list.
    pub newer: &'static str,
    /// The link to the next page of a list.
    pub older: &'static str,
    /// The text before the number of a list page.
    pub page: &'static str,
    /// The heading of the front page, if the site has no title.
    pub latest: &'static str,
    /// The notice on a front page without articles.
    pub nothing: &'static str,
    /// In a single file: the text before the text alternative of an image that is not embedded.
    pub no_image: &'static str,
    /// In a single file: the link to a video, and the notice if there is no address to link to.
    pub video: [&'static str; 2],
    /// In a single file: the link to an audio recording, and the notice if there is no address to link to.
    pub audio: [&'static str; 2],
    /// In a single file: the text before the address of the article page.
    pub from: &'static str,
    /// In a single file: the text before the date of publication.
    pub published: &'static str,
    /// The text that opens the list of embed snippets.
    pub embed: &'static str,
    /// The names of the embed snippets: as part of the page, in a frame, as a quotation.
    pub embed_options: [&'static str; 3],
    /// The text of a copy button, before and after copying.
    pub copy_code: [&'static str; 2],
    /// The note on an offline copy, before its date.
    pub copy: &'static str,
    /// The heading and the advice on the offline page.
    pub no_copy: [&'static str; 2],
}

const ALL: [PageLabels; 5] = [
    PageLabels {
        lang: "en",
        navigation: "Main navigation",
        footer: "Footer",
        contact: "Contact",
        sections: "Sections",
        topics: "Topics",
        authors: "Authors",
        series: "Series",
        archive: "Archive",
        part: ["Part ", " of "],
        other_parts: ["Previous part: ", "Next part: "],
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
        embed_options: [
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
    PageLabels {
        lang: "de",
        navigation: "Hauptnavigation",
        footer: "Fußzeile",
        contact: "Kontakt",
        sections: "Ressorts",
        topics: "Themen",
        authors: "Autorinnen und Autoren",
        series: "Serien",
        archive: "Archiv",
        part: ["Teil ", " von "],
        other_parts: ["Vorheriger Teil: ", "Nächster Teil: "],
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
        embed_options: [
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
    PageLabels {
        lang: "fr",
        navigation: "Navigation principale",
        footer: "Pied de page",
        contact: "Contact",
        sections: "Rubriques",
        topics: "Thèmes",
        authors: "Auteurs",
        series: "Séries",
        archive: "Archives",
        part: ["Partie ", " sur "],
        other_parts: ["Partie précédente : ", "Partie suivante : "],
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
        embed_options: [
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
    PageLabels {
        lang: "es",
        navigation: "Navegación principal",
        footer: "Pie de página",
        contact: "Contacto",
        sections: "Secciones",
        topics: "Temas",
        authors: "Autores",
        series: "Series",
        archive: "Archivo",
        part: ["Parte ", " de "],
        other_parts: ["Parte anterior: ", "Parte siguiente: "],
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
        embed_options: [
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
    PageLabels {
        lang: "ar",
        navigation: "التنقل الرئيسي",
        footer: "تذييل الصفحة",
        contact: "اتصل بنا",
        sections: "الأقسام",
        topics: "المواضيع",
        authors: "الكُتّاب",
        series: "السلاسل",
        archive: "الأرشيف",
        part: ["الجزء ", " من "],
        other_parts: ["الجزء السابق: ", "الجزء التالي: "],
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
        embed_options: [
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

impl PageLabels {
    /// The texts in a language (BCP 47). An unknown language gives English, as with [`Labels::of`].
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
            assert_eq!(PageLabels::of(labels.lang).lang, labels.lang);
        }
        assert_eq!(PageLabels::of("ja").lang, "en");
    }
}
