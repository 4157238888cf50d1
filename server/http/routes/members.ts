import { record } from "../../audit.ts";
import { changeMember } from "../../members/change.ts";
import { joinLink } from "../../joining/token.ts";
import { inviteAgain, inviteMember, memberOff } from "../../members/invite.ts";
import { invitePeople } from "../../members/list/invite.ts";
import { previewList } from "../../members/list/preview.ts";
import { getMember, listMembers } from "../../members/views.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { createLink } from "../link.ts";

type Names =
  | "listMembers"
  | "inviteMember"
  | "inviteAgain"
  | "memberLink"
  | "changeMember"
  | "readPeopleList"
  | "invitePeople";

export const memberRoutes: Pick<Handlers, Names> = {
  listMembers: ({ services, caller, query }) => listMembers(services.db, caller.workspaceId, query),

  inviteMember: async ({ services, caller, body }) => {
    const { id, mailed } = await inviteMember(services, actorOf(caller), body);
    const member = await getMember(services.db, caller.workspaceId, id);
    return { member, link: joinLink(services.settings, { workspaceId: caller.workspaceId, memberId: id }), mailed };
  },

  readPeopleList: ({ services, caller, incoming }) =>
    previewList(services, caller.workspaceId, Buffer.from(incoming.body)),

  invitePeople: ({ services, caller, body }) =>
    invitePeople(services, actorOf(caller), { people: body.people, words: body.words?.trim() || null }),

  inviteAgain: async ({ services, caller, params: { id } }) => {
    const { mailed } = await inviteAgain(services, actorOf(caller), id);
    const member = await getMember(services.db, caller.workspaceId, id);
    return { member, link: joinLink(services.settings, { workspaceId: caller.workspaceId, memberId: id }), mailed };
  },

  memberLink: async ({ services, auth, caller, params }) => {
    const member = await getMember(services.db, caller.workspaceId, params.id);
    if (member.disabled) throw memberOff();
    await record(services.db, {
      ...actorOf(caller),
      action: "member.link",
      subject: `member/${member.id}`,
    });
    return { link: await createLink(auth, services, member.email) };
  },

  changeMember: async ({ services, caller, params, body }) => {
    await changeMember(services, actorOf(caller), params.id, body);
    return getMember(services.db, caller.workspaceId, params.id);
  },
};
