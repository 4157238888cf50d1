import { sql } from "kysely";
import type { Db } from "../ports.ts";

export type PostReading = { at: string; counts: Record<string, number> };
export type AudienceReading = { at: string; followers: number };

/** Days of followers that an account's line shows. */
export const audienceDays = 90;

/** What was read of a post, oldest first. An empty reading says that it was not there any more. */
export async function readingsOf(db: Db, workspaceId: string, deliveryId: number): Promise<PostReading[]> {
  const { rows } = await sql<PostReading>`select at, counts from reading
    where workspace_id = ${workspaceId} and delivery_id = ${deliveryId} and (until is null or until > now()) order by step limit 50`.execute(
    db,
  );
  return rows;
}

/** An account's followers by day, oldest first. */
export async function audienceOf(db: Db, workspaceId: string, accountId: string): Promise<AudienceReading[]> {
  const { rows } = await sql<AudienceReading>`select at, (counts->>'followers')::int as followers from reading
    where workspace_id = ${workspaceId} and account_id = ${accountId} and delivery_id is null and (until is null or until > now())
      and at > now() - make_interval(days => ${audienceDays}) order by at limit 1000`.execute(db);
  return rows;
}
