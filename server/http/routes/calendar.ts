import { dropCalendarLink, makeCalendarLink, readCalendarLink } from "../../calendar/link.ts";
import { movePost } from "../../calendar/move.ts";
import { listDay, readCalendar } from "../../calendar/views.ts";
import type { Api, Reply } from "../../api.ts";
import type { calendar } from "../../api/calendar.ts";
import type { Caller } from "../caller.ts";
import type { Handlers } from "../call.ts";
import { actorOf } from "../actor.ts";
import { ownDelivery, seeDelivery } from "../delivery.ts";
import { facing } from "../pictures.ts";

type Names = Extract<keyof Api, keyof typeof calendar>;

const reading = ({ workspaceId, memberId, role }: Caller, now: number) => ({ workspaceId, memberId, role, now });

type Post = Reply<"listDay">["rows"][number];
/** A picture from elsewhere through the guard; one that is stored here is at our own address already. */
const shown =
  (picture: ReturnType<typeof facing>["picture"]) =>
  (post: Post): Post => ({
    ...post,
    picture: post.picture?.url.startsWith("/") === true ? post.picture : picture(post.picture),
  });

export const calendarRoutes: Pick<Handlers, Names> = {
  readCalendar: async ({ services, caller, query }) => {
    const { face, picture } = facing(services, caller);
    const found = await readCalendar(services.db, reading(caller, services.clock.now()), query);
    return {
      ...found,
      layers: found.layers.map(face),
      posts: found.posts.map(shown(picture)),
    };
  },

  listDay: async ({ services, caller, query }) => {
    const { picture } = facing(services, caller);
    const found = await listDay(services.db, reading(caller, services.clock.now()), query);
    return { ...found, rows: found.rows.map(shown(picture)) };
  },

  readCalendarLink: ({ services, caller }) => readCalendarLink(services, actorOf(caller)),

  makeCalendarLink: ({ services, caller }) => makeCalendarLink(services, actorOf(caller)),

  dropCalendarLink: async ({ services, caller }) => {
    await dropCalendarLink(services.db, actorOf(caller));
    return { ok: true };
  },

  movePost: async ({ services, caller, params, body }) => {
    // What the company's pages say is moved by whoever draws its maps; a person's own by nobody but them.
    const { ownerId } = await seeDelivery(services, caller, params.id);
    if (ownerId !== null) await ownDelivery(services, caller, params.id);
    await movePost(services, { ...actorOf(caller), ...params, ...body, now: services.clock.now() });
    return { ok: true };
  },
};
