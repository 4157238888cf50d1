import { z } from "zod";

/** Whether the database takes what is written; `low`: still, but not for long. */
export const Room = z.enum(["good", "low", "full", "readonly"]);
