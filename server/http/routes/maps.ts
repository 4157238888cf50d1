import { mapSchema } from "#engine/schema.ts";
import { next, placeOf } from "#engine/schedule.ts";
import { checkCron, cronNext } from "../../time/cron.ts";
import { invalid, notFound, unprocessable } from "../../errors.ts";
import { reviewMap } from "../../ledger/review.ts";
import { createMap, restoreVersion, saveDraft } from "../../maps/edit.ts";
import { shareMap } from "../../maps/presence.ts";
import { archiveMap, pauseMap, publishMap, resumeMap } from "../../maps/publish.ts";
import { listMaps } from "../../maps/list.ts";
import { mapReach, mapSigns } from "../../maps/signs.ts";
import { getMap } from "../../maps/views.ts";
import { getVersion, listVersions } from "../../maps/versions.ts";
import { findMap } from "../../maps/row.ts";
import { monthOf } from "../../rules/costs.ts";
import { houseRules } from "../../rules/house.ts";
import { backlog } from "../../run/backlog.ts";
import { firstItems } from "../../run/first.ts";
import { stepExample } from "../../run/example.ts";
import { endsOfItem, tryTests } from "../../maps/ends.ts";
import { liveItems, liveWires } from "../../run/live.ts";
import { preview, runAhead } from "../../run/preview.ts";
import { getKept, listKept, takeOutKept } from "../../run/kept.ts";
import { getLooks } from "../../run/looked.ts";
import { requestRun } from "../../run/ticks.ts";
import { drawTemplate, templates } from "../../maps/templates.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";

type Names =
  | "listMaps"
  | "createMap"
  | "getMap"
  | "mapSigns"
  | "mapReach"
  | "saveDraft"
  | "publishMap"
  | "pauseMap"
  | "resumeMap"
  | "deleteMap"
  | "listVersions"
  | "getVersion"
  | "restoreVersion"
  | "shareMap"
  | "runMap"
  | "reviewMap"
  | "preview"
  | "runAhead"
  | "liveWires"
  | "liveItems"
  | "tryTests"
  | "endsOfItem"
  | "stepExample"
  | "firstItems"
  | "backlog"
  | "nextTimes"
  | "mapCosts"
  | "getLooks"
  | "getKept"
  | "listKept"
  | "takeOutKept"
  | "templates"
  | "drawTemplate"
  | "mapSchema";

