import { expect } from "vitest";
import type { PostMedium } from "#engine/post.ts";
import type { Clause } from "../clause.ts";
import { noPicture, type Rig } from "../rig.ts";
import type { Subject } from "../subject.ts";
import { published, shownAt } from "./publishing.ts";

const takesPictures = ({ network: { card } }: Subject): string | null =>
  card.limits.pictures > 0 ? null : "it takes no pictures";

/** What a reader's page shows: the address and the alternative text of each picture. */
function shownIn(markup: string): { src: string; alt: string }[] {
  const plain = (text: string) => text.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));
  return [...markup.matchAll(/<img\b[^>]*>/gu)].map(([tag]) => ({
    src: plain(/\bsrc="([^"]*)"/u.exec(tag)?.[1] ?? ""),
    alt: plain(/\balt="([^"]*)"/u.exec(tag)?.[1] ?? ""),
  }));
}

async function sendPictures(rig: Rig, alts: (string | undefined)[]) {
  const made = await Promise.all(alts.map((alt) => rig.picture(alt)));
  const media = made.map(({ medium }) => medium);
  const sending = rig.fresh({ media });
  const sent = await published(rig, await rig.send(await rig.login(), sending));
  expect(rig.accepted(sending)).toBe(1);
  const url = shownAt(rig, sending, sent);
  const markup = await (await fetch(url)).text();
  return { made, shown: shownIn(markup), url };
}

/** Refused before the gate or inside it; nothing is out either way. */
async function isRefused(rig: Rig, made: { medium: PostMedium }[]): Promise<void> {
  const sending = rig.fresh({ media: made.map(({ medium }) => medium) });
  const told = await rig.send(await rig.login(), sending).then(
    (result) => result.kind,
    (error: Error) => /could not be prepared: (\w+)/u.exec(error.message)?.[1] ?? error.message,
  );
  expect(told).toBe("rejected");
  expect(rig.accepted(sending)).toBe(0);
}

/** Pictures reach the readers, with what is said of them. */
export const pictures: Clause[] = [
  {
    name: "pictures are shown in their order, with their alternative texts",
    absent: takesPictures,
    check: async (rig) => {
      const most = Math.min(rig.network.card.limits.pictures, 3);
      const alts = ["Léa & Hugo, « à l’atelier » <3", undefined, "Un chantier la nuit"].slice(0, most);
      const { made, shown, url } = await sendPictures(rig, alts);
      expect(shown.map(({ alt }) => alt)).toEqual(alts.map((alt) => alt ?? ""));
      for (const [index, { src }] of shown.entries()) {
        const file = await fetch(new URL(src, url));
        expect(file.headers.get("content-type")).toBe("image/png");
        expect(new Uint8Array(await file.arrayBuffer())).toEqual(made[index]!.bytes);
      }
    },
  },
  {
    name: "the longest alternative text that it takes arrives whole",
    absent: (subject) => takesPictures(subject) ?? (subject.network.card.limits.alt === 0 ? "it has none" : null),
    check: async (rig) => {
      const alt = "é".repeat(rig.network.card.limits.alt);
      expect((await sendPictures(rig, [alt])).shown).toMatchObject([{ alt }]);
    },
  },
  {
    name: "as many pictures as it takes pass, and one more is refused",
    absent: takesPictures,
    check: async (rig) => {
      const { pictures: most } = rig.network.card.limits;
      const alts = Array.from({ length: most }, (_, index) => `Image ${index + 1}`);
      expect((await sendPictures(rig, alts)).shown.map(({ alt }) => alt)).toEqual(alts);
      await isRefused(rig, await Promise.all([...alts, "Une de trop"].map((alt) => rig.picture(alt))));
    },
  },
  {
    name: "a picture as large as it takes passes, and one byte more is refused",
    absent: (subject) =>
      takesPictures(subject) ?? (subject.network.card.limits.picture === undefined ? "it says no size" : null),
    check: async (rig) => {
      const { bytes } = rig.network.card.limits.picture!;
      const { medium } = await rig.picture("La plus grande", bytes);
      await published(rig, await rig.send(await rig.login(), rig.fresh({ media: [medium] })));
      await isRefused(rig, [await rig.picture("Trop grande", bytes + 1)]);
    },
  },
  {
    name: "a picture that cannot be had publishes nothing, and says why",
    absent: takesPictures,
    check: async (rig) => {
      const gone = { id: "00000000-0000-4000-8000-000000000000", kind: "picture", type: "image/png" } as const;
      const sending = rig.fresh({ media: [gone] });
      await expect(rig.send(await rig.login(), sending)).rejects.toThrow(noPicture.en);
      expect(rig.accepted(sending)).toBe(0);
    },
  },
  {
    name: "a limit that an upload meets is told with its end, and nobody else’s post rests",
    absent: takesPictures,
    check: async (rig) => {
      const { network, town } = rig;
      const [lea, hugo, picture] = [await rig.login(), await rig.login("hugo_bernard"), await rig.picture("Un mât")];
      const sending = rig.fresh({ media: [picture.medium] });
      if (network.prepares?.(sending.part) !== true) return "its pictures go with the one call";
      const until = (Math.ceil(town.clock.now() / 1000) + 4000) * 1000;
      for (const { status, headers, body = "" } of rig.trial.limited(until, town.clock.now())) {
        const context = rig.context();
        let met = 0;
        const fetch: typeof context.fetch = async (url, init) => {
          if (init.method === "GET") return context.fetch(url, init);
          met += 1;
          return new Response(body, { status, ...(headers === undefined ? {} : { headers }) });
        };
        const step = await network.prepare!({ ...context, fetch }, lea, sending, undefined);
        if (met === 0) return "its pictures go with the one call";
        if (step.kind !== "limited") throw new Error(`it is ${step.kind}`);
        expect(Math.abs((step.until ?? 0) - until)).toBeLessThanOrEqual(5000 + (rig.trial.grain ?? 0));
      }
      const others = rig.fresh({ media: [picture.medium] });
      await published(rig, await rig.send(hugo, others));
      expect([rig.accepted(sending), rig.accepted(others)]).toEqual([0, 1]);
    },
  },
];
