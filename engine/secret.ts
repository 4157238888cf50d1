import { z } from "zod";
import { fieldMeta, fieldsOf } from "./issue.ts";
import type { MapNode } from "./map.ts";
import type { FieldMeta, Manifest } from "./node.ts";
import { error } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { upgradeConfig } from "./upgrade.ts";

/** What a secret of a workspace is called. Small letters, so that two names never differ by case alone. */
export const SecretName = z.string().regex(/^[a-z0-9][a-z0-9:._-]{0,100}$/u);

/** How a config refers to a secret: by its name. The value is in the vault, and nowhere else. */
export const SecretRef = z.strictObject({ secret: SecretName });
export type SecretRef = z.infer<typeof SecretRef>;

/**
 * A field of a config that needs a secret; null while none is chosen. Only the reference parses, so that a map with a secret
 * in it cannot be stored, shared or exported.
 */
export const secretRef = (meta: Omit<FieldMeta, "control">) =>
  SecretRef.nullable()
    .default(null)
    .meta({ ...meta, control: "secret" });

/** The fields of a node type that refer to a secret. */
const fieldsByManifest = new WeakMap<Manifest, readonly string[]>();
export function secretFields(manifest: Manifest): readonly string[] {
  let names = fieldsByManifest.get(manifest);
  if (names === undefined) {
    names = Object.entries(fieldsOf(manifest.config)).flatMap(([name, field]) =>
      fieldMeta(field).control === "secret" ? [name] : [],
    );
    fieldsByManifest.set(manifest, names);
  }
  return names;
}

/** The secrets that a config in today's form refers to, with the fields that do. */
export function secretsIn(manifest: Manifest, config: unknown): { field: string; name: string }[] {
  return secretFields(manifest).flatMap((field) => {
    const ref = SecretRef.safeParse(valueOf(config, field));
    return ref.success ? [{ field, name: ref.data.secret }] : [];
  });
}

/**
 * Where a node holds something else than a reference in a field for a secret, in whatever version its config is written: a
 * document with such a node is refused whole. The value itself is never repeated.
 */
export function plainSecrets(node: MapNode, manifest: Manifest): Problem[] {
  const fields = secretFields(manifest);
  if (fields.length === 0) return [];
  const configs: unknown[] = [node.config];
  try {
    if (node.version < manifest.version) configs.push(upgradeConfig(manifest, node.version, node.config));
  } catch {
    // Another problem tells that it cannot be upgraded.
  }
  return fields
    .filter((field) =>
      configs.some((config) => {
        const value = valueOf(config, field);
        return value !== undefined && value !== null && !SecretRef.safeParse(value).success;
      }),
    )
    .map((field) =>
      error(
        "plain-secret",
        `A secret never stands in a map. Store it in Relaymap, and refer to it here by its name: {"secret": "name"}.`,
        `Un secret ne figure jamais dans une carte. Enregistrez-le dans Relaymap et citez ici son nom : {"secret": "nom"}.`,
        { node: node.id, field },
      ),
    );
}

/** Problems where a config refers to secrets that the workspace does not have, e.g. in a map that comes from another. */
export function missingSecrets(
  node: string,
  manifest: Manifest,
  config: unknown,
  stored: ReadonlySet<string> | null,
): Problem[] {
  if (stored === null) return [];
  return secretsIn(manifest, config)
    .filter(({ name }) => !stored.has(name))
    .map(({ field, name }) =>
      error(
        "missing-secret",
        `The secret “${name}” is not stored in this workspace. An administrator enters it here, or in the settings under Secrets.`,
        `Le secret « ${name} » n’est pas enregistré dans cet espace. Un administrateur le saisit ici, ou dans les réglages sous Secrets.`,
        { node, field },
      ),
    );
}

const valueOf = (config: unknown, field: string): unknown =>
  typeof config === "object" && config !== null && Object.hasOwn(config, field)
    ? (config as Record<string, unknown>)[field]
    : undefined;
