import type { AppError } from "#server/errors.ts";
import { beginConnect } from "#server/networks/connect/begin.ts";
import { finishConnect, type Connected } from "#server/networks/connect/finish.ts";
import { answerPage, type World } from "./world.ts";

export type Who = {
  memberId?: string;
  sessionId?: string;
  network?: string;
  server?: string;
  forWorkspace?: boolean;
};

/** The way a person takes to connect an account: our page, the network's page, and back. */
export function openDoor(world: World, lea: string) {
  const { services, workspaceId } = world;
  const begin = ({
    memberId = lea,
    sessionId = "session-1",
    network = "x",
    server = "social.example",
    forWorkspace = false,
  }: Who = {}) => beginConnect(services, { workspaceId, memberId, sessionId, network, server, forWorkspace });
  const finish = (back: URL, { memberId = lea, sessionId = "session-1" }: Who = {}): Promise<Connected> =>
    finishConnect(services, { workspaceId, memberId, sessionId, params: back.searchParams });
  const connect = async (person: string, who: Who = {}): Promise<Connected> =>
    finish(await answerPage((await begin(who)).url, person), who);
  const account = (id: string) =>
    world.database.db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  return { begin, finish, connect, account };
}

/** The refusal that a piece of work ends in; it fails where there is none. */
export function refusal(work: Promise<unknown>): Promise<AppError> {
  return work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: AppError) => error,
  );
}
