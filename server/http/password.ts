import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const hash = promisify(argon2);

/** OWASP's second choice for argon2id (19 MiB, 2 passes, 1 lane): about 35 ms here, off the main thread. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** argon2id in the PHC string form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, so that the cost can rise later. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await hash("argon2id", { message: password.normalize("NFKC"), nonce, ...cost });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(nonce)}$${encode(tag)}`;
}

/** False for a wrong password and for a string that is none of ours. Takes the cost from the stored string. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (!parts) return false;
  const [, memory, passes, parallelism, salt, tag] = parts;
  const wanted = Buffer.from(tag ?? "", "base64");
  const got = await hash("argon2id", {
    message: password.normalize("NFKC"),
    nonce: Buffer.from(salt ?? "", "base64"),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: wanted.length,
  });
  return timingSafeEqual(wanted, got);
}

const encode = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
