import { hostname } from "node:os";
import type { Services } from "../ports.ts";
import { type SecretReader, secretReader } from "../vault/secrets.ts";
import type { Resolve } from "../outbound/resolve.ts";
import { createDial } from "./dial.ts";
import { openMailbox } from "./mailbox.ts";
import { type MailSettings, mailSettings, usualPace } from "./settings.ts";
import type { Login, SmtpSettings, SmtpTools } from "./smtp.ts";
import { createTokens } from "./tokens.ts";
import type { Transport } from "./transport.ts";

export type WayServices = Pick<Services, "db" | "vault" | "outbound" | "clock" | "settings">;
/** What a test may replace. */
export type WayOptions = Partial<Pick<SmtpTools, "ca" | "patience">> & { resolve?: Resolve };

/** Finds where a workspace's mails go: its own settings, the server's, the demo's mailbox; null where there is none of them. */
export type FindWay = (workspaceId: string) => Promise<Transport | null>;

export function createWays(services: WayServices, options: WayOptions = {}): FindWay {
  const { settings, outbound } = services;
  const { resolve, ...smtp } = options;
  const dial = createDial(settings.allowHosts, resolve);
  const tokens = createTokens(services);
  // Loaded by the first mail: a start does not pay for it.
  const openSmtp = async (place: SmtpSettings, given: SmtpTools) => (await import("./smtp.ts")).openSmtp(place, given);
  const tools = { ...smtp, dial, name: greeting(settings.publicUrl) };

  return async (workspaceId) => {
    const own = await mailSettings(services.db, workspaceId);
    if (own !== null) {
      const secrets = secretReader(services, workspaceId);
      return {
        host: own.host,
        from: { name: own.fromName, address: own.fromAddress },
        replyTo: own.replyTo,
        perMinute: own.perMinute,
        perRecipient: own.perRecipient,
        open: async () => {
          const opened = await openSmtp(own, { ...tools, login: () => loginOf(workspaceId, own, secrets) });
          // A token may have been taken back before its end.
          if ("failed" in opened && own.auth === "xoauth2") tokens.drop(workspaceId);
          return opened;
        },
      };
    }
    const server = settings.mail ?? null;
    if (server !== null) {
      const { fromName, fromAddress, password, username, ...place } = server;
      const login: Login = password === null ? { kind: "none" } : { kind: "password", user: username, pass: password };
      const open = () => openSmtp(place, { ...tools, login: () => Promise.resolve(login) });
      return {
        ...usualPace,
        host: place.host,
        from: { name: fromName, address: fromAddress },
        replyTo: place.replyTo,
        open,
      };
    }
    const box = settings.mailbox ?? null;
    if (box === null) return null;
    return {
      host: "mailbox.demo.example",
      from: { name: "Relaymap", address: "relaymap@demo.example" },
      replyTo: null,
      perMinute: 600,
      perRecipient: 100,
      open: () => Promise.resolve({ session: openMailbox(outbound, box) }),
    };
  };

  async function loginOf(workspaceId: string, own: MailSettings, secrets: SecretReader): Promise<Login> {
    if (own.auth === "none") return { kind: "none" };
    const secret = own.secret === null ? null : await secrets(own.secret);
    if (secret === null) throw Object.assign(new Error("its secret is not stored"), { code: "EAUTH" });
    if (own.auth === "password") return { kind: "password", user: own.username, pass: secret };
    const refresh = own.refreshSecret === null ? null : await secrets(own.refreshSecret);
    return { kind: "token", user: own.username, token: await tokens.get(workspaceId, own, { secret, refresh }) };
  }
}

/** Servers look at the name that a client greets with: ours is the one that people type. */
function greeting(publicUrl: string): string {
  const { hostname: name } = new URL(publicUrl);
  return /^[a-z0-9.-]*[a-z][a-z0-9.-]*$/iu.test(name) ? name : hostname();
}
