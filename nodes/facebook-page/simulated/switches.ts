import type { Text } from "#engine/text.ts";
import type { Trouble } from "./answer.ts";

/** `on`: what it meets. */
type Switch = {
  title: Text;
  on: "posting" | "uploading" | "everything";
  trouble: Trouble;
  /** Published all the same. */ stored?: true;
};

const token = (subcode: number, message: string): Trouble => ({
  code: 190,
  subcode,
  message: `Error validating access token: ${message}`,
});
const said = (code: number, subcode: number, user: string): Trouble => ({
  code,
  subcode,
  message: `(#${code}) The post could not be made`,
  user,
});

/** What can go wrong at Facebook, each to be switched on for one page. Codes and wordings as documents and reports have them. */
export const switches = {
  check: {
    title: { en: "Security check (190/459)", fr: "Contrôle de sécurité (190/459)" },
    on: "everything",
    trouble: token(
      459,
      "You cannot access the app till you log in to www.facebook.com and follow the instructions given.",
    ),
  },
  checkpoint: {
    title: { en: "Checkpoint (190/490)", fr: "Point de contrôle (190/490)" },
    on: "everything",
    trouble: token(490, "The user is enrolled in a blocking, logged-in checkpoint"),
  },
  unconfirmed: {
    title: { en: "Account not confirmed (190/464)", fr: "Compte non confirmé (190/464)" },
    on: "everything",
    trouble: token(464, "Sessions for the user are not allowed because the user is not a confirmed user."),
  },
  removed: {
    title: { en: "App removed (190/458)", fr: "Application retirée (190/458)" },
    on: "everything",
    trouble: token(458, "The user has not authorized the application."),
  },
  password: {
    title: { en: "Password changed (190/460)", fr: "Mot de passe changé (190/460)" },
    on: "everything",
    trouble: token(460, "The session has been invalidated because the user changed their password."),
  },
  expired: {
    title: { en: "Access run out (190/463)", fr: "Accès expiré (190/463)" },
    on: "everything",
    trouble: token(463, "Session has expired."),
  },
  role: {
    title: { en: "No role on the page (190/492)", fr: "Plus de rôle sur la page (190/492)" },
    on: "everything",
    trouble: token(492, "The session was invalidated because the user no longer has a role on the Page."),
  },
  inactive: {
    title: { en: "90 days without use (190/493)", fr: "90 jours sans utilisation (190/493)" },
    on: "everything",
    trouble: token(493, "The user has not engaged the app in longer than 90 days."),
  },
  permission: {
    title: { en: "Permission lacking (200)", fr: "Autorisation manquante (200)" },
    on: "posting",
    trouble: {
      code: 200,
      message:
        "(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts as an admin with sufficient administrative permission",
      status: 403,
    },
  },
  gone: {
    title: { en: "Page gone (100/33)", fr: "Page disparue (100/33)" },
    on: "everything",
    trouble: { code: 100, subcode: 33, message: "Unsupported post request. Object with ID does not exist" },
  },
  app: {
    title: { en: "App’s limit (4)", fr: "Limite de l’application (4)" },
    on: "posting",
    trouble: { code: 4, message: "(#4) Application request limit reached", status: 403 },
  },
  pace: {
    title: { en: "Page’s limit (80001)", fr: "Limite de la page (80001)" },
    on: "posting",
    trouble: {
      code: 80_001,
      subcode: 2_446_079,
      message: "(#80001) There have been too many calls to this Page account. Wait a bit and try again.",
    },
  },
  fast: {
    title: { en: "Posts too fast (368/1390008)", fr: "Publie trop vite (368/1390008)" },
    on: "posting",
    trouble: said(368, 1_390_008, "Vous publiez trop vite. Réessayez plus tard."),
  },
  blocked: {
    title: { en: "Content blocked (368)", fr: "Contenu bloqué (368)" },
    on: "posting",
    trouble: { code: 368, message: "The action attempted has been deemed abusive or is otherwise disallowed" },
  },
  abusive: {
    title: { en: "Abusive (1346003)", fr: "Contenu abusif (1346003)" },
    on: "posting",
    trouble: said(100, 1_346_003, "Ce contenu a été signalé comme abusif."),
  },
  standards: {
    title: { en: "Community Standards (1404102)", fr: "Standards de la communauté (1404102)" },
    on: "posting",
    trouble: said(100, 1_404_102, "Ce contenu enfreint les Standards."),
  },
  authorisation: {
    title: { en: "Publishing not authorised (1404078)", fr: "Publication à autoriser (1404078)" },
    on: "posting",
    trouble: said(200, 1_404_078, "L’autorisation de publication de Page est requise."),
  },
  identity: {
    title: { en: "Identity to confirm (4854002)", fr: "Identité à confirmer (4854002)" },
    on: "posting",
    trouble: said(200, 4_854_002, "Confirmez votre identité."),
  },
  inner: {
    title: { en: "Link to Facebook (1609008)", fr: "Lien vers Facebook (1609008)" },
    on: "posting",
    trouble: said(100, 1_609_008, "Les liens vers facebook.com sont refusés."),
  },
  address: {
    title: { en: "Bad address (2061006)", fr: "Adresse incorrecte (2061006)" },
    on: "posting",
    trouble: said(100, 2_061_006, "L’adresse est incorrecte."),
  },
  scrape: {
    title: { en: "Link not readable (1609005)", fr: "Lien illisible (1609005)" },
    on: "posting",
    trouble: { code: 1_609_005, message: "There was an error scraping data from the provided link" },
  },
  photos: {
    title: { en: "Photos already posted (1366051)", fr: "Photos déjà publiées (1366051)" },
    on: "posting",
    trouble: said(100, 1_366_051, "Ces photos ont déjà été publiées."),
  },
  photo: {
    title: { en: "Photo refused (1366046)", fr: "Photo refusée (1366046)" },
    on: "uploading",
    trouble: said(324, 1_366_046, "Les photos doivent peser moins de 4 Mo."),
  },
  unlisted: {
    title: { en: "A refusal nobody knows (100/7777777)", fr: "Refus inconnu (100/7777777)" },
    on: "posting",
    trouble: said(1_500, 7_777_777, "Cette page ne publie pas le dimanche."),
  },
  unknown: {
    title: { en: "Unknown error (1)", fr: "Erreur inconnue (1)" },
    on: "posting",
    trouble: { code: 1, message: "An unknown error has occurred.", status: 500 },
  },
  service: {
    title: { en: "Service unavailable (2)", fr: "Service indisponible (2)" },
    on: "posting",
    trouble: { code: 2, message: "Service temporarily unavailable", status: 503 },
  },
  published: {
    title: { en: "Error, published all the same (100)", fr: "Erreur, mais publié quand même (100)" },
    on: "posting",
    trouble: { code: 100, message: "(#100) The url could not be processed" },
    stored: true,
  },
} as const satisfies Record<string, Switch>;
export type SwitchName = keyof typeof switches;
export const switchNames = Object.keys(switches) as SwitchName[];
