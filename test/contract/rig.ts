import { randomUUID } from "node:crypto";
import { createServer as createWebServer } from "node:http";
import { createServer } from "node:net";
import {
  type CallResult,
  type FittedMedium,
  type Login,
  MediumError,
  type Network,
  type NetworkContext,
  type Prepared,
  type Sending,
} from "#engine/network.ts";
import type { Part, PostMedium } from "#engine/post.ts";
import { networkContext } from "#server/networks/bases.ts";
import { createOutbound } from "#server/outbound/client.ts";
import type { Fault } from "#server/simulators/start.ts";
import { sendingOf } from "#test/support/network.ts";
import { movie, png } from "../support/pictures.ts";
import { type Office, openOffice } from "./office.ts";
import { openTown, type Town } from "../networks/world.ts";
import { type Desk, openDesk } from "./desk.ts";
import { type Opened, accessOf, loginAs } from "./login.ts";
import type { Subject } from "./subject.ts";

/** One network on its own simulator, with the real way out to it, and what a clause does with both. */
export type Rig = Subject & {
  town: Town;
  /** An address that nobody listens at, and that the guard lets through. */
  closed: string;
  context: (options?: { timeout?: number; base?: string }) => NetworkContext;
  /** The access of a person to the simulated network, and the connection that it was made by. */
  access: (handle: string) => Promise<Opened>;
  /** The person's account of the kind under test, opened as the network itself opens it. */
  login: (handle?: string) => Promise<Login>;
  /** A part with words that nobody used before, which `accepted` finds again. */
  fresh: (part?: Partial<Part>) => Sending;
  /** A made picture that the store of media has for posts; of another colour each time. `size`: bytes that it is filled up to. */
  picture: (alt?: string, size?: number) => Promise<{ medium: PostMedium; bytes: Uint8Array }>;
  /** The same of a video. `broken`: its head says that it is one, and nobody can play it; `none`: not even that. */
  video: (alt?: string, state?: "broken" | "none") => { medium: PostMedium; bytes: Uint8Array };
  /** Prepares as the ledger does: what comes back may be published. */
  prepare: (login: Login, sending: Sending) => Promise<Sending>;
  /** Prepares until it is ready or refused. */
  step: (login: Login, sending: Sending) => Promise<Prepared>;
  /** Prepares and publishes as the ledger does. A fault meets only the one call that publishes. */
  send: (
    login: Login,
    sending: Sending,
    options?: { fault?: Fault; timeout?: number; base?: string },
  ) => Promise<CallResult>;
  /** The product around it, with a database; opened when it is first asked for. */
  desk: () => Promise<Desk>;
  /** How often the simulated network has accepted what `fresh` made. */
  accepted: (sending: Sending) => number;
  close: () => Promise<void>;
};

export const noPicture = { en: "The picture is gone.", fr: "L’image a disparu." };

/** Steps after which something is given up that is not ready yet: ten minutes of a network that is looked at every two seconds. */
const patience = 320;

