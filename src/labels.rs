//! The texts of the interface, by language. Articles bring their own texts.

use crate::article::language::primary;

/// The texts of the interface in one language.
#[derive(Debug)]
pub struct Labels {
    /// The language (BCP 47).
    pub lang: &'static str,
    /// The language's own name.
    pub name: &'static str,
    /// The skip link, past header and navigation to an article, a list of articles or an error.
    pub skip: &'static str,
    /// The accessible name of the session bar.
    pub session: &'static str,
    /// The session bar if nobody is logged in.
    pub logged_out: &'static str,
    /// The session bar if somebody is logged in whose name is not known.
    #[cfg(not(target_arch = "wasm32"))]
    pub logged_in: &'static str,
    /// The session bar before the name of the reader who is logged in.
    #[cfg(not(target_arch = "wasm32"))]
    pub logged_in_as: &'static str,
    /// The link to the log-in page.
    pub log_in: &'static str,
    /// The link or the button that logs the reader out.
    #[cfg(not(target_arch = "wasm32"))]
    pub log_out: &'static str,
    /// The byline before the authors' names.
    pub by: &'static str,
    /// The byline between the last two authors' names.
    pub and: &'static str,
    /// The dateline before the date of the last change.
    pub updated: &'static str,
    /// The link to the source of an image, if the article gives it no text.
    pub source: &'static str,
    /// The heading of the corrections.
    pub corrections: &'static str,
    /// The names of the three kinds of correction: something was wrong, misleading or missing.
    pub correction_kinds: [&'static str; 3],
    /// The accessible name of the list of tags.
    pub tags: &'static str,
    /// The accessible name of the section about sponsors.
    pub sponsors: &'static str,
    /// Before a sponsor's name, by kind: funded, underwritten, sponsored, paid.
    pub sponsor_kinds: [&'static str; 4],
    /// The heading of the footnotes.
    pub notes: &'static str,
    /// The accessible name of the backlink from a footnote to its first reference.
    pub back: &'static str,
    /// The heading of the related articles.
    pub related: &'static str,
    /// Before the links to translations.
    pub also_in: &'static str,
    /// The button that opens the transcript of an audio recording.
    pub transcript: &'static str,
    /// The accessible name of a code block.
    pub code: &'static str,
    /// The button that loads a player, before the name of its site.
    pub load_from: &'static str,
    /// The link to embedded content, before the name of its site.
    pub open_on: &'static str,
    /// The text in place of a block that this version can't show.
    pub unknown_block: &'static str,
    /// The notice above an article without a headline or without a body.
    pub incomplete: &'static str,
    /// The text for assistive technology while an article loads.
    pub loading: &'static str,
    /// The retry button.
    pub retry: &'static str,
    /// The link to the front page.
    pub home: &'static str,
    /// A heading and a sentence for each kind of error: see [`Fault`].
    pub faults: [(&'static str, &'static str); 7],
}

/// The kinds of error that a reader sees. Two are different kinds if the reader can do different things about them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// There is no such article.
    NotFound,
    /// The server failed.
    Server,
    /// The article's server could not be reached.
    Network,
    /// This device is offline.
    Offline,
    /// The server does not respond in time.
    Slow,
    /// The response ends too soon.
    Truncated,
    /// The response is not an article that can be shown.
    Unreadable,
}

impl Labels {
    /// A language's own name; its tag if there are no labels in it.
    pub fn language_name(lang: &str) -> &str {
        Self::find(lang).map_or(lang, |labels| labels.name)
    }

    /// The labels for a language tag; English if there are none in its language.
    pub fn of(lang: &str) -> &'static Self {
        Self::find(lang).unwrap_or(&ALL[0])
    }

    fn find(lang: &str) -> Option<&'static Self> {
        let language = primary(lang);
        ALL.iter().find(|labels| labels.lang.eq_ignore_ascii_case(language))
    }

    /// The heading and the sentence for a kind of error.
    pub fn fault(&self, fault: Fault) -> (&'static str, &'static str) {
        self.faults[fault as usize]
    }
}

