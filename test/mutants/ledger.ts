import { conformance, promises, type Mutant } from "./mutant.ts";

const settle = "server/ledger/sql/settle.sql";
const sweeps = "server/ledger/sweeps.ts";
const schedule = "server/ledger/schedule.ts";
const sift = "server/ledger/sift.ts";
const lost = "server/ledger/lost.ts";
const { twice, disappears, pace } = promises;

/** Faults in what is written of calls, in the sweeps, in looking up lost answers and in scheduling. */
export const ledgerMutants: Mutant[] = [
  // --- settle --------------------------------------------------------------------------------------------------------
  {
    name: "settling ignores the epoch",
    promise: twice,
    file: settle,
    from: "d.id = s.id and d.epoch = s.e",
    to: "d.id = s.id",
    tests: conformance,
    worst: true,
  },
  {
    name: "a late answer overrules what happened since",
    promise: disappears,
    file: settle,
    from: "(d.state = 'sending' or ((s.state = 'published' or",
    to: "(true or ((s.state = 'published' or",
    tests: conformance,
  },
  {
    name: "a limit does not freeze the lane",
    promise: pace,
    file: settle,
    from: "set frozen_until = greatest(l.frozen_until, s.frozen)",
    to: "set frozen_until = l.frozen_until",
    tests: conformance,
  },
  {
    name: "a dead access is not noted on the account",
    promise: disappears,
    file: settle,
    from: "update account c set state = 'reconnect'",
    to: "update account c set state = c.state",
    tests: conformance,
  },
  {
    name: "an old access's refusal parks the renewed account",
    promise: disappears,
    file: settle,
    from: "c.state = 'connected' and c.token_epoch = s.reconnect",
    to: "c.state = 'connected'",
    tests: [
      "server/ledger/late.test.ts",
      "test/networks/refresh.test.ts",
      "server/ledger/rounds.test.ts",
      ...conformance,
    ],
  },
  {
    name: "a post that was not sent keeps its share of the day",
    promise: pace,
    file: settle,
    from: "set used = greatest(b.used - 1, 0)",
    to: "set used = b.used",
    tests: conformance,
  },
  // --- sweeps and lost answers ---------------------------------------------------------------------------------------
  {
    name: "an expired sending becomes ready",
    promise: twice,
    file: sweeps,
    from: "set state = 'unknown', reason_code = 'lost'",
    to: "set state = 'ready', reason_code = 'lost'",
    tests: conformance,
  },
  {
    name: "a lost post counts as absent after one look",
    promise: twice,
    file: lost,
    from: "looks >= ${looksNeeded}",
    to: "looks >= 0",
    tests: conformance,
  },
  {
    name: "a post of another delivery is adopted",
    promise: disappears,
    file: lost,
    from: "and remote_id = any(${remoteIds}) and id <> ${deliveryId}",
    to: "and remote_id = any(${remoteIds}) and id <> ${deliveryId} and false",
    tests: conformance,
  },
  {
    name: "a look writes onto a delivery that went on",
    promise: twice,
    file: lost,
    from: "and state = 'unknown' and epoch = ${claimed.epoch}",
    to: "and state = 'unknown'",
    tests: ["server/ledger/lost.test.ts", ...conformance],
  },
  // --- scheduling ----------------------------------------------------------------------------------------------------
  {
    name: "one item gets a second delivery for an account",
    promise: twice,
    file: sift,
    from: "repeat === null && !overruled && known.taken.has(name)",
    to: "false",
    tests: ["server/ledger/schedule.test.ts", ...conformance],
  },
  {
    name: "one story goes to an account twice",
    promise: twice,
    file: sift,
    from: "like !== null",
    to: "false",
    tests: ["server/ledger/schedule.test.ts", ...conformance],
  },
  {
    name: "a source may not repeat its own headline",
    promise: "nothing disappears: a weekly series is posted each week",
    file: "server/ledger/story.ts",
    from: "!ofOneSource(one, other) && nearIdentical",
    to: "nearIdentical",
    tests: ["test/cases/cases.test.ts", "server/ledger/schedule.test.ts"],
  },
  {
    name: "what a run knows of a story's source is not kept with it",
    promise: "nothing disappears: a weekly series is posted each week",
    file: schedule,
    from: "f: story.source,",
    to: "f: null,",
    tests: ["test/cases/cases.test.ts", "server/ledger/schedule.test.ts"],
  },
  {
    name: "an id that several entries carry still names an item",
    promise: "nothing disappears: what shares an id is told apart",
    file: "engine/identity.ts",
    from: "else if (before !== told) shared.add(each);",
    to: "",
    tests: ["engine/identity.test.ts"],
  },
  {
    name: "what an item is called after a correction is not kept",
    promise: twice,
    file: "server/inbox/recognise.ts",
    from: "...found.known.map(({ seq, names }) => ({ seq, names })),",
    to: "",
    tests: ["server/inbox/recognise.test.ts"],
  },
  {
    name: "what a source had before items had names is read as new",
    promise: twice,
    file: "server/inbox/recognise.ts",
    from: "if (!source.named) await nameStock(trx, source, items);",
    to: "",
    tests: ["server/inbox/recognise.test.ts"],
  },
  {
    name: "a flood is not held",
    promise: "a site that changed its ids does not flood people's accounts",
    file: schedule,
    from: 'if (wanted.review === true) return "review";',
    to: "",
    tests: ["server/ledger/schedule.test.ts", ...conformance],
  },
  {
    name: "what is beyond a run's limit goes out",
    promise: "overflow is held and shown",
    file: schedule,
    from: 'if (overflow) return "overflow";',
    to: "",
    tests: ["server/ledger/schedule.test.ts", ...conformance],
  },
];
