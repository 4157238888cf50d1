import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { secretRef } from "#engine/secret.ts";

const config = z.strictObject({
  name: z
    .string()
    .trim()
    .max(60)
    .meta({
      label: { en: "Name", fr: "Nom" },
      help: {
        en: "“intranet”: two steps of that name share one address and what comes to it.",
        fr: "« intranet » : deux étapes de ce nom partagent une adresse et ce qui y arrive.",
      },
      placeholder: { en: "intranet", fr: "intranet" },
    } satisfies FieldMeta),
  proof: z
    .enum(["signature", "address"])
    .default("signature")
    .meta({
      label: { en: "Who may send", fr: "Qui peut envoyer" },
      options: {
        signature: {
          en: "Whoever signs with the secret (Standard Webhooks)",
          fr: "Qui signe avec le secret (Standard Webhooks)",
        },
        address: { en: "Whoever knows the address", fr: "Qui connaît l’adresse" },
      },
      help: {
        en: "A program can sign what it sends; a simple form, say, often cannot: the address is then the only secret.",
        fr: "Un programme sait signer ses envois ; un simple formulaire, par exemple, rarement : l’adresse est alors le seul secret.",
      },
    } satisfies FieldMeta),
  secret: secretRef({
    label: { en: "Signing secret", fr: "Secret de signature" },
    help: {
      en: "whsec_…: from the sender, or made here and given to the sender.",
      fr: "whsec_… : fourni par l’expéditeur, ou créé ici et remis à l’expéditeur.",
    },
    generate: "webhook",
  }),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "webhook-in",
  kind: "source",
  version: 1,
  title: { en: "Webhook", fr: "Webhook" },
  help: {
    en: "Takes what other programs send to an address of its own: an intranet, a form, n8n, Zapier. Maps that run every so many minutes run as soon as something comes.",
    fr: "Reçoit ce que d’autres programmes envoient à une adresse réservée : un intranet, un formulaire, n8n, Zapier. Une carte exécutée à intervalle régulier l’est dès qu’il arrive quelque chose.",
  },
  icon: '<path d="M12 3v11"/><path d="m8 10 4 4 4-4"/><path d="M5 15v3a3 3 0 0 0 3 3h8a3 3 0 0 0 3-3v-3"/>',
  config,
  defaults: { name: "", proof: "signature", secret: null },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "What comes in", fr: "Ce qui arrive" }, carries: "items" }],
  summary: ({ name, proof }) => {
    const called = name === "" ? "…" : name;
    return proof === "signature"
      ? { en: `${called} · signed`, fr: `${called} · signé` }
      : { en: `${called} · not signed`, fr: `${called} · non signé` };
  },
  receives: "address",
  check: ({ name, proof, secret }) => [
    ...(name === "" ? [unnamed] : []),
    ...(proof === "address" ? [unsigned] : secret === null ? [withoutSecret] : []),
  ],
};

const unnamed: Finding = {
  code: "no-name",
  severity: "error",
  field: "name",
  message: {
    en: "Give it a name: its address is made for that name.",
    fr: "Donnez-lui un nom : son adresse est créée pour ce nom.",
  },
};
const withoutSecret: Finding = {
  code: "no-secret",
  severity: "error",
  field: "secret",
  message: {
    en: "Enter the signing secret, or ask an administrator to.",
    fr: "Saisissez le secret de signature, ou demandez-le à un administrateur.",
  },
};
const unsigned: Finding = {
  code: "unsigned",
  severity: "warning",
  field: "proof",
  message: {
    en: "Anybody who gets to know the address can send here, and the address stands in the logs of proxies. Use a signature where the sender can.",
    fr: "Quiconque apprend l’adresse peut envoyer ici, et l’adresse figure dans les journaux des serveurs mandataires. Préférez la signature si l’expéditeur en est capable.",
  },
};
