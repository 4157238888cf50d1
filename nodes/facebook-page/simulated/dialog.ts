import { html, page as markupPage, preferredLanguage, type Markup } from "#engine/markup.ts";
import { avatar } from "#engine/simulator/site.ts";
import type { SimulatorReply, Stage } from "#engine/simulator.ts";
import type { Text } from "#engine/text.ts";
import { managedBy } from "./pages.ts";

/** People for whom the stylesheet hides what is another's; above them all lists are shown. */
export const apart = 8;

const carried = [
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "response_type",
  "code_challenge",
  "code_challenge_method",
];

/** The scopes asked for: with commas between them, as Facebook has it. */
export const scopesOf = (form: URLSearchParams): string[] =>
  (form.get("scope") ?? "").split(",").filter((scope) => scope !== "");

/** Facebook's own page: who are you, which of your pages may the app have, and what may it do there? */
export function dialogPage({
  stage,
  form,
  path,
  crowd,
  language: accepted,
}: {
  stage: Stage;
  form: URLSearchParams;
  path: string;
  crowd: number;
  language: string | undefined;
}): SimulatorReply {
  const language = preferredLanguage(accepted);
  const say = (text: Text): string => text[language];
  const person = (index: number): Markup => {
    const { handle, name } = stage.people[index]!;
    return html`<label class="row"
      ><input type="radio" name="person" value="${handle}" class="who${index}" ${index === 0 ? html`checked` : null} />
      ${avatar(index, name)}<b>${name}</b></label
    >`;
  };
  const pages = (index: number): Markup =>
    html`<fieldset class="of${index}">
      <legend>${say(words.pages)}</legend>
      ${managedBy(stage.people[index]!.handle, crowd).map(
        ({ page }) =>
          html`<label class="row"
            ><input type="checkbox" name="page" value="${page.id}" checked />
            <span><b>${page.name}</b><br /><small>${page.id}</small></span></label
          >`,
      )}
    </fieldset>`;
  const scopes = scopesOf(form).map(
    (scope) =>
      html`<label class="row"
        ><input type="checkbox" name="permission" value="${scope}" checked />
        <span>${say(abilities[scope] ?? { en: scope, fr: scope })}<br /><small>${scope}</small></span></label
      >`,
  );
  const indices = stage.people.map((_, index) => index);
  const body = html`<main class="card dialog">
    <p class="brand">facebook <span>${say(words.simulated)}</span></p>
    <h1>${say(words.asks)}</h1>
    <form method="post" action="${stage.base + path}">
      ${carried.flatMap((name) =>
        form.has(name) ? [html`<input type="hidden" name="${name}" value="${form.get(name) ?? ""}" />`] : [],
      )}
      <fieldset>
        <legend>${say(words.who)}</legend>
        ${indices.map(person)}
      </fieldset>
      ${indices.map(pages)}
      <fieldset>
        <legend>${say(words.able)}</legend>
        ${scopes}
      </fieldset>
      <div class="buttons">
        <button name="decision" value="chosen">${say(words.go)}</button
        ><button name="decision" value="deny" class="quiet">${say(words.cancel)}</button>
      </div>
    </form>
  </main>`;
  const target = URL.parse(form.get("redirect_uri") ?? "")?.origin;
  return markupPage({
    title: `Facebook — ${say(words.title)}`,
    stylesheet: `${stage.base}/style.css`,
    body,
    language,
    formTargets: target === undefined ? [] : [target],
  });
}

export function refusalPage(base: string, problem: Text, accepted: string | undefined): SimulatorReply {
  const language = preferredLanguage(accepted);
  const body = html`<main class="card dialog">
    <h1>Facebook</h1>
    <p role="alert">${problem[language]}</p>
  </main>`;
  return markupPage({ title: "Facebook", stylesheet: `${base}/style.css`, body, status: 400, language });
}

const words = {
  simulated: { en: "simulated", fr: "simulé" },
  title: { en: "log in", fr: "connexion" },
  asks: { en: "Relaymap would like to manage pages of yours", fr: "Relaymap souhaite gérer certaines de vos pages" },
  who: { en: "Continue as…", fr: "Continuer en tant que…" },
  pages: { en: "Which pages may Relaymap use?", fr: "Quelles pages Relaymap peut-il utiliser ?" },
  able: { en: "What may Relaymap do?", fr: "Que peut faire Relaymap ?" },
  go: { en: "Continue", fr: "Continuer" },
  cancel: { en: "Cancel", fr: "Annuler" },
} satisfies Record<string, Text>;

const abilities: Record<string, Text> = {
  pages_show_list: { en: "Show a list of the Pages you manage", fr: "Afficher la liste des Pages que vous gérez" },
  pages_manage_posts: { en: "Create and manage content on your Page", fr: "Créer et gérer le contenu de votre Page" },
  pages_read_engagement: { en: "Read content posted on the Page", fr: "Lire le contenu publié sur la Page" },
  business_management: { en: "Manage your business", fr: "Gérer votre entreprise" },
  read_insights: { en: "Access your Page’s insights", fr: "Accéder aux statistiques de votre Page" },
};