/// The labels in every language; the first replaces those that are missing.
pub static ALL: [Labels; 5] = [
    Labels {
        lang: "en",
        name: "English",
        skip: "Skip to the content",
        session: "Your account",
        logged_out: "You are not logged in.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in: "You are logged in.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in_as: "You are logged in as ",
        log_in: "LOG IN NOW",
        #[cfg(not(target_arch = "wasm32"))]
        log_out: "LOG OUT",
        by: "By ",
        and: " and ",
        updated: "Updated",
        source: "Source",
        corrections: "Corrections",
        correction_kinds: ["Correction", "Clarification", "Update"],
        tags: "Topics",
        sponsors: "Support",
        sponsor_kinds: ["Reporting funded by ", "Supported by ", "Sponsored by ", "Paid for by "],
        notes: "Notes",
        back: "Back to the text",
        related: "Read on",
        also_in: "Also in: ",
        transcript: "Transcript",
        code: "Code",
        load_from: "Load the player of ",
        open_on: "Open on ",
        unknown_block: "This part of the story can’t be shown here.",
        incomplete: "Part of this story is missing. What there is of it follows.",
        loading: "The story is loading.",
        retry: "Try again",
        home: "Go to the front page",
        faults: [
            ("This story isn’t here", "The address may be mistyped, or the story may have moved."),
            ("The server is having trouble", "The story should be back soon. Try again in a minute."),
            ("The story couldn’t be reached", "The connection failed on the way. Check your network, then try again."),
            ("You’re offline", "The story loads by itself as soon as you’re back online."),
            (
                "The story is taking too long",
                "The connection is very slow at the moment. Try again, or come back later.",
            ),
            ("The story arrived incomplete", "The connection broke off half-way. Try again."),
            ("This story can’t be shown", "Its file is damaged. The details are below, for its publisher."),
        ],
    },
    Labels {
        lang: "de",
        name: "Deutsch",
        skip: "Zum Inhalt springen",
        session: "Ihr Konto",
        logged_out: "Sie sind nicht angemeldet.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in: "Sie sind angemeldet.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in_as: "Sie sind angemeldet als ",
        log_in: "JETZT ANMELDEN",
        #[cfg(not(target_arch = "wasm32"))]
        log_out: "ABMELDEN",
        by: "Von ",
        and: " und ",
        updated: "Aktualisiert:",
        source: "Quelle",
        corrections: "Korrekturen",
        correction_kinds: ["Korrektur", "Klarstellung", "Aktualisierung"],
        tags: "Themen",
        sponsors: "Förderung",
        sponsor_kinds: ["Recherche gefördert von ", "Unterstützt von ", "Gesponsert von ", "Bezahlt von "],
        notes: "Anmerkungen",
        back: "Zurück zum Text",
        related: "Mehr dazu",
        also_in: "Auch auf: ",
        transcript: "Mitschrift",
        code: "Code",
        load_from: "Player laden von ",
        open_on: "Öffnen auf ",
        unknown_block: "Dieser Teil des Artikels kann hier nicht angezeigt werden.",
        incomplete: "Ein Teil dieses Artikels fehlt. Es folgt, was davon da ist.",
        loading: "Der Artikel wird geladen.",
        retry: "Erneut versuchen",
        home: "Zur Startseite",
        faults: [
            (
                "Diesen Artikel gibt es hier nicht",
                "Vielleicht ist die Adresse falsch geschrieben, oder der Artikel ist umgezogen.",
            ),
            (
                "Der Server hat eine Störung",
                "Der Artikel ist sicher bald wieder da. Versuchen Sie es in einer Minute erneut.",
            ),
            (
                "Der Artikel war nicht zu erreichen",
                "Die Verbindung ist gescheitert. Prüfen Sie Ihr Netz und versuchen Sie es erneut.",
            ),
            ("Sie sind offline", "Der Artikel lädt von selbst, sobald Sie wieder online sind."),
            (
                "Der Artikel braucht zu lange",
                "Die Verbindung ist gerade sehr langsam. Versuchen Sie es erneut oder später.",
            ),
            ("Der Artikel kam unvollständig an", "Die Verbindung ist unterwegs abgebrochen. Versuchen Sie es erneut."),
            ("Dieser Artikel kann nicht angezeigt werden", "Seine Datei ist beschädigt. Näheres steht unten."),
        ],
    },
    Labels {
        lang: "fr",
        name: "Français",
        skip: "Aller au contenu",
        session: "Votre compte",
        logged_out: "Vous n’êtes pas connecté.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in: "Vous êtes connecté.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in_as: "Vous êtes connecté en tant que ",
        log_in: "SE CONNECTER",
        #[cfg(not(target_arch = "wasm32"))]
        log_out: "SE DÉCONNECTER",
        by: "Par ",
        and: " et ",
        updated: "Mis à jour :",
        source: "Source",
        corrections: "Corrections",
        correction_kinds: ["Correction", "Précision", "Mise à jour"],
        tags: "Sujets",
        sponsors: "Soutien",
        sponsor_kinds: ["Enquête financée par ", "Avec le soutien de ", "Parrainé par ", "Payé par "],
        notes: "Notes",
        back: "Retour au texte",
        related: "À lire aussi",
        also_in: "Aussi en : ",
        transcript: "Transcription",
        code: "Code",
        load_from: "Charger le lecteur de ",
        open_on: "Ouvrir sur ",
        unknown_block: "Cette partie de l’article ne peut pas être affichée ici.",
        incomplete: "Une partie de cet article manque. Voici ce qui en reste.",
        loading: "L’article se charge.",
        retry: "Réessayer",
        home: "Aller à la une",
        faults: [
            ("Cet article n’est pas ici", "L’adresse est peut-être mal écrite, ou l’article a été déplacé."),
            ("Le serveur a un problème", "L’article devrait revenir bientôt. Réessayez dans une minute."),
            ("L’article est resté injoignable", "La connexion a échoué. Vérifiez votre réseau, puis réessayez."),
            ("Vous êtes hors ligne", "L’article se chargera tout seul dès votre retour en ligne."),
            (
                "L’article met trop de temps",
                "La connexion est très lente en ce moment. Réessayez, ou revenez plus tard.",
            ),
            ("L’article est arrivé incomplet", "La connexion s’est interrompue en route. Réessayez."),
            ("Cet article ne peut pas être affiché", "Son fichier est abîmé. Les détails sont ci-dessous."),
        ],
    },
    Labels {
        lang: "es",
        name: "Español",
        skip: "Ir al contenido",
        session: "Su cuenta",
        logged_out: "No ha iniciado sesión.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in: "Ha iniciado sesión.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in_as: "Ha iniciado sesión como ",
        log_in: "INICIAR SESIÓN",
        #[cfg(not(target_arch = "wasm32"))]
        log_out: "CERRAR SESIÓN",
        by: "Por ",
        and: " y ",
        updated: "Actualizado:",
        source: "Fuente",
        corrections: "Correcciones",
        correction_kinds: ["Corrección", "Aclaración", "Actualización"],
        tags: "Temas",
        sponsors: "Apoyo",
        sponsor_kinds: ["Reportaje financiado por ", "Con el apoyo de ", "Patrocinado por ", "Pagado por "],
        notes: "Notas",
        back: "Volver al texto",
        related: "Siga leyendo",
        also_in: "También en: ",
        transcript: "Transcripción",
        code: "Código",
        load_from: "Cargar el reproductor de ",
        open_on: "Abrir en ",
        unknown_block: "Esta parte del artículo no se puede mostrar aquí.",
        incomplete: "Falta una parte de este artículo. Sigue lo que hay de él.",
        loading: "El artículo se está cargando.",
        retry: "Reintentar",
        home: "Ir a la portada",
        faults: [
            ("Este artículo no está aquí", "Puede que la dirección esté mal escrita o que el artículo se haya movido."),
            ("El servidor tiene problemas", "El artículo debería volver pronto. Inténtelo de nuevo en un minuto."),
            ("No se pudo llegar al artículo", "La conexión falló por el camino. Revise su red y vuelva a intentarlo."),
            ("Está sin conexión", "El artículo se cargará solo en cuanto vuelva a tener conexión."),
            (
                "El artículo tarda demasiado",
                "La conexión es muy lenta en este momento. Inténtelo de nuevo o vuelva más tarde.",
            ),
            ("El artículo llegó incompleto", "La conexión se cortó a medio camino. Inténtelo de nuevo."),
            ("Este artículo no se puede mostrar", "Su archivo está dañado. Los detalles están abajo."),
        ],
    },
    Labels {
        lang: "ar",
        name: "العربية",
        skip: "انتقل إلى المحتوى",
        session: "حسابك",
        logged_out: "لم تسجّل الدخول.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in: "لقد سجّلت الدخول.",
        #[cfg(not(target_arch = "wasm32"))]
        logged_in_as: "لقد سجّلت الدخول باسم ",
        log_in: "سجّل الدخول الآن",
        #[cfg(not(target_arch = "wasm32"))]
        log_out: "تسجيل الخروج",
        by: "بقلم ",
        and: " و",
        updated: "حُدّث في",
        source: "المصدر",
        corrections: "تصويبات",
        correction_kinds: ["تصويب", "توضيح", "تحديث"],
        tags: "مواضيع",
        sponsors: "الدعم",
        sponsor_kinds: ["بتمويل من ", "بدعم من ", "برعاية ", "مدفوع من "],
        notes: "هوامش",
        back: "عودة إلى النص",
        related: "اقرأ أيضًا",
        also_in: "أيضًا بـ: ",
        transcript: "النص المكتوب",
        code: "شيفرة",
        load_from: "حمّل المشغّل من ",
        open_on: "افتح على ",
        unknown_block: "لا يمكن عرض هذا الجزء من المقال هنا.",
        incomplete: "جزء من هذا المقال مفقود. فيما يلي ما بقي منه.",
        loading: "يجري تحميل المقال.",
        retry: "أعد المحاولة",
        home: "إلى الصفحة الأولى",
        faults: [
            ("هذا المقال ليس هنا", "قد يكون العنوان مكتوبًا خطأً أو يكون المقال قد نُقل."),
            ("الخادم يواجه مشكلة", "سيعود المقال قريبًا. أعد المحاولة بعد دقيقة."),
            ("تعذّر الوصول إلى المقال", "فشل الاتصال في الطريق. تحقّق من شبكتك ثم أعد المحاولة."),
            ("أنت غير متصل بالإنترنت", "سيُحمَّل المقال تلقائيًا فور عودة الاتصال."),
            ("المقال يستغرق وقتًا طويلًا", "الاتصال بطيء جدًا الآن. أعد المحاولة أو عُد لاحقًا."),
            ("وصل المقال ناقصًا", "انقطع الاتصال في منتصف الطريق. أعد المحاولة."),
            ("لا يمكن عرض هذا المقال", "ملفه تالف. التفاصيل أدناه."),
        ],
    },
];
