import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

const size = { width: 480, height: 360 };

/** A video's picture: two colours that follow from its id, one running into the other. PNG, 480 × 360. */
export function still(id: string): Buffer {
  const seed = createHash("sha256").update(id).digest();
  const [from, to] = [seed.subarray(0, 3), seed.subarray(3, 6)];
  const rows = Buffer.alloc(size.height * (1 + size.width * 3));
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) {
      const share = (x / size.width + y / size.height) / 2;
      const at = y * (1 + size.width * 3) + 1 + x * 3;
      for (let colour = 0; colour < 3; colour += 1)
        rows[at + colour] = Math.round(from[colour]! * (1 - share) + to[colour]! * share);
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size.width, 0);
  head.writeUInt32BE(size.height, 4);
  // Eight bits of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
