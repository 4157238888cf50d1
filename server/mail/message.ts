import MailComposer from "nodemailer/lib/mail-composer";
import type { Message } from "./transport.ts";

/** A mail's bytes. Lines are short (quoted-printable), and no header can begin another. */
export function composeMessage(message: Message): Promise<Buffer> {
  const { from, replyTo, to, subject, html, text, messageId, unsubscribe, pictures = [] } = message;
  return new MailComposer({
    from,
    to: { name: to.name ?? "", address: to.address },
    ...(replyTo === null ? {} : { replyTo }),
    subject,
    text,
    html,
    ...(pictures.length === 0
      ? {}
      : {
          attachments: pictures.map(({ cid, type, bytes }) => ({
            ...{ cid, content: bytes, contentType: type, contentDisposition: "inline" as const },
            filename: `${cid}.${type.replace(/^.*\//u, "")}`,
          })),
        }),
    textEncoding: "quoted-printable",
    messageId: `<${messageId}>`,
    headers: {
      // RFC 3834: nobody's absence note answers a machine.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      // On one line each, as they are: a relay that folds or joins them breaks the signature over them (RFC 8058).
      ...(unsubscribe === null
        ? {}
        : {
            "List-Unsubscribe": { prepared: true, foldLines: false, value: `<${unsubscribe}>` },
            "List-Unsubscribe-Post": { prepared: true, value: "List-Unsubscribe=One-Click" },
          }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
