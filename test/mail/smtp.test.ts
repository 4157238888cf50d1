import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createDial } from "#server/mail/dial.ts";
import { type Login, openSmtp, type SmtpSettings, type SmtpTools } from "#server/mail/smtp.ts";
import type { Outcome } from "#server/mail/outcome.ts";
import type { Message } from "#server/mail/transport.ts";
import { ca, type MailServer, type Manner, openMailServer } from "./server.ts";

let server: MailServer | null = null;
let raw: Server | null = null;
afterEach(async () => {
  await server?.close();
  raw?.close();
  [server, raw] = [null, null];
});

const message: Message = {
  from: { name: "Atelier Lumen", address: "news@atelier-lumen.example" },
  replyTo: "contact@atelier-lumen.example",
  to: { name: "Léa Martin", address: "lea@example.org" },
  subject: "Été : « 62 % » d’énergie\r\nBcc: all@example.org",
  html: `<p>${"é".repeat(3000)}</p>`,
  text: ".\nune ligne\n",
  messageId: "m-1@atelier-lumen.example",
  unsubscribe: `https://relaymap.atelier-lumen.example/u/${"a".repeat(43)}`,
};
const dial = createDial(["127.0.0.1", "localhost"], (host) =>
  Promise.resolve([host === "localhost" ? "127.0.0.1" : host]),
);
const none: Login = { kind: "none" };
const password: Login = { kind: "password", user: "news", pass: "canary-password" };

async function sendTo(
  port: number,
  {
    tls = "starttls",
    login = none,
    ...tools
  }: { tls?: SmtpSettings["tls"]; login?: Login } & Partial<Omit<SmtpTools, "login">> = {},
): Promise<Outcome & { handed?: boolean }> {
  const place = { host: "localhost", port, tls };
  const opened = await openSmtp(place, {
    dial,
    login: () => Promise.resolve(login),
    name: "relaymap.example",
    ca,
    ...tools,
  });
  if ("failed" in opened) return opened.failed;
  let handed = false;
  const outcome = await opened.session.send(message, () => Promise.resolve((handed = true)));
  opened.session.close();
  return { ...outcome, handed };
}
async function meet(...manners: Manner[]): Promise<Outcome> {
  server = await openMailServer();
  server.manners.push(...manners);
  return sendTo(server.port);
}

test("what may come back later is asked to name the mail and its recipient, and to bring headers only", async () => {
  const asked: unknown[] = [];
  const keep = (address: { args: unknown }, _session: unknown, done: () => void): void => {
    asked.push(address.args);
    done();
  };
  server = await openMailServer({ hideDSN: false, onMailFrom: keep, onRcptTo: keep });
  expect(await sendTo(server.port)).toMatchObject({ kind: "sent" });
  expect(asked).toEqual([
    expect.objectContaining({ RET: "HDRS", ENVID: "m-1@atelier-lumen.example" }),
    { ORCPT: "rfc822;lea@example.org" },
  ]);
});

