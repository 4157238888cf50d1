import { describe, expect, test } from "vitest";
import type { DeliveryState } from "#engine/delivery.ts";
import type { Cause } from "./cause.ts";
import { causeOfSent, type Person, type Sent } from "./person.ts";
import { say } from "./sentence.ts";

const zone = "Europe/Paris";
const at = "2026-11-30T08:05:00.000Z";
const first = "2026-12-01T08:00:00.000Z";
const why = { en: "Because.", fr: "Parce que." };
const step = { en: "Keywords", fr: "Mots-clés" };
const one = { name: "Paul", network: "LinkedIn" };

/** Of every cause its sentence in both languages; `|` before what happens next. */
const table: [Cause, en: string, fr: string][] = [
  [
    { code: "published", ...one, at },
    "Paul posted it on LinkedIn on 30 November at 9:05.",
    "Paul l’a publiée sur LinkedIn le 30 novembre à 9 h 05.",
  ],
  [
    { code: "coming", ...one, at: first },
    "It goes out for Paul on LinkedIn on 1 December at 9:00.",
    "Elle part pour Paul sur LinkedIn le 1er décembre à 9 h.",
  ],
  [
    { code: "stopped", ...one, at },
    "Everything is stopped: it does not go out for Paul before somebody lifts that.",
    "Tout est arrêté : rien ne part pour Paul avant la reprise.",
  ],
  [
    { code: "asked", name: "Paul", at, until: first },
    "Paul was asked on 30 November and has not answered yet. | It ends on 1 December at 9:00.",
    "Paul n’a pas encore répondu à la proposition du 30 novembre. | Elle prend fin le 1er décembre à 9 h.",
  ],
  [
    { code: "asked_private", name: "Paul" },
    "It was put to Paul; what people answer is theirs to tell.",
    "Elle a été proposée à Paul ; la réponse ne regarde que cette personne.",
  ],
  [{ code: "declined", name: "Paul" }, "Paul said no to it.", "Paul a dit non."],
  [
    { code: "cancelled", name: "Paul" },
    "Somebody took it back before it went out for Paul.",
    "Quelqu’un l’a retirée avant son départ pour Paul.",
  ],
  [
    { code: "charter", name: "Paul" },
    "Paul has not accepted the charter that is in force yet.",
    "Paul n’a pas encore accepté la charte en vigueur.",
  ],
  [{ code: "already", name: "Paul" }, "Paul was given it before.", "Paul l’a déjà reçue."],
  [{ code: "no_account", name: "Paul" }, "Paul has connected no account.", "Paul n’a relié aucun compte."],
  [
    { code: "rule", name: "Paul" },
    "A rule forbids it as it is for Paul.",
    "Une règle l’interdit telle quelle pour Paul.",
  ],
  [
    { code: "expired_asked", name: "Paul", at },
    "Paul was asked, and no answer came by 30 November.",
    "Paul n’a pas répondu avant le 30 novembre.",
  ],
  [
    { code: "expired", name: "Paul", at },
    "It could not go out for Paul by 30 November.",
    "Elle n’a pas pu partir pour Paul avant le 30 novembre.",
  ],
  [
    { code: "paused", ...one, ends: at, until: first },
    "Paul has paused LinkedIn until 30 November. | Held, not lost: it goes on with the account, if that is before 1 December at 9:00.",
    "Paul a mis son compte LinkedIn en pause jusqu’au 30 novembre. | Retenue, pas perdue : elle repart avec le compte, si c’est avant le 1er décembre à 9 h.",
  ],
  [
    { code: "paused", ...one, ends: null, until: null },
    "Paul has paused LinkedIn.",
    "Paul a mis son compte LinkedIn en pause.",
  ],
  [
    { code: "reconnect", ...one },
    "LinkedIn no longer lets us in for Paul: the account has to be connected again.",
    "LinkedIn n’accepte plus l’accès de ce compte (Paul) : il est à reconnecter.",
  ],
  [{ code: "refused", ...one }, "LinkedIn refused it for Paul.", "LinkedIn l’a refusée pour Paul."],
  [
    { code: "check", ...one },
    "Nobody knows yet whether LinkedIn has it for Paul.",
    "On ne sait pas encore si LinkedIn l’a reçue pour Paul.",
  ],
  [
    { code: "duplicate", ...one },
    "LinkedIn says that Paul has this post already.",
    "LinkedIn indique que Paul a déjà cette publication.",
  ],
  [
    { code: "partly", ...one },
    "Only a part of it is out for Paul on LinkedIn.",
    "Une partie seulement est publiée pour Paul sur LinkedIn.",
  ],
  [{ code: "held", name: "Paul", more: why }, "It is held for Paul.", "Elle est retenue pour Paul."],
  [{ code: "ended", name: "Paul", more: why }, "It was not sent for Paul.", "Elle n’a pas été envoyée pour Paul."],
  [{ code: "left_out", name: "Paul", more: why }, "It was not for Paul.", "Elle n’était pas pour Paul."],
  [
    { code: "map_paused", name: "Paul", map: "Actus" },
    "The map “Actus” is paused: it waits for Paul.",
    "La carte « Actus » est en pause : elle attend pour Paul.",
  ],
  [
    { code: "map_archived", name: "Paul", map: "Actus" },
    "The map “Actus” was archived before it went out for Paul.",
    "La carte « Actus » a été archivée avant son départ pour Paul.",
  ],
  [
    { code: "disconnected", ...one, at },
    "The LinkedIn account of Paul was disconnected on 30 November.",
    "Le compte LinkedIn (Paul) a été déconnecté le 30 novembre.",
  ],
  [
    { code: "disconnected", ...one, at: null },
    "The LinkedIn account of Paul was disconnected.",
    "Le compte LinkedIn (Paul) a été déconnecté.",
  ],
  [
    { code: "left", at },
    "This person has left on 30 November: what was theirs is erased.",
    "Cette personne est partie le 30 novembre : ses données ont été effacées.",
  ],
  [
    { code: "left", at: null },
    "This person has left: what was theirs is erased.",
    "Cette personne est partie : ses données ont été effacées.",
  ],
  [
    { code: "same_story", name: "Paul", other: "La façade" },
    "Paul has this story already: “La façade”.",
    "Paul a déjà cette information : « La façade ».",
  ],
  [
    { code: "own" },
    "It comes from this very account: nobody is given their own posts.",
    "Elle vient de ce même compte : personne ne reçoit ses propres publications.",
  ],
  [
    { code: "not_network", ...one, wanted: ["X", "Mastodon"] },
    "It goes to X, Mastodon; this account of Paul is on LinkedIn.",
    "Elle part vers X, Mastodon ; ce compte (Paul) est sur LinkedIn.",
  ],
  [
    { code: "not_topic", name: "Paul", wanted: ["a", "b", "c", "d", "e"] },
    "Paul follows none of the topics that it goes to (a, b, c, d…).",
    "Paul ne suit aucun des thèmes visés (a, b, c, d…).",
  ],
  [
    { code: "not_team", name: "Paul", wanted: ["Lyon"] },
    "Paul is in none of the teams that it goes to (Lyon).",
    "Paul n’est dans aucune des équipes visées (Lyon).",
  ],
  [
    { code: "not_language", name: "Paul", wanted: ["français"] },
    "It goes to people who read français; Paul has chosen another language.",
    "Elle va aux personnes qui lisent français ; Paul a choisi une autre langue.",
  ],
  [
    { code: "not_person", name: "Paul", step, map: "Actus" },
    "“Keywords” picks people; Paul is the company’s own.",
    "« Mots-clés » choisit des personnes ; Paul est un compte de l’entreprise.",
  ],
  [
    { code: "not_meant", name: "Paul", step, map: "Actus" },
    "In the map “Actus” it went to “Keywords”, which does not mean Paul.",
    "Dans la carte « Actus », elle est allée à « Mots-clés », qui ne vise pas Paul.",
  ],
  [
    { code: "joined", name: "Paul", at },
    "This account of Paul was connected on 30 November, after it had passed.",
    "Ce compte (Paul) a été relié le 30 novembre, après son passage.",
  ],
  [
    { code: "would_now", name: "Paul", at },
    "Today it would be for Paul; on 30 November it was not: topics, teams or the map have changed since.",
    "Aujourd’hui elle serait pour Paul ; le 30 novembre elle ne l’était pas : thèmes, équipes ou carte ont changé depuis.",
  ],
  [
    { code: "dropped", step, map: "Actus", more: why },
    "“Keywords” let it go, in the map “Actus”.",
    "« Mots-clés » l’a écartée, dans la carte « Actus ».",
  ],
  [
    { code: "kept", step, at, asks: false },
    "“Keywords” keeps it until 30 November at 9:05.",
    "« Mots-clés » la garde jusqu’au 30 novembre à 9 h 05.",
  ],
  [
    { code: "kept", step, at, asks: true },
    "“Keywords” waits for somebody’s yes, until 30 November at 9:05.",
    "« Mots-clés » attend l’accord de quelqu’un, jusqu’au 30 novembre à 9 h 05.",
  ],
  [
    { code: "unread", map: "Actus", at },
    "The map “Actus” has not read it yet. | It runs next on 30 November at 9:05.",
    "La carte « Actus » ne l’a pas encore lue. | Prochaine exécution le 30 novembre à 9 h 05.",
  ],
  [
    { code: "unread", map: "Actus", at: null },
    "The map “Actus” has not read it yet.",
    "La carte « Actus » ne l’a pas encore lue.",
  ],
  [
    { code: "unread_paused", map: "Actus", at: null },
    "The map “Actus” is paused and has not read it.",
    "La carte « Actus » est en pause et ne l’a pas lue.",
  ],
  [
    { code: "before", map: "Actus", at: null },
    "It was there before the map “Actus” began, which left alone what was listed then.",
    "Elle était là avant les débuts de la carte « Actus », qui a laissé de côté ce qui était déjà listé.",
  ],
  [{ code: "no_map", source: "Le blog" }, "No live map reads “Le blog”.", "Aucune carte en ligne ne lit « Le blog »."],
  [
    { code: "source_gone" },
    "Its author deleted it before a map read it.",
    "Son auteur l’a supprimée avant qu’une carte la lise.",
  ],
  [
    { code: "no_record" },
    "What became of it here is no longer recorded.",
    "Ce qu’elle est devenue ici n’est plus conservé.",
  ],
  [{ code: "all", out: 0, all: 1 }, "None of 1 is out yet.", "L’envoi n’est pas publié."],
  [{ code: "all", out: 0, all: 3 }, "None of 3 is out yet.", "Aucun des 3 envois n’est publié."],
  [{ code: "all", out: 1, all: 3 }, "1 of 3 is published.", "1 envoi sur 3 est publié."],
  [{ code: "all", out: 2, all: 3 }, "2 of 3 are published.", "2 envois sur 3 sont publiés."],
  [{ code: "all", out: 3, all: 3 }, "All 3 are published.", "Les 3 envois sont publiés."],
  [{ code: "all", out: 1, all: 1 }, "It is published.", "L’envoi est publié."],
];

