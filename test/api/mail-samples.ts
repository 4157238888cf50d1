import { mailReturns, mailSettings } from "./settings.ts";
import type { Sample } from "./sample.ts";

/** Sound requests of mail (samples.ts). */
export const mailSamples = {
  readMail: { input: () => ({}) },
  saveMail: { input: () => ({ body: mailSettings }) },
  forgetMail: { input: () => ({}) },
  tryMail: { input: () => ({}), also: [422] },
  listMails: { input: () => ({}) },
  mailAgain: { input: (things) => ({ params: { id: things.mail } }) },
  listParked: { input: () => ({}) },
  parkAddress: { input: () => ({ body: { address: "back@example.org" } }) },
  freeAddress: { input: () => ({ body: { address: "gone@example.org" } }) },
  readMailReturns: { input: () => ({}) },
  saveMailReturns: { input: (things) => ({ body: { ...mailReturns, secret: things.secret } }) },
  forgetMailReturns: { input: () => ({}) },
  tryMailReturns: { input: () => ({}), also: [422] },
  listMailTemplates: { input: () => ({}) },
  showMailTemplate: { input: () => ({ params: { name: "invitation" } }) },
  readMailChoice: { input: (things) => ({ params: { token: things.choice } }) },
  makeMailChoice: { input: (things) => ({ params: { token: things.choice }, body: { stop: false } }) },
  unsubscribe: { input: (things) => ({ params: { token: things.choice } }) },
} satisfies Record<string, Sample>;
