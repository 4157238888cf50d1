import type { Text } from "#engine/text.ts";

export const pictures = {
  "picture.silent": { en: "Picture without alternative text", fr: "Image sans texte alternatif" },
  "picture.broken": { en: "The picture cannot be shown.", fr: "L’image ne peut pas être affichée." },
  "preview.silent": {
    en: "{count, plural, one {# post has a picture without alternative text} other {# posts have a picture without alternative text}}",
    fr: "{count, plural, one {# message a une image sans texte alternatif} other {# messages ont une image sans texte alternatif}}",
  },
  "preview.noPicture": {
    en: "{count, plural, one {# post goes out without its picture} other {# posts go out without their picture}}",
    fr: "{count, plural, one {# message part sans son image} other {# messages partent sans leur image}}",
  },
  "target.wordsOnly": {
    en: "{count, plural, one {This account was connected before pictures were posted and goes on with text only until its owner connects it again:} other {# accounts were connected before pictures were posted and go on with text only until their owners connect them again:}}",
    fr: "{count, plural, one {Ce compte a été connecté avant que des images soient publiées et reste en texte seul jusqu’à sa reconnexion par son titulaire :} other {# comptes ont été connectés avant que des images soient publiées et restent en texte seul jusqu’à leur reconnexion par leurs titulaires :}}",
  },
  "target.wordsOnlyMore": { en: " and {count} more", fr: " et {count} de plus" },
  "target.wordsOnlyOpen": { en: "See the accounts", fr: "Voir les comptes" },
  "video.label": { en: "Video", fr: "Vidéo" },
  "video.broken": { en: "The video cannot be played here.", fr: "La vidéo ne peut pas être lue ici." },
  "preview.noVideo": {
    en: "{count, plural, one {# post goes out without its video} other {# posts go out without their video}}",
    fr: "{count, plural, one {# message part sans sa vidéo} other {# messages partent sans leur vidéo}}",
  },
  "post.rest": { en: "What follows the post", fr: "La suite de la publication" },
  "post.part": { en: "Part {number} of {count}", fr: "Partie {number} sur {count}" },
  "post.reposts": { en: "Reposts", fr: "Repartage" },
  "post.visibility.unlisted": { en: "In no public timeline", fr: "Hors des fils publics" },
  "post.visibility.followers": { en: "Followers only", fr: "Abonnés seulement" },
  "post.all": { en: "See more", fr: "Voir plus" },
  "post.less": { en: "See less", fr: "Voir moins" },
  "post.comment": { en: "First comment", fr: "Premier commentaire" },
  "delivery.state.published": { en: "Published", fr: "Publié" },
  "delivery.account": { en: "Account", fr: "Compte" },
} as const satisfies Record<string, Text>;
