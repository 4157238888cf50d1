/** Settings that would lead somewhere, were there anything. */
export const mailSettings = {
  host: "mail.nowhere.invalid",
  port: 587,
  tls: "starttls",
  auth: "none",
  username: "",
  secret: null,
  tokenUrl: null,
  clientId: null,
  scope: null,
  refreshSecret: null,
  fromName: "Atelier Lumen",
  fromAddress: "news@example.org",
  replyTo: null,
  perMinute: 60,
  perRecipient: 10,
};
export const mailReturns = {
  host: "imap.nowhere.invalid",
  port: 993,
  tls: "tls",
  username: "news@example.org",
  folder: "INBOX",
};
export const machineSettings = {
  address: "https://ai.nowhere.invalid/v1",
  model: "scribe",
  secret: null,
  callsPerDay: 10,
  perMonth: null,
  priceIn: 0,
  priceOut: 0,
};
export const noticeWishes = {
  ...{ proposals: "weekly", news: true, day: 1, minute: 480, daysOff: [6, 7], quietFrom: 1200, quietTo: 450 },
  ...{ mail: true, push: true, plain: false, budget: 3, urgentBudget: 2 },
};
export const pushDevice = {
  endpoint: "https://push.nowhere.invalid/1",
  ...{ p256dh: "B".repeat(87), auth: "A".repeat(22), label: "Firefox", key: null },
};
