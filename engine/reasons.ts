import type { Part } from "./post.ts";
import type { Text } from "./text.ts";

/**
 * Why a delivery is where it is, in words. A delivery stores the code; its own sentence is stored only where a network
 * or a person gave one.
 */
const sentences = {
  consent: {
    en: "Waits for the account owner's yes.",
    fr: "En attente de l’accord du titulaire du compte.",
  },
  review: {
    en: "Held for review: the source brought unusually many new items, or the target changed since. Whoever looks after the map releases or cancels it.",
    fr: "Retenu pour vérification : la source a apporté un nombre inhabituel de nouvelles, ou la cible a changé depuis. La personne qui gère la carte le libère ou l’annule.",
  },
  overflow: {
    en: "Held: the run went beyond the map's limit. Whoever looks after the map releases or cancels it.",
    fr: "Retenu : l’exécution a dépassé la limite de la carte. La personne qui gère la carte le libère ou l’annule.",
  },
  rule: {
    en: "A rule forbids this post as it is. The owner finds it among the proposals and can change it.",
    fr: "Une règle interdit cette publication telle quelle. Le titulaire la trouve parmi les propositions et peut la modifier.",
  },
  picture: {
    en: "It waits for its picture, which could not be had yet. Relaymap asks again by itself.",
    fr: "Il attend son image, encore introuvable. Relaymap réessaie de lui-même.",
  },
  lead: {
    en: "It waits for the post that it passes on, from the company’s account or a colleague’s, until that is out.",
    fr: "Il attend que paraisse la publication à repartager, celle du compte de l’entreprise ou d’un collègue.",
  },
  lead_gone: {
    en: "The post that it was to pass on did not come out in time, and the map sends nothing else here.",
    fr: "La publication à repartager n’a pas paru à temps, et la carte n’envoie rien d’autre ici.",
  },
  no_picture: {
    en: "Its picture could not be had in time, and the map lets nothing go out without.",
    fr: "Son image n’a pas été trouvée à temps, et la carte ne laisse rien partir sans elle.",
  },
  reconnect: {
    en: "The network no longer accepts our access. The owner has to connect the account again.",
    fr: "Le réseau n’accepte plus notre accès. Le titulaire doit reconnecter le compte.",
  },
  paused: {
    en: "The owner paused this account. It goes on when they resume it, unless it expires first.",
    fr: "Le titulaire a mis ce compte en pause. L’envoi reprendra avec lui, sauf s’il expire avant.",
  },
  charter: {
    en: "It waits until the account's owner has accepted the charter that is in force.",
    fr: "En attente que le titulaire du compte accepte la charte en vigueur.",
  },
  map_paused: {
    en: "The map is paused. It goes on when the map is resumed, unless it expires first.",
    fr: "La carte est en pause. L’envoi reprendra avec elle, sauf s’il expire avant.",
  },
  campaign_rest: {
    en: "Its campaign has not begun, or is paused. It goes on with the campaign, unless it expires first.",
    fr: "Sa campagne n’a pas commencé, ou est en pause. L’envoi reprendra avec elle, sauf s’il expire avant.",
  },
  crisis: {
    en: "Held: it mentions what the company says nothing of for now. It goes on by itself when that is lifted, unless it expires first.",
    fr: "Retenu : il mentionne un sujet dont l’entreprise ne dit rien pour l’instant. Il repartira de lui-même ensuite, sauf s’il expire avant.",
  },
  crisis_late: {
    en: "It mentions what the company said nothing of for a while, and its time was over before that was lifted: it is not sent.",
    fr: "Il mentionne un sujet dont l’entreprise ne disait rien, et son échéance est passée entre-temps : il ne part pas.",
  },
  campaign_over: {
    en: "Its campaign is over: the last day is past, or somebody stopped it. Both stand on the campaign’s page.",
    fr: "Sa campagne est terminée : le dernier jour est passé, ou quelqu’un l’a arrêtée. Voyez la page de la campagne.",
  },
  campaign_budget: {
    en: "The campaign’s budget: this person has published as many posts for it as it asks of one. “Posts per person” stands in the campaign.",
    fr: "Budget de la campagne : cette personne a déjà publié pour elle autant de messages qu’elle en demande. Voyez « Messages par personne » dans la campagne.",
  },
  reminded: {
    en: "It was still unanswered when its reminder came, which took its place.",
    fr: "Elle attendait encore une réponse quand son rappel est arrivé, et celui-ci a pris sa place.",
  },
  evergreen_soon: {
    en: "It comes back, and this account had it too recently: the least time between two stands in the library.",
    fr: "Il revient, et ce compte l’a eu trop récemment : le délai minimal se trouve dans la bibliothèque.",
  },
  evergreen_same: {
    en: "This account said it in these words before: nobody says the same twice. Write another wording in the library.",
    fr: "Ce compte l’a déjà dit avec ces mots : personne ne dit deux fois la même chose. Écrivez une autre formulation dans la bibliothèque.",
  },
  disconnected: {
    en: "The account was disconnected.",
    fr: "Le compte a été déconnecté.",
  },
  left: {
    en: "The person no longer takes part: their accounts were disconnected.",
    fr: "La personne ne participe plus : ses comptes ont été déconnectés.",
  },
  kept_gone: {
    en: "The step that kept it is no longer part of the map.",
    fr: "L’étape qui l’avait mis de côté ne fait plus partie de la carte.",
  },
  kept_archived: {
    en: "The map was archived while one of its steps kept it.",
    fr: "La carte a été archivée alors qu’une de ses étapes l’avait mis de côté.",
  },
  kept_out: {
    en: "A person took it out of what this step keeps.",
    fr: "Une personne l’a retiré de ce que cette étape met de côté.",
  },
  archived: { en: "The map was archived.", fr: "La carte a été archivée." },
  target_gone: {
    en: "The map's live version no longer has this target.",
    fr: "La version en ligne de la carte n’a plus cette cible.",
  },
  target_off: {
    en: "This target is switched off. It goes on when the target is on again, unless it expires first.",
    fr: "Cette cible est désactivée. L’envoi reprendra avec elle, sauf s’il expire avant.",
  },
  declined: { en: "The owner said no.", fr: "Le titulaire a refusé." },
  cancelled: { en: "A person cancelled it.", fr: "Annulé par une personne." },
  expired: {
    en: "It could not be sent before its deadline.",
    fr: "L’envoi n’a pas pu être fait avant son échéance.",
  },
  duplicate: {
    en: "The network says that this account already has this post.",
    fr: "Le réseau indique que ce compte a déjà cette publication.",
  },
  lost: {
    en: "The sender was stopped during the call: nobody knows yet whether the post is there. Relaymap is looking.",
    fr: "L’envoi a été interrompu pendant l’appel : on ne sait pas encore si la publication existe. Relaymap vérifie.",
  },
  setback: {
    en: "The database went back in time (a backup, or a standby that had not everything): this may have left already. Relaymap is looking.",
    fr: "La base de données est revenue en arrière (une sauvegarde, ou un serveur de secours en retard) : cet envoi est peut-être déjà parti. Relaymap vérifie.",
  },
  no_answer: {
    en: "The network's answer was lost: nobody knows yet whether the post is there. Relaymap is looking.",
    fr: "La réponse du réseau s’est perdue : on ne sait pas encore si la publication existe. Relaymap vérifie.",
  },
  ask_person: {
    en: "Please look at the account: is the post there? Relaymap does not send again by itself.",
    fr: "Merci de regarder le compte : la publication y est-elle ? Relaymap ne renvoie rien de lui-même.",
  },
  adopted: {
    en: "The answer was lost, but the post was found on the account.",
    fr: "La réponse s’était perdue, mais la publication a été trouvée sur le compte.",
  },
  claimed: {
    en: "The answer was lost, and the network says that the account has this post already. Nobody but its owner can look: please check that it is there.",
    fr: "La réponse s’était perdue, et le réseau indique que le compte a déjà cette publication. Seul son titulaire peut le voir : merci de vérifier qu’elle y est.",
  },
  unconfirmed: {
    en: "The network took it; its answer does not prove more.",
    fr: "Le réseau l’a pris ; sa réponse ne prouve rien de plus.",
  },
  told_there: { en: "A person says that it is there.", fr: "Une personne a confirmé qu’elle y est." },
  told_absent: {
    en: "A person says that it is not there: it is sent again.",
    fr: "Une personne a confirmé qu’elle n’y est pas : nouvel envoi.",
  },
  resent: {
    en: "Looked up twice and absent: sent again, as the map allows.",
    fr: "Vérifié deux fois, absent : nouvel envoi, comme la carte le permet.",
  },
  processing: {
    en: "The network took it and is still working on it. Relaymap asks until it is done.",
    fr: "Le réseau l’a pris et y travaille encore. Relaymap demande jusqu’à ce que ce soit fini.",
  },
  limited: {
    en: "The network asks us to wait.",
    fr: "Le réseau demande d’attendre.",
  },
  not_sent: {
    en: "The network could not be reached; nothing was sent. Relaymap tries again.",
    fr: "Le réseau n’a pas pu être joint ; rien n’a été envoyé. Relaymap réessaie.",
  },
  rejected: { en: "The network refused the post.", fr: "Le réseau a refusé la publication." },
  same_story: {
    en: "The same story already goes to this account, or went to it within 30 days.",
    fr: "La même information part déjà vers ce compte, ou y est partie il y a moins de 30 jours.",
  },
  already: {
    en: "This item already has a delivery for this account.",
    fr: "Cette nouvelle a déjà un envoi pour ce compte.",
  },
  again_waits: {
    en: "What this account was given of it before is still on its way.",
    fr: "Un envoi précédent de cette nouvelle vers ce compte est encore en cours.",
  },
  again_soon: {
    en: "This account posted it too recently: the step that gives it again wants more time between.",
    fr: "Ce compte l’a publié trop récemment : l’étape qui le redonne veut plus de temps entre deux.",
  },
  again_declined: {
    en: "The owner said no to it before: it is not offered again.",
    fr: "Le titulaire l’a déjà refusé : il ne lui est pas proposé de nouveau.",
  },
  source_gone: {
    en: "Its author took back the post that this was made of: it was deleted, or may not be read any more. It is not sent.",
    fr: "Son auteur a repris la publication d’origine : elle a été supprimée, ou ne peut plus être lue. Rien n’est envoyé.",
  },
  over: {
    en: "It was written for a time that is over by now.",
    fr: "Il était écrit pour un moment qui est passé.",
  },
  taken_back: {
    en: "Who wrote it took it back.",
    fr: "La personne qui l’a écrit l’a repris.",
  },
  before: {
    en: "It came in before this account did: who is new here gets what is new.",
    fr: "Cette nouvelle est arrivée avant ce compte : qui arrive ici reçoit ce qui arrive ensuite.",
  },
  no_account: {
    en: "The account is not, or no longer, connected here.",
    fr: "Le compte n’est pas, ou n’est plus, connecté ici.",
  },
} as const satisfies Record<string, Text>;

