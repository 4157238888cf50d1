import { z } from "zod";
import type { Fills } from "../mail/fill.ts";
import type { Services } from "../ports.ts";
import { type JoinMark, joinLink } from "./token.ts";

const Asked = z.looseObject({ member: z.uuid().optional(), request: z.number().int().optional() });

/** The links of mails that let somebody in: made when they go, so that none stands in the outbox. */
export function joiningFills({ settings }: Pick<Services, "settings">): Fills {
  const fill: Fills extends ReadonlyMap<string, infer F> ? F : never = ({ workspaceId, data }) => {
    const { member, request } = Asked.parse(data);
    const mark: JoinMark | null =
      member !== undefined
        ? { workspaceId, memberId: member }
        : request !== undefined
          ? { workspaceId, requestId: request }
          : null;
    return Promise.resolve(
      mark === null ? null : { data: { ...Asked.parse(data), link: joinLink(settings, mark) }, pictures: [] },
    );
  };
  return new Map([
    ["invitation", fill],
    ["joining", fill],
  ]);
}
