import { isBlank } from "./blank.ts";
import { explain, fieldMeta, fieldsOf } from "./issue.ts";
import type { MapNode } from "./map.ts";
import { nearest } from "./nearest.ts";
import { matchRef, refLabel } from "./ref.ts";
import type { Manifest, NodeKind, Port, Publisher } from "./node.ts";
import { type Off, offOf } from "./off.ts";
import { error } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { missingSecrets, plainSecrets } from "./secret.ts";
import type { Text } from "./text.ts";
import { upgradeConfig } from "./upgrade.ts";

/** What of the workspace the map is held against; null: not known, and nothing is said about it. */
export type Known = {
  /** The accounts that can publish. */
  accounts: readonly Publisher[] | null;
  /** Names of the secrets that are stored. */
  secrets: ReadonlySet<string> | null;
};

/** A node as far as it could be understood. What is null is not known, and nothing more is said about it. */
export type ReadNode = {
  id: string;
  title: Text;
  kind: NodeKind | null;
  config: unknown;
  inputs: ReadonlyMap<string, Port> | null;
  outputs: ReadonlyMap<string, Port> | null;
  /** The node with its config upgraded to the version of today. */
  upgraded: MapNode;
  /** What it does with what arrives, where it is switched off. */
  off: Off | null;
  /** It asks people. */
  asks: boolean;
  problems: Problem[];
};

/** Reads one node by its manifest. One that is switched off may be set as it will: nothing is said of its settings. */
export function readNode(node: MapNode, manifests: ReadonlyMap<string, Manifest>, known: Known): ReadNode {
  const manifest = manifests.get(node.type);
  if (manifest === undefined) return unknownType(node, manifests);
  const read = readKnown(node, manifest, known);
  if (read.off === null) return read;
  // Where its ways out follow from settings that cannot be read nothing is said of its wires either.
  const outputs = read.outputs ?? (read.off === "passes" ? byId(manifest.outputs(manifest.defaults)) : null);
  return { ...read, outputs, problems: [] };
}

function readKnown(node: MapNode, manifest: Manifest, known: Known): ReadNode {
  const title = node.title === "" ? manifest.title : { en: node.title, fr: node.title };
  const read: ReadNode = {
    id: node.id,
    title,
    kind: manifest.kind,
    config: null,
    inputs: byId(manifest.inputs),
    outputs: null,
    upgraded: node,
    off: node.disabled === true ? offOf(manifest) : null,
    asks: manifest.keeps?.asks === true,
    problems: [],
  };
  try {
    const config = upgrade(node, manifest, read);
    if (config === undefined) return read;
    const parsed = manifest.config.safeParse(config, { reportInput: true });
    if (!parsed.success) {
      // Told by the compiler already, of the whole document.
      const plain = new Set(plainSecrets(node, manifest).map(({ field }) => field));
      for (const issue of parsed.error.issues) {
        if (plain.has(String(issue.path[0]))) continue;
        const field = issue.path.map(String).join(".");
        const message = explain(issue, manifest.config);
        read.problems.push({
          code: "bad-config",
          severity: "error",
          message,
          node: node.id,
          ...(field === "" ? {} : { field }),
          ...(isBlank(config, field) ? { blank: true } : {}),
        });
      }
      return read;
    }
    read.config = parsed.data;
    read.outputs = byId(manifest.outputs(parsed.data));
    read.problems.push(
      ...wrongAccounts(node.id, manifest, parsed.data, known.accounts),
      ...missingSecrets(node.id, manifest, parsed.data, known.secrets),
      ...(manifest.check?.(parsed.data) ?? []).map((finding): Problem => {
        const blank = finding.severity === "error" && isBlank(parsed.data, finding.field);
        return { ...finding, node: node.id, ...(blank ? { blank } : {}) };
      }),
    );
  } catch {
    // A node's own schema, upgrade or ports must not bring the compiler down with a config they did not expect.
    read.problems.push(
      error(
        "bad-config",
        "These settings cannot be read. Set them again.",
        "Ces réglages sont illisibles. Saisissez-les à nouveau.",
        { node: node.id },
      ),
    );
  }
  return read;
}

