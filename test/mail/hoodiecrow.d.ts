/** As much of it as the tests use; it brings no types. */
declare module "hoodiecrow-imap" {
  import type { Server } from "node:net";
  type Folder = { raw: string; uid?: number };
  type Mailbox = { uidvalidity?: number; uidnext?: number; messages?: Folder[] };
  export default function hoodiecrow(options: {
    plugins?: string[];
    secureConnection?: boolean;
    credentials?: { key: string; cert: string };
    users?: Record<string, { password: string }>;
    storage?: Record<string, Mailbox>;
  }): {
    server: Server;
    listen: (port: number, host: string, done: () => void) => void;
    close: (done: () => void) => void;
    appendMessage: (folder: string, flags: string[], date: false, raw: string) => void;
    folderCache: Record<string, { uidvalidity: number; uidnext: number; messages: unknown[] }>;
  };
}
