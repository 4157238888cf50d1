import { useMemo } from "react";
import { useMe } from "../me.ts";
import { useReply } from "../replies.ts";

/** The workspace's secrets by name, with the maps that use them; null for who may not list them, undefined while they are asked for. */
export function useSecrets() {
  const admin = useMe().member.role === "admin";
  const { data } = useReply("listSecrets", {}, { enabled: admin });
  return useMemo(() => (admin ? data && new Map(data.rows.map((row) => [row.name, row])) : null), [admin, data]);
}

export function useSecretNames(): ReadonlySet<string> | null | undefined {
  const secrets = useSecrets();
  return useMemo(() => secrets && new Set(secrets.keys()), [secrets]);
}

/** A secret as Standard Webhooks writes it: 32 bytes of chance. */
export function makeSigningSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

/** What a new secret is called: after whom it is for, with a few letters that make it its own. */
export function freshName(owner: string): string {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  const chance = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => letters[byte % letters.length]).join("");
  return `${owner}:${chance}`;
}
