import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OutboundError } from "#server/outbound/error.ts";
import type { Outbound } from "#server/ports.ts";

/** A push as a service of RFC 8030 takes it, and as its browser reads it (RFC 8291). */
export type Taken = { path: string; headers: Record<string, string>; said: Record<string, unknown> };

/** A push service on a loopback port, with browsers that subscribed there. `outbound` reaches it under the names of `push.example`, and nothing else. */
export async function openPushPeer() {
  const taken: Taken[] = [];
  /** How the next pushes are answered; then all are taken. */
  const answers: { status: number; retryAfter?: string; cut?: true }[] = [];
  const browsers = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer }>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      const answer = answers.shift();
      if (answer?.cut === true) return void request.socket.destroy();
      if (answer !== undefined)
        return void response
          .writeHead(answer.status, answer.retryAfter === undefined ? {} : { "retry-after": answer.retryAfter })
          .end();
      const path = request.url ?? "";
      const browser = browsers.get(path);
      if (browser === undefined) return void response.writeHead(410).end();
      const headers = request.headers as Record<string, string>;
      if (!isSigned(headers["authorization"] ?? "")) return void response.writeHead(403).end();
      taken.push({
        path,
        headers,
        said: JSON.parse(opened(Buffer.concat(chunks), browser)) as Record<string, unknown>,
      });
      response.writeHead(201, { location: `https://push.example/m/${taken.length}` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const call: Outbound["call"] = async (url, { method, headers = {}, body }) => {
    const { pathname } = new URL(url);
    const sent = await fetch(`http://127.0.0.1:${port}${pathname}`, {
      ...{ method, headers, redirect: "manual" as const },
      body: Buffer.from(body as Uint8Array),
    }).catch((cause: unknown) => {
      throw Object.assign(new OutboundError("reset", url, { cause }), { sent: true });
    });
    return {
      status: sent.status,
      headers: Object.fromEntries(sent.headers),
      body: Buffer.from(await sent.arrayBuffer()),
    };
  };
  return {
    taken,
    answers,
    outbound: { call } as Outbound,
    /** What a browser gives its page when it subscribed. */
    subscribe: (name: string) => {
      const ecdh = createECDH("prime256v1");
      ecdh.generateKeys();
      const auth = randomBytes(16);
      browsers.set(`/${name}`, { ecdh, auth });
      return {
        endpoint: `https://push.example/${name}`,
        p256dh: ecdh.getPublicKey().toString("base64url"),
        auth: auth.toString("base64url"),
      };
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

/** RFC 8292: an ES256 token for this very origin, at most a day ahead, with its key beside it. */
function isSigned(header: string): boolean {
  const [, token = "", key = ""] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/u.exec(header) ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const raw = Buffer.from(key, "base64url");
  if (raw.length !== 65) return false;
  const coordinate = (from: number) => raw.subarray(from, from + 32).toString("base64url");
  const publicKey = createPublicKey({
    format: "jwk",
    key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
  });
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString()) as {
    aud: string;
    exp: number;
    sub: string;
  };
  const ahead = exp - Date.now() / 1000;
  const right = aud === "https://push.example" && ahead > 0 && ahead <= 86_400 && /^(?:https:\/\/|mailto:)/u.test(sub);
  const signed = Buffer.from(signature, "base64url");
  return (
    right && verify("sha256", Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: "ieee-p1363" }, signed)
  );
}

/** One record of aes128gcm (RFC 8188), with the keys of RFC 8291. */
function opened(body: Buffer, { ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer }): string {
  if (body.length > 4096) throw new Error("more than a push service has to take");
  const salt = body.subarray(0, 16);
  const theirs = body.subarray(21, 21 + body[20]!);
  const sealed = body.subarray(21 + body[20]!);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), theirs]);
  const secret = Buffer.from(hkdfSync("sha256", ecdh.computeSecret(theirs), auth, info, 32));
  const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString("utf8");
}
