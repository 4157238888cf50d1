import { setTimeout as pause } from "node:timers/promises";
import PostalMime from "postal-mime";
import type { Page } from "playwright-core";
import type { Product } from "../browser/product.ts";
import { words as linked } from "#server/notices/page/words.ts";
import type { MailServer } from "../mail/server.ts";
import { type Eyes, type Found, openEyes, type Scene } from "./eyes.ts";
import { within } from "./wait.ts";

const home = "atelier-lumen.example";
/** The demo's people, by what they are here for. Who must not be changed for the next chapter is somebody new (`invite`, `joined`). */
const people = {
  admin: `admin@${home}`,
  manager: `camille.durand@${home}`,
  hugo: `hugo.bernard@${home}`,
  lea: `lea.martin@${home}`,
  ines: `ines.moreau@${home}`,
  noah: `noah.petit@${home}`,
} as const;
/** One of the demo's people, anybody by their address, or nobody who is signed in. */
type Who = keyof typeof people | Address | null;
type Address = `${string}@${string}`;

/** What the demo's company calls its topics and teams, whoever reads. */
const called = ["Emploi", "Design", "Projets", "Coulisses", "Agenda", "Création", "Études"];

export type Letter = { subject: string; html: string; text: string };
export type Invited = {
  name: string;
  email: Address;
  /** Opens the page of their invitation. */
  link: string;
};

/** Where a chapter plays: the demo, its mails, and as many people as it needs. */
export type Stage = Eyes & {
  product: Product;
  /** A window of 390 px that is touched, signed in as somebody; of nobody: null. Two of one person are two devices. */
  phone: (who: Who) => Promise<Page>;
  desk: (who: Who) => Promise<Page>;
  /** A call of the API as whoever's window it is. */
  ask: Product["ask"];
  /** The next mail to this address that no chapter has read; `about`: the next whose subject says so. Waits up to 90 s. */
  letter: (to: string, about?: RegExp) => Promise<Letter>;
  /** Shows a mail in a phone's window and taps its first link to this place ("/join/"). */
  tapIn: (page: Page, letter: Letter, place: string) => Promise<void>;
  /** Somebody new whom the administrator invites, in the language of the stage; their invitation is on its way by mail. */
  invite: (as?: { name?: string; words?: string }) => Promise<Invited>;
  /** Somebody new who came in, accepted the charter and connected these accounts, at any hour reachable by mail: on their phone, at the start page. */
  joined: (as?: { name?: string; networks?: readonly string[] }) => Promise<Invited & { page: Page }>;
  /** Says yes on the page of a simulated network, as somebody new there. */
  allow: (page: Page, name: string) => Promise<void>;
  /** Lets notices come at any hour, as they would by day. */
  anytime: (page: Page) => Promise<void>;
  /** What the page of a mailed proposal says ("publish", "undo"). */
  said: (word: keyof typeof linked) => string;
  /** One statement in the demo's database, for what else only time would bring. */
  sql: Product["sql"];
  /** What the company has to say, through a live map, to its ambassadors: each who follows these topics (none: everybody) is asked. */
  news: (item: {
    title: string;
    link?: string;
    topics?: readonly string[];
    /** With so many pictures, of which posts show the first. */
    pictures?: number;
  }) => Promise<void>;
  /** The window that was opened last. */
  lastPage: () => Page | undefined;
  leave: () => Promise<void>;
};

/** Milliseconds that a page may take to do what it should, on a machine that has its hands full. */
const patience = 60_000;
/** So that nobody is met twice in one house. */
let count = 0;

/** Who is quicker than people are is told to wait some seconds, and does. */
async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await call();
    } catch (error) {
      const seconds = /too_many.*"seconds":(\d+)/su.exec(String(error))?.[1];
      if (seconds === undefined || turn === 4) throw error;
      await pause((Number(seconds) + 1) * 1000);
    }
  }
}

