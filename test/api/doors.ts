import { joinToken } from "#server/joining/token.ts";
import type { Settings, Trx } from "#server/ports.ts";

/** A link that lets somebody in who asked by themselves, and the code of the company's door, for a domain of its own. */
export async function opened(
  trx: Trx,
  settings: Pick<Settings, "masterKey">,
  { workspaceId, count }: { workspaceId: string; count: number },
): Promise<{ invitation: string; door: string }> {
  const asked = await trx
    .insertInto("join_request")
    .values({
      workspace_id: workspaceId,
      email: `eva-${count}-${workspaceId}@lumen.example`,
      name: "Eva",
      language: "fr",
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { join_code: door } = await trx
    .updateTable("workspace")
    .set((eb) => ({
      join_code: eb.fn.coalesce("join_code", eb.val(`door-${workspaceId}`)),
      join_open: true,
      join_domains: ["lumen.example"],
    }))
    .where("id", "=", workspaceId)
    .returning("join_code")
    .executeTakeFirstOrThrow();
  return { invitation: joinToken(settings, { workspaceId, requestId: Number(asked.id) }), door: door ?? "" };
}
