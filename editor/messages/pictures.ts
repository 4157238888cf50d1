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
  "pictures.title": {
    en: "{count, plural, one {The picture} other {The pictures}}",
    fr: "{count, plural, one {L’image} other {Les images}}",
  },
  "pictures.unsaid": { en: "Not described yet", fr: "Pas encore décrite" },
  "pictures.describe": { en: "Describe", fr: "Décrire" },
  "pictures.change": { en: "Change", fr: "Modifier" },
  "pictures.off": { en: "Take off", fr: "Retirer" },
  "pictures.back": { en: "Put back", fr: "Remettre" },
  "pictures.gone": { en: "Goes out without this picture", fr: "Partira sans cette image" },
  "pictures.alt": { en: "What does the picture show?", fr: "Que montre l’image ?" },
  "pictures.altHelp": {
    en: "Read aloud to people who do not see it.",
    fr: "Lu à voix haute aux personnes qui ne la voient pas.",
  },
  "pictures.altLeft": {
    en: "Read aloud to people who do not see it. {count, plural, one {# character left} other {# characters left}}.",
    fr: "Lu à voix haute aux personnes qui ne la voient pas. {count, plural, one {# caractère restant} other {# caractères restants}}.",
  },
  "pictures.done": { en: "Done", fr: "OK" },
  "pictures.takenOff": { en: "The picture was taken off.", fr: "L’image a été retirée." },
  "pictures.putBack": { en: "The picture is back.", fr: "L’image est de retour." },
  "target.wordsOnly": {
    en: "{count, plural, one {This account was connected before pictures were posted and goes on with text only until its owner connects it again:} other {# accounts were connected before pictures were posted and go on with text only until their owners connect them again:}}",
    fr: "{count, plural, one {Ce compte a été connecté avant que des images soient publiées et reste en texte seul jusqu’à sa reconnexion par son titulaire :} other {# comptes ont été connectés avant que des images soient publiées et restent en texte seul jusqu’à leur reconnexion par leurs titulaires :}}",
  },
  "target.wordsOnlyMore": { en: " and {count} more", fr: " et {count} de plus" },
  "target.wordsOnlyOpen": { en: "See the accounts", fr: "Voir les comptes" },
  "video.label": { en: "Video", fr: "Vidéo" },
  "video.title": { en: "The video", fr: "La vidéo" },
  "video.broken": { en: "The video cannot be played here.", fr: "La vidéo ne peut pas être lue ici." },
  "video.gone": { en: "Goes out without this video", fr: "Partira sans cette vidéo" },
  "video.takenOff": { en: "The video was taken off.", fr: "La vidéo a été retirée." },
  "video.putBack": { en: "The video is back.", fr: "La vidéo est de retour." },
  "preview.noVideo": {
    en: "{count, plural, one {# post goes out without its video} other {# posts go out without their video}}",
    fr: "{count, plural, one {# message part sans sa vidéo} other {# messages partent sans leur vidéo}}",
  },
  "delivery.videoMissing": { en: "Without its video:", fr: "Sans sa vidéo :" },
  "delivery.pictureMissing": { en: "Without its picture:", fr: "Sans son image :" },
  "delivery.pictureWaits": {
    en: "It waits for it, then goes out without,",
    fr: "Il l’attend, puis part sans elle,",
  },
  "delivery.pictureDrops": {
    en: "It waits for it, and does not go out without. The wait ends",
    fr: "Il l’attend, et ne part pas sans elle. L’attente se termine",
  },
  "delivery.pictureAgain": { en: "Ask for the picture now", fr: "Redemander l’image" },
  "delivery.pictureWithout": { en: "Go without it", fr: "Partir sans elle" },
  "delivery.pictureStill": { en: "The picture cannot be had yet.", fr: "L’image est encore introuvable." },
  "delivery.pictureOver": { en: "It goes on.", fr: "L’envoi reprend." },
} as const satisfies Record<string, Text>;
