import type { Process } from "#engine/node.ts";
import { reworded } from "#engine/reworded.ts";
import type { Config } from "./node.ts";

const tones: Record<Config["tone"], string> = {
  same: "Keep the tone of the post.",
  plain: "Tone: plain, without superlatives.",
  warm: "Tone: warm, as one speaks to colleagues.",
  professional: "Tone: professional.",
  lively: "Tone: lively and enthusiastic.",
};
/** Characters. */
const lengths = { short: 140, long: 1200 };

/** Has each item worded anew by a machine, as the settings tell it. */
export const process: Process<Config> = (items, config, { machine, room = null, languageOf }) => {
  const { instruction, tone, length, language, failed } = config;
  const told = `${instruction.trim()}\n${tones[tone]}`;
  return reworded(items, { machine, failed }, (item) =>
    item.text.trim() === ""
      ? null
      : {
          task: "rewrite",
          instruction: told,
          given: {
            text: item.text,
            title: item.title === item.text ? "" : item.title,
            summary: item.summary.slice(0, 2000),
            author: item.author ?? "",
            source: item.source,
            link: item.link ?? "",
          },
          most: length === "networks" ? room : lengths[length],
          from: languageOf?.(item) ?? null,
          into: language === "" ? null : language,
        },
  );
};