export function openStage(
  {
    product,
    server,
    read,
    album,
  }: { product: Product; server: MailServer; read: Set<MailServer["mails"][number]>; album: string },
  scene: Scene,
  found: Found,
): Stage {
  const { language } = scene;
  const windows: Page[] = [];
  const ask: Product["ask"] = (...what) => patiently(() => product.ask(...what));
  const eyes = openEyes(scene, found, () => Promise.resolve(called));

  const open = async (who: Who, phone: boolean): Promise<Page> => {
    const email = who === null || who.includes("@") ? who : people[who as keyof typeof people];
    const page = await patiently(() => product.window(email, { language, phone }));
    // How quick it is is another journey's matter (ambassador.ts).
    page.context().setDefaultTimeout(patience);
    windows.push(page);
    return page;
  };
  const desks = new Map<"admin" | "manager", Promise<Page>>();
  /** A desk at which nobody looks. */
  const behind = (who: "admin" | "manager"): Promise<Page> => {
    const page = desks.get(who) ?? open(who, false);
    desks.set(who, page);
    return page;
  };

  const invite: Stage["invite"] = async ({ name = "Zoé Lambert", words } = {}) => {
    count += 1;
    const email = `nouvelle-${count}@${home}` as const;
    const body = { name, email, role: "ambassador", language, ...(words === undefined ? {} : { words }) };
    const { link } = await ask<{ link: string }>(await behind("admin"), "POST", "/api/members", body);
    return { name, email, link };
  };

  const allow: Stage["allow"] = async (page, name) => {
    await page.waitForURL((url) => url.port !== new URL(product.address).port);
    await page.getByLabel(language === "fr" ? "Prénom et nom" : "First and last name").fill(name);
    await page.locator("button[value=allow]").click();
    await page.waitForURL((url) => url.port === new URL(product.address).port);
  };

  const anytime: Stage["anytime"] = async (page) => {
    const { wishes } = await ask<{ wishes: object }>(page, "GET", "/api/me/notices");
    const wanted = { ...wishes, daysOff: [], quietFrom: null, quietTo: null, proposals: "now", budget: 21 };
    await ask(page, "PUT", "/api/me/notices", wanted);
  };

  const connect = async (page: Page, network: string, name: string): Promise<void> => {
    type Network = { name: string; federated: boolean; defaultServer: string };
    const { rows } = await ask<{ rows: Network[] }>(page, "GET", "/api/networks");
    const { federated = false, defaultServer: server = "" } = rows.find((row) => row.name === network) ?? {};
    const wanted = { network, ...(federated ? { server } : {}) };
    const begun = await ask<{ kind: string; url?: string }>(page, "POST", "/api/connect", wanted);
    if (begun.url === undefined) throw new Error(`${network} is connected without a page of its own`);
    await page.goto(begun.url);
    await allow(page, name);
  };

  /** The address of a live map that puts what comes before ambassadors; one for each choice of topics. */
  const maps = new Map<string, Promise<string>>();
  const draw = async (topics: readonly string[]): Promise<string> => {
    const manager = await behind("manager");
    count += 1;
    const config = { name: `journey ${count}`, proof: "address", secret: null };
    const { url } = await ask<{ url: string }>(manager, "POST", "/api/sources/address", { type: "webhook-in", config });
    const step = (id: string, type: string, settings: object, version: number) => ({
      ...{ id, type, version, config: settings },
      position: { x: 0, y: 0 },
    });
    const name = `${language === "fr" ? "Nouvelles" : "News"} ${count}`;
    const nodes = [step("in", "webhook-in", config, 1), step("people", "ambassadors", { topics, pictures: "with" }, 2)];
    const edges = [{ id: "w", from: { node: "in", port: "out" }, to: { node: "people", port: "in" } }];
    const schedule = { kind: "interval", minutes: 15 };
    const document = { schema: 1, name, nodes, edges, schedule, first: { kind: "newest", count: 1 } };
    const map = await ask<{ id: string; revision: number }>(manager, "POST", "/api/maps", { name, document });
    await ask(manager, "POST", `/api/maps/${map.id}/publish`, { revision: map.revision });
    return url;
  };

  return {
    ...eyes,
    product,
    ask,
    phone: (who) => open(who, true),
    desk: (who) => open(who, false),
    letter: (to, about = /(?:)/u) =>
      within(async () => {
        for (const mail of server.mails) {
          if (mail.to !== to || read.has(mail)) continue;
          const { subject = "", html = "", text = "" } = await PostalMime.parse(mail.raw);
          if (!about.test(subject)) continue;
          read.add(mail);
          return { subject, html, text };
        }
        return null;
      }, 90_000),
    tapIn: async (page, { html }, place) => {
      await page.goto("about:blank");
      await page.setContent(html.replaceAll(' target="_blank"', ""));
      await page.locator(`a[href*="${place}"]`).first().tap();
    },
    invite,
    allow,
    anytime,
    said: (word) => linked[word][language],
    sql: product.sql,
    joined: async ({ name, networks = ["mastodon"] } = {}) => {
      const invited = await invite(name === undefined ? {} : { name });
      const page = await open(null, true);
      const token = new URL(invited.link).pathname.replace("/join/", "");
      await ask(page, "POST", "/api/join/accept", { token });
      await ask(page, "PATCH", "/api/me", { language });
      const { current } = await ask<{ current: { number: number } | null }>(page, "GET", "/api/charter");
      if (current !== null) await ask(page, "POST", "/api/charter/accept", { number: current.number, language });
      for (const network of networks) await connect(page, network, `${invited.name} ${count}`);
      await ask(page, "PUT", "/api/me/welcome", { step: null });
      await anytime(page);
      await page.goto(product.address);
      return { ...invited, page };
    },
    news: async ({ title, link, topics = [], pictures = 0 }) => {
      const key = topics.join(",");
      const place = maps.get(key) ?? draw(topics);
      maps.set(key, place);
      const images = Array.from({ length: pictures }, (_, at) => ({
        url: `${album}/${at}.jpg`,
        alt: `${title}, ${at + 1}`,
      }));
      const item = { title, text: title, images, ...(link === undefined ? {} : { link }) };
      const to = await place;
      await patiently(async () => {
        const headers = { "content-type": "application/json" };
        const answer = await fetch(to, { method: "POST", headers, body: JSON.stringify(item) });
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      });
    },
    lastPage: () => windows.findLast((page) => !page.isClosed()),
    leave: async () => void (await Promise.all(windows.map((page) => page.context().close()))),
  };
}
