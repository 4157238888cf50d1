import { expect, test } from "vitest";
import type { NetworkContext } from "#engine/network.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { network } from "./network.ts";
import { administered } from "./roles.ts";
import { readLittle, writeLittle } from "./text.ts";

test.each([
  ["(a) [b] {c} <d> @e * _f_ ~g| \\h", "\\(a\\) \\[b\\] \\{c\\} \\<d\\> \\@e \\* \\_f\\_ \\~g\\| \\\\h"],
  ["Un #hashtag, deux (#Éclairage) et #2026", "Un #hashtag, deux \\(#Éclairage\\) et #2026"],
  ["C# et #, ## ou a#b", "C\\# et \\#, \\#\\# ou a\\#b"],
  ["https://e.example/a_b?c=(d)#e", "https://e.example/a\\_b?c=\\(d\\)\\#e"],
])("%s is written so that LinkedIn shows it whole", (text, written) => {
  expect(writeLittle(text)).toBe(written);
  expect(readLittle(written)).toBe(text);
});

test("what is left bare cuts the post off there", () => {
  expect(readLittle("Avant (après)")).toBe("Avant ");
});

const urn = "urn:li:share:7";
const page = loginOf(card, { kind: "page", remoteId: "104", handle: "lumen" });
const refused = (status: number, more: object = {}) => new Response(JSON.stringify({ status, ...more }), { status });
const roles = (...ids: string[]) =>
  Response.json({
    elements: ids.map((id) => ({ state: "APPROVED", role: "A", organization: `urn:li:organization:${id}` })),
  });
const twin = () =>
  refused(422, { message: `duplicate of ${urn}`, errorDetails: { inputErrors: [{ code: "DUPLICATE_POST" }] } });

/** Answers by what is asked: posting, a post, and who has which role. */
function answering(answers: { post: () => Response; read?: () => Response; roles?: () => Response }) {
  const asked: string[] = [];
  const fetch: NetworkContext["fetch"] = async (url, { method }) => {
    const { pathname } = new URL(url);
    asked.push(`${method} ${pathname}`);
    if (method === "POST") return answers.post();
    const told = pathname === "/rest/organizationAcls" ? answers.roles : answers.read;
    if (told === undefined) throw new Error("reset");
    return told();
  };
  const base = "https://li.test";
  const context: NetworkContext = { fetch, apiBase: base, webBase: base, timeout: 1, medium: noMedium, now: () => 0 };
  return { context, asked };
}

test.each([
  ["no longer theirs", () => roles("105"), { kind: "unauthorised", closed: true }],
  ["still theirs", () => roles("104"), { kind: "rejected", status: 403 }],
  ["not to be found out now", () => refused(503), { kind: "rejected", status: 403 }],
  ["not to be found out for want of an answer", undefined, { kind: "rejected", status: 403 }],
])("a page's refused post is followed by the question who administers it: %s", async (_, told, outcome) => {
  const { context, asked } = answering({ post: () => refused(403), ...(told === undefined ? {} : { roles: told }) });
  expect(await network.publish(context, page, sendingOf({ text: "a" }))).toMatchObject(outcome);
  expect(asked.slice(0, 2)).toEqual(["POST /rest/posts", "GET /rest/organizationAcls"]);
});

test("a member's refused post asks for nobody's role", async () => {
  const { context, asked } = answering({ post: () => refused(403) });
  const result = await network.publish(context, loginOf(card), sendingOf({ text: "a" }));
  expect([result.kind, asked]).toEqual(["rejected", ["POST /rest/posts"]]);
});

test.each([
  ["page", "is there", () => Response.json({ id: urn }), { existing: urn, url: `https://li.test/feed/update/${urn}` }],
  ["page", "was deleted since", () => refused(404), { existing: null }],
  ["page", "may not be looked at", () => refused(403), { existing: urn, claimed: true }],
  ["page", "cannot be looked at now", undefined, { existing: urn, claimed: true }],
  ["person", "may be looked at by nobody", undefined, { existing: urn, claimed: true }],
] as const)("the earlier post that a refused repeat of a %s names %s", async (kind, _, read, outcome) => {
  const { context, asked } = answering({ post: twin, ...(read === undefined ? {} : { read }) });
  const result = await network.publish(context, { ...page, kind }, sendingOf({ text: "a" }));
  expect(result).toMatchObject({ kind: "duplicate", ...outcome });
  expect("claimed" in result).toBe("claimed" in outcome);
  expect(asked).toHaveLength(kind === "page" ? 2 : 1);
});

test("a company that is no live mention is told with the post, and one that is is not", async () => {
  const { context } = answering({ post: () => new Response("", { status: 201, headers: { "x-restli-id": urn } }) });
  const mentions = [
    { text: "Atelier Lumen", page: "lumen" },
    { text: "Lumen recrute", page: "105" },
  ];
  const note = async (...live: string[]) => {
    const prepared = { ids: [], until: 0, mentions: live.map((text) => ({ text, urn: "urn:li:organization:1" })) };
    const sending = sendingOf({ text: "Avec Atelier Lumen et Lumen recrute", mentions }, { prepared });
    const result = await network.publish(context, page, sending);
    return result.kind === "published" ? (result.note?.fr ?? null) : result.kind;
  };
  expect(await note("Atelier Lumen", "Lumen recrute")).toBeNull();
  expect(await note("Atelier Lumen")).toMatch(/^« Lumen recrute » n’est pas une mention active/u);
  expect(await note()).toMatch(/^« Atelier Lumen », « Lumen recrute » n’est/u);
});

test("the pages that somebody administers are read answer by answer, each once, whatever their role there", async () => {
  const many = Array.from({ length: 100 }, (_, index) => String(index + 1));
  const told = [roles(...many), roles("101"), roles("7", "102")];
  const { context, asked } = answering({ post: () => refused(500), roles: () => told.shift()! });
  expect((await administered(context, "token")).size).toBe(102);
  expect([asked.length, told.length]).toEqual([3, 0]);
});
