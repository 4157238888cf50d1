import { randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { items, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest } from "../../nodes/ambassadors/node.ts";
import { expand } from "../../nodes/ambassadors/run.ts";
import { OutboundError } from "../outbound/error.ts";
import type { Services, Settings } from "../ports.ts";
import { readOffer } from "./detail.ts";
import { readFile } from "./files.ts";
import { makeKit, safeName } from "./kit.ts";
import { listOffers } from "./list.ts";
import { type Facing, listContent } from "./views.ts";

let world: World;
let memberId: string;
beforeAll(async () => {
  world = await makeWorld();
  const { services } = world;
  (services.nodes.manifests as Map<string, unknown>).set("ambassadors", manifest);
  const toys = services.nodes.expand;
  services.nodes.expand = (type) => (type === "ambassadors" ? (expand as ReturnType<typeof toys>) : toys(type));
  services.settings = { ...services.settings, publicUrl: "https://relay.example" } as Settings;
  services.outbound = { read } as unknown as Services["outbound"];
  const id = randomUUID();
  await sql`insert into auth_user (id, name, email, "emailVerified", "createdAt", "updatedAt") values (${id}, 'lea', 'lea@example.org', true, now(), now())`.execute(
    services.db,
  );
  const { rows } = await sql<{ id: string }>`
    insert into member (workspace_id, user_id, email, name, role) values (${world.workspaceId}, ${id}, 'lea@example.org', 'lea', 'ambassador') returning id`.execute(
    services.db,
  );
  memberId = rows[0]!.id;
});
afterAll(() => world.close());

/** Sites of documents: one is away, the others answer with their own address. */
const read = (url: string) => {
  if (url.includes("away")) return Promise.reject(new OutboundError("dns", "away"));
  return Promise.resolve({ status: 200, body: Buffer.from(url) });
};

const facing: Facing = { face: (row) => row, picture: (picture) => picture };
const file = (name: string, alt?: string) => ({
  ...{ url: `https://files.example/${name}`, kind: "file" as const, type: "application/pdf" },
  ...(alt === undefined ? {} : { alt }),
});

async function kitOf(media: ReturnType<typeof file>[], limits?: { files: number; bytes: number }) {
  const name = `kit${randomUUID()}`;
  world.springs.set(name, () =>
    list(items(name, 1).map((item) => ({ ...item, title: "Quais de Saône, la nuit !", media }))),
  );
  const nodes = { a: ["spring", { name }], z: ["ambassadors", { ...(manifest.defaults as object) }] };
  await runNow(world, await publish(world, { ...drawing(nodes as never, ["a>z"]), first: { kind: "all" } }));
  const { rows } = await listOffers(world.services.db, { workspaceId: world.workspaceId, limit: 1 });
  const { id } = rows[0]!;
  const who = { workspaceId: world.workspaceId, memberId };
  const { signal } = new AbortController();
  const asked = { id, facing, language: "fr" as const, signal, ...(limits === undefined ? {} : { limits }) };
  const kit = await makeKit(world.services, who, asked);
  return { name: kit.name, files: unzip(await buffer(kit.stream as never)) };
}

/** What lies in a zip, by its directory: files that were stored as they are. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  const files = new Map<string, string>();
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, name, extra, comment] = [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const head = bytes.readUInt32LE(at + 42);
    const data = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), bytes.toString("utf8", data, data + size));
    at += 46 + name + extra + comment;
  }
  return files;
}

test("a kit is one zip of all files and the words; what cannot be had is named in the words, and the rest is there", async () => {
  const { name, files } = await kitOf([
    file("Dossier%20de%20presse.PDF", "Le dossier"),
    file("away.pdf"),
    file("plan.pdf"),
  ]);
  expect(name).toBe("quais-de-saone-la-nuit.zip");
  expect([...files.keys()]).toEqual(["01-Dossier de presse.pdf", "03-plan.pdf", "textes.txt"]);
  expect(files.get("03-plan.pdf")).toBe("https://files.example/plan.pdf");
  const words = files.get("textes.txt")!;
  expect(words).toContain("Quais de Saône, la nuit !");
  expect(words).toContain("01-Dossier de presse.pdf: Le dossier");
  expect(words).toMatch(/02-away\.pdf: Ce fichier n’est pas accessible/u);
});

test("while a hold keeps it neither words, link, file nor kit are given, and why is said; afterwards they are", async () => {
  const { services, workspaceId } = world;
  await kitOf([file("plan.pdf")]);
  const { rows } = await listOffers(services.db, { workspaceId, limit: 1 });
  const { id } = rows[0]!;
  const who = { workspaceId, memberId };
  await sql`insert into crisis (workspace_id, number, words) values (${workspaceId}, 1, ${["quais"]}::text[])`.execute(
    services.db,
  );
  const held = await readOffer(services, who, facing, id);
  expect(held).toMatchObject({ held: true, link: null, summary: "", short: null, original: null, files: [], ways: [] });
  expect(held.why?.fr).toContain("quais");
  await expect(kitOf([file("plan.pdf")])).rejects.toMatchObject({ code: "crisis", status: 409 });
  await expect(readFile(services, workspaceId, { id, place: 0 })).rejects.toMatchObject({ code: "crisis" });
  expect((await listContent(services, who, facing, { limit: 1 })).rows).toMatchObject([{ held: true, summary: "" }]);
  await sql`update crisis set ended_at = now() where workspace_id = ${workspaceId}`.execute(services.db);
  expect(await readOffer(services, who, facing, id)).toMatchObject({ held: false, why: null, files: [{ place: 0 }] });
});

test("a kit has so many files and bytes, and no more", async () => {
  const many = Array.from({ length: 5 }, (_, at) => file(`${at}.pdf`));
  const few = await kitOf(many, { files: 3, bytes: 1_000_000 });
  expect([...few.files.keys()]).toEqual(["01-0.pdf", "02-1.pdf", "03-2.pdf", "textes.txt"]);
  const light = await kitOf(many, { files: 30, bytes: 60 });
  expect([...light.files.keys()]).toEqual(["01-0.pdf", "02-1.pdf", "textes.txt"]);
  expect(light.files.get("textes.txt")).toContain("05-4.pdf: laissé de côté");
});

test.each([
  ["../../etc/passwd", "", "01-etc-passwd"],
  ["con", "", "01-con"],
  ["..", "", "01-file"],
  ["évènement.HTML", "", "01-évènement.html"],
  ["photo.php", "image/jpeg", "01-photo.jpg"],
  [`${"x".repeat(300)}.pdf`, "", `01-${"x".repeat(60)}.pdf`],
  ["a:b|c?.pdf", "", "01-a-b-c.pdf"],
])("%s is kept under a name that leads nowhere else", (name, type, safe) => {
  expect(safeName(1, name, type)).toBe(safe);
});
