import { sql } from "kysely";

/** Days for which an offer stands. */
export const offerDays = 14;

/** Of a handover `h`: it still waits for a yes, or for the sign-in that follows it. */
export const stands = sql<boolean>`(h.accepted_at is not null or h.asked_at > now() - make_interval(days => ${offerDays}))`;
