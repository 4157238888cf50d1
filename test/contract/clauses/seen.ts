import { expect } from "vitest";
import type { Clause } from "../clause.ts";
import { published } from "./publishing.ts";

const plain = (markup: string): string =>
  markup.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));

/** Words that wait behind what they warn of, and posts that not everybody sees. */
export const seen: Clause[] = [
  {
    name: "what a post warns of stands before its words, which wait behind it and share its room",
    absent: ({ network: { card } }) => (card.warns === true ? null : "it has no place of its own for it"),
    check: async (rig) => {
      const warning = "Éclipse « en direct » <fin>";
      const sending = rig.fresh({ warning });
      const { url } = await published(rig, await rig.send(await rig.login(), sending));
      const page = await (await fetch(url ?? "")).text();
      const [, shown = "", hidden = ""] = /<summary>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>/u.exec(page) ?? [];
      expect(plain(shown)).toBe(warning);
      expect(plain(hidden)).toContain(sending.part.text);
      const { limits, count } = rig.network.card;
      const full = rig.fresh({ warning });
      const room = limits.text - count(full.part.text, limits) - count(warning, limits);
      const words = `${full.part.text}${"a".repeat(room)}`;
      const over = { ...full, part: { ...full.part, text: `${words}a` } };
      expect((await rig.send(await rig.login(), over)).kind).toBe("rejected");
      await published(rig, await rig.send(await rig.login(), { ...full, part: { ...full.part, text: words } }));
    },
  },
  {
    name: "who sees a post is as it was chosen, and nobody else is given it",
    absent: ({ network: { card } }) => (card.visibilities === undefined ? "an app cannot choose it there" : null),
    check: async (rig) => {
      const login = await rig.login();
      for (const visibility of [undefined, ...rig.network.card.visibilities!]) {
        const { remoteId } = await published(
          rig,
          await rig.send(login, rig.fresh(visibility === undefined ? {} : { visibility })),
        );
        const address = rig.trial.open?.(rig.context().apiBase, remoteId) ?? "";
        expect((await fetch(address)).status, visibility ?? "as it is set up").toBe(
          visibility === "followers" ? 404 : 200,
        );
      }
    },
  },
];
