import process from "node:process";

type Workload = { feeds: number; items: number; kept: number; accounts: number; bytes: number };
const whole: Workload = { feeds: 200, items: 50, kept: 2637, accounts: 20, bytes: 19_400_000 };
const tenth: Workload = { ...whole, feeds: 20, kept: 264, bytes: 1_940_000 };

/**
 * W1: 200 feeds × 50 items, 19.4 MB; 26.37 % of the items hold the word that the map looks for; 20 accounts; so 52,740 posts. Small
 * (`W1_SMALL`, for all of the bench's processes): a tenth of the feeds. The same bytes in every run: nothing here is random.
 */
export const workload: Workload = process.env["W1_SMALL"] === "1" ? tenth : whole;
/** Feeds that have one new item in the third cycle. */
export const growing = Math.ceil(workload.feeds / 100);
/** Milliseconds after which the sink answers. */
export const answerAfter = 5;
export const keyword = "recrutement";
export const tokenOf = (account: number): string => `token-of-account-${account}`;

const total = workload.feeds * workload.items;
const vocabulary =
  "atelier lumière ville gare pont jardin musée verre acier projet équipe chantier dessin couleur ombre rivage marché école théâtre archive voyage saison matière énergie réseau quartier façade lampe recherche mesure".split(
    " ",
  );

/** Whether the item with this number over all feeds is one that the map keeps: 2,637 of 10,000, evenly spread. */
export const isKept = (item: number): boolean =>
  Math.floor(((item + 1) * workload.kept) / total) > Math.floor((item * workload.kept) / total);

/** Words that are the same for the same seed. */
function words(seed: number, count: number): string {
  let state = (seed * 2_654_435_761) >>> 0;
  const list: string[] = [];
  for (let index = 0; index < count; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    list.push(vocabulary[state % vocabulary.length]!);
  }
  return list.join(" ");
}

export const titleOf = (item: number): string =>
  `${isKept(item) ? "Recrutement" : "Actualité"} ${item} : ${words(item, 7)}`;
export const linkOf = (item: number): string => `https://news.example/articles/${item}`;

/** An item of about 1.9 kB, as feeds have them. */
function itemXml(item: number, at: number): string {
  const size = Math.floor(workload.bytes / total) - 330;
  const text = words(item + 7_777_777, 400).slice(0, size - 30);
  return `<item><title>${titleOf(item)}</title><link>${linkOf(item)}</link><guid isPermaLink="false">urn:w1:${item}</guid><pubDate>${new Date(at).toUTCString()}</pubDate><category>w1</category><description><![CDATA[<p>${text}</p>]]></description></item>\n`;
}

const began = Date.UTC(2026, 0, 1);

/** Feed `feed` with `extra` more items than at first, newest first. Extra items are kept ones, numbered from 1,000,000 on. */
export function feedXml(feed: number, extra = 0): string {
  const own = Array.from({ length: workload.items }, (_, index) => feed * workload.items + workload.items - 1 - index);
  const list = own.map((item) => itemXml(item, began + item * 60_000));
  const later = Array.from({ length: extra }, (_, index) => extraXml(feed, extra - 1 - index));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>W1 feed ${feed}</title><link>https://news.example/${feed}</link><description>Bench</description>\n${later.join("")}${list.join("")}</channel></rss>\n`;
}

function extraXml(feed: number, index: number): string {
  const number = 1_000_000 + feed * 100 + index;
  return `<item><title>Recrutement ${number} : ${words(number, 7)}</title><link>${linkOf(number)}</link><guid isPermaLink="false">urn:w1:${number}</guid><pubDate>${new Date(began + 90 * 86_400_000 + number).toUTCString()}</pubDate><description>Nouveau</description></item>\n`;
}
