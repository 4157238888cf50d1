import { z } from "zod";
import { readJson } from "#engine/json.ts";
import { pixelsOf } from "#engine/simulator/pixels.ts";
import { toBase64, typeOf, type Shelf, type Shelved } from "#engine/simulator/shelf.ts";
import type { Journal, SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { card } from "../card.ts";
import type { Replies } from "./videos.ts";

const Begin = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: z.string() }) });
/** A picture of more bytes is worked on after the upload, milliseconds. */
const later = { bytes: 300_000, ms: 3000 };
const life = 86_400_000;
/** Width × height stays below the one, and what moves has no more frames than the other [reported]. */
const most = { pixels: 36_152_320, frames: 250 };

/** The pictures of the simulated LinkedIn. */
export function createImages(stage: Stage, shelf: Shelf, shelves: Journal<Shelved>, nextId: () => string) {
  return {
    begin: (request: SimulatorRequest, { json, fail, barred }: Replies): SimulatorReply => {
      const asked = Begin.safeParse(readJson(request.body));
      if (!asked.success) return fail(400, "Field Value validation failed in REQUEST_BODY");
      const { owner } = asked.data.initializeUploadRequest;
      const refused = barred(owner);
      if (refused !== null) return refused;
      const [now, id] = [stage.now(), nextId()];
      shelf.keep(shelves, {
        id,
        handle: owner,
        type: "",
        alt: null,
        at: now,
        readyAt: Number.MAX_SAFE_INTEGER,
        post: null,
        bytes: null,
      });
      const uploadUrl = `${stage.base}/dms-uploads/${id}`;
      return json(200, { value: { uploadUrlExpiresAt: now + life, uploadUrl, image: `urn:li:image:${id}` } });
    },
    upload: (request: SimulatorRequest, id: string, { fail, barred }: Replies): SimulatorReply => {
      const found = shelf.find(id);
      if (found === null || barred(found.handle) !== null) return fail(403, "Not enough permissions to upload");
      const type = typeOf(request.bytes);
      if (type === null || !["image/jpeg", "image/png", "image/gif"].includes(type))
        return fail(400, "The image is of a type that is not supported");
      const { width, height, frames } = pixelsOf(request.bytes) ?? { width: 0, height: 0, frames: 1 };
      if (width * height >= most.pixels) return fail(400, `The image has more than ${most.pixels} pixels`);
      if (frames > most.frames) return fail(400, `The image has more than ${most.frames} frames`);
      if (request.bytes.length > (card.limits.picture?.bytes ?? 0)) return fail(400, "The image is too large");
      const readyAt = stage.now() + (request.bytes.length > later.bytes ? later.ms : 0);
      shelf.keep(shelves, { ...found, type, readyAt, bytes: toBase64(request.bytes) });
      return { status: 201, body: "" };
    },
  };
}
