import type { AppError } from "#server/errors.ts";
import { beginConnect, type Begun } from "#server/networks/connect/begin.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import type { Connected } from "#server/networks/connect/opened.ts";
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
  }: Who = {}): Promise<{ url: string }> =>
    beginConnect(services, { workspaceId, memberId, sessionId, network, server, forWorkspace }).then(toPage);
  const finish = async (
    back: URL,
    { memberId = lea, sessionId = "session-1" }: Who = {},
  ): Promise<Connected & { forWorkspace: boolean }> => {
    const arrived = await finishConnect(services, { workspaceId, memberId, sessionId, params: back.searchParams });
    if (arrived.kind !== "connected") throw new Error("several accounts are to choose from");
    return { ...arrived.accounts[0]!, forWorkspace: arrived.forWorkspace };
  };
  const connect = async (person: string, who: Who = {}) =>
    finish(await answerPage((await begin(who)).url, person), who);
  const account = (id: string) =>
    world.database.db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  return { begin, finish, connect, account };
}

/** The network's page; it fails where there is none to go to. */
export function toPage(begun: Begun): { url: string } {
  if (begun.kind !== "page") throw new Error(`it did not lead to a page: ${begun.kind}`);
  return begun;
}

/** The refusal that a piece of work ends in; it fails where there is none. */
export function refusal(work: Promise<unknown>): Promise<AppError> {
  return work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: AppError) => error,
  );
}
