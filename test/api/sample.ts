import type { Input, TestMember } from "#test/support/session.ts";
import type { Things } from "./things.ts";

/**
 * A sound request to each route. The compiler asks for a line per route of the table; `also` are other answers that are
 * right for the person and the state of the things (never 401, never 404).
 */
export type Sample = { input: (things: Things, member: TestMember) => Input; also?: number[] };
