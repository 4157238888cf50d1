import type { Body } from "../api.ts";
import { record } from "../audit.ts";
import { invalid } from "../errors.ts";
import type { Services } from "../ports.ts";
import { keysOf } from "../topics/name.ts";
import { isZone } from "../time/zone.ts";
import { lockOwned } from "./owner.ts";
import type { Viewer } from "./views.ts";

/** The owner's own limits: quiet hours, caps, spacing, topics. Absent fields stay as they are. */
export async function changeAccount(
  services: Pick<Services, "db">,
  viewer: Viewer,
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
    await record(trx, { workspaceId, memberId, action: "account.change", subject: `account/${id}`, detail: change });
  });
}
