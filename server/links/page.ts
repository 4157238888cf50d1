import type { Said } from "../sheets/sheet.ts";

/** What somebody sees whose link is not there: without a word about what other links there are. */
export const missing: Said = {
  status: 404,
  title: { en: "This link leads nowhere any more", fr: "Ce lien ne mène plus nulle part" },
  lines: [
    {
      en: "It was mistyped, or what it led to was taken back.",
      fr: "Il a été mal recopié, ou ce vers quoi il menait a été retiré.",
    },
    {
      en: "Look at the post that you found it in: the company’s own site is usually named there.",
      fr: "Regardez la publication où vous l’avez trouvé : le site de l’entreprise y est en général indiqué.",
    },
  ],
};
