import type { Language } from "#engine/text.ts";
import type { Fill, Shown } from "../push/send.ts";
import { Asked } from "./by-mail.ts";
import { addressOf, readerOf } from "./fills.ts";
import { proposalsOf, type ViewServices } from "./proposal-view.ts";

const buttons = { en: { see: "See", later: "Later" }, fr: { see: "Voir", later: "Plus tard" } } as const;
const first = (name: string): string => name.trim().split(/\s+/u)[0] ?? name;

/** What a device shows of a notice, found when it goes. There is never a button that publishes: nobody says yes to what they have not seen. */
export const pushFill =
  (services: ViewServices): Fill =>
  async ({ workspaceId, memberId, data }) => {
    const asked = Asked.parse(data);
    // A device that is somebody else's now shows them nothing of it.
    if (asked.member !== memberId) return null;
    const reader = await readerOf(services, workspaceId, memberId);
    if (reader === null) return null;
    const { language: lang, name, company } = reader;
    const urgent = asked.topic.name === "notice/important";
    const around = { ...buttons[lang], lang, urgent, tag: asked.topic.name.replace("notice/", "") };
    const hide = (shown: Words): Words => (reader.plain ? { ...shown, ...hidden(lang, company, shown) } : shown);
    if (asked.said !== null) {
      const { title, text, path } = asked.said;
      return { ...around, ...hide({ title: title[lang], body: text[lang], path }) };
    }
    const found = await proposalsOf(services, { workspaceId, memberId, deliveries: asked.deliveries });
    const [lead] = found;
    if (lead === undefined) return asked.news ? { ...around, ...hide(published(lang, company)) } : null;
    if (asked.topic.name === "notice/digest") return { ...around, ...hide(summed(lang, company, found.length)) };
    const network = services.nodes.networks.get(lead.network)?.card.title ?? lead.network;
    const others = found.length - 1;
    const body =
      lang === "fr"
        ? `${first(name)}, un post est prêt pour ${network}.${others > 0 ? ` Et ${others} de plus.` : ""} Rien ne part sans vous.`
        : `${first(name)}, a post is ready for ${network}.${others > 0 ? ` And ${others} more.` : ""} Nothing leaves without you.`;
    const path = new URL(await addressOf(services, { workspaceId, member: memberId }, lead)).pathname;
    return { ...around, ...hide({ title: lead.title, body, path }) };
  };

type Words = Pick<Shown, "title" | "body" | "path">;
/** What a locked screen may say in company. */
const hidden = (lang: Language, company: string, { path }: Words): Omit<Words, "path"> => ({
  title: company,
  body: path.startsWith("/p/")
    ? { en: "A post is ready.", fr: "Un post est prêt." }[lang]
    : { en: "Something waits for you.", fr: "Quelque chose vous attend." }[lang],
});
const published = (lang: Language, company: string): Words => ({
  title: lang === "fr" ? `Cette semaine chez ${company}` : `This week at ${company}`,
  body: lang === "fr" ? "Ce qui a été publié, dans votre e-mail." : "What was published, in your mail.",
  path: "/",
});
const summed = (lang: Language, company: string, count: number): Words => ({
  title: company,
  body:
    lang === "fr"
      ? `${count === 1 ? "Un post est prêt" : `${count} posts sont prêts`}. Rien ne part sans vous.`
      : `${count === 1 ? "A post is ready" : `${count} posts are ready`}. Nothing leaves without you.`,
  path: "/",
});
