import type { Language } from "#engine/text.ts";
import type { Role } from "../api.ts";
import { signedOut, switchedOff } from "../errors.ts";
import type { Db } from "../ports.ts";
import type { Auth } from "./auth.ts";

/** Who calls, and in which workspace, from the session and our own member table: never from anything the client says. */
export type Caller = {
  workspaceId: string;
  memberId: string;
  userId: string;
  role: Role;
  name: string;
  email: string;
  language: Language;
  zone: string;
  session: { id: string; token: string; /** Milliseconds since the epoch. */ since: number };
};

/**
 * The person behind a request's cookies. Throws `signed_out` (401) or `switched_off` (403).
 * `headers` may carry a renewed cookie that the answer must bring.
 */
export async function findCaller(
  auth: Auth,
  db: Db,
  cookie: string | undefined,
): Promise<{ caller: Caller; headers: Headers }> {
  if (cookie === undefined) throw signedOut();
  const { response: login, headers } = await auth.api.getSession({
    headers: new Headers({ cookie }),
    returnHeaders: true,
  });
  if (!login) throw signedOut();
  const member = await db
    .selectFrom("member")
    .select(["workspace_id", "id", "role", "name", "email", "language", "zone", "disabled_at"])
    .where("user_id", "=", login.user.id)
    .where("workspace_id", "=", login.session.workspaceId)
    .executeTakeFirst();
  if (!member) throw signedOut();
  if (member.disabled_at !== null) throw switchedOff();
  const caller: Caller = {
    workspaceId: member.workspace_id,
    memberId: member.id,
    userId: login.user.id,
    // The table's check constraints allow nothing else.
    role: member.role as Role,
    name: member.name,
    email: member.email,
    language: member.language as Language,
    zone: member.zone,
    session: {
      id: login.session.id,
      token: login.session.token,
      since: login.session.createdAt.getTime(),
    },
  };
  return { caller, headers };
}
