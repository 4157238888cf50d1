import type { Clause } from "./clause.ts";
import { access } from "./clauses/access.ts";
import { connecting } from "./clauses/connecting.ts";
import { limits } from "./clauses/limits.ts";
import { lost } from "./clauses/lost.ts";
import { outcomes } from "./clauses/outcomes.ts";
import { phases } from "./clauses/phases.ts";
import { pictures } from "./clauses/pictures.ts";
import { publishing } from "./clauses/publishing.ts";
import { reposting } from "./clauses/reposting.ts";
import { texts } from "./clauses/texts.ts";
import { seen } from "./clauses/seen.ts";
import { unicode } from "./clauses/unicode.ts";
import { videos } from "./clauses/videos.ts";

/** All that every network keeps to, in the order of the table. */
export const clauses: readonly Clause[] = [
  ...connecting,
  ...access,
  ...publishing,
  ...reposting,
  ...pictures,
  ...videos,
  ...seen,
  ...phases,
  ...outcomes,
  ...limits,
  ...lost,
  ...texts,
  ...unicode,
];
