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
} as const satisfies Record<string, Text>;
