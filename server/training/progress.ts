import type { Reply } from "../api.ts";
import { conflict, notFound } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { basics, lessonsOf } from "./lessons.ts";
import { ownLessons } from "./own.ts";

type Who = { workspaceId: string; memberId: string };

const standsAt = (db: Db | Trx, { workspaceId, memberId }: Who) =>
  db
    .selectFrom("training")
    .select(["lesson", "step", "done_at as doneAt"])
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .execute();

/** What ships, then what the company wrote and published. `required`: it comes before automatic posts where the workspace asks for lessons. */
async function allLessons(services: Pick<Services, "nodes">, db: Db | Trx, workspaceId: string) {
  const shipped = lessonsOf(services).map((lesson) => ({ ...lesson, required: lesson.kind === "basic" }));
  return [...shipped, ...(await ownLessons(db, workspaceId))];
}

/** What lessons are called that people can finish here, by their names, in the order in which they are best read. */
export async function lessonTitles(services: Pick<Services, "db" | "nodes">, workspaceId: string) {
  const lessons = await allLessons(services, services.db, workspaceId);
  return new Map(lessons.map(({ name, title }) => [name, title]));
}

/** Throws 404. */
async function oneLesson(services: Pick<Services, "db" | "nodes">, workspaceId: string, name: string) {
  const lesson = (await allLessons(services, services.db, workspaceId)).find((each) => each.name === name);
  if (lesson === undefined) throw notFound();
  return lesson;
}

/** All lessons, how far the reader came in each, and what their workspace wants before automatic posts. */
export async function listTraining(services: Pick<Services, "db" | "nodes">, who: Who): Promise<Reply<"listTraining">> {
  const own = new Map((await standsAt(services.db, who)).map((row) => [row.lesson, row]));
  const dates = basics.map((name) => own.get(name)?.doneAt ?? null);
  return {
    rows: (await allLessons(services, services.db, who.workspaceId)).map(({ parts, ...lesson }) => ({
      ...lesson,
      screens: parts.length,
      step: own.get(lesson.name)?.step ?? null,
      doneAt: own.get(lesson.name)?.doneAt ?? null,
    })),
    first: await wantsFirst(services.db, who.workspaceId),
    certified: dates.every((at) => at !== null) ? dates.reduce((a, b) => (a! > b! ? a : b))! : null,
  };
}

/** One lesson whole, and where its reader goes on. */
export async function readLesson(
  services: Pick<Services, "db" | "nodes">,
  who: Who,
  name: string,
): Promise<Reply<"readLesson">> {
  const { parts, ...lesson } = await oneLesson(services, who.workspaceId, name);
  const row = (await standsAt(services.db, who)).find((each) => each.lesson === name);
  return {
    ...lesson,
    parts: parts.map((part) =>
      part.kind === "idea"
        ? {
            ...part,
            text: [...part.text],
            pair: part.pair ?? null,
            medium: part.medium ?? null,
            video: part.video ?? null,
          }
        : { ...part, answers: [...part.answers] },
    ),
    step: Math.min(row?.step ?? 0, parts.length),
    doneAt: row?.doneAt ?? null,
  };
}

/**
 * Keeps how far the reader came; on the screen behind the last one they are done, and stay so, also when they read it again. Not logged: who learns
 * what is nobody else's matter. Of two devices the later tap counts.
 */
export async function keepLesson(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId }: Who,
  { name, step }: { name: string; step: number },
): Promise<Reply<"keepLesson">> {
  const { parts } = await oneLesson(services, workspaceId, name);
  const at = Math.min(step, parts.length);
  const done = at === parts.length;
  const row = await services.db
    .insertInto("training")
    .columns(["workspace_id", "member_id", "lesson", "step", "done_at"])
    .values((eb) => ({
      ...{ workspace_id: workspaceId, member_id: memberId, lesson: name, step: at },
      done_at: done ? eb.fn<string>("clock_timestamp") : null,
    }))
    .onConflict((clash) =>
      clash.columns(["workspace_id", "member_id", "lesson"]).doUpdateSet((eb) => ({
        step: eb.ref("excluded.step"),
        done_at: eb.fn.coalesce("training.done_at", "excluded.done_at"),
      })),
    )
    .returning(["step", "done_at as doneAt"])
    .executeTakeFirstOrThrow();
  return row;
}

export async function wantsFirst(db: Db | Trx, workspaceId: string): Promise<boolean> {
  const row = await db
    .selectFrom("workspace")
    .select("training_first")
    .where("id", "=", workspaceId)
    .executeTakeFirst();
  return row?.training_first === true;
}

/**
 * Throws 409 where the workspace wants the basic lessons before automatic posts and this person has not finished them. Asked where a person chooses
 * (`setMode`), and not by the gate: the gate answers whether there is a live yes of the person, and a yes that was given stays one until it ends, within a
 * year, or is taken back. A rule that is switched on later would else silently turn what people chose into something they did not choose, and it could
 * only ever hold back, for want of a quiz, what somebody has agreed to.
 */
export async function checkLearnt(trx: Trx, who: Who): Promise<void> {
  if (!(await wantsFirst(trx, who.workspaceId))) return;
  const done = new Set((await standsAt(trx, who)).flatMap(({ lesson, doneAt }) => (doneAt === null ? [] : [lesson])));
  const own = (await ownLessons(trx, who.workspaceId)).filter(({ required }) => required);
  const asked = [...basics, ...own.map(({ name }) => name)];
  const open = asked.filter((name) => !done.has(name)).length;
  if (open > 0)
    throw conflict("training_first", {
      en: `Before automatic posts your company asks for the ${asked.length} short lessons under “Training” (${open} to go, a few minutes each). Until then you are asked before each post.`,
      fr: `Avant les publications automatiques, votre entreprise demande les ${asked.length} courtes leçons de « Formation » (encore ${open}, quelques minutes chacune). D’ici là, on vous demande avant chaque publication.`,
    });
}
