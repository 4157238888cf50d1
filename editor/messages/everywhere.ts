import { bar } from "./bar.ts";
import { canvas } from "./canvas.ts";
import { marks } from "./marks.ts";
import { drawer } from "./drawer.ts";
import { maps } from "./maps.ts";
import { pictures } from "./pictures.ts";
import { runs } from "./runs.ts";
import { shell } from "./shell.ts";

/** What is said on the pages that most people see: there from the first load on. */
export const everywhere = {
  ...shell,
  ...maps,
  ...canvas,
  ...marks,
  ...bar,
  ...drawer,
  ...runs,
  ...pictures,
} as const;
