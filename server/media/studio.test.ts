import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { jpeg, png } from "#test/support/pictures.ts";
import { openStudio, type StudioOptions } from "./studio.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "relaymap-studio-"))));
afterAll(() => rm(folder, { recursive: true }));

function studio(options?: StudioOptions) {
  const opened = openStudio(options);
  onTestFinished(() => opened.close());
  return opened;
}

/** A process that behaves as told: `job` is the body of its listener. */
async function script(name: string, job: string, start = "process.send('ready');"): Promise<URL> {
  const file = join(folder, `${name}.mjs`);
  await writeFile(
    file,
    `process.on("message", (job) => { ${job} });\nprocess.on("disconnect", () => process.exit(0));\n${start}`,
  );
  return pathToFileURL(file);
}

test("pictures are converted one after the other, off our event loop", async () => {
  const { convert } = studio();
  const [one, two] = await Promise.all([
    convert(await jpeg({ width: 400 }), "image/jpeg", null),
    convert(await png(), "image/png", { bytes: 100_000, types: ["image/webp"], side: 100 }),
  ]);
  expect(one).toMatchObject({ type: "image/jpeg", width: 400 });
  expect(two).toMatchObject({ type: "image/webp", width: 100 });
  await expect(convert(Buffer.alloc(200, 1), "image/jpeg", null)).rejects.toMatchObject({
    code: "damaged",
    retry: false,
  });
});

test("a picture that hangs or crashes the process costs itself alone", async () => {
  const answer =
    "process.send({ id: job.id, picture: { bytes: job.bytes, type: job.type, width: 1, height: 1, frames: 1 } })";
  const wild = await script(
    "wild",
    `if (job.type === "crash") process.kill(process.pid, "SIGSEGV"); else if (job.type !== "hang") ${answer};`,
  );
  const { convert } = studio({ script: wild, jobMs: 1500 });
  const bytes = Buffer.from("x");
  const all = await Promise.allSettled(["a", "hang", "b", "crash", "c"].map((type) => convert(bytes, type, null)));
  expect(
    all.map((one) => (one.status === "fulfilled" ? one.value.type : (one.reason as { code: string }).code)),
  ).toEqual(["a", "too_slow", "b", "damaged", "c"]);
});

test("a machine without the library says so, and does not blame the picture", async () => {
  const missing = await script("missing", "", "throw new Error('no sharp');");
  await expect(studio({ script: missing }).convert(Buffer.from("x"), "a", null)).rejects.toMatchObject({
    code: "unavailable",
    retry: true,
  });
});

test("the process knows none of the server's secrets", async () => {
  process.env["RELAYMAP_TEST_CANARY"] = "canary";
  onTestFinished(() => void delete process.env["RELAYMAP_TEST_CANARY"]);
  const nosy = await script(
    "nosy",
    "process.send({ id: job.id, picture: { bytes: new Uint8Array(), type: JSON.stringify(process.env), width: 1, height: 1, frames: 1 } })",
  );
  const { type } = await studio({ script: nosy }).convert(Buffer.from("x"), "a", null);
  expect(type).not.toContain("canary");
});

test("what waits is bounded, and closing lets nobody wait for ever", async () => {
  const deaf = await script("deaf", "");
  const { convert, close } = studio({ script: deaf, waiting: 2 });
  const all = [1, 2, 3, 4].map(() =>
    convert(Buffer.from("x"), "a", null).catch((error: { code: string }) => error.code),
  );
  expect(await all[3]).toBe("busy");
  await close();
  expect(await Promise.all(all)).toEqual(["busy", "busy", "busy", "busy"]);
});
