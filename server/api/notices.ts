import { z } from "zod";
import { File } from "./media.ts";
import { route, uuid } from "./route.ts";

const byToken = z.strictObject({ token: z.string().max(100) });

/** How people are told what waits for them, and what the links of these messages open. */
export const notices = {
  openLink: route({
    method: "GET",
    path: "/p/:token",
    access: "anonymous",
    summary: "The page of one proposal for one person, who needs no session there; opening it answers nothing",
    params: byToken,
    query: z.object({ answer: z.string().max(20).optional() }),
    reply: File,
    file: true,
  }),
  answerLink: route({
    method: "POST",
    path: "/p/:token/:act",
    access: "anonymous",
    summary: "What its person answers, with what the page gave them; a form of that page",
    params: byToken.extend({ act: z.enum(["publish", "undo", "no", "again", "later"]) }),
    reply: File,
    file: true,
    receives: true,
  }),
  showLinkPicture: route({
    method: "GET",
    path: "/p/:token/pictures/:id",
    access: "anonymous",
    summary: "A picture of that one proposal",
    params: byToken.extend({ id: uuid }),
    reply: File,
    file: true,
  }),
} as const;