test("a mail arrives once, over STARTTLS, with both headers of one-click unsubscribing on one line each and no header of another's making", async () => {
  expect(await meet()).toMatchObject({ kind: "sent", handed: true });
  const [mail] = server!.mails;
  expect(server!.mails).toHaveLength(1);
  const head = `\r\n${mail!.raw.split("\r\n\r\n")[0] ?? ""}`;
  expect(head).toContain(`\r\nList-Unsubscribe: <${message.unsubscribe}>\r\n`);
  expect(head).toContain("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
  expect(head).toContain("\r\nAuto-Submitted: auto-generated\r\n");
  expect(head).toContain("\r\nMessage-ID: <m-1@atelier-lumen.example>\r\n");
  expect(head).not.toMatch(/^Bcc:/mu);
  for (const line of mail!.raw.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThan(998);
  expect(mail!.to).toBe("lea@example.org");
});

test.each<[string, Manner, Partial<Outcome> & Record<string, unknown>]>([
  ["450 is later, for this mail", { rcpt: "450 4.2.0 greylisted" }, { kind: "later", whole: false, status: 450 }],
  ["421 is later, for all", { rcpt: "421 4.7.0 too many connections" }, { kind: "later", whole: true }],
  ["451 after the mail is later", { data: "451 4.3.0 try again" }, { kind: "later", whole: false, status: 451 }],
  ["550 5.1.1 parks the address", { rcpt: "550 5.1.1 no such user" }, { kind: "refused", park: true, status: 550 }],
  ["a bare 550 parks the address", { rcpt: "550 no such user" }, { kind: "refused", park: true }],
  ["a full box does not", { rcpt: "552 5.2.2 mailbox full" }, { kind: "refused", park: false }],
  ["a policy does not", { rcpt: "550 5.7.1 not from you" }, { kind: "refused", park: false }],
  ["554 after the mail refuses it alone", { data: "554 5.6.0 no" }, { kind: "refused", park: false, status: 554 }],
  ["5.7.26 is ours to mend, not the reader’s", { data: "550 5.7.26 DMARC" }, { kind: "later", whole: true }],
  ["5.7.32 too", { data: "550 5.7.32 DMARC" }, { kind: "later", whole: true }],
  ["5.7.30 is the end of passwords", { rcpt: "550 5.7.30 basic auth" }, { kind: "later", whole: true }],
  ["cut before the final dot is later", { cut: "before" }, { kind: "later" }],
  ["cut after the final dot is unknown", { cut: "after" }, { kind: "unknown" }],
])("%s", async (_name, manner, expected) => {
  const outcome = await meet(manner);
  expect(outcome).toMatchObject(expected);
  if (outcome.kind !== "sent")
    for (const words of [outcome.why.en, outcome.why.fr]) expect(words.length).toBeGreaterThan(10);
});

test("the sentences for what an admin has to mend name it", async () => {
  const dmarc = await meet({ data: "550 5.7.26 Unauthenticated email" });
  expect(dmarc.kind === "later" && dmarc.why.en).toContain("SPF");
  server!.manners.push({ data: "550 5.7.30 Basic authentication is not supported" });
  const ended = await sendTo(server!.port);
  expect(ended.kind === "later" && ended.why.fr).toContain("XOAUTH2");
});

test("a server that never says whether it took the mail costs no more than its time, and is unknown", async () => {
  server = await openMailServer();
  server.manners.push({ hang: true });
  const patience = { open: 5_000, send: 300 };
  expect(await sendTo(server.port, { patience })).toMatchObject({ kind: "unknown", status: null });
  expect(server.mails).toHaveLength(1);
});

test("a server that trickles a greeting without end is given up, and nothing was sent", async () => {
  raw = createServer((socket) => {
    const drip = setInterval(() => socket.write("2"), 20);
    socket.on("error", () => undefined).on("close", () => clearInterval(drip));
  }).listen(0, "127.0.0.1");
  const { port } = await addressOf(raw);
  const patience = { open: 300, send: 300 };
  expect(await sendTo(port, { patience })).toMatchObject({ kind: "later", whole: true });
});

test("where STARTTLS is asked for and not there, nothing is sent", async () => {
  server = await openMailServer({ disabledCommands: ["AUTH", "STARTTLS"] });
  const outcome = await sendTo(server.port);
  expect(outcome).toMatchObject({ kind: "later", whole: true });
  expect(outcome.kind === "later" && outcome.why.en).toContain("TLS");
  expect(server.mails).toEqual([]);
});

test("a certificate that nobody vouches for, or of another name, is believed by neither kind of TLS", async () => {
  server = await openMailServer();
  const unknown = await openSmtp(
    { host: "localhost", port: server.port, tls: "starttls" },
    { dial, login: () => Promise.resolve(none), name: "relaymap.example" },
  );
  expect("failed" in unknown && unknown.failed).toMatchObject({ whole: true });
  expect("failed" in unknown && unknown.failed.why.en).toContain("certificate");
  await server.close();
  server = await openMailServer({ secure: true });
  const elsewhere = createDial(["mail.elsewhere.example"], () => Promise.resolve(["127.0.0.1"]));
  const other = await openSmtp(
    { host: "mail.elsewhere.example", port: server.port, tls: "tls" },
    { dial: elsewhere, login: () => Promise.resolve(none), name: "relaymap.example", ca },
  );
  expect("failed" in other && other.failed.why.en).toContain("certificate");
  expect(await sendTo(server.port, { tls: "tls" })).toMatchObject({ kind: "sent" });
});

test("a password that is refused is told without the password, and a token is shown as XOAUTH2 has it", async () => {
  const seen: string[] = [];
  server = await openMailServer({
    authOptional: false,
    disabledCommands: [],
    authMethods: ["PLAIN", "XOAUTH2"],
    onAuth: (auth, _session, done) => {
      seen.push(`${auth.method} ${auth.username ?? ""} ${auth.accessToken ?? ""}`.trim());
      if (auth.accessToken === "fresh") return done(null, { user: "news" });
      done(Object.assign(new Error("5.7.8 bad canary-password"), { responseCode: 535 }));
    },
  });
  const refused = await sendTo(server.port, { login: password });
  expect(refused).toMatchObject({ kind: "later", whole: true, status: 535 });
  expect(JSON.stringify(refused)).not.toContain("canary-password");
  expect(await sendTo(server.port, { login: { kind: "token", user: "news", token: "stale" } })).toMatchObject({
    whole: true,
  });
  expect(await sendTo(server.port, { login: { kind: "token", user: "news", token: "fresh" } })).toMatchObject({
    kind: "sent",
  });
  expect(seen.at(-1)).toBe("XOAUTH2 news fresh");
});

test("a mail server inside, or at another port, is dialled only where the operator says so", async () => {
  server = await openMailServer();
  for (const allowed of [[], ["10.0.0.0/8"], [`localhost:${server.port + 1}`]]) {
    const guarded = createDial(allowed, () => Promise.resolve(["127.0.0.1"]));
    const outcome = await sendTo(server.port, { dial: guarded });
    expect(outcome.kind === "later" && outcome.why.en).toContain("RELAYMAP_ALLOW_HOSTS");
  }
  expect(server.connections()).toBe(0);
});

test("an address that nobody answers at is passed over for the next one", async () => {
  server = await openMailServer();
  const both = createDial(["localhost"], () => Promise.resolve(["127.0.0.2", "127.0.0.1"]));
  expect(await sendTo(server.port, { dial: both })).toMatchObject({ kind: "sent" });
});

async function addressOf(listening: Server): Promise<{ port: number }> {
  if (!listening.listening) await new Promise((resolve) => listening.once("listening", resolve));
  const address = listening.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0 };
}
