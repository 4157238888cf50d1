import { z } from "zod";
import { type Role, roles } from "#engine/role.ts";

/** What the rooms of the table share: who may call a route, its form, and the shapes that all of them use. */
type Shape = z.ZodType;
export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  /** `address`: whoever knows the unguessable part of the path; a session gives nothing there, and is not looked at. */
  access: readonly Role[] | "anonymous" | "address";
  summary: string;
  params?: Shape;
  query?: Shape;
  body?: Shape;
  reply: Shape;
  /** Opened by the browser as a page: the reply's `location` is where it is sent (303), failures included. */
  redirects?: true;
  /** Takes any body as it came, with its headers: a signature is over bytes. Called by programs, and by our own pages where they bring a file. */
  receives?: true;
  /** Bytes that such a body may have, where that is not a megabyte. */
  bytes?: number;
  /** Answers with bytes of a type, which the browser may keep for a while, and not with JSON. */
  file?: true;
};
/** Keeps what a route says of itself as its type. */
export const route = <const R extends Route>(value: R): R => value;

export const everyone = [...roles] as const;
export const editors = ["admin", "manager"] as const;
export const admins = ["admin"] as const;

export const Text = z.strictObject({ en: z.string(), fr: z.string() });

export const uuid = z.uuid();
export const when = z.iso.datetime({ offset: true });
/** Keyset paging: pass the `next` of the last answer. */
export const paging = z.strictObject({
  before: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const paged = <S extends Shape>(row: S) => z.strictObject({ rows: z.array(row), next: z.string().nullable() });
/** Something moved is put back where it stood: there it may stand, whatever hours and shares say. */
export const back = z.literal(true).optional();
export const done = z.strictObject({ ok: z.literal(true) });
export const byId = z.strictObject({ id: uuid });
export const byNumber = z.strictObject({ id: z.coerce.number().int().positive() });

export const Failure = z.strictObject({
  code: z.string(),
  message: Text,
  details: z.unknown().optional(),
  requestId: z.string().optional(),
});
