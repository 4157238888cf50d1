import { expect } from "vitest";
import type { Text } from "#engine/text.ts";
import type { Clause } from "../clause.ts";
import { noPicture, type Rig } from "../rig.ts";
import type { Subject } from "../subject.ts";
import { published } from "./publishing.ts";

const takesVideos = ({ network: { card } }: Subject): string | null =>
  card.limits.videos > 0 ? null : "it takes no videos";

const hearsOfVideos = (subject: Subject): string | null =>
  takesVideos(subject) ?? subject.trial.videos?.unheard?.[subject.kind] ?? null;

const plain = (text: string): string =>
  text.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));

/** Refused before the gate, inside it or after it, with its reason; nothing is out whichever it is. */
async function refusal(rig: Rig, state: "broken" | "none"): Promise<Text> {
  const sending = rig.fresh({ media: [rig.video(undefined, state).medium] });
  const login = await rig.login();
  const before = await rig.step(login, sending);
  const result = before.kind === "prepared" ? await rig.send(login, sending) : before;
  if (result.kind !== "rejected") throw new Error(`it ended as ${result.kind}`);
  expect(rig.accepted(sending)).toBe(0);
  return result.reason;
}

/** A video reaches the readers as it is. */
export const videos: Clause[] = [
  {
    name: "a video is shown with its post, byte for byte",
    absent: takesVideos,
    check: async (rig) => {
      const { medium, bytes } = rig.video();
      const sending = rig.fresh({ media: [medium] });
      const { url } = await published(rig, await rig.send(await rig.login(), sending));
      expect(rig.accepted(sending)).toBe(1);
      const page = await (await fetch(url ?? "")).text();
      const src = /<video\b[^>]*\bsrc="([^"]*)"/u.exec(page)?.[1] ?? "";
      const file = await fetch(new URL(src, url ?? ""));
      expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    },
  },
  {
    name: "more videos than it takes, and one beside a picture, publish nothing",
    absent: takesVideos,
    check: async (rig) => {
      const most = rig.network.card.limits.videos;
      const many = Array.from({ length: most + 1 }, () => rig.video().medium);
      const { medium: picture } = await rig.picture("Une image");
      for (const media of [many, [rig.video().medium, picture]]) {
        const sending = rig.fresh({ media });
        await expect(rig.send(await rig.login(), sending)).rejects.toThrow("could not be prepared: rejected");
        expect(rig.accepted(sending)).toBe(0);
      }
    },
  },
  {
    name: "what is said of a video is there for who does not see it",
    absent: (subject) =>
      takesVideos(subject) ?? (subject.network.card.videoAlt === true ? null : (subject.trial.videos?.mute ?? null)),
    check: async (rig) => {
      const { medium } = rig.video("Une grue « soulève » <un toit>");
      const { url } = await published(rig, await rig.send(await rig.login(), rig.fresh({ media: [medium] })));
      const page = await (await fetch(url ?? "")).text();
      const label = /<video\b[^>]*\baria-label="([^"]*)"/u.exec(page)?.[1] ?? "";
      expect(plain(label)).toBe(medium.alt);
    },
  },
  {
    name: "a file that is no video is refused, whatever it says of itself, and nothing is out",
    absent: hearsOfVideos,
    check: async (rig) => void (await refusal(rig, "none")),
  },
  {
    name: "a video that the network works on for minutes and cannot use is one clear sentence, and nothing is out",
    absent: hearsOfVideos,
    check: async (rig) => {
      const { title } = rig.network.card;
      const { en, fr } = await refusal(rig, "broken");
      expect(en).toMatch(new RegExp(`^${title} could not make use of the video: \\S`, "u"));
      expect(fr).toMatch(new RegExp(`^${title} n’a pas pu utiliser la vidéo : \\S`, "u"));
    },
  },
  {
    name: "a video that cannot be had publishes nothing, and says why",
    absent: takesVideos,
    check: async (rig) => {
      const gone = { id: "00000000-0000-4000-8000-000000000000", kind: "video", type: "video/mp4" } as const;
      const sending = rig.fresh({ media: [gone] });
      await expect(rig.send(await rig.login(), sending)).rejects.toThrow(noPicture.en);
      expect(rig.accepted(sending)).toBe(0);
    },
  },
];
