import type { Reply } from "../api.ts";
import { mailOnce } from "../mail/once.ts";
import { canMail } from "../mail/settings.ts";
import { template } from "../mail/templates/charter-receipt.ts";
import type { Services } from "../ports.ts";

type Reader = { workspaceId: string; memberId: string; name: string; email: string; zone: string };

/** Mails a person the receipt of their yes, once for each version. False where no mail is set up. */
export async function mailReceipt(
  services: Pick<Services, "db" | "settings">,
  { workspaceId, memberId, name, email, zone }: Reader,
  { number, acceptedAt, hash, language }: Reply<"acceptCharter">["receipt"],
): Promise<boolean> {
  if (!(await canMail(services, workspaceId))) return false;
  const { company } = await services.db
    .selectFrom("workspace")
    .select("name as company")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  await mailOnce(services.db, {
    workspaceId,
    reason: `charter-receipt/${memberId}/${number}`,
    to: { address: email, name },
    template,
    data: { name, company, zone, number, at: acceptedAt, hash },
    language,
  });
  return true;
}
