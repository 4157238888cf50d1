import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import {
  clickKinds,
  codeIn,
  type Conversion,
  Conversions,
  type ConversionKind,
  longAgo,
  toldAtOnce,
} from "#engine/conversion.ts";
import type { Incoming } from "#engine/receive.ts";
import { readSecret, type Signing, type Unproven, verify } from "#engine/signature.ts";
import { isCode } from "#engine/short-link.ts";
import { inWorkspace } from "../database/scope.ts";
import { AppError, notFound, tooMany } from "../errors.ts";
import type { Services } from "../ports.ts";
import { readClick } from "./click.ts";
import { keyPlace } from "./keys.ts";
import { type Counted, countConversions, type Told } from "./count.ts";

const signing: Signing = {
  hmac: (secret, text) => createHmac("sha256", secret).update(text).digest(),
  same: (a, b) => a.length === b.length && timingSafeEqual(a, b),
};
type Limit = (key: string) => number | null;

/**
 * Takes what a site tells, signed with its key: each conversion once, by the id that it has. Resolves once it is written. Throws AppError: 404 for
 * a key that is nobody's, 429 where one key tells too much, 401 where the signature or its time does not fit, 400 for what cannot be read.
 */
export async function receiveConversions(
  services: Services,
  keyId: string,
  incoming: Incoming,
  tryAgainIn: Limit,
): Promise<Counted> {
  const { db, vault } = services;
  const key = await db
    .selectFrom("conversion_key")
    .select(["workspace_id", "sealed"])
    .where("id", "=", keyId)
    .executeTakeFirst();
  if (key === undefined) throw notFound();
  const seconds = tryAgainIn(`conversions ${keyId}`);
  if (seconds !== null) throw tooMany(seconds);
  const workspaceId = key.workspace_id;
  return inWorkspace(workspaceId, async () => {
    const secret = readSecret(await vault.open(workspaceId, keyPlace(keyId), key.sealed));
    const { headers, body, at } = incoming;
    const proven = verify(signing, secret === null ? [] : [secret], { headers, body, now: at });
    if ("unproven" in proven)
      throw new AppError(`signature_${proven.unproven}`, 401, {
        en: reasons[proven.unproven],
        fr: raisons[proven.unproven],
      });
    const told = read(body, at);
    return countConversions(
      services,
      { workspaceId, keyId },
      told.map((one, index) => toldOf(services, one, `${keyId}/${one.id ?? `${proven.id}#${index}`}`, at)),
    );
  });
}

/**
 * Takes what a page of the company's own tells of one click, without a secret: each kind once a click, within a month of it. Throws AppError: 404
 * for what is no click of ours, 429, 400.
 */
export async function receiveClick(
  services: Services,
  token: string,
  incoming: Incoming,
  tryAgainIn: Limit,
): Promise<Counted> {
  const click = readClick(services.settings, token, incoming.at);
  if (click === null) throw notFound();
  const place = await placeOf(services, click.code);
  if (place === null) throw notFound();
  const seconds = tryAgainIn(`conversions ${place.workspaceId}`);
  if (seconds !== null) throw tooMany(seconds);
  const kind = readKind(incoming.body);
  return inWorkspace(place.workspaceId, () =>
    countConversions(services, { workspaceId: place.workspaceId, keyId: null }, [
      { told: `click/${click.token}/${kind}`, kind, code: click.code, at: incoming.at },
    ]),
  );
}

async function placeOf({ db }: Services, code: string): Promise<{ workspaceId: string } | null> {
  const row =
    (await db.selectFrom("short_link").select("workspace_id").where("code", "=", code).executeTakeFirst()) ??
    (await db.selectFrom("offer_link").select("workspace_id").where("code", "=", code).executeTakeFirst());
  return row === undefined ? null : { workspaceId: row.workspace_id };
}

const Kind = z.object({ kind: z.enum(clickKinds).default("visit") });

/** A page that says nothing tells that it was seen. */
function readKind(body: Uint8Array): ConversionKind {
  if (body.length === 0) return "visit";
  const kind = Kind.safeParse(json(body));
  if (!kind.success) throw unreadable(`kind: ${clickKinds.join(", ")}`);
  return kind.data.kind;
}

function read(body: Uint8Array, now: number): Conversion[] {
  const told = Conversions.safeParse(json(body));
  if (!told.success) throw unreadable(z.prettifyError(told.error).slice(0, 600));
  const bad = told.data.findIndex(({ at }) => at !== undefined && !isNear(Date.parse(at), now));
  if (bad >= 0) throw unreadable(`conversions.${bad}.at`);
  return told.data;
}

/** What happens has happened, and not a year ago. */
const isNear = (at: number, now: number): boolean => at <= now + 300_000 && at >= now - longAgo;

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw unreadable("JSON, UTF-8");
  }
}

function toldOf(services: Services, { kind, click, link, at }: Conversion, told: string, now: number): Told {
  const linked = link === undefined ? null : codeIn(link);
  const code = (click === undefined ? null : readClick(services.settings, click, now)?.code) ?? linked;
  return { told, kind, code: code !== null && isCode(code) ? code : null, at: at === undefined ? now : Date.parse(at) };
}

const unreadable = (places: string): AppError =>
  new AppError(
    "misfit",
    400,
    {
      en: `Nothing of this was counted. Send {"kind": …}, or at most ${toldAtOnce} of them in a list, each of the last 90 days.`,
      fr: `Rien n’a été compté. Envoyez {"kind": …}, ou une liste de ${toldAtOnce} au plus, chacune des 90 derniers jours.`,
    },
    { details: places },
  );
const reasons: Record<Unproven, string> = {
  missing: "The headers webhook-id, webhook-timestamp and webhook-signature are needed (Standard Webhooks).",
  stale:
    "webhook-timestamp is more than five minutes from the time here. Sign each attempt anew, with the same webhook-id.",
  wrong: "The signature does not fit: the secret, or bytes that were changed after signing.",
};
const raisons: Record<Unproven, string> = {
  missing: "Les en-têtes webhook-id, webhook-timestamp et webhook-signature sont nécessaires (Standard Webhooks).",
  stale:
    "webhook-timestamp s’écarte de plus de cinq minutes de l’heure d’ici. Signez chaque tentative à nouveau, avec le même webhook-id.",
  wrong: "La signature ne convient pas : le secret, ou des octets modifiés après la signature.",
};
