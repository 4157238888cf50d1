import { sql } from "kysely";
import { usualLook } from "#engine/card.ts";
import { readItem } from "#engine/item.ts";
import { firstPart, type Part } from "#engine/post.ts";
import { type PostColumns, postOfRow } from "../ledger/posts.ts";
import type { Picture } from "../mail/fill.ts";
import type { PictureView, PostView } from "../mail/templates/letter.ts";
import type { Services } from "../ports.ts";
import { stands } from "./stand.ts";

export type ViewServices = Pick<Services, "db" | "media" | "nodes" | "settings">;

/** A proposal that may be told of, as it would leave. */
export type Proposal = {
  id: number;
  title: string;
  /** Who drew it onto the account. */
  by: string | null;
  topic: string;
  network: string;
  account: { name: string; handle: string; avatar: string | null };
  part: Part;
  expiresAt: string;
};

/** Those of these deliveries that still wait for this person, in the order given. */
export async function proposalsOf(
  { db }: Pick<ViewServices, "db">,
  { workspaceId, memberId, deliveries }: { workspaceId: string; memberId: string; deliveries: readonly number[] },
): Promise<Proposal[]> {
  const { rows } = await sql<
    PostColumns &
      Omit<Proposal, "part" | "account" | "title"> & {
        name: string;
        handle: string;
        avatar: string | null;
        title: string;
        itemData: unknown;
      }
  >`
    select d.id::float8 as id, d.post, d.text, d.link, d.item_title as title, d.topic, d.network, d.expires_at as "expiresAt", a.name, a.handle, a.avatar, q.name as by,
      (select data from item i where i.workspace_id = d.workspace_id and i.seq = d.item_seq) as "itemData"
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join version v on v.workspace_id = d.workspace_id and v.map_id = d.map_id and v.number = d.version
    left join member q on q.workspace_id = v.workspace_id and q.id = v.published_by and q.id <> ${memberId} and q.disabled_at is null
    where d.workspace_id = ${workspaceId} and d.id = any(${[...deliveries]}::bigint[]) and a.member_id = ${memberId} and ${stands} = 'yes'`.execute(
    db,
  );
  const found = rows.map(({ name, handle, avatar, itemData, title, ...row }) => {
    const part = firstPart(postOfRow(row));
    const headline =
      title.trim() || (itemData == null ? "" : readItem(itemData).title) || part.text.split("\n")[0] || name;
    return {
      id: row.id,
      by: row.by,
      topic: row.topic,
      network: row.network,
      expiresAt: row.expiresAt,
      title: headline,
      part,
      account: { name, handle, avatar },
    };
  });
  return deliveries.flatMap((id) => found.find((row) => row.id === id) ?? []);
}

const [longest, wide, small] = [700, 1088, 448];
const shownTypes = { types: ["image/jpeg", "image/png"], bytes: 220_000 };

/** Draws proposals for a mail, and collects the pictures that it brings along. */
export function drawer({ media, nodes }: ViewServices, workspaceId: string) {
  const pictures = new Map<string, Picture>();
  const cardOf = (network: string) => nodes.networks.get(network)?.card;
  const mark = async (network: string): Promise<string> => {
    const cid = `mark-${network.replace(/[^a-z0-9]/giu, "")}`;
    const { markPicture } = await import("../mail/marks.ts");
    if (!pictures.has(cid)) pictures.set(cid, await markPicture(cid, cardOf(network) ?? unknown));
    return cid;
  };
  /** null where it cannot be had: a mail makes sense without. */
  const picture = async (id: string, alt: string, side: number): Promise<PictureView | null> => {
    const shown = await media.shown(workspaceId, id, side, shownTypes).catch(() => null);
    if (shown === null || !shownTypes.types.includes(shown.type)) return null;
    const cid = `picture-${id.slice(0, 8)}-${side}`;
    pictures.set(cid, { cid, type: shown.type, bytes: Buffer.from(shown.bytes) });
    return { cid, alt, width: shown.width ?? side, height: shown.height ?? Math.round(side * 0.56) };
  };
  const face = async (avatar: string | null): Promise<string | null> => {
    if (avatar === null) return null;
    const kept = await media.fetch(workspaceId, avatar).catch(() => null);
    return kept === null ? null : ((await picture(kept.id, "", 96))?.cid ?? null);
  };
  const ofPart = (part: Part) => (part.media ?? []).find(({ kind }) => kind === "picture") ?? part.card?.picture;
  return {
    pictures: () => [...pictures.values()],
    mark,
    title: (network: string): string => cardOf(network)?.title ?? network,
    small: async ({ part, title }: Proposal): Promise<PictureView | null> => {
      const medium = ofPart(part);
      return medium === undefined ? null : picture(medium.id, medium.alt ?? title, small);
    },
    post: async ({ network, account, part, title }: Proposal): Promise<PostView> => {
      const look = cardOf(network)?.look ?? usualLook;
      const medium = ofPart(part);
      const letters = [...part.text];
      return {
        network: cardOf(network)?.title ?? network,
        mark: await mark(network),
        tint: look.link,
        who: account.name,
        handle: account.handle === account.name ? "" : account.handle,
        face: await face(account.avatar),
        text:
          letters.length > longest
            ? `${letters
                .slice(0, longest)
                .join("")
                .replace(/\s+\S*$/u, "")}…`
            : part.text,
        picture: medium === undefined ? null : await picture(medium.id, medium.alt ?? title, wide),
        card: part.card === undefined ? null : { title: part.card.title, host: hostOf(part.card.url) },
        acts: [...look.acts],
      };
    },
  };
}

const unknown = { mark: '<circle cx="12" cy="12" r="8"/>', colour: "#4a5a69" };
const hostOf = (link: string): string => (URL.canParse(link) ? new URL(link).host.replace(/^www\./u, "") : link);
