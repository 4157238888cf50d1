/** Settings that routes take as they are; nothing is reached by any of them. */
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