export type ReasonCode = keyof typeof sentences;

/** The standing sentence of a reason code; null for a code that has none. */
export function reasonText(code: string | null): Text | null {
  return code !== null && Object.hasOwn(sentences, code) ? sentences[code as ReasonCode] : null;
}

/** Why what follows a part that is out was not sent, where that is said otherwise than of a whole delivery. */
const ofRest: Record<string, Text> = {
  consent: {
    en: "The owner no longer lets this account post by itself.",
    fr: "Le titulaire ne laisse plus ce compte publier automatiquement.",
  },
  review: { en: "The map's target changed meanwhile.", fr: "La cible de la carte a changé entre-temps." },
  untied: {
    en: "A person confirmed the part before it, but Relaymap does not know its number on the network.",
    fr: "Une personne a confirmé la partie précédente, mais Relaymap ignore son numéro sur le réseau.",
  },
};

/** The standing sentence for a rest that was not sent; codes are those of a delivery's reasons, `untied` beside them. */
export const restReasonText = (code: string): Text | null => ofRest[code] ?? reasonText(code);

/** How far a post of several parts came, and why no further. `out`: parts that are out; `kind`: what the next one is. */
export function restText(why: Text | null, { kind, out, of }: { kind: Part["kind"]; out: number; of: number }): Text {
  const said = (words: string | undefined): string => (words === undefined ? "" : ` ${words}`);
  if (kind === "comment")
    return {
      en: `Published, but its first comment is not.${said(why?.en)}`,
      fr: `Publié, mais sans son premier commentaire.${said(why?.fr)}`,
    };
  return {
    en: `Published as far as part ${out} of ${of}; the rest is not.${said(why?.en)}`,
    fr: `Publié jusqu’à la partie ${out} sur ${of}, sans la suite.${said(why?.fr)}`,
  };
}

/** Reasons of a drop that a person may overrule: the account has this item or story already, or came after it. */
const overruled: readonly string[] = ["already", "same_story", "before"] satisfies ReasonCode[];
export const mayOverrule = (code: string): boolean => overruled.includes(code);
