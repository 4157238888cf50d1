import type { Body } from "../api.ts";
import { record } from "../audit.ts";
import { invalid } from "../errors.ts";
import type { Services } from "../ports.ts";
import type { Language } from "#engine/text.ts";
import { daysMask } from "#engine/rhythm.ts";
import { keysOf } from "../topics/name.ts";
import { isZone } from "../time/zone.ts";
import { lockOwned } from "./owner.ts";
import { countBack, writePaceReceipt } from "./pace.ts";
import type { Viewer } from "./views.ts";

/** Fields that say how often, when and at which hours: each change of them has a receipt. */
const paces = ["zone", "quietFrom", "dailyCap", "weeklyCap", "monthlyCap", "daysOff", "spacingMinutes"] as const;

/** The owner's own limits: days off, quiet hours, caps, spacing, topics. Absent fields stay as they are. */
export async function changeAccount(
  services: Pick<Services, "db" | "nodes">,
  viewer: Viewer & { language: Language; name: string },
  id: string,
  change: Body<"changeAccount">,
): Promise<void> {
  if (change.zone !== undefined && !isZone(change.zone))
    throw invalid([{ place: "body.zone", message: "no time zone of this name, e.g. Europe/Paris" }]);
  // Half a pair of quiet hours would mean nothing.
  if (
    (change.quietFrom === undefined) !== (change.quietTo === undefined) ||
    (change.quietFrom === null) !== (change.quietTo === null)
  )
    throw invalid([{ place: "body.quietTo", message: "quietFrom and quietTo come together" }]);
  const values = {
    ...(change.zone === undefined ? {} : { zone: change.zone }),
    ...(change.quietFrom === undefined ? {} : { quiet_from: change.quietFrom }),
    ...(change.quietTo === undefined ? {} : { quiet_to: change.quietTo }),
    ...(change.dailyCap === undefined ? {} : { daily_cap: change.dailyCap }),
    ...(change.weeklyCap === undefined ? {} : { weekly_cap: change.weeklyCap }),
    ...(change.monthlyCap === undefined ? {} : { monthly_cap: change.monthlyCap }),
    ...(change.daysOff === undefined ? {} : { days_off: daysMask(change.daysOff) }),
    ...(change.spacingMinutes === undefined ? {} : { spacing_s: change.spacingMinutes * 60 }),
    ...(change.linkNamed === undefined ? {} : { link_named: change.linkNamed }),
  };
  await services.db.transaction().execute(async (trx) => {
    await lockOwned(trx, viewer, id);
    const topics = change.topics === undefined ? undefined : await keysOf(trx, viewer.workspaceId, change.topics);
    if (Object.keys(values).length === 0 && topics === undefined) return;
    await trx
      .updateTable("account")
      .set({ ...values, ...(topics === undefined ? {} : { topics }) })
      .where("workspace_id", "=", viewer.workspaceId)
      .where("id", "=", id)
      .execute();
    const { workspaceId, memberId } = viewer;
    if (change.weeklyCap != null || change.monthlyCap != null) await countBack(trx, workspaceId, id);
    if (paces.some((field) => change[field] !== undefined)) await writePaceReceipt(trx, services, viewer, id);
    await record(trx, { workspaceId, memberId, action: "account.change", subject: `account/${id}`, detail: change });
  });
}
