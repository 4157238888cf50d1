import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { CallError } from "../../client.ts";
import { createSaver, type SaveState } from "./saver.ts";

const first = MapDocument.parse({ schema: 1, name: "first" });
const named = (name: string): MapDocument => ({ ...first, name });
const failure = (status: number) =>
  new CallError(status === 409 ? "draft_changed" : "offline", status, { en: "no", fr: "non" });

/** A server that keeps the last drawing and can be told to fail. */
function server() {
  const state = { revision: 1, name: "first", fail: [] as number[], calls: 0 };
  const save = async (revision: number, document: MapDocument) => {
    state.calls += 1;
    const status = state.fail.shift();
    if (status !== undefined) throw failure(status);
    if (revision !== state.revision) throw failure(409);
    state.revision += 1;
    state.name = document.name;
    return { revision: state.revision, problems: [] };
  };
  return { state, save };
}

function open() {
  const { state, save } = server();
  const states: SaveState["kind"][] = [];
  const saver = createSaver({ revision: 1, document: first, save, tell: (next) => states.push(next.kind) });
  return { state, saver, states };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("edits in quick succession are saved once, after a pause", async () => {
  const { state, saver, states } = open();
  saver.touch(named("a"));
  saver.touch(named("b"));
  saver.touch(named("c"));
  await vi.advanceTimersByTimeAsync(2000);
  expect(state).toMatchObject({ calls: 1, name: "c", revision: 2 });
  expect(states.at(-1)).toBe("saved");
  expect(saver.dirty()).toBe(false);
});

test("what is undone before it was saved, or was another's drawing for a moment, is not saved at all", async () => {
  const { state, saver, states } = open();
  saver.touch(named("a"));
  saver.touch(first);
  expect(states.at(-1)).toBe("saved");
  state.fail.push(0);
  saver.touch(named("b"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(states.at(-1)).toBe("failed");
  saver.touch(first);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states.at(-1)).toBe("saved");
  expect(state).toMatchObject({ calls: 1, name: "first" });
});

test("after the session ended nothing is sent until the same person is back, and then at once", async () => {
  const { state, saver, states } = open();
  state.fail.push(401);
  saver.touch(named("a"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(states.at(-1)).toBe("failed");
  saver.touch(named("b"));
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(await saver.flush()).toBeNull();
  expect(state.calls).toBe(1);
  saver.resume();
  await vi.advanceTimersByTimeAsync(10);
  expect(state).toMatchObject({ calls: 2, name: "b" });
  expect(states.at(-1)).toBe("saved");
});

test("a failed save is tried again until it succeeds, with the newest drawing", async () => {
  const { state, saver, states } = open();
  state.fail.push(0, 503);
  saver.touch(named("a"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(states.at(-1)).toBe("failed");
  expect(saver.dirty()).toBe(true);
  saver.touch(named("b"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state).toMatchObject({ name: "b", revision: 2 });
  expect(states.at(-1)).toBe("saved");
});

test("a conflict stops saving until a person chose; overwriting then wins", async () => {
  const { state, saver } = open();
  state.revision = 7;
  saver.touch(named("mine"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(saver.state().kind).toBe("conflict");
  saver.touch(named("mine again"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state).toMatchObject({ calls: 1, name: "first" });
  await saver.overwrite(7);
  expect(state).toMatchObject({ name: "mine again", revision: 8 });
  expect(saver.state().kind).toBe("saved");
});

test("taking the other drawing leaves nothing to save", async () => {
  const { state, saver } = open();
  state.revision = 7;
  saver.touch(named("mine"));
  await vi.advanceTimersByTimeAsync(1000);
  const theirs = named("theirs");
  saver.adopt({ revision: 7, document: theirs, problems: [] });
  saver.touch(theirs);
  await vi.advanceTimersByTimeAsync(5000);
  expect(saver.state().kind).toBe("saved");
  expect(state.calls).toBe(1);
});

test("flush answers the revision that holds the drawing, or null where it could not be saved", async () => {
  const { state, saver } = open();
  saver.touch(named("a"));
  expect(await saver.flush()).toBe(2);
  state.fail.push(500);
  saver.touch(named("b"));
  expect(await saver.flush()).toBeNull();
});

test("a drawing that the server refuses is not sent again before it changes", async () => {
  const { state, saver } = open();
  state.fail.push(422);
  saver.touch(named("a"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saver.state().kind).toBe("refused");
  expect(state.calls).toBe(1);
  saver.touch(named("b"));
  await vi.advanceTimersByTimeAsync(2000);
  expect(state.name).toBe("b");
});

test("nothing is sent while somebody else is signed in: it waits as for a session that ended, and is no conflict", async () => {
  const { state, save } = server();
  const states: SaveState["kind"][] = [];
  let swapped = true;
  const saver = createSaver({
    revision: 1,
    document: first,
    save: async (revision, document) => {
      if (swapped) throw new CallError("other_person", 409, { en: "no", fr: "non" });
      return save(revision, document);
    },
    tell: (next) => states.push(next.kind),
  });
  saver.touch(named("a"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([states.at(-1), saver.dirty(), state.calls]).toEqual(["failed", true, 0]);
  saver.touch(named("b"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.calls).toBe(0);
  swapped = false;
  saver.resume();
  await vi.advanceTimersByTimeAsync(1000);
  expect([states.at(-1), state.name]).toEqual(["saved", "b"]);
});

test("a map that was only named elsewhere asks nobody: the name is taken over, what was drawn here is saved, and a name of ours stays", async () => {
  const cases: [Partial<MapDocument>, string][] = [
    [{ description: "drawn here" }, "theirs"],
    [{ name: "ours" }, "ours"],
  ];
  for (const [mine, name] of cases) {
    const { state, save } = server();
    state.revision = 4;
    const canvas: { document: MapDocument } = { document: { ...first, ...mine } };
    const saver = createSaver({
      revision: 1,
      document: first,
      save,
      tell: () => undefined,
      fresh: async () => ({ revision: 4, document: named("theirs") }),
      named: (theirs) => {
        canvas.document = { ...canvas.document, name: theirs };
        saver.touch(canvas.document);
      },
    });
    saver.touch(canvas.document);
    await vi.advanceTimersByTimeAsync(5000);
    expect(saver.state().kind).toBe("saved");
    expect(state).toMatchObject({ name, revision: 5 });
    expect(canvas.document).toMatchObject(mine);
  }
});

test("another drawing under another name is asked about as any other", async () => {
  const { state, save } = server();
  state.revision = 4;
  const theirs = { ...named("theirs"), description: "drawn there" };
  const fresh = async () => ({ revision: 4, document: theirs });
  const saver = createSaver({ revision: 1, document: first, save, tell: () => undefined, fresh });
  saver.touch({ ...first, description: "drawn here" });
  await vi.advanceTimersByTimeAsync(5000);
  expect(saver.state().kind).toBe("conflict");
});
