/** Mails that come back, in the shapes in which servers write them. `id`: our Message-ID, without brackets. */
export type About = { id: string; to: string; mark?: string };

const lines = (...all: string[]): string => all.join("\r\n");

/** The outer mail: a person's sentence, the statuses, and what is returned. */
function report({
  from,
  mark,
  more = [],
  statuses,
  returned,
}: {
  from: string;
  mark: string;
  more?: string[];
  statuses: string[];
  returned: [type: string, ...body: string[]];
}): string {
  const [type, ...body] = returned;
  return lines(
    `From: ${from}`,
    "To: news@atelier-lumen.example",
    "Subject: Undelivered Mail Returned to Sender",
    `Message-ID: <${mark}@mx.example>`,
    "Auto-Submitted: auto-replied",
    ...more,
    "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=delivery-status;",
    '\tboundary="b1"',
    "",
    "--b1",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Your mail could not be delivered.",
    "--b1",
    "Content-Type: message/delivery-status",
    "",
    ...statuses,
    "",
    "--b1",
    `Content-Type: ${type}`,
    "",
    ...body,
    "--b1--",
    "",
  );
}

const returnedHeaders = ({ id, to }: About): string[] => [
  "From: Atelier Lumen <news@atelier-lumen.example>",
  `To: ${to}`,
  "Subject: Nouvelles",
  `Message-ID: <${id}>`,
  "",
];

/** Postfix: two blocks, folded diagnostics, the headers only. */
export const postfix = (about: About): string =>
  report({
    from: "MAILER-DAEMON@mx.example (Mail Delivery System)",
    mark: about.mark ?? "postfix",
    statuses: [
      "Reporting-MTA: dns; mx.example",
      "X-Postfix-Queue-ID: 4Z1",
      "Arrival-Date: Thu, 26 Nov 2026 05:00:00 +0000 (UTC)",
      "",
      `Final-Recipient: rfc822; ${about.to}`,
      `Original-Recipient: rfc822;${about.to}`,
      "Action: failed",
      "Status: 5.1.1",
      "Remote-MTA: dns; mail.example.org",
      `Diagnostic-Code: smtp; 550 5.1.1 <${about.to}>: Recipient address rejected:`,
      "    User unknown in virtual\u0007 mailbox table",
    ],
    returned: ["text/rfc822-headers", ...returnedHeaders(about)],
  });

/** Exim: 5.0.0 of everything; what the other server said stands in its diagnostics. The whole mail comes back. */
export const exim = (about: About): string =>
  report({
    from: "Mail Delivery System <Mailer-Daemon@mx.example>",
    mark: about.mark ?? "exim",
    more: ["X-Failed-Recipients: " + about.to],
    statuses: [
      "Reporting-MTA: dns; mx.example",
      "",
      "Action: failed",
      `Final-Recipient: rfc822;${about.to}`,
      "Status: 5.0.0",
      "Remote-MTA: dns; mail.example.org",
      "Diagnostic-Code: smtp; 550 No such recipient here",
    ],
    returned: ["message/rfc822", ...returnedHeaders(about), "Bonjour"],
  });

/** Gmail: the whole story in several 550- lines; In-Reply-To and References name the mail as well. */
export const gmail = (about: About): string =>
  report({
    from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
    mark: about.mark ?? "gmail",
    more: [`In-Reply-To: <${about.id}>`, `References: <${about.id}>`],
    statuses: [
      "Reporting-MTA: dns; googlemail.com",
      `X-Original-Message-ID: <${about.id}>`,
      "",
      `Final-Recipient: rfc822; ${about.to}`,
      "Action: failed",
      "Status: 5.2.2",
      "Remote-MTA: dns; gmail-smtp-in.l.google.com.",
      "Diagnostic-Code: smtp; 552-5.2.2 The recipient's inbox is out of storage space.",
      " 552 5.2.2 Please direct the recipient to their administrator.",
    ],
    returned: ["text/rfc822-headers", "Subject: Nouvelles", ""],
  });

/** Exchange: no space after the type, an Original-Recipient of another letter case. */
export const exchange = (about: About): string =>
  report({
    from: "postmaster@outlook.example",
    mark: about.mark ?? "exchange",
    more: [`In-Reply-To: <${about.id}>`],
    statuses: [
      "Reporting-MTA: dns;AM0.outlook.example",
      "Received-From-MTA: dns;mx.example",
      "",
      `Original-Recipient: rfc822;${about.to.toUpperCase()}`,
      `Final-Recipient: rfc822;${about.to}`,
      "Action: failed",
      "Status: 5.1.10",
      "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
    ],
    returned: ["message/rfc822", ...returnedHeaders(about), "Bonjour"],
  });

/** A warning: nothing is over. */
export const delayed = (about: About): string =>
  postfix({ ...about, mark: about.mark ?? "delayed" })
    .replace("Action: failed", "Action: delayed")
    .replace("Status: 5.1.1", "Status: 4.4.1")
    .replace(
      /Diagnostic-Code: [^\r]*\r\n[^\r]*/u,
      "Diagnostic-Code: X-Postfix; connect to mail.example.org: timed out",
    );

/** An absence note: about our mail, by somebody who got it. */
export const vacation = ({ id, to }: About): string =>
  lines(
    `From: ${to}`,
    "Subject: Absent",
    "Message-ID: <away@example.org>",
    `In-Reply-To: <${id}>`,
    "Auto-Submitted: auto-replied",
    "Content-Type: text/plain",
    "",
    "Status: 5.1.1",
    "Action: failed",
    `Final-Recipient: rfc822; ${to}`,
    "",
  );
