import { html, page, preferredLanguage } from "#engine/markup.ts";
import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import type { Text } from "#engine/text.ts";
import type { Fault } from "./http.ts";

type Trouble = { name: string; title: Text; fault: Fault };

const json = { "content-type": "application/json" };
const answer = (status: number, error: string, headers: Record<string, string> = {}): Fault => ({
  kind: "answer",
  accept: false,
  status,
  headers: { ...json, ...headers },
  body: JSON.stringify({ error }),
});

/** What can be wrong with a network, to be tried in the demo: what becomes of posts then, and what people read. */
const troubles: readonly Trouble[] = [
  { name: "", title: { en: "works", fr: "fonctionne" }, fault: { kind: "none" } },
  { name: "down", title: { en: "is down (503)", fr: "est en panne (503)" }, fault: answer(503, "unavailable") },
  {
    name: "slow",
    title: { en: "is slow (5 seconds)", fr: "est lent (5 secondes)" },
    fault: { kind: "none", latency: 5000 },
  },
  {
    name: "limited",
    title: { en: "has had enough (429, one minute)", fr: "limite les appels (429, une minute)" },
    fault: answer(429, "too many requests", { "retry-after": "60" }),
  },
  {
    name: "lost",
    title: { en: "takes posts, and its answers get lost", fr: "prend les messages, ses réponses se perdent" },
    fault: { kind: "cut", when: "accepted" },
  },
  { name: "cut", title: { en: "cannot be reached", fr: "est injoignable" }, fault: { kind: "cut", when: "request" } },
  {
    name: "refuses",
    title: { en: "knows no permission any more (401)", fr: "ne reconnaît plus aucune autorisation (401)" },
    fault: answer(401, "invalid_token"),
  },
];

const words = {
  title: { en: "Simulated networks", fr: "Réseaux simulés" },
  text: {
    en: "Local stand-ins. Nothing here reaches a real network.",
    fr: "Des doublures locales. Rien ici n’atteint un vrai réseau.",
  },
  what: {
    en: "What if one of them fails? Choose it here, and watch what Relaymap does. A start sets all of them right again.",
    fr: "Et si l’un d’eux tombe en panne ? Choisissez-le ici, et regardez ce que fait Relaymap. Un redémarrage les remet tous en état.",
  },
  read: { en: "read", fr: "lire" },
  set: { en: "Set", fr: "Régler" },
} satisfies Record<string, Text>;

/** The front page: where to read what was published, and what is wrong with each network. */
export function createTrouble() {
  const chosen = new Map<string, Trouble>();

  function front(request: SimulatorRequest, networks: readonly string[]): SimulatorReply {
    const language = preferredLanguage(request.headers["accept-language"]);
    const say = (key: keyof typeof words): string => words[key][language];
    const list = networks.map((network) => {
      const now = chosen.get(network)?.name ?? "";
      const options = troubles.map(
        ({ name, title }) =>
          html`<option value="${name}" ${name === now ? html` selected` : null}>${title[language]}</option>`,
      );
      return html`<li>
        <form method="post" action="/">
          <a href="/${network}/">${network}</a>
          <input type="hidden" name="network" value="${network}" />
          <select name="trouble" aria-label="${network}">
            ${options}
          </select>
          <button type="submit">${say("set")}</button>
        </form>
      </li>`;
    });
    const body = html`<main class="card">
      <h1>${say("title")}</h1>
      <p>${say("text")}</p>
      <p>${say("what")}</p>
      <ul>
        ${list}
      </ul>
    </main>`;
    return page({ title: say("title"), stylesheet: `/${networks[0] ?? ""}/style.css`, body, language });
  }

  return {
    /** What a request to a network meets. People's own pages stay readable, so that they see what arrived. */
    faultOf: (network: string, { method, headers }: SimulatorRequest): Fault | undefined =>
      method === "GET" && (headers["accept"] ?? "").includes("text/html") ? undefined : chosen.get(network)?.fault,
    page: (request: SimulatorRequest, networks: readonly string[]): SimulatorReply => {
      if (request.method !== "POST") return front(request, networks);
      // Other sites' forms do not reach this.
      const { host, origin } = request.headers;
      if (origin !== undefined && URL.parse(origin)?.host !== host) return { status: 403 };
      const form = new URLSearchParams(request.body);
      const trouble = troubles.find(({ name }) => name === form.get("trouble"));
      const network = form.get("network") ?? "";
      if (trouble === undefined || !networks.includes(network)) return { status: 400 };
      chosen.set(network, trouble);
      return { status: 303, headers: { location: "/", "cache-control": "no-store" } };
    },
  };
}
