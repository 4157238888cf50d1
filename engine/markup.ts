import { languages, type Language } from "./text.ts";

/** Markup that is safe to place in a page: made only by `html`, which escapes every value it is given. */
export type Markup = { readonly markup: string };
type Part = string | number | Markup | Markup[] | null;

/** A tagged template for HTML: values are escaped unless they are markup themselves; null leaves nothing. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  const markup = texts.reduce(
    (made, text, index) => made + text + (index < parts.length ? place(parts[index] ?? null) : ""),
    "",
  );
  return { markup };
}

/** Escapes text for element content and quoted attributes. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.codePointAt(0)};`);
}

function place(part: Part): string {
  if (part === null) return "";
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  if (Array.isArray(part)) return part.map((one) => one.markup).join("");
  return part.markup;
}

/**
 * A whole page without scripts, under a policy that forbids them. `stylesheet` and pictures are addresses of the same origin.
 * `pictures`: those of a simulated channel are where somebody says. `formTargets`: origins that a form on the page may end up at (browsers check the redirect that follows a form, too).
 */
export function page(options: {
  title: string;
  stylesheet: string;
  body: Markup;
  status?: number;
  formTargets?: string[];
  language?: Language;
  /** What the reader chose; without it, the stylesheet follows their device. */
  theme?: "light" | "dark" | null;
  pictures?: "here" | "anywhere";
}) {
  const made = html`<!doctype html>
    <html lang="${options.language ?? "en"}" ${options.theme ? html` data-theme="${options.theme}"` : null}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${options.title}</title>
        <link rel="stylesheet" href="${options.stylesheet}" />
      </head>
      <body>
        ${options.body}
      </body>
    </html>`;
  const forms = ["'self'", ...(options.formTargets ?? [])].join(" ");
  return {
    status: options.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'self'; img-src 'self'${options.pictures === "anywhere" ? " http: https:" : ""}; media-src 'self'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
    body: made.markup,
  };
}

/** The first language of an Accept-Language header that we speak; null where there is none. */
export function askedLanguage(header: string | undefined): Language | null {
  const asked = (header ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  const known = asked.find((code) => languages.some((language) => language === code));
  return languages.find((language) => language === known) ?? null;
}

/** The same, and English where there is none. */
export const preferredLanguage = (header: string | undefined): Language => askedLanguage(header) ?? "en";