export const mapRoutes: Pick<Handlers, Names> = {
  listMaps: async ({ services, caller, query }) => {
    const page = await listMaps(services, caller, query);
    const { face } = facing(services, caller);
    return { ...page, rows: page.rows.map((row) => ({ ...row, faces: row.faces.map(face) })) };
  },

  createMap: async ({ services, caller, body }) => {
    const id = await createMap(services, actorOf(caller), body);
    return getMap(services, caller.workspaceId, id);
  },

  getMap: ({ services, caller, params }) => getMap(services, caller.workspaceId, params.id),
  mapSigns: ({ services, caller, params }) => mapSigns(services, caller.workspaceId, params.id),
  mapReach: ({ services, caller, params, query }) => mapReach(services, caller.workspaceId, params.id, query),

  saveDraft: ({ services, caller, params, body }) => saveDraft(services, actorOf(caller), params.id, body),

  publishMap: async ({ services, caller, params, body }) => {
    await publishMap(services, actorOf(caller), params.id, body);
    return getMap(services, caller.workspaceId, params.id);
  },

  pauseMap: async ({ services, caller, params }) => {
    await pauseMap(services, actorOf(caller), params.id);
    return getMap(services, caller.workspaceId, params.id);
  },

  resumeMap: async ({ services, caller, params }) => {
    await resumeMap(services, actorOf(caller), params.id);
    return getMap(services, caller.workspaceId, params.id);
  },

  deleteMap: async ({ services, caller, params, query }) => {
    await archiveMap(services, actorOf(caller), params.id, query);
    return { ok: true };
  },

  listVersions: ({ services, caller, params, query }) => listVersions(services, caller.workspaceId, params.id, query),

  getVersion: ({ services, caller, params }) => getVersion(services, caller.workspaceId, params.id, params.number),

  restoreVersion: async ({ services, caller, params, body }) => {
    await restoreVersion(services, actorOf(caller), params.id, body);
    return getMap(services, caller.workspaceId, params.id);
  },

  shareMap: ({ services, caller, params, body }) => shareMap(services.db, actorOf(caller), params.id, body),

  runMap: async ({ services, caller, params }) => {
    await findMap(services.db, caller.workspaceId, params.id);
    return requestRun(services, { ...actorOf(caller), mapId: params.id });
  },

  reviewMap: async ({ services, caller, params, body }) => {
    await findMap(services.db, caller.workspaceId, params.id);
    const count = await reviewMap(services.db, {
      ...actorOf(caller),
      mapId: params.id,
      answer: body.answer,
    });
    return { count };
  },

  preview: async ({ services, caller, body }) => {
    if (body.map !== null) await findMap(services.db, caller.workspaceId, body.map);
    const view = await preview(services, caller.workspaceId, body.document, body);
    const { face, item } = facing(services, caller);
    return {
      ...view,
      steps: view.steps.map((step) => ({ ...step, items: step.items.map(item) })),
      accounts: view.accounts.map(face),
      posts: view.posts.map(face),
    };
  },

  runAhead: async ({ services, caller, body }) => {
    await findMap(services.db, caller.workspaceId, body.map);
    return { now: await runAhead(services, caller.workspaceId, body) };
  },

  liveWires: async ({ services, caller, body }) => {
    if (body.map !== null) await findMap(services.db, caller.workspaceId, body.map);
    return liveWires(services, caller.workspaceId, body);
  },

  liveItems: async ({ services, caller, body }) => {
    if (body.map !== null) await findMap(services.db, caller.workspaceId, body.map);
    const { rows, ...more } = await liveItems(services, caller.workspaceId, body);
    const { picture } = facing(services, caller);
    return { ...more, rows: rows.map((row) => ({ ...row, picture: picture(row.picture) })) };
  },

  tryTests: async ({ services, caller, body }) => ({
    rows: await tryTests(services, caller.workspaceId, body.document),
  }),

  endsOfItem: ({ services, caller, body }) => endsOfItem(services, caller.workspaceId, body),

  stepExample: async ({ services, caller, body }) => {
    const { rows } = await stepExample(services, caller.workspaceId, body);
    const { item } = facing(services, caller);
    return { rows: rows.map((row) => ({ ...row, item: { ...row.item, ...item(row.item) } })) };
  },

  firstItems: ({ services, caller, body }) => firstItems(services, caller.workspaceId, body),

  backlog: ({ services, caller, body }) => backlog(services, caller.workspaceId, body),

  mapCosts: async ({ services, caller, params }) => {
    const { workspaceId } = caller;
    const { id } = await findMap(services.db, workspaceId, params.id);
    const house = await houseRules(services.db, workspaceId);
    return { rows: await monthOf(services.db, services.nodes.networks, house, { workspaceId, mapId: id }) };
  },
  getKept: ({ services, caller, params }) => getKept(services, caller.workspaceId, params.id),
  listKept: ({ services, caller, params, query }) => listKept(services, caller.workspaceId, params.id, query),
  takeOutKept: async ({ services, caller, params, body }) => {
    await takeOutKept(services, actorOf(caller), params.id, body);
    return { ok: true };
  },
  getLooks: ({ services, caller, params }) => getLooks(services, caller.workspaceId, params.id),

  nextTimes: async ({ services, body }) => {
    const { schedule, map } = body;
    const place = map === undefined ? 0 : placeOf(map, schedule);
    if (schedule.kind === "cron") {
      const problem = checkCron(schedule.expression, schedule.zone);
      if (problem) throw unprocessable("bad_schedule", problem);
    }
    const times: string[] = [];
    let after = services.clock.now();
    while (times.length < 5) {
      const time = next(schedule, after, { cronNext, place });
      if (time === null) break;
      if (time <= after) throw invalid([{ place: "body.schedule", message: "has no next time" }]);
      times.push(new Date(time).toISOString());
      after = time;
    }
    return { times };
  },

  templates: ({ services, caller }) => templates(services, caller.workspaceId),

  drawTemplate: async ({ services, caller, params, body }) => {
    const document = await drawTemplate(services, caller.workspaceId, params.name, body.answers);
    if (document === null) throw notFound();
    return { document };
  },

  mapSchema: () => Promise.resolve(mapSchema()),
};