function unknownType(node: MapNode, manifests: ReadonlyMap<string, Manifest>): ReadNode {
  const near = nearest(node.type, manifests.keys());
  const legal = near === null ? [...manifests.keys()].join(", ") : near;
  const problem = error(
    "unknown-type",
    `"${node.type}" is no type of step. ${near === null ? "There are" : "Perhaps this is meant"}: ${legal}.`,
    `« ${node.type} » n’est pas un type d’étape. ${near === null ? "Il existe" : "Peut-être s’agit-il de"} : ${legal}.`,
    { node: node.id, field: "type" },
  );
  const name = node.title === "" ? node.type : node.title;
  return {
    id: node.id,
    title: { en: name, fr: name },
    kind: null,
    config: null,
    inputs: null,
    outputs: null,
    upgraded: node,
    off: null,
    asks: false,
    problems: [problem],
  };
}

/** The config in the form of today, and `read.upgraded` with it; undefined where it is of a version that is not known. */
function upgrade(node: MapNode, manifest: Manifest, read: ReadNode): unknown {
  if (node.version > manifest.version) {
    read.problems.push(
      error(
        "newer-config",
        `The settings of "${read.title.en}" were made with a newer Relaymap (version ${node.version}, known up to ${manifest.version}). Update this server.`,
        `Les réglages de « ${read.title.fr} » viennent d’un Relaymap plus récent (version ${node.version}, connue jusqu’à ${manifest.version}). Mettez ce serveur à jour.`,
        { node: node.id, field: "version" },
      ),
    );
    return undefined;
  }
  if (node.version === manifest.version) return node.config;
  const config = upgradeConfig(manifest, node.version, node.config);
  read.upgraded = { ...node, version: manifest.version, config: config as MapNode["config"] };
  return config;
}

function wrongAccounts(
  node: string,
  manifest: Manifest,
  config: unknown,
  accounts: readonly Publisher[] | null,
): Problem[] {
  return Object.entries(fieldsOf(manifest.config)).flatMap(([field, schema]) => {
    const { control, network, optional, when, kind } = fieldMeta(schema);
    if (control !== "account") return [];
    const given = config as Record<string, unknown>;
    const ref = given[field];
    if (ref === "" && (optional === true || (when !== undefined && !when.is.includes(String(given[when.field])))))
      return [];
    if (ref === "") {
      const [en, fr] =
        network === undefined
          ? ["Choose the account that this posts to.", "Choisissez le compte sur lequel publier."]
          : ["Choose the account that this reads with.", "Choisissez le compte avec lequel lire."];
      return [{ ...error("no-account", en, fr, { node, field }), blank: true }];
    }
    if (typeof ref !== "string" || accounts === null) return [];
    const found = matchRef(ref, accounts);
    if (found.kind === "one") {
      const is = found.account.terms?.kind ?? kind;
      if (kind === undefined || is === kind) return [];
      return [
        error(
          "wrong-account",
          `"${found.account.name}" cannot be read: choose a ${kinds[kind].en}.`,
          `« ${found.account.name} » ne peut pas être lu : choisissez ${kinds[kind].fr}.`,
          { node, field },
        ),
      ];
    }
    if (found.kind === "several") {
      const list = found.accounts.map((account) => account.ref).join(", ");
      return [
        error(
          "ambiguous-account",
          `Several accounts are called "${ref}": ${list}. Choose which one is meant.`,
          `Plusieurs comptes s’appellent « ${ref} » : ${list}. Choisissez lequel est visé.`,
          { node, field },
        ),
      ];
    }
    const label = refLabel(ref);
    const near = nearest(
      label,
      accounts.map((account) => refLabel(account.ref)),
    );
    const meant = near === null || near === label ? null : near;
    if (near === label)
      return [
        error(
          "unknown-account",
          `The account "${label}" that was chosen here is no longer connected; another one is, under the same name. Choose that one if it is meant.`,
          `Le compte « ${label} » choisi ici n’est plus connecté ; un autre l’est, sous le même nom. Choisissez celui-ci si c’est lui qui est visé.`,
          { node, field },
        ),
      ];
    return [
      error(
        "unknown-account",
        `The account "${label}" is not known or no longer connected${meant === null ? "" : ` (is "${meant}" meant?)`}. Choose another, or ask its owner to connect it.`,
        `Le compte « ${label} » est inconnu ou n’est plus connecté${meant === null ? "" : ` (s’agit-il de « ${meant} » ?)`}. Choisissez-en un autre, ou demandez à son propriétaire de le connecter.`,
        { node, field },
      ),
    ];
  });
}

const kinds = {
  person: { en: "person’s profile", fr: "le profil d’une personne" },
  page: { en: "page", fr: "une page" },
  channel: { en: "channel", fr: "un canal" },
};

const byId = (ports: readonly Port[]) => new Map(ports.map((port) => [port.id, port]));
