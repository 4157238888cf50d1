import { sql } from "kysely";
import type { z } from "zod";
import type { Role } from "../api.ts";
import { SignOffRule } from "../api/signoff.ts";
import { type Actor, record } from "../audit.ts";
import type { Db, Trx } from "../ports.ts";

export type Rule = z.infer<typeof SignOffRule>;

/** Whose agreement a version needs in a workspace. `lock`: nobody changes that before the transaction ends. */
export async function signOffRule(db: Db | Trx, workspaceId: string, options: { lock?: boolean } = {}): Promise<Rule> {
  const row = await db
    .selectFrom("workspace")
    .select(["sign_off as by", "sign_off_own as own", "entry_second as entries"])
    .where("id", "=", workspaceId)
    .$if(options.lock === true, (query) => query.forShare())
    .executeTakeFirstOrThrow();
  return SignOffRule.parse(row);
}

export async function setSignOffRule(db: Db, actor: Actor, rule: Rule): Promise<Rule> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("workspace")
      .set({ sign_off: rule.by, sign_off_own: rule.own, entry_second: rule.entries })
      .where("id", "=", workspaceId)
      .execute();
    await record(trx, { ...actor, action: "workspace.agreement", subject: `workspace/${workspaceId}`, detail: rule });
  });
  return rule;
}

export type Who = { workspaceId: string; memberId: string; role: Role };

/** Whether somebody may answer what `asker` asked; null: who asked is no longer here. */
export const maySign = (
  rule: Rule,
  { memberId, role }: Pick<Who, "memberId" | "role">,
  asker: string | null,
): boolean => (role === "admin" || (role === "manager" && rule.by !== "admins")) && (rule.own || asker !== memberId);

export type Signer = { id: string; name: string; email: string; language: "en" | "fr" };

/** Those who may answer what `asker` asked. */
export async function listSigners(trx: Trx, workspaceId: string, rule: Rule, asker: string): Promise<Signer[]> {
  const roles = rule.by === "admins" ? ["admin"] : ["admin", "manager"];
  const { rows } = await sql<Signer>`
    select id, name, email, language from member where workspace_id = ${workspaceId} and disabled_at is null and role = any(${roles})
      and (${rule.own} or id <> ${asker}) order by created_at limit 50`.execute(trx);
  return rows;
}
