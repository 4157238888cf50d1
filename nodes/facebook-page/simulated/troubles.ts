import { z } from "zod";
import { html, page as markupPage, preferredLanguage } from "#engine/markup.ts";
import type { Journal, SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import type { Language, Text } from "#engine/text.ts";
import { mostPages, type Page } from "./pages.ts";
import { switches, switchNames, type SwitchName } from "./switches.ts";

const metrics = ["post_total_media_view_unique", "post_reactions_by_type_total", "post_clicks"] as const;

/** How Facebook and the app are just now. `development`: the app is not live; `proof`: each call has to show the app's secret; `heavy`: no listing above six rows; `retired`: a metric that ended; `crowd`: further pages of the company’s portfolio. */
const Weather = z.strictObject({
  development: z.boolean(),
  proof: z.boolean().default(false),
  heavy: z.boolean(),
  retired: z.enum(metrics).nullable(),
  crowd: z.int().min(0).max(mostPages),
});
export type Weather = z.infer<typeof Weather>;

export const TroubleEntry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("page"), page: z.string(), trouble: z.enum(switchNames).nullable() }),
  z.strictObject({ kind: z.literal("weather"), weather: Weather }),
]);
type Entry = z.infer<typeof TroubleEntry>;

export type Troubles = ReturnType<typeof createTroubles>;

/** What goes wrong at the simulated Facebook, switched on and off by hand on a page of its own. */
export function createTroubles({ base, journal }: Pick<Stage, "base" | "journal">, pages: () => readonly Page[]) {
  const on = new Map<string, SwitchName>();
  let weather: Weather = { development: false, proof: false, heavy: false, retired: null, crowd: 0 };
  function replay(entry: Entry): void {
    if (entry.kind === "weather") weather = entry.weather;
    else if (entry.trouble === null) on.delete(entry.page);
    else on.set(entry.page, entry.trouble);
  }
  const kept: Journal<Entry> = journal("troubles", {
    parse: (value) => TroubleEntry.parse(value),
    replay,
    snapshot: () => [
      { kind: "weather", weather },
      ...[...on].map(([page, trouble]): Entry => ({ kind: "page", page, trouble })),
    ],
  });
  function record(entry: Entry): void {
    kept.append(entry);
    replay(entry);
  }

  function show(language: Language): SimulatorReply {
    const say = (text: Text): string => text[language];
    const options = [null, ...switchNames].map(
      (name) =>
        html`<option value="${name ?? ""}">${name === null ? say(words.none) : say(switches[name].title)}</option>`,
    );
    const listed = pages().filter(({ id }) => on.has(id));
    const body = html`<div class="column">
      <header>
        <h1>${say(words.title)}</h1>
        <p>${say(words.intro)}</p>
      </header>
      <main>
        <form method="post" action="${base}/troubles" class="card">
          <label
            >${say(words.page)}
            <select name="page">
              ${pages().map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
            </select></label
          >
          <label
            >${say(words.trouble)}
            <select name="trouble">
              ${options}
            </select></label
          >
          <button>${say(words.set)}</button>
          <ul>
            ${listed.map(({ id, name }) => html`<li>${name}: ${say(switches[on.get(id)!].title)}</li>`)}
          </ul>
        </form>
        <form method="post" action="${base}/troubles" class="card">
          <input type="hidden" name="weather" value="1" />
          ${tick("development", say(words.development), weather.development)}
          ${tick("proof", say(words.proof), weather.proof)} ${tick("heavy", say(words.heavy), weather.heavy)}
          <label
            >${say(words.retired)}
            <select name="retired">
              ${["", ...metrics].map(
                (name) =>
                  html`<option value="${name}" ${name === (weather.retired ?? "") ? html`selected` : null}>
                    ${name === "" ? say(words.none) : name}
                  </option>`,
              )}
            </select></label
          >
          <label
            >${say(words.crowd)} <input name="crowd" type="number" min="0" max="${mostPages}" value="${weather.crowd}"
          /></label>
          <button>${say(words.set)}</button>
        </form>
      </main>
    </div>`;
    return markupPage({ title: say(words.title), stylesheet: `${base}/style.css`, body, language });
  }

  function change(form: URLSearchParams): boolean {
    const entry = TroubleEntry.safeParse(
      form.has("weather")
        ? {
            kind: "weather",
            weather: {
              development: form.has("development"),
              proof: form.has("proof"),
              heavy: form.has("heavy"),
              retired: form.get("retired") || null,
              crowd: Number(form.get("crowd") ?? "0"),
            },
          }
        : { kind: "page", page: form.get("page"), trouble: form.get("trouble") || null },
    );
    if (entry.success) record(entry.data);
    return entry.success;
  }

  return {
    weather: (): Weather => weather,
    /** What a page's calls meet; null where all is well. */
    of: (page: string, deed: "posting" | "uploading" | "reading"): (typeof switches)[SwitchName] | null => {
      const name = on.get(page);
      const found = name === undefined ? null : switches[name];
      return found === null || (found.on !== "everything" && found.on !== deed) ? null : found;
    },
    serve: (request: SimulatorRequest): SimulatorReply => {
      if (request.method !== "POST") return show(preferredLanguage(request.headers["accept-language"]));
      if (!change(new URLSearchParams(request.body))) return { status: 400, body: "?" };
      return { status: 303, headers: { location: `${base}/troubles` } };
    },
  };
}

const tick = (name: string, label: string, checked: boolean) =>
  html`<label><input type="checkbox" name="${name}" value="1" ${checked ? html`checked` : null} /> ${label}</label>`;

const words = {
  title: { en: "What goes wrong at Facebook", fr: "Ce qui ne va pas chez Facebook" },
  intro: {
    en: "For trials and training: choose a page and what its calls meet, as long as you leave it switched on.",
    fr: "Pour les essais et la formation : choisissez une page et ce que rencontrent ses appels, tant que c’est activé.",
  },
  page: { en: "Page", fr: "Page" },
  trouble: { en: "Trouble", fr: "Incident" },
  none: { en: "none", fr: "aucun" },
  set: { en: "Set", fr: "Appliquer" },
  development: { en: "The app is in development, not live", fr: "L’application est en développement, pas en ligne" },
  proof: {
    en: "Each call has to show the app’s secret (error 100)",
    fr: "Chaque appel doit prouver le secret de l’application (erreur 100)",
  },
  heavy: { en: "Long lists are refused (error 1)", fr: "Les longues listes sont refusées (erreur 1)" },
  retired: { en: "Retired metric", fr: "Mesure supprimée" },
  crowd: { en: "Further pages of the portfolio", fr: "Pages de plus dans le portefeuille" },
} satisfies Record<string, Text>;
