import { afterAll, expect, test } from "vitest";
import { findSubjects, type Subject } from "#test/contract/subject.ts";
import { phases } from "./phases.ts";
import { type Asked, type Content, contentsOf, type Kill, type KillTown, openKillTown, type Sent } from "./town.ts";
import { full } from "./world.ts";

/**
 * Workers killed with SIGKILL while they prepare, publish or ask what became of a post, by the real connectors on the simulated networks.
 * Another process takes over: afterwards each post is there once, whatever it shows, and only one that was caught in its call on a network
 * that cannot be read back is a person's to tell. In the full volume the process dies at each call that a network is asked for, before it
 * is carried out, after it, and with its answer read; the table of it is printed at the end.
 */
type Tried = Place & { sent: Sent; fault: "doubled" | "lost" | "refused" | null; asked: boolean; note: string };
const tried: Tried[] = [];

const subjects = (await findSubjects()).filter(({ trial }) => trial.own === undefined);
const named = (title: string): Subject => subjects.find((subject) => subject.title === title)!;

test.runIf(!full)(
  "a worker killed in each phase leaves no post doubled and none lost",
  { timeout: 120_000 },
  async () => {
    // One that can be read back, one that cannot, and two that are asked for more than one call.
    const chosen = ["x", "slack", "linkedin, page", "facebook"].map(named);
    const [x, slack, linkedin, facebook] = chosen as [Subject, Subject, Subject, Subject];
    const town = await openKillTown(chosen);
    try {
      town.start();
      await killAt(town, [
        { content: "pictures", call: "", kill: { subject: linkedin, phase: "prepare", nth: 2, moment: "after" } },
        { content: "repost", call: "", kill: { subject: x, phase: "publish", nth: 1, moment: "after" } },
        { content: "words", call: "", kill: { subject: slack, phase: "publish", nth: 1, moment: "after" } },
        { content: "video", call: "", kill: { subject: facebook, phase: "status", nth: 1, moment: "read" } },
      ]);
    } finally {
      await town.close();
    }
    expect(faults()).toEqual([]);
  },
);

test.runIf(full).concurrent.each(subjects)(
  "$title: a worker killed at each call",
  { timeout: 3_600_000 },
  async (subject) => {
    const town = await openKillTown([subject]);
    try {
      town.start();
      const places: Place[] = [];
      for (const content of contentsOf(subject)) places.push(...(await rehearse(town, subject, content)));
      await killAt(town, places);
    } finally {
      await town.close();
    }
    expect(faults(subject)).toEqual([]);
  },
);

type Place = { kill: Kill; content: Content; call: string };

/** Publishes once undisturbed, and says where a process can die meanwhile. */
async function rehearse(town: KillTown, subject: Subject, content: Content): Promise<Place[]> {
  const sent = await town.send(subject, content);
  expect(await town.ended(sent)).toMatchObject({ state: "published", there: 1, asked: false });
  const asked = town.asked();
  return phases.flatMap((phase) =>
    momentsOf(asked.filter((each) => each.phase === phase)).map(({ call, nth, moment }) => ({
      content,
      call,
      kill: { subject, phase, nth, moment },
    })),
  );
}

/** Of calls that are alike, before the first one is carried out, and after the last one (of questions, which are asked as often as it takes, the first); and once with an answer read. */
function momentsOf(asked: readonly Asked[]): { call: string; nth: number; moment: Kill["moment"] }[] {
  const calls = asked.map(({ call }) => call);
  const each = [...new Set(calls)].flatMap((call) => [
    { call, nth: calls.indexOf(call) + 1, moment: "before" as const },
    {
      call,
      nth: (call.startsWith("GET") ? calls.indexOf(call) : calls.lastIndexOf(call)) + 1,
      moment: "after" as const,
    },
  ]);
  return calls.length === 0 ? [] : [...each, { call: "", nth: 1, moment: "read" as const }];
}

/** Kills worker after worker; each takes over from the one before it. */
async function killAt(town: KillTown, places: readonly Place[]): Promise<void> {
  for (const place of places) {
    const { subject } = place.kill;
    await town.arm(place.kill);
    const sent = await town.send(subject, place.content);
    await town.killed().catch((error: Error) => {
      throw new Error([error.message, noteOf(place, sent), ...faults(subject)].join("\n"), { cause: error });
    });
    town.start();
    tried.push(await judge(town, place, sent));
  }
}

/** What became of a post whose sender was killed. */
async function judge(town: KillTown, place: Place, sent: Sent): Promise<Tried> {
  const { state, code, reason, there, asked } = await town.ended(sent).catch((error: Error) => ({
    state: "never ended",
    code: null,
    reason: error.message,
    there: sent.there(),
    asked: false,
  }));
  const fault =
    there > 1 ? "doubled" : state === "published" && there === 1 ? null : state === "rejected" ? "refused" : "lost";
  return {
    ...place,
    sent,
    fault,
    asked,
    note: `${noteOf(place, sent)}: ${state} ${code ?? ""} ${reason}, ${there} there`,
  };
}

const noteOf = ({ kill: { phase, nth, moment }, call }: Place, { subject, content }: Sent): string =>
  `${subject.title}, ${content}, killed ${moment} ${call || "its answer was written"} (${phase}, ${nth})`;

const faults = (subject?: Subject): string[] =>
  tried
    .filter(({ fault, sent }) => fault !== null && (subject === undefined || sent.subject === subject))
    .map(({ fault, note }) => `${fault}: ${note}`);

/** A line a network, a column a phase: kills, and what of them was doubled, lost, refused, or a person's to tell. */
afterAll(() => {
  if (!full) return;
  const cells = (title: string) =>
    phases.map((phase) => {
      const here = tried.filter(({ kill, sent }) => sent.subject.title === title && kill.phase === phase);
      const count = (wanted: Tried["fault"]) => here.filter(({ fault }) => fault === wanted).length;
      const asked = here.filter((one) => one.asked).length;
      return here.length === 0
        ? "–"
        : `${here.length} / ${count("doubled")} / ${count("lost")} / ${count("refused")} / ${asked}`;
    });
  const rows = [
    ["", ...phases],
    ...[...new Set(tried.map(({ sent }) => sent.subject.title))].map((title) => [title, ...cells(title)]),
  ];
  const wide = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  console.log(
    `kills / doubled / lost / refused / asked of a person\n${rows
      .map((row) =>
        row
          .map((cell, column) => cell.padEnd(wide[column]!))
          .join("   ")
          .trimEnd(),
      )
      .join("\n")}`,
  );
});