export async function openRig(subject: Subject, options: { calls?: number; seconds?: number } = {}): Promise<Rig> {
  const { network, trial, home } = subject;
  const { name } = network.card;
  const { calls = 1_000_000, seconds = 900 } = options;
  let fault: Fault | undefined;
  const open = trial.own === undefined ? openTown : openOffice;
  const town: Town & Partial<Pick<Office, "mail" | "deliver">> = await open({
    folder: home,
    budgets: { [name]: { calls, seconds } },
    faults: (asked, request) => (asked === name && trial.publishes(request) ? fault : undefined),
  });
  const closed = `127.0.0.1:${await unusedPort()}`;
  const outbound = createOutbound({
    allowHosts: [`127.0.0.1:${town.simulators.port}`, closed],
    log: town.services.log,
  });
  const serverOf = (): string | null => town.simulators.networks[name]?.server || null;

  const media = new Map<string, FittedMedium>();
  const medium: NetworkContext["medium"] = async ({ id }) => {
    const found = media.get(id);
    if (found === undefined) throw new MediumError(noPicture, { retry: false });
    return found;
  };
  const gallery = await openGallery(media);
  const context: Rig["context"] = ({ timeout = 5000, base } = {}) => {
    const made = {
      ...networkContext({ ...town.services, outbound }, network, serverOf(), timeout),
      medium,
      placeOf: ({ id }: PostMedium) => `${gallery.base}/${id}`,
      ...(town.mail === undefined ? {} : { mail: town.mail }),
    };
    return base === undefined ? made : { ...made, apiBase: base };
  };
  const { simulators } = town;
  const access: Rig["access"] = (handle) => accessOf(subject, simulators, context(), handle);

  let marks = 0;
  let desk: Promise<Desk> | undefined;
  return {
    ...subject,
    town,
    closed: `http://${closed}`,
    context,
    access,
    login: (handle = "lea_martin") => loginAs(subject, simulators, context(), handle),
    fresh: (part = {}) => {
      marks += 1;
      const mark = `mark${marks}`;
      return sendingOf(
        { ...part, text: `${mark} ${part.text ?? "Bonjour"}` },
        { key: `${name}-${mark}`, madeAt: town.clock.now() + marks },
      );
    },
    picture: async (alt, size = 0) => {
      const id = randomUUID();
      const [width, height] = [320, 200];
      const made = await png({ width, height, colour: `hsl(${(media.size * 70) % 360},70%,50%)` });
      // What follows a picture's end is read by nobody.
      const bytes = new Uint8Array(Math.max(size, made.byteLength));
      bytes.set(made);
      media.set(id, { bytes, type: "image/png", width, height });
      const shown = { id, kind: "picture" as const, type: "image/png", width, height };
      return { medium: alt === undefined ? shown : { ...shown, alt }, bytes };
    },
    video: (alt, state) => {
      const id = randomUUID();
      const [width, height] = [640, 360];
      const whole = new Uint8Array(movie({ seconds: 12 + media.size, width, height }));
      const bytes = state === undefined ? whole : state === "none" ? whole.map(() => 32) : whole.subarray(0, 40);
      media.set(id, { bytes, type: "video/mp4", width, height });
      const shown = { id, kind: "video" as const, type: "video/mp4", width, height };
      return { medium: alt === undefined ? shown : { ...shown, alt }, bytes };
    },
    prepare: (login, sending) => prepared(network, context(), login, sending, town.clock.skip),
    step: (login, sending) => prepareSteps(network, context(), login, sending, town.clock.skip),
    send: async (login, sending, { fault: wanted, ...where } = {}) => {
      const ready = await prepared(network, context(), login, sending, town.clock.skip);
      fault = wanted;
      try {
        return await settled(
          network,
          context(where),
          login,
          ready,
          await network.publish(context(where), login, ready),
          town.clock.skip,
        );
      } finally {
        await town.deliver?.();
        fault = undefined;
        // No two posts of a person bear the same moment: some networks show only one of them, and a fast machine sends two in a millisecond.
        town.clock.skip(5);
      }
    },
    accepted: ({ part }) => {
      const [mark = ""] = part.text.split(" ");
      return town.simulators.posts(name).filter(({ text }) => new RegExp(`\\b${mark}\\b`, "u").test(text)).length;
    },
    desk: () => (desk ??= openDesk(subject)),
    close: async () => {
      await (await desk)?.close();
      await outbound.close();
      gallery.close();
      await town.close();
    },
  };
}

async function prepared(
  network: Network,
  context: NetworkContext,
  login: Login,
  sending: Sending,
  skip: (milliseconds: number) => void,
): Promise<Sending> {
  if (network.prepares?.(sending.part) !== true) return sending;
  const step = await prepareSteps(network, context, login, sending, skip);
  if (step.kind === "prepared") return { ...sending, prepared: step.data };
  throw new Error(`it could not be prepared: ${step.kind}, ${"reason" in step ? step.reason.en : "it never ended"}`);
}

async function prepareSteps(
  network: Network,
  context: NetworkContext,
  login: Login,
  sending: Sending,
  skip: (milliseconds: number) => void,
): Promise<Prepared> {
  let soFar: unknown;
  for (let tries = 0; ; tries += 1) {
    const step = await network.prepare!(context, login, sending, soFar);
    if (step.kind !== "waiting" || tries >= patience) return step;
    soFar = step.data;
    skip(step.again);
  }
}

async function settled(
  network: Network,
  context: NetworkContext,
  login: Login,
  sending: Sending,
  first: CallResult,
  skip: (milliseconds: number) => void,
): Promise<CallResult> {
  let result = first;
  for (let tries = 0; result.kind === "processing" && tries < patience; tries += 1) {
    if (network.status === undefined) throw new Error("it answers `processing` and has no `status`");
    skip(result.again);
    result = await network.status(context, login, sending, result.data);
  }
  return result;
}

/** Where channels fetch pictures of which they are told the address. */
async function openGallery(media: ReadonlyMap<string, FittedMedium>) {
  const server = createWebServer(({ url = "" }, response) => {
    const found = media.get(url.slice(1));
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": found.type }).end(found.bytes);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { base: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
