import { readForm } from "#engine/multipart.ts";
import { createShelf, Shelved, toBase64, typeOf } from "#engine/simulator/shelf.ts";
import type { SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { card } from "../card.ts";
import { fail, json, missing } from "./answer.ts";

/** Ids of photos begin here: `createPosts` counts as they do, and the two must not meet. */
const epoch = 1_300_000_000_000;
const types: readonly string[] = ["image/jpeg", "image/png"];

export type Photos = ReturnType<typeof createPhotos>;

/**
 * Photos that a page uploaded and that no post shows yet: temporary ones, which are gone after a day. `shelf` keeps them by the
 * page's id.
 */
export function createPhotos({ now, journal }: Pick<Stage, "now" | "journal">) {
  const shelf = createShelf();
  let last = 0n;
  const kept = journal<Shelved>("photos", {
    parse: (value) => Shelved.parse(value),
    replay: shelf.replay,
    snapshot: shelf.snapshot,
  });
  const invalid = (message: string): SimulatorReply => fail({ code: 100, message: `(#100) ${message}` });
  const unfit = (words: string): SimulatorReply =>
    fail({ code: 324, subcode: 1_366_046, message: "(#324) Missing or invalid image file", user: words });

  function upload(request: SimulatorRequest, page: string): SimulatorReply {
    const form = readForm(request.headers["content-type"] ?? "", request.bytes);
    const fields = form?.fields ?? Object.fromEntries(new URLSearchParams(request.body));
    const file = form?.files.find(({ name }) => name === "source");
    // Nothing that is only reachable from here can be fetched by address.
    if (file === undefined) return fail({ code: 324, message: "(#324) Missing or invalid image file" });
    if (fields["published"] !== "false") return invalid("This simulator takes unpublished photos only");
    const alt = fields["alt_text_custom"] ?? null;
    if (alt !== null && alt.length > card.limits.alt) return invalid("Param alt_text_custom is too long");
    const type = typeOf(file.bytes);
    if (type === null || !types.includes(type) || file.bytes.length > (card.limits.picture?.bytes ?? 0))
      return unfit("Les photos doivent peser moins de 4 Mo et être au format JPG ou PNG.");
    const at = now();
    const made = BigInt(at - epoch) << 12n;
    last = made > last ? made : last + 1n;
    const entry = { id: String(last), handle: page, type, alt, at, readyAt: at, post: null };
    shelf.keep(kept, { ...entry, bytes: toBase64(file.bytes) });
    return json(200, { id: entry.id });
  }

  return {
    shelf,
    keep: (entry: Shelved): void => shelf.keep(kept, entry),
    upload,
    /** The photos that a post asks for, or why it does not get them. */
    take: (page: string, form: URLSearchParams): { media: Shelved[] } | { reply: SimulatorReply } => {
      const asked = [...form].flatMap(([name, value]) => {
        const place = /^attached_media\[(\d{1,3})\]$/u.exec(name)?.[1];
        return place === undefined
          ? []
          : [{ place: Number(place), id: /"media_fbid":"(\d+)"/u.exec(value)?.[1] ?? "" }];
      });
      const ids = asked.toSorted((a, b) => a.place - b.place).map(({ id }) => id);
      if (ids.length > card.limits.pictures || new Set(ids).size < ids.length)
        return { reply: invalid("Param attached_media is invalid") };
      const used = ids.some((id) => shelf.find(id)?.handle === page && shelf.find(id)?.post !== null);
      if (used) {
        const user = "Ces photos ont déjà été publiées.";
        return { reply: fail({ code: 100, subcode: 1_366_051, message: "(#100) Photos already posted", user }) };
      }
      const media = ids.flatMap((id) => shelf.own(page, id, now()) ?? []);
      const lost = ids.find((id) => !media.some((one) => one.id === id));
      return lost === undefined ? { media } : { reply: missing(lost) };
    },
    use: (media: readonly Shelved[], post: string): void => {
      for (const one of media) shelf.keep(kept, { ...one, post });
    },
    /** Takes an unused one away; null where there is none. */
    remove: (page: string, id: string): SimulatorReply | null => {
      const found = shelf.own(page, id, now());
      if (found === null) return null;
      shelf.keep(kept, { ...found, handle: "", bytes: null });
      return json(200, { success: true });
    },
  };
}
