import { expect } from "vitest";
import type { Clause } from "../clause.ts";
import { noPicture } from "../rig.ts";
import type { Subject } from "../subject.ts";
import { published } from "./publishing.ts";

const takesVideos = ({ network: { card } }: Subject): string | null =>
  card.limits.videos > 0 ? null : "it takes no videos";

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
