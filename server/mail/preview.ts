import { createHash } from "node:crypto";
import type { Language, Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { notFound } from "../errors.ts";
import type { Template } from "./templates/letter.ts";
import { withPictures } from "./mailbox.ts";
import { samplePictures } from "./marks.ts";
import { type About, renderPlain } from "./plain.ts";
import { writeParts } from "./sender.ts";
import type { Templates } from "./templates.ts";

/** Links of an example lead nowhere, and to nobody's session. */
const links = { home: "https://relaymap.example", signIn: "https://relaymap.example/sign-in" };

const about = (template: Template<unknown>, data: unknown, company: string, language: Language): About => ({
  company,
  language,
  home: links.home,
  unsubscribe: template.topic?.(data) == null ? null : "https://relaymap.example/u/example",
});

export function listTemplates(templates: Templates, company: string): Reply<"listMailTemplates"> {
  return {
    rows: [...templates.values()].map((template) => {
      const written = (language: Language) => {
        const data = template.sample(language);
        const letter = template.write(data, language, links);
        return { subject: letter.subject, text: renderPlain(letter, about(template, data, company, language)) };
      };
      const both = { en: written("en"), fr: written("fr") };
      const part = (name: "subject" | "text"): Text => ({ en: both.en[name], fr: both.fr[name] });
      const { name, title, help, topic } = template;
      return { name, title, help, subject: part("subject"), text: part("text"), optional: topic !== null };
    }),
  };
}

/** Styles stand in the mail itself; it runs nothing, asks for nothing, and is shown inside our own page only. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";

/** An example as a mail program draws it; 404. */
export async function showTemplate(
  templates: Templates,
  { name, company, language }: { name: string; company: string; language: Language },
): Promise<Reply<"showMailTemplate">> {
  const template = templates.get(name);
  if (template === undefined) throw notFound();
  const data = template.sample(language);
  const { html } = await writeParts(template.write(data, language, links), about(template, data, company, language));
  const bytes = Buffer.from(html.includes('"cid:') ? withPictures(html, await samplePictures()) : html);
  return {
    bytes,
    type: "text/html; charset=utf-8",
    tag: createHash("sha256").update(bytes).digest("base64url").slice(0, 16),
    policy,
  };
}
