import type { Text } from "#engine/text.ts";

/** Of items that steps keep for later. */
export const kept = {
  "kept.title": { en: "Kept for later", fr: "Mis de côté" },
  "kept.count": {
    en: "{count, plural, =0 {Nothing is kept here now} one {# item is kept here} other {# items are kept here}}",
    fr: "{count, plural, =0 {Rien n’est mis de côté ici} one {# nouvelle est mise de côté ici} other {# nouvelles sont mises de côté ici}}",
  },
  "kept.again": {
    en: "When you publish, this step decides anew about them by its settings of then. If you remove it, they are let go, and the run says so.",
    fr: "À la publication, cette étape décide à nouveau de leur sort selon ses réglages. Si vous la supprimez, ils sont écartés, et l’exécution le dit.",
  },
  "kept.times": {
    en: "{count, plural, one {given again once} other {given again # times}}",
    fr: "{count, plural, one {redonné une fois} other {redonné # fois}}",
  },
  "kept.out": { en: "Take out", fr: "Retirer" },
  "kept.outSure": { en: "Take it out for good", fr: "Retirer pour de bon" },
  "kept.outDone": { en: "Taken out. The run says so.", fr: "Retiré. L’exécution le dit." },
  "kept.until": { en: "goes on", fr: "repart" },
  "kept.step": {
    en: "{count, plural, one {# kept for later} other {# kept for later}}",
    fr: "{count, plural, one {# mis de côté} other {# mis de côté}}",
  },
  "kept.asks": {
    en: "{count, plural, one {# would wait for approval} other {# would wait for approval}}",
    fr: "{count, plural, one {# serait à valider} other {# seraient à valider}}",
  },
  "kept.answer": { en: "deadline:", fr: "échéance :" },
  "kept.toApprove": { en: "Page “To approve”", fr: "Page « À valider »" },
  "kept.back": {
    en: "{count, plural, one {# given back} other {# given back}}",
    fr: "{count, plural, one {# repris} other {# repris}}",
  },
  "kept.post": { en: "A step keeps it for later:", fr: "Une étape le met de côté :" },
} as const satisfies Record<string, Text>;
