import { conformance, promises, type Mutant } from "./mutant.ts";

const gate = "server/ledger/sql/gate.sql";
const preparations = "server/ledger/preparations.ts";
const direct = ["server/ledger/preparations.test.ts"];
const { withoutConsent, disappears, pace } = promises;

/** Faults in preparing a post before its gate. */
export const preparingMutants: Mutant[] = [
  {
    name: "a post passes the gate without the pictures that it shows",
    promise: disappears,
    file: gate,
    from: "if verdict = 'go' and p.unprepared then",
    to: "if false then",
    tests: conformance,
    worst: true,
  },
  {
    name: "a post is prepared for somebody who is not asked yet",
    promise: withoutConsent,
    file: gate,
    from: "    if aside is not null then\n      verdict := 'held';",
    to: "    if aside is not null and not p.unprepared then\n      verdict := 'held';",
    tests: [...direct, ...conformance],
  },
  {
    name: "what was prepared is used after its end",
    promise: disappears,
    file: gate,
    from: `is distinct from 'true' or r.prepared_until <= at + interval '1 minute' as unprepared,
        r.post->'parts'->0 ?| array['media','card','original','mentions'] as rich from delivery r
        where x.replay is null`,
    to: `is distinct from 'true' as unprepared,
        r.post->'parts'->0 ?| array['media','card','original','mentions'] as rich from delivery r
        where x.replay is null`,
    tests: [...direct, ...conformance],
  },
  {
    name: "what came of preparing is written though the delivery went on",
    promise: disappears,
    file: preparations,
    from: "and epoch = ${epoch} and state in ('ready','retry_wait') for update",
    to: "for update",
    tests: conformance,
  },
  {
    name: "what was prepared for other words is kept",
    promise: withoutConsent,
    file: preparations,
    from: "rows[0] === undefined || !isDeepStrictEqual(postOfRow(rows[0]).parts[rows[0].number], part)",
    to: "rows[0] === undefined",
    tests: direct,
  },
  {
    name: "what was prepared stays when a person writes other words",
    promise: withoutConsent,
    file: "server/ledger/proposals.ts",
    from: "post === found.post ? sql`prepared` : sql`null`",
    to: "sql`prepared`",
    tests: direct,
  },
  {
    name: "a lane does not wait for what is not prepared yet",
    promise: pace,
    file: preparations,
    from: "if (frozen !== null)",
    to: "if (frozen === undefined)",
    tests: [...direct, ...conformance],
  },
  {
    name: "an old access's refusal of a picture parks the renewed account",
    promise: disappears,
    file: preparations,
    from: "and state = 'connected' and token_epoch = ${preparation.tokenEpoch}",
    to: "and state = 'connected'",
    tests: direct,
  },
  {
    name: "what has ended is gone on with where it is prepared anew",
    promise: disappears,
    file: "server/ledger/rounds.ts",
    from: "soFar: ready ? undefined : (data ?? undefined),",
    to: "soFar: data ?? undefined,",
    tests: [...direct, ...conformance],
  },
  {
    name: "a post whose preparation never lasts is prepared for ever",
    promise: pace,
    file: "engine/lane.ts",
    from: "if (times > mostPrepared)",
    to: "if (times > 1e9)",
    tests: direct,
  },
];
