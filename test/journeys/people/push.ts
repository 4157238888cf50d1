import { openWorker } from "../../browser/worker.ts";
import type { Invited, Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

/**
 * From a notice on the phone to a post that is out. The worker is the product's own; the push comes through DevTools with what the server would say, whose
 * way to a push service and back is proven against one of RFC 8030 (test/notices/push.test.ts).
 */
export async function run(stage: Stage): Promise<void> {
  const { t, look, ask, product, language } = stage;
  const french = language === "fr";
  const { page, email } = await stage.joined({ networks: ["x"] });
  await page.goto(`${product.address}/notices`);
  await page.getByText(t("notices.plain")).waitFor();
  await look(page, "push-1-my-notices");
  await page.getByRole("switch", { name: t("notices.plain") }).tap({ force: true });
  await page.getByRole("button", { name: t("action.save") }).tap();
  await page.getByText(t("notices.saved")).waitFor();
  const { wishes } = await ask<{ wishes: { plain: boolean } }>(page, "GET", "/api/me/notices");
  if (!wishes.plain) stage.wrong("what a locked screen shows was not kept");

  const title = french ? "La grue du port tourne à l’aube" : "The harbour crane turns at dawn";
  await stage.news({ title });
  // The link of a notice is that of the mail: one page for this proposal and this person.
  const letter = await stage.letter(email, /\?$/u);
  const path = /href="[^"]*(\/p\/[\w-]+)/u.exec(letter.html)?.[1];
  if (path === undefined) throw new Error("the mail has no link to its proposal");

  const worker = await openWorker(page);
  const words = french
    ? { title: "Atelier Lumen", body: "Un post est prêt.", see: "Voir", later: "Plus tard", lang: "fr" }
    : { title: "Atelier Lumen", body: "A post is ready.", see: "See", later: "Later", lang: "en" };
  const shown = await worker.deliver(JSON.stringify({ ...words, path, tag: "proposal" }));
  if (shown.title !== words.title || shown.options.data.path !== path) stage.wrong("the notice shows something else");
  await worker.tap("later", path);
  if ((await worker.opened()).length > 0) stage.wrong("“Later” opened something");
  await worker.tap("", path);
  const [opened = ""] = await worker.opened();

  await page.goto(`${product.address}${opened}`);
  const publish = page.getByRole("button", { name: stage.said("publish"), exact: true });
  await publish.waitFor();
  await look(page, "push-2-proposal");
  await publish.tap();
  await page.getByRole("button", { name: stage.said("undo"), exact: true }).waitFor();
  await look(page, "push-3-leaves");
  type Rows = { rows: { text: string }[] };
  await within(async () => {
    const { rows } = await ask<Rows>(page, "GET", "/api/deliveries?state=published");
    return rows.some(({ text }) => text.includes(title));
  }, 60_000);

  await withoutPush(stage, email);
  await devices(stage);
}

/** A phone that has no push is told so, with what reaches it all the same, and meets no button that could not work. */
async function withoutPush({ t, product, phone, look, wrong }: Stage, email: Invited["email"]): Promise<void> {
  const page = await phone(email);
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "PushManager"));
  await page.goto(`${product.address}/notices`);
  await page.getByText(t("notices.reach.never")).waitFor();
  if ((await page.getByRole("button", { name: t("notices.pushOn") }).count()) > 0)
    wrong("a browser without push is offered to turn it on");
  await page.getByText(t("notices.reach.never")).scrollIntoViewIfNeeded();
  await look(page, "push-4-no-push");
}

/** This browser is turned on, known anew at each start, also under other keys of the server, and forgotten with its person's session. */
async function devices({ t, ask, product, phone, desk, joined, wrong }: Stage): Promise<void> {
  const { page, email } = await joined({ networks: ["x"] });
  await page.context().grantPermissions(["notifications"], { origin: product.address });
  await page.addInitScript(pretend);
  await page.goto(`${product.address}/notices`);
  await page.getByRole("button", { name: t("notices.pushOn") }).tap();
  await page.getByText(t("notices.here")).waitFor();
  type Devices = { key: string; rows: { id: string; seenAt: string }[] };
  const read = (from = page) => ask<Devices>(from, "GET", "/api/me/devices");
  const before = await read();
  const admin = await desk("admin");
  await ask(admin, "POST", "/api/push/keys", {});
  if ((await read()).rows.length > 0) wrong("under new keys old subscriptions are still written to");
  // The next start, on whatever page, subscribes anew by itself.
  await page.goto(`${product.address}/`);
  const after = await within(async () => {
    const found = await read();
    return found.rows.length > 0 ? found : null;
  });
  if (after.key === before.key || after.rows.length !== 1) wrong("the browser did not subscribe anew");

  await page.goto(`${product.address}/me`);
  await page.getByRole("button", { name: /^(?:Menu of|Menu de)/u }).tap();
  await page.getByRole("menuitem", { name: t("user.signOut") }).tap();
  await page.waitForURL(/\/sign-in/u);
  if (await page.evaluate(() => localStorage.getItem("pretended.push") !== null))
    wrong("signing out left the subscription");
  if ((await read(await phone(email))).rows.length > 0) wrong("signing out left the device with the server");
}

/** A browser without a screen has no push service: one that keeps its subscription, and refuses other keys beside it as they all do. */
function pretend(): void {
  const place = "pretended.push";
  type Kept = { key: string; endpoint: string; p256dh: string; auth: string };
  const text = (bytes: ArrayBuffer | Uint8Array): string =>
    btoa(String.fromCodePoint(...new Uint8Array(bytes)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
  const read = (): Kept | null => JSON.parse(localStorage.getItem(place) ?? "null") as Kept | null;
  const made = ({ key, endpoint, p256dh, auth }: Kept) => ({
    endpoint,
    options: { applicationServerKey: Uint8Array.from(atob(key), (sign) => sign.codePointAt(0) ?? 0).buffer },
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: async () => {
      localStorage.removeItem(place);
      return true;
    },
  });
  const manager = PushManager.prototype as unknown as Record<string, unknown>;
  manager["getSubscription"] = async () => {
    const kept = read();
    return kept && made(kept);
  };
  manager["subscribe"] = async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
    const key = btoa(String.fromCodePoint(...applicationServerKey));
    const kept = read();
    if (kept !== null && kept.key !== key) throw new DOMException("other keys", "InvalidStateError");
    const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const fresh: Kept = {
      key,
      endpoint: `https://push.example/${crypto.randomUUID()}`,
      p256dh: text(await crypto.subtle.exportKey("raw", pair.publicKey)),
      auth: text(crypto.getRandomValues(new Uint8Array(16))),
    };
    localStorage.setItem(place, JSON.stringify(fresh));
    return made(fresh);
  };
}
