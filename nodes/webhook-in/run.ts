import { createHmac, timingSafeEqual } from "node:crypto";
import type { ReceivedSource } from "#engine/node.ts";
import type { Incoming, ReceiveContext, Refusal } from "#engine/receive.ts";
import { isMessageId, readSecret, type Signing, type Unproven, verify } from "#engine/signature.ts";
import type { Text } from "#engine/text.ts";
import { readBody } from "./body.ts";
import type { Config } from "./node.ts";

const signing: Signing = {
  hmac: (secret, text) => createHmac("sha256", secret).update(text).digest(),
  same: (a, b) => a.length === b.length && timingSafeEqual(a, b),
};

export const source: ReceivedSource<Config> = {
  identify: ({ name }) => `webhook-in:${name.toLowerCase()}`,
  title: ({ name }) => name,
  receive: async (incoming, config, context) => {
    const sender = config.proof === "signature" ? await prove(incoming, config, context) : named(incoming);
    if ("refusal" in sender) return { kind: "refused", refusal: sender.refusal };
    const read = readBody(incoming.body, { id: context.sourceId, title: config.name });
    return "refusal" in read
      ? { kind: "refused", refusal: read.refusal }
      : { kind: "items", id: sender.id, items: read.items };
  },
};

/** Who sends has one of the secrets that hold now; the message's id is part of what is signed. */
async function prove(
  { headers, body, at }: Incoming,
  config: Config,
  context: ReceiveContext,
): Promise<{ id: string } | { refusal: Refusal }> {
  const stored = config.secret === null ? [] : await context.secrets(config.secret.secret);
  const secrets = stored.map(readSecret).filter((secret) => secret !== null);
  if (secrets.length === 0) return { refusal: unready };
  const verified = verify(signing, secrets, { headers, body, now: at });
  if ("id" in verified) return verified;
  const { unproven } = verified;
  return { refusal: { code: `signature_${unproven}`, why: "proof", text: reasons[unproven] } };
}

/** Without a signature an id helps the sender only: what it sends again is taken once. */
function named({ headers }: Incoming): { id: string | null } {
  const id = headers["webhook-id"] ?? "";
  return { id: isMessageId(id) ? id : null };
}

const unready: Refusal = {
  code: "no_secret",
  why: "unready",
  text: {
    en: "No signing secret that can be used is stored here yet (it begins with whsec_). Try again later.",
    fr: "Aucun secret de signature utilisable n’est encore enregistré ici (il commence par whsec_). Réessayez plus tard.",
  },
};
const reasons: Record<Unproven, Text> = {
  missing: {
    en: "The headers webhook-id, webhook-timestamp and webhook-signature are needed (Standard Webhooks).",
    fr: "Les en-têtes webhook-id, webhook-timestamp et webhook-signature sont nécessaires (Standard Webhooks).",
  },
  stale: {
    en: "webhook-timestamp is more than five minutes from the time here, or no number of seconds. Sign each attempt anew.",
    fr: "webhook-timestamp s’écarte de plus de cinq minutes de l’heure d’ici, ou n’est pas un nombre de secondes. Signez chaque tentative à nouveau.",
  },
  wrong: {
    en: "No signature fits. Check that both sides have the same secret, and that the very bytes that are sent are signed.",
    fr: "Aucune signature ne convient. Vérifiez que les deux côtés ont le même secret et que ce sont les octets envoyés qui sont signés.",
  },
};
