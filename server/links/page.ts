import { html, page, preferredLanguage } from "#engine/markup.ts";
import type { Text } from "#engine/text.ts";

export const stylesheet = `*{box-sizing:border-box}body{margin:0;background:#f6f8f9;color:#16212e;font:17px/1.55 Inter,system-ui,sans-serif}
main{max-width:440px;margin:16vh auto;padding:32px;background:#fff;border:1px solid #dfe5ea;border-radius:16px}
h1{margin:0 0 12px;font-size:22px;line-height:1.25}p{margin:0 0 8px;color:#4d5d6c}p:last-child{margin:0}
`;

const words = {
  title: { en: "This link leads nowhere any more", fr: "Ce lien ne mène plus nulle part" },
  why: {
    en: "It was mistyped, or what it led to was taken back.",
    fr: "Il a été mal recopié, ou ce vers quoi il menait a été retiré.",
  },
  what: {
    en: "Look at the post that you found it in: the company’s own site is usually named there.",
    fr: "Regardez la publication où vous l’avez trouvé : le site de l’entreprise y est en général indiqué.",
  },
} satisfies Record<string, Text>;

/** What somebody sees whose link is not there: in their language, without a word about what other links there are. */
export function missingPage(acceptLanguage: string | undefined) {
  const language = preferredLanguage(acceptLanguage);
  const body = html`<main>
    <h1>${words.title[language]}</h1>
    <p>${words.why[language]}</p>
    <p>${words.what[language]}</p>
  </main>`;
  return { ...page({ title: words.title[language], stylesheet: "style.css", body, language }), status: 404 };
}