describe("every cause has its sentence", () => {
  test.each(table)("$code", (cause, en, fr) => {
    const { says, more, next } = say(cause, zone);
    expect([says.en, next?.en].filter((each) => each !== undefined).join(" | ")).toBe(en);
    const french = [says.fr, next?.fr].filter((each) => each !== undefined).join(" | ");
    expect(french.replaceAll("\u00A0", " ")).toBe(fr);
    // Nothing is left at the end of a line without its mark, whatever a name brings.
    expect(french).not.toMatch(/ [:;!?%»]|« /u);
    expect(more).toEqual(cause.more ?? null);
  });
});

const person: Person = {
  id: "a",
  network: "n",
  name: "paul_l",
  avatar: null,
  member: "m",
  called: "Paul",
  state: "connected",
  former: false,
  since: at,
  until: null,
  mode: "ask",
  pauseEnds: null,
};
const sent = (state: DeliveryState, code: string | null, more: Partial<Sent> = {}): Sent => ({
  ...{ id: 1, map: "map", mapName: "Actus", run: "run", version: 1, node: "t", state, code, reason: why },
  ...{ made: at, due: at, expires: first, published: null, approved: null, settled: at, ...more },
});
const facts = { network: "LinkedIn", stopped: false, hidden: false };

describe("where a delivery stands is one cause", () => {
  const cases: [DeliveryState, string | null, Cause["code"], Partial<Sent>?][] = [
    ["published", null, "published"],
    ["published", "rest_expired", "partly"],
    ["ready", null, "coming"],
    ["retry_wait", "limited", "coming"],
    ["sending", null, "coming"],
    ["processing", "processing", "coming"],
    ["unknown", "no_answer", "check"],
    ["rejected", "rejected", "refused"],
    ["rejected", "duplicate", "duplicate"],
    ["expired", "expired", "expired_asked"],
    ["expired", "expired", "expired", { approved: at }],
    ["cancelled", "declined", "declined"],
    ["cancelled", "cancelled", "cancelled"],
    ["cancelled", "left", "disconnected"],
    ["cancelled", "disconnected", "disconnected"],
    ["cancelled", "archived", "map_archived"],
    ["cancelled", "target_gone", "ended"],
    ["cancelled", "source_gone", "ended"],
    ["held", "consent", "asked"],
    ["held", "paused", "paused"],
    ["held", "charter", "charter"],
    ["held", "reconnect", "reconnect"],
    ["held", "map_paused", "map_paused"],
    ["held", "rule", "rule"],
    ["held", "review", "held"],
    ["held", "overflow", "held"],
    ["held", "picture", "held"],
    ["held", "lead", "held"],
    ["held", "target_off", "held"],
  ];
  test.each(cases)("%s, %s: %s", (state, code, cause, more) => {
    expect(causeOfSent(person, sent(state, code, more), facts).cause.code).toBe(cause);
  });

  test("the stop of everything is said of what would go out", () => {
    expect(causeOfSent(person, sent("ready", null), { ...facts, stopped: true }).cause.code).toBe("stopped");
  });

  test("whoever has left has no name", () => {
    const gone = { ...person, called: "—", former: true, until: at };
    expect(say(causeOfSent(gone, sent("cancelled", "left"), facts).cause, zone).says.en).toBe(
      "This person has left on 30 November: what was theirs is erased.",
    );
  });

  test("what went out for whoever has left is said of somebody, by its day alone", () => {
    const cause = { ...causeOfSent({ ...person, called: "—" }, sent("published", null), facts).cause, gone: { at } };
    const said = say(cause, "America/New_York");
    expect([said.says.en, said.says.fr]).toEqual([
      expect.stringMatching(/^Somebody who has left posted it on LinkedIn on \d+ \w+\.$/u),
      expect.stringMatching(/^Quelqu’un qui est parti l’a publiée sur LinkedIn le \d+ \p{L}+\.$/u),
    ]);
    expect(said.next).toEqual({
      en: "They left the programme on 30 November.",
      fr: "Son départ du programme date du 30 novembre.",
    });
  });

  test("what people answered is one and the same sentence where nobody gets figures about one person", () => {
    const said = (
      [
        ["held", "consent"],
        ["cancelled", "declined"],
        ["expired", "expired"],
      ] as const
    ).map(
      ([state, code]) => say(causeOfSent(person, sent(state, code), { ...facts, hidden: true }).cause, zone).says.en,
    );
    expect(new Set(said)).toEqual(new Set(["It was put to Paul; what people answer is theirs to tell."]));
  });
});
