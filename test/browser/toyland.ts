const way = (name: string, en: string, fr: string, more: object) => ({
  name,
  title: { en, fr },
  help: { en: `What ${en.toLowerCase()} are for.`, fr: `À quoi servent les ${fr.toLowerCase()}.` },
  way: "oauth",
  ready: true,
  app: {
    setUp: { en: `Make an app for ${en.toLowerCase()}.`, fr: `Créez une application pour les ${fr.toLowerCase()}.` },
  },
  page: null,
  ...more,
});
/** A network that nobody has, with two ways to connect, as the server tells it. */
export const toyland = (ready: { people: boolean; pages: boolean }) => ({
  name: "toyland",
  title: "Toyland",
  federated: false,
  ready: ready.people || ready.pages,
  simulated: false,
  maxLength: 100,
  publishes: true,
  readings: "none",
  attest: null,
  share: null,
  version: null,
  sources: null,
  defaultServer: "",
  connections: [
    way("people", "People", "Personnes", { kinds: ["person"], ready: ready.people }),
    way("pages", "Pages", "Pages d’entreprise", { kinds: ["page"], ready: ready.pages }),
  ],
});

/** What its pages say. */
export const words = {
  en: {
    mine: "Connect an account",
    company: "Connect a company account",
    what: "What would you like to connect?",
    people: /^People/,
    pages: /^Pages/,
    go: "Go to Toyland",
    missing: /not set up yet/,
    enter: "Enter the app for Pages",
    id: "Client id",
    save: "Save",
    text: "Make an app for pages.",
  },
  fr: {
    mine: "Connecter un compte",
    company: "Connecter un compte d’entreprise",
    what: "Que souhaitez-vous connecter ?",
    people: /^Personnes/,
    pages: /^Pages/,
    go: "Aller sur Toyland",
    missing: /pas encore configuré/,
    enter: "Saisir l’application pour Pages d’entreprise",
    id: "Identifiant client",
    save: "Enregistrer",
    text: "Créez une application pour les pages d’entreprise.",
  },
} as const;
